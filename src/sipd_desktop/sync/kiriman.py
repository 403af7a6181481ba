"""Batches out of the outbox: how many entries at once, and the packed body that carries them.

The size follows the line: about ten seconds of what it carried last time, so that a cut costs
little on a slow line and a fast one is not slowed by round trips. First ever: 50 changes.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from sipd_desktop.bidang import SKEMA
from sipd_desktop.storage.antrean import Letak
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.wire.messages import TindakanHead, join_push

FIRST, MOST = 50, 500
TARGET_S = 10.0
LEAST_BYTES, MOST_BYTES = 2_000, 256_000
MAX_INFLATED = 4_000_000
_FAST = 1_000_000.0
"""Bytes per second from which packing harder costs more time than it saves."""


@dataclass(slots=True)
class Ukuran:
    """The pace of the line: entries of the next batch, bytes per second, packed bytes per entry."""

    perubahan: int = FIRST
    goodput: float = 0.0
    per_entry: float = 130.0

    @classmethod
    def load(cls, conn: Connection) -> Ukuran:
        """What was learnt last time."""
        goodput = float(get_state(conn, "goodput", "0"))
        return cls(int(get_state(conn, "batas", str(FIRST))), goodput)

    def store(self, conn: Connection) -> None:
        """Keep it for the next exchange."""
        set_state(conn, "goodput", f"{self.goodput:.0f}")
        set_state(conn, "batas", self.perubahan)

    def learn(self, entries: int, packed: int, seconds: float) -> None:
        """A batch went through: the next is half as large again, or as the line allows."""
        rate = packed / max(seconds, 0.001)
        self.goodput = rate if not self.goodput else 0.5 * self.goodput + 0.5 * rate
        self.per_entry = 0.5 * self.per_entry + 0.5 * packed / max(entries, 1)
        target = min(max(self.goodput * TARGET_S, LEAST_BYTES), MOST_BYTES)
        allowed = int(target / self.per_entry)
        grown = allowed if seconds < TARGET_S / 2 else int(self.perubahan * 1.5)
        self.perubahan = max(1, min(grown, allowed, MOST))

    def halve(self) -> None:
        """A batch did not get through."""
        self.perubahan = max(1, self.perubahan // 2)

    @property
    def level(self) -> int:
        """How hard to pack."""
        return 1 if self.goodput > _FAST else 6


@dataclass(frozen=True, slots=True)
class Kiriman:
    """A batch ready to go: numbers `first..last`, the link after it, the packed body."""

    first: int
    last: int
    chain: str
    packed: bytes = field(repr=False)

    @property
    def count(self) -> int:
        """Entries in it."""
        return self.last - self.first + 1


def read_kiriman(
    conn: Connection, letak: Letak, ukuran: Ukuran, *, max_perubahan: int, max_byte: int
) -> Kiriman | None:
    """The batch after `letak.acked_n`, packed; None when nothing is waiting."""
    limit = min(ukuran.perubahan, max_perubahan)
    rows = conn.exec_driver_sql(
        "SELECT n, body, chain, tbl FROM outbox WHERE inkarnasi = ? AND n > ? ORDER BY n LIMIT ?",
        (letak.inkarnasi, letak.acked_n, limit),
    ).all()
    if not rows:
        return None
    size, count = 0, 0
    for row in rows:
        size += len(row.body) + 1
        if count and size > MAX_INFLATED:
            break
        count += 1
    while True:
        packed = _pack(conn, letak, rows[:count], ukuran.level)
        if count == 1 or len(packed) <= max_byte:
            break
        count //= 2
    last = rows[count - 1]
    return Kiriman(rows[0].n, last.n, last.chain, packed)


def _pack(conn: Connection, letak: Letak, rows: Sequence[Row[Any]], level: int) -> bytes:
    return gzip.compress(join_kiriman(conn, letak, rows), level, mtime=0)


def join_kiriman(conn: Connection, letak: Letak, rows: Sequence[Row[Any]]) -> bytes:
    """The push body of these outbox rows (`n`, `body`), which follow `letak`."""
    return join_push(
        incarnation=letak.inkarnasi,
        skema=SKEMA,
        prev_chain=letak.rantai,
        first_n=rows[0].n,
        bodies=[row.body for row in rows],
        tindakan=_tindakan_head(conn, letak, rows[0].n, rows[-1].n),
    )


def _tindakan_head(conn: Connection, letak: Letak, first: int, last: int) -> TindakanHead | None:
    """Head of the tindakan chain after the last act of this laptop in the batch."""
    row = conn.exec_driver_sql(
        "SELECT t.inkarnasi, t.urut, t.h FROM outbox o JOIN tindakan t ON t.id = o.id "
        "WHERE o.inkarnasi = ? AND o.n BETWEEN ? AND ? AND o.tbl = 'tindakan' "
        "AND t.perangkat = ? AND t.h IS NOT NULL ORDER BY o.n DESC LIMIT 1",
        (letak.inkarnasi, first, last, get_state(conn, "device")),
    ).first()
    return None if row is None else TindakanHead(inkarnasi=row[0], urut=row[1], h=row[2])
