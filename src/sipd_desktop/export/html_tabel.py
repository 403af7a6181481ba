"""Tables of an HTML page that calls itself .xls: cells, spans, line breaks; nothing is fetched.

The XML that Excel 2003 and some web applications write (`Row`, `Cell`, `Data`) is read alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from sipd_desktop.base.errors import UserError

MAKS_SEL = 2_000_000
_MAKS_SPAN = 1000
_NIK = 16
_SILENT = {"script", "style", "head"}


@dataclass
class TabelHtml:
    """One table: rows of text, and merged areas as ((row, column), (row, column)), from 0."""

    baris: list[list[str]] = field(default_factory=list)
    gabungan: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def place(self, row: int, text: str, width: int, height: int, column: int = 0) -> None:
        """Put a cell at the first free place of a row, or of its part from `column` on."""
        while (row, column) in self._taken:
            column += 1
        line = self.baris[row]
        line.extend([""] * (column + 1 - len(line)))
        line[column] = text
        if width > 1 or height > 1:
            self.gabungan.append(((row, column), (row + height - 1, column + width - 1)))
        for r in range(row, row + height):
            self._taken.update((r, c) for c in range(column, column + width))


def read_html(text: str) -> list[TabelHtml]:
    """All tables in reading order; an inner table comes as a table of its own."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [t for t in reader.tables if any(any(c.strip() for c in row) for row in t.baris)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[TabelHtml] = []
        self._open: list[TabelHtml] = []
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._column = 0
        self._is_number = False
        self._silent = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._open.append(TabelHtml())
            self.tables.append(self._open[-1])
        elif tag in ("tr", "row") and self._open:
            self._end_cell()
            rows = self._open[-1].baris
            while len(rows) + 1 < _span(dict(attrs), "ss:index"):
                rows.append([])
            rows.append([])
        elif tag in ("td", "th", "cell") and self._open:
            self._end_cell()
            given = dict(attrs)
            self._cell, self._span = [], (_lebar(given, "colspan"), _lebar(given, "rowspan"))
            self._column = _span(given, "ss:index") - 1
        elif tag == "data":
            self._is_number = (dict(attrs).get("ss:type") or "").casefold() == "number"
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr", "cell", "row"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            self._cell = None
            return
        table = self._open[-1]
        if not table.baris:
            table.baris.append([])
        width, height = self._span
        self._cells += width * height + self._column
        if self._cells > MAKS_SEL:
            raise UserError("impor-berkas-terlalu-besar")
        text = "".join(self._cell).strip()
        if self._is_number and len(text) == _NIK and text.isdigit():
            text += ".0"  # a number, of which a spreadsheet keeps 15 digits
        table.place(len(table.baris) - 1, text, width, height, self._column)
        self._cell, self._column, self._is_number = None, 0, False


_XML = {"colspan": "ss:mergeacross", "rowspan": "ss:mergedown"}


def _lebar(attrs: dict[str, str | None], name: str) -> int:
    """Columns or rows of a cell; the XML counts only those beyond the first."""
    further = (attrs.get(_XML[name]) or "").strip()
    if further.isascii() and further.isdigit():
        return min(int(further) + 1, _MAKS_SPAN)
    return _span(attrs, name)


def _span(attrs: dict[str, str | None], name: str) -> int:
    value = (attrs.get(name) or "").strip()
    return max(1, min(int(value), _MAKS_SPAN)) if value.isascii() and value.isdigit() else 1
