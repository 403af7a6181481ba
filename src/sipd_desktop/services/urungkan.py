"""Undo of an act: a new patch, field by field, refused for a field changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.beda.lokal import PUTUSAN, reopen
from sipd_desktop.services.catat import Changes, Niat, Petugas, sidik
from sipd_desktop.storage.bentuk import image_of, parse_value
from sipd_desktop.storage.rekam import fetch_row, fetch_rows
from sipd_desktop.storage.tables import HASIL, PERUBAHAN, SYNCED


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
    _require_open_days(conn, rows)
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
    if field.startswith(PUTUSAN):
        if not reopen(niat.conn, field.removeprefix(PUTUSAN), str(parse_value(change["baru"]))):
            raise UserError("sudah-diubah-lagi")
        niat.note("membatalkan", tbl, row_id)
    elif field == "*":
        _undo_insert(niat, change, row)
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
        if now != parse_value(change["baru"]):
            raise UserError("sudah-diubah-lagi")
        niat.update_row(tbl, row, {field: parse_value(change["lama"])}, "membatalkan")


def _undo_insert(niat: Niat, change: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Undo of an insert is a void, unless the row is no longer as it was made.

    `perubahan` keeps no values of an insert; the salted hash in its tindakan tells.
    """
    tbl = change["objek_jenis"]
    act = fetch_row(niat.conn, "tindakan", change["tindakan_id"])
    made = [["*", None, image_of(tbl, row)]]
    if row["deleted_at"] or act is None or act["perubahan_hash"] != sidik(change["salt"], made):
        raise UserError("sudah-diubah-lagi")
    if tbl == "warga" and _has_isian(niat.conn, change["objek"]):
        raise UserError("sudah-diubah-lagi")
    niat.void(tbl, change["objek"])


def _has_isian(conn: Connection, warga_id: str) -> bool:
    isian = SYNCED["isian"]
    query = select(isian.c.id).where(isian.c.subjek == warga_id, isian.c.deleted_at.is_(None))
    return conn.execute(query.limit(1)).first() is not None


def _require_open_days(conn: Connection, changes: Sequence[dict[str, Any]]) -> None:
    """What was written on a hari buka stands once that day is closed and signed.

    A decision between two laptops may come after the signing, and may be taken back.
    """
    if any(c["objek_jenis"] == "konflik" or c["field"].startswith(PUTUSAN) for c in changes):
        return
    for tbl in ("isian", "kehadiran"):
        touched = {c["objek"] for c in changes if c["objek_jenis"] == tbl}
        rows = fetch_rows(conn, tbl, sorted(touched)).values()
        for hari_id in {row["hari_buka_id"] for row in rows} - {None}:
            hari = fetch_row(conn, "hari_buka", hari_id)
            if hari is not None and hari["status"] == "tutup":
                raise UserError("hari-sudah-ditutup")
