"""`sipd contoh`: fill a folder without real people with households and months of weighings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.rules.versi import versi_pada
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.contoh.nama import DUSUN
from sipd_desktop.services.contoh.penduduk import Pembuat, RumahTangga, Tempat
from sipd_desktop.services.contoh.sasaran import (
    OrangContoh,
    make_kehamilan,
    make_orang,
    measure,
)
from sipd_desktop.services.contoh.timbangan import Anak, hari_contoh, make_anak, weigh
from sipd_desktop.services.hari.kehamilan import load_episode
from sipd_desktop.services.hari.riwayat import FORM, to_body
from sipd_desktop.services.hari.ukur_umum import encode
from sipd_desktop.services.orang import JK, WARGA, is_resident
from sipd_desktop.spec.field import Wire
from sipd_desktop.spec.register import Form
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_setelan, get_state, set_setelan
from sipd_desktop.storage.tables import SYNCED

_BATCH = 200
Row = tuple[str, dict[str, Wire]]


@dataclass(frozen=True, slots=True)
class HasilContoh:
    """What was made."""

    keluarga: int
    warga: int
    hari_buka: int
    penimbangan: int
    pemeriksaan_lain: int
    """Entries of the other groups: bumil, bufas, lansia and so on."""
    kehamilan: int


def fill_contoh(
    buku: Buku,
    petugas: Petugas,
    *,
    kk: int,
    bulan: int,
    today: date,
    seed: int = 2026,
    progress: Callable[[str], None] = lambda _: None,
) -> HasilContoh:
    """Add `kk` households and `bulan` months of weighings for all balita there are.

    Raises `bukan-folder-contoh` for an unmarked folder with people, and touches nothing then.
    """
    petugas = petugas.as_program()
    with buku.write() as conn:
        _require_contoh(conn)
        set_setelan(conn, "contoh", "1")
        places = _places(conn)
    rng = random.Random(seed)
    homes = list(Pembuat(rng, today, places).make(kk))
    people = 0
    for start in range(0, len(homes), _BATCH):
        with buku.write() as conn:
            people += _add_homes(conn, petugas, homes[start : start + _BATCH])
        progress(f"{min(start + _BATCH, len(homes))} dari {len(homes)} keluarga")
    others = random.Random(seed + 1)
    everyone, pregnancies = _add_kehamilan(buku, petugas, others, today) if bulan else ({}, 0)
    days, weighings, measured = _add_months(
        buku, petugas, (rng, others), bulan, today, everyone, progress
    )
    return HasilContoh(len(homes), people, days, weighings, measured, pregnancies)


def _require_contoh(conn: Connection) -> None:
    if get_setelan(conn, "contoh") == "1":
        return
    if conn.execute(select(func.count()).select_from(SYNCED["warga"])).scalar_one():
        raise UserError("bukan-folder-contoh")
    if get_state(conn, "url"):  # terdaftar di pusat data desa sungguhan
        raise UserError("bukan-folder-contoh")


def _places(conn: Connection) -> list[Tempat]:
    table = SYNCED["posyandu"]
    rows = conn.execute(
        select(table.c.id, table.c.rt_layanan)
        .where(table.c.deleted_at.is_(None))
        .order_by(table.c.nama)
    ).all()
    found: list[Tempat] = []
    for number, (posyandu, served) in enumerate(rows):
        listed = [entry.split("|") for entry in parse_list(served)]
        if not listed:
            rts = (f"{number * 4 + i + 1:03d}" for i in range(4))
            listed = [[DUSUN[number % 4], f"{i % 2 + 1:03d}", rt] for i, rt in enumerate(rts)]
        found += [
            Tempat(dusun or DUSUN[number % 4], rw or "001", rt or "001", posyandu)
            for dusun, rw, rt in listed
        ]
    return found


def _add_homes(conn: Connection, petugas: Petugas, homes: list[RumahTangga]) -> int:
    niat = Niat(conn, petugas)
    keluarga: list[Row] = []
    warga: list[Row] = []
    for home in homes:
        home_id = ids.new_id()
        members = [(ids.new_id(), dict(m, keluarga_id=home_id)) for m in home.anggota]
        keluarga.append((home_id, dict(home.keluarga, kepala_id=members[0][0])))
        warga += members
    niat.insert_many("keluarga", keluarga, "mengimpor")
    niat.insert_many("warga", warga, "mengimpor")
    niat.done()
    return len(warga)


def _people(conn: Connection) -> list[tuple[str, str, date, str]]:
    """Residents with sex and birth date: id, L or P, birth date, Posyandu."""
    query = (
        select(WARGA.id, WARGA.jenis_kelamin, WARGA.tanggal_lahir, WARGA.posyandu_id)
        .where(
            WARGA.deleted_at.is_(None),
            is_resident(),
            WARGA.jenis_kelamin.in_((1, 2)),
            WARGA.tanggal_lahir.is_not(None),
            WARGA.posyandu_id.is_not(None),
        )
        .order_by(WARGA.tanggal_lahir, WARGA.nama)
    )
    return [(i, JK[s], date.fromisoformat(t), p) for i, s, t, p in conn.execute(query)]


def _children(conn: Connection, rng: random.Random) -> dict[str, list[Anak]]:
    """Everyone as a child with a channel of growth, by Posyandu."""
    found: dict[str, list[Anak]] = {}
    for warga, jk, born, posyandu in _people(conn):
        found.setdefault(posyandu, []).append(make_anak(rng, warga, jk, born))
    return found


def _add_kehamilan(
    buku: Buku, petugas: Petugas, rng: random.Random, today: date
) -> tuple[dict[str, list[OrangContoh]], int]:
    """Pregnancies of women who have none recorded; gives all people by Posyandu."""
    with buku.write() as conn:
        known = load_episode(conn)
        found: dict[str, list[OrangContoh]] = {}
        for warga, jk, born, posyandu in _people(conn):
            orang = make_orang(rng, warga, jk, born)
            orang.episode = known.get(warga, ())
            found.setdefault(posyandu, []).append(orang)
        fresh = [o for group in found.values() for o in group if not o.episode]
        rows = make_kehamilan(rng, fresh, today)
        niat = Niat(conn, petugas)
        made: list[Row] = [
            (ids.kehamilan_id(warga, str(v["dicatat"])), {"warga_id": warga, **v})
            for warga, v in rows
        ]
        niat.insert_many("kehamilan", made, "mencatat-hamil")
        for warga, values in rows:
            if "tanggal_selesai" not in values:
                niat.update("warga", warga, {"hamil": True}, "mencatat-hamil")
        niat.done()
    return found, len(rows)


def _add_months(
    buku: Buku,
    petugas: Petugas,
    chance: tuple[random.Random, random.Random],
    bulan: int,
    today: date,
    everyone: dict[str, list[OrangContoh]],
    progress: Callable[[str], None],
) -> tuple[int, int, int]:
    rng, others = chance
    with buku.read() as conn:
        children = _children(conn, rng)
    days = weighings = measured = 0
    for tanggal in hari_contoh(today, bulan):
        for posyandu, group in children.items():
            rows = [
                (a.id, FORM, to_body(nilai)) for a in group if (nilai := weigh(rng, a, tanggal))
            ]
            weighings += len(rows)
            for orang in everyone.get(posyandu, ()):
                found = measure(others, orang, tanggal)
                if found is not None:
                    form = PEMERIKSAAN[found[0]]
                    rows.append((orang.id, form, encode(form, found[1])))
                    measured += 1
            with buku.write() as conn:
                _add_day(conn, petugas, posyandu, tanggal, rows)
            days += 1
        progress(f"hari buka {tanggal.isoformat()}")
    return days, weighings, measured


def _add_day(
    conn: Connection,
    petugas: Petugas,
    posyandu: str,
    tanggal: date,
    rows: list[tuple[str, Form, dict[str, Wire]]],
) -> None:
    niat = Niat(conn, petugas)
    day = tanggal.isoformat()
    hari = ids.hari_buka_id(posyandu, day)
    row = {"posyandu_id": posyandu, "tanggal": day, "status": "tutup"}
    if petugas.pelaku:
        row |= {"petugas_2": petugas.pelaku, "ditandatangani_oleh": petugas.pelaku}
    niat.put("hari_buka", hari, {**row, "ditutup_pada": f"{day}T05:00:00.000Z"}, "memulai")
    known = _existing(conn, [ids.isian_id(form.key, warga, hari) for warga, form, _ in rows])
    hadir: list[Row] = []
    isian: list[Row] = []
    for nomor, (warga, form, body) in enumerate(rows, 1):
        isian_id = ids.isian_id(form.key, warga, hari)
        if isian_id in known:
            continue
        came: dict[str, Wire] = {"hari_buka_id": hari, "warga_id": warga, "nomor": nomor}
        langkah = 3 if form is FORM else 1
        hadir.append((ids.kehadiran_id(hari, warga), {**came, "langkah": langkah}))
        values: dict[str, Wire] = {
            "form": form.key,
            "form_versi": form.version,
            "subjek_jenis": "warga",
            "subjek": warga,
            "hari_buka_id": hari,
            "tanggal": day,
            "versi_aturan": versi_pada(tanggal),
            **body,
        }
        isian.append((isian_id, values))
    niat.insert_many("kehadiran", hadir)
    niat.insert_many("isian", isian, "menimbang")
    niat.done()


def _existing(conn: Connection, wanted: list[str]) -> set[str]:
    table = SYNCED["isian"]
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        part = select(table.c.id).where(table.c.id.in_(wanted[start : start + 500]))
        found |= set(conn.execute(part).scalars())
    return found
