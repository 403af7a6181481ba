"""Hari ini tanggal berapa? The day is chosen by a person, not by the laptop's clock."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QVBoxLayout, QWidget

from sipd_desktop.ui.pages.bagian import in_row, labelled, make_button, make_label


class PilihTanggal(QDialog):
    """A date with its weekday; `dipilih` when it was taken."""

    dipilih = Signal(object)

    def __init__(self, kini: date, paling_akhir: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tanggal")
        self.kotak = QDateEdit(QDate(kini.year, kini.month, kini.day))
        self.kotak.setCalendarPopup(True)
        self.kotak.setAccessibleName("Tanggal hari ini")
        self.kotak.setDisplayFormat("dd-MM-yyyy")
        self.kotak.setMaximumDate(QDate(paling_akhir.year, paling_akhir.month, paling_akhir.day))
        self.kotak.setMinimumDate(QDate(2000, 1, 1))
        pakai = make_button("Pakai tanggal ini", self._take, utama=True)
        pakai.setDefault(True)
        batal = make_button("Batal", self.reject, kunci="Esc")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.setContentsMargins(24, 20, 24, 20)
        box.addWidget(make_label("Hari ini tanggal berapa?", "judul"))
        box.addLayout(labelled("Tanggal (hari-bulan-tahun)", self.kotak))
        box.addWidget(make_label("Semua halaman memakai tanggal ini.", "petunjuk"))
        box.addWidget(make_label("Menyusulkan catatan kemarin? Pilih kemarin.", "petunjuk"))
        box.addLayout(in_row(pakai, batal, 1))

    def _take(self) -> None:
        chosen = self.kotak.date()
        self.dipilih.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.accept()
