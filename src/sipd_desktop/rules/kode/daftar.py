"""One code list and how a cell of a sheet is looked up in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz

from sipd_desktop.rules.kode.lipat import fold_label, padat

AMBANG_MIRIP = 75.0
"""Likeness (rapidfuzz `ratio` of the folded texts) from which a label counts as meant."""

_AMBANG_KATA = 65.0
_MIN_SINONIM = 6  # shorter synonyms take no part in the likeness: too many words resemble them
_NUMBER = re.compile(r"0*(\d{1,4})(?:[.,]0+)?\Z")
_DUA = re.compile(r"\(?0*(\d{1,4})\)?[\s.:=/)-]+(\D.*)\Z", re.S)
_NOTHING = {"", "-", "--", "---", ".", "_"}


class Mutu(StrEnum):
    """How a cell was understood."""

    KOSONG = "kosong"
    PERSIS = "persis"
    MIRIP = "mirip"
    TIDAK_DIKENAL = "tidak_dikenal"


@dataclass(frozen=True, slots=True)
class Kode:
    """One entry: number, short label, full label as printed on the form, other spellings."""

    kode: int
    label: str
    penuh: str
    sinonim: tuple[str, ...] = ()
    kunci: str = ""
    """Own key under which an answer is stored; empty for an answer that says "none"."""
    ke: tuple[str, ...] = ()
    """What it stands for in our own list; empty means `kunci` itself."""
    tertutup: str = ""
    """Kind of closed note; such an answer is never stored in the open."""


@dataclass(frozen=True, slots=True)
class Cocok:
    """Outcome of a look-up: the number (None when empty or unknown) and how sure it is."""

    kode: int | None
    mutu: Mutu


_EMPTY = Cocok(None, Mutu.KOSONG)
_UNKNOWN = Cocok(None, Mutu.TIDAK_DIKENAL)


@dataclass(frozen=True)
class DaftarKode:
    """A code list. Look-ups are remembered: a sheet repeats few values many times."""

    nama: str
    judul: str
    isi: tuple[Kode, ...]
    simpan: str = ""
    """Signs that distinguish entries, such as + and - of the blood groups."""
    mirip_minimal: int = 1
    """Labels shorter than this are matched exactly or not at all."""
    bukan: frozenset[str] = frozenset()
    """Answers that say "none of these", folded: as good as an empty cell."""
    _nomor: dict[int, Kode] = field(default_factory=dict, init=False, repr=False)
    _tepat: dict[str, int] = field(default_factory=dict, init=False, repr=False)
    _padat: dict[str, int | None] = field(default_factory=dict, init=False, repr=False)
    """Without any sign or space; None where that makes two entries equal (Diploma I/II and III)."""
    _calon: list[tuple[str, int]] = field(default_factory=list, init=False, repr=False)
    _ingat: dict[object, Cocok] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for entry in self.isi:
            self._nomor[entry.kode] = entry
            for label in (entry.label, entry.penuh):
                self._add(label, entry.kode, self.mirip_minimal)
        for entry in self.isi:
            for label in entry.sinonim:
                self._add(label, entry.kode, max(_MIN_SINONIM, self.mirip_minimal))

    def _add(self, label: str, kode: int, minimal: int) -> None:
        tight = padat(label, self.simpan)
        if self._padat.setdefault(tight, kode) != kode:
            self._padat[tight] = None
        folded = fold_label(label)
        if not self.simpan:
            self._tepat.setdefault(folded, kode)
        if len(folded) >= minimal and (folded, kode) not in self._calon:
            self._calon.append((folded, kode))

    def kode_of(self, kode: int | None) -> Kode | None:
        """The entry of a number."""
        return self._nomor.get(kode) if kode is not None else None

    def opsi(self) -> tuple[tuple[str, str], ...]:
        """(own key, label) of the answers a form may offer; closed ones are left out."""
        return tuple((k.kunci, k.label) for k in self.isi if k.kunci and not k.tertutup)

    def label_of(self, kode: int | None) -> str:
        """The short label of a number; empty for None, the number itself when it is not listed."""
        if kode is None:
            return ""
        entry = self._nomor.get(kode)
        return entry.label if entry else str(kode)

    def find(self, value: object) -> Cocok:
        """Look up a cell: number, label (short or full), synonym, then likeness."""
        try:
            return self._ingat[value]
        except KeyError:
            found = self._find(value)
            if len(self._ingat) < 20_000:
                self._ingat[value] = found
            return found

    def _find(self, value: object) -> Cocok:
        text = str(value).strip().strip("'\u2019`").strip()
        if value is None or isinstance(value, bool):
            return _EMPTY if value is None else _UNKNOWN
        number = _NUMBER.match(text)
        if number and int(number[1]) in self._nomor:
            return Cocok(int(number[1]), Mutu.PERSIS)
        exact = self._persis(text) or self._bernomor(text)
        if exact is not None:
            return Cocok(exact, Mutu.PERSIS)
        if text in _NOTHING or padat(text) in self.bukan:
            return _EMPTY
        return _UNKNOWN if number else self._mirip(text)

    def _persis(self, text: str) -> int | None:
        return self._tepat.get(fold_label(text)) or self._padat.get(padat(text, self.simpan))

    def _bernomor(self, text: str) -> int | None:
        """`3 - Istri`: number and label together, when they say the same."""
        found = _DUA.match(text)
        kode = self._persis(found[2]) if found else None
        return kode if found and kode == int(found[1]) else None

    def _mirip(self, text: str) -> Cocok:
        folded = fold_label(text)
        if len({number for label, number in self._calon if label.startswith(f"{folded} ")}) > 1:
            return _UNKNOWN  # `Tukang` and `Diploma` begin several entries
        best, kode = 0.0, 0
        for label, number in self._calon:
            score = fuzz.ratio(folded, label, score_cutoff=AMBANG_MIRIP)
            if score > best and _is_kata_sama(folded, label):
                best, kode = score, number
        return Cocok(kode, Mutu.MIRIP) if best else _UNKNOWN


def _is_kata_sama(text: str, label: str) -> bool:
    """Word by word: `Tukang Pijat` is no tailor and `Tamat S1` no primary school."""
    words, meant = text.split(), label.split()
    return len(words) != len(meant) or all(
        a.startswith(b) or b.startswith(a) or fuzz.ratio(a, b) >= _AMBANG_KATA
        for a, b in zip(words, meant, strict=True)
    )
