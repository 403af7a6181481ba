"""The legend of the tile map: a sample of each shade with its share in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata


class _Warna(QWidget):
    def __init__(self, tingkat: int) -> None:
        super().__init__()
        self._tingkat = tingkat
        self.setFixedSize(QSize(px(26), px(20)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(warna.GARIS))
        painter.setBrush(QColor(warna.UBIN[self._tingkat][0]))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Legenda(QWidget):
    """Samples side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Arti warna")
        self._flow = AlirLayout(self, jarak=16)
        self._parts: list[QWidget] = []

    def set_isi(self, words: Sequence[str], satuan: str = "") -> None:
        """Show these shades, from none on; shares are of `satuan` (keluarga, orang)."""
        for part in self._parts:
            self._flow.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        said = [f"Bagian dari {satuan}:"] if words and satuan else []
        self._parts += [Kata(self, "tebal", teks=text) for text in said]
        for number, text in enumerate(words):
            part = QWidget(self)
            row = QHBoxLayout(part)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(_Warna(number))
            row.addWidget(Kata(part, teks=text))
            self._parts.append(part)
        for part in self._parts:
            self._flow.addWidget(part)
            part.show()
        self.setAccessibleDescription(", ".join(words))
