"""Who came, who has not, and the counts beside the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, kini_of, load_kini
from sipd_desktop.services.hari.baris import Antrean, Hari, KelompokRt, Orang, RingkasHari
from sipd_desktop.services.hari.hari import get_hari, require_open
from sipd_desktop.services.hari.lain import weighed_elsewhere
from sipd_desktop.services.hari.nomor import tanda_laptop
from sipd_desktop.services.hari.riwayat import load_lalu, measured_ids, weighed_ids
from sipd_desktop.services.hari.sasaran import list_kelompok, load_kelompok
from sipd_desktop.services.orang import (
    MENINGGAL,
    WARGA,
    is_resident,
    list_orang,
    orang_lain,
    select_orang,
    to_orang,
)
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_HADIR = SYNCED["kehadiran"]


def add_hadir(niat: Niat, hari_id: str, warga_id: str) -> int:
    """Inside an open intent: note that someone came, with the next queue number."""
    row_id, row = find_hadir(niat.conn, hari_id, warga_id)
    if row is not None and not row["deleted_at"] and row["nomor"]:
        return int(row["nomor"])
    nomor = _free_number(niat.conn, hari_id, int(row["nomor"]) if row and row["nomor"] else None)
    values: dict[str, Wire] = {
        "hari_buka_id": hari_id,
        "warga_id": warga_id,
        "nomor": nomor,
        "langkah": 1,
    }
    niat.put("kehadiran", row_id, values, "mendaftar")
    return nomor


def find_hadir(
    conn: Connection, hari_id: str, warga_id: str
) -> tuple[str, Mapping[str, Any] | None]:
    """This person's attendance (id, row): the live one, also if made before a merge; else their own
    id, with the voided row if there is one."""
    wanted = [ids.kehadiran_id(hari_id, i) for i in ids_of(conn, warga_id)]
    rows = fetch_rows(conn, "kehadiran", wanted)
    found = next((i for i in wanted if i in rows and not rows[i]["deleted_at"]), wanted[0])
    return found, rows.get(found)


def _free_number(conn: Connection, hari_id: str, old: int | None) -> int:
    """The number this person had before (if nobody took it), else the next one."""
    query = select(_HADIR.c.nomor).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None)
    )
    taken = {n for n in conn.execute(query).scalars() if n}
    return old if old and old not in taken else max(taken, default=0) + 1


def mark_hadir(
    conn: Connection, petugas: Petugas, hari_id: str, warga_id: str
) -> tuple[int, Changes]:
    """Someone came: gives the queue number (the old one when already noted).

    Raises `orang-sudah-meninggal`.
    """
    hari = require_open(conn, hari_id)
    found = list_orang(conn, [kini_of(conn, warga_id)], hari.tanggal)
    if found and found[0].status == MENINGGAL:
        raise UserError("orang-sudah-meninggal")
    niat = Niat(conn, petugas)
    nomor = add_hadir(niat, hari_id, kini_of(conn, warga_id))
    return nomor, niat.done()


def unmark_hadir(conn: Connection, petugas: Petugas, hari_id: str, warga_id: str) -> Changes:
    """Take an attendance back (someone else was meant); raises `hadir-sudah-diukur`."""
    require_open(conn, hari_id)
    row_id, row = find_hadir(conn, hari_id, kini_of(conn, warga_id))
    if kini_of(conn, warga_id) in measured_ids(conn, hari_id):
        raise UserError("hadir-sudah-diukur")
    niat = Niat(conn, petugas)
    if row is not None and not row["deleted_at"]:
        niat.void("kehadiran", row_id)
    return niat.done()


def list_antrean(conn: Connection, hari_id: str) -> tuple[Antrean, ...]:
    """Those who came, by queue number, with last month's weight; who is not on this laptop any more
    stands there as "di Posyandu lain". Who died and was not measured is called no more."""
    hari = get_hari(conn, hari_id)
    query = (
        select(_HADIR.c.id, _HADIR.c.warga_id, _HADIR.c.nomor, _HADIR.c.ke_bidan)
        .where(_HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None))
        .order_by(_HADIR.c.nomor, _HADIR.c.id)
    )
    kini = load_kini(conn)
    rows: dict[str, tuple[str, int, bool]] = {}
    for hadir, warga, nomor, ke_bidan in conn.execute(query):
        rows.setdefault(kini.get(warga, warga), (hadir, nomor or 0, bool(ke_bidan)))
    people = _people(conn, list(rows), hari.tanggal)
    measured = measured_ids(conn, hari_id)
    lalu = load_lalu(conn, list(people), hari.tanggal)
    kelompok = load_kelompok(conn, list(people.values()), hari.tanggal)
    tanda = tanda_laptop(conn, {hadir: nomor for hadir, nomor, _ in rows.values()})
    return tuple(
        Antrean(
            nomor=nomor,
            orang=people.get(warga) or orang_lain(warga),
            sudah_diukur=warga in measured,
            ke_bidan=ke_bidan,
            lalu=lalu.get(warga, ""),
            kelompok=kelompok.get(warga, ""),
            tanda=tanda.get(hadir, ""),
        )
        for warga, (hadir, nomor, ke_bidan) in sorted(
            rows.items(), key=lambda item: (item[1][1], tanda.get(item[1][0], ""))
        )
        if warga in measured or warga not in people or people[warga].status != MENINGGAL
    )


def _people(conn: Connection, wanted: Sequence[str], tanggal: date) -> dict[str, Orang]:
    return {o.id: o for o in list_orang(conn, wanted, tanggal)}


def list_sasaran(conn: Connection, hari: Hari) -> list[Orang]:
    """Balita (0-59 completed months on the day) of the Posyandu's own area."""
    oldest = date(hari.tanggal.year - 6, hari.tanggal.month, 1).isoformat()
    query = select_orang().where(
        is_resident(hari.tanggal),
        WARGA.posyandu_id == hari.posyandu_id,
        WARGA.tanggal_lahir >= oldest,
        WARGA.tanggal_lahir <= hari.tanggal.isoformat(),
    )
    people = [to_orang(r, hari.tanggal) for r in conn.execute(query).mappings()]
    return [o for o in people if o.is_balita]


