"""One box per declared field: what is typed, as a wire value. Made for the keyboard.

Choices are numbered and picked by digit (Ya/Tidak by Y and T); Enter never changes an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from sipd_desktop.base.tampil import parse_desimal, tanggal_angka, teks_desimal
from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.spec.field import Angka, Choice, Daftar, Field, Integer, Tanggal, Wire, YaTidak
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.theme import set_look
from sipd_desktop.ui.widgets.alir import AlirLayout

Pasangan = tuple[tuple[Wire, str], ...]
_SEDIKIT = 9
"""Up to this many choices are shown at once, each with its digit."""
_KUNCI = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Keys of ticks, one each; a list with more options is a mistake of the declaration."""


class KotakTeks(QLineEdit):
    """Text, numbers, dates: typed, and read back as the field wants it."""

    berubah = Signal()

    def __init__(self, field: Field, hari_ini: date) -> None:
        super().__init__()
        self._field, self._hari_ini = field, hari_ini
        self.setPlaceholderText(_example(field))
        self.textEdited.connect(lambda _text: self.berubah.emit())

    def value(self) -> Wire:
        """The wire value; text that cannot be read stays text, and the check says so."""
        typed = " ".join(self.text().split())
        return _read(self._field, typed, self._hari_ini) if typed else None

    def set_value(self, value: Wire) -> None:
        """Show a stored value; nothing is emitted."""
        self.setText(_show(self._field, value))


class _PetakPilihan(QWidget):
    """A row of choices that takes the keys as one, and shows that it has them."""

    berubah = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("peran", "pilihan")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._baris = AlirLayout(self, jarak=14)
        self._baris.setContentsMargins(6, 4, 6, 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_look(self, "fokus", "ya")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_look(self, "fokus", "")


class KotakPilih(_PetakPilihan):
    """Few choices side by side; a digit (or Y and T) picks, the same again takes it back."""

    def __init__(self, pilihan: Pasangan, kunci: str = "") -> None:
        super().__init__()
        self._pilihan = pilihan
        self._kunci = kunci or "".join(str(n) for n in range(1, len(pilihan) + 1))
        self._grup = QButtonGroup(self)
        self._grup.setExclusive(False)
        self.tombol: list[QRadioButton] = []
        for place, ((_, label), key) in enumerate(zip(pilihan, self._kunci, strict=True)):
            button = QRadioButton(f"{key}  {label}")
            button.setAutoExclusive(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda on, n=place: self._clicked(n, on=on))
            self.tombol.append(button)
            self._grup.addButton(button)
            self._baris.addWidget(button)

    def value(self) -> Wire:
        """The picked choice, None when none is."""
        return next(
            (v for (v, _), b in zip(self._pilihan, self.tombol, strict=True) if b.isChecked()), None
        )

    def set_value(self, value: Wire) -> None:
        """Show a stored choice."""
        for (own, _), button in zip(self._pilihan, self.tombol, strict=True):
            button.setChecked(value is not None and own == value and type(own) is type(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        if typed and typed in self._kunci:
            place = self._kunci.index(typed)
            self._clicked(place, on=not self.tombol[place].isChecked())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clicked(-1, on=False)
        else:
            super().keyPressEvent(event)

    def _clicked(self, place: int, *, on: bool) -> None:
        for number, button in enumerate(self.tombol):
            button.setChecked(on and number == place)
        self.berubah.emit()


class KotakBanyak(_PetakPilihan):
    """Any number of choices: each has its digit or letter, which ticks it and takes it back."""

    def __init__(self, pilihan: Pasangan) -> None:
        super().__init__()
        self._pilihan = pilihan
        self._kunci = _KUNCI[: len(pilihan)]
        self._lain: list[str] = []
        self.tombol: list[QCheckBox] = []
        for (_, label), key in zip(pilihan, self._kunci, strict=True):
            button = QCheckBox(f"{key}  {label}")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on: self.berubah.emit())
            self.tombol.append(button)
            self._baris.addWidget(button)

    def value(self) -> Wire:
        """Keys of what is ticked, and what a newer version ticked; None for nothing."""
        ticked = [
            str(v) for (v, _), b in zip(self._pilihan, self.tombol, strict=True) if b.isChecked()
        ]
        return [*ticked, *self._lain] or None

    def set_value(self, value: Wire) -> None:
        """Show stored ticks."""
        stored = value if isinstance(value, list) else []
        own = [v for v, _ in self._pilihan]
        self._lain = [v for v in stored if v not in own]
        for key, button in zip(own, self.tombol, strict=True):
            button.setChecked(key in stored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().upper()
        if typed and typed in self._kunci:
            self.tombol[self._kunci.index(typed)].toggle()
            self.berubah.emit()
        else:
            super().keyPressEvent(event)


class KotakDaftar(QComboBox):
    """Many choices (code lists): typing letters finds one, the first entry is empty."""

    berubah = Signal()

    def __init__(self, pilihan: Pasangan) -> None:
        super().__init__()
        self.addItem("", None)
        for value, label in pilihan:
            self.addItem(label, value)
        self.activated.connect(lambda _n: self.berubah.emit())

    def value(self) -> Wire:
        """The chosen one, None when empty."""
        found: Wire = self.currentData()
        return found

    def set_value(self, value: Wire) -> None:
        """Show a stored choice."""
        self.setCurrentIndex(max(0, self.findData(value)) if value is not None else 0)


Kotak = KotakTeks | KotakPilih | KotakBanyak | KotakDaftar


def make_kotak(field: Field, hari_ini: date) -> Kotak:
    """The box that suits a declared field, with its accessible name."""
    box: Kotak
    options = _options(field)
    if isinstance(field, YaTidak):
        box = KotakPilih(((True, "Ya"), (False, "Tidak")), "YT")
    elif isinstance(field, Daftar) and options:
        box = KotakBanyak(options)
    elif options and len(options) <= _SEDIKIT:
        box = KotakPilih(options)
    elif options:
        box = KotakDaftar(options)
    else:
        box = KotakTeks(field, hari_ini)
    box.setAccessibleName(f"{teks(field.label)}, {field.unit}" if field.unit else teks(field.label))
    box.setAccessibleDescription(teks(field.hint))
    return box


def _options(field: Field) -> Pasangan:
    if isinstance(field, Choice | Daftar):
        return tuple((key, teks(label)) for key, label in field.options)
    if isinstance(field, Integer) and field.kode:
        return tuple((k.kode, k.label) for k in daftar(field.kode).isi)
    return ()


def _example(field: Field) -> str:
    return "tanggal-bulan-tahun" if isinstance(field, Tanggal) else teks(field.hint)


def _read(field: Field, typed: str, hari_ini: date) -> Wire:
    if isinstance(field, Angka):
        return _or_text(typed, lambda: field.encode(parse_desimal(typed)))
    if isinstance(field, Integer):
        return _or_text(typed, lambda: int(typed))
    if isinstance(field, Tanggal):
        found = read_tanggal_teks(typed, hari_ini).tanggal
        return found.isoformat() if found is not None else typed
    if isinstance(field, Daftar):
        return [part.strip() for part in typed.split(",") if part.strip()]
    return typed


def _or_text(typed: str, read: Callable[[], Wire]) -> Wire:
    try:
        return read()
    except ValueError:
        return typed


def _show(field: Field, value: Wire) -> str:
    if value is None:
        return ""
    if isinstance(field, Angka):
        return teks_desimal(Decimal(str(value)))
    if isinstance(field, Tanggal):
        return tanggal_angka(date.fromisoformat(str(value)))
    return ", ".join(value) if isinstance(value, list) else str(value)
