"""In an open hari buka names are covered early, the lock comes late, and closing is held once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hari import find_hari
from sipd_desktop.ui.diam import BIASA, HARI_BUKA

if TYPE_CHECKING:
    from sipd_desktop.ui.main_window import MainWindow


class BatasHari(QObject):
    """Follows the hari buka of the session's Posyandu and date."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def read(self, _changes: object = None) -> None:
        """Look at the day again; something of it may have changed."""
        sesi = self._window.sesi
        if sesi is not None:
            posyandu, tanggal = sesi.posyandu_id, sesi.tanggal
            self._window.tasks.read(
                self, lambda conn: find_hari(conn, posyandu, tanggal), self._set
            )

    def _set(self, hari: Hari | None) -> None:
        open_day = hari if hari is not None and hari.status != "tutup" else None
        self._window.diam.batas = HARI_BUKA if open_day else BIASA
        self._window.pamit.hari = open_day
