"""Start or continue the day: date, Posyandu, and who stands at which langkah. No dialog.

The cursor stands on the one button, so that Enter begins; last time's places are proposed.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.tampil import tanggal_angka, tanggal_panjang
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.isian_ukur import read_tanggal_ketik
from sipd_desktop.ui.hari.kotak import KotakTanggal
from sipd_desktop.ui.hari.muat import LANGKAH, Mulai
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


class MulaiPanel(QWidget):
    """The panel before the first child, and the roster later in the day."""

    mulai = Signal()
    """Start, continue, or keep the changed roster."""
    tanggal_dipilih = Signal(object)
    """Another date was typed."""
    posyandu_dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tanggal = date.min
        self.judul = Kata(self, "judul", lipat=True)
        self.ket = Kata(self, lipat=True)
        self.kotak_tanggal = KotakTanggal("Tanggal hari buka", self)
        self.kotak_tanggal.maju.connect(self._date_typed)
        self.kotak_tanggal.editingFinished.connect(self._date_typed)
        self.posyandu = QComboBox(self)
        self.posyandu.setAccessibleName("Posyandu")
        self.posyandu.activated.connect(
            lambda _n: self.posyandu_dipilih.emit(self.posyandu.currentData())
        )
        self.petugas = [self._combo(name) for name in LANGKAH]
        self.bidan = QLineEdit(self)
        self.bidan.setAccessibleName("Nama bidan yang hadir")
        self.bidan.setPlaceholderText("kosongkan bila tidak ada")
        self.tombol = BigButton("", ikon="calendar-event", kunci="Enter", parent=self)
        self.tombol.clicked.connect(lambda _on=False: self._start())
        self.galat = Kata(self, "galat", lipat=True)
        self.galat.hide()
        self._lay_out()

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        return combo

    def _lay_out(self) -> None:
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(24))
        rows: list[tuple[str, QWidget]] = [
            ("Tanggal", self.kotak_tanggal),
            ("Posyandu", self.posyandu),
            *zip(LANGKAH, self.petugas, strict=True),
            ("Bidan yang hadir", self.bidan),
        ]
        for place, (text, part) in enumerate(rows):
            label = Kata(inner, "tebal", teks=text)
            label.setBuddy(part)
            line, column = divmod(place, 2)
            grid.addWidget(label, 2 * line, column)
            grid.addWidget(part, 2 * line + 1, column)
        scroll = Gulung(self)
        scroll.setWidget(inner)
        acts = QHBoxLayout()
        acts.addWidget(self.tombol)
        acts.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.judul, self.ket):
            box.addWidget(part)
        box.addWidget(scroll)
        box.addWidget(self.galat)
        box.addLayout(acts)
        box.addStretch(1)

    def show_mulai(
        self, isi: Mulai, *, tanggal: date, posyandu: tuple[tuple[str, str], ...], kini: str
    ) -> None:
        """Fill the panel for a date and Posyandu."""
        self.tanggal = tanggal
        self.galat.hide()
        self.kotak_tanggal.setText(tanggal_angka(tanggal))
        self.kotak_tanggal.setReadOnly(isi.hari is not None)
        self.posyandu.clear()
        for key, nama in posyandu:
            self.posyandu.addItem(nama, key)
        self.posyandu.setCurrentIndex(max(0, self.posyandu.findData(kini)))
        self.posyandu.setEnabled(len(posyandu) > 1)
        for combo, chosen in zip(self.petugas, isi.petugas, strict=True):
            combo.clear()
            combo.addItem("siapa saja", None)
            for kader in isi.kader:
                combo.addItem(kader.nama, kader.id)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.bidan.setText(isi.hari.nama_bidan if isi.hari else "")
        self.judul.setText(tanggal_panjang(tanggal, hari=True))
        self.ket.setText(_about(isi))
        self.tombol.set_teks("Simpan petugas" if isi.hari else "Mulai hari buka")

    def pilihan(self) -> tuple[list[str | None], str]:
        """Kader ids at langkah 1..5 and the bidan's name."""
        return [combo.currentData() for combo in self.petugas], self.bidan.text()

    def tell(self, text: str) -> None:
        """Say why it could not start."""
        self.galat.setText(text)
        self.galat.show()

    def focus_start(self) -> None:
        """Cursor on the button."""
        self.tombol.setFocus()

    def _start(self) -> None:
        """An Enter that comes before the day has been read starts nothing."""
        if self.tanggal > date.min:
            self.mulai.emit()

    def _date_typed(self) -> None:
        if self.kotak_tanggal.isReadOnly():
            return
        try:
            found = read_tanggal_ketik(self.kotak_tanggal.text(), self.tanggal)
        except ValueError:
            self.tell("Tanggal ditulis hari-bulan-tahun, contoh 21-11-2026.")
            return
        self.galat.hide()
        if found != self.tanggal:
            self.tanggal_dipilih.emit(found)


def _about(isi: Mulai) -> str:
    if isi.hari is not None:
        return "Hari buka sedang berjalan. Petugas bisa diganti kapan saja."
    if isi.terakhir is None:
        return "Belum ada hari buka di laptop ini. Periksa tanggal, lalu mulai."
    when = tanggal_panjang(isi.terakhir.tanggal)
    return f"Hari buka terakhir {when}. Periksa tanggal dan petugas, lalu mulai."
