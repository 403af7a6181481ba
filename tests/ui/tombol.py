"""Counting keys: every press a person makes goes through `Tombol`, Enter and F-keys included."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}


class Tombol:
    """Presses keys on whatever has the focus, as a keyboard does, and counts them."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.jumlah = 0

    def reset(self) -> None:
        self.jumlah = 0

    def type(self, text: str) -> Tombol:
        """Each letter is one key."""
        for letter in text:
            self.jumlah += 1
            QTest.keyClicks(self._target(), letter)
        return self

    def press(self, *names: str) -> Tombol:
        """Named keys, and `Ctrl+Z` as one key (a chord is one act of the hand)."""
        for name in names:
            self.jumlah += 1
            *mods, key = name.split("+")
            held = Qt.KeyboardModifier.NoModifier
            if "Ctrl" in mods:
                held |= Qt.KeyboardModifier.ControlModifier
            if "Shift" in mods:
                held |= Qt.KeyboardModifier.ShiftModifier
            code = _NAMED.get(key) or Qt.Key(ord(key.upper()))
            QTest.keyClick(self._target(), code, held)
        return self

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window
