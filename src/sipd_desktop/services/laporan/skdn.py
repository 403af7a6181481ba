"""SKDN of a Posyandu and month (docs/posyandu 5.2): figures, their lists, and the sheet.

S is counted on the date of the day; a child weighed elsewhere in the desa is D there and S at home.
Each figure is the length of the list it opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.clock import today as clock_today
from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.skdn import Fakta, Kode, Skdn
from sipd_desktop.rules.skdn import skdn as count_skdn
from sipd_desktop.rules.versi import aturan_pada
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import require
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.hasil import Ringkas, load_ringkas
from sipd_desktop.services.hari.lain import weighed_elsewhere
from sipd_desktop.services.hari.riwayat import Catatan, load_catatan
from sipd_desktop.services.orang import (
    WARGA,
    list_orang,
    orang_lain,
    select_orang,
    to_orang,
    was_resident,
)
from sipd_desktop.storage.keadaan import get_setelan
from sipd_desktop.storage.tables import SYNCED

_HARI, _POSYANDU, _DESA = SYNCED["hari_buka"], SYNCED["posyandu"], SYNCED["desa"]


@dataclass(frozen=True, slots=True)
class LaporanSkdn:
    """The figures of one month and the people behind them."""

    periode: str
    posyandu_id: str | None
    posyandu: str
    desa: str
    tanggal_acuan: date
    hari: tuple[date, ...]
    tabel: Skdn
    anak: dict[str, Orang]
    contoh: bool
    ditandatangani: str = ""
    nama_bidan: str = ""


def parse_periode(text: str) -> Periode:
    """`2026-11`; raises `periode-salah`."""
    try:
        return Periode.parse(text)
    except ValueError as error:
        raise UserError("periode-salah") from error


def open_skdn(
    conn: Connection, posyandu_id: str | None, periode: str, *, today: date | None = None
) -> LaporanSkdn:
    """Count a month for one Posyandu, or for all on this laptop (None)."""
    month = parse_periode(periode)
    days = _days(conn, posyandu_id, month)
    acuan = _acuan(month, [d[1] for d in days], today or clock_today())
    weighed = _weighed(conn, month, {d[0] for d in days}, posyandu_id)
    people = _people(conn, posyandu_id, acuan, weighed)
    last = {owner: row for owner, rows in weighed.items() if (row := _last(rows, month))}
    marks = _marks(conn, people, weighed, {row.isian_id for row in last.values()})
    facts = [_fakta(o, home, last.get(o.id), marks, acuan) for o, home in people.values()]
    elsewhere = weighed_elsewhere(conn, {d[0] for d in days})
    facts += [_fakta_lain(warga, acuan) for warga in elsewhere]
    posyandu, desa = _names(conn, posyandu_id)
    signed = [d for d in days if d[2]]
    return LaporanSkdn(
        periode=str(month),
        posyandu_id=posyandu_id,
        posyandu=posyandu,
        desa=desa,
        tanggal_acuan=acuan,
        hari=tuple(d[1] for d in days),
        tabel=count_skdn(facts, aturan_pada(acuan)),
        anak={key: o for key, (o, _) in people.items()} | {i: orang_lain(i) for i in elsewhere},
        contoh=get_setelan(conn, "contoh") == "1",
        ditandatangani=_kader(conn, signed[-1][2]) if signed else "",
        nama_bidan=days[-1][3] if days else "",
    )


def _days(
    conn: Connection, posyandu_id: str | None, month: Periode
) -> list[tuple[str, date, str | None, str]]:
    query = (
        select(_HARI.c.id, _HARI.c.tanggal, _HARI.c.ditandatangani_oleh, _HARI.c.nama_bidan)
        .where(
            _HARI.c.deleted_at.is_(None),
            _HARI.c.tanggal.between(month.awal.isoformat(), month.akhir.isoformat()),
        )
        .order_by(_HARI.c.tanggal)
    )
    if posyandu_id is not None:
        query = query.where(_HARI.c.posyandu_id == posyandu_id)
    return [(i, date.fromisoformat(t), s, b or "") for i, t, s, b in conn.execute(query)]


def _acuan(month: Periode, days: Sequence[date], today: date) -> date:
    """The day S is counted on: the last hari buka, else the month's end or today if earlier."""
    if days:
        return days[-1]
    return today if today in month else month.akhir


def _weighed(
    conn: Connection, month: Periode, days: set[str], posyandu_id: str | None
) -> dict[str, list[Catatan]]:
    """All weighings up to the month's end of children weighed in it at these hari buka."""
    isian = SYNCED["isian"]
    query = select(isian.c.subjek).where(
        isian.c.form == "pemeriksaan_balita",
        isian.c.deleted_at.is_(None),
        isian.c.tanggal.between(month.awal.isoformat(), month.akhir.isoformat()),
    )
    subjects = sorted(set(conn.execute(query).scalars()))
    kini = load_kini(conn)
    found = load_catatan(conn, sorted({kini.get(i, i) for i in subjects}), month.akhir)
    return {
        owner: rows
        for owner, rows in found.items()
        if any(_counts(r, month, days, posyandu_id) for r in rows)
    }


