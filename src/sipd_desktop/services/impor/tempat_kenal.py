"""Where stored people and households live, for files that say neither RT nor RW (SDGs Desa)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from sipd_desktop.services.impor.konteks import Kenal, Rumah
from sipd_desktop.storage.tables import SYNCED

_WARGA, _KELUARGA = SYNCED["warga"].c, SYNCED["keluarga"].c


def load_kenal(conn: Connection) -> Kenal:
    """Dusun, RW and RT by NIK and by No KK; households without RT say nothing."""
    homes: dict[str, Rumah] = {}
    by_kk: dict[str, Rumah] = {}
    query = select(
        _KELUARGA.id, _KELUARGA.no_kk, _KELUARGA.dusun, _KELUARGA.rw, _KELUARGA.rt
    ).where(_KELUARGA.deleted_at.is_(None), _KELUARGA.rt.is_not(None))
    for row_id, no_kk, dusun, rw, rt in conn.execute(query):
        homes[row_id] = (dusun, rw, rt)
        if no_kk:
            by_kk[no_kk] = homes[row_id]
    people = select(_WARGA.nik, _WARGA.keluarga_id).where(
        _WARGA.deleted_at.is_(None), _WARGA.nik.is_not(None), _WARGA.keluarga_id.is_not(None)
    )
    by_nik = {nik: homes[home] for nik, home in conn.execute(people) if home in homes}
    return Kenal(by_nik, by_kk)
