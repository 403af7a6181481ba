"""Rows of masalah with the one they are about: name, place, Posyandu; only who still lives here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.services.gabung import ids_of, is_surviving, kini_of, load_kini
from sipd_desktop.services.orang import WARGA, is_resident
from sipd_desktop.storage.tables import SYNCED

_M, _K = SYNCED["masalah"].c, SYNCED["keluarga"].c
_KOLOM = (
    _M.id,
    _M.subjek_jenis,
    _M.subjek,
    _M.jenis,
    _M.kode,
    _M.status,
    _M.asal,
    _M.tanggal,
    _M.alasan,
    _M.gugur,
    _M.unit,
    _M.kader_id,
    _M.tenggat,
    _M.tautan_jenis,
    _M.tautan_id,
    _M.tautan_nomor,
    _M.tautan_tanggal,
    _M.tautan_ke,
)
_TEMPAT = (_K.rt, _K.rw, _K.dusun, _K.dasawisma)
_NAMA_TEMPAT = ("rt", "rw", "dusun", "dasawisma")
_SIAPA = ("nama", "posyandu_id", "keluarga_id", *_NAMA_TEMPAT)


def fetch_masalah(
    conn: Connection, *, jenis: Sequence[str] = (), subjek: str = "", row_id: str = ""
) -> list[dict[str, Any]]:
    """Live rows about living residents: columns of masalah, and of the subject `siapa`, `nama`,
    `keluarga_id`, `posyandu_id` and the place."""
    query = select(*_KOLOM).where(_M.deleted_at.is_(None))
    if jenis:
        query = query.where(_M.jenis.in_(jenis))
    if subjek:
        query = query.where(_M.subjek.in_(ids_of(conn, kini_of(conn, subjek))))
    if row_id:
        query = query.where(_M.id == row_id)
    names = [c.name for c in _KOLOM]
    rows = [dict(zip(names, r, strict=True)) for r in conn.execute(query).all()]
    kini = load_kini(conn)
    people = {kini.get(r["subjek"], r["subjek"]) for r in rows if r["subjek_jenis"] == "warga"}
    homes = {r["subjek"] for r in rows if r["subjek_jenis"] == "keluarga"}
    about = {**_people(conn, people), **_homes(conn, homes)}
    found = []
    for row in rows:
        who = kini.get(row["subjek"], row["subjek"])
        if who in about:
            found.append({**row, "siapa": who, **about[who]})
    return found


def _people(conn: Connection, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in _parts(ids):
        query = (
            select(WARGA.id, WARGA.nama, WARGA.posyandu_id, WARGA.keluarga_id, *_TEMPAT)
            .select_from(SYNCED["warga"].outerjoin(SYNCED["keluarga"], _K.id == WARGA.keluarga_id))
            .where(WARGA.id.in_(part), WARGA.deleted_at.is_(None), is_resident())
        )
        for row_id, *row in conn.execute(query).all():
            found[row_id] = dict(zip(_SIAPA, row, strict=True))
    return found


def _homes(conn: Connection, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Households by the name of their head (else of the eldest); those who all left are left out,
    one whose people were never listed is shown by the tail of its KK."""
    found: dict[str, Mapping[str, Any]] = {}
    for part in _parts(ids):
        heads, left = _heads(conn, part)
        query = select(_K.id, _K.no_kk, _K.posyandu_id, *_TEMPAT).where(
            _K.id.in_(part), _K.deleted_at.is_(None)
        )
        for row in conn.execute(query).mappings():
            home = row["id"]
            if home in left:
                continue
            nama, posyandu = heads.get(home, (f"KK …{(row['no_kk'] or '')[-4:]}", None))
            found[home] = {
                **{k: row[k] for k in _NAMA_TEMPAT},
                "nama": nama,
                "posyandu_id": row["posyandu_id"] or posyandu,
                "keluarga_id": home,
            }
    return found


def _heads(
    conn: Connection, homes: Sequence[str]
) -> tuple[dict[str, tuple[str, str | None]], set[str]]:
    """Head and Posyandu by household, and the households that nobody lives in any more."""
    query = select(
        WARGA.keluarga_id,
        WARGA.id,
        WARGA.nama,
        WARGA.shdk,
        WARGA.tanggal_lahir,
        WARGA.posyandu_id,
        is_resident().label("di_sini"),
    ).where(WARGA.keluarga_id.in_(homes), WARGA.deleted_at.is_(None), is_surviving())
    best: dict[str, tuple[Any, ...]] = {}
    had = set()
    for row in conn.execute(query).all():
        had.add(row.keluarga_id)
        rank = (row.shdk or 99, row.tanggal_lahir or "9999", row.id)
        if row.di_sini and (row.keluarga_id not in best or rank < best[row.keluarga_id][0]):
            best[row.keluarga_id] = (rank, row.nama or "", row.posyandu_id)
    return {h: (b[1], b[2]) for h, b in best.items()}, had - best.keys()


def _parts(ids: Iterable[str]) -> list[list[str]]:
    wanted = sorted(ids)
    return [wanted[start : start + 500] for start in range(0, len(wanted), 500)]
