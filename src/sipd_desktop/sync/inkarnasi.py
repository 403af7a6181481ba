"""Numbering lost or doubled: what the laptop does when its own count and the centre's differ.

A *new incarnation* starts the numbers at 1 again; only
entries without a receipt are frozen anew, against the confirmed images of this very file. Nothing
is ever compared with a fresh pull. `send_again` is for the opposite case, a centre restored from a
copy.
"""

from __future__ import annotations

from sqlalchemy import Connection

from sipd_desktop.base.clock import now_text
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.antrean import Letak, load_letak, store_acked, store_frozen
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.keadaan import set_state
from sipd_desktop.storage.kursor import rewind_all
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.tanda_terima import chain_at
from sipd_desktop.wire.chain import ZERO


def new_incarnation(conn: Connection, number: int) -> None:
    """Start numbering anew as incarnation `number`; queued entries become dirty rows again.

    tindakan that were never sent keep the incarnation in which they were done; later ones begin a
    new chain.
    """
    conn.exec_driver_sql(
        "INSERT INTO sync_dirty(tbl, id, since) SELECT tbl, id, ? FROM outbox "
        f"WHERE {PENDING} AND state = 'queued' GROUP BY tbl, id ORDER BY min(n) "
        "ON CONFLICT(tbl, id) DO NOTHING",
        (now_text(),),
    )
    conn.exec_driver_sql(f"DELETE FROM outbox WHERE {PENDING} AND state = 'queued'")
    set_state(conn, "inkarnasi", number)
    store_frozen(conn, 0, ZERO)
    store_acked(conn, 0, ZERO)
    set_state(conn, "tindakan_urut", 0)
    set_state(conn, "tindakan_h", ZERO)


def can_send_again(conn: Connection, letak: Letak, server_n: int, chain: str) -> bool:
    """Whether the entries after `server_n` are all kept and the centre stands on our chain."""
    at = ZERO if server_n == 0 else chain_at(conn, letak.inkarnasi, server_n)
    kept = conn.exec_driver_sql(
        "SELECT count(*) FROM outbox WHERE inkarnasi = ? AND n > ? AND n <= ?",
        (letak.inkarnasi, server_n, letak.acked_n),
    ).scalar_one()
    return at == chain and kept == letak.acked_n - server_n


def send_again(conn: Connection, letak: Letak, server_n: int, chain: str) -> None:
    """The centre was restored: what it had acknowledged after `server_n` waits once more.

    Rows get a confirmed image again, so that a pull before the push ends keeps their values.
    """
    span = (letak.inkarnasi, server_n, letak.acked_n)
    for tbl in REGISTERS:
        codec = codec_of(tbl)
        rows = conn.exec_driver_sql(
            f"SELECT t.id, coalesce(t.seq, 0), t.deleted_at, {codec.select('t')} FROM {tbl} t "
            "WHERE t.id IN (SELECT id FROM outbox WHERE inkarnasi = ? AND n > ? AND n <= ? "
            f"AND tbl = '{tbl}') AND NOT EXISTS "
            f"(SELECT 1 FROM sync_base b WHERE b.tbl = '{tbl}' AND b.id = t.id) AND NOT EXISTS "
            f"(SELECT 1 FROM outbox p WHERE p.tbl = '{tbl}' AND p.id = t.id AND p.{PENDING})",
            span,
        ).all()
        images = [
            (tbl, r[0], r[1], codec.base_text(codec.image(r[3:]), deleted=r[2] is not None))
            for r in rows
        ]
        if images:
            conn.exec_driver_sql(
                "INSERT INTO sync_base(tbl, id, seq, data) VALUES (?, ?, ?, ?)", images
            )
    conn.exec_driver_sql(
        "UPDATE outbox SET state = 'queued', reason = NULL, field = NULL, acked_at = NULL "
        "WHERE inkarnasi = ? AND n > ? AND n <= ?",
        span,
    )
    store_acked(conn, server_n, chain)
    receive_again(conn)


def send_rows_again(conn: Connection, inkarnasi: int) -> None:
    """The centre is older than what is kept here: rows of all kept entries go out whole.

    Equal values are silent there, different ones are judged as any two edits.
    """
    for tbl in REGISTERS:
        which = "(SELECT id FROM outbox WHERE inkarnasi = ? AND tbl = ?)"
        conn.exec_driver_sql(
            f"INSERT INTO sync_dirty(tbl, id, since) SELECT ?, id, ? FROM {tbl} "
            f"WHERE id IN {which} ORDER BY rid ON CONFLICT(tbl, id) DO NOTHING",
            (tbl, now_text(), inkarnasi, tbl),
        )
        conn.exec_driver_sql(
            f"DELETE FROM sync_base WHERE tbl = ? AND id IN {which}", (tbl, inkarnasi, tbl)
        )
        conn.exec_driver_sql(f"UPDATE {tbl} SET seq = NULL WHERE id IN {which}", (inkarnasi, tbl))


def receive_again(conn: Connection) -> None:
    """Pull everything from the beginning, full rows also for our own."""
    rewind_all(conn)
    set_state(conn, "tarik_penuh", "1")


def send_all_again(conn: Connection, number: int) -> None:
    """Another centre: all rows of this file are new there; konflik belongs to the old one."""
    for tbl in REGISTERS:
        conn.exec_driver_sql(f"UPDATE {tbl} SET seq = NULL, lingkup = NULL")
        if tbl != "konflik":
            conn.exec_driver_sql(
                "INSERT INTO sync_dirty(tbl, id, since) SELECT ?, id, ? FROM "
                f"{tbl} ORDER BY rid ON CONFLICT(tbl, id) DO NOTHING",
                (tbl, now_text()),
            )
    for table in ("outbox", "sync_base", "lingkup_kursor", "baris_asing"):
        conn.exec_driver_sql(f"DELETE FROM {table}")
    new_incarnation(conn, number)


def next_incarnation(conn: Connection, highest: int) -> int:
    """A number above every one this device ever used."""
    return max(load_letak(conn).inkarnasi, highest) + 1
