"""A short form for the keyboard: boxes as data, Enter goes on, the last Enter hands the form over.

A box for a choice takes one letter or digit and goes on by itself. In a date box H is today and K
yesterday. Nothing is ever filled in that was not typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import parse_desimal, tanggal_angka, tanggal_hari
from sipd_desktop.ui.hari.isian_ukur import read_tanggal_ketik
from sipd_desktop.ui.hari.kotak import KotakTanggal
from sipd_desktop.ui.hari.lebar import fix_width, least_width, refit
from sipd_desktop.ui.theme import px, set_look
from sipd_desktop.ui.widgets.kotak import Kotak
from sipd_desktop.ui.widgets.label import Kata

_SEHARI = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Isi:
    """One box: `pilihan` are the keys of a choice with their words; `lebar` in pixels, 0 is wide.

    `kosong` is the code of the sentence when it must not be empty.
    """

    key: str
    label: str
    petunjuk: str = ""
    jenis: Literal["teks", "angka", "tanggal", "pilih"] = "teks"
    pilihan: tuple[tuple[str, str], ...] = ()
    lebar: int = 0
    kosong: str = ""
    awal: str = ""
    """What stands there already (a stored value that is being corrected)."""


@dataclass(slots=True)
class _Baris:
    label: Kata
    kotak: Kotak
    ket: Kata
    galat: Kata
    teks: str = field(default="")


class FormPendek(QWidget):
    """The boxes of one act."""

    selesai = Signal()
    berubah = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isi: tuple[Isi, ...] = ()
        self.hari_ini = date.min
        self._baris: dict[str, _Baris] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._tempat = QWidget(self)
        box.addWidget(self._tempat)

    def fill(self, isi: Sequence[Isi], hari_ini: date) -> None:
        """New boxes, empty but for stored values."""
        self.isi, self.hari_ini = tuple(isi), hari_ini
        old, self._tempat = self._tempat, QWidget(self)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._tempat)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self._baris = {}
        grid = QGridLayout(self._tempat)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        for place, spec in enumerate(self.isi):
            self._add(grid, place, spec)
        grid.setColumnStretch(2, 1)
        before: QWidget | None = None
        for row in self._baris.values():
            if before is not None:
                QWidget.setTabOrder(before, row.kotak)
            before = row.kotak

    def _add(self, grid: QGridLayout, place: int, spec: Isi) -> None:
        kind = KotakTanggal if spec.jenis == "tanggal" else Kotak
        box = kind(spec.label, self._tempat)
        box.setObjectName(f"isi-{spec.key}")
        if spec.jenis == "tanggal":
            assert isinstance(box, KotakTanggal)
            box.perintah.connect(lambda letter, k=spec.key: self._date_key(k, letter))
        width = {"tanggal": 150, "angka": 110, "pilih": 64}.get(spec.jenis, spec.lebar)
        if width:
            fix_width(box, spec.lebar or width)
        else:
            least_width(box, 300)
        row = _Baris(
            Kata(self._tempat, "tebal", teks=spec.label),
            box,
            Kata(self._tempat, "petunjuk", lipat=True),
            Kata(self._tempat, "galat", lipat=True),
        )
        row.label.setBuddy(box)
        row.galat.hide()
        self._baris[spec.key] = row
        line = 2 * place
        grid.addWidget(row.label, line, 0)
        if width:
            grid.addWidget(box, line, 1)
            grid.addWidget(row.ket, line, 2)
        else:
            grid.addWidget(box, line, 1, 1, 2)
            row.ket.hide()
            box.setPlaceholderText(spec.petunjuk)
        grid.addWidget(row.galat, line + 1, 1, 1, 2)
        box.setText(spec.awal)
        box.textChanged.connect(lambda _t, k=spec.key: self._typed(k))
        box.maju.connect(lambda k=spec.key: self._enter(k))
        box.mundur.connect(box.focusPreviousChild)
        self._hint(spec.key)

    # what was typed

    def spec(self, key: str) -> Isi:
        """The declaration of a box."""
        return next(s for s in self.isi if s.key == key)

    def text(self, key: str) -> str:
        """As typed; for a choice its key in capitals; empty for a box that is not there."""
        row = self._baris.get(key)
        if row is None:
            return ""
        text = row.kotak.text().strip()
        return text.upper() if self.spec(key).jenis == "pilih" else text

    def date(self, key: str) -> date | None:
        """The typed date, None when empty or not readable."""
        try:
            return read_tanggal_ketik(self.text(key), self.hari_ini)
        except ValueError:
            return None

    def number(self, key: str) -> Decimal | None:
        """The typed number, None when empty or not readable."""
        try:
            return parse_desimal(self.text(key))
        except ValueError:
            return None

    def texts(self) -> Mapping[str, str]:
        """All boxes as typed."""
        return {spec.key: self.text(spec.key) for spec in self.isi}

    def problems(self) -> tuple[Problem, ...]:
        """What is missing or cannot be read, in the order of the boxes."""
        found = []
        for spec in self.isi:
            code = self._problem(spec)
            if code:
                found.append(Problem(spec.key, code))
        return tuple(found)

    def _problem(self, spec: Isi) -> str:
        text = self.text(spec.key)
        if not text:
            return spec.kosong
        if spec.jenis == "tanggal" and self.date(spec.key) is None:
            return "isian-tanggal"
        if spec.jenis == "angka" and self.number(spec.key) is None:
            return "isian-angka"
        if spec.jenis == "pilih" and text not in dict(spec.pilihan):
            return spec.kosong or "isian-jenis"
        return ""

    # moving

    def focus_start(self) -> None:
        """The cursor in the first empty box."""
        for spec in self.isi:
            if not self.text(spec.key):
                self._baris[spec.key].kotak.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if self.isi:
            self._baris[self.isi[0].key].kotak.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: Problem) -> None:
        """Say at its box what is wrong, and put the cursor there."""
        row = self._baris.get(problem.field) or next(iter(self._baris.values()))
        text = sentence(problem.code, **dict(problem.params))
        row.galat.fill(text)
        set_look(row.kotak, "salah", True)
        row.kotak.setAccessibleDescription(text)
        row.kotak.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Hand the form over, unless something is missing."""
        found = self.problems()
        if found:
            self.refuse(found[0])
        else:
            self.selesai.emit()

    def clear_box(self, *keys: str) -> None:
        """Empty some boxes, for the next of a kind (a twin)."""
        for key in keys:
            self._baris[key].kotak.clear()

    def _enter(self, key: str) -> None:
        code = self._problem(self.spec(key))
        if code:
            self.refuse(Problem(key, code))
            return
        place = [s.key for s in self.isi].index(key)
        if place + 1 < len(self.isi):
            following = self._baris[self.isi[place + 1].key].kotak
            following.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finish()

    def _typed(self, key: str) -> None:
        row = self._baris[key]
        row.galat.fill("")
        set_look(row.kotak, "salah", False)
        row.kotak.setAccessibleDescription("")
        self._hint(key)
        self.berubah.emit()
        spec = self.spec(key)
        if spec.jenis != "pilih" or not row.kotak.hasFocus():
            return
        if not self._problem(spec) and self.text(key):
            self._enter(key)
        elif self.text(key) and not any(k.startswith(self.text(key)) for k, _ in spec.pilihan):
            row.kotak.clear()

    def _hint(self, key: str) -> None:
        spec, row = self.spec(key), self._baris[key]
        said = spec.petunjuk
        if spec.jenis == "tanggal" and (day := self.date(key)) is not None:
            said = tanggal_hari(day)
        elif spec.jenis == "pilih":
            said = dict(spec.pilihan).get(self.text(key)) or said or _choices(spec)
        row.ket.setText(said)

    def _date_key(self, key: str, letter: str) -> None:
        """H is today, K yesterday: typed by a person, so never a guess of the program."""
        day = {"H": self.hari_ini, "K": self.hari_ini - _SEHARI}.get(letter)
        if day is not None:
            self._baris[key].kotak.setText(tanggal_angka(day))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        refit(self, event)


def _choices(spec: Isi) -> str:
    return ", ".join(f"{key} {word}" for key, word in spec.pilihan)
