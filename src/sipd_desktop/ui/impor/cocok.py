"""Cocokkan kolom: each column of the file with its first values, and what it becomes.

Arrows go through the columns, Enter opens the list of fields, letters find one there. A suggestion
is marked and only its own key (S) takes it; Enter never does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from sipd_desktop.services.impor.cocok_kolom import (
    Cocokan,
    KolomBerkas,
    choose_kolom,
    nama_isian,
)
from sipd_desktop.ui.impor.pilih_isian import PilihIsian
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView


def _becomes(column: KolomBerkas) -> str:
    if column.kunci:
        return nama_isian(column.kunci)
    return f"Mungkin {nama_isian(column.saran)}?" if column.saran else "-"


def _mark(column: KolomBerkas) -> str:
    if column.kunci:
        return {"persis": "dikenal", "sinonim": "nama lain", "mirip": "mirip, periksa"}.get(
            column.cara, "dipilih"
        )
    if column.cara == "lewat":
        return "tidak dibaca"
    return "saran, tekan S" if column.saran else "disimpan apa adanya"


def _level(column: KolomBerkas) -> Any:
    if column.kunci:
        return {"dipilih": "info", "mirip": "perhatian"}.get(column.cara, "baik")
    return "perhatian" if column.saran else ""


_KOLOM = (
    Column("huruf", "Kolom", align="tengah"),
    Column("judul", "Judul di berkas", lambda c: c.judul or "(tanpa judul)", rentang=True),
    Column("contoh", "Contoh isi", lambda c: "; ".join(c.contoh), rentang=True),
    Column("menjadi", "Menjadi", _becomes),
    Column("tanda", "Tanda", _mark, tingkat=_level),
)


def _news(cocokan: Cocokan) -> str:
    """What is missing, or how the sheet will be read."""
    missing = " dan ".join(cocokan.kurang)
    if missing and cocokan.is_tanya:
        return f"Masih perlu kolom untuk: {missing}."
    if missing:
        return (
            f"Masih perlu kolom untuk: {missing}. Bila ini kuesioner RT atau desa, tunjuk kolom "
            "Pertanyaan dan Jawaban."
        )
    if cocokan.is_tanya:
        return (
            "Dibaca sebagai kuesioner: satu baris satu pertanyaan, kolom lain tidak dibaca. "
            "Diingat untuk judul yang sama."
        )
    left = sum(1 for c in cocokan.kolom if not c.kunci)
    return (
        f"{len(cocokan.peta)} kolom dicocokkan, {left} disimpan dengan judulnya. "
        "Diingat untuk judul yang sama."
    )


class CocokPanel(QWidget):
    """The columns left, the chooser right while a column is being changed."""

    dipakai = Signal(object)
    """A `Cocokan`."""
    baris_dipilih = Signal(int)
    """Another row is the header, counted from 0."""
    kembali_diminta = Signal()
    lupa_diminta = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cocokan: Cocokan | None = None
        self.kepala = SectionTitle("Cocokkan kolom")
        self.baris = QSpinBox()
        self.baris.setRange(1, 25)
        self.baris.setAccessibleName("Judul kolom ada di baris")
        self.tabel = TableView("Kolom di berkas", _KOLOM)
        self.pilih = PilihIsian()
        self.pilih.hide()
        self.kabar = make_label("", "tebal", lipat=True)
        self.pakai = make_button("Pakai cocokan ini", self._use, utama=True, kunci="Ctrl+S")
        self.saran = make_button("Terima saran", self._take_hint, kunci="S")
        self.kosong = make_button("Kosongkan", lambda: self._set(None), kunci="Del")
        self.lupa = make_button("Lupakan cocokan ini", self._forget, tautan=True)
        self.kembali = make_button("Kembali", self.kembali_diminta.emit, tautan=True, kunci="Esc")
        self._build()
        self.tabel.dibuka.connect(lambda _row: self._ask())
        self.tabel.dipilih.connect(lambda _row: self._show_hint())
        self.tabel.diketik.connect(self._typed)
        self.pilih.dipilih.connect(self._chosen)
        self.pilih.batal.connect(self._close)
        self.baris.valueChanged.connect(lambda n: self.baris_dipilih.emit(n - 1))

    def _build(self) -> None:
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(make_label("Judul kolom ada di baris"))
        head.addWidget(self.baris)
        pair = in_row()
        pair.setSpacing(10)
        pair.addWidget(self.tabel, 64)
        pair.addWidget(self.pilih, 36)
        self.pilih.setMinimumWidth(px(300))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addLayout(pair, 1)
        box.addWidget(self.kabar)
        foot = in_row(self.pakai, self.saran, self.kosong, 1, self.lupa)
        foot.addWidget(self.kembali)
        box.addLayout(foot)

    def fill(self, cocokan: Cocokan, *, diingat: bool) -> None:
        """Show the columns of a sheet."""
        self.cocokan = cocokan
        self.kepala.set_teks(
            "Cocokkan kolom",
            "Enter memilih isian. Kolom yang tidak dicocokkan tetap disimpan dengan judulnya.",
        )
        self.baris.blockSignals(True)
        self.baris.setValue(cocokan.judul.awal + 1)
        self.baris.blockSignals(False)
        self.lupa.setVisible(diingat)
        self._close(focus=False)
        self._show(0)

    def clear(self) -> None:
        """Take every value of the file away."""
        self.cocokan = None
        self.tabel.set_rows(())
        self._close(focus=False)

    def _show(self, row: int) -> None:
        assert self.cocokan is not None
        self.tabel.set_rows(self.cocokan.tampil)
        self.tabel.select(row)
        missing = self.cocokan.kurang
        self.kabar.setText(_news(self.cocokan))
        self.pakai.setEnabled(not missing)
        self._show_hint()

    def _column(self) -> KolomBerkas | None:
        row = self.tabel.row()
        return row if isinstance(row, KolomBerkas) else None

    def _show_hint(self) -> None:
        column = self._column()
        self.saran.setEnabled(bool(column and column.saran and not column.kunci))
        self.kosong.setEnabled(bool(column and column.kunci))

    def _ask(self) -> None:
        column = self._column()
        if column is not None:
            self.pilih.ask(column)

    def _chosen(self, key: str | None) -> None:
        self._close()
        self._set(key, further=True)

    def _set(self, key: str | None, *, further: bool = False) -> None:
        column = self._column()
        if column is None or self.cocokan is None:
            return
        row = self.tabel.currentIndex().row()
        self.cocokan = choose_kolom(self.cocokan, column.nomor, key)
        self._show(row + 1 if further else row)

    def _take_hint(self) -> None:
        column = self._column()
        if column is not None and column.saran and not column.kunci:
            self._set(column.saran, further=True)
        self.tabel.setFocus()

    def _typed(self, letter: str) -> None:
        if letter.casefold() == "s":
            self._take_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.tabel.hasFocus():
            self._set(None)
        else:
            super().keyPressEvent(event)

    def close_choice(self) -> bool:
        """Esc: put the chooser away; False when it was not there."""
        if self.pilih.isHidden():
            return False
        self._close()
        return True

    def _close(self, *, focus: bool = True) -> None:
        self.pilih.hide()
        if focus:
            self.tabel.setFocus()

    def use(self) -> None:
        """Ctrl+S."""
        self._use()

    def _use(self) -> None:
        if self.cocokan is not None and not self.cocokan.kurang:
            self.dipakai.emit(self.cocokan)

    def _forget(self) -> None:
        if self.cocokan is not None:
            self.lupa_diminta.emit(self.cocokan.sidik)
