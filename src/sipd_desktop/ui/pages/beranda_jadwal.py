"""Moving the planned day with one digit, and setting the schedule of the Posyandu."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.tampil import HARI, tanggal_panjang
from sipd_desktop.rules.jadwal import TERAKHIR, Jadwal
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.rencana import Rencana, move_hari, set_jadwal
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton
from sipd_desktop.ui.yang_mengubah import only_look

_GESER = (
    (1, "mundur sehari"),
    (2, "mundur dua hari"),
    (7, "mundur seminggu"),
    (-1, "maju sehari"),
    (-7, "maju seminggu"),
)
_MINGGU = ("pertama", "kedua", "ketiga", "keempat", "terakhir")


def list_usul(rencana: Rencana, today: date) -> tuple[tuple[date, str], ...]:
    """Dates one may want instead, of the same month and not past; first the schedule's own."""
    planned = rencana.tanggal
    if planned is None:
        return ()
    found: list[tuple[date, str]] = []
    if rencana.biasa is not None and rencana.dipindah:
        found.append((rencana.biasa, "kembali ke jadwal"))
    found += [(planned + timedelta(days=days), word) for days, word in _GESER]
    month = Periode.of(planned)
    kept: dict[date, str] = {}
    for day, word in found:
        if day in month and day >= today:
            kept.setdefault(day, word)
    return tuple(kept.items())


