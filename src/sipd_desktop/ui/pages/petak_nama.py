"""Name tiles of the kader, and the six digits of a PIN: shared by login and lock screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

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
}
PIN_ANGKA = 6


class _Petak(QPushButton):
    """A tile of two lines, as high as they need at any zoom."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), 2 * self.fontMetrics().lineSpacing() + px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class PetakNama(QWidget):
    """One button per name; arrows walk, Enter or a click chooses."""

    dipilih = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tombol: list[QPushButton] = []
        self._people: list[Pengguna] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    def show_people(self, people: Sequence[Pengguna], pilih: str | None = None) -> None:
        """Show these; the one with id `pilih` is marked as the present one."""
        self.clear()
        self._people = list(people)
        for place, person in enumerate(self._people):
            jabatan = _JABATAN.get(person.jabatan, person.jabatan)
            button = _Petak(f"{person.nama}\n{jabatan}".replace("&", "&&"))
            button.setCheckable(True)
            button.setChecked(person.id == pilih)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{person.nama}, {jabatan}")
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
        self.tombol, self._people = [], []

    def focus_start(self) -> None:
        """Cursor on the marked name, else the first."""
        marked = [b for b in self.tombol if b.isChecked()] or self.tombol
        if marked:
            marked[0].setFocus()

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
            self._choose(place)
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and 0 <= place + step < len(self.tombol):
            self.tombol[place + step].setFocus()
        return step is not None


class KotakPin(QLineEdit):
    """Six digits, never readable; `lengkap` at the sixth."""

    lengkap = Signal(str)

    def __init__(self, nama: str = "PIN 6 angka", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(PIN_ANGKA)
        pattern = QRegularExpression(f"[0-9]{{0,{PIN_ANGKA}}}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setProperty("peran", "angka")
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        if len(text) == PIN_ANGKA:
            self.lengkap.emit(text)
