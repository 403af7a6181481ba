"""Walk an old .xls (OLE package, BIFF records) before the reader does, and refuse impossible ones.

A damaged column number makes the reader ask for 34 GB at once and abort the whole program. This
walk finds the workbook stream and the outline of its cells; it keeps no content.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from sipd_desktop.base.errors import UserError

KOLOM_MAKS = 256
_END = 0xFFFFFFFA  # and above: end of chain, free, FAT markers
_STREAMS = ("workbook", "book")
# NUMBER LABEL LABELSST RK FORMULA BOOLERR RSTRING, MULRK, and the older forms
_CELLS = frozenset((0x0203, 0x0204, 0x00FD, 0x027E, 0x0006, 0x0205, 0x00D6, 0x0003, 0x0004, 0x0002))
_MULRK = 0x00BD
_BOF = frozenset((0x0809, 0x0409, 0x0209, 0x0009))
_EOF = 0x000A
_FILEPASS = 0x002F
_BOUNDSHEET = 0x0085
_DIMENSIONS = 0x0200
_SST = 0x00FC


def check_xls(data: bytes, maks_sel: int) -> None:
    """Raise `impor-berkas-rusak`, `impor-berkas-bersandi` or `impor-berkas-terlalu-besar`."""
    try:
        stream = _workbook(data)
        _check_records(stream, maks_sel)
    except (struct.error, IndexError, ValueError) as error:
        raise UserError("impor-berkas-rusak") from error


def _check_records(stream: bytes, maks_sel: int) -> None:
    walk = _Walk(maks_sel)
    for at, kind, body in _records(stream):
        walk.take(at, kind, body)
        if not walk.starts:
            raise ValueError("no beginning")
        if walk.depth == 0 and kind == _EOF and walk.sheets <= walk.starts:
            break  # what follows the last sheet is filling
    if walk.depth > 0 or not walk.sheets <= walk.starts:
        raise ValueError("sheets")
    walk.end_sheet()


class _Walk:
    """Where sheets begin, and how large their outline is."""

    def __init__(self, maks_sel: int) -> None:
        self.depth = 0
        self.sheets: set[int] = set()
        self.starts: set[int] = set()
        self._maks = maks_sel
        self._total = self._row = self._column = 0

    def take(self, at: int, kind: int, body: bytes) -> None:
        """One record."""
        if kind in _CELLS or kind == _MULRK:
            row, column = _place(kind, body)
            self._row, self._column = max(self._row, row + 1), max(self._column, column + 1)
        elif kind in _BOF:
            self.starts.add(at)
            self.depth += 1
            self.end_sheet()
        elif kind == _EOF:
            self.depth = max(self.depth - 1, 0)
        elif kind == _BOUNDSHEET:
            self.sheets.add(struct.unpack_from("<I", body)[0])
        elif kind == _DIMENSIONS:
            _check_dimensions(body, self._maks)
        elif kind == _SST and struct.unpack_from("<4xi", body)[0] < 0:
            raise ValueError("strings")
        elif kind == _FILEPASS:
            raise UserError("impor-berkas-bersandi")

    def end_sheet(self) -> None:
        """Count the sheet that was walked."""
        self._total += self._row * self._column
        self._row = self._column = 0
        if self._total > self._maks:
            raise UserError("impor-berkas-terlalu-besar")


def _place(kind: int, body: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", body)
    if kind == _MULRK:
        column = max(column, *struct.unpack_from("<H", body, len(body) - 2))
    if column >= KOLOM_MAKS:
        raise ValueError("column")
    return row, column


def _check_dimensions(body: bytes, maks_sel: int) -> None:
    """The declared outline of a sheet: the reader sets memory aside for all of it."""
    first, last, left, right = struct.unpack_from("<IIHH" if len(body) >= 14 else "<HHHH", body)
    if last > 65_536 or right > KOLOM_MAKS or first > last or left > right:
        raise ValueError("outline")
    if (last - first) * (right - left) > maks_sel:
        raise UserError("impor-berkas-terlalu-besar")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(place, kind, content) of each record from the first to the last whole one."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if len(body) < size:
            raise ValueError("record beyond the end")
        yield at, kind, body
        at += 4 + size


class _Ole:
    """Sectors and chains of an OLE package; loops and wild numbers end as ValueError."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self.size = 1 << shift
        head = struct.unpack_from("<10I", data, 44)
        self.directory, self.cutoff, self.mini_start = head[1], head[3], head[4]
        self.fat = self._fat(head[6])

    def _fat(self, difat: int) -> list[int]:
        sectors = [n for n in struct.unpack_from("<109I", self.data, 76) if n < _END]
        seen = 0
        while difat < _END:
            words = self._words(difat)
            sectors += [n for n in words[:-1] if n < _END]
            difat, seen = words[-1], seen + 1
            if seen > len(self.data) // self.size:
                raise ValueError("loop")
        return [word for number in sectors for word in self._words(number)]

    def sector(self, number: int) -> bytes:
        """One sector; the last may be short."""
        start = (number + 1) * self.size
        if start >= len(self.data):
            raise ValueError("beyond the end")
        return self.data[start : start + self.size]

    def _words(self, number: int) -> tuple[int, ...]:
        raw = self.sector(number)
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def chain(self, start: int) -> bytes:
        """The bytes of a chain of sectors."""
        parts, number = [], start
        while number < _END:
            parts.append(self.sector(number))
            number = self.fat[number]
            if len(parts) > len(self.data) // self.size + 1:
                raise ValueError("loop")
        return b"".join(parts)

    def mini_chain(self, start: int, root: int) -> bytes:
        """The bytes of a chain in the mini stream, which the root entry holds."""
        table = self.chain(self.mini_start)
        links = struct.unpack(f"<{len(table) // 4}I", table)
        store = self.chain(root)
        parts, number = [], start
        while number < _END:
            parts.append(store[number * 64 : number * 64 + 64])
            number = links[number]
            if len(parts) > len(links):
                raise ValueError("loop")
        return b"".join(parts)


def _workbook(data: bytes) -> bytes:
    ole = _Ole(data)
    directory = ole.chain(ole.directory)
    (root,) = struct.unpack_from("<I", directory, 116)
    for at in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if name.lower() in _STREAMS:
            start, size = struct.unpack_from("<II", directory, at + 116)
            body = ole.mini_chain(start, root) if size < ole.cutoff else ole.chain(start)
            return body[:size]
    raise ValueError("no workbook")
