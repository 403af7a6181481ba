"""`sipd contoh`: fill a folder without real people with households and months of weighings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.versi import versi_pada
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.contoh.nama import DUSUN
from sipd_desktop.services.contoh.penduduk import Pembuat, RumahTangga, Tempat
from sipd_desktop.services.contoh.timbangan import Anak, hari_contoh, make_anak, weigh
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.riwayat import FORM, to_body
from sipd_desktop.services.orang import JK, WARGA, is_resident
from sipd_desktop.spec.field import Wire
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
    days, weighings = _add_months(buku, petugas, rng, bulan, today, progress)
    return HasilContoh(len(homes), people, days, weighings)


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


def _children(conn: Connection, rng: random.Random) -> dict[str, list[Anak]]:
    """Children with sex and birth date, by Posyandu."""
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
    found: dict[str, list[Anak]] = {}
    for warga, sex, born, posyandu in conn.execute(query):
        anak = make_anak(rng, warga, JK[sex], date.fromisoformat(born))
        found.setdefault(posyandu, []).append(anak)
    return found


def _add_months(
    buku: Buku,
    petugas: Petugas,
    rng: random.Random,
    bulan: int,
    today: date,
    progress: Callable[[str], None],
) -> tuple[int, int]:
    with buku.read() as conn:
        children = _children(conn, rng)
    days = weighings = 0
    for tanggal in hari_contoh(today, bulan):
        for posyandu, group in children.items():
            values = [(a.id, nilai) for a in group if (nilai := weigh(rng, a, tanggal))]
            with buku.write() as conn:
                _add_day(conn, petugas, posyandu, tanggal, values)
            days += 1
            weighings += len(values)
        progress(f"hari buka {tanggal.isoformat()}")
    return days, weighings


def _add_day(
    conn: Connection,
    petugas: Petugas,
    posyandu: str,
    tanggal: date,
    values: list[tuple[str, NilaiUkur]],
) -> None:
    niat = Niat(conn, petugas)
    day = tanggal.isoformat()
    hari = ids.hari_buka_id(posyandu, day)
    row = {"posyandu_id": posyandu, "tanggal": day, "status": "tutup"}
    if petugas.pelaku:
        row |= {"petugas_2": petugas.pelaku, "ditandatangani_oleh": petugas.pelaku}
    niat.put("hari_buka", hari, {**row, "ditutup_pada": f"{day}T05:00:00.000Z"}, "memulai")
    hadir: list[Row] = []
    isian: list[Row] = []
    for nomor, (warga, nilai) in enumerate(values, 1):
        hadir.append(
            (
                ids.kehadiran_id(hari, warga),
                {"hari_buka_id": hari, "warga_id": warga, "nomor": nomor, "langkah": 3},
            )
        )
        isian.append(
            (
                ids.isian_id(FORM.key, warga, hari),
                {
                    "form": FORM.key,
                    "form_versi": FORM.version,
                    "subjek_jenis": "warga",
                    "subjek": warga,
                    "hari_buka_id": hari,
                    "tanggal": day,
                    "versi_aturan": versi_pada(tanggal),
                    **to_body(nilai),
                },
            )
        )
    known = _existing(conn, [i for i, _ in isian])
    niat.insert_many(
        "kehadiran", [h for h, i in zip(hadir, isian, strict=True) if i[0] not in known]
    )
    niat.insert_many("isian", [i for i in isian if i[0] not in known], "menimbang")
    niat.done()


def _existing(conn: Connection, wanted: list[str]) -> set[str]:
    table = SYNCED["isian"]
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        part = select(table.c.id).where(table.c.id.in_(wanted[start : start + 500]))
        found |= set(conn.execute(part).scalars())
    return found
