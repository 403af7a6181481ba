"""What the rules read of some households: members, newest surveys, programmes, doses, heights.

Merged persons are read as the one who stands for them; the dead, moved and voided are left out. Of
each question the newest survey that asked it speaks, with its own date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.rules.masalah import Bantuan, DataKeluarga, DataOrang, Keluarga, Orang
from sipd_desktop.rules.masalah_vaksin import Suntikan, find_suntikan, list_suntikan
from sipd_desktop.services.gabung import is_surviving, load_kini
from sipd_desktop.services.orang import JK, WARGA, is_resident
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN, _BANTUAN, _VAKSIN = SYNCED["isian"].c, SYNCED["bantuan"].c, SYNCED["vaksinasi"].c
_KELUARGA = SYNCED["keluarga"].c
_SEMUA_DITANYA = "sdgs"
_KERJA = ("kondisi_kerja", "pendidikan_tertinggi", "pendidikan_kini")
_EKONOMI = ("pengeluaran_bulan", "bantuan", "desil")
_RUMAH = ("luas_lantai", "lantai", "dinding", "atap", "jamban", "air_minum", "energi_masak")
_BATCH = 500


@dataclass(slots=True)
class Bahan:
    """Facts of some households and people, ready to be judged."""

    keluarga: dict[str, Keluarga] = field(default_factory=dict)
    orang: dict[str, Orang] = field(default_factory=dict)
    suntikan: dict[str, list[Suntikan]] = field(default_factory=dict)
    nama_lain: dict[str, list[str]] = field(default_factory=dict)
    """Surviving person to the ids merged into her."""


def expand(conn: Connection, subjects: Iterable[str]) -> tuple[set[str], set[str]]:
    """Ids of people or households to all that must be judged together: (people, households)."""
    kini = load_kini(conn)
    asked = sorted({kini.get(s, s) for s in subjects})
    people, homes = set(), set()
    for part in _parts(asked):
        homes |= set(conn.execute(select(_KELUARGA.id).where(_KELUARGA.id.in_(part))).scalars())
        found = conn.execute(select(WARGA.id, WARGA.keluarga_id).where(WARGA.id.in_(part)))
        for warga, home in found:
            people.add(warga)
            if home:
                homes.add(home)
    for part in _parts(sorted(homes)):
        rows = select(WARGA.id).where(WARGA.keluarga_id.in_(part), is_surviving())
        people |= set(conn.execute(rows).scalars())
    return people, homes


def load_bahan(conn: Connection, people: set[str], homes: set[str]) -> Bahan:
    """All that the rules read of these people and households."""
    kini = load_kini(conn)
    merged: dict[str, list[str]] = defaultdict(list)
    for old, now in kini.items():
        if old != now:
            merged[now].append(old)
    bahan = Bahan(nama_lain=merged)
    rows = _people(conn, people)
    homes = homes - _left(conn, homes, rows)
    ids = sorted(rows) + sorted(o for p in rows for o in merged.get(p, ()))
    surveys = _surveys(conn, "pendataan_warga", ids, kini)
    members: dict[str, list[Orang]] = defaultdict(list)
    for warga, row in rows.items():
        made = _orang(row, surveys.get(warga, []))
        bahan.orang[warga] = made
        if row["keluarga_id"]:
            members[row["keluarga_id"]].append(made)
    houses = _surveys(conn, "pendataan_keluarga", sorted(homes), {})
    aid = _bantuan(conn, ids + sorted(homes), kini, {w: r["keluarga_id"] for w, r in rows.items()})
    for home in sorted(homes):
        eco = _newest(houses.get(home, []), _EKONOMI)
        house = _newest(houses.get(home, []), _RUMAH)
        bahan.keluarga[home] = Keluarga(
            home,
            tuple(members.get(home, ())),
            to_data_keluarga(eco) if eco else None,
            to_data_keluarga(house) if house else None,
            tuple(aid.get(home, ())),
        )
    bahan.suntikan = _suntikan(conn, ids, kini)
    return bahan


def _people(conn: Connection, people: set[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in _parts(sorted(people)):
        query = select(
            WARGA.id, WARGA.jenis_kelamin, WARGA.tanggal_lahir, WARGA.cacat, WARGA.keluarga_id
        ).where(WARGA.id.in_(part), WARGA.deleted_at.is_(None), is_surviving(), is_resident())
        for row in conn.execute(query).mappings():
            found[row["id"]] = dict(row)
    return found


def _left(conn: Connection, homes: set[str], rows: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Households all of whose people died or moved away; one whose members were never listed stays
    (a survey may know the house before the people)."""
    alive = {r["keluarga_id"] for r in rows.values()}
    had: set[str] = set()
    for part in _parts(sorted(homes - alive)):
        query = select(WARGA.keluarga_id).where(WARGA.keluarga_id.in_(part), is_surviving())
        had |= set(conn.execute(query).scalars())
    return had


Survei = tuple[date, Mapping[str, Any]]


