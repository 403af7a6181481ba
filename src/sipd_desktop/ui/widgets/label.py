"""Labels for words that may come from people: always plain text, never read as HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Kata(QLabel):
    """A label with a look (`peran`); `lipat` lets it go on in the next line."""

    def __init__(
        self, parent: QWidget | None = None, peran: str = "", *, teks: str = "", lipat: bool = False
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(lipat)
        if peran:
            self.setProperty("peran", peran)
        self.setText(teks)

    def fill(self, teks: str) -> None:
        """Show a text, or nothing at all when it is empty."""
        self.setText(teks)
        self.setVisible(bool(teks))
