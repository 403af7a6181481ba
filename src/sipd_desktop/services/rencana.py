"""The planned hari buka of a Posyandu: its schedule, and months that were moved to another date.

The schedule is `posyandu.jadwal` in plain words (`rules.jadwal` reads them); a moved month is a row
of `rencana_hari`, whose id every laptop derives alike. A planned day is not a hari buka yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.jadwal import Jadwal, next_planned, planned, read_jadwal
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_POSYANDU, _RENCANA, _HARI = SYNCED["posyandu"], SYNCED["rencana_hari"], SYNCED["hari_buka"]


@dataclass(frozen=True, slots=True)
class Rencana:
    """What is planned, seen from one date."""

    jadwal: Jadwal | None
    kata: str
    """The schedule as it was written, also when it cannot be read."""
    tanggal: date | None
    """The next planned day, the date itself included; None without a schedule."""
    biasa: date | None
    """The day the schedule alone gives for that month."""

    @property
    def dipindah(self) -> bool:
        """Somebody moved this month's day."""
        return self.tanggal is not None and self.tanggal != self.biasa


def open_rencana(conn: Connection, posyandu_id: str, tanggal: date) -> Rencana:
    """The next planned day on or after a date; raises `posyandu-tidak-ada`.

    A month whose hari buka took place before this date asks for no second one.
    """
    kata = _words(conn, posyandu_id)
    jadwal, pindah = read_jadwal(kata), load_pindah(conn, posyandu_id)
    found = next_planned(jadwal, pindah, tanggal, _held(conn, posyandu_id, tanggal))
    biasa = planned(jadwal, {}, Periode.of(found)) if found else None
    return Rencana(jadwal, kata, found, biasa)


def open_jadwal(conn: Connection, posyandu_id: str) -> Jadwal | None:
    """The schedule of a Posyandu, if its words say one; raises `posyandu-tidak-ada`."""
    return read_jadwal(_words(conn, posyandu_id))


def set_jadwal(conn: Connection, petugas: Petugas, posyandu_id: str, jadwal: Jadwal) -> Changes:
    """Write the schedule of a Posyandu."""
    _words(conn, posyandu_id)
    niat = Niat(conn, petugas)
    niat.update("posyandu", posyandu_id, {"jadwal": jadwal.teks()}, "menjadwalkan")
    return niat.done()


def move_hari(
    conn: Connection, petugas: Petugas, posyandu_id: str, ke: date, *, today: date
) -> Changes:
    """Move the planned day of a month to another date of it.

    Raises `rencana-sudah-lewat` for a date before today, `rencana-sudah-dibuka` when that month's
    hari buka has begun.
    """
    if ke < today:
        raise UserError("rencana-sudah-lewat")
    periode = Periode.of(ke)
    if periode in _held(conn, posyandu_id, date.max):
        raise UserError("rencana-sudah-dibuka")
    jadwal = open_jadwal(conn, posyandu_id)
    niat = Niat(conn, petugas)
    row_id = ids.rencana_hari_id(posyandu_id, str(periode))
    if ke == planned(jadwal, {}, periode):
        _take_back(niat, row_id)
    else:
        values: dict[str, Wire] = {
            "posyandu_id": posyandu_id,
            "periode": str(periode),
            "tanggal": ke.isoformat(),
        }
        niat.put("rencana_hari", row_id, values, "menjadwalkan")
    return niat.done()


def _take_back(niat: Niat, row_id: str) -> None:
    row = fetch_row(niat.conn, "rencana_hari", row_id)
    if row is not None and not row["deleted_at"]:
        niat.void("rencana_hari", row_id, "menjadwalkan")


def _words(conn: Connection, posyandu_id: str) -> str:
    query = select(_POSYANDU.c.jadwal).where(_POSYANDU.c.id == posyandu_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise UserError("posyandu-tidak-ada")
    return row[0] or ""


def load_pindah(conn: Connection, posyandu_id: str) -> Mapping[Periode, date]:
    """Months with a date of their own; a date outside its month (another program) is left out."""
    query = select(_RENCANA.c.periode, _RENCANA.c.tanggal).where(
        _RENCANA.c.posyandu_id == posyandu_id, _RENCANA.c.deleted_at.is_(None)
    )
    found: dict[Periode, date] = {}
    for periode, tanggal in conn.execute(query):
        if periode and tanggal and tanggal.startswith(f"{periode}-"):
            found[Periode.parse(periode)] = date.fromisoformat(tanggal)
    return found


def _held(conn: Connection, posyandu_id: str, before: date) -> frozenset[Periode]:
    query = select(_HARI.c.tanggal).where(
        _HARI.c.posyandu_id == posyandu_id,
        _HARI.c.deleted_at.is_(None),
        _HARI.c.tanggal < before.isoformat(),
    )
    days = conn.execute(query).scalars()
    return frozenset(Periode.of(date.fromisoformat(day)) for day in days if day)
