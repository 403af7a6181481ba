"""Start or continue a hari buka and its roster of petugas; how it goes on is `keadaan`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.base.tampil import tanggal_angka
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.storage.keadaan import set_setelan
from sipd_desktop.storage.tables import SYNCED

_HARI, _POSYANDU = SYNCED["hari_buka"], SYNCED["posyandu"]
LANGKAH = (1, 2, 3, 4, 5)


def _select() -> Select[Any]:
    return (
        select(_HARI, _POSYANDU.c.nama.label("posyandu"))
        .outerjoin(_POSYANDU, _POSYANDU.c.id == _HARI.c.posyandu_id)
        .where(_HARI.c.deleted_at.is_(None))
    )


def _to_hari(row: Mapping[Any, Any]) -> Hari:
    return Hari(
        id=row["id"],
        posyandu_id=row["posyandu_id"],
        posyandu=row["posyandu"] or "",
        tanggal=date.fromisoformat(row["tanggal"]),
        status=row["status"] or "buka",
        petugas=tuple(row[f"petugas_{n}"] for n in LANGKAH),
        nama_bidan=row["nama_bidan"] or "",
        ditutup_pada=row["ditutup_pada"],
        ditandatangani_oleh=row["ditandatangani_oleh"],
    )


def get_hari(conn: Connection, hari_id: str) -> Hari:
    """One hari buka; raises `hari-tidak-ada`."""
    row = conn.execute(_select().where(_HARI.c.id == hari_id)).mappings().one_or_none()
    if row is None:
        raise UserError("hari-tidak-ada")
    return _to_hari(row)


def find_hari(conn: Connection, posyandu_id: str, tanggal: date) -> Hari | None:
    """The hari buka of a Posyandu on a date, if it was started."""
    hari_id = ids.hari_buka_id(posyandu_id, tanggal.isoformat())
    row = conn.execute(_select().where(_HARI.c.id == hari_id)).mappings().one_or_none()
    return _to_hari(row) if row else None


def list_hari(conn: Connection, posyandu_id: str) -> tuple[Hari, ...]:
    """All hari buka of a Posyandu, newest first."""
    query = _select().where(_HARI.c.posyandu_id == posyandu_id).order_by(_HARI.c.tanggal.desc())
    return tuple(_to_hari(r) for r in conn.execute(query).mappings())


def last_petugas(conn: Connection, posyandu_id: str, before: date) -> dict[str, str | None]:
    """Who stood at which langkah on the last day before, to propose the same again."""
    query = (
        _select()
        .where(_HARI.c.posyandu_id == posyandu_id, _HARI.c.tanggal < before.isoformat())
        .order_by(_HARI.c.tanggal.desc())
        .limit(1)
    )
    row = conn.execute(query).mappings().one_or_none()
    return {f"petugas_{n}": row[f"petugas_{n}"] for n in LANGKAH} if row else {}


def start_hari(
    conn: Connection,
    petugas: Petugas,
    *,
    posyandu_id: str,
    tanggal: date,
    hari_ini: date | None = None,
) -> tuple[Hari, Changes]:
    """Start the day, or go on with the one that exists (also one another laptop started).

    With `hari_ini`, today as a person answered it, a later date raises `hari-belum-tiba`.
    """
    assert tanggal > date.min, "tanggal belum dibaca"
    if hari_ini is not None and tanggal > hari_ini:
        raise UserError("hari-belum-tiba", tanggal=tanggal_angka(tanggal))
    found = find_hari(conn, posyandu_id, tanggal)
    set_setelan(conn, "posyandu_kini", posyandu_id)
    if found:
        return found, Changes()
    if conn.execute(select(_POSYANDU.c.id).where(_POSYANDU.c.id == posyandu_id)).first() is None:
        raise UserError("posyandu-tidak-ada")
    values = {
        "posyandu_id": posyandu_id,
        "tanggal": tanggal.isoformat(),
        "status": "buka",
        **last_petugas(conn, posyandu_id, tanggal),
    }
    hari_id = ids.hari_buka_id(posyandu_id, tanggal.isoformat())
    niat = Niat(conn, petugas)
    niat.put("hari_buka", hari_id, values, "memulai")
    return get_hari(conn, hari_id), niat.done()


def set_petugas(
    conn: Connection, petugas: Petugas, hari_id: str, langkah: int, kader_id: str | None
) -> Changes:
    """Put a kader at a langkah of this day; raises `hari-sudah-ditutup`."""
    require_unsigned(conn, hari_id)
    niat = Niat(conn, petugas)
    niat.update("hari_buka", hari_id, {f"petugas_{langkah}": kader_id})
    return niat.done()


def set_bidan(conn: Connection, petugas: Petugas, hari_id: str, nama: str) -> Changes:
    """Note the name of the bidan who came, empty when none did; raises `hari-sudah-ditutup`."""
    require_unsigned(conn, hari_id)
    name = " ".join(nama.split()) or None
    bad = REGISTERS["hari_buka"].by_key()["nama_bidan"].check(name)
    if bad:
        raise InvalidInput([Problem("nama_bidan", f"isian-{bad}")])
    niat = Niat(conn, petugas)
    niat.update("hari_buka", hari_id, {"nama_bidan": name})
    return niat.done()


def pelaku_of(hari: Hari, langkah: int, pencatat_id: str) -> Petugas:
    """Who did it (the roster's kader at this langkah, else who types) and who typed it."""
    return Petugas(pelaku=hari.petugas[langkah - 1] or pencatat_id, pencatat=pencatat_id)


def require_unsigned(conn: Connection, hari_id: str) -> Hari:
    """The day, if it is not signed yet; raises `hari-sudah-ditutup`."""
    hari = get_hari(conn, hari_id)
    if hari.status == "tutup":
        raise UserError("hari-sudah-ditutup")
    return hari


def require_open(conn: Connection, hari_id: str) -> Hari:
    """The day, if it takes entries now; raises `hari-sudah-ditutup`, `hari-sedang-jeda`."""
    hari = require_unsigned(conn, hari_id)
    if hari.status == "jeda":
        raise UserError("hari-sedang-jeda")
    return hari
