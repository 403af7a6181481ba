"""Carrying out a restore from the window: everybody out, the file exchanged, back to the login."""

from __future__ import annotations

from datetime import timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import waktu
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.pulih import Dipulihkan, restore_open
from sipd_desktop.ui.bilah_penting import Perkara
from sipd_desktop.ui.text import kalimat

if TYPE_CHECKING:
    from sipd_desktop.ui.main_window import MainWindow


class Pemulih(QObject):
    """One restore at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def restore(self, path: Path) -> None:
        """Leave the session and put the backup in place; the answer stands above the login."""
        window = self._window
        assert window.sesi is not None
        ruang, zona = window.sesi.ruang, window.sesi.keterangan.zona
        window.leave()
        window.masuk.setEnabled(False)
        self._say("Memulihkan data ... Jangan matikan laptop.", "info")
        window.tasks.job(
            self, partial(restore_open, ruang, path), partial(self._done, zona), self._failed
        )

    def _done(self, zona: timezone, done: Dipulihkan) -> None:
        when = waktu(clock.parse_instant(done.isi.waktu), zona)
        self._say(
            f"Data sudah kembali ke keadaan {when}. Data sebelumnya disimpan di {done.lama}. "
            "Masuk lagi, lalu Kirim & terima.",
            "baik",
        )
        self._ready()

    def _failed(self, error: UserError) -> None:
        self._say(kalimat(error), "perhatian")
        self._ready()

    def _ready(self) -> None:
        self._window.masuk.setEnabled(True)
        self._window.masuk.focus_start()

    def _say(self, text: str, tingkat: Tingkat) -> None:
        matter = Perkara("pulih", text, tingkat, nanti="Baik")
        self._window.penting.set_perkara("pulih", matter)
