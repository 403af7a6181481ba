"""Buttons: large, with an icon, and with the key that does the same written on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.icons import icon

_COLOR = {"utama": warna.PUTIH, "bahaya": warna.MERAH}


class BigButton(QPushButton):
    """A main action, at least 44 px high; Enter presses it too, when it has the focus.

    `kunci` is only written on it ("Simpan  Enter"): the page owns the shortcut.
    """

    def __init__(
        self,
        teks: str,
        *,
        ikon: str = "",
        kunci: str = "",
        peran: str = "utama",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("peran", peran)
        self.setAutoDefault(False)
        self._kunci = kunci
        if ikon:
            self.setIcon(icon(ikon, _COLOR.get(peran, warna.TINTA)))
        self.set_teks(teks)

    def set_teks(self, teks: str) -> None:
        """Change the words; the key stays."""
        gap = " " if not self.icon().isNull() else ""
        self.setText(gap + (f"{teks}   {self._kunci}" if self._kunci else teks))
        self.setAccessibleName(teks)
        self.setAccessibleDescription(f"Tombol {self._kunci}" if self._kunci else "")

    def set_kunci(self, kunci: str) -> None:
        """Change the key that is written on it; `set_teks` shows it."""
        self._kunci = kunci

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
