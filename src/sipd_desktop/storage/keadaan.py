"""Small named values of the file: settings, and the state of the exchange."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects.sqlite import insert

from sipd_desktop.storage.tables import SETELAN, SYNC_STATE


def _get(conn: Connection, table: Table, key: str) -> str | None:
    return conn.execute(select(table.c.nilai).where(table.c.kunci == key)).scalar_one_or_none()


def _set(conn: Connection, table: Table, key: str, value: str | None) -> None:
    row = insert(table).values(kunci=key, nilai=value)
    conn.execute(row.on_conflict_do_update(index_elements=["kunci"], set_={"nilai": value}))


def get_setelan(conn: Connection, key: str, default: str = "") -> str:
    """A setting of this file, or the default."""
    found = _get(conn, SETELAN, key)
    return default if found is None else found


def set_setelan(conn: Connection, key: str, value: str | None) -> None:
    """Store a setting of this file."""
    _set(conn, SETELAN, key, value)


def get_state(conn: Connection, key: str, default: str = "") -> str:
    """A value of the exchange state, or the default."""
    found = _get(conn, SYNC_STATE, key)
    return default if found is None else found


def get_states(conn: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Several values of the exchange state at once; those that are not set are left out."""
    table = SYNC_STATE
    rows = conn.execute(select(table.c.kunci, table.c.nilai).where(table.c.kunci.in_(keys)))
    return {row.kunci: row.nilai for row in rows if row.nilai is not None}


def set_state(conn: Connection, key: str, value: object) -> None:
    """Store a value of the exchange state; only in the transaction whose effect it describes."""
    _set(conn, SYNC_STATE, key, None if value is None else str(value))
