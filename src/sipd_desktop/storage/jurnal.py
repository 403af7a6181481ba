"""The entry journal: every transaction once more, encrypted, in a second file that only grows.

A backup is at most half an hour old; the journal holds what was written since. Before each COMMIT
the statements of the transaction are appended and flushed to the disk, so that a backup plus the
journal is again the very file that was lost, all tables of it (docs/keputusan/0004). The number of
the last transaction stands in the data file too (`sync_state.jurnal`), so at the start both can be
compared: what the file lacks is done again from here.

One segment per backup: `jurnal/<branch>-<n at its start>.jrn`; what its records are is told in
`jurnal_baca`, which reads them. A large transaction leaves memory in parts while it runs. A
*branch* is one unbroken history; restoring an older backup begins another one.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from nacl.secret import SecretBox
from sqlalchemy import Connection

from sipd_desktop.base.clock import now_text
from sipd_desktop.storage.jurnal_baca import FOLDER, MAGIC, list_segmen

STATE = "jurnal"
BAGIAN = 4_000_000
"""Packed bytes of statements from which a part of the transaction is written away."""
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
        self._said: list[msgspec.Raw] = []
        self._acts = self._size = 0
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
            self._file.write(MAGIC)
            os.fsync(self._file.fileno())
            end = len(MAGIC)
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
        if head.startswith(_READS):
            return
        said = msgspec.msgpack.encode((statement, many, parameters))
        self._said.append(msgspec.Raw(said))
        self._size += len(said)
        if statement.startswith(_CHAIN):
            self._acts += len(parameters) if many else 1
        if self._size >= BAGIAN:
            self._append([self.letak.n + 1, now_text(), 0, self._said, True])
            self._said, self._size = [], 0

    def seal(self, conn: Connection) -> None:
        """Last thing before COMMIT: number the transaction in the file, append it, flush it."""
        if not self._said and not self._before:
            return
        now = Letak(self.letak.cabang, self.letak.n + 1)
        self._next = now.n
        said, self._said = self._said, []
        conn.exec_driver_sql(
            "INSERT INTO sync_state(kunci, nilai) VALUES (?, ?) "
            "ON CONFLICT(kunci) DO UPDATE SET nilai = excluded.nilai",
            (STATE, now.text()),
        )
        self._append([now.n, now_text(), self._acts, said], flush=True)

    def _append(self, what: list[Any], *, flush: bool = False) -> None:
        """One record at the end of the file; `_before` is where the transaction began."""
        if self.gagal or self._file is None:
            return
        packed = zlib.compress(msgspec.msgpack.encode(what), 1)
        sealed = bytes(self._box.encrypt(packed))
        self._before = self._before or self._end
        try:
            length = struct.pack(">I", len(sealed))
            record = length + struct.pack(">I", zlib.crc32(length)) + sealed
            self._file.write(record)
            self._end += len(record)
            if flush:
                os.fsync(self._file.fileno())
        except OSError as error:  # the record itself must not fail for its second copy
            _log.error("jurnal tidak bisa ditulis: %s", error.errno)
            self._cut(self._before)
            self.gagal = True

    def kept(self) -> None:
        """The transaction was committed."""
        self.letak = Letak(self.letak.cabang, self._next)
        self._forget()

    def drop(self) -> None:
        """The transaction was taken back: so is its record."""
        if self._before:
            self._cut(self._before)
        self._next = self.letak.n
        self._forget()

    def _forget(self) -> None:
        self._said, self._acts, self._size, self._before = [], 0, 0, 0

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
