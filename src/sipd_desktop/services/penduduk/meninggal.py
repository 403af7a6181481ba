"""A death: the person leaves every list of people to invite, visit or call; the record stays.

What was recorded before is kept and still counts for its own months. Nothing here reminds, ranks
or congratulates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.isi_opensid import note_ubah
from sipd_desktop.services.orang import MENINGGAL, Orang, get_orang
from sipd_desktop.services.penduduk.dasar import (
    KEPALA,
    check_tanggal,
    clean,
    list_anggota,
    put_peristiwa,
    require_warga,
)
from sipd_desktop.services.penduduk.lembar import CERAI_MATI
from sipd_desktop.services.penduduk.rumah_tangga import record_ganti_kepala
from sipd_desktop.spec.field import Wire


@dataclass(frozen=True, slots=True)
class LembarMeninggal:
    """Who it is, and what the family needs afterwards."""

    orang: Orang
    is_kepala: bool
    """The family has no head any more, and others who live."""


def open_meninggal(conn: Connection, warga_id: str, tanggal: date) -> LembarMeninggal:
    """The person about to be noted as dead; raises `orang-tidak-ada`, `sudah-meninggal`."""
    row = require_warga(conn, warga_id)
    if row["status_dasar"] == MENINGGAL:
        raise UserError("sudah-meninggal")
    others = [i for i in list_anggota(conn, row["keluarga_id"] or "") if i != row["id"]]
    return LembarMeninggal(
        get_orang(conn, row["id"], tanggal), row["shdk"] == KEPALA and bool(others)
    )


def record_meninggal(
    conn: Connection,
    petugas: Petugas,
    warga_id: str,
    tanggal: date,
    *,
    hari_ini: date,
    sebab: str = "",
    cerai_mati: str | None = None,
    kepala_baru: str | None = None,
) -> Changes:
    """Note a death on a date; raises InvalidInput, `orang-tidak-ada`, `sudah-meninggal`.

    Only when somebody said so: `cerai_mati` is the spouse who becomes a widow or widower,
    `kepala_baru` the next head of the family. One act, one undo.
    """
    row = require_warga(conn, warga_id)
    if row["status_dasar"] == MENINGGAL:
        raise UserError("sudah-meninggal")
    check_tanggal(tanggal, hari_ini, row)
    spouse = require_warga(conn, cerai_mati) if cerai_mati else None
    niat = Niat(conn, petugas)
    put_peristiwa(
        niat,
        "meninggal",
        row["id"],
        tanggal,
        "mencatat-meninggal",
        keluarga_id=row["keluarga_id"],
        sebab=clean(sebab),
        pasangan_id=spouse["id"] if spouse else None,
    )
    patch: dict[str, Wire] = {"status_dasar": MENINGGAL, "tanggal_status": tanggal.isoformat()}
    if row["hamil"]:
        patch["hamil"] = False
    niat.update_row("warga", row, patch, "mencatat-meninggal")
    widowed: dict[str, Wire] = {"status_kawin": CERAI_MATI}
    if spouse and niat.update_row("warga", spouse, widowed, "mencatat-meninggal"):
        note_ubah(niat, "warga", spouse["id"], ["status_kawin"], hari_ini)
    made = niat.done()
    if kepala_baru is not None:
        made |= record_ganti_kepala(conn, petugas, kepala_baru, tanggal, hari_ini=hari_ini)
    return made
