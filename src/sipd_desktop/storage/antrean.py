"""What waits to be sent, counted from the tables and never remembered; and where the exchange is.

`sync_dirty` = changed since the last freeze; `outbox` = frozen, numbered, its bytes fixed. `Letak`
is the position of this laptop in its own numbering; it is stored only in the transaction whose
effect it describes.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.tables import PENDING, REJECTED
from sipd_desktop.wire.chain import ZERO

KEEP_DAYS = 60
"""Acknowledged entries stay this long: a restored central store asks for them again."""


@dataclass(frozen=True, slots=True)
class Letak:
    """Incarnation; last number frozen and its chain link; last number acknowledged and its link."""

    inkarnasi: int
    n_akhir: int
    rantai_akhir: str
    acked_n: int
    rantai: str


def load_letak(conn: Connection) -> Letak:
    """Where this laptop stands."""
    return Letak(
        inkarnasi=int(get_state(conn, "inkarnasi", "0")),
        n_akhir=int(get_state(conn, "n_akhir", "0")),
        rantai_akhir=get_state(conn, "rantai_akhir", ZERO),
        acked_n=int(get_state(conn, "acked_n", "0")),
        rantai=get_state(conn, "rantai", ZERO),
    )


def store_frozen(conn: Connection, n: int, chain: str) -> None:
    """Entries up to `n` are numbered now."""
    set_state(conn, "n_akhir", n)
    set_state(conn, "rantai_akhir", chain)


def store_acked(conn: Connection, n: int, chain: str) -> None:
    """Entries up to `n` are acknowledged now."""
    set_state(conn, "acked_n", n)
    set_state(conn, "rantai", chain)


def count_dirty(conn: Connection) -> int:
    """Rows changed since the last freeze."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM sync_dirty").scalar_one())


def count_queued(conn: Connection) -> int:
    """Frozen entries without a receipt."""
    sql = f"SELECT count(*) FROM outbox WHERE {PENDING} AND state = 'queued'"
    return int(conn.exec_driver_sql(sql).scalar_one())


def count_unsent(conn: Connection) -> int:
    """Everything on this laptop the centre has not confirmed."""
    return count_dirty(conn) + count_queued(conn)


@dataclass(frozen=True, slots=True)
class Ditolak:
    """An entry the centre has set aside: its number, record, and why (code, field)."""

    n: int
    tbl: str
    id: str
    code: str
    field: str | None


def list_ditolak(conn: Connection) -> list[Ditolak]:
    """Entries set aside and not yet replaced by a later one, oldest first."""
    rows = conn.exec_driver_sql(
        f"SELECT n, tbl, id, reason, field FROM outbox WHERE {REJECTED} ORDER BY inkarnasi, n"
    )
    return [Ditolak(*row) for row in rows]


def mark_dirty(conn: Connection, tbl: str, row_id: str, moment: str) -> None:
    """Have a row frozen anew although nothing in it changed: what was set aside goes out again."""
    conn.exec_driver_sql(
        "INSERT INTO sync_dirty(tbl, id, since) VALUES (?, ?, ?) ON CONFLICT(tbl, id) DO NOTHING",
        (tbl, row_id, moment),
    )


def prune_acked(conn: Connection, before: str, limit: int = 500) -> int:
    """Drop acknowledged entries older than an instant; returns how many went (0: done)."""
    rows = conn.exec_driver_sql(
        f"SELECT inkarnasi, n, acked_at FROM outbox WHERE NOT {PENDING} "
        "ORDER BY inkarnasi, n LIMIT ?",
        (limit,),
    ).all()
    old = [(row.inkarnasi, row.n) for row in rows if (row.acked_at or "") < before]
    if old:
        conn.exec_driver_sql("DELETE FROM outbox WHERE inkarnasi = ? AND n = ?", old)
    return len(old)
