"""People who may be recorded twice: proposed with the reason, twins with a warning.

Nothing is merged by itself. A shared NIK, a name that sounds the same with the same birth date, or
a baby not named yet beside a named child of the same mother are reasons to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection, func, select

from sipd_desktop.base.lipat import lipat
from sipd_desktop.services.gabung import is_surviving
from sipd_desktop.services.orang import WARGA, Orang, list_orang

MIRIP = 92.0
"""Least likeness of two folded names that is worth a look (facts of the importer: 92)."""
_SERUMPUN = 150
"""Above so many people of one birth date (01-01 of lists) only equal folded names are paired."""
_BAYI = ("bayi ny", "by ny", "by. ny", "bayi ibu")


@dataclass(frozen=True, slots=True)
class Ganda:
    """Two records that may be one person; `kembar` warns that they may be twins."""

    satu: Orang
    dua: Orang
    alasan: str
    kembar: bool


@dataclass(frozen=True, slots=True)
class _Calon:
    id: str
    nik: str
    lipat: str
    lahir: str
    jk: int | None
    ibu: str
    keluarga: str
    bayi: bool


def list_ganda(
    conn: Connection, hari_ini: date, *, posyandu_id: str | None = None
) -> tuple[Ganda, ...]:
    """Pairs to look at, the surest first; of one Posyandu, or all on this laptop."""
    people = {c.id: c for c in _load(conn, posyandu_id)}
    found: dict[tuple[str, str], str] = {}
    for reason, pairs in (
        ("NIK sama", _same_nik(people.values())),
        ("nama dan tanggal lahir sama", _same_name(people.values())),
        ("mungkin bayi yang sama", _same_baby(people.values())),
    ):
        for a, b in pairs:
            key = (a.id, b.id) if a.id < b.id else (b.id, a.id)
            found.setdefault(key, reason)
    shown = {o.id: o for o in list_orang(conn, {i for pair in found for i in pair}, hari_ini)}
    return tuple(
        Ganda(shown[a], shown[b], reason, are_twins(_fact(people[a]), _fact(people[b])))
        for (a, b), reason in found.items()
        if a in shown and b in shown
    )


def are_twins(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two records may be twins: same birth date and same mother (or same household).

    Of a NIK that both have, equal numbers speak against it, different ones for it.
    """
    if not a["tanggal_lahir"] or a["tanggal_lahir"] != b["tanggal_lahir"]:
        return False
    if a["nik"] and a["nik"] == b["nik"]:
        return False
    return any(a[key] and a[key] == b[key] for key in ("ibu", "keluarga_id"))


def fact_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """What `are_twins` looks at, from a stored person."""
    return {
        "tanggal_lahir": row["tanggal_lahir"],
        "nik": row["nik"],
        "ibu": row["ibu_id"] or lipat(row["nama_ibu"] or ""),
        "keluarga_id": row["keluarga_id"],
    }


def _fact(c: _Calon) -> dict[str, Any]:
    return {"tanggal_lahir": c.lahir, "nik": c.nik, "ibu": c.ibu, "keluarga_id": c.keluarga}


def _load(conn: Connection, posyandu_id: str | None) -> Iterator[_Calon]:
    query = select(
        WARGA.id,
        WARGA.nik,
        WARGA.nama,
        WARGA.tanggal_lahir,
        WARGA.jenis_kelamin,
        WARGA.ibu_id,
        WARGA.nama_ibu,
        WARGA.keluarga_id,
    ).where(WARGA.deleted_at.is_(None), is_surviving())
    if posyandu_id is not None:
        query = query.where(func.coalesce(WARGA.posyandu_id, posyandu_id) == posyandu_id)
    for i, nik, nama, lahir, jk, ibu, nama_ibu, keluarga in conn.execute(query):
        plain = (nama or "").casefold()
        yield _Calon(
            i,
            nik or "",
            lipat(nama or ""),
            lahir or "",
            jk,
            ibu or lipat(nama_ibu or ""),
            keluarga or "",
            plain.startswith(_BAYI),
        )


_Pasangan = Iterator[tuple[_Calon, _Calon]]


def _same_nik(people: Iterable[_Calon]) -> _Pasangan:
    groups: dict[str, list[_Calon]] = defaultdict(list)
    for c in people:
        if c.nik:
            groups[c.nik].append(c)
    for group in groups.values():
        yield from combinations(group, 2)


def _same_name(people: Iterable[_Calon]) -> _Pasangan:
    groups: dict[tuple[str, int | None], list[_Calon]] = defaultdict(list)
    for c in people:
        if c.lahir and c.lipat and not c.bayi:
            groups[c.lahir, c.jk].append(c)
    for group in groups.values():
        yield from _alike(group)


def _alike(group: Sequence[_Calon]) -> _Pasangan:
    if len(group) > _SERUMPUN:
        by_name: dict[str, list[_Calon]] = defaultdict(list)
        for c in group:
            by_name[c.lipat].append(c)
        for same in by_name.values():
            yield from (p for p in combinations(same, 2) if not _two_people(*p))
        return
    for a, b in combinations(group, 2):
        if fuzz.ratio(a.lipat, b.lipat) >= MIRIP and not _two_people(a, b):
            yield a, b


def _two_people(a: _Calon, b: _Calon) -> bool:
    """Two different NIK and two different mothers: two people of one name."""
    if a.nik and b.nik and a.nik != b.nik:
        return not (a.ibu and a.ibu == b.ibu and a.lipat == b.lipat)
    return False


def _same_baby(people: Iterable[_Calon]) -> _Pasangan:
    """A baby without a name beside a named child of the same mother or household."""
    babies: list[_Calon] = []
    named: dict[str, list[_Calon]] = defaultdict(list)
    for c in people:
        if not c.lahir:
            continue
        if c.bayi:
            babies.append(c)
        else:
            named[c.lahir].append(c)
    for baby in babies:
        born = date.fromisoformat(baby.lahir)
        for step in (-1, 0, 1):
            for child in named.get((born + timedelta(days=step)).isoformat(), ()):
                if child.jk == baby.jk and _one_home(baby, child):
                    yield baby, child


def _one_home(a: _Calon, b: _Calon) -> bool:
    return bool((a.ibu and a.ibu == b.ibu) or (a.keluarga and a.keluarga == b.keluarga))
