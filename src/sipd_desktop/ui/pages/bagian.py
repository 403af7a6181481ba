"""Small building blocks of the pages of the shell: labels by role, buttons, cards, rows of boxes.

Looks come from the theme by the property `peran`; nothing here sets a colour or a size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


def make_label(text: str = "", peran: str = "", *, lipat: bool = False) -> Kata:
    """A plain text by role of the theme (judul, bagian, petunjuk, tebal, ...); `lipat` wraps it."""
    return Kata(None, peran, teks=text, lipat=lipat)


class Keluhan(Kata):
    """What was refused, under the boxes; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "galat", lipat=True)
        self.setProperty("keras", "true")
        self.setAccessibleName("Keterangan")
        self.hide()

    def say(self, text: str = "") -> None:
        """Show a sentence; an empty one takes it away."""
        self.fill(text)
        self.setAccessibleDescription(text)


def make_button(
    text: str,
    call: Callable[[], None] | None = None,
    *,
    utama: bool = False,
    tautan: bool = False,
    ikon: str = "",
    kunci: str = "",
) -> BigButton:
    """A button; `utama` is the one primary button of a screen, `tautan` looks like a link."""
    peran = "utama" if utama else "polos" if tautan else ""
    button = BigButton(text, ikon=ikon, kunci=kunci, peran=peran)
    if call is not None:
        button.clicked.connect(lambda _checked=False: call())
    return button


def make_card(judul: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A framed part of a page with its heading, and the layout to fill."""
    frame = QFrame()
    frame.setProperty("peran", "kartu")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(16, 14, 16, 14)
    inner.setSpacing(10)
    if judul:
        inner.addWidget(make_label(judul, "bagian"))
    return frame, inner


class Gulung(QScrollArea):
    """Scrolls when the window is too small, so that nothing is squeezed; follows the cursor."""

    def __init__(self, isi: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(isi)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and self.isAncestorOf(now):
            # after the layout has settled: the part may just have been shown
            QTimer.singleShot(0, self, lambda: self._show_part(now))

    def _show_part(self, part: QWidget) -> None:
        """Unless the cursor has gone on meanwhile: a page may pass it through several boxes."""
        if isValid(part) and part is QApplication.focusWidget() and self.isAncestorOf(part):
            self.ensureWidgetVisible(part, 0, px(24))


def scrolling(isi: QWidget) -> Gulung:
    """A part that scrolls when there is not enough room for it."""
    return Gulung(isi)


def in_middle(*parts: QWidget, lebar: int) -> Gulung:
    """Parts in the middle of an otherwise empty screen."""
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.addStretch(2)
    for part in parts:
        box.addWidget(Selebar(part, lebar))
    box.addStretch(3)
    return scrolling(inner)


def on_card(*parts: QWidget | QLayout) -> QFrame:
    """Parts below each other on a card, with air between them."""
    frame, inner = make_card()
    inner.setContentsMargins(28, 24, 28, 24)
    inner.setSpacing(14)
    for part in parts:
        _add(inner, part)
    return frame


def in_row(*parts: QWidget | QLayout | int) -> QHBoxLayout:
    """Parts side by side; a number is a stretch."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        _add(row, part)
    return row


def in_column(*parts: QWidget | QLayout | int) -> QVBoxLayout:
    """Parts below each other; a number is a stretch."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        _add(column, part)
    return column


def _add(box: QHBoxLayout | QVBoxLayout, part: QWidget | QLayout | int) -> None:
    if isinstance(part, QWidget):
        box.addWidget(part)
    elif isinstance(part, QLayout):
        box.addLayout(part)
    else:
        box.addStretch(part)


class Selebar(QWidget):
    """A part in the middle, no wider than reads well, at any zoom."""

    def __init__(self, isi: QWidget, lebar: int) -> None:
        super().__init__()
        self._isi, self._lebar = isi, lebar
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(isi, 1000)
        row.addStretch(1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._isi.setMaximumWidth(px(self._lebar))


def make_field(nama: str, contoh: str = "", keterangan: str = "") -> QLineEdit:
    """A text box with its accessible name."""
    edit = QLineEdit()
    edit.setAccessibleName(nama)
    edit.setAccessibleDescription(keterangan)
    edit.setPlaceholderText(contoh)
    return edit


def labelled(nama: str, field: QWidget, petunjuk: str = "") -> QVBoxLayout:
    """A box under its label, with a hint below."""
    label = make_label(nama, "tebal")
    label.setBuddy(field)
    parts: list[QWidget] = [label, field]
    if petunjuk:
        parts.append(make_label(petunjuk, "petunjuk", lipat=True))
    column = in_column(*parts)
    column.setSpacing(2)
    return column


class EnterGoesOn(QObject):
    """Enter moves to the next box, Shift+Enter back; in the last box it calls `selesai`."""

    def __init__(self, boxes: Sequence[QWidget], selesai: Callable[[], None]) -> None:
        super().__init__(boxes[0])
        self._boxes, self._selesai = list(boxes), selesai
        for box in self._boxes:
            box.installEventFilter(self)

    def release(self) -> None:
        """Let go of the boxes; another set is being watched now."""
        for box in self._boxes:
            box.removeEventFilter(self)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        shown = [b for b in self._boxes if b.isVisible() and b.isEnabled()]
        place = next((n for n, b in enumerate(shown) if b is watched), None)
        if place is None:
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if back:
            shown[max(place - 1, 0)].setFocus()
        elif place + 1 < len(shown):
            shown[place + 1].setFocus()
        else:
            self._selesai()
        return True
