"""The entry journal: every transaction once more, encrypted, in a second file that only grows.

A backup is at most half an hour old; the journal holds what was written since. Before each COMMIT
the statements of the transaction are appended and flushed to the disk, so that a backup plus the
journal is again the very file that was lost, all tables of it (docs/keputusan/0004). The number of
the last transaction stands in the data file too (`sync_state.jurnal`), so at the start both can be
compared: what the file lacks is done again from here.

One segment per backup: `jurnal/<branch>-<n at its start>.jrn` = magic, then records of a length,
its checksum, and a sealed box around deflated msgpack `[n, moment, acts, [[sql, many, parameters],
...]]`. A *branch* is one unbroken history; restoring an older backup begins another one.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import Connection

from sipd_desktop.base.clock import now_text

FOLDER = "jurnal"
STATE = "jurnal"
_MAGIC = b"SIPDJRN1"
_HEAD = struct.Struct(">II")
"""Length of the record and a checksum of it: a wrong length is damage, a short record a stop."""
_CHAIN = "UPDATE tindakan SET prev ="
"""What every intent of a person ends with (`services.catat`); pulled acts do not."""
_READS = ("SELECT", "PRAGMA", "BEGIN", "EXPLAIN")
_log = logging.getLogger(__name__)


def new_branch() -> str:
    """A name for one unbroken history of a file."""
    return os.urandom(4).hex()


def box_of(key: bytes) -> SecretBox:
    """What seals the records: a key derived from the data key, so a backup's key opens it too."""
    return SecretBox(hmac.new(key, b"sipd-jurnal-1", hashlib.sha256).digest())


@dataclass(frozen=True, slots=True)
class Letak:
    """Where a file stands: its branch ("" = never journaled) and the number of the last write."""

    cabang: str = ""
    n: int = 0

    def text(self) -> str:
        """As kept in `sync_state`."""
        return f"{self.cabang}:{self.n}"


def read_letak(text: str) -> Letak:
    """From the text in `sync_state`."""
    branch, _, n = text.partition(":")
    return Letak(branch, int(n)) if branch and n.isdigit() else Letak()


@dataclass(frozen=True, slots=True)
class Catatan:
    """One transaction: its number, when, how many acts of people, its statements."""

    n: int
    waktu: str
    tindakan: int
    perintah: tuple[tuple[str, bool, Any], ...]


@dataclass(slots=True)
class Segmen:
    """One file of the journal; `utuh` is where its last whole record ends."""

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
    """What reading a segment left: where the last whole record ends, and whether more follows."""

    akhir: int = 0
    rusak: bool = False
    """Bytes after `akhir` are not a record that was cut off by a stop, but damage."""


def read_segmen(path: Path, box: SecretBox, left: Bacaan, *, sudah: int = 0) -> Iterator[Catatan]:
    """Records in order up to the first that is not whole; `left` tells how it ended.

    Those numbered up to `sudah` are checked (their seal) but not unpacked: only their number is
    given. A start after a day of imports would else unpack all of them to do nothing.
    """
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            left.rusak = path.stat().st_size >= len(_MAGIC)
            return
        left.akhir = file.tell()
        while head := file.read(_HEAD.size):
            if len(head) < _HEAD.size or not any(head):
                left.rusak = any(head + file.read()) and len(head) == _HEAD.size
                return  # cut off by a stop, or room that was given but never written
            size, crc = _HEAD.unpack(head)
            sealed = file.read(size) if crc == zlib.crc32(head[:4]) else b""
            if len(sealed) < size:
                left.rusak = not sealed
                return
            record = _unseal(box, sealed, sudah)
            if record is None:
                left.rusak = True
                return
            left.akhir = file.tell()
            yield record


def _unseal(box: SecretBox, sealed: bytes, sudah: int) -> Catatan | None:
    try:
        packed = box.decrypt(sealed)
        known = _number(zlib.decompressobj().decompress(packed, 16)) if sudah else None
        if known is not None and known <= sudah:
            return Catatan(known, "", 0, ())
        n, moment, acts, commands = msgspec.msgpack.decode(zlib.decompress(packed))
        return Catatan(n, moment, acts, tuple((s, bool(m), p) for s, m, p in commands))
    except (CryptoError, zlib.error, msgspec.DecodeError, ValueError, TypeError):
        return None


