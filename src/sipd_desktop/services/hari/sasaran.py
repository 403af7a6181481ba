"""Who is sasaran of which group, who of them came, and the counts of all groups.

The village is counted by comparing birth dates in the file; only the women of the register
kehamilan and those who came are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from sipd_desktop.rules.sasaran import (
    KELOMPOK,
    SINGKAT,
    Episode,
    KeadaanIbu,
    batas_lahir,
    keadaan_ibu,
    kelompok_sasaran,
    kelompok_umur,
)
from sipd_desktop.services.gabung import is_surviving, load_kini
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.kehamilan import load_episode
from sipd_desktop.services.hari.riwayat import measured_ids
from sipd_desktop.services.orang import (
    WARGA,
    Orang,
    is_resident,
    list_orang,
    select_orang,
    to_orang,
)
from sipd_desktop.storage.tables import SYNCED

_HADIR = SYNCED["kehadiran"]
_PEREMPUAN = 2


@dataclass(frozen=True, slots=True)
class RingkasKelompok:
    """The counts of one group on a day.

    `hadir` counts everyone who came, also from elsewhere; `belum` those of the area who did not.
    """

    kode: str
    nama: str
    sasaran: int
    hadir: int
    diukur: int
    belum: int


def load_ibu(conn: Connection, people: Iterable[Orang], tanggal: date) -> dict[str, KeadaanIbu]:
    """Who of these women is hamil or nifas on the day."""
    women = [o.id for o in people if o.jk == "P"]
    return _states(load_episode(conn, women, tanggal=tanggal), _flagged(conn, women), tanggal)


def _states(
    episodes: Mapping[str, Sequence[Episode]], flagged: Collection[str], tanggal: date
) -> dict[str, KeadaanIbu]:
    found: dict[str, KeadaanIbu] = {}
    for warga in {*episodes, *flagged}:
        rows = episodes.get(warga, ())
        state = keadaan_ibu(rows, tanggal, tercatat_hamil=warga in flagged)
        if state:
            found[warga] = state
    return found


def _flagged(conn: Connection, women: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(women), 500):
        query = select(WARGA.id).where(
            WARGA.id.in_(women[start : start + 500]), WARGA.hamil.is_(True)
        )
        found |= set(conn.execute(query).scalars())
    return found


def load_kelompok(conn: Connection, people: Sequence[Orang], tanggal: date) -> dict[str, str]:
    """The group of each person on the day; those whose age is not known are left out."""
    ibu = load_ibu(conn, people, tanggal)
    found = {o.id: kelompok_sasaran(o.tanggal_lahir, tanggal, ibu.get(o.id, "")) for o in people}
    return {warga: kode for warga, kode in found.items() if kode is not None}


def list_kelompok(
    conn: Connection, posyandu_id: str, tanggal: date, kode: str
) -> tuple[Orang, ...]:
    """All residents of the area in one group, by name."""
    ibu = _ibu_area(conn, posyandu_id, tanggal)
    if kode in ("bumil", "bufas"):
        wanted = {"bumil": "hamil", "bufas": "nifas"}[kode]
        people = [o for o, state in ibu.values() if state == wanted]
    else:
        low, high = _between(kode, tanggal)
        query = select_orang().where(
            is_resident(tanggal),
            WARGA.posyandu_id == posyandu_id,
            WARGA.tanggal_lahir.between(low.isoformat(), high.isoformat()),
        )
        rows = (to_orang(r, tanggal) for r in conn.execute(query).mappings())
        people = [o for o in rows if o.id not in ibu]
    return tuple(sorted(people, key=lambda o: (o.nama, o.id)))


def _between(kode: str, tanggal: date) -> tuple[date, date]:
    """First and last birth date of an age group on the day."""
    youngest = {"balita": tanggal, **dict(batas_lahir(tanggal))}
    order = list(youngest)
    place = order.index(kode)
    older = youngest[order[place + 1]] if place + 1 < len(order) else None
    low = date.fromordinal(older.toordinal() + 1) if older else date(1, 1, 1)
    return low, youngest[kode]


def count_sasaran(conn: Connection, posyandu_id: str, tanggal: date) -> dict[str, int]:
    """How many residents of the area stand in each group on the day."""
    ages = [(WARGA.tanggal_lahir <= last.isoformat(), kode) for kode, last in batas_lahir(tanggal)]
    group = case(*reversed(ages), else_="balita")
    query = (
        select(group, func.count())
        .where(
            WARGA.deleted_at.is_(None),
            is_surviving(),
            is_resident(tanggal),
            WARGA.posyandu_id == posyandu_id,
            WARGA.tanggal_lahir <= tanggal.isoformat(),
        )
        .group_by(group)
    )
    found = dict.fromkeys(KELOMPOK, 0)
    for kode, jumlah in conn.execute(query):
        found[kode] = jumlah
    for orang, state in _ibu_area(conn, posyandu_id, tanggal).values():
        found["bumil" if state == "hamil" else "bufas"] += 1
        own = kelompok_umur(orang.tanggal_lahir, tanggal) if orang.tanggal_lahir else None
        if own is not None:
            found[own] -= 1
    return found


def _ibu_area(
    conn: Connection, posyandu_id: str, tanggal: date
) -> dict[str, tuple[Orang, KeadaanIbu]]:
    """The women of the area who are hamil or nifas on the day."""
    episodes = load_episode(conn, tanggal=tanggal)
    here = (
        is_resident(tanggal),
        WARGA.posyandu_id == posyandu_id,
        WARGA.jenis_kelamin == _PEREMPUAN,
    )
    query = select(WARGA.id).where(WARGA.deleted_at.is_(None), *here, WARGA.hamil.is_(True))
    states = _states(episodes, set(conn.execute(query).scalars()), tanggal)
    ids, found = sorted(states), dict[str, tuple[Orang, KeadaanIbu]]()
    for start in range(0, len(ids), 500):
        rows = conn.execute(select_orang().where(*here, WARGA.id.in_(ids[start : start + 500])))
        for row in rows.mappings():
            found[row["id"]] = (to_orang(row, tanggal), states[row["id"]])
    return found


def ringkas_kelompok(conn: Connection, hari_id: str) -> tuple[RingkasKelompok, ...]:
    """The counts of all groups on a hari buka, in the order of the groups."""
    hari = get_hari(conn, hari_id)
    sasaran = count_sasaran(conn, hari.posyandu_id, hari.tanggal)
    kini = load_kini(conn)
    query = select(_HADIR.c.warga_id).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None)
    )
    came = {kini.get(i, i) for i in conn.execute(query).scalars()}
    kelompok = load_kelompok(conn, list_orang(conn, came, hari.tanggal), hari.tanggal)
    here = _residents(conn, came, hari.posyandu_id, hari.tanggal)
    measured = measured_ids(conn, hari_id)
    return tuple(
        _ringkas(kode, sasaran[kode], {w for w in kelompok if kelompok[w] == kode}, here, measured)
        for kode in KELOMPOK
    )


def _ringkas(
    kode: str, sasaran: int, came: set[str], here: set[str], measured: set[str]
) -> RingkasKelompok:
    return RingkasKelompok(
        kode=kode,
        nama=SINGKAT[kode],
        sasaran=sasaran,
        hadir=len(came),
        diukur=len(came & measured),
        belum=sasaran - len(came & here),
    )


def ringkas_rencana(
    conn: Connection, posyandu_id: str, tanggal: date
) -> tuple[RingkasKelompok, ...]:
    """The counts before a day was started: everyone is still to come."""
    sasaran = count_sasaran(conn, posyandu_id, tanggal)
    return tuple(
        RingkasKelompok(kode, SINGKAT[kode], sasaran[kode], 0, 0, sasaran[kode])
        for kode in KELOMPOK
    )


def _residents(conn: Connection, wanted: set[str], posyandu_id: str, tanggal: date) -> set[str]:
    """Who of them lives in this area."""
    ids, found = sorted(wanted), set[str]()
    resident: Any = is_resident(tanggal)
    for start in range(0, len(ids), 500):
        query = select(WARGA.id).where(
            WARGA.id.in_(ids[start : start + 500]), resident, WARGA.posyandu_id == posyandu_id
        )
        found |= set(conn.execute(query).scalars())
    return found
