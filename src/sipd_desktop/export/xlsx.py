"""XLSX from a sheet or a plain table: every text a text cell, never a formula, never a link.

Written in memory (the library's own temporary files would hold names in clear) and put in place
by `atomic_write`. Paper, direction and page numbers follow the sheet, so that it can be printed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.export.sel import Sel, clean_text
from sipd_desktop.export.xlsx_lembar import SheetWriter
from sipd_desktop.spec.lembar import Kolom, Lembar

NAMA_LENGKAP = "SIPD Desktop (Sistem Informasi Posyandu Desa)"
MAX_ROWS = 1_000_000
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_PAPER = {"A4": 9, "F4": 14}  # 14 = Folio, the nearest a spreadsheet knows to 215 x 330
_BAD_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def write_xlsx(path: Path, lembar: Lembar) -> None:
    """The whole sheet in one worksheet. Raises the UserError of `atomic_write`."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": clean_text(lembar.judul), "created": clock.now()})
        sheet = book.add_worksheet(sheet_name(lembar.judul))
        SheetWriter(book, sheet).write(lembar)
        sheet.set_paper(_PAPER[lembar.kertas])
        if lembar.arah == "mendatar":
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{NAMA_LENGKAP}&Rhalaman &P dari &N")
    atomic_write(path, out.getvalue())


def write_tabel_xlsx(
    path: Path, kolom: Sequence[Kolom], baris: Iterable[Sequence[Sel]], *, nama: str = "Data"
) -> None:
    """A plain list: titles in row 1 (frozen, with a filter), one row per record.

    Raises UserError `tabel-terlalu-besar` above 1,000,000 rows, else as `atomic_write`.
    """
    rows = [tuple(row) for row in baris]
    if len(rows) > MAX_ROWS:
        raise UserError("tabel-terlalu-besar", jumlah=len(rows))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": clock.now()})
        sheet = book.add_worksheet(sheet_name(nama))
        writer = SheetWriter(book, sheet)
        writer.write_plain(kolom, rows)
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(kolom) - 1)
    atomic_write(path, out.getvalue())


def sheet_name(text: str) -> str:
    """A title as a worksheet name: at most 31 characters, without the forbidden ones."""
    return (" ".join(_BAD_NAME.sub(" ", text).split())[:31].strip()) or "Lembar"
