"""How the weighing panel looks: its boxes, ticks, questions and buttons, and filling them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.services.hari.baris import LembarUkur, NilaiUkur
from sipd_desktop.ui.hari import kata, kolom
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.isian_ukur import TANGGAL, IsianUkur
from sipd_desktop.ui.hari.kotak import DateField
from sipd_desktop.ui.hari.lebar import least_width
from sipd_desktop.ui.hari.status import KartuStatus
from sipd_desktop.ui.theme import px, set_peran
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.isian_angka import MeasureField
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

Field = MeasureField | DateField
CARA = {"baring": "Berbaring", "berdiri": "Berdiri"}
_BULAN = 3
_LABEL_PX, _TB_PX = 52, 380


class RupaUkur(QWidget):
    """The widgets of the panel; `UkurPanel` gives them life."""

    diperintah = Signal(str)
    """A command letter from a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.nama = Kata(self, "judul", lipat=True)
        self.siapa = Kata(self, "petunjuk")
        self.baris = {key: self._field(key) for key in kolom.ANGKA}
        self.tik = {key: self._tick(key) for key in kolom.CENTANG}
        self.tombol_cara = self._command("", "C", "Ganti cara ukur")
        self.kms = self._ask_kms()
        self.buku = Kata(self, "tebal", lipat=True)
        self.buku.setText("Bulan pertama di sini. Salin dari Buku KIA bila ada:")
        self.status = KartuStatus(self)
        self.status.kotak.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tren = tuple(Kata(self, "petunjuk") for _ in range(_BULAN + 1))
        self.gulung = Gulung(self)
        self.tombol_simpan = BigButton("Simpan", ikon="circle-check", kunci="Enter", parent=self)
        self.tombol_hadir = self._command("Hadir dulu", "H", "Catat hadir, timbang nanti")
        self.tombol_lembar = BigButton(
            "Lembar anak", ikon="chart-line", kunci="Ctrl+O", peran="kecil", parent=self
        )
        self._lay_out()

    def _field(self, key: str) -> Field:
        field = kolom.kolom(key)
        if key == TANGGAL:
            made: Field = DateField(field.nama, singkat=field.singkat, parent=self)
        else:
            made = MeasureField(
                field.nama, field.satuan, singkat=field.singkat, tempat=field.tempat, parent=self
            )
        made.kotak.setObjectName(f"kotak-{key}")
        if key in kolom.ANGKA[:3]:
            least_width(made.label, _LABEL_PX)
        if key == "tinggi_badan":
            least_width(made, _TB_PX)
        return made

    def _tick(self, key: str) -> QCheckBox:
        field = kolom.kolom(key)
        box = QCheckBox(field.singkat, self)
        box.setObjectName(f"tik-{key}")
        box.setAccessibleName(field.nama)
        return box

    def _command(self, text: str, key: str, about: str) -> QPushButton:
        button = BigButton(text, kunci=key, peran="biasa", parent=self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleDescription(f"{about}, tombol {key}")
        button.clicked.connect(lambda _on=False: self.diperintah.emit(key))
        return button

    def _ask_kms(self) -> QFrame:
        frame = QFrame(self)
        frame.setProperty("peran", "tanya")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(Kata(frame, "tebal", teks="Punya KMS atau Buku KIA?"))
        for key, word in (("Y", "Ya"), ("T", "Tidak")):
            button = self._command(word, key, "Jawaban punya KMS atau Buku KIA")
            button.setProperty("peran", "kecil")
            row.addWidget(button)
        row.addStretch(1)
        return frame

    def _lay_out(self) -> None:
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, px(8), 0)
        box.setSpacing(px(6))
        box.addWidget(self.baris["berat_badan"])
        box.addLayout(_row(self.baris["tinggi_badan"], self.tombol_cara))
        box.addLayout(_row(self.baris["lila"], self.baris["lingkar_kepala"]))
        box.addWidget(self.buku)
        box.addLayout(_row(self.baris["bb_lalu"], self.baris[TANGGAL]))
        ticks = QWidget(inner)
        flow = AlirLayout(ticks, jarak=px(16))
        for tick in self.tik.values():
            flow.addWidget(tick)
        box.addWidget(ticks)
        box.addWidget(self.kms)
        box.addStretch(1)
        self.gulung.setWidget(inner)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.nama, 1)
        for button in (self.tombol_hadir, self.tombol_lembar):
            set_peran(button, "kecil")
            top.addWidget(button)
        who = AlirLayout(jarak=px(16))
        for part in (self.siapa, *self.tren):
            who.addWidget(part)
        end = QHBoxLayout()
        end.setSpacing(px(12))
        end.addWidget(self.status, 1)
        end.addWidget(self.tombol_simpan, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(4))
        outer.addLayout(top)
        outer.addLayout(who)
        outer.addWidget(self.gulung)
        outer.addLayout(end)
        outer.addStretch(1)

    # filling

    def empty(self, nama: str) -> None:
        """Nothing but the name of whom is waited for."""
        self.nama.setText(nama)
        self.siapa.clear()
        self._show_tren(())
        for field in self.baris.values():
            field.kotak.clear()
            field.clear_tanya()
        self.status.clear()

    def fill(self, isian: IsianUkur, *, lanjut: bool) -> None:
        """Show all of a child's entry."""
        lembar = isian.lembar
        nomor = f"{lembar.nomor}   " if lembar.nomor else ""
        self.nama.setText(nomor + lembar.orang.nama)
        rest = "   (isian tadi belum disimpan)" if lanjut else ""
        self.siapa.setText(kata.orang_teks(lembar.orang) + rest)
        for key, field in self.baris.items():
            field.setVisible(key in isian.angka)
            field.kotak.setText(isian.teks.get(key, ""))
            field.clear_tanya()
        self.buku.setVisible(lembar.bulan_pertama)
        for key, tick in self.tik.items():
            tick.setVisible(key in isian.centang)
            tick.blockSignals(True)
            tick.setChecked(bool(isian.tik.get(key)))
            tick.blockSignals(False)
        self.show_cara(isian)
        self.show_kms(isian)
        self._show_tren(kata.tren(lembar, _BULAN))

    def _show_tren(self, bulan: tuple[str, ...]) -> None:
        """The last months, each kept whole where the line is too short for all."""
        words = (f"{_BULAN} bulan terakhir:", *bulan) if bulan else ()
        for place, label in enumerate(self.tren):
            label.fill(words[place] if place < len(words) else "")

    def show_lalu(self, lembar: LembarUkur, nilai: NilaiUkur) -> None:
        """Last month beside each box; for the weight also the least that makes N."""
        for key in kolom.ANGKA[:4]:
            found = kata.lalu(lembar, key)
            value, month = found or (None, "")
            about = f"({month})"
            if key == "berat_badan":
                about = "   ".join(filter(None, (about, kata.minimal_teks(lembar, nilai))))
            field = self.baris[key]
            assert isinstance(field, MeasureField)
            field.set_lalu(value, about)

    def show_cara(self, isian: IsianUkur) -> None:
        """Lying or standing, and the word for the measure that goes with it."""
        button = self.tombol_cara
        assert isinstance(button, BigButton)
        button.set_teks(CARA[isian.cara])
        button.setAccessibleDescription("Ganti cara ukur, tombol C")
        self.baris["tinggi_badan"].label.setText("PB" if isian.cara == "baring" else "TB")

    def show_kms(self, isian: IsianUkur) -> None:
        """The question about the KMS, until it is answered."""
        self.kms.setVisible(isian.lembar.tanya_kms and isian.punya_kms is None)


def _row(*parts: QWidget) -> QHBoxLayout:
    """Side by side; a button stays beside its box, two boxes share the width."""
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part, 0 if isinstance(parts[-1], QPushButton) else 1)
    if isinstance(parts[-1], QPushButton):
        row.addStretch(1)
    return row
