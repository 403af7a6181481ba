"""Queue numbers given on two laptops: both stand, and each is told apart by its laptop.

Nobody's ticket is rewritten. The laptops of a day are numbered in the order in which they first
registered somebody, which every laptop reads from the same acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, select

from sipd_desktop.storage.tables import SYNCED

_HADIR, _TINDAKAN = SYNCED["kehadiran"].c, SYNCED["tindakan"].c


def tanda_laptop(conn: Connection, nomor: Mapping[str, int]) -> dict[str, str]:
    """`laptop 2` for attendances (id -> number) whose number another person has too; of the others
    nothing."""
    many = {n for n, count in Counter(nomor.values()).items() if n and count > 1}
    if not many:
        return {}
    given: dict[str, str] = {}
    laptops: dict[str, None] = {}
    query = (
        select(_TINDAKAN.objek, _TINDAKAN.perangkat)
        .join(SYNCED["kehadiran"], _HADIR.id == _TINDAKAN.objek)
        .where(_TINDAKAN.objek.in_(list(nomor)), _TINDAKAN.objek_jenis == "kehadiran")
        .order_by(_TINDAKAN.waktu, _TINDAKAN.perangkat, _TINDAKAN.urut)
    )
    for objek, perangkat in conn.execute(query):
        given.setdefault(objek, perangkat)
        laptops.setdefault(perangkat)
    place = {perangkat: n for n, perangkat in enumerate(laptops, 1)}
    return {
        hadir: f"laptop {place[given[hadir]]}"
        for hadir, n in nomor.items()
        if n in many and hadir in given
    }
