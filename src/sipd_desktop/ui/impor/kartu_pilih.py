"""One possible answer as a card: who or what, where it comes from, and the key that takes it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from sipd_desktop.base.tampil import mask_nomor, tanggal_pendek
from sipd_desktop.services.impor.pilih_orang import CalonUsul
from sipd_desktop.ui.pages.bagian import make_button, make_card, make_label


class KartuPilih(QFrame):
    """Role, value large, source, button."""

    dipilih = Signal()

    def __init__(self, kunci: str) -> None:
        super().__init__()
        frame, box = make_card()
        self.peran = make_label("", "petunjuk", lipat=True)
        self.nilai = make_label("", "sedang", lipat=True)
        self.dari = make_label("", "petunjuk", lipat=True)
        self.tombol = make_button("", self.dipilih.emit, kunci=kunci)
        for part in (self.peran, self.nilai, self.dari):
            box.addWidget(part)
        box.addStretch(1)
        box.addWidget(self.tombol)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def fill(self, peran: str, nilai: str, dari: str, tombol: str) -> None:
        """Show an answer."""
        self.peran.fill(peran)
        self.nilai.setText(nilai)
        self.dari.fill(dari)
        self.tombol.set_teks(tombol)
        self.setAccessibleName(f"{peran}: {nilai}")
        self.show()

    def clear(self) -> None:
        """Take every name away."""
        for label in (self.peran, self.nilai, self.dari):
            label.clear()
        self.setAccessibleName("")
        self.hide()


def about(person: CalonUsul) -> str:
    """A stored person in one line, numbers masked."""
    parts = []
    if person.tanggal_lahir:
        parts.append(f"lahir {tanggal_pendek(date.fromisoformat(person.tanggal_lahir))}")
    if person.nama_ibu:
        parts.append(f"ibu {person.nama_ibu}")
    if person.no_kk:
        parts.append(f"KK {mask_nomor(person.no_kk)}")
    if person.terhapus:
        parts.append("sudah dikeluarkan dari daftar")
    return ", ".join(parts)
