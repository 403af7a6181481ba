"""Delimited text: finds the delimiter by the lines themselves; every cell stays text."""

from __future__ import annotations

import csv
import io

from sipd_desktop.base.errors import UserError

MAKS_BARIS = 300_000
_DELIMITERS = ";,\t|"
_SAMPLE_LINES = 80


def read_csv(text: str) -> list[list[str]]:
    """Rows of a CSV with ; , tab or |. Raises UserError `impor-berkas-rusak` or `-terlalu-besar`.

    Excel's first line `sep=;` names the delimiter and is no row of the sheet.
    """
    text = text.replace("\x00", "").rstrip("\x1a")
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"').lower()
    if hint.startswith("sep=") and len(hint) == 5:
        delimiter, text = hint[4], rest
    else:
        delimiter = find_delimiter(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([_tanpa_rumus(cell) for cell in row] if '="' in "".join(row) else row)
            if len(rows) > MAKS_BARIS:
                raise UserError("impor-berkas-terlalu-besar")
    except csv.Error as error:
        raise UserError("impor-berkas-rusak") from error
    return rows


def _tanpa_rumus(cell: str) -> str:
    """`="0123"` is how programs keep a spreadsheet from making a number of it."""
    return cell[2:-1] if len(cell) > 3 and cell.startswith('="') and cell.endswith('"') else cell


def find_delimiter(text: str) -> str:
    """The sign that splits the first lines into most cells, outside of quotes."""
    lines = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    best, delimiter = 0, ";"
    for sign in _DELIMITERS:
        try:
            cells = sum(
                len(row) - 1 for row in csv.reader(io.StringIO(lines, newline=""), delimiter=sign)
            )
        except csv.Error:
            continue
        if cells > best:
            best, delimiter = cells, sign
    return delimiter
