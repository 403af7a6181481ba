"""Name tiles of the kader, and the six digits of a PIN: shared by login and lock screen.

Each tile has a letter of its own, so that one key chooses a name; the PIN takes digits only, so the
letters work there too.
"""

from __future__ import annotations

import string
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from sipd_desktop.base import clock
from sipd_desktop.render import warna
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.ui.theme import px

_KOLOM = 3
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: _KOLOM,
    Qt.Key.Key_Up: -_KOLOM,
}
_JABATAN = {
    "ketua": "ketua",
    "sekretaris": "sekretaris",
    "bendahara": "bendahara",
    "kader": "kader",
    "operator": "operator desa",
    "bidan": "bidan",
    "pembina": "pembina Puskesmas",
}
PIN_ANGKA = 6
_SAPAAN = {"bu", "ibu", "pak", "bapak", "bidan", "hj", "h", "mbak", "mas"}
_PINGGIR, _KOTAK = 8, 26


def letters_of(names: Sequence[str]) -> list[str]:
    """One letter per name, all different: of the name itself, forms of address passed over."""
    taken: list[str] = []
    for name in names:
        words = name.lower().replace(".", " ").split()
        own = [w for w in words if w not in _SAPAAN] or words
        wanted = [w[0] for w in own] + list("".join(own)) + list(string.ascii_lowercase)
        free = (c for c in wanted if c in string.ascii_lowercase and c not in taken)
        taken.append(next(free, ""))
    return taken


class _Petak(QPushButton):
    """A tile of two lines, as high as they need at any zoom, with its key in the corner."""

    def __init__(self, text: str, huruf: str) -> None:
        super().__init__(text)
        self._huruf = huruf.upper()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._huruf:
            return
        side, gap = px(_KOTAK), px(_PINGGIR)
        box = QRect(self.width() - side - gap, gap, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(warna.GARIS))
        painter.setBrush(QColor(warna.PUTIH))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(warna.TINTA))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._huruf)
        painter.end()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + 2 * px(_KOTAK), 2 * self.fontMetrics().lineSpacing() + px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PetakNama(QWidget):
    """One button per name; arrows walk, Enter or a click chooses."""

    dipilih = Signal(object)
    angka = Signal(int)
    """A digit, typed while a tile has the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tombol: list[QPushButton] = []
        self.huruf: list[str] = []
        self._people: list[Pengguna] = []
        self._deaf_until = 0.0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_people(self, people: Sequence[Pengguna], pilih: str | None = None) -> None:
        """Show these; the one with id `pilih` is marked as the present one."""
        self.clear()
        self._people = list(people)
        self.huruf = letters_of([p.nama for p in self._people])
        for place, person in enumerate(self._people):
            jabatan = _JABATAN.get(person.jabatan, person.jabatan)
            button = _Petak(f"{person.nama}\n{jabatan}".replace("&", "&&"), self.huruf[place])
            button.setCheckable(True)
            button.setChecked(person.id == pilih)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{person.nama}, {jabatan}")
            button.setAccessibleDescription(f"Tombol {self.huruf[place].upper()}")
            button.clicked.connect(lambda _on=False, p=place: self._choose(p))
            button.installEventFilter(self)
            self._grid.addWidget(button, place // _KOLOM, place % _KOLOM)
            self.tombol.append(button)

    def clear(self) -> None:
        """No names."""
        for button in self.tombol:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.tombol, self._people, self.huruf = [], [], []

    def ignore_enter(self, until: float) -> None:
        """Take no Enter before this moment (steady seconds): it was typed for the page before."""
        self._deaf_until = until

    def focus_start(self) -> None:
        """Cursor on the marked name, else the first."""
        marked = [b for b in self.tombol if b.isChecked()] or self.tombol
        if marked:
            marked[0].setFocus()

    def choose_letter(self, letter: str) -> bool:
        """Choose the tile of this letter; False when there is none."""
        if not letter or letter.lower() not in self.huruf:
            return False
        self._choose(self.huruf.index(letter.lower()))
        return True

    def _choose(self, place: int) -> None:
        for number, button in enumerate(self.tombol):
            button.setChecked(number == place)
        self.dipilih.emit(self._people[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        place = next((n for n, b in enumerate(self.tombol) if b is watched), None)
        if place is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if clock.monotonic() >= self._deaf_until:
                self._choose(place)
            self._deaf_until = 0.0
            return True
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text().isdigit():
            self.angka.emit(int(event.text()))
            return True
        if plain and self.choose_letter(event.text()):
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and 0 <= place + step < len(self.tombol):
            self.tombol[place + step].setFocus()
        return step is not None


class KotakPin(QLineEdit):
    """Six digits, never readable; `lengkap` at the sixth."""

    lengkap = Signal(str)
    huruf = Signal(str)
    """A letter: no part of a PIN, but of a name."""

    def __init__(self, nama: str = "PIN 6 angka", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_ANGKA)
        pattern = QRegularExpression(f"[0-9]{{0,{PIN_ANGKA}}}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setProperty("peran", "angka")
        self.textEdited.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers():
            self.huruf.emit(event.text())
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if len(text) == PIN_ANGKA:
            self.lengkap.emit(text)
