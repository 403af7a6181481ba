"""The bar at the foot of every screen: connection, unsent records, last sending.

Before the folder is open nothing can be counted, so nothing is claimed.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipd_desktop.ui.widgets.bilah_bawah import Keadaan, StatusBar

_TERTUTUP = "Data terkunci, aman di laptop ini"


class BilahKeadaan(StatusBar):
    """Two states: folder closed, folder open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_tertutup()

    def show_tertutup(self, teks: str = _TERTUTUP) -> None:
        """No folder is open: only what is sure."""
        self._parts["sambung"].say("Bisa dipakai tanpa internet", "cloud-off")
        self._parts["kirim"].say(teks, "lock")
        for name in ("terakhir", "cadangan"):
            self._parts[name].hide()
        self.setAccessibleDescription(teks)

    def show_keadaan(self, keadaan: Keadaan) -> None:
        """How things stand in the open folder; a backup is only told of when there is one."""
        super().show_keadaan(keadaan)
        self._parts["kirim"].set_ikon("send")
        self._parts["terakhir"].show()
        self._parts["cadangan"].setVisible(bool(keadaan.cadangan))
        self._fit()
