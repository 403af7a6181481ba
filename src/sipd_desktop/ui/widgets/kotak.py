"""A line to type in that Enter leaves: the base of all boxes of the hari buka and its kin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Kotak(QLineEdit):
    """A box that Enter leaves; `maju` and `mundur` say where the typist wants to go.

    What stood in it is selected when the cursor comes, so that typing replaces it.
    """

    maju = Signal()
    mundur = Signal()

    def __init__(self, nama: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.mundur if back else self.maju).emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()
