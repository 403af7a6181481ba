"""One key covers the screen, for when someone looks over the table.

While it lies over the window every other key is dead: neither a shortcut nor Tab reaches what is
under it, and a screen reader hears only the cover.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from sipd_desktop.render.warna import PUTIH
from sipd_desktop.ui.widgets.ikon import IkonLabel

KUNCI = ("F12", "Ctrl+B")


class CoverWidget(QFrame):
    """Covers its parent window; one of `kunci` puts it up and down, Esc takes it down."""

    ditutup = Signal()
    dibuka = Signal()

    def __init__(self, window: QWidget, *, kunci: Sequence[str] = KUNCI) -> None:
        super().__init__(window)
        self._bawah = window
        self.setProperty("peran", "tutup")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._kunci = [QKeySequence(key) for key in kunci]
        self._before: QWidget | None = None
        self._shortcuts = [QShortcut(key, window, self.cover) for key in self._kunci]
        title = QLabel("Layar ditutup", self)
        title.setProperty("peran", "judul")
        how = f"Tekan Esc atau {kunci[0]} untuk membuka lagi" if kunci else "Tekan Esc"
        hint = QLabel(how, self)
        hint.setProperty("peran", "sedang")
        self.setAccessibleName(f"Layar ditutup. {how}.")
        middle = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setSpacing(16)
        box.addStretch(1)
        box.addWidget(IkonLabel("sipd", sisi=96, warna_ikon=PUTIH, parent=self), 0, middle)
        for label in (title, hint):
            label.setWordWrap(True)
            label.setAlignment(middle)
            box.addWidget(label)
        box.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Hide everything."""
        if not self.isHidden():
            return
        self._before = QApplication.focusWidget()
        self.setGeometry(self._bawah.rect())
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ditutup.emit()

    def uncover(self) -> None:
        """Show everything again; the cursor goes where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.dibuka.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the window fires; the key comes here instead
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._key(event)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._bawah.rect())
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> None:
        pressed = QKeySequence(event.keyCombination())
        if event.key() == Qt.Key.Key_Escape or pressed in self._kunci:
            self.uncover()
        event.accept()
