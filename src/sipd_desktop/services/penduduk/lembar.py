"""A family as the page of its changes needs it: who lives, who may be a mother, where it lives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.services.orang import KATA_STATUS, WARGA, Orang, select_orang, to_orang
from sipd_desktop.services.penduduk.dasar import (
    ANAK,
    ISTRI,
    KEPALA,
    MENANTU,
    SUAMI,
    require_keluarga,
)
from sipd_desktop.services.penduduk.lahir import Ibu, list_ibu

KAWIN, CERAI_MATI = 2, 4
"""Codes of the list `status_kawin`."""
_PASANGAN = {
    KEPALA: (SUAMI, ISTRI),
    SUAMI: (KEPALA,),
    ISTRI: (KEPALA,),
    ANAK: (MENANTU,),
    MENANTU: (ANAK,),
}


@dataclass(frozen=True, slots=True)
class AnggotaLembar:
    """One member, also who is not here any more (`keadaan` says why)."""

    orang: Orang
    shdk: int | None
    hubungan: str
    keadaan: str
    kawin: int | None = None
    """Code of the list `status_kawin`."""


@dataclass(frozen=True, slots=True)
class LembarKeluarga:
    """A household about to change."""

    id: str
    kepala: str
    rt: str
    rw: str
    dusun: str
    alamat: str
    no_kk_ada: bool
    anggota: tuple[AnggotaLembar, ...]
    ibu: tuple[Ibu, ...]

    @property
    def hidup(self) -> tuple[AnggotaLembar, ...]:
        """Members who live here."""
        return tuple(a for a in self.anggota if a.orang.is_sini)

    @property
    def judul(self) -> str:
        """`Keluarga DEDI KURNIA`."""
        first = self.kepala or (self.anggota[0].orang.nama if self.anggota else "")
        return f"Keluarga {first}".strip()


def open_lembar(conn: Connection, keluarga_id: str, tanggal: date) -> LembarKeluarga:
    """A household by id; raises `keluarga-tidak-ada`."""
    row = require_keluarga(conn, keluarga_id)
    query = (
        select_orang()
        .add_columns(WARGA.shdk, WARGA.status_kawin)
        .where(WARGA.keluarga_id == keluarga_id)
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.tanggal_lahir, WARGA.id)
    )
    members = [_anggota(r, tanggal) for r in conn.execute(query).mappings()]
    members.sort(key=lambda a: not a.orang.is_sini)
    heads = [a.orang.nama for a in members if a.shdk == KEPALA and a.orang.is_sini]
    return LembarKeluarga(
        id=keluarga_id,
        kepala=heads[0] if heads else "",
        rt=row["rt"] or "",
        rw=row["rw"] or "",
        dusun=row["dusun"] or "",
        alamat=row["alamat"] or "",
        no_kk_ada=bool(row["no_kk"]),
        anggota=tuple(members),
        ibu=list_ibu(conn, keluarga_id, tanggal),
    )


def _anggota(row: Mapping[Any, Any], tanggal: date) -> AnggotaLembar:
    orang, shdk = to_orang(row, tanggal), row["shdk"]
    word = KATA_STATUS.get(orang.status, "")
    return AnggotaLembar(orang, shdk, kata_shdk(shdk), word, row["status_kawin"])


def find_pasangan(anggota: Iterable[AnggotaLembar], orang: AnggotaLembar) -> AnggotaLembar | None:
    """Who is married to this member, where the relations leave no doubt; for asking, never more."""
    wanted = _PASANGAN.get(orang.shdk or 0, ())
    found = [
        a
        for a in anggota
        if a.orang.is_sini
        and a.orang.id != orang.orang.id
        and a.shdk in wanted
        and a.orang.jk != orang.orang.jk
        and a.kawin in (None, KAWIN)
    ]
    return found[0] if len(found) == 1 and orang.kawin in (None, KAWIN) else None


def kata_shdk(kode: int | None) -> str:
    """The word of a relation in the household; empty when it is not known."""
    return next((k.label for k in daftar("shdk").isi if k.kode == kode), "")
