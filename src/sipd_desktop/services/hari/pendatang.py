"""A newcomer in one short form, without NIK when there is none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.sasaran import kelompok_umur
from sipd_desktop.rules.wilayah import posyandu_of, rt_rw
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.hari.baris import Hari, PendatangBaru
from sipd_desktop.services.hari.hadir import add_hadir
from sipd_desktop.services.hari.hari import require_open
from sipd_desktop.services.orang import JK, KELUARGA, WARGA
from sipd_desktop.services.pindah import is_held
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.tables import SYNCED

_TEXTS = (("nama", "warga"), ("nama_ibu", "warga"), ("dusun", "keluarga"))
_ANAK = 4
"""SHDK: anak."""
_JK = {letter: code for code, letter in JK.items()}


def check_pendatang(data: PendatangBaru, tanggal: date) -> tuple[Problem, ...]:
    """What is missing or cannot be; pure."""
    found = []
    if not data.nama.strip():
        found.append(Problem("nama", "nama-kosong"))
    if data.jk not in _JK:
        found.append(Problem("jk", "jk-kosong"))
    if data.tanggal_lahir > tanggal:
        found.append(Problem("tanggal_lahir", "belum-lahir"))
    nik = data.nik.strip()
    if nik and not (len(nik) == 16 and nik.isascii() and nik.isdigit()):
        found.append(Problem("nik", "nik-bentuk"))
    for key, tbl in _TEXTS:
        bad = REGISTERS[tbl].by_key()[key].check(getattr(data, key))
        if bad:
            found.append(Problem(key, f"isian-{bad}"))
    for key in ("rt", "rw"):
        text = getattr(data, key).strip()
        if text and not (text.isascii() and text.isdigit() and rt_rw(text)):
            found.append(Problem(key, "isian-angka"))
    return tuple(found)


def register(
    conn: Connection, petugas: Petugas, hari_id: str, data: PendatangBaru
) -> tuple[str, Changes]:
    """Register and mark as come; returns the new person's id.

    From an RT whose Posyandu is not on this laptop: a guest here (counted apart in D) until moved
    home. A household of the same mother at the same RT is joined, else a new one without No KK is
    made. Raises InvalidInput, `nik-sudah-ada`.
    """
    hari = require_open(conn, hari_id)
    problems = check_pendatang(data, hari.tanggal)
    if problems:
        raise InvalidInput(problems)
    _refuse_known_nik(conn, data.nik.strip())
    niat = Niat(conn, petugas)
    posyandu = hari.posyandu_id if data.luar_wilayah else _posyandu(conn, hari, data)
    if not is_held(conn, posyandu):
        # rumahnya di Posyandu yang tidak ada di laptop ini: tamu di sini, pulang lewat pindah
        posyandu, data = hari.posyandu_id, replace(data, luar_wilayah=True)
    keluarga = _join_or_make(niat, data, posyandu)
    warga_id = new_id()
    values: dict[str, Wire] = {
        "nik": data.nik.strip() or None,
        "keluarga_id": keluarga,
        "nama": " ".join(data.nama.split()),
        "jenis_kelamin": _JK[data.jk],
        "tanggal_lahir": data.tanggal_lahir.isoformat(),
        "nama_ibu": " ".join(data.nama_ibu.split()) or None,
        "shdk": _ANAK if _is_child(data, hari) else None,
        "status_dasar": 1,
        "posyandu_id": posyandu,
        "luar_wilayah": data.luar_wilayah or None,
        "sumber": "pendaftaran",
    }
    niat.insert("warga", warga_id, values, "mendaftarkan")
    add_hadir(niat, hari_id, warga_id)
    return warga_id, niat.done()


def _is_child(data: PendatangBaru, hari: Hari) -> bool:
    """Who is taken for a child of the household; of a grown-up nothing is assumed."""
    return kelompok_umur(data.tanggal_lahir, hari.tanggal) in ("balita", "apras", "remaja")


def _refuse_known_nik(conn: Connection, nik: str) -> None:
    if not nik:
        return
    query = (
        select(KELUARGA.rt)
        .select_from(
            SYNCED["warga"].outerjoin(SYNCED["keluarga"], KELUARGA.id == WARGA.keluarga_id)
        )
        .where(WARGA.nik == nik)
    )
    row = conn.execute(query).first()
    if row is not None:
        raise UserError("nik-sudah-ada", rt=row[0] or "-")


def _posyandu(conn: Connection, hari: Hari, data: PendatangBaru) -> str:
    """Who lives in an RT another Posyandu of the desa serves belongs there; D is counted here."""
    table = SYNCED["posyandu"]
    rows = conn.execute(
        select(table.c.id, table.c.rt_layanan).where(table.c.deleted_at.is_(None))
    ).all()
    listed = [(i, parse_list(served)) for i, served in rows]
    if not rt_rw(data.rt):
        return hari.posyandu_id
    own = next((s for i, s in listed if i == hari.posyandu_id), [])
    if not own:
        return hari.posyandu_id
    return posyandu_of(listed, data.dusun, data.rw, data.rt) or hari.posyandu_id


def _join_or_make(niat: Niat, data: PendatangBaru, posyandu: str) -> str:
    rt, rw, ibu = rt_rw(data.rt), rt_rw(data.rw), " ".join(data.nama_ibu.split())
    if ibu and not data.luar_wilayah:
        query = (
            select(WARGA.keluarga_id)
            .select_from(SYNCED["warga"].join(SYNCED["keluarga"], KELUARGA.id == WARGA.keluarga_id))
            .where(
                WARGA.nama.collate("NOCASE") == ibu,
                WARGA.jenis_kelamin == 2,
                KELUARGA.rt == rt,
                WARGA.deleted_at.is_(None),
                KELUARGA.deleted_at.is_(None),
                is_surviving(),
            )
        )
        if rw:
            query = query.where(KELUARGA.rw == rw)
        found = niat.conn.execute(query).scalars().all()
        if len(found) == 1:
            return str(found[0])
    keluarga = new_id()
    values: dict[str, Wire] = {
        "rt": rt,
        "rw": rw,
        "dusun": data.dusun.strip().upper() or None,
        "posyandu_id": posyandu,
    }
    niat.insert("keluarga", keluarga, values, "mendaftarkan")
    return keluarga
