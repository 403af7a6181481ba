"""From masalah as they are listed to the grid: who sees no names gets the confirmed counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.bidang.hak import objek_nilai
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.masalah.daftar import Saring, count_masalah, list_masalah
from sipd_desktop.services.petak.kotak import Kotak, Tercatat, make_kotak
from sipd_desktop.services.petak.wilayah import Per, list_wilayah
from sipd_desktop.services.petugas import Petugas


@dataclass(frozen=True, slots=True)
class _Terhitung:
    """One of a count, for who sees figures only."""

    dusun: str
    rw: str
    rt: str
    dasawisma: str
    jenis: str
    status: str = "terkonfirmasi"
    tanggal: date | None = None


def open_kotak(
    conn: Connection,
    petugas: Petugas,
    per: Per,
    acuan: date,
    posyandu_id: str = "",
    *,
    keluar: bool = False,
) -> Kotak:
    """The grid of the open masalah; `keluar` leaves dugaan out. Raises NotAllowed."""
    saring = Saring(posyandu=posyandu_id, acuan=acuan)
    rows: Sequence[Tercatat]
    hidden: frozenset[str] = frozenset()
    try:
        rows = list_masalah(conn, petugas, saring, keluar=keluar)
        hidden = hidden_jenis(conn, petugas)
    except NotAllowed as error:
        if error.code != "hak-hanya-angka":
            raise
        counts = count_masalah(conn, petugas, per, saring, keluar=True)
        rows = [
            _Terhitung(c.dusun, c.rw, c.rt, c.dasawisma, c.jenis)
            for c in counts
            for _ in range(c.jumlah)
        ]
    return make_kotak(per, list_wilayah(conn, per, posyandu_id, rows), rows, acuan, hidden)


def hidden_jenis(conn: Connection, petugas: Petugas) -> frozenset[str]:
    """Kinds whose people this account may not see (disability): not told as none."""
    guard = Penjaga(conn, petugas, "")
    found = set()
    for jenis, _ in JENIS_MASALAH:
        row = {"jenis": jenis}
        asked = objek_nilai("masalah", row)
        if any(guard.refused(objek, "lihat", "masalah", row) is not None for objek in asked):
            found.add(jenis)
    return frozenset(found)
