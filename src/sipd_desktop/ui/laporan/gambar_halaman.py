"""The pages of a sheet as they will lie on paper, one in sight, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from sipd_desktop.render.halaman import Halaman
from sipd_desktop.render.png import page_image
from sipd_desktop.ui.theme import px


class GambarHalaman(QScrollArea):
    """Shows one page; turns and scrolls; words where there is no page to show."""

    letak_berubah = Signal(str)
    """Which page of how many, as words; empty when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.susunan: Halaman | None = None
        self.nomor = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)

    def forget(self) -> None:
        """Show nothing; the next sheet begins at its first page."""
        self.susunan, self.nomor = None, 0
        self.draw()

    def show_pages(self, susunan: Halaman) -> None:
        """Another make of the same sheet: the page in sight stays, if there still is one."""
        self.susunan = susunan
        self.nomor = min(self.nomor, len(susunan) - 1)
        self.draw()

    def tell(self, text: str) -> None:
        """Nothing to show: say why where the page would be."""
        self.susunan = None
        self.draw()
        self._label.setText(text)

    def draw(self) -> None:
        """Draw the page in sight anew, sharp at its size."""
        if self.susunan is None:
            self._label.clear()
            self._label.setMinimumSize(QSize(0, 0))
            self.letak_berubah.emit("")
            return
        width_mm = self.susunan.lembar.ukuran_mm()[0]
        room = max(px(320), min(self.viewport().width() - px(24), px(900)))
        ratio = self.devicePixelRatioF()
        image = page_image(self.susunan, self.nomor, dpi=round(room * ratio * 25.4 / width_mm))
        image.setDevicePixelRatio(ratio)
        self._label.setPixmap(QPixmap.fromImage(image))
        self.letak_berubah.emit(f"Halaman {self.nomor + 1} dari {len(self.susunan)}   PgUp / PgDn")
        sheet = self.susunan.lembar
        self._label.setAccessibleName(f"Gambar {sheet.judul}, halaman {self.nomor + 1}")

    def turn(self, by: int) -> None:
        """Go pages on or back."""
        if self.susunan is None:
            return
        self.nomor = max(0, min(len(self.susunan) - 1, self.nomor + by))
        self.verticalScrollBar().setValue(0)
        self.draw()

    def move_page(self, by: int) -> None:
        """Go lines down or up on the page in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * px(120))
