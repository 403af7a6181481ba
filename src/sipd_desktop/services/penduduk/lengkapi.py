"""Completing what a family brings later: the baby's name and NIK, akta, a new No KK, an address.

Each correction is a peristiwa `ubah` of its own, so that the operator sees what is new for OpenSID.
Its note names the fields, never their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.rules.wilayah import rt_rw
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.isi_opensid import add_ubah
from sipd_desktop.services.penduduk.dasar import check_tanggal, clean, require_warga
from sipd_desktop.services.penduduk.nomor import read_nomor, refuse_known_kk, refuse_known_nik
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.rekam import fetch_row


@dataclass(frozen=True, slots=True)
class DataWarga:
    """What may be completed about a person and their household, as typed.

    An empty text leaves what is stored (a blank never erases); None too.
    """

    nama: str = ""
    nik: str = ""
    tempat_lahir: str = ""
    tanggal_lahir: date | None = None
    akta_lahir: bool | None = None
    shdk: int | None = None
    no_kk: str = ""
    alamat: str = ""
    rt: str = ""
    rw: str = ""
    dusun: str = ""


_KELUARGA = ("no_kk", "alamat", "rt", "rw", "dusun")


def open_data(conn: Connection, warga_id: str) -> DataWarga:
    """What is stored, ready to be corrected; raises `orang-tidak-ada`."""
    row = require_warga(conn, warga_id)
    home = fetch_row(conn, "keluarga", row["keluarga_id"]) if row["keluarga_id"] else None
    lahir = row["tanggal_lahir"]
    akta = row["akta_lahir"]
    return DataWarga(
        nama=row["nama"] or "",
        nik=row["nik"] or "",
        tempat_lahir=row["tempat_lahir"] or "",
        tanggal_lahir=date.fromisoformat(lahir) if lahir else None,
        akta_lahir=None if akta is None else bool(akta),
        shdk=row["shdk"],
        **{key: (home[key] if home else None) or "" for key in _KELUARGA},
    )


def record_lengkapi(
    conn: Connection, petugas: Petugas, warga_id: str, data: DataWarga, *, hari_ini: date
) -> Changes:
    """Write what differs, as one act; raises InvalidInput, `nik-sudah-ada`, `kk-sudah-ada`,
    `tidak-ada-perubahan`."""
    row = require_warga(conn, warga_id)
    warga, keluarga = _typed(data)
    if data.tanggal_lahir is not None:
        check_tanggal(data.tanggal_lahir, hari_ini, field="tanggal_lahir")
    refuse_known_nik(conn, _text(warga.get("nik")), row["id"])
    home_id = row["keluarga_id"]
    home = fetch_row(conn, "keluarga", home_id) if home_id else None
    refuse_known_kk(conn, _text(keluarga.get("no_kk")), home_id or "")
    niat = Niat(conn, petugas)
    changed = _differs("warga", row, warga)
    niat.update_row("warga", row, warga, "melengkapi")
    if home is not None:
        changed += _differs("keluarga", home, keluarga)
        niat.update_row("keluarga", home, keluarga, "melengkapi")
    if not changed:
        raise UserError("tidak-ada-perubahan")
    add_ubah(niat, row["id"], home_id, changed, hari_ini, "melengkapi")
    return niat.done()


def _typed(data: DataWarga) -> tuple[dict[str, Wire], dict[str, Wire]]:
    """Checked values for the two tables; raises InvalidInput."""
    values: dict[str, Wire] = {}
    for spec in fields(DataWarga):
        value = getattr(data, spec.name)
        if value is None or value == "":
            continue
        values[spec.name] = _wire(spec.name, value)
    problems = [
        Problem(key, f"isian-{bad}")
        for key, value in values.items()
        if (bad := REGISTERS[_table(key)].by_key()[key].check(value))
    ]
    if problems:
        raise InvalidInput(problems)
    own = {k: v for k, v in values.items() if k not in _KELUARGA}
    return own, {k: v for k, v in values.items() if k in _KELUARGA}


def _wire(key: str, value: Any) -> Wire:
    if key == "nik":
        return read_nomor(value, "nik", "nik-bentuk")
    if key == "no_kk":
        return read_nomor(value, "no_kk", "kk-bentuk")
    if key in ("rt", "rw"):
        found = rt_rw(value)
        if found is None:
            raise InvalidInput([Problem(key, "isian-angka")])
        return found
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return (clean(value) or "").upper() if key == "dusun" else clean(value)
    return bool(value) if isinstance(value, bool) else int(value)


def _table(key: str) -> str:
    return "keluarga" if key in _KELUARGA else "warga"


def _differs(tbl: str, row: Mapping[str, Any], values: Mapping[str, Wire]) -> list[str]:
    """Labels of the fields that change."""
    known = REGISTERS[tbl].by_key()
    return [str(known[k].label) for k, v in values.items() if known[k].from_column(row[k]) != v]


def _text(value: Wire) -> str | None:
    return value if isinstance(value, str) else None
