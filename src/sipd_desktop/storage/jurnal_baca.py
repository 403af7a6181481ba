"""Reading the journal: whole transactions in order, a large one a part at a time.

A segment is a magic, then records of a length, its checksum, and a sealed box around deflated
msgpack `[n, moment, acts, [[sql, many, parameters], ...]]`. A transaction too large for memory is
several records of one number: parts, which carry a fifth element, then the one that ends it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

FOLDER = "jurnal"
MAGIC = b"SIPDJRN1"
_HEAD = struct.Struct(">II")
"""Length of the record and a checksum of it: a wrong length is damage, a short record a stop."""
_WIDTH = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
"""Bytes of a msgpack number after these heads."""
_WHOLE, _PART = 0x94, 0x95
"""First byte of a record: msgpack for a list of four, or of five."""
Perintah = tuple[str, bool, Any]


@dataclass(frozen=True, slots=True)
class Catatan:
    """One transaction: its number, when, how many acts of people, its statements."""

    n: int
    waktu: str
    tindakan: int
    perintah: Iterable[Perintah]


@dataclass(frozen=True, slots=True)
class _Terbagi:
    """The statements of a transaction in parts, read anew each time; ValueError when it cannot."""

    path: Path
    box: SecretBox
    bagian: tuple[tuple[int, int], ...]
    """Place and length of each sealed part."""
    akhir: Iterable[Perintah]

    def __iter__(self) -> Iterator[Perintah]:
        with self.path.open("rb") as file:
            for place, size in self.bagian:
                file.seek(place)
                packed = _unseal(self.box, file.read(size))
                part = _unpack(packed) if packed is not None else None
                if part is None:
                    raise ValueError("bagian jurnal")
                yield from part.perintah
        yield from self.akhir


@dataclass(slots=True)
class Segmen:
    """One file of the journal; `mulai` is the number of the last transaction before it."""

    path: Path
    cabang: str
    mulai: int


def list_segmen(folder: Path, cabang: str = "") -> list[Segmen]:
    """Segments of a data folder by number, of one branch or of all."""
    found = []
    for path in (folder / FOLDER).glob("*.jrn"):
        branch, _, start = path.stem.partition("-")
        if start.isdigit() and cabang in ("", branch):
            found.append(Segmen(path, branch, int(start)))
    return sorted(found, key=lambda s: (s.cabang, s.mulai))


@dataclass(slots=True)
class Bacaan:
    """What reading a segment left: where the last whole transaction ends, whether more follows."""

    akhir: int = 0
    rusak: bool = False
    """Bytes after `akhir` are not a record that was cut off by a stop, but damage."""


def read_segmen(path: Path, box: SecretBox, left: Bacaan, *, sudah: int = 0) -> Iterator[Catatan]:
    """Transactions in order up to the first that is not whole; `left` tells how it ended.

    Those numbered up to `sudah` are checked (their seal) but not unpacked: only their number is
    given. A start after a day of imports would else unpack all of them to do nothing.
    """
    parts: list[tuple[int, int]] = []
    number = 0
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            left.rusak = path.stat().st_size >= len(MAGIC)
            return
        left.akhir = file.tell()
        while head := file.read(_HEAD.size):
            if len(head) < _HEAD.size or not any(head):
                left.rusak = any(head + file.read()) and len(head) == _HEAD.size
                return  # cut off by a stop, or room that was given but never written
            size, crc = _HEAD.unpack(head)
            place = file.tell()
            sealed = file.read(size) if crc == zlib.crc32(head[:4]) else b""
            if len(sealed) < size:
                left.rusak = not sealed
                return
            packed = _unseal(box, sealed)
            n, is_part = _begin(packed) if packed is not None else (0, False)
            if packed is None or (parts and n != number):
                left.rusak = True
                return
            if is_part:
                parts.append((place, size))
                number = n
                continue
            record = Catatan(n, "", 0, ()) if 0 < n <= sudah else _unpack(packed)
            if record is None:
                left.rusak = True
                return
            if parts:
                told = _Terbagi(path, box, tuple(parts), record.perintah)
                record = Catatan(record.n, record.waktu, record.tindakan, told)
                parts = []
            left.akhir = file.tell()
            yield record


def _unseal(box: SecretBox, sealed: bytes) -> bytes | None:
    try:
        return box.decrypt(sealed)
    except (CryptoError, ValueError, TypeError):
        return None


def _unpack(packed: bytes) -> Catatan | None:
    try:
        n, moment, acts, commands, *_ = msgspec.msgpack.decode(zlib.decompress(packed))
        return Catatan(n, moment, acts, tuple((s, bool(m), p) for s, m, p in commands))
    except (zlib.error, msgspec.DecodeError, ValueError, TypeError):
        return None


def _begin(packed: bytes) -> tuple[int, bool]:
    """(number, whether a part) from the first bytes of a record; number 0 when it is not plain."""
    try:
        head = zlib.decompressobj().decompress(packed, 16)
    except zlib.error:
        return 0, False
    if len(head) < 10 or head[0] not in (_WHOLE, _PART):
        return 0, False
    if head[1] < 0x80:
        return head[1], head[0] == _PART
    width = _WIDTH.get(head[1], 0)
    return int.from_bytes(head[2 : 2 + width], "big"), head[0] == _PART
