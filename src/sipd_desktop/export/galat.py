"""The workbook of problem rows: original layout plus `Masalah` and `Saran`, to fix and re-import.

No cell is a formula. NIK and No KK become text; a number that Excel has already damaged is written
so that it is refused again (with E+), never as sixteen clean-looking digits.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sipd_desktop.base import clock
from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.export.read_sheet import Gabungan, Isi
from sipd_desktop.export.sel import clean_text
from sipd_desktop.export.xlsx import sheet_name

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PRIVASI = (
    "Berkas ini memuat data pribadi penduduk. Simpan di tempat yang aman dan hapus bila sudah "
    "selesai dipakai."
)
_CARA = (
    "Perbaiki baris di lembar pertama menurut kolom Masalah dan Saran, simpan, lalu impor berkas "
    "ini. Kolom Masalah dan Saran boleh dibiarkan."
)
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class BarisGalat:
    """One original row with what is wrong and what to do about it."""

    isi: Sequence[Isi]
    masalah: str
    saran: str


def write_galat(
    path: Path,
    *,
    lembar: str,
    atas: Sequence[Sequence[Isi]],
    gabungan: Sequence[Gabungan],
    kolom_nomor: frozenset[int],
    baris: Sequence[BarisGalat],
) -> None:
    """Write the workbook; `atas` are the title and header rows, kept where they were.

    `kolom_nomor` are the columns (from 0) that hold NIK or No KK. Raises as `atomic_write`.
    """
    width = max((len(r) for r in [*atas, *(b.isi for b in baris)]), default=0)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": clock.now()})
        writer = _Writer(book, book.add_worksheet(sheet_name(lembar)), kolom_nomor)
        for number, row in enumerate(atas):
            writer.row(number, row, bold=number == len(atas) - 1)
        writer.heads(max(len(atas) - 1, 0), width)
        writer.merge(gabungan, atas)
        for number, entry in enumerate(baris, len(atas)):
            writer.row(number, entry.isi)
            writer.problem(number, width, entry)
        note = book.add_worksheet("Baca dulu")
        note.set_column(0, 0, 100)
        for number, text in enumerate((_PRIVASI, _CARA)):
            note.write_string(number, 0, text)
    atomic_write(path, out.getvalue())


class _Writer:
    def __init__(
        self, book: xlsxwriter.Workbook, sheet: Worksheet, kolom_nomor: frozenset[int]
    ) -> None:
        self._sheet = sheet
        self._numbers = kolom_nomor
        self._text: Format = book.add_format({"num_format": "@"})
        self._date: Format = book.add_format({"num_format": "dd-mm-yyyy"})
        self._bold: Format = book.add_format({"bold": True, "text_wrap": True})
        self._wrap: Format = book.add_format({"text_wrap": True, "valign": "top"})
        for column in kolom_nomor:
            sheet.set_column(column, column, 20, self._text)

    def row(self, number: int, cells: Sequence[Isi], *, bold: bool = False) -> None:
        """All cells of one row, each with the type it had."""
        for column, cell in enumerate(cells):
            if cell != "":
                self._cell(number, column, cell, self._bold if bold else None)

    def _cell(self, row: int, column: int, cell: Isi, style: Format | None) -> None:
        sheet = self._sheet
        if column in self._numbers and not isinstance(cell, str):
            sheet.write_string(row, column, number_as_text(cell), self._text)
        elif isinstance(cell, str):
            text = clean_text(cell)
            sheet.write_string(row, column, text, self._text if column in self._numbers else style)
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, style)
        elif isinstance(cell, int | float) and math.isfinite(cell):
            sheet.write_number(row, column, cell, style)
        elif isinstance(cell, date | datetime) and cell.year >= 1900:
            sheet.write_datetime(row, column, cell, self._date)
        else:
            sheet.write_string(row, column, str(cell), style)

    def heads(self, row: int, column: int) -> None:
        """The two headings behind the original ones."""
        self._sheet.set_column(column, column + 1, 60)
        self._sheet.write_string(row, column, "Masalah", self._bold)
        self._sheet.write_string(row, column + 1, "Saran", self._bold)
        self._sheet.freeze_panes(row + 1, 0)

    def problem(self, row: int, column: int, entry: BarisGalat) -> None:
        """What is wrong and what to do, behind the original cells."""
        self._sheet.write_string(row, column, clean_text(entry.masalah), self._wrap)
        self._sheet.write_string(row, column + 1, clean_text(entry.saran), self._wrap)

    def merge(self, gabungan: Sequence[Gabungan], atas: Sequence[Sequence[Isi]]) -> None:
        """Merge titles and headings as they were."""
        for (top, left), (bottom, right) in gabungan:
            if bottom < len(atas) and (bottom, right) != (top, left):
                cells = atas[top]
                text = str(cells[left]) if left < len(cells) else ""
                with contextlib.suppress(OverlappingRange):
                    self._sheet.merge_range(top, left, bottom, right, clean_text(text), self._bold)


def number_as_text(cell: Isi) -> str:
    """A NIK or KK that was a number, as text that says no more than is certain."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    if cell != cell or cell in (float("inf"), float("-inf")) or cell != int(cell):
        return repr(cell)
    digits = str(int(cell))
    damaged = len(digits) >= 16 and (digits.endswith("0") or abs(cell) > _EXACT)
    return f"{cell:.14E}" if damaged else digits
