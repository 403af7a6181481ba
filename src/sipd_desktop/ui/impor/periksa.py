"""The preview: what the file is, what would become of each row, and why. Nothing is stored here.

Digits choose a kind of row, arrows a row, N shows its numbers; Ctrl+S stores. Enter stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from sipd_desktop.services.impor.hasil import Bacaan, Usul
from sipd_desktop.services.impor.konteks import Konteks
from sipd_desktop.services.impor.lembar import LembarBerkas
from sipd_desktop.services.impor.pilih_orang import CalonUsul
from sipd_desktop.services.impor.tinjau import (
    BarisTinjau,
    alasan,
    hitung,
    teks_nilai,
)
from sipd_desktop.ui.impor.kata import (
    PER_SARINGAN,
    kalimat_berkas,
    kalimat_lembar,
    kalimat_rencana,
    short,
)
from sipd_desktop.ui.impor.proses import Isi
from sipd_desktop.ui.impor.rincian import RincianPanel
from sipd_desktop.ui.impor.saring import SaringBar
from sipd_desktop.ui.impor.tanya import TanyaBar
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.tabel import Column, TableView


def _value(key: str) -> Callable[[BarisTinjau], str]:
    def text(row: BarisTinjau) -> str:
        value = row.baris.normal.get(key)
        return "" if value is None else teks_nilai(key, value)

    return text


def _name(row: BarisTinjau) -> str:
    """As the file says; of a row that only adds to somebody stored: whom."""
    return short(_value("nama")(row) or row.baris.tentang)


def _number(row: BarisTinjau) -> str:
    nik = _value("nik")(row)
    return nik or (f"KK {_value('no_kk')(row)}" if row.baris.jenis == "keluarga" else "")


def _place(row: BarisTinjau) -> str:
    rt, rw = row.baris.normal.get("rt"), row.baris.normal.get("rw")
    return f"{rt or '-'}/{rw or '-'}" if rt or rw else ""


def _level(row: BarisTinjau) -> Any:
    return PER_SARINGAN[row.golongan].tingkat


BOLEH_COCOK = frozenset(("lainnya", "opensid-penduduk", "siak"))
"""Layouts whose columns a person may match; the others have their own fixed meaning."""
KOLOM = (
    Column("nomor", "Baris", align="kanan"),
    Column("nama", "Nama", _name),
    Column("golongan", "Menjadi", lambda r: PER_SARINGAN[r.golongan].kata, tingkat=_level),
    Column("nik", "NIK", _number),
    Column("lahir", "Lahir", _value("tanggal_lahir")),
    Column("rt", "RT/RW", _place),
    Column("alasan", "Keterangan", alasan, rentang=True),
)


_BOLEH_SEMBUNYI = frozenset(("lahir", "rt"))


class PeriksaPanel(QWidget):
    """Sentence, sheets, counts, rows, the row in detail, and the one button that stores."""

    lembar_dipilih = Signal(str)
    simpan_diminta = Signal()
    galat_diminta = Signal()
    cocok_diminta = Signal()
    lain_diminta = Signal()
    calon_diminta = Signal(object)
    """A `Usul` whose people are to be shown."""
    orang_dipilih = Signal(object, object)
    """A `Usul` and the id of the person, None for someone new."""
    dijawab = Signal(object)
    """A `Konteks`: answers to what the file does not say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bacaan: Bacaan | None = None
        self._semua: tuple[BarisTinjau, ...] = ()
        self._buka = False
        self.kalimat = make_label("", "besar", lipat=True)
        self.berkas = make_label("", "petunjuk")
        self.lembar = QComboBox()
        self.lembar.setAccessibleName("Lembar yang dibaca")
        self.lembar.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tentang = make_button("Tentang berkas", self.show_berkas, tautan=True, kunci="T")
        self.lain = make_button("Berkas lain", self.lain_diminta.emit, kunci="F3")
        self.tanya = TanyaBar()
        self.tanya.dijawab.connect(self.dijawab)
        self.saring = SaringBar()
        self.saring.dipilih.connect(self.filter)
        self.tabel = TableView("Baris di berkas", KOLOM)
        self.rincian = RincianPanel()
        self.simpan = make_button(
            "Simpan ke laptop", self.simpan_diminta.emit, utama=True, kunci="Ctrl+S"
        )
        self.cocok = make_button("Cocokkan kolom", self.cocok_diminta.emit, kunci="F4")
        self.galat = make_button("Simpan daftar galat", self.galat_diminta.emit, kunci="Ctrl+G")
        self.nomor = make_button("Lihat nomor", self.toggle_nomor, kunci="N")
        self.rencana = make_label("", "tebal", lipat=True)
        self._build()
        self.rincian.orang_dipilih.connect(self.orang_dipilih)
        self.tabel.dipilih.connect(self._show_row)
        self.tabel.diketik.connect(self._typed)
        self.lembar.activated.connect(self._sheet_chosen)

    def _build(self) -> None:
        line = QWidget()
        parts = AlirLayout(line, jarak=8)
        for part in (self.lembar, self.tentang, self.lain, self.berkas):
            parts.addWidget(part)
        pair = in_row()
        pair.setSpacing(10)
        pair.addWidget(self.tabel, 69)
        pair.addWidget(self.rincian, 31)
        for pane in (self.tabel, self.rincian):  # the room there is, never more
            pane.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.tabel.setMinimumWidth(px(400))
        self.rincian.setMinimumWidth(px(260))
        self._fit()
        actions = QWidget()
        row = AlirLayout(actions, jarak=10)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.simpan, self.cocok, self.galat, self.nomor):
            row.addWidget(button)
        inner = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._gulung = scrolling(inner)
        outer.addWidget(self._gulung)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.kalimat)
        box.addWidget(line)
        box.addWidget(self.tanya)
        box.addWidget(self.saring)
        box.addLayout(pair, 1)
        outer.setSpacing(8)
        outer.addWidget(self.rencana)  # what storing does is always in sight
        outer.addWidget(actions)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rencana"):
            self._fit()

    def _fit(self) -> None:
        """Some rows stay in sight at any size; then the page scrolls."""
        self.tabel.setMinimumHeight(px(220))
        self.rincian.setMinimumHeight(px(220))
        self.berkas.setMinimumHeight(px(44))

    def fill(self, isi: Isi, konteks: Konteks, acuan: date) -> None:
        """Show a file that was judged."""
        bacaan = isi.bacaan
        assert bacaan is not None
        self._bacaan, self._semua, self._buka = bacaan, isi.baris, False
        counts = hitung(isi.baris)
        self.kalimat.setText(kalimat_berkas(bacaan))
        known = f"{bacaan.berkas}. Kolomnya dibaca dengan cocokan \u201c{isi.ingatan}\u201d."
        self.berkas.setText(known if isi.ingatan else bacaan.berkas)
        self.tanya.ask(bacaan.pertanyaan, konteks, acuan)
        self._fill_sheets(isi.lembar, bacaan.sheet)
        self.saring.fill(counts)
        self.rencana.setText(kalimat_rencana(counts))
        self.cocok.setEnabled(bacaan.profil in BOLEH_COCOK or isi.cocokan is not None)
        self.galat.setEnabled(bool(counts.get("ditolak") or counts.get("dilihat")))
        self.nomor.set_teks("Lihat nomor")
        self._hide_empty()
        self.filter("semua")
        self.show_berkas()

    def _hide_empty(self) -> None:
        """A column that this kind of file never fills leaves its room to the reasons."""
        for number, column in enumerate(KOLOM):
            if column.key in _BOLEH_SEMBUNYI:
                filled = any(column.words(row) for row in self._semua)
                self.tabel.setColumnHidden(number, not filled)

    def _fill_sheets(self, sheets: tuple[LembarBerkas, ...], shown: str) -> None:
        self.lembar.clear()
        for sheet in sheets:
            self.lembar.addItem(kalimat_lembar(sheet), sheet.nama)
        self.lembar.setCurrentIndex(self.lembar.findData(shown))
        self.lembar.setVisible(len(sheets) > 1)

    def clear(self) -> None:
        """Take every name off."""
        self._bacaan, self._semua = None, ()
        self.tabel.set_rows(())
        self.rincian.clear()
        self.lembar.clear()
        for label in (self.kalimat, self.berkas, self.rencana):
            label.setText("")

    def filter(self, key: str) -> None:
        """Show one kind of row."""
        self.saring.mark(key)
        self.tabel.set_rows(_chosen(self._semua, key))
        if self.tabel.isi.rows and key != "semua":
            self.tabel.select(0)
        self.tabel.setFocus()

    def toggle_nomor(self) -> None:
        """Show the numbers of the row in full, or mask them again."""
        self._buka = not self._buka
        self.nomor.set_teks("Samarkan nomor" if self._buka else "Lihat nomor")
        self._show_row(self.tabel.row())

    def show_berkas(self) -> None:
        """What was not read, and what was guessed."""
        if self._bacaan is not None:
            self.rincian.show_berkas(self._bacaan)

    def _show_row(self, row: object) -> None:
        if isinstance(row, BarisTinjau) and self._bacaan is not None:
            self.rincian.show_baris(self._bacaan, row, buka=self._buka)
            self._gulung.ensureWidgetVisible(self.rincian, 0, 0)
            if row.baris.usul is not None and row.golongan == "bentrok":
                self.calon_diminta.emit(row.baris.usul)

    def show_calon(self, usul: Usul, people: tuple[CalonUsul, ...]) -> None:
        """The people a row may be about, if it is still in sight."""
        row = self.tabel.row()
        if isinstance(row, BarisTinjau) and row.baris.usul == usul:
            self.rincian.show_calon(usul, people)

    def _typed(self, letter: str) -> None:
        if self.saring.press(letter):
            return
        if self.rincian.press(letter):
            return
        keys = {"n": self.toggle_nomor, "t": self.show_berkas}
        call = keys.get(letter.casefold())
        if call is not None:
            call()

    def _sheet_chosen(self, index: int) -> None:
        nama = self.lembar.itemData(index)
        if self._bacaan is not None and nama != self._bacaan.sheet:
            self.lembar_dipilih.emit(str(nama))


def _chosen(rows: tuple[BarisTinjau, ...], key: str) -> tuple[BarisTinjau, ...]:
    if key == "semua":
        return tuple(r for r in rows if r.golongan != "diabaikan")
    if key == "dilihat":
        return tuple(r for r in rows if r.perlu_dilihat)
    return tuple(r for r in rows if r.golongan == key)
