"""The desa code as it is typed: digits only, the dots come by themselves (33.99.07.2004)."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

_CUTS = (2, 4, 6, 10)


def with_dots(teks: str) -> str:
    """Up to ten digits of a text, grouped as Kemendagri writes them."""
    digits = "".join(ch for ch in teks if ch.isascii() and ch.isdigit())[:10]
    parts, start = [], 0
    for cut in _CUTS:
        if digits[start:cut]:
            parts.append(digits[start:cut])
        start = cut
    return ".".join(parts)


class KotakKodeDesa(QLineEdit):
    """A box that keeps the dots right while digits are typed, deleted or pasted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kode desa")
        self.setAccessibleDescription("Sepuluh angka kode desa dari Kemendagri")
        self.setPlaceholderText("33.99.07.2004")
        self.textEdited.connect(self._format)

    def kode(self) -> str:
        """The digits only."""
        return self.text().replace(".", "")

    def _format(self, text: str) -> None:
        before = sum(ch.isdigit() for ch in text[: self.cursorPosition()])
        shown = with_dots(text)
        self.setText(shown)
        place = seen = 0
        while place < len(shown) and (seen < before or shown[place] == "."):
            seen += shown[place] != "."
            place += 1
        self.setCursorPosition(place)