_WIDTH = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
"""Bytes of a msgpack number after these heads."""


def _number(head: bytes) -> int | None:
    """`n` from the first bytes of a record (msgpack: list of four, then a number); else None."""
    if len(head) < 10 or head[0] != 0x94:
        return None
    if head[1] < 0x80:
        return head[1]
    width = _WIDTH.get(head[1])
    return None if width is None else int.from_bytes(head[2 : 2 + width], "big")


class Jurnal:
    """The open journal of one open file; every call comes from the one write lane of `Buku`."""

    def __init__(self, folder: Path, key: bytes, letak: Letak, *, akhir: int = 0) -> None:
        """`akhir`: end of the last whole record of the newest segment (what follows is cut off)."""
        self.folder = folder
        self.letak = letak
        self.gagal = False
        """The disk refused a record: what follows is not in the journal until the next backup."""
        self._box = box_of(key)
        self._file: BinaryIO | None = None
        self._said: list[tuple[str, bool, Any]] = []
        self._acts = 0
        self._end = self._before = 0
        self._next = letak.n
        segments = list_segmen(folder, letak.cabang)
        if segments and akhir:
            self._open(segments[-1].path, akhir)
        else:
            self.begin_segment()

    def _open(self, path: Path, end: int) -> None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._file = os.fdopen(handle, "r+b", buffering=0)
        if end == 0:
            self._file.truncate(0)
            self._file.write(_MAGIC)
            os.fsync(self._file.fileno())
            end = len(_MAGIC)
        self._file.truncate(end)
        self._file.seek(end)
        self._end = end

    def begin_segment(self) -> None:
        """Go on in a new file: after a backup, or when nothing can follow the old one."""
        self.close()
        path = self.folder / FOLDER / f"{self.letak.cabang}-{self.letak.n:012d}.jrn"
        try:
            path.parent.mkdir(mode=0o700, exist_ok=True)
            self._open(path, 0)
            self.gagal = False
        except OSError:
            self.gagal = True

    @property
    def bytes(self) -> int:
        """Size of the segment that is being written."""
        return self._end

    def note(self, statement: str, parameters: Any, *, many: bool) -> None:
        """A statement of the running transaction that changed something."""
        head = statement.lstrip()[:8].upper()
        if not head.startswith(_READS):
            self._said.append((statement, many, parameters))
            if statement.startswith(_CHAIN):
                self._acts += len(parameters) if many else 1

    def seal(self, conn: Connection) -> None:
        """Last thing before COMMIT: number the transaction in the file, append it, flush it."""
        if not self._said:
            return
        said, acts = self._said, self._acts
        self._said = []
        now = Letak(self.letak.cabang, self.letak.n + 1)
        self._next = now.n
        conn.exec_driver_sql(
            "INSERT INTO sync_state(kunci, nilai) VALUES (?, ?) "
            "ON CONFLICT(kunci) DO UPDATE SET nilai = excluded.nilai",
            (STATE, now.text()),
        )
        if self.gagal or self._file is None:
            return
        raw = msgspec.msgpack.encode([now.n, now_text(), acts, said])
        sealed = bytes(self._box.encrypt(zlib.compress(raw, 1)))
        self._before = self._end
        try:
            length = struct.pack(">I", len(sealed))
            record = length + struct.pack(">I", zlib.crc32(length)) + sealed
            self._file.write(record)
            os.fsync(self._file.fileno())
            self._end += len(record)
        except OSError as error:  # the record itself must not fail for its second copy
            _log.error("jurnal tidak bisa ditulis: %s", error.errno)
            self._cut(self._before)
            self.gagal = True

    def kept(self) -> None:
        """The transaction was committed."""
        self.letak = Letak(self.letak.cabang, self._next)
        self._said, self._acts, self._before = [], 0, 0

    def drop(self) -> None:
        """The transaction was taken back: so is its record."""
        if self._before:
            self._cut(self._before)
        self._next = self.letak.n
        self._said, self._acts, self._before = [], 0, 0

    def _cut(self, end: int) -> None:
        assert self._file is not None
        try:
            self._file.truncate(end)
            self._file.seek(end)
            os.fsync(self._file.fileno())
            self._end = end
        except OSError:
            self.gagal = True

    def close(self) -> None:
        """Close the file; everything was flushed before."""
        if self._file is not None:
            self._file.close()
            self._file = None
