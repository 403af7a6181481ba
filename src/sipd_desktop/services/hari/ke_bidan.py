"""Who needs the bidan today: by the findings of a balita, or asked for by hand with one key.

What was asked for by hand stays when a weighing is corrected; what the findings say is not taken
away by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import kini_of
from sipd_desktop.services.hari.hadir import add_hadir, find_hadir
from sipd_desktop.services.hari.hari import require_open
from sipd_desktop.spec.field import Wire


def mark_temuan(row: Mapping[str, Any] | None, needed: bool) -> dict[str, Wire]:
    """The fields of an attendance after a judgement; a wish by hand is kept."""
    asked = row is not None and not row["deleted_at"] and row["alasan_bidan"] == "diminta"
    if asked:
        return {"ke_bidan": True}
    return {"ke_bidan": needed, "alasan_bidan": "hasil" if needed else None}


def set_ke_bidan(
    conn: Connection, petugas: Petugas, hari_id: str, warga_id: str, on: bool
) -> Changes:
    """Ask the bidan to see someone today (who thereby came), or take that back.

    Raises `bidan-karena-hasil` when the findings send them, `hari-sudah-ditutup`.
    """
    require_open(conn, hari_id)
    warga = kini_of(conn, warga_id)
    niat = Niat(conn, petugas)
    if on:
        add_hadir(niat, hari_id, warga)
    _row_id, row = find_hadir(conn, hari_id, warga)
    if row is None or row["deleted_at"]:
        return niat.done()
    by_finding = bool(row["ke_bidan"]) and row["alasan_bidan"] == "hasil"
    if by_finding and not on:
        raise UserError("bidan-karena-hasil")
    if not by_finding:
        values: dict[str, Wire] = {"ke_bidan": on, "alasan_bidan": "diminta" if on else None}
        niat.update_row("kehadiran", row, values, "meminta-bidan" if on else "mengubah")
    return niat.done()


def toggle_ke_bidan(
    conn: Connection, petugas: Petugas, hari_id: str, warga_id: str
) -> tuple[bool, Changes]:
    """As `set_ke_bidan`, the other way than it stands; gives how it stands now."""
    _, row = find_hadir(conn, hari_id, kini_of(conn, warga_id))
    on = row is None or bool(row["deleted_at"]) or not row["ke_bidan"]
    return on, set_ke_bidan(conn, petugas, hari_id, warga_id, on)
