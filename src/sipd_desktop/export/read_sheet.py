"""Read a spreadsheet file of any accepted kind into plain rows: xlsx, xlsm, xls, ods, csv, HTML.

Hostile or damaged input ends in a UserError, never in a crash: the kind is taken from the bytes,
the size is checked before the reader allocates, and a panic of the reader is caught.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.csv_baca import read_csv
from sipd_desktop.export.html_tabel import read_html
from sipd_desktop.export.ole_aman import check_xls
from sipd_desktop.export.sniff import Jenis, decode_text, sniff
from sipd_desktop.export.ukuran_aman import MAKS_BERKAS, MAKS_SEL, check_ods, check_xlsx

Isi = int | float | str | bool | time | date | datetime | timedelta
"""A cell: empty is the empty text; numbers of xlsx come as float."""

Gabungan = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LembarBaca:
    """One sheet as it lies in the file, from cell A1: `baris[i]` is row i + 1 of the sheet."""

    nama: str
    baris: Sequence[Sequence[Isi]]
    gabungan: tuple[Gabungan, ...] = ()
    """Merged areas as ((row, column), (row, column)), both ends included, counted from 0."""
    tersembunyi: bool = False


@dataclass(frozen=True, slots=True)
class BerkasBaca:
    """A whole file: its sheets in order, and the SHA-256 that recognises it again."""

    nama: str
    jenis: Jenis
    sha256: str
    lembar: tuple[LembarBaca, ...]


def read_berkas(path: Path) -> BerkasBaca:
    """Read all sheets.

    Raises UserError `impor-berkas-tidak-ada`, `impor-berkas-tak-terbaca`, `impor-berkas-kosong`,
    `impor-bukan-tabel`, `impor-berkas-bersandi`, `impor-berkas-rusak`,
    `impor-berkas-terlalu-besar`, each with `berkas` = the file name.
    """
    try:
        data = _read_bytes(path)
        jenis = sniff(data)
        sheets = _read_sheets(data, jenis)
        if not any(_has_content(s) for s in sheets):
            raise UserError("impor-berkas-kosong")
    except UserError as error:
        error.params.setdefault("berkas", path.name)
        raise
    return BerkasBaca(path.name, jenis, hashlib.sha256(data).hexdigest(), tuple(sheets))


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UserError("impor-berkas-tidak-ada")
        if path.stat().st_size > MAKS_BERKAS:
            raise UserError("impor-berkas-terlalu-besar")
        return path.read_bytes()
    except OSError as error:
        raise UserError("impor-berkas-tak-terbaca") from error


def _has_content(sheet: LembarBaca) -> bool:
    return any(cell != "" for row in sheet.baris for cell in row)


def _read_sheets(data: bytes, jenis: Jenis) -> list[LembarBaca]:
    if jenis == "csv":
        return [LembarBaca("CSV", read_csv(decode_text(data)))]
    if jenis == "html":
        tables = read_html(decode_text(data))
        return [
            LembarBaca(f"Tabel {n}", t.baris, tuple(t.gabungan)) for n, t in enumerate(tables, 1)
        ]
    if jenis == "xlsx":
        check_xlsx(data)
    elif jenis == "ods":
        check_ods(data)
    else:
        check_xls(data, MAKS_SEL)
    return _read_workbook(data)


def _read_workbook(data: bytes) -> list[LembarBaca]:
    try:
        return _load(data)
    except UserError:
        raise
    except CalamineError as error:
        locked = "password" in str(error).lower() or type(error).__name__ == "PasswordError"
        raise UserError("impor-berkas-bersandi" if locked else "impor-berkas-rusak") from error
    except MemoryError as error:
        raise UserError("impor-berkas-terlalu-besar") from error
    except BaseException as error:
        # a panic of the reader derives from BaseException; anything else goes on
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise UserError("impor-berkas-rusak") from error
        raise


def _load(data: bytes) -> list[LembarBaca]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    cells = 0
    for number, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(number)
        hidden = meta.visible != SheetVisibleEnum.Visible
        if sheet.end is None:
            sheets.append(LembarBaca(meta.name, (), (), hidden))
            continue
        cells += (sheet.end[0] + 1) * (sheet.end[1] + 1)
        if cells > MAKS_SEL:
            raise UserError("impor-berkas-terlalu-besar")
        rows = _rows(sheet)
        merged = tuple(sheet.merged_cell_ranges or ())
        sheets.append(LembarBaca(meta.name, rows, merged, hidden))
    return sheets


def _rows(sheet: CalamineSheet) -> list[list[Isi]]:
    """All rows from cell A1; equal texts and numbers are kept once, for most answers repeat."""
    left: list[Isi] = [""] * (sheet.start[1] if sheet.start else 0)
    texts: dict[str, str] = {}
    numbers: dict[float, float] = {}
    made: list[list[Isi]] = []
    for row in sheet.iter_rows():
        cells = left.copy()
        for cell in row:
            if type(cell) is str:
                cells.append(texts.setdefault(cell, cell))
            elif type(cell) is float:
                cells.append(numbers.setdefault(cell, cell))
            else:
                cells.append(cell)
        made.append(cells)
    return made
