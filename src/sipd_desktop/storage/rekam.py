"""Writing synced rows: insert, patch, void; the only statements that change a synced table.

Values come in wire shape. These functions know nothing of users or history (`services.catat` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import Image, columns_of, image_of
from sipd_desktop.storage.tables import SYNCED


def fetch_row(conn: Connection, tbl: str, row_id: str) -> Mapping[str, Any] | None:
    """The stored row, or None."""
    table = SYNCED[tbl]
    row = conn.execute(select(table).where(table.c.id == row_id)).mappings().one_or_none()
    return None if row is None else dict(row)


def fetch_image(conn: Connection, tbl: str, row_id: str) -> Image | None:
    """The wire image of a row, voided or not, or None."""
    row = fetch_row(conn, tbl, row_id)
    return None if row is None else image_of(tbl, row)


def fetch_rows(conn: Connection, tbl: str, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Stored rows by id, for many ids at once."""
    table = SYNCED[tbl]
    found: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(ids), 500):
        part = select(table).where(table.c.id.in_(ids[start : start + 500]))
        found.update({r["id"]: dict(r) for r in conn.execute(part).mappings()})
    return found


def insert_rows(
    conn: Connection, tbl: str, rows: Iterable[tuple[str, Mapping[str, Wire]]], moment: str
) -> None:
    """Insert new rows (id, wire values) at an instant."""
    table = SYNCED[tbl]
    empty = {c.name: None for c in table.columns if c.name != "rid"}
    made = []
    for row_id, values in rows:
        row = dict(empty, id=row_id, created_at=moment, updated_at=moment)
        row.update(columns_of(tbl, values, None))
        made.append(row)
    if made:
        conn.execute(table.insert(), made)


def patch_row(
    conn: Connection, tbl: str, row: Mapping[str, Any], patch: Mapping[str, Wire], moment: str
) -> None:
    """Change some fields of a stored row; None empties a field."""
    table = SYNCED[tbl]
    columns = columns_of(tbl, patch, row)
    columns["updated_at"] = moment
    conn.execute(update(table).where(table.c.id == row["id"]).values(**columns))


def set_deleted(conn: Connection, tbl: str, row_id: str, moment: str, *, deleted: bool) -> None:
    """Void a row, or take the void back; the data stays."""
    set_deleted_many(conn, tbl, [row_id], moment, deleted=deleted)


def set_deleted_many(
    conn: Connection, tbl: str, row_ids: Sequence[str], moment: str, *, deleted: bool
) -> None:
    """The same for some hundred rows at once."""
    table = SYNCED[tbl]
    conn.execute(
        update(table)
        .where(table.c.id.in_(row_ids))
        .values(deleted_at=moment if deleted else None, updated_at=moment)
    )
