"""What the five parts of Potensi & Masalah share: they load when seen, forget names when locked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from sipd_desktop.ui.sesi import Sesi

TINGGI_TABEL = 190
"""Least height of the table of a part; with less room the part scrolls."""


class Tab(QWidget):
    """One part of the page; `unit` is the Posyandu looked at, empty for all on this laptop."""

    nama = ""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sesi = sesi
        self.unit = ""

    def load(self) -> None:
        """Read again what is shown."""

    def forget(self) -> None:
        """Take every name off: the screen is being locked."""

    def focus_start(self) -> None:
        """Put the cursor where work begins."""
        self.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What this part does for the actions of the window."""
        return {}
