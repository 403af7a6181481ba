"""Hari ini tanggal berapa? The day is chosen by a person, not by the laptop's clock."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_hari
from sipd_desktop.ui.pages.bagian import in_row, labelled, make_button, make_label

_SETAHUN = timedelta(days=366)


class PilihTanggal(QDialog):
    """A date with its weekday: a day to work at (`dipilih`), or what today is (`hari_ini`).

    Today may have been answered wrongly; it is put right here, also to a later date.
    """

    dipilih = Signal(object)
    hari_ini = Signal(object)

    def __init__(self, kini: date, hari_ini: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tanggal")
        self._today, last = hari_ini, hari_ini + _SETAHUN
        self.kotak = QDateEdit(QDate(kini.year, kini.month, kini.day))
        self.kotak.setCalendarPopup(True)
        self.kotak.setAccessibleName("Tanggal")
        self.kotak.setDisplayFormat("dd-MM-yyyy")
        self.kotak.setMaximumDate(QDate(last.year, last.month, last.day))
        self.kotak.setMinimumDate(QDate(2000, 1, 1))
        self.kotak.dateChanged.connect(lambda _day: self._look())
        self.pakai = make_button("Bekerja pada tanggal ini", self._take, utama=True)
        self.pakai.setDefault(True)
        self.betulkan = make_button("Ini tanggal hari ini", self._correct)
        batal = make_button("Batal", self.reject, kunci="Esc")
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.setContentsMargins(24, 20, 24, 20)
        box.addWidget(make_label("Bekerja pada tanggal berapa?", "judul"))
        box.addLayout(labelled("Tanggal (hari-bulan-tahun)", self.kotak))
        box.addWidget(make_label("Semua halaman memakai tanggal ini.", "petunjuk"))
        box.addWidget(make_label("Menyusulkan catatan kemarin? Pilih kemarin.", "petunjuk"))
        known = f"Menurut program hari ini {tanggal_hari(hari_ini)}. Keliru? Betulkan di sini."
        box.addWidget(make_label(known, "petunjuk"))
        box.addLayout(in_row(self.pakai, self.betulkan, batal, 1))
        self._look()

    def _day(self) -> date:
        chosen = self.kotak.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _look(self) -> None:
        """Nobody works at a day that has not come; today is no correction of today."""
        day = self._day()
        self.pakai.setEnabled(day <= self._today)
        self.betulkan.setEnabled(day != self._today)

    def _take(self) -> None:
        self.dipilih.emit(self._day())
        self.accept()

    def _correct(self) -> None:
        self.hari_ini.emit(self._day())
        self.accept()