def _surveys(
    conn: Connection, form: str, ids: Sequence[str], kini: Mapping[str, str]
) -> dict[str, list[Survei]]:
    """Surveys by subject, newest first."""
    found: dict[str, list[Survei]] = defaultdict(list)
    for part in _parts(ids):
        query = select(_ISIAN.subjek, _ISIAN.tanggal, _ISIAN.body).where(
            _ISIAN.form == form, _ISIAN.subjek.in_(part), _ISIAN.deleted_at.is_(None)
        )
        for subjek, tanggal, body in conn.execute(query):
            if tanggal:
                made = (date.fromisoformat(tanggal), parse(body))
                found[kini.get(subjek, subjek)].append(made)
    for rows in found.values():
        rows.sort(key=lambda r: (r[0], str(r[1].get("sumber_data"))), reverse=True)
    return found


def _newest(rows: Sequence[Survei], keys: Sequence[str]) -> Survei | None:
    for tanggal, body in rows:
        full = body.get("sumber_data") == _SEMUA_DITANYA
        if full or any(body.get(k) is not None for k in keys):
            return tanggal, body
    return None


def _orang(row: Mapping[str, Any], rows: Sequence[Survei]) -> Orang:
    groups = [_newest(rows, keys) for keys in (_KERJA, ("penyakit",), ("disabilitas",))]
    work, sick, difabel = (to_data_orang(*g) if g else None for g in groups)
    return Orang(
        id=row["id"],
        jk=JK.get(row["jenis_kelamin"], ""),
        lahir=_day(row["tanggal_lahir"]),
        data=work,
        sakit=sick,
        difabel=difabel,
        cacat=row["cacat"],
    )


def to_data_orang(tanggal: date, body: Mapping[str, Any]) -> DataOrang:
    """An isian of `pendataan_warga` as the rules read it."""
    kini = body.get("pendidikan_kini")
    asked = any(body.get(k) is not None for k in _KERJA)
    return DataOrang(
        tanggal=tanggal,
        sumber=str(body.get("sumber_data") or ""),
        kondisi_kerja=body.get("kondisi_kerja"),
        pendidikan=body.get("pendidikan_tertinggi"),
        sekolah_kini=kini is not None if asked else None,
        penyakit=tuple(body.get("penyakit") or ()),
        disabilitas=tuple(body.get("disabilitas") or ()),
    )


def to_data_keluarga(survei: Survei) -> DataKeluarga:
    """An isian of `pendataan_keluarga` as the rules read it."""
    tanggal, body = survei
    return DataKeluarga(
        tanggal=tanggal,
        sumber=str(body.get("sumber_data") or ""),
        jumlah_anggota=body.get("jumlah_anggota"),
        pengeluaran=body.get("pengeluaran_bulan"),
        bantuan=tuple(body.get("bantuan") or ()),
        desil=body.get("desil"),
        luas_lantai=body.get("luas_lantai"),
        **{k: str(body.get(k) or "") for k in _RUMAH if k != "luas_lantai"},
    )


def _bantuan(
    conn: Connection,
    ids: Sequence[str],
    kini: Mapping[str, str],
    rumah: Mapping[str, str | None],
) -> dict[str, list[Bantuan]]:
    """Programmes by household; what a member receives counts for her household."""
    found: dict[str, list[Bantuan]] = defaultdict(list)
    for part in _parts(ids):
        query = select(SYNCED["bantuan"]).where(
            _BANTUAN.subjek.in_(part), _BANTUAN.deleted_at.is_(None)
        )
        for row in conn.execute(query.order_by(_BANTUAN.id)).mappings():
            who = row["subjek"]
            home = rumah.get(kini.get(who, who)) if row["subjek_jenis"] == "warga" else who
            if home:
                days = (_day(row[k]) for k in ("awal", "akhir", "tanggal"))
                found[home].append(Bantuan(row["program"] or "", *days))
    return found


def _suntikan(
    conn: Connection, ids: Sequence[str], kini: Mapping[str, str]
) -> dict[str, list[Suntikan]]:
    """Doses by person: the register, and what the bidan wrote she gave."""
    found: dict[str, list[Suntikan]] = defaultdict(list)
    for part in _parts(ids):
        query = select(_VAKSIN.warga_id, _VAKSIN.jenis, _VAKSIN.dosis, _VAKSIN.tanggal).where(
            _VAKSIN.warga_id.in_(part), _VAKSIN.deleted_at.is_(None)
        )
        for who, jenis, dosis, tanggal in conn.execute(query):
            made = find_suntikan(jenis or "", dosis, _day(tanggal))
            if made:
                found[kini.get(who, who)].append(made)
        notes = select(_ISIAN.subjek, _ISIAN.tanggal, _ISIAN.body).where(
            _ISIAN.form == "layanan_bidan", _ISIAN.subjek.in_(part), _ISIAN.deleted_at.is_(None)
        )
        for who, tanggal, body in conn.execute(notes):
            given = str(parse(body).get("diberikan") or "")
            found[kini.get(who, who)] += list_suntikan(given, _day(tanggal))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH)]
