"""Moving people to another Posyandu: one person, a family, or the families of some RT at once.

A move is one guarded field, `posyandu_id`, of the household and its members; the centre then sends
all records about them to the laptops of the new Posyandu and takes them off the others. RT proposes
where a family belongs (dusun, RW and RT against what each Posyandu serves); a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import posyandu_id as natural_posyandu
from sipd_desktop.rules.wilayah import layanan, posyandu_of, rt_rw
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import parse_list
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.storage.rekam import fetch_row, fetch_rows
from sipd_desktop.storage.tables import SYNCED

_WARGA, _KELUARGA, _POSYANDU = SYNCED["warga"].c, SYNCED["keluarga"].c, SYNCED["posyandu"].c


@dataclass(frozen=True, slots=True)
class Tujuan:
    """A Posyandu somebody may be moved to."""

    id: str
    nama: str
    usul: bool
    """It serves their RT."""
    di_sini: bool
    """Its people are on this laptop too."""


@dataclass(frozen=True, slots=True)
class LembarPindah:
    """What the page of a move shows."""

    keluarga_id: str
    kepala: str
    orang: int
    """Members on this laptop, all of whom move with the family."""
    alamat: str
    asal: str
    tujuan: tuple[Tujuan, ...]


@dataclass(frozen=True, slots=True)
class RtPindah:
    """The people of one RT that a Posyandu has, and which other Posyandu serves that RT."""

    dusun: str
    rw: str
    rt: str
    keluarga: tuple[str, ...]
    orang: int
    usul: str | None


def is_held(conn: Connection, posyandu_id: str) -> bool:
    """Whether this laptop holds the people of a Posyandu; one never enrolled holds all it has."""
    held = list_kursor(conn)
    return not held or f"pos:{posyandu_id}" in held


def list_tujuan(conn: Connection, keluarga_id: str) -> tuple[Tujuan, ...]:
    """Where a family may go: the Posyandu that serves its RT first, its present one left out."""
    row = _require_keluarga(conn, keluarga_id)
    served = _served(conn)
    usul = posyandu_of(served, row["dusun"], row["rw"], row["rt"]) if rt_rw(row["rt"]) else None
    found = [
        Tujuan(i, nama, i == usul, is_held(conn, i))
        for i, nama in _names(conn).items()
        if i != row["posyandu_id"]
    ]
    return tuple(sorted(found, key=lambda t: (not t.usul, t.nama.casefold())))


def open_pindah(conn: Connection, keluarga_id: str) -> LembarPindah:
    """A family about to be moved; raises `keluarga-tidak-ada`."""
    row = _require_keluarga(conn, keluarga_id)
    people = fetch_rows(conn, "warga", _members(conn, keluarga_id))
    first = sorted(people.values(), key=lambda w: (w["shdk"] or 99, w["tanggal_lahir"] or ""))
    parts = (("RT", row["rt"]), ("RW", row["rw"]), ("", row["dusun"]))
    return LembarPindah(
        keluarga_id,
        (first[0]["nama"] or "") if first else "",
        len(people),
        " ".join(f"{word} {value}".strip() for word, value in parts if value),
        _names(conn).get(row["posyandu_id"] or "", ""),
        list_tujuan(conn, keluarga_id),
    )


def move(
    conn: Connection,
    petugas: Petugas,
    posyandu_id: str,
    *,
    keluarga: Sequence[str] = (),
    warga: Sequence[str] = (),
) -> Changes:
    """Move households with all their members, and single people, as one intent.

    Who was noted as from outside is at home where their RT is served. Raises `posyandu-tidak-ada`,
    `keluarga-tidak-ada`, `pindah-sudah-di-sana` when nobody has to move.
    """
    if posyandu_id not in _names(conn):
        raise UserError("posyandu-tidak-ada")
    niat = Niat(conn, petugas)
    changed = _move_all(niat, posyandu_id, keluarga, warga)
    if not changed:
        raise UserError("pindah-sudah-di-sana")
    return niat.done()


def _move_all(niat: Niat, ke: str, keluarga: Iterable[str], warga: Iterable[str]) -> int:
    changed = 0
    for keluarga_id in keluarga:
        _require_keluarga(niat.conn, keluarga_id)
        changed += niat.update("keluarga", keluarga_id, {"posyandu_id": ke}, "memindahkan")
        for warga_id in _members(niat.conn, keluarga_id):
            changed += _move_one(niat, ke, warga_id)
    for warga_id in warga:
        changed += _move_one(niat, ke, warga_id)
    return changed


def _move_one(niat: Niat, ke: str, warga_id: str) -> int:
    row = fetch_row(niat.conn, "warga", warga_id)
    if row is None or row["deleted_at"]:
        raise UserError("orang-tidak-ada")
    patch: dict[str, Wire] = {"posyandu_id": ke}
    if row["luar_wilayah"] and row["posyandu_id"] != ke:
        patch["luar_wilayah"] = None
    return int(niat.update_row("warga", row, patch, "memindahkan"))


def list_rt(conn: Connection, posyandu_id: str) -> tuple[RtPindah, ...]:
    """The RT in which this Posyandu has families, with how many people: for splitting it."""
    people = (
        select(_WARGA.keluarga_id, func.count())
        .where(_WARGA.deleted_at.is_(None), is_surviving())
        .group_by(_WARGA.keluarga_id)
    )
    counts: dict[str, int] = {k: n for k, n in conn.execute(people) if k}
    query = select(_KELUARGA.id, _KELUARGA.dusun, _KELUARGA.rw, _KELUARGA.rt).where(
        _KELUARGA.deleted_at.is_(None), _KELUARGA.posyandu_id == posyandu_id
    )
    groups: dict[tuple[str, str, str], list[str]] = {}
    for keluarga_id, dusun, rw, rt in conn.execute(query.order_by(_KELUARGA.id)):
        groups.setdefault((dusun or "", rw or "", rt or ""), []).append(keluarga_id)
    served = _served(conn)
    return tuple(
        RtPindah(
            dusun,
            rw,
            rt,
            tuple(families),
            sum(counts.get(k, 0) for k in families),
            _other(served, posyandu_id, dusun, rw, rt),
        )
        for (dusun, rw, rt), families in sorted(groups.items())
    )


def list_usul(conn: Connection, posyandu_id: str) -> tuple[RtPindah, ...]:
    """Families of this Posyandu whose RT another one serves: newcomers from there, old imports."""
    return tuple(rt for rt in list_rt(conn, posyandu_id) if rt.usul)


def split(
    conn: Connection,
    petugas: Petugas,
    dari: str,
    rt: Sequence[RtPindah],
    *,
    ke: str = "",
    nama_baru: str = "",
) -> tuple[str, Changes]:
    """Give RT of one Posyandu with all their families to another, or to a new one (`nama_baru`).

    What both serve follows, so that newcomers of these RT are proposed the right one. Returns the
    id of the Posyandu they went to. Raises `pindah-tanpa-rt`, `posyandu-sudah-ada`,
    `pindah-rt-belum-diisi` for families whose RT is not known.
    """
    if not rt:
        raise UserError("pindah-tanpa-rt")
    if any(not rt_rw(one.rt) for one in rt):
        raise UserError("pindah-rt-belum-diisi")
    niat = Niat(conn, petugas)
    target = _add_posyandu(niat, dari, nama_baru) if nama_baru.strip() else ke
    if target == dari or (target not in _names(conn)):
        raise UserError("posyandu-tidak-ada")
    _move_served(niat, dari, target, rt)
    _move_all(niat, target, [k for one in rt for k in one.keluarga], ())
    return target, niat.done()


def _add_posyandu(niat: Niat, dari: str, nama: str) -> str:
    tidy = " ".join(nama.split())
    row = fetch_row(niat.conn, "posyandu", dari)
    assert row is not None, "Posyandu asal tidak ada"
    made = natural_posyandu(row["desa_id"], tidy)
    if fetch_row(niat.conn, "posyandu", made) is not None:
        raise UserError("posyandu-sudah-ada", posyandu=tidy)
    values: dict[str, Wire] = {"desa_id": row["desa_id"], "nama_awal": tidy, "nama": tidy}
    # daftar kosong berarti seluruh desa; RT yang dipindah menyusul dalam niat yang sama
    niat.insert("posyandu", made, values, "mendaftarkan")
    return made


def _move_served(niat: Niat, dari: str, ke: str, rt: Sequence[RtPindah]) -> None:
    """Take the RT off one list and put them on the other; a list for "all" names what is left."""
    rows = fetch_rows(niat.conn, "posyandu", [dari, ke])
    gone = [layanan(one.dusun, one.rw, one.rt) for one in rt]
    old, new = (parse_list(rows[i]["rt_layanan"]) for i in (dari, ke))
    left = old or [layanan(o.dusun, o.rw, o.rt) for o in list_rt(niat.conn, dari) if rt_rw(o.rt)]
    kept = [entry for entry in left if entry not in gone and not _covered(entry, gone)]
    fresh = rows[ke]["created_at"] == niat.moment
    if kept:
        niat.update_row("posyandu", rows[dari], {"rt_layanan": list(kept)})
    if new or fresh:
        wanted = [*new, *(g for g in gone if g not in new)]
        niat.update_row("posyandu", rows[ke], {"rt_layanan": wanted})


def _covered(entry: str, gone: Sequence[str]) -> bool:
    """Whether an entry without dusun (`|001|002`) means just an RT that goes."""
    dusun, rw, rt = entry.split("|")
    return not dusun and any(g.split("|")[1:] == [rw, rt] for g in gone)


def _other(
    served: Sequence[tuple[str, Sequence[str]]], own: str, dusun: str, rw: str, rt: str
) -> str | None:
    found = posyandu_of(served, dusun, rw, rt) if rt_rw(rt) else None
    return found if found != own else None


def _members(conn: Connection, keluarga_id: str) -> list[str]:
    query = select(_WARGA.id).where(_WARGA.keluarga_id == keluarga_id, _WARGA.deleted_at.is_(None))
    return list(conn.execute(query.order_by(_WARGA.id)).scalars())


def _require_keluarga(conn: Connection, keluarga_id: str) -> Mapping[str, Any]:
    row = fetch_row(conn, "keluarga", keluarga_id)
    if row is None or row["deleted_at"]:
        raise UserError("keluarga-tidak-ada")
    return row


def _names(conn: Connection) -> dict[str, str]:
    query = select(_POSYANDU.id, _POSYANDU.nama).where(_POSYANDU.deleted_at.is_(None))
    return {i: nama or "" for i, nama in conn.execute(query.order_by(_POSYANDU.nama))}


def _served(conn: Connection) -> list[tuple[str, list[str]]]:
    query = select(_POSYANDU.id, _POSYANDU.rt_layanan).where(_POSYANDU.deleted_at.is_(None))
    return [(i, parse_list(served)) for i, served in conn.execute(query)]
