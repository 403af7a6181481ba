"""Refuse spreadsheet packages that would exhaust the laptop before the reader opens them.

The reader builds a dense grid from the first to the last cell: one value in XFD1048576, or an ODS
row repeated a million times, asks for half a terabyte and aborts the whole program. So the XML is
walked first: unpacked size, check sums, and the outline of the cells that hold something.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from sipd_desktop.base.errors import UserError

MAKS_BERKAS = 64 * 2**20
MAKS_TERURAI = 400 * 2**20
MAKS_SEL = 8_000_000
_CHUNK = 1 << 20
_OVERLAP = 512

# a cell with content in column AA or later, or in row 100,000 or later
_FAR_CELL = re.compile(
    rb"<(?:\w+:)?c\s[^<>]{0,200}?\br\s*=\s*[\"'](?:([A-Z]{2,3})(\d+)|[A-Z](\d{6,}))[\"']"
    rb"[^<>]{0,200}?(?<!/)>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]{0,300}?\br\s*=\s*[\"'](\d+)[\"']")
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r\s*=)\w+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>")


def check_xlsx(data: bytes) -> None:
    """Raise `impor-berkas-terlalu-besar` or `impor-berkas-rusak` for a package not safe to open."""
    with _open(data) as pack:
        for _, chunks in _members(pack):  # a sheet may lie under any name
            _check_outline(chunks)


def check_ods(data: bytes) -> None:
    """The same for an OpenDocument spreadsheet."""
    with _open(data) as pack:
        for name, chunks in _members(pack):
            scan = _OdsOutline() if name == "content.xml" else None
            for chunk in chunks:
                if scan:
                    scan.feed(chunk)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UserError("impor-berkas-rusak") from error


def _members(pack: zipfile.ZipFile) -> Iterator[tuple[str, Iterator[bytes]]]:
    infos = [i for i in pack.infolist() if i.filename.lower().endswith((".xml", ".rels"))]
    if sum(i.file_size for i in infos) > MAKS_TERURAI:
        raise UserError("impor-berkas-terlalu-besar")
    for info in infos:
        yield info.filename.replace("\\", "/").lower(), _chunks(pack, info)


def _chunks(pack: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked member; a wrong size or check sum ends as a damaged file."""
    try:
        with pack.open(info) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UserError("impor-berkas-rusak") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UserError("impor-berkas-rusak") from error


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_outline(chunks: Iterator[bytes]) -> None:
    last_row, last_column, bare, tail = 1, 26, False, b""
    for chunk in chunks:
        block = tail + chunk
        for letters, row, far_row in _FAR_CELL.findall(block):
            last_row = max(last_row, int(row or far_row))
            last_column = max(last_column, _column(letters))
        rows = _ROW.findall(block)
        if rows:
            bare = bare or _BARE_CELL.search(block) is not None
            near = max(map(int, rows))
            if near < 100_000 or bare:  # far rows without a far cell hold only formatting
                last_row = max(last_row, near)
        tail = block[-_OVERLAP:]
        if last_row * last_column > MAKS_SEL:
            raise UserError("impor-berkas-terlalu-besar")


class _OdsOutline:
    """Counts rows and columns up to the last cell that holds something, repeats included."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._row = self._column = self._last_column = 0
        self._repeat = 1
        self._filled = False

    def feed(self, chunk: bytes) -> None:
        """Read on; raises the UserError of `check_ods`."""
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError as error:
            raise UserError("impor-berkas-rusak") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(":table"):
            self._row = self._last_column = 0
        elif name.endswith(":table-row"):
            self._repeat = _repeat(attributes, "number-rows-repeated")
            self._row += self._repeat
            self._column = 0
        elif name.endswith("table-cell"):
            self._column += _repeat(attributes, "number-columns-repeated")
            if any(key.endswith(":value-type") for key in attributes):
                self._last_column = max(self._last_column, self._column)
                if self._row * self._last_column > MAKS_SEL:
                    raise UserError("impor-berkas-terlalu-besar")


def _repeat(attributes: dict[str, str], name: str) -> int:
    for key, value in attributes.items():
        if key.endswith(name):
            return min(int(value), 1 << 24) if value.isdigit() else 1
    return 1
