"""An icon as a label, in the size of the zoom; a picture without words of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui import theme
from sipd_desktop.ui.icons import pixmap


class IkonLabel(QLabel):
    """A Tabler icon `sisi` pixels wide at 100 %."""

    def __init__(
        self,
        nama: str,
        *,
        sisi: int = 24,
        warna_ikon: str = warna.TINTA,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._nama, self._sisi, self._warna = nama, sisi, warna_ikon
        self._drawn: tuple[str, int, str] | None = None
        self._draw()

    def set_ikon(self, nama: str, warna_ikon: str | None = None) -> None:
        """Another picture, another colour."""
        self._nama, self._warna = nama, warna_ikon or self._warna
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        want = (self._nama, theme.px(self._sisi), self._warna)
        if want == self._drawn:
            return
        self._drawn = want
        side = want[1]
        if self._nama:
            self.setPixmap(pixmap(self._nama, side, self._warna))
        else:
            self.clear()
        self.setFixedSize(side, side)
