"""A scroll area as high as what is in it, which scrolls only where the window is too low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from sipd_desktop.ui.theme import px

_PALING_RENDAH = 46


class Gulung(QScrollArea):
    """For panels whose last part (status, buttons) must stay in sight at 150 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        inner = self.widget()
        if inner is None:
            return super().sizeHint()
        layout = inner.layout()
        wide = max(self.viewport().width(), inner.minimumSizeHint().width())
        high = inner.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            high = layout.totalHeightForWidth(wide)
        return QSize(inner.sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), min(px(_PALING_RENDAH), self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The box with the cursor stays in sight when the area gets lower."""
        super().resizeEvent(event)
        here = self.focusWidget()
        inner = self.widget()
        if here is not None and inner is not None and inner.isAncestorOf(here):
            self.ensureWidgetVisible(here, 0, px(4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when what is inside wants one."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
