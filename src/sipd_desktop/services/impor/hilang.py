"""People missing from a file of a whole RT or desa: never deleted, only listed.

A place counts as covered when the file knows most of the people stored there; a list of balita or
of ibu hamil covers nothing. What became of those missing (moved, died) a person says one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.batch import list_jawaban
from sipd_desktop.services.impor.cocok import Calon
from sipd_desktop.services.impor.gudang import Tersimpan
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.tables import IMPOR_BARIS, SYNCED

Tempat = tuple[str, str, str]
"""dusun, RW, RT of a stored household"""
SEBAGIAN_BESAR = 0.5
_HIDUP = (None, 1)
_WARGA, _KELUARGA = SYNCED["warga"].c, SYNCED["keluarga"].c


@dataclass(frozen=True, slots=True)
class Hilang:
    """Someone stored in a place the file covers who is not in it."""

    warga_id: str
    nama: str
    nik: str | None
    tanggal_lahir: str | None
    no_kk: str | None
    dusun: str
    rw: str
    rt: str


def find_hilang(
    people: Iterable[Calon], homes: Sequence[Tersimpan], diusulkan: Collection[str]
) -> tuple[str, ...]:
    """Ids of the missing after a plan was made; `diusulkan` may turn out to be in the file."""
    places = {h.id: _tempat(*(h.nilai.get(k) for k in ("dusun", "rw", "rt"))) for h in homes}
    stored = [
        (c.tersimpan.id, places.get(str(c.tersimpan.nilai.get("keluarga_id"))), c.is_diklaim)
        for c in people
        if not c.is_baru
        and not c.tersimpan.terhapus
        and c.tersimpan.nilai.get("status_dasar") in _HIDUP
        and not c.tersimpan.nilai.get("luar_wilayah")
    ]
    missing = _missing([(i, p, there) for i, p, there in stored if p])
    return tuple(i for i in missing if i not in diusulkan)


def _missing(people: Sequence[tuple[str, Tempat | None, bool]]) -> list[str]:
    total = Counter(place for _, place, _ in people)
    known = Counter(place for _, place, there in people if there)
    covered = {p for p, n in total.items() if known[p] > SEBAGIAN_BESAR * n}
    return [i for i, place, there in people if not there and place in covered]


def _tempat(dusun: object, rw: object, rt: object) -> Tempat | None:
    if not (rw and rt):
        return None
    return str(dusun or "").casefold(), str(rw), str(rt)


def list_hilang(conn: Connection, petugas: Petugas, batch: str) -> tuple[Hilang, ...]:
    """The missing of an import that was stored, by place and name, as things stand now.

    Who has meanwhile moved, died or been taken out is not in it. Raises NotAllowed.
    """
    require(conn, petugas, "impor", "tambah")
    baris = IMPOR_BARIS.c
    family = [batch, *list_jawaban(conn, batch)]
    query = select(baris.warga_id).where(baris.batch.in_(family), baris.warga_id.is_not(None))
    there = set(conn.execute(query).scalars())
    rows = conn.execute(_select_warga()).all()
    places = [(r.id, _tempat(r.dusun, r.rw, r.rt), r.id in there) for r in rows]
    missing = set(_missing([p for p in places if p[1]]))
    return tuple(
        Hilang(r.id, r.nama, r.nik, r.tanggal_lahir, r.no_kk, r.dusun or "", r.rw, r.rt)
        for r in rows
        if r.id in missing
    )


def list_di_luar(conn: Connection, kenal: Collection[str]) -> tuple[str, ...]:
    """Residents whom a list does not know, of the places it covers; `kenal` are those it knows."""
    rows = conn.execute(_select_warga()).all()
    places = [(r.id, _tempat(r.dusun, r.rw, r.rt), r.id in kenal) for r in rows]
    return tuple(_missing([p for p in places if p[1]]))


def _select_warga() -> Select[Any]:
    return (
        select(
            _WARGA.id,
            _WARGA.nama,
            _WARGA.nik,
            _WARGA.tanggal_lahir,
            _KELUARGA.no_kk,
            _KELUARGA.dusun,
            _KELUARGA.rw,
            _KELUARGA.rt,
        )
        .select_from(SYNCED["warga"].join(SYNCED["keluarga"], _KELUARGA.id == _WARGA.keluarga_id))
        .where(
            _WARGA.deleted_at.is_(None),
            _WARGA.status_dasar.is_(None) | (_WARGA.status_dasar == 1),
            _WARGA.luar_wilayah.is_not(True),
            is_surviving(),
        )
        .order_by(_KELUARGA.rw, _KELUARGA.rt, _KELUARGA.no_kk, _WARGA.tanggal_lahir, _WARGA.id)
    )
