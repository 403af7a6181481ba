"""Arrival in the desa: somebody new, or somebody who lived here before and comes back.

Who comes back by NIK is the same record, opened again: never a second one. Somebody of the same
name and birth date is asked about first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import Problem, UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.base.lipat import lipat
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.wilayah import posyandu_of, rt_rw
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.orang import HIDUP, JK, MENINGGAL, WARGA, Orang, select_orang, to_orang
from sipd_desktop.services.penduduk.dasar import (
    check_tanggal,
    clean,
    first_problem,
    is_alive,
    put_peristiwa,
    require_keluarga,
    require_warga,
)
from sipd_desktop.services.penduduk.nomor import find_nik, read_nomor, refuse_known_kk, rt_of
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.tables import SYNCED

_JK = {letter: code for code, letter in JK.items()}
_POSYANDU = SYNCED["posyandu"].c


@dataclass(frozen=True, slots=True)
class Rumah:
    """A household to be made; `posyandu_id` where no Posyandu serves its RT."""

    posyandu_id: str
    rt: str = ""
    rw: str = ""
    dusun: str = ""
    alamat: str = ""
    no_kk: str = ""


@dataclass(frozen=True, slots=True)
class Datang:
    """Somebody arriving as typed; a NIK known from before needs nothing else."""

    nama: str = ""
    jk: str = ""
    tanggal_lahir: date | None = None
    nik: str = ""
    nama_ibu: str = ""
    shdk: int | None = None
    dari: str = ""


@dataclass(frozen=True, slots=True)
class Tiba:
    """What was made: the person, and whether it is one who came back."""

    warga_id: str
    keluarga_id: str
    kembali: bool
    changes: Changes


def check_datang(data: Datang, hari_ini: date) -> tuple[Problem, ...]:
    """What is missing or cannot be about somebody new; pure."""
    found = []
    if not clean(data.nama):
        found.append(Problem("nama", "nama-kosong"))
    elif bad := REGISTERS["warga"].by_key()["nama"].check(clean(data.nama)):
        found.append(Problem("nama", f"isian-{bad}"))
    if data.jk not in _JK:
        found.append(Problem("jk", "jk-kosong"))
    if data.tanggal_lahir is not None and data.tanggal_lahir > hari_ini:
        found.append(Problem("tanggal_lahir", "peristiwa-belum-terjadi"))
    return tuple(found)


def list_mungkin(conn: Connection, nama: str, lahir: date | None, hari_ini: date) -> list[Orang]:
    """People of this name (as it sounds) and birth date, also those who left."""
    if lahir is None or not clean(nama):
        return []
    query = select_orang().where(WARGA.tanggal_lahir == lahir.isoformat(), is_surviving())
    people = (to_orang(r, hari_ini) for r in conn.execute(query).mappings())
    return [o for o in people if lipat(o.nama) == lipat(nama)]


def record_datang(
    conn: Connection,
    petugas: Petugas,
    data: Datang,
    tanggal: date,
    *,
    hari_ini: date,
    ke: str | Rumah,
    tetap: bool = False,
) -> Tiba:
    """Somebody arrived, into a household (its id) or a new one.

    Raises InvalidInput, `nik-sudah-ada` (lives here), `nik-orang-meninggal`, `kk-sudah-ada`, and
    `datang-mungkin-sudah-ada` unless `tetap`.
    """
    check_tanggal(tanggal, hari_ini)
    nik = read_nomor(data.nik, "nik", "nik-bentuk")
    known = find_nik(conn, nik) if nik else None
    if known is not None:
        _refuse_present(conn, known)
        return _come_back(conn, petugas, known, data, tanggal, ke)
    first_problem(check_datang(data, hari_ini))
    alike = list_mungkin(conn, data.nama, data.tanggal_lahir, hari_ini)
    if alike and not tetap:
        raise UserError("datang-mungkin-sudah-ada", jumlah=len(alike))
    niat = Niat(conn, petugas)
    home = _home(niat, ke)
    warga_id = new_id()
    values: dict[str, Wire] = {
        "nama": clean(data.nama),
        "nik": nik,
        "jenis_kelamin": _JK[data.jk],
        "tanggal_lahir": data.tanggal_lahir.isoformat() if data.tanggal_lahir else None,
        "nama_ibu": clean(data.nama_ibu),
        "shdk": data.shdk,
        "status_dasar": HIDUP,
        "tanggal_status": tanggal.isoformat(),
        "sumber": "pendaftaran",
        **home,
    }
    niat.insert("warga", warga_id, values, "mencatat-datang")
    _note(niat, warga_id, tanggal, data.dari, home["keluarga_id"])
    return Tiba(warga_id, str(home["keluarga_id"]), False, niat.done())


def record_kembali(
    conn: Connection,
    petugas: Petugas,
    warga_id: str,
    tanggal: date,
    *,
    hari_ini: date,
    ke: str | Rumah | None = None,
    dari: str = "",
) -> Tiba:
    """Somebody who left comes back, to the old household unless another is given.

    Raises `masih-di-sini`, `nik-orang-meninggal`.
    """
    row = require_warga(conn, warga_id)
    if is_alive(row):
        raise UserError("masih-di-sini")
    _refuse_present(conn, row)
    check_tanggal(tanggal, hari_ini, row)
    return _come_back(conn, petugas, row, Datang(dari=dari), tanggal, ke or row["keluarga_id"])


def record_kembali_semua(
    conn: Connection,
    petugas: Petugas,
    warga: Sequence[str],
    tanggal: date,
    *,
    hari_ini: date,
    ke: str | None = None,
    dari: str = "",
) -> Changes:
    """A family comes back together: as `record_kembali`, one undo."""
    made = Changes()
    for warga_id in warga:
        back = record_kembali(conn, petugas, warga_id, tanggal, hari_ini=hari_ini, ke=ke, dari=dari)
        made |= back.changes
    return made


def _refuse_present(conn: Connection, row: Mapping[str, Any]) -> None:
    if row["status_dasar"] == MENINGGAL:
        raise UserError("nik-orang-meninggal")
    if not row["deleted_at"] and is_alive(row):
        raise UserError("nik-sudah-ada", rt=rt_of(conn, row))


def _come_back(
    conn: Connection,
    petugas: Petugas,
    row: Mapping[str, Any],
    data: Datang,
    tanggal: date,
    ke: str | Rumah | None,
) -> Tiba:
    niat = Niat(conn, petugas)
    if row["deleted_at"]:
        niat.unvoid("warga", row["id"], "mencatat-datang")
    home = _home(niat, ke) if ke else {"keluarga_id": row["keluarga_id"]}
    patch: dict[str, Wire] = {
        "status_dasar": HIDUP,
        "tanggal_status": tanggal.isoformat(),
        "luar_wilayah": None,
        **home,
    }
    if data.shdk:
        patch["shdk"] = data.shdk
    niat.update("warga", row["id"], patch, "mencatat-datang")
    _note(niat, row["id"], tanggal, data.dari, home["keluarga_id"])
    return Tiba(row["id"], str(home["keluarga_id"] or ""), True, niat.done())


def _note(niat: Niat, warga_id: str, tanggal: date, dari: str, keluarga: Wire) -> None:
    put_peristiwa(
        niat,
        "datang",
        warga_id,
        tanggal,
        "mencatat-datang",
        dari_ke=clean(dari),
        keluarga_id=keluarga,
    )


def _home(niat: Niat, ke: str | Rumah) -> dict[str, Wire]:
    """Household and Posyandu of the arrival; a new household is made."""
    if isinstance(ke, str):
        row = require_keluarga(niat.conn, ke)
        return {"keluarga_id": ke, "posyandu_id": row["posyandu_id"]}
    return add_rumah(niat, ke, "mencatat-datang")


def add_rumah(niat: Niat, rumah: Rumah, verb: str) -> dict[str, Wire]:
    """Inside an open intent: a new household, under the Posyandu that serves its RT."""
    no_kk = read_nomor(rumah.no_kk, "no_kk", "kk-bentuk")
    refuse_known_kk(niat.conn, no_kk)
    dusun = (clean(rumah.dusun) or "").upper() or None
    rt, rw = rt_rw(rumah.rt), rt_rw(rumah.rw)
    query = select(_POSYANDU.id, _POSYANDU.rt_layanan).where(_POSYANDU.deleted_at.is_(None))
    served = [(i, parse_list(text)) for i, text in niat.conn.execute(query)]
    listed = [pair for pair in served if pair[1]]
    unit = (posyandu_of(listed, dusun, rw, rt) if rt else None) or rumah.posyandu_id
    keluarga_id = new_id()
    values: dict[str, Wire] = {
        "no_kk": no_kk,
        "alamat": clean(rumah.alamat),
        "dusun": dusun,
        "rw": rw,
        "rt": rt,
        "posyandu_id": unit or None,
    }
    niat.insert("keluarga", keluarga_id, values, verb)
    return {"keluarga_id": keluarga_id, "posyandu_id": unit or None}
