"""Weighings of one or many children, as stored: the input of every judgement.

An entry may carry last month's weight typed from the Buku KIA (first-month rule); it counts as an
earlier weighing with no isian of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base import ids
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.bidang.kesehatan.pemeriksaan_balita import PEMERIKSAAN_BALITA
from sipd_desktop.rules.ukuran import Pengukuran, Timbang, read_cara_ukur, read_tanda_kader
from sipd_desktop.services.gabung import ids_of, load_kini
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.spec.entry import Entry
from sipd_desktop.storage.bentuk import dump, parse
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

FORM = PEMERIKSAAN_BALITA
_UKUR = tuple(form.key for form in PEMERIKSAAN.values())
_DIUKUR = {"berat_badan", "tinggi_badan", "lila", "lingkar_kepala", "edema"}
_ISIAN = SYNCED["isian"]
_FIELDS = FORM.by_key()
_NILAI = tuple(f.name for f in fields(NilaiUkur))


@dataclass(frozen=True, slots=True)
class Catatan:
    """One stored weighing."""

    isian_id: str
    warga_id: str
    hari_buka_id: str | None
    tanggal: date
    nilai: NilaiUkur


@lru_cache(maxsize=4096)
def to_nilai(body: str | None) -> NilaiUkur:
    """The typed values of an isian's body; kept, since one screen reads a history several times."""
    values: dict[str, Any] = parse(body)
    typed: dict[str, Any] = {
        k: _FIELDS[k].decode(values[k]) for k in _NILAI if values.get(k) is not None
    }
    return NilaiUkur(**typed)


def to_body(nilai: NilaiUkur) -> dict[str, Any]:
    """Typed values to wire values, empty ones as None."""
    return {k: _FIELDS[k].encode(getattr(nilai, k)) for k in _NILAI}


def as_stored(nilai: NilaiUkur) -> NilaiUkur:
    """The values as they will be read back: declared scale, hidden answers left out.

    A judgement made at saving then has the same input as one made from the file.
    """
    return to_nilai(dump(Entry(FORM, to_body(nilai)).body()))


def find_isian(
    conn: Connection, hari_id: str, warga_id: str
) -> tuple[str, Mapping[str, Any] | None]:
    """This person's entry on a day (id, row): the live one, also if made before a merge; else their
    own id, with the voided row if there is one."""
    wanted = [ids.isian_id(FORM.key, i, hari_id) for i in ids_of(conn, warga_id)]
    rows = fetch_rows(conn, "isian", wanted)
    found = next((i for i in wanted if i in rows and not rows[i]["deleted_at"]), wanted[0])
    return found, rows.get(found)


def load_catatan(
    conn: Connection, warga: Sequence[str] | None = None, until: date | None = None
) -> dict[str, list[Catatan]]:
    """Weighings by surviving person, oldest first; all people when `warga` is None."""
    kini = load_kini(conn)
    wanted = None if warga is None else set(warga)
    sources = None if wanted is None else _sources(wanted, kini)
    found: dict[str, list[Catatan]] = defaultdict(list)
    for start in range(0, len(sources) if sources is not None else 1, 500):
        query = select(
            _ISIAN.c.id, _ISIAN.c.subjek, _ISIAN.c.hari_buka_id, _ISIAN.c.tanggal, _ISIAN.c.body
        ).where(_ISIAN.c.form == FORM.key, _ISIAN.c.deleted_at.is_(None))
        if sources is not None:
            query = query.where(_ISIAN.c.subjek.in_(sources[start : start + 500]))
        if until is not None:
            query = query.where(_ISIAN.c.tanggal <= until.isoformat())
        for isian, subjek, hari, tanggal, body in conn.execute(query):
            owner = kini.get(subjek, subjek)
            day = date.fromisoformat(tanggal)
            found[owner].append(Catatan(isian, owner, hari, day, to_nilai(body)))
    for rows in found.values():
        rows.sort(key=lambda c: (c.tanggal, c.isian_id))
    return found


def _sources(wanted: set[str], kini: Mapping[str, str]) -> list[str]:
    """These people and everyone merged into them."""
    return sorted(wanted | {a for a, b in kini.items() if b in wanted})


