"""Where the columns of an SDGs Desa sheet lie: by the row of codes, else by the labels alone.

Codes are the reliable key. Without them labels count; a merged label covers the columns of its
group that have none of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sipd_desktop.export.read_sheet import LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.sdgs_kolom import KODE_LAIN, Tanya
from sipd_desktop.services.impor.sel import bersih

BARIS_DICARI = 25
_CUKUP_KODE = 8
"""So many known codes in one row cannot be chance."""
_CUKUP_LABEL = 20
_KEDUANYA = frozenset(("kondisi_kerja", "jkn"))
"""Answers that are kept with the person too."""


@dataclass(frozen=True, slots=True)
class Letak:
    """Columns of a layout in a sheet; row indexes count from 0."""

    awal: int
    data_awal: int
    kolom: tuple[tuple[int, Tanya], ...]

    def index(self, kode: str) -> int | None:
        """The column of a code."""
        return next((c for c, t in self.kolom if t.kode == kode), None)

    def only_identitas(self, kolom: Mapping[str, int]) -> dict[str, int]:
        """Person columns without those that a label alone took for something else."""
        answers = {c for c, t in self.kolom if t.jenis != "identitas"}
        return {k: c for k, c in kolom.items() if c not in answers or k in _KEDUANYA}


def find_letak(sheet: LembarBaca, tanya: Sequence[Tanya]) -> Letak | None:
    """The columns of this layout, or None when the sheet is something else."""
    head = [[bersih(c) for c in row] for row in sheet.baris[: BARIS_DICARI + 1]]
    rows = [_by_code(row, tanya) for row in head]
    best = max(range(len(rows)), key=lambda i: len(rows[i]), default=0)
    if rows and len(rows[best]) >= _CUKUP_KODE:
        return Letak(max(0, best - 2), best + 1, tuple(rows[best]))
    labels = [_by_label(row, tanya) for row in head]
    best = max(range(len(labels)), key=lambda i: len(labels[i]), default=0)
    if labels and len(labels[best]) >= _CUKUP_LABEL:
        return Letak(max(0, best - 1), best + 1, tuple(labels[best]))
    return None


def _by_code(row: Sequence[str], tanya: Sequence[Tanya]) -> list[tuple[int, Tanya]]:
    known = {padat(t.kode): t for t in tanya}
    found: dict[str, tuple[int, Tanya]] = {}
    for column, text in enumerate(row):
        folded = padat(text)
        hit = known.get(KODE_LAIN.get(folded, folded))
        if hit:
            found.setdefault(hit.kode, (column, hit))
    return sorted(found.values(), key=lambda f: f[0])


def _by_label(row: Sequence[str], tanya: Sequence[Tanya]) -> list[tuple[int, Tanya]]:
    """Labels in the order of the layout; columns without a label belong to the one before."""
    places: dict[str, list[int]] = {}
    for index, asked in enumerate(tanya):
        if asked.label:
            places.setdefault(padat(asked.label), []).append(index)
    found: dict[str, tuple[int, Tanya]] = {}
    after = -1
    for column, text in enumerate(row):
        index = -1
        if text:
            free = (i for i in places.get(padat(text), ()) if tanya[i].kode not in found)
            index = next(free, -1)
            after = -1
        elif 0 <= after < len(tanya) - 1 and not tanya[after + 1].label:
            index = after + 1
        if index >= 0:
            after = index
            found[tanya[index].kode] = (column, tanya[index])
    return list(found.values())
