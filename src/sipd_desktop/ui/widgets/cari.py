"""The search box: Enter asks, Down goes into the list, Esc empties."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.ikon import IkonLabel


class SearchBox(QLineEdit):
    """Where the cursor always returns.

    `dicari` carries the tidied text at each change; `dipilih` is Enter, `ke_daftar` is Down (and
    PgDn), `ditinggalkan` is Esc in an empty box. With nothing in it Ctrl+Z is left to the page.
    """

    dicari = Signal(str)
    dipilih = Signal(str)
    ke_daftar = Signal()
    ditinggalkan = Signal()

    def __init__(self, nama: str, petunjuk: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "cari")
        self.setAccessibleName(nama)
        self.setAccessibleDescription(petunjuk)
        self.setPlaceholderText(petunjuk)
        self._ikon = IkonLabel("search", sisi=24, warna_ikon=warna.ABU, parent=self)
        self._ikon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(lambda _text: self.dicari.emit(self.teks()))

    def teks(self) -> str:
        """What is typed, with single spaces."""
        return " ".join(self.text().split())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ikon.move(px(14), (self.height() - self._ikon.height()) // 2)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.text()
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dipilih.emit(self.teks())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.ke_daftar.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Escape:
            self.ditinggalkan.emit()
        else:
            super().keyPressEvent(event)
