"""Up to where each lingkup has been received, and which lingkup this laptop holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.tables import PENDING

LEAVING = "keluar"
"""Stands in `lingkup` of a row that left; it goes when no other lingkup has brought it back. Acts
written on this laptop stay (ids only, and their chain is checked), but count in no digest."""
_GOES = {tbl: "" if tbl != "tindakan" else "AND t.h IS NULL " for tbl in REGISTERS}


def list_kursor(conn: Connection) -> dict[str, int]:
    """Lingkup key to the seq received up to."""
    rows = conn.exec_driver_sql("SELECT kunci, kursor FROM lingkup_kursor ORDER BY kunci")
    return {row[0]: int(row[1] or 0) for row in rows}


def set_kursor(conn: Connection, kunci: str, kursor: int, head: int) -> None:
    """Move a cursor; in the transaction that stores what it passed."""
    conn.exec_driver_sql(
        "INSERT INTO lingkup_kursor(kunci, kursor, head) VALUES (?, ?, ?) "
        "ON CONFLICT(kunci) DO UPDATE SET kursor = excluded.kursor, head = excluded.head",
        (kunci, kursor, head),
    )


def rewind_all(conn: Connection) -> None:
    """Receive everything once more from the beginning."""
    conn.exec_driver_sql("UPDATE lingkup_kursor SET kursor = 0")


def hold_lingkup(conn: Connection, keys: Sequence[str]) -> None:
    """Take the set of lingkup the centre gave: new ones begin at 0, rows of lost ones leave."""
    have = list_kursor(conn)
    for key in keys:
        if key not in have:
            set_kursor(conn, key, 0, 0)
    for key in have.keys() - set(keys):
        for tbl in REGISTERS:
            conn.exec_driver_sql(f"UPDATE {tbl} SET lingkup = ? WHERE lingkup = ?", (LEAVING, key))
        conn.exec_driver_sql("DELETE FROM baris_asing WHERE lingkup = ?", (key,))
        conn.exec_driver_sql("DELETE FROM lingkup_kursor WHERE kunci = ?", (key,))


def mark_leaving(conn: Connection, lingkup: str, rows: Iterable[tuple[str, str, int]]) -> None:
    """(tbl, id, seq) left this lingkup at seq; one that came back since is untouched."""
    for tbl, row_id, seq in rows:
        table = tbl if tbl in REGISTERS else "baris_asing"
        sql = f"UPDATE {table} SET lingkup = ? WHERE id = ? AND lingkup = ? AND seq < ?"
        conn.exec_driver_sql(sql, (LEAVING, row_id, lingkup, seq))


def any_leaving(conn: Connection) -> bool:
    """Whether some row left."""
    tables = {**_GOES, "baris_asing": ""}
    found = (
        conn.exec_driver_sql(
            f"SELECT 1 FROM {tbl} t WHERE lingkup = ? {more}LIMIT 1", (LEAVING,)
        ).first()
        for tbl, more in tables.items()
    )
    return any(row is not None for row in found)


def any_unplaced(conn: Connection) -> bool:
    """Whether some row has no lingkup yet and waits for nothing."""
    return any(
        conn.exec_driver_sql(f"SELECT 1 FROM {tbl} WHERE {_unplaced(tbl)} LIMIT 1").first()
        for tbl in REGISTERS
    )


def mark_elsewhere(conn: Connection) -> None:
    """Acknowledged rows that no lingkup of ours brought back belong to another: they leave.

    Only right when every lingkup has been received up to one head after the last receipt.
    """
    for tbl in REGISTERS:
        conn.exec_driver_sql(f"UPDATE {tbl} SET lingkup = ? WHERE {_unplaced(tbl)}", (LEAVING,))


def _unplaced(tbl: str) -> str:
    return (
        "lingkup IS NULL AND seq IS NULL "
        f"AND NOT EXISTS (SELECT 1 FROM sync_dirty d WHERE d.tbl = '{tbl}' AND d.id = {tbl}.id) "
        f"AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.tbl = '{tbl}' AND o.id = {tbl}.id "
        f"AND o.{PENDING})"
    )


def drop_leaving(conn: Connection, limit: int) -> int:
    """Delete some rows that left and wait for nothing; returns how many (0: done).

    The caller has switched the dirty triggers off: this is no deletion of the record.
    """
    for tbl in REGISTERS:
        rows = conn.exec_driver_sql(
            f"SELECT t.id FROM {tbl} t WHERE t.lingkup = ? {_GOES[tbl]}"
            "AND NOT EXISTS (SELECT 1 FROM sync_dirty d WHERE d.tbl = ? AND d.id = t.id) "
            f"AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.tbl = ? AND o.id = t.id "
            f"AND o.{PENDING}) LIMIT ?",
            (LEAVING, tbl, tbl, limit),
        ).all()
        ids = [(row[0],) for row in rows]
        if not ids:
            continue
        conn.exec_driver_sql(f"DELETE FROM {tbl} WHERE id = ?", ids)
        conn.exec_driver_sql("DELETE FROM perubahan WHERE objek = ?", ids)
        for local in ("asal_nilai", "impor_tulisan", "impor_pilihan"):
            conn.exec_driver_sql(f"DELETE FROM {local} WHERE id = ?", ids)
        if tbl == "warga":  # rows of files that waited for "is it this person?"
            conn.exec_driver_sql(
                "DELETE FROM impor_usul WHERE putusan IS NULL AND instr(calon, ?)", ids
            )
        if tbl == "isian":
            conn.exec_driver_sql("DELETE FROM hasil WHERE isian_id = ?", ids)
        return len(ids)
    conn.exec_driver_sql("DELETE FROM baris_asing WHERE lingkup = ?", (LEAVING,))
    return 0
