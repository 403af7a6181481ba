"""Receipts: what the centre acknowledged, marked in one transaction per batch.

An accepted entry is folded into the confirmed image of its row; the image is dropped once the row
waits for nothing else. A rejected entry leaves the image as it was, so that a later edit sends the
rejected values again; it becomes `diganti` when such a later entry is accepted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from sipd_desktop.storage.antrean import Letak, store_acked
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.tables import PENDING, SYNCED
from sipd_desktop.sync.beda import Keadaan, read_changes
from sipd_desktop.wire.messages import Change, Rejected

_RANGE = "o.inkarnasi = ? AND o.n BETWEEN ? AND ?"
_WAITS = (
    "(EXISTS (SELECT 1 FROM sync_dirty d WHERE d.tbl = o.tbl AND d.id = o.id) OR EXISTS "
    f"(SELECT 1 FROM outbox p WHERE p.tbl = o.tbl AND p.id = o.id AND p.{PENDING}))"
)
Span = tuple[int, int, int]


def take_receipt(
    conn: Connection,
    letak: Letak,
    last: int,
    chain: str,
    rejected: Sequence[Rejected],
    moment: str,
) -> Letak:
    """Mark the entries up to `last` as acknowledged at `moment`; returns the new position."""
    span = (letak.inkarnasi, letak.acked_n + 1, last)
    conn.exec_driver_sql(
        f"UPDATE outbox AS o SET state = 'acked', acked_at = ? WHERE {_RANGE}", (moment, *span)
    )
    refused = [
        (r.code, r.field, letak.inkarnasi, r.n) for r in rejected if letak.acked_n < r.n <= last
    ]
    if refused:
        conn.exec_driver_sql(
            "UPDATE outbox SET state = 'rejected', reason = ?, field = ? "
            "WHERE inkarnasi = ? AND n = ?",
            refused,
        )
    for tbl, row_id in conn.exec_driver_sql(
        f"SELECT DISTINCT o.tbl, o.id FROM outbox o WHERE {_RANGE} AND o.state = 'acked' "
        f"AND {_WAITS}",
        span,
    ).all():
        _fold(conn, span, tbl, row_id)
    conn.exec_driver_sql(
        "DELETE FROM sync_base WHERE rowid IN (SELECT b.rowid FROM outbox o "
        f"JOIN sync_base b ON b.tbl = o.tbl AND b.id = o.id WHERE {_RANGE} AND NOT {_WAITS})",
        span,
    )
    store_acked(conn, last, chain)
    return replace(letak, acked_n=last, rantai=chain)


def _fold(conn: Connection, span: Span, tbl: str, row_id: str) -> None:
    """Put the accepted entries of a row that still waits into its confirmed image."""
    if tbl not in SYNCED:
        return
    rows = conn.exec_driver_sql(
        f"SELECT o.n, o.body FROM outbox o WHERE {_RANGE} AND o.tbl = ? AND o.id = ? "
        "AND o.state = 'acked' ORDER BY o.n",
        (*span, tbl, row_id),
    ).all()
    codec = codec_of(tbl)
    base = conn.exec_driver_sql(
        "SELECT seq, data FROM sync_base WHERE tbl = ? AND id = ?", (tbl, row_id)
    ).first()
    known = Keadaan(*codec.read_base(base.data)) if base is not None else Keadaan()
    accepted = read_changes(row.body for row in rows)
    for change in accepted:
        known.fold(change)
    data = codec.base_text(known.fields, deleted=known.deleted)
    conn.exec_driver_sql(
        "INSERT INTO sync_base(tbl, id, seq, data) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(tbl, id) DO UPDATE SET data = excluded.data",
        (tbl, row_id, base.seq if base is not None else 0, data),
    )
    _replace_rejected(conn, tbl, row_id, accepted, span[0])


def _replace_rejected(
    conn: Connection, tbl: str, row_id: str, accepted: Sequence[Change], inkarnasi: int
) -> None:
    """Entries set aside whose every value has now gone through in a later one."""
    for row in conn.exec_driver_sql(
        f"SELECT inkarnasi, n, body FROM outbox WHERE tbl = ? AND id = ? AND {PENDING} "
        "AND state = 'rejected'",
        (tbl, row_id),
    ).all():
        (old,) = read_changes([row.body])
        later = [c for c in accepted if row.inkarnasi < inkarnasi or c.n > row.n]
        sent = {key for c in later for key in c.set}
        if later and old.set.keys() <= sent and (old.op == "set" or old.op == later[-1].op):
            conn.exec_driver_sql(
                "UPDATE outbox SET state = 'diganti' WHERE inkarnasi = ? AND n = ?",
                (row.inkarnasi, row.n),
            )


def chain_at(conn: Connection, inkarnasi: int, n: int) -> str | None:
    """The chain link after entry n, or None when it is not kept."""
    found = conn.exec_driver_sql(
        "SELECT chain FROM outbox WHERE inkarnasi = ? AND n = ?", (inkarnasi, n)
    ).scalar_one_or_none()
    return None if found is None else str(found)
