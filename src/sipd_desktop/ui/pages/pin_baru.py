"""Offer of a PIN at the first login of a kader: six digits twice, or later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.akun import change_pin
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.ui.pages.bagian import Keluhan, in_row, labelled, make_button, make_label
from sipd_desktop.ui.pages.petak_nama import PIN_ANGKA, KotakPin
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.text import kalimat


class PinBaru(QWidget):
    """`selesai` with or without a PIN chosen."""

    selesai = Signal()

    def __init__(self, tasks: Tasks, peran: str = "judul", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._siapa: Pengguna | None = None
        self._oleh: Petugas | None = None
        self.judul = make_label("", peran)
        self.satu = KotakPin("PIN 6 angka")
        self.dua = KotakPin("PIN sekali lagi")
        self.satu.lengkap.connect(lambda _pin: self.dua.setFocus())
        self.dua.lengkap.connect(self._save)
        self.salah = Keluhan()
        self.nanti = make_button("Nanti saja", self.selesai.emit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.judul)
        box.addWidget(
            make_label(
                "PIN membuka layar yang terkunci dan dipakai saat ganti kader. "
                "Kata sandi laptop tetap diminta saat program dinyalakan.",
                lipat=True,
            )
        )
        row = in_row(labelled("PIN 6 angka", self.satu), labelled("Sekali lagi", self.dua), 1)
        box.addLayout(row)
        box.addWidget(self.salah)
        box.addLayout(in_row(self.nanti, 1))

    def ask(self, siapa: Pengguna, oleh: Petugas | None = None) -> None:
        """Offer it to this kader; `oleh` is who allows a new one for another."""
        self._siapa, self._oleh = siapa, oleh or siapa.petugas
        self.judul.setText(f"PIN untuk {siapa.nama}")
        self.salah.say()
        self.satu.clear()
        self.dua.clear()
        self.satu.setFocus()

    def _save(self, pin: str) -> None:
        if self._siapa is None or self._oleh is None:
            return
        if pin != self.satu.text() or len(pin) != PIN_ANGKA:
            self._again("Dua PIN itu tidak sama. Ketik lagi dari awal.")
            return
        work = partial(change_pin, petugas=self._oleh, kader_id=self._siapa.id, pin=pin)
        self._tasks.write(self, work, self._saved, self._failed)

    def _saved(self, _result: object) -> None:
        self.satu.clear()
        self.dua.clear()
        self.selesai.emit()

    def _failed(self, error: UserError) -> None:
        self._again(kalimat(error))

    def _again(self, text: str) -> None:
        self.salah.say(text)
        self.satu.clear()
        self.dua.clear()
        self.satu.setFocus()
