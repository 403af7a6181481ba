"""Differences from joining a day by file: kept on the laptop, shown in the same inbox.

They have the columns of `konflik` but never travel to the centre; when the centre has a case of the
same two values, only that one is shown. A decision that was taken back opens the case again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hak import require
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import BEDA_LOKAL, SYNCED

HAPUS = "deleted_at"
PUTUSAN = "beda:"
"""Begins the name under which `perubahan` keeps the decision of a local case."""
_B, _KONFLIK = BEDA_LOKAL.c, SYNCED["konflik"].c


def list_lokal(conn: Connection, *, decided: bool) -> list[Mapping[str, Any]]:
    """Local differences, open or decided, oldest first; those the centre has a case of left out."""
    query = select(BEDA_LOKAL).order_by(_B.waktu, _B.id)
    rows = [_as_konflik(dict(r)) for r in conn.execute(query).mappings()]
    return [r for r in rows if _is_decided(conn, r) == decided and not _at_centre(conn, r)]


def count_lokal(conn: Connection) -> int:
    """How many wait for a person."""
    if conn.execute(select(_B.id).limit(1)).first() is None:
        return 0
    return len(list_lokal(conn, decided=False))


def fetch_beda(conn: Connection, beda_id: str) -> Mapping[str, Any] | None:
    """A difference of either kind; a local one says `lokal`."""
    row = fetch_row(conn, "konflik", beda_id)
    if row is not None:
        return None if row["deleted_at"] else row
    found = conn.execute(select(BEDA_LOKAL).where(_B.id == beda_id)).mappings().one_or_none()
    if found is None:
        return None
    made = _as_konflik(dict(found))
    return made if _is_decided(conn, made) else {**made, "putusan": None, "diputus_oleh": None}


def mark_decided(niat: Niat, beda: Mapping[str, Any], pilihan: str) -> None:
    """Note the decision where the case is kept."""
    patch = {"putusan": pilihan, "diputus_oleh": niat.petugas.pelaku}
    if not beda.get("lokal"):
        niat.update("konflik", str(beda["id"]), patch, "memutuskan")
        return
    require(niat.conn, niat.petugas, "catatan_beda", "ubah", tbl="konflik", row=beda)
    niat.conn.execute(BEDA_LOKAL.update().where(_B.id == beda["id"]).values(**patch))
    about = str(beda["objek_jenis"]), str(beda["objek"])
    niat.note_local("memutuskan", *about, PUTUSAN + str(beda["id"]), pilihan)


def reopen(conn: Connection, beda_id: str, putusan: str) -> bool:
    """Undo of a decision: the case waits again; False when it was decided anew since."""
    mine = (_B.id == beda_id) & (_B.putusan == putusan)
    empty = {"putusan": None, "diputus_oleh": None}
    return conn.execute(BEDA_LOKAL.update().where(mine).values(**empty)).rowcount == 1


def _as_konflik(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "deleted_at": None, "updated_at": row["waktu"], "lokal": True}


def _is_decided(conn: Connection, row: Mapping[str, Any]) -> bool:
    """Decided, and nobody has put the other value back since (Ctrl+Z)."""
    if row["putusan"] is None:
        return False
    left = row["nilai_dipakai"] if row["putusan"] == "lain" else row["nilai_lain"]
    stored = fetch_row(conn, row["objek_jenis"], row["objek"])
    if stored is None:
        return True
    if row["kolom"] == HAPUS:
        return bool(stored["deleted_at"]) is not bool(json.loads(left))
    kini = image_of(row["objek_jenis"], stored).get(row["kolom"])
    return bool(kini != json.loads(left))


def _at_centre(conn: Connection, row: Mapping[str, Any]) -> bool:
    query = select(_KONFLIK.nilai_dipakai, _KONFLIK.nilai_lain).where(
        _KONFLIK.objek == row["objek"],
        _KONFLIK.kolom == row["kolom"],
        _KONFLIK.deleted_at.is_(None),
    )
    pair = {row["nilai_dipakai"], row["nilai_lain"]}
    return any({used, other} == pair for used, other in conn.execute(query))