def timbang_before(rows: Sequence[Catatan], tanggal: date, kini: NilaiUkur) -> list[Timbang]:
    """Earlier weighings for a judgement on `tanggal`, those typed from the Buku KIA included."""
    found: list[Timbang] = []
    for row in rows:
        if row.tanggal < tanggal:
            nilai = row.nilai
            found.append(
                Timbang(
                    row.tanggal,
                    nilai.berat_badan,
                    bool(nilai.edema),
                    read_tanda_kader(nilai.tanda_kader),
                )
            )
            found += _from_buku(nilai, row.tanggal)
    return found + _from_buku(kini, tanggal)


def _from_buku(nilai: NilaiUkur, tanggal: date) -> list[Timbang]:
    day, berat = nilai.tanggal_bb_lalu, nilai.bb_lalu
    if day is None or berat is None or day >= tanggal:
        return []
    return [Timbang(day, berat)]


def to_pengukuran(nilai: NilaiUkur, tanggal: date) -> Pengukuran:
    """The measures of a day for the rules."""
    return Pengukuran(
        tanggal=tanggal,
        berat_badan=nilai.berat_badan,
        tinggi_badan=nilai.tinggi_badan,
        cara_ukur=read_cara_ukur(nilai.cara_ukur),
        lingkar_kepala=nilai.lingkar_kepala,
        lila=nilai.lila,
        edema=bool(nilai.edema),
    )


def measured_ids(conn: Connection, hari_id: str) -> set[str]:
    """People of any group with a live entry of measures on this hari buka; a balita who so far only
    got vitamin A (at another laptop's langkah 4) is not measured yet."""
    query = select(_ISIAN.c.subjek, _ISIAN.c.form, _ISIAN.c.body).where(
        _ISIAN.c.hari_buka_id == hari_id, _ISIAN.c.form.in_(_UKUR), _ISIAN.c.deleted_at.is_(None)
    )
    kini = load_kini(conn)
    return {
        kini.get(subjek, subjek)
        for subjek, form, body in conn.execute(query)
        if form != FORM.key or _DIUKUR & parse(body).keys()
    }


def weighed_ids(conn: Connection, hari_id: str) -> set[str]:
    """People whose weight was taken on this hari buka."""
    return {owner for owner, body in _of_day(conn, hari_id) if parse(body).get("berat_badan")}


def _of_day(conn: Connection, hari_id: str) -> list[tuple[str, str | None]]:
    query = select(_ISIAN.c.subjek, _ISIAN.c.body).where(
        _ISIAN.c.hari_buka_id == hari_id, _ISIAN.c.form == FORM.key, _ISIAN.c.deleted_at.is_(None)
    )
    kini = load_kini(conn)
    return [(kini.get(subjek, subjek), body) for subjek, body in conn.execute(query)]


def load_lalu(conn: Connection, warga: Sequence[str], tanggal: date) -> dict[str, str]:
    """Last weight before the day as text for lists, e.g. `10,9`.

    Only the newest row of each is read: beside `max`, SQLite gives the other columns of that row.
    """
    kini = load_kini(conn)
    berat = func.json_extract(_ISIAN.c.body, "$.berat_badan")
    sources = _sources(set(warga), kini)
    newest: dict[str, tuple[str, str]] = {}
    for start in range(0, len(sources), 500):
        query = (
            select(_ISIAN.c.subjek, func.max(_ISIAN.c.tanggal + _ISIAN.c.id), berat)
            .where(
                _ISIAN.c.form == FORM.key,
                _ISIAN.c.deleted_at.is_(None),
                _ISIAN.c.subjek.in_(sources[start : start + 500]),
                _ISIAN.c.tanggal < tanggal.isoformat(),
                berat.isnot(None),
            )
            .group_by(_ISIAN.c.subjek)
        )
        for subjek, place, text in conn.execute(query):
            owner = kini.get(subjek, subjek)
            newest[owner] = max(newest.get(owner, ("", "")), (place, text))
    return {owner: angka(Decimal(text)) for owner, (_, text) in newest.items()}


def angka(value: Decimal | None) -> str:
    """A number as people write it: decimal comma, no idle zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." not in text and value == value.to_integral_value():
        text += ".0"
    return text.replace(".", ",")
