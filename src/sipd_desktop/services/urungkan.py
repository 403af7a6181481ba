"""Undo of an act: a new patch, field by field, refused for a field changed since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import HASIL, PERUBAHAN


def undo(conn: Connection, petugas: Petugas, tindakan_ids: Sequence[str]) -> Changes:
    """Take back these acts, the last first; all of them or none.

    Raises `sudah-diubah-lagi` when a later act changed the same field, and
    `tidak-ada-yang-dibatalkan` when the acts changed nothing here.
    """
    query = (
        select(PERUBAHAN)
        .where(PERUBAHAN.c.tindakan_id.in_(list(tindakan_ids)))
        .order_by(PERUBAHAN.c.nomor.desc())
    )
    rows = [dict(r) for r in conn.execute(query).mappings()]
    if not rows:
        raise UserError("tidak-ada-yang-dibatalkan")
    niat = Niat(conn, petugas)
    for row in rows:
        _undo_one(niat, row)
        if row["objek_jenis"] == "isian":
            conn.execute(HASIL.delete().where(HASIL.c.isian_id == row["objek"]))
    return niat.done()


def _undo_one(niat: Niat, change: dict[str, Any]) -> None:
    tbl, row_id, field = change["objek_jenis"], change["objek"], change["field"]
    row = fetch_row(niat.conn, tbl, row_id)
    if row is None:
        raise UserError("sudah-diubah-lagi")
    if field == "*":
        _undo_insert(niat, change)
    elif field == "deleted_at":
        was_void = change["baru"] is not None
        if bool(row["deleted_at"]) != was_void:
            raise UserError("sudah-diubah-lagi")
        if was_void:
            niat.unvoid(tbl, row_id, "membatalkan")
        else:
            niat.void(tbl, row_id)
    else:
        now = image_of(tbl, row).get(field)
        if now != _value(change["baru"]):
            raise UserError("sudah-diubah-lagi")
        niat.update_row(tbl, row, {field: _value(change["lama"])}, "membatalkan")


def _undo_insert(niat: Niat, change: dict[str, Any]) -> None:
    """Undo of an insert is a void, unless someone changed the row in a later act."""
    later = select(PERUBAHAN.c.nomor).where(
        PERUBAHAN.c.objek == change["objek"],
        PERUBAHAN.c.nomor > change["nomor"],
        PERUBAHAN.c.waktu > change["waktu"],
        PERUBAHAN.c.waktu < niat.moment,
    )
    if niat.conn.execute(later).first() is not None:
        raise UserError("sudah-diubah-lagi")
    niat.void(change["objek_jenis"], change["objek"])


def _value(text: str | None) -> Any:
    return None if text is None else json.loads(text)
