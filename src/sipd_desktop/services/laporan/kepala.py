"""What stands above every printed paper of a Posyandu, and how an RT is written there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.storage.keadaan import get_setelan
from sipd_desktop.storage.tables import SYNCED

_POSYANDU, _DESA = SYNCED["posyandu"], SYNCED["desa"]


@dataclass(frozen=True, slots=True)
class Kepala:
    """Names of the Posyandu and its desa; `contoh` marks made-up data."""

    posyandu: str
    desa: str
    alamat: str
    contoh: bool

    @property
    def unit(self) -> str:
        """`Posyandu Melati 2, Desa Sukamaju`."""
        return f"Posyandu {self.posyandu}, Desa {self.desa}"


def open_kepala(conn: Connection, posyandu_id: str) -> Kepala:
    """The names for a heading; raises `posyandu-tidak-ada`."""
    query = select(_POSYANDU.c.nama, _POSYANDU.c.alamat).where(_POSYANDU.c.id == posyandu_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise UserError("posyandu-tidak-ada")
    desa = conn.execute(select(_DESA.c.nama).where(_DESA.c.deleted_at.is_(None))).scalars().first()
    return Kepala(row[0] or "", desa or "", row[1] or "", get_setelan(conn, "contoh") == "1")


def alamat_rt(orang: Orang) -> str:
    """Where a person lives, as `teks_rt`."""
    return teks_rt(orang.rt, orang.rw, orang.dusun)


def teks_rt(rt: str, rw: str, dusun: str) -> str:
    """`RT 002 / RW 001, Krajan`; says so when it is not known."""
    where = f"RT {rt}" if rt else "RT belum diisi"
    return where + (f" / RW {rw}" if rw else "") + (f", {dusun.title()}" if dusun else "")
