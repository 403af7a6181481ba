"""Find the header: the 1-3 row window in the first 25 rows that names most columns.

Sub-headings under a merged heading inherit it (`Tempat/Tgl Lahir` over `Tempat` and `Tanggal`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sipd_desktop.export.read_sheet import Gabungan, LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.kenali import recognize_tumpuk
from sipd_desktop.services.impor.kolom import PER_KUNCI
from sipd_desktop.services.impor.sel import bersih

BARIS_DICARI = 25
_LAGI = 80  # if nothing was found: long letterheads and summaries above the table
_MAKS_JUDUL = 3
BAGIAN_TANGGAL = {
    word: part
    for part, words in enumerate(("tgl tanggal hari hr", "bln bulan bl", "thn tahun th"), 1)
    for word in words.split()
}
"""How the columns of a birth date in three pieces are headed."""
_PER_BARIS = 0.05  # of windows that name the same columns, the smallest
_NOMOR = re.compile(r"'?\d[\d .]{10,}\d'?")
_P_CODE = re.compile(r"P\s?\d{2,3}(?:\s?\.\s?\d+)?\Z", re.I)


@dataclass(frozen=True, slots=True)
class Judul:
    """Where the header lies and what its columns are called; row indexes count from 0."""

    awal: int
    jumlah: int
    teks: tuple[tuple[str, ...], ...]
    """Per column the heading texts from top to bottom; empty for a column without heading."""
    kunci: tuple[str | None, ...]
    """Per column the recognised key, or None."""
    skor: float

    @property
    def data_awal(self) -> int:
        """Index of the first row after the header."""
        return self.awal + self.jumlah

    @property
    def has_wajib(self) -> bool:
        """Whether name and birth date both have a column."""
        return is_daftar_orang(set(self.kunci))

    def label(self, column: int) -> str:
        """The heading as a person would quote it."""
        return " ".join(self.teks[column])


def is_daftar_orang(keys: set[str | None]) -> bool:
    """Whether name and birth date are among the columns."""
    return bool({"nama", "nama_nik"} & keys and {"tanggal_lahir", "ttl"} & keys)


def find_judul(sheet: LembarBaca) -> Judul | None:
    """The best header window, or None when no row names at least two columns."""
    best = _best(sheet, 0, BARIS_DICARI)
    if best is None or not best.has_wajib:
        further = _best(sheet, BARIS_DICARI, _LAGI)
        if further and (best is None or further.has_wajib):
            return further
    return best


def judul_di(sheet: LembarBaca, awal: int) -> Judul:
    """The header that a person points at: one row, known headings or not."""
    cells = [bersih(c) for c in sheet.baris[awal]]
    texts = tuple((c,) if c else () for c in cells)
    return Judul(awal, 1, texts, tuple(recognize_tumpuk(t) for t in texts), 0.0)


def _best(sheet: LembarBaca, start: int, stop: int) -> Judul | None:
    head = [[bersih(c) for c in row] for row in sheet.baris[: stop + _MAKS_JUDUL]]
    best: Judul | None = None
    for awal in range(start, min(stop, len(head))):
        if not any(head[awal]):
            continue
        for jumlah in range(1, _MAKS_JUDUL + 1):
            if awal + jumlah > len(head):
                break
            if jumlah > 1 and _is_isi(head[awal + jumlah - 1]):
                break  # `L` below `L/P` would pass for a sub-heading
            found = _judul(head, awal, jumlah, sheet.gabungan)
            if found and (best is None or _rank(found, head) > _rank(best, head)):
                best = found
    return _with_p_titles(best, head)


def _is_isi(row: Sequence[str]) -> bool:
    """Whether a row holds the number of a person or household: no heading does."""
    return any(_NOMOR.fullmatch(text) for text in row)


def _rank(judul: Judul, head: Sequence[Sequence[str]]) -> tuple[bool, bool, float]:
    """The row of P-codes is the reliable one, whatever the labels above it say."""
    return judul.has_wajib, is_p_row(head[judul.data_awal - 1]), round(judul.skor, 3)


def _judul(
    head: Sequence[Sequence[str]], awal: int, jumlah: int, gabungan: Sequence[Gabungan]
) -> Judul | None:
    texts = _stacks(head[awal : awal + jumlah], awal, gabungan)
    keys = _with_tiga(texts, tuple(recognize_tumpuk(t) for t in texts))
    seen = {k for k in keys if k}
    score = sum(PER_KUNCI[k].bobot for k in seen) - _PER_BARIS * jumlah
    if len([k for k in seen if not k.startswith("_")]) < 2:
        return None
    return Judul(awal, jumlah, texts, keys, score)


def _with_tiga(
    texts: Sequence[Sequence[str]], keys: tuple[str | None, ...]
) -> tuple[str | None, ...]:
    """A birth date headed only TGL, BLN, THN in three neighbouring columns."""
    if {"tanggal_lahir", "ttl"} & set(keys):
        return keys
    words = [padat(t[-1]) if t else "" for t in texts]
    for first in range(len(words) - 2):
        if tuple(map(BAGIAN_TANGGAL.get, words[first : first + 3])) == (1, 2, 3):
            return (*keys[:first], "tanggal_lahir", *keys[first + 1 :])
    return keys


def _stacks(
    rows: Sequence[Sequence[str]], awal: int, gabungan: Sequence[Gabungan]
) -> tuple[tuple[str, ...], ...]:
    width = max(len(r) for r in rows)
    grid = [[*r, *[""] * (width - len(r))] for r in rows]
    for depth in range(len(grid) - 1):
        _inherit(grid, depth, awal, gabungan)
    stacks = []
    for column in range(width):
        stack: list[str] = []
        for row in grid:
            if row[column] and (not stack or stack[-1] != row[column]):
                stack.append(row[column])
        stacks.append(tuple(stack))
    return tuple(stacks)


def _inherit(grid: list[list[str]], depth: int, awal: int, gabungan: Sequence[Gabungan]) -> None:
    """Give an empty cell above a sub-heading the heading to its left, as far as it is merged."""
    row = grid[depth]
    reach = {a[1]: b[1] for a, b in gabungan if a[0] <= awal + depth <= b[0] and b[1] > a[1]}
    heading, until = "", -1
    for column, text in enumerate(row):
        if text:
            heading, until = text, reach.get(column, -1 if reach else len(row))
        elif column <= until and any(lower[column] for lower in grid[depth + 1 :]):
            row[column] = heading


def _with_p_titles(judul: Judul | None, head: Sequence[Sequence[str]]) -> Judul | None:
    """In a workbook with a row of P-codes the titles above it belong to the header too."""
    if judul is None or not is_p_row(head[judul.data_awal - 1]):
        return judul
    awal = max(0, judul.data_awal - _MAKS_JUDUL)
    return Judul(awal, judul.data_awal - awal, judul.teks, judul.kunci, judul.skor)


def is_p_row(row: Sequence[str]) -> bool:
    """Whether a row carries the question numbers of the SDGs questionnaire."""
    return sum(1 for text in row if _P_CODE.match(text)) >= 5
