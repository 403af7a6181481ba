"""Taking back a death or a move that was noted by mistake, at any time after.

Ctrl+Z takes back what was just saved; this is for the mistake found weeks later, perhaps on another
laptop. The event is voided, the person stands in all lists again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.clock import today
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.isi_opensid import note_ubah
from sipd_desktop.services.orang import HIDUP, MENINGGAL, PINDAH
from sipd_desktop.services.penduduk.dasar import FAMILI, KEPALA, list_anggota, require_warga
from sipd_desktop.services.penduduk.lembar import CERAI_MATI, KAWIN
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row, fetch_rows
from sipd_desktop.storage.tables import SYNCED

_PERISTIWA = SYNCED["peristiwa"].c
_JENIS = {MENINGGAL: "meninggal", PINDAH: "pindah"}


def revoke_status(conn: Connection, petugas: Petugas, warga_id: str) -> Changes:
    """The person never died, or never moved; raises NotAllowed, `masih-di-sini`."""
    row = require_warga(conn, warga_id)
    jenis = _JENIS.get(row["status_dasar"])
    if jenis is None:
        raise UserError("masih-di-sini")
    niat = Niat(conn, petugas)
    own = _PERISTIWA.warga_id.in_(ids_of(conn, row["id"])) & _PERISTIWA.deleted_at.is_(None)
    newest = (_PERISTIWA.tanggal.desc(), _PERISTIWA.id)
    event = select(_PERISTIWA.id).where(own, _PERISTIWA.jenis == jenis).order_by(*newest).limit(1)
    found = conn.execute(event).scalar_one_or_none()
    if found is not None:
        niat.void("peristiwa", found, "membatalkan")
    came = select(_PERISTIWA.tanggal).where(own, _PERISTIWA.jenis == "datang").order_by(*newest)
    since = conn.execute(came.limit(1)).scalar_one_or_none()
    patch: dict[str, Wire] = {"status_dasar": HIDUP, "tanggal_status": since}
    if row["shdk"] == KEPALA and _has_other_head(conn, row):
        patch["shdk"] = FAMILI
    niat.update_row("warga", row, patch, "membatalkan")
    if jenis == "meninggal" and found is not None:
        _marry_again(niat, found)
    return niat.done()


def revoke_semua(conn: Connection, petugas: Petugas, warga: Sequence[str]) -> Changes:
    """A family that never moved: as `revoke_status`, one undo."""
    made = Changes()
    for warga_id in warga:
        made |= revoke_status(conn, petugas, warga_id)
    return made


def _has_other_head(conn: Connection, row: Mapping[str, Any]) -> bool:
    others = list_anggota(conn, row["keluarga_id"] or "")
    return any(r["shdk"] == KEPALA for r in fetch_rows(conn, "warga", others).values())


def _marry_again(niat: Niat, event: str) -> None:
    """Who became widow or widower with this death is not, unless that was changed since."""
    death = fetch_row(niat.conn, "peristiwa", event)
    spouse_id = death["pasangan_id"] if death else None
    spouse = fetch_row(niat.conn, "warga", spouse_id) if spouse_id else None
    if spouse is not None and spouse["status_kawin"] == CERAI_MATI:
        niat.update_row("warga", spouse, {"status_kawin": KAWIN}, "membatalkan")
        note_ubah(niat, "warga", spouse["id"], ["status_kawin"], today())
