"""People as lists show them, and the Posyandu of this laptop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.umur import teks_umur, umur_bulan
from sipd_desktop.services.gabung import ids_of as ids_of
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.gabung import kini_of as kini_of
from sipd_desktop.storage.keadaan import get_setelan
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.storage.tables import SYNCED

WARGA, KELUARGA = SYNCED["warga"].c, SYNCED["keluarga"].c
_PERISTIWA = SYNCED["peristiwa"]
JK = {1: "L", 2: "P"}
HIDUP, MENINGGAL, PINDAH = 1, 2, 3
KATA_STATUS = {2: "meninggal", 3: "pindah", 4: "hilang", 6: "pergi", 9: "tidak berlaku"}
"""Why somebody is in no list any more, as screens say it."""
DI_LAIN = "Di Posyandu lain"


@dataclass(frozen=True, slots=True)
class Orang:
    """One person as lists show them; the NIK only as its last four digits."""

    id: str
    nama: str
    jk: str
    """`L`, `P` or empty when not known."""
    tanggal_lahir: date | None
    umur: str
    """Age on the day, e.g. `27 bln (2 th 3 bln)`."""
    umur_bulan: int | None
    nama_ibu: str
    rt: str
    rw: str
    dusun: str
    keluarga_id: str | None
    nik_ekor: str
    luar_wilayah: bool
    punya_kms: bool | None
    status: int = HIDUP
    """Status penduduk (code list `status_dasar`): 1 hidup, 2 mati, 3 pindah."""

    @property
    def is_sini(self) -> bool:
        """Still lives: may be invited, visited, called."""
        return self.status == HIDUP

    @property
    def is_balita(self) -> bool:
        """0-59 completed months on the day."""
        return self.umur_bulan is not None and 0 <= self.umur_bulan < 60


def select_orang() -> Select[Any]:
    """Rows for `to_orang`: live people with the address of their household."""
    warga, keluarga = SYNCED["warga"], SYNCED["keluarga"]
    return (
        select(
            WARGA.id,
            WARGA.nama,
            WARGA.jenis_kelamin,
            WARGA.tanggal_lahir,
            WARGA.nama_ibu,
            WARGA.nik,
            WARGA.keluarga_id,
            WARGA.luar_wilayah,
            WARGA.punya_kms,
            WARGA.posyandu_id,
            WARGA.status_dasar,
            KELUARGA.rt,
            KELUARGA.rw,
            KELUARGA.dusun,
        )
        .select_from(warga.outerjoin(keluarga, KELUARGA.id == WARGA.keluarga_id))
        .where(WARGA.deleted_at.is_(None), is_surviving())
    )


def is_living() -> Any:
    """SQL: neither dead nor moved away, as known now."""
    return (WARGA.status_dasar.is_(None)) | (WARGA.status_dasar == HIDUP)


def is_resident(tanggal: date | None = None) -> Any:
    """SQL: lives here now (not moved away, not dead), and not from outside.

    With a date also: was here already on that day. For lists of people to invite, visit or call.
    """
    here = is_living() & _own()
    return here if tanggal is None else here & was_here(tanggal)


def was_resident(tanggal: date) -> Any:
    """SQL: lived here on a day, whatever happened since. For counts of a past month (S)."""
    return was_here(tanggal) & _own()


def was_here(tanggal: date) -> Any:
    """SQL: alive and here on a day, by the first event after it when the status is younger."""
    day = tanggal.isoformat()
    later = (
        select(_PERISTIWA.c.jenis)
        .where(
            _PERISTIWA.c.warga_id == WARGA.id,
            _PERISTIWA.c.deleted_at.is_(None),
            _PERISTIWA.c.jenis.in_(("datang", "pindah", "meninggal")),
            _PERISTIWA.c.tanggal > day,
        )
        .order_by(_PERISTIWA.c.tanggal, _PERISTIWA.c.id)
        .limit(1)
        .scalar_subquery()
    )
    settled = WARGA.tanggal_status.is_(None) | (WARGA.tanggal_status <= day)
    return case((settled, is_living()), else_=func.coalesce(later, "") != "datang")


def _own() -> Any:
    return WARGA.luar_wilayah.is_not(True) | WARGA.luar_wilayah.is_(None)


def to_orang(row: Mapping[Any, Any], tanggal: date) -> Orang:
    """A row of `select_orang` as a person on a day."""
    lahir = date.fromisoformat(row["tanggal_lahir"]) if row["tanggal_lahir"] else None
    known = lahir is not None and lahir <= tanggal
    nik, kms = row["nik"] or "", row["punya_kms"]
    return Orang(
        id=row["id"],
        nama=row["nama"] or "",
        jk=JK.get(row["jenis_kelamin"], ""),
        tanggal_lahir=lahir,
        umur=teks_umur(lahir, tanggal) if lahir and known else "",
        umur_bulan=umur_bulan(lahir, tanggal) if lahir else None,
        nama_ibu=row["nama_ibu"] or "",
        rt=row["rt"] or "",
        rw=row["rw"] or "",
        dusun=row["dusun"] or "",
        keluarga_id=row["keluarga_id"],
        nik_ekor=nik[-4:],
        luar_wilayah=bool(row["luar_wilayah"]),
        punya_kms=None if kms is None else bool(kms),
        status=row.get("status_dasar") or HIDUP,
    )


def get_orang(conn: Connection, warga_id: str, tanggal: date) -> Orang:
    """One person, after merging; raises `orang-tidak-ada`."""
    found = list_orang(conn, [kini_of(conn, warga_id)], tanggal)
    if not found:
        raise UserError("orang-tidak-ada")
    return found[0]


def with_status(orang: Orang) -> str:
    """The name, with a quiet word for who is not here any more: `KARTI (pindah)`."""
    kata = KATA_STATUS.get(orang.status, "")
    return f"{orang.nama} ({kata})" if kata else orang.nama


def list_orang(conn: Connection, ids: Iterable[str], tanggal: date) -> list[Orang]:
    """People by id, in any order."""
    wanted = list(ids)
    found: list[Orang] = []
    for start in range(0, len(wanted), 500):
        query = select_orang().where(WARGA.id.in_(wanted[start : start + 500]))
        found += [to_orang(r, tanggal) for r in conn.execute(query).mappings()]
    return found


def orang_lain(warga_id: str) -> Orang:
    """Somebody whose record is not on this laptop (moved, or of another Posyandu): no name here."""
    return Orang(
        id=warga_id,
        nama=DI_LAIN,
        jk="",
        tanggal_lahir=None,
        umur="",
        umur_bulan=None,
        nama_ibu="",
        rt="",
        rw="",
        dusun="",
        keluarga_id=None,
        nik_ekor="",
        luar_wilayah=False,
        punya_kms=None,
    )


def list_posyandu(conn: Connection) -> tuple[tuple[str, str], ...]:
    """Posyandu whose people are on this laptop as (id, name), today's choice first.

    The names of all Posyandu of the desa travel to every laptop; an enrolled one offers its own.
    """
    table = SYNCED["posyandu"]
    kini = get_setelan(conn, "posyandu_kini")
    query = (
        select(table.c.id, table.c.nama)
        .where(table.c.deleted_at.is_(None))
        .order_by(table.c.id != kini, table.c.nama)
    )
    found = tuple((i, n or "") for i, n in conn.execute(query))
    held = {key.removeprefix("pos:") for key in list_kursor(conn) if key.startswith("pos:")}
    return tuple(pair for pair in found if pair[0] in held) or found
