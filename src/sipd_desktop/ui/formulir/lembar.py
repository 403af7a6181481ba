"""The boxes of one form, section by section: visible as its conditions say, with what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.field import Field, Wire
from sipd_desktop.spec.register import Form, Section
from sipd_desktop.ui.formulir.kotak import Kotak, make_kotak
from sipd_desktop.ui.pages.bagian import make_card, make_label
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.theme import zoom
from sipd_desktop.ui.widgets.label import Kata

_SATU_KOLOM = 1.3
"""From this size on questions stand below one another: long choices are never cut off."""


class Pertanyaan(QWidget):
    """One question: label, box, last answer, and what is wrong with this one."""

    def __init__(self, field: Field, hari_ini: date) -> None:
        super().__init__()
        self.field = field
        unit = f" ({field.unit})" if field.unit else ""
        need = " *" if field.required else ""
        self.label = make_label(f"{teks(field.label)}{unit}{need}", "tebal", lipat=True)
        self.kotak: Kotak = make_kotak(field, hari_ini)
        self.label.setBuddy(self.kotak)
        self.lalu = make_label("", "petunjuk", lipat=True)
        self.galat = Kata(self, "galat", lipat=True)
        self.lalu.hide()
        self.galat.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for part in (self.label, self.kotak, self.lalu, self.galat):
            box.addWidget(part)
        box.addStretch(1)


class LembarIsian(QWidget):
    """All questions of a form; the page around it saves."""

    berubah = Signal()

    def __init__(self, form: Form, hari_ini: date) -> None:
        super().__init__()
        self.form = form
        self.tanya: dict[str, Pertanyaan] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for section in form.sections:
            box.addWidget(self._section(section, hari_ini))
        self._show_fitting()

    def _section(self, section: Section, hari_ini: date) -> QWidget:
        card, inner = make_card(teks(section.label))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        asked = [f for f in section.fields if not f.internal]
        columns = section.columns if zoom() < _SATU_KOLOM else 1
        for place, field in enumerate(asked):
            question = self.tanya[field.key] = Pertanyaan(field, hari_ini)
            question.kotak.berubah.connect(self._changed)
            grid.addWidget(question, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        inner.addLayout(grid)
        return card

    def set_nilai(self, nilai: Mapping[str, Wire]) -> None:
        """Show stored answers."""
        for key, question in self.tanya.items():
            question.kotak.set_value(nilai.get(key))
        self._show_fitting()

    def set_lalu(self, kata: Mapping[str, str], kapan: str) -> None:
        """Show the answers of last time, in words, below the boxes."""
        for key, question in self.tanya.items():
            question.lalu.fill(f"{kapan}: {kata[key]}" if key in kata else "")

    def nilai(self) -> dict[str, Wire]:
        """All answers in wire shape, empty ones as None."""
        return {key: question.kotak.value() for key, question in self.tanya.items()}

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Write beside each question what is wrong with it; an empty tuple clears."""
        for key, question in self.tanya.items():
            own = next((p for p in problems if p.field == key), None)
            question.galat.fill(teks(sentence(own.code, **dict(own.params))) if own else "")

    def boxes(self) -> Iterator[Kotak]:
        """The boxes in the order of the paper."""
        for question in self.tanya.values():
            yield question.kotak

    def _changed(self) -> None:
        self._show_fitting()
        self.berubah.emit()

    def _show_fitting(self) -> None:
        entry = Entry(self.form, self.nilai())
        for key, question in self.tanya.items():
            question.setVisible(entry.is_visible(key))