def _came(conn: Connection, hari_id: str) -> set[str]:
    query = select(_HADIR.c.warga_id).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None)
    )
    kini = load_kini(conn)
    return {kini.get(warga, warga) for warga in conn.execute(query).scalars()}


def list_belum(conn: Connection, hari_id: str, kelompok: str = "balita") -> tuple[KelompokRt, ...]:
    """Those of one group in the area who have not come, by dusun, RW and RT."""
    hari = get_hari(conn, hari_id)
    came = _came(conn, hari_id)
    groups: dict[tuple[str, str, str], list[Orang]] = {}
    for orang in list_kelompok(conn, hari.posyandu_id, hari.tanggal, kelompok):
        if orang.id not in came:
            groups.setdefault((orang.dusun, orang.rw, orang.rt), []).append(orang)
    return tuple(
        KelompokRt(rt, rw, dusun, tuple(sorted(people, key=lambda o: o.nama)))
        for (dusun, rw, rt), people in sorted(groups.items())
    )


def ringkas(conn: Connection, hari_id: str) -> RingkasHari:
    """How far the day is; `belum` counts balita of the area who have not come."""
    hari = get_hari(conn, hari_id)
    sasaran = {o.id for o in list_sasaran(conn, hari)}
    came = _came(conn, hari_id)
    bidan = select(func.count()).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.ke_bidan.is_(True), _HADIR.c.deleted_at.is_(None)
    )
    return RingkasHari(
        sasaran=len(sasaran),
        hadir=len(came),
        ditimbang=len(weighed_ids(conn, hari_id).union(weighed_elsewhere(conn, [hari_id]))),
        belum=len(sasaran - came),
        ke_bidan=int(conn.execute(bidan).scalar_one()),
    )
