"""Leaving the desa: one person or a whole family; their records stay, their names leave the lists.

Moving to another Posyandu of the desa is `services.pindah`: there the records go along.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.orang import PINDAH
from sipd_desktop.services.penduduk.dasar import (
    check_tanggal,
    clean,
    is_alive,
    put_peristiwa,
    require_warga,
)
from sipd_desktop.spec.field import Wire

DARI_KE_MAKS = 200


def record_pindah(
    conn: Connection,
    petugas: Petugas,
    warga: Sequence[str],
    tanggal: date,
    *,
    hari_ini: date,
    ke: str = "",
) -> Changes:
    """People who moved out of the desa on a date, as one act.

    Raises InvalidInput, `orang-tidak-ada`, `pindah-tanpa-orang`, `sudah-tidak-di-sini` for someone
    who already left or died.
    """
    if not warga:
        raise UserError("pindah-tanpa-orang")
    if len(ke) > DARI_KE_MAKS:
        raise InvalidInput([Problem("ke", "isian-panjang")])
    niat = Niat(conn, petugas)
    for warga_id in warga:
        row = require_warga(conn, warga_id)
        if not is_alive(row):
            raise UserError("sudah-tidak-di-sini")
        check_tanggal(tanggal, hari_ini, row)
        put_peristiwa(
            niat,
            "pindah",
            row["id"],
            tanggal,
            "mencatat-pindah",
            keluarga_id=row["keluarga_id"],
            dari_ke=clean(ke),
        )
        patch: dict[str, Wire] = {"status_dasar": PINDAH, "tanggal_status": tanggal.isoformat()}
        niat.update_row("warga", row, patch, "mencatat-pindah")
    return niat.done()
