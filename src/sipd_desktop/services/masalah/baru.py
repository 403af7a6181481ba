"""What the form for a new masalah needs: whom it is about, and the kinds this account may write."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.gabung import is_surviving, kini_of
from sipd_desktop.services.masalah.boleh import Boleh
from sipd_desktop.services.orang import WARGA, is_resident
from sipd_desktop.storage.rekam import fetch_row

_KELUARGA = ("miskin_kronis", "miskin", "bansos", "belum_bansos", "rumah", "jamban", "air", "lain")
"""Kinds that weigh on a household; the others on a person."""
_ORANG = ("lain",)


@dataclass(frozen=True, slots=True)
class SubjekBaru:
    """Name of the person or household, and kinds as (key, label)."""

    nama: str
    jenis: tuple[tuple[str, str], ...]


def open_baru(conn: Connection, petugas: Petugas, subjek_jenis: str, subjek: str) -> SubjekBaru:
    """Raises `orang-tidak-ada`."""
    who = kini_of(conn, subjek) if subjek_jenis == "warga" else subjek
    row = fetch_row(conn, subjek_jenis, who)
    if row is None or row["deleted_at"]:
        raise UserError("orang-tidak-ada")
    allowed = Boleh(conn, petugas)
    kinds = tuple(
        (key, str(label))
        for key, label in JENIS_MASALAH
        if _fits(key, subjek_jenis)
        and allowed.write("tambah", {"subjek_jenis": subjek_jenis, "subjek": who, "jenis": key})
    )
    nama = row["nama"] if subjek_jenis == "warga" else f"keluarga {_head(conn, who)}"
    return SubjekBaru(nama or "", kinds)


def _fits(jenis: str, subjek_jenis: str) -> bool:
    if subjek_jenis == "keluarga":
        return jenis in _KELUARGA
    return jenis in _ORANG or jenis not in _KELUARGA


def _head(conn: Connection, keluarga: str) -> str:
    query = (
        select(WARGA.nama)
        .where(
            WARGA.keluarga_id == keluarga, WARGA.deleted_at.is_(None), is_surviving(), is_resident()
        )
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.tanggal_lahir)
    )
    return conn.execute(query.limit(1)).scalar() or ""
