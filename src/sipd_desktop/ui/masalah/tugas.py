"""Who takes a masalah on: unit kerja, kader, and how long; a digit for the usual spans."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFrame, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_hari
from sipd_desktop.bidang.umum.masalah import UNIT_MASALAH
from sipd_desktop.services.masalah.keadaan import Tugas
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_card,
    make_label,
)
from sipd_desktop.ui.widgets.alir import AlirLayout

_RENTANG = (("1 minggu", 7), ("2 minggu", 14), ("1 bulan", 30), ("3 bulan", 90))


class IsianTugas(QWidget):
    """Three boxes; Enter goes on and saves in the last one, Esc takes it away."""

    disimpan = Signal(object)
    """Tugas."""
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hari = date.min
        self.unit = QComboBox()
        self.unit.setAccessibleName("Unit kerja")
        for key, label in UNIT_MASALAH:
            self.unit.addItem(str(label), key)
        self.kader = QComboBox()
        self.kader.setAccessibleName("Kader")
        self.tenggat = QDateEdit()
        self.tenggat.setAccessibleName("Tenggat")
        self.tenggat.setDisplayFormat("dd-MM-yyyy")
        self.tenggat.setCalendarPopup(True)
        self.hari = make_label("", "petunjuk")
        self.tenggat.dateChanged.connect(self._tell)
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan", self._save, utama=True, kunci="Enter")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card())
        self.enter = EnterGoesOn((self.unit, self.kader, self.tenggat), self._save)

    def _card(self) -> QFrame:
        frame, box = make_card("Siapa menangani, sampai kapan?")
        fields = in_row()
        fields.setSpacing(12)
        for name, field in (
            ("Unit kerja", self.unit),
            ("Kader", self.kader),
            ("Tenggat (hari-bulan-tahun)", self.tenggat),
        ):
            fields.addLayout(labelled(name, field), 1)
        box.addLayout(fields)
        spans = AlirLayout(jarak=8)
        for text, days in _RENTANG:
            spans.addWidget(make_button(text, partial(self._span, days), tautan=True))
        box.addLayout(spans)
        box.addWidget(self.hari)
        box.addWidget(self.keluhan)
        cancel = make_button("Tidak jadi", self.batal.emit, tautan=True, kunci="Esc")
        box.addLayout(in_row(self.simpan, cancel, 1))
        return frame

    def ask(
        self,
        hari: date,
        kader: tuple[tuple[str, str], ...],
        tugas: Tugas,
    ) -> None:
        """Show it with what is known so far; without a due date a month from the day is offered."""
        self._hari = hari
        self.keluhan.say()
        self.unit.setCurrentIndex(max(self.unit.findData(tugas.unit), 0))
        self.kader.clear()
        self.kader.addItem("Belum ditentukan", None)
        for key, nama in kader:
            self.kader.addItem(nama, key)
        self.kader.setCurrentIndex(max(self.kader.findData(tugas.kader_id), 0))
        self.tenggat.setMinimumDate(_qdate(hari))
        self.tenggat.setDate(_qdate(tugas.tenggat or hari + timedelta(days=30)))
        self._tell()
        self.show()
        self.kader.setFocus()

    def _span(self, days: int) -> None:
        self.tenggat.setDate(_qdate(self._hari + timedelta(days=days)))

    def _day(self) -> date:
        chosen = self.tenggat.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _tell(self) -> None:
        self.hari.setText(f"Sampai {tanggal_hari(self._day())}.")

    def _save(self) -> None:
        unit, kader = self.unit.currentData() or "", self.kader.currentData()
        self.disimpan.emit(Tugas(unit, kader, self._day()))


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
