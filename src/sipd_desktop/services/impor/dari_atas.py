"""What a person wrote once and meant for the rows below: ditto marks, and a family typed once.

A family counts as typed once only where nothing says otherwise: the row is no head, its place is
blank or that of the family, and the list as a whole does so instead of repeating numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import daftar, padat
from sipd_desktop.services.impor.sel import bersih

_SENDIRI = {"nik", "nama", "nama_nik", "tanggal_lahir", "ttl"}
"""Nobody shares these with the row above, whatever mark stands there."""
_TANDA = frozenset(
    ('"', '""', "''", "\u201d", "\u201d\u201d", "\u3003", '-"-', '"-"', '- " -', "-''-")
)
_KATA = frozenset(
    ("sda", "idem", "ditto", "samadenganatas", "samadengandiatas", "samadiatas", "sdadiatas")
)
_AWAL = frozenset("\"'\u201d\u3003-sSiIdD")
"""No mark begins with another sign."""
_TEMPAT = ("alamat", "dusun", "rt", "rw", "rtrw", "rwrt")
_KEPALA, _ANGGOTA = 1, 4

Baris = list[Sequence[Isi]]


def fill_dari_atas(
    rows: Baris, texts: list[list[str]], codes: Sequence[str | None], kolom: dict[str, int]
) -> int:
    """Fill both in place, in person rows only; returns how many rows were given their family."""
    people = [n for n, code in enumerate(codes) if code is None]
    _fill_tanda(rows, texts, people, kolom)
    return _fill_rumah(rows, texts, people, kolom)


def _fill_tanda(
    rows: Baris, texts: list[list[str]], people: Sequence[int], kolom: dict[str, int]
) -> None:
    columns = [c for k, c in kolom.items() if k not in _SENDIRI]
    for column in columns:
        above: Isi = ""
        for number in people:
            text = _at(texts[number], column)
            if not text:
                continue
            if text[0] in _AWAL and is_sda(text):
                _put(rows, texts, number, column, above)
            else:
                above = rows[number][column]


@lru_cache(maxsize=4096)
def is_sda(text: str) -> bool:
    """Whether a cell means "the same as above"."""
    return text in _TANDA or (len(text) < 24 and padat(text) in _KATA)


@dataclass(slots=True)
class _Daftar:
    """How a list gives its families; pairs are a row and the row that says its family."""

    kosong: list[tuple[int, int]] = field(default_factory=list)
    """No KK and place blank."""
    tempat: list[tuple[int, int]] = field(default_factory=list)
    """Only the No KK blank, the place as in the other row."""
    berisi: int = 0
    """Rows with a No KK."""
    kepala: int = 0
    """Those of them that are heads."""
    berulang: int = 0
    """Rows that repeat the No KK of the row above."""

    @property
    def diteruskan(self) -> list[tuple[int, int]]:
        """The pairs to believe, given the habit of the whole list."""
        found: list[tuple[int, int]] = []
        if self.kosong and len(self.kosong) > self.berulang:
            found += self.kosong if 4 * len(self.kosong) >= self.berisi else []
        if not self.berulang and self.kepala == self.berisi > 1:
            found += self.tempat if 2 * len(self.tempat) >= self.berisi else []
        return found


def _fill_rumah(
    rows: Baris, texts: list[list[str]], people: Sequence[int], kolom: dict[str, int]
) -> int:
    if "no_kk" not in kolom:
        return 0
    columns = [kolom["no_kk"], *(kolom[k] for k in _TEMPAT if k in kolom)]
    meant = _look(texts, people, columns, kolom.get("shdk")).diteruskan
    for number, home in meant:
        for column in columns:
            if not _at(texts[number], column) and column < len(rows[home]):
                _put(rows, texts, number, column, rows[home][column])
    return len(meant)


def _look(
    texts: list[list[str]], people: Sequence[int], columns: Sequence[int], shdk: int | None
) -> _Daftar:
    own, *place = columns
    roles = daftar("shdk")
    found = _Daftar()
    source, before = -1, ""
    for number in people:
        text = _at(texts[number], own)
        role = _ANGGOTA if shdk is None else roles.find(_at(texts[number], shdk)).kode
        if text or role in (None, _KEPALA):
            found.berisi += bool(text)
            found.kepala += bool(text) and role == _KEPALA
            found.berulang += bool(text) and text == before
            source, before = (number if text else -1), text
        elif source >= 0:
            mine = [_at(texts[number], c) for c in place]
            if place and not any(mine):
                found.kosong.append((number, source))
            elif mine == [_at(texts[source], c) for c in place]:
                found.tempat.append((number, source))
    return found


def _at(texts: Sequence[str], column: int) -> str:
    return texts[column] if column < len(texts) else ""


def _put(rows: Baris, texts: list[list[str]], number: int, column: int, value: Isi) -> None:
    cells, line = list(rows[number]), texts[number]
    missing = column + 1 - len(cells)
    cells.extend([""] * missing)
    line.extend([""] * missing)
    cells[column], line[column] = value, bersih(value)
    rows[number] = cells