def _fakta_lain(warga_id: str, acuan: date) -> Fakta:
    return Fakta(warga_id, None, None, False, False, True, acuan, lain=True)


def _counts(row: Catatan, month: Periode, days: set[str], posyandu_id: str | None) -> bool:
    if row.tanggal not in month or row.nilai.berat_badan is None:
        return False
    return row.hari_buka_id in days or (posyandu_id is None and row.hari_buka_id is None)


def _people(
    conn: Connection, posyandu_id: str | None, acuan: date, weighed: dict[str, list[Catatan]]
) -> dict[str, tuple[Orang, bool]]:
    """Residents who may be balita (those without birth date too, to be told of), and everyone
    weighed; with "lives in this area"."""
    oldest = date(acuan.year - 6, acuan.month, 1).isoformat()
    query = select_orang().where(
        was_resident(acuan),
        WARGA.tanggal_lahir.is_(None) | WARGA.tanggal_lahir.between(oldest, acuan.isoformat()),
    )
    if posyandu_id is not None:
        query = query.where(WARGA.posyandu_id == posyandu_id)
    rows = conn.execute(query).mappings().all()
    found = {r["id"]: (to_orang(r, acuan), True) for r in rows}
    others = [i for i in weighed if i not in found]
    found.update({o.id: (o, False) for o in list_orang(conn, others, acuan)})
    return found


def _last(rows: Sequence[Catatan], month: Periode) -> Catatan | None:
    """The weighing that counts for a child: the last of the month."""
    inside = [r for r in rows if r.nilai.berat_badan is not None and r.tanggal in month]
    return inside[-1] if inside else None


def _marks(
    conn: Connection,
    people: dict[str, tuple[Orang, bool]],
    weighed: dict[str, list[Catatan]],
    wanted: set[str],
) -> dict[str, Ringkas]:
    return load_ringkas(conn, {k: o for k, (o, _) in people.items()}, weighed, wanted)


def _fakta(
    orang: Orang,
    home: bool,
    last: Catatan | None,
    marks: dict[str, Ringkas],
    acuan: date,
) -> Fakta:
    mark = marks.get(last.isian_id) if last else None
    return Fakta(
        id=orang.id,
        jk=orang.jk or None,
        lahir=orang.tanggal_lahir,
        dalam_wilayah=home,
        punya_kms=bool(orang.punya_kms),
        ditimbang=last is not None,
        tanggal_acuan=last.tanggal if last else acuan,
        tanda=mark.tanda if mark else None,
        dua_t=bool(mark and mark.dua_t),
        bgm=mark.bgm if mark else None,
        ago=mark.ago if mark else None,
    )


def _names(conn: Connection, posyandu_id: str | None) -> tuple[str, str]:
    desa = conn.execute(select(_DESA.c.nama).where(_DESA.c.deleted_at.is_(None))).scalars().first()
    if posyandu_id is None:
        return "Semua Posyandu", desa or ""
    query = select(_POSYANDU.c.nama).where(_POSYANDU.c.id == posyandu_id)
    nama = conn.execute(query).scalar_one_or_none()
    if nama is None:
        raise UserError("posyandu-tidak-ada")
    return nama, desa or ""


def _kader(conn: Connection, kader_id: str | None) -> str:
    table = SYNCED["kader"]
    query = select(table.c.nama).where(table.c.id == kader_id)
    return conn.execute(query).scalar_one_or_none() or ""


def list_angka(
    laporan: LaporanSkdn, kode: Kode, golongan: str | None = None, jk: str | None = None
) -> tuple[Orang, ...]:
    """The children a figure counts, by name; as many as the figure says."""
    ids = laporan.tabel.daftar(kode, golongan, jk)
    return tuple(sorted((laporan.anak[i] for i in ids), key=lambda o: (o.nama, o.id)))


def angka_hari(laporan: LaporanSkdn) -> dict[str, int]:
    """The figures as they stand, to be kept with the signature."""
    return {kode: laporan.tabel.jumlah(kode) for kode in ("S", "K", "D", "N", "T", "O", "B", "BGM")}


def find_posyandu(conn: Connection, nama: str) -> str:
    """The id of a Posyandu by its name; raises `posyandu-tidak-ada`."""
    rows = conn.execute(
        select(_POSYANDU.c.id, _POSYANDU.c.nama, _POSYANDU.c.nama_awal).where(
            _POSYANDU.c.deleted_at.is_(None)
        )
    )
    wanted = " ".join(nama.split()).casefold()
    for posyandu, *names in rows:
        if wanted in [(n or "").casefold() for n in names]:
            return str(posyandu)
    raise UserError("posyandu-tidak-ada")


def record_export(
    conn: Connection, petugas: Petugas, posyandu_id: str | None, objek: str = "laporan"
) -> None:
    """Note in the history that a report left the program; raises NotAllowed.

    `objek` is the object of the roles matrix that says who may let it out.
    """
    require(conn, petugas, objek, "ekspor", row={"posyandu_id": posyandu_id})
    niat = Niat(conn, petugas)
    niat.note("mengekspor", "posyandu" if posyandu_id else None, posyandu_id)
    niat.done()