class PindahHari(QDialog):
    """The dates one may want, each with its digit; or any other date of the month."""

    jadwal_diminta = Signal()

    def __init__(self, sesi: Any, rencana: Rencana, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert rencana.tanggal is not None
        self._sesi = sesi
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ganti tanggal hari buka")
        self.usul = list_usul(rencana, sesi.tanggal)
        self.kotak = self._date_box(rencana.tanggal, sesi.tanggal)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addWidget(make_label("Hari buka pindah ke tanggal berapa?", "judul"))
        now = f"Sekarang: {tanggal_panjang(rencana.tanggal, hari=True)}. Hanya bulan ini."
        box.addWidget(make_label(now, "petunjuk"))
        for number, (day, word) in enumerate(self.usul, start=1):
            text = f"{tanggal_panjang(day, hari=True)}  ({word})"
            button = BigButton(text, kunci=str(number), peran="biasa", parent=self)
            button.clicked.connect(lambda _on=False, d=day: self.take(d))
            box.addWidget(button)
        other = make_button("Pakai tanggal ini", lambda: self.take(self._typed()))
        box.addLayout(in_row(make_label("Tanggal lain"), self.kotak, other, 1))
        schedule = make_button("Atur jadwal", self._schedule, tautan=True)
        box.addLayout(in_row(schedule, 1, make_button("Batal", self.reject, kunci="Esc")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()  # the digits are for the dialog, not for its date box

    @staticmethod
    def _date_box(planned: date, today: date) -> QDateEdit:
        month = Periode.of(planned)
        low = max(month.awal, today)
        edit = QDateEdit(QDate(planned.year, planned.month, planned.day))
        edit.setDisplayFormat("dd-MM-yyyy")
        edit.setCalendarPopup(True)
        edit.setAccessibleName("Tanggal lain")
        edit.setMinimumDate(QDate(low.year, low.month, low.day))
        edit.setMaximumDate(QDate(month.akhir.year, month.akhir.month, month.akhir.day))
        return edit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(self.usul):
            self.take(self.usul[int(text) - 1][0])
        else:
            super().keyPressEvent(event)

    def _typed(self) -> date:
        chosen = self.kotak.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def take(self, day: date) -> None:
        """Move the day and say so; Ctrl+Z takes it back."""
        sesi = self._sesi
        who, unit, today = sesi.petugas, sesi.posyandu_id, sesi.tanggal
        text = f"Hari buka: {tanggal_panjang(day, hari=True)}"
        sesi.write(
            self.parentWidget(),
            lambda conn: move_hari(conn, who, unit, day, today=today),
            lambda changes: sesi.saved(text, changes),
        )
        self.accept()

    def _schedule(self) -> None:
        self.reject()
        self.jadwal_diminta.emit()


class AturJadwal(QDialog):
    """A day of the month, or a weekday of a week; the next three days are shown at once."""

    def __init__(self, sesi: Any, rencana: Rencana, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sesi = sesi
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Jadwal hari buka")
        jadwal = rencana.jadwal or Jadwal(tanggal=sesi.tanggal.day)
        self.pakai_tanggal = QRadioButton("Tiap tanggal", self)
        self.pakai_minggu = QRadioButton("Tiap hari", self)
        self.tanggal = QSpinBox(self)
        self.tanggal.setRange(1, 31)
        self.tanggal.setAccessibleName("Tanggal tiap bulan")
        self.hari, self.minggu = QComboBox(self), QComboBox(self)
        self.hari.addItems(HARI)
        self.hari.setAccessibleName("Hari")
        self.minggu.addItems([f"minggu {word}" for word in _MINGGU])
        self.minggu.setAccessibleName("Minggu ke berapa")
        self.contoh = Kata(self, "petunjuk", lipat=True)
        self._fill(jadwal)
        self._lay_out()
        self._connect()
        self._preview()
        (self.tanggal if jadwal.tanggal else self.hari).setFocus()
        if self.hak.text():
            self.pakai.hide()
            for part in (
                self.pakai_tanggal,
                self.pakai_minggu,
                self.tanggal,
                self.hari,
                self.minggu,
            ):
                part.setEnabled(False)

    def _fill(self, jadwal: Jadwal) -> None:
        by_date = jadwal.tanggal is not None
        (self.pakai_tanggal if by_date else self.pakai_minggu).setChecked(True)
        self.tanggal.setValue(jadwal.tanggal or 1)
        self.hari.setCurrentIndex(jadwal.hari or 0)
        self.minggu.setCurrentIndex((jadwal.minggu or 1) - 1)

    def _lay_out(self) -> None:
        self.pakai = make_button("Pakai jadwal ini", self.take, utama=True, kunci="Enter")
        self.pakai.setDefault(True)
        self.hak = make_label(only_look(self._sesi, "wilayah"), "tebal", lipat=True)
        self.hak.setVisible(bool(self.hak.text()))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(make_label("Posyandu buka setiap kapan?", "judul"))
        box.addLayout(in_row(self.pakai_tanggal, self.tanggal, 1))
        box.addLayout(in_row(self.pakai_minggu, self.hari, self.minggu, 1))
        box.addWidget(self.contoh)
        box.addWidget(self.hak)
        box.addLayout(in_row(self.pakai, make_button("Batal", self.reject, kunci="Esc"), 1))
        self.setMinimumWidth(560)

    def _connect(self) -> None:
        self.tanggal.valueChanged.connect(lambda _n: self._choose(self.pakai_tanggal))
        for part in (self.hari, self.minggu):
            part.currentIndexChanged.connect(lambda _n: self._choose(self.pakai_minggu))
        for button in (self.pakai_tanggal, self.pakai_minggu):
            button.toggled.connect(lambda _on: self._preview())

    def _choose(self, button: QRadioButton) -> None:
        button.setChecked(True)
        self._preview()

    def jadwal(self) -> Jadwal:
        """What is chosen."""
        if self.pakai_tanggal.isChecked():
            return Jadwal(tanggal=self.tanggal.value())
        return Jadwal(hari=self.hari.currentIndex(), minggu=self.minggu.currentIndex() + 1)

    def _preview(self) -> None:
        chosen, month = self.jadwal(), Periode.of(self._sesi.tanggal)
        days = [chosen.pada(month.shift(n)) for n in range(4)]
        coming = [d for d in days if d >= self._sesi.tanggal][:3]
        words = "\n".join(tanggal_panjang(d, hari=True) for d in coming)
        self.contoh.setText(f"Hari buka berikutnya:\n{words}")

    def take(self) -> None:
        """Store the schedule and say so; Ctrl+Z takes it back."""
        if self.hak.text():
            return
        sesi, chosen = self._sesi, self.jadwal()
        who, unit = sesi.petugas, sesi.posyandu_id
        text = f"Jadwal: {chosen.teks()}"
        sesi.write(
            self.parentWidget(),
            lambda conn: set_jadwal(conn, who, unit, chosen),
            lambda changes: sesi.saved(text, changes),
        )
        self.accept()


assert len(_MINGGU) == TERAKHIR
