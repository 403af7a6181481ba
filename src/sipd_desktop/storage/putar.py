"""Doing again what the journal holds and the data file lacks, one transaction per record.

Used on a file taken from a backup, and at the start on a file whose last writes were lost with its
`-wal`. Records must follow each other without a gap; the first that is missing or damaged ends it,
and what could not be done is counted, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.storage.jurnal import STATE, Letak, box_of, read_letak
from sipd_desktop.storage.jurnal_baca import Bacaan, Catatan, list_segmen, read_segmen


@dataclass(slots=True)
class Putaran:
    """Where the file stands afterwards; saves done again; saves that are known to be missing.

    `akhir` is the end of the last whole record of the newest segment, 0 when a new segment must
    begin; `putus`: the journal was not whole, so more may be missing than is known.
    """

    letak: Letak
    simpanan: int = 0
    hilang: int = 0
    putus: bool = False
    akhir: int = 0
    terakhir: str = ""
    """When the last record was written."""


def letak_of(conn: Any) -> Letak:
    """Where the journal stood when this file was written."""
    try:
        row = conn.execute("SELECT nilai FROM sync_state WHERE kunci = ?", (STATE,)).fetchone()
    except sqlcipher.Error:
        return Letak()
    return read_letak(str(row[0])) if row and row[0] else Letak()


def replay(conn: Any, folder: Path, key: bytes) -> Putaran:
    """Bring the file of this raw connection up to the end of its journal."""
    found = Putaran(letak_of(conn))
    if not found.letak.cabang:
        return found
    for record in _follow(folder, key, found):
        if record.n <= found.letak.n:
            continue
        if found.putus or record.n != found.letak.n + 1 or not _apply(conn, record, found.letak):
            found.putus = True
            found.hilang += record.tindakan > 0
            continue
        found.letak = Letak(found.letak.cabang, record.n)
        found.simpanan += record.tindakan > 0
        found.terakhir = record.waktu
    segments = list_segmen(folder, found.letak.cabang)
    if segments and segments[-1].mulai > found.letak.n:  # a stretch between two segments is gone
        found.putus = True
    if found.putus:
        found.akhir = 0
    return found


def _follow(folder: Path, key: bytes, found: Putaran) -> Iterator[Catatan]:
    """All readable records of the branch in order; damage between them is noted in `found`."""
    box = box_of(key)
    segments = list_segmen(folder, found.letak.cabang)
    last = 0
    for number, segment in enumerate(segments):
        left = Bacaan()
        for record in read_segmen(segment.path, box, left, sudah=found.letak.n):
            last = record.n
            yield record
        if number == len(segments) - 1:  # in an older one the gap of numbers tells
            found.putus = found.putus or left.rusak
            found.akhir = left.akhir if max(last, segment.mulai) >= found.letak.n else 0


def _apply(conn: Any, record: Catatan, before: Letak) -> bool:
    conn.execute("BEGIN IMMEDIATE")
    try:
        for sql, many, values in record.perintah:
            if many:
                conn.executemany(sql, [_bound(row) for row in values])
            else:
                conn.execute(sql, _bound(values))
        conn.execute(
            "INSERT INTO sync_state(kunci, nilai) VALUES (?, ?) "
            "ON CONFLICT(kunci) DO UPDATE SET nilai = excluded.nilai",
            (STATE, Letak(before.cabang, record.n).text()),
        )
        conn.execute("COMMIT")
    except (sqlcipher.Error, TypeError, ValueError):
        conn.execute("ROLLBACK")
        return False
    return True


def _bound(values: Any) -> Any:
    """msgpack gives lists where the driver wants tuples."""
    return values if isinstance(values, dict) else tuple(values or ())
