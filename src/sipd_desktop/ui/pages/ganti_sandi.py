"""Changing the passphrase of the open folder; words made by the program are shown until noted.

Used after opening with the recovery code, and on the page Laptop ini.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.akun import change_sandi
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.siapkan import make_kata_sandi
from sipd_desktop.ui.pages.bagian import Keluhan, in_row, make_button
from sipd_desktop.ui.pages.sandi_baru import PilihanSandi
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import CodeLabel

_CATAT = "Sudah saya catat"


class GantiSandi(QWidget):
    """`diganti` tells whether four words are in use now; `selesai` comes when they were noted."""

    diganti = Signal(bool)
    selesai = Signal()

    def __init__(
        self, tasks: Tasks, teks: str, *, utama: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._teks = tasks, teks
        self._ruang: Ruang | None = None
        self._oleh: Petugas | None = None
        self.pilihan = PilihanSandi()
        self.kata = CodeLabel("Kata sandi baru")
        self.salah = Keluhan()
        self.tombol = make_button(teks, self.press, utama=utama)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pilihan)
        box.addWidget(self.kata)
        box.addWidget(self.salah)
        box.addLayout(in_row(self.tombol, 1))

    def start(self, ruang: Ruang, oleh: Petugas | None = None) -> None:
        """Begin anew, with nothing on the screen; `oleh` is who changes it (None at recovery)."""
        self._ruang, self._oleh = ruang, oleh
        self.pilihan.reset()
        self.pilihan.show()
        self.kata.set_kode("")
        self.kata.hide()
        self.salah.say()
        self.tombol.set_teks(self._teks)

    def press(self) -> None:
        """Change it, or go on after the words were noted."""
        assert self._ruang is not None
        if self.kata.text():
            self.start(self._ruang, self._oleh)
            self.selesai.emit()
            return
        self.salah.say()
        try:
            own = self.pilihan.read()
        except UserError as error:
            self._refused(error)
            return
        sandi = own or make_kata_sandi()
        done = partial(self._changed, None if own else sandi)
        self.tombol.setEnabled(False)
        self._tasks.job(
            self, partial(change_sandi, self._ruang, self._oleh, sandi), done, self._refused
        )

    def _changed(self, made: str | None, _result: object) -> None:
        self.tombol.setEnabled(True)
        self.diganti.emit(made is not None)
        if made is None:
            assert self._ruang is not None
            self.start(self._ruang)
            self.selesai.emit()
            return
        self.pilihan.hide()
        self.kata.set_kode("   ".join(made.split()))
        self.kata.show()
        self.tombol.set_teks(_CATAT)

    def _refused(self, error: UserError) -> None:
        self.tombol.setEnabled(True)
        self.salah.say(kalimat(error))
