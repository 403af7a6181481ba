"""The pendataan that speaks for each person or household: its newest, up to a day, with its place.

Only people who live here and households with such people count. What had no field of its own is in
`jawaban`, an object by the code of the questionnaire; codes are compared without blanks and marks,
because the workbooks spell them in several ways (`DoKu. KM`, `DokU. Menit`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal

from sqlalchemy import Connection, select

from sipd_desktop.services.gabung import is_surviving, load_kini
from sipd_desktop.services.orang import is_resident, was_resident
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN, _WARGA, _KELUARGA = SYNCED["isian"].c, SYNCED["warga"].c, SYNCED["keluarga"].c
_BUKAN_JAWABAN = {"sumber_data", "jawaban"}
"""Left-over columns of a list without one question answered do not speak for a person."""
Tentang = Literal["warga", "keluarga"]


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where a household lives."""

    rt: str = ""
    rw: str = ""
    dusun: str = ""
    dasawisma: str = ""
    posyandu_id: str = ""


@dataclass(frozen=True)
class Terdata:
    """One pendataan of one subject."""

    subjek: str
    tempat: Tempat
    tanggal: date
    nilai: Mapping[str, Any]

    @cached_property
    def _semua(self) -> dict[str, Any]:
        found = self.nilai.get("jawaban")
        if isinstance(found, str):
            try:
                found = json.loads(found)
            except ValueError:
                found = None
        return found if isinstance(found, dict) else {}

    @cached_property
    def jawaban(self) -> dict[str, str]:
        """Answers without a field of their own, by folded code."""
        return {fold(k): _text(v) for k, v in self._semua.items() if v not in (None, "", [])}

    def rows(self, code: str) -> list[dict[str, Any]]:
        """An answer that is a list of rows; empty when it is none."""
        found = self._semua.get(code)
        return [r for r in found if isinstance(r, dict)] if isinstance(found, list) else []

    def answer(self, *codes: str) -> str:
        """The first answer there is under one of these codes; empty when none."""
        return next((self.jawaban[c] for code in codes if (c := fold(code)) in self.jawaban), "")


@lru_cache(maxsize=4096)
def fold(code: str) -> str:
    """A code without blanks, marks and case; the few hundred there are come again in every row."""
    return "".join(ch for ch in code.upper() if ch.isalnum())


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return " ".join(str(value).split())


def load_tempat(conn: Connection, pada: date | None = None) -> dict[str, Tempat]:
    """Place of every household with someone living in it now, or on a day, by id."""
    warga, keluarga = SYNCED["warga"], SYNCED["keluarga"]
    query = (
        select(
            _KELUARGA.id,
            _KELUARGA.rt,
            _KELUARGA.rw,
            _KELUARGA.dusun,
            _KELUARGA.dasawisma,
            _KELUARGA.posyandu_id,
        )
        .select_from(keluarga.join(warga, _WARGA.keluarga_id == _KELUARGA.id))
        .where(
            _KELUARGA.deleted_at.is_(None),
            _WARGA.deleted_at.is_(None),
            is_surviving(),
            _here(pada),
        )
        .distinct()
    )
    return {row[0]: Tempat(*(part or "" for part in row[1:])) for row in conn.execute(query).all()}


def _here(pada: date | None) -> Any:
    return is_resident() if pada is None else was_resident(pada)


def load_penghuni(conn: Connection, pada: date | None = None) -> dict[str, str | None]:
    """Everyone who lives here now, or did on a day: person to household (None: none noted)."""
    query = select(_WARGA.id, _WARGA.keluarga_id).where(
        _WARGA.deleted_at.is_(None), is_surviving(), _here(pada)
    )
    return {row[0]: row[1] for row in conn.execute(query).all()}


@dataclass(frozen=True, slots=True)
class Penghuni:
    """Who lives here and where, read once for several questions."""

    tempat: Mapping[str, Tempat]
    rumah: Mapping[str, str | None]
    """As `load_penghuni`."""


def load_penduduk(conn: Connection, pada: date | None = None) -> Penghuni:
    """All places and everyone, now or on a day."""
    return Penghuni(load_tempat(conn, pada), load_penghuni(conn, pada))


def load_terdata(
    conn: Connection,
    tentang: Tentang,
    sampai: date | None = None,
    penduduk: Penghuni | None = None,
) -> tuple[Terdata, ...]:
    """The newest pendataan of each subject, not later than `sampai`.

    Of those who live here now, or of `penduduk`.
    """
    penduduk = penduduk or load_penduduk(conn)
    homes, people = penduduk.tempat, penduduk.rumah
    kini = load_kini(conn) if tentang == "warga" else {}
    query = (
        select(_ISIAN.subjek, _ISIAN.tanggal, _ISIAN.body)
        .where(_ISIAN.form == f"pendataan_{tentang}", _ISIAN.deleted_at.is_(None))
        .order_by(_ISIAN.tanggal.desc(), _ISIAN.updated_at.desc(), _ISIAN.id)
    )
    if sampai is not None:
        query = query.where(_ISIAN.tanggal <= sampai.isoformat())
    found: dict[str, Terdata] = {}
    for subjek, tanggal, body in conn.execute(query).all():
        who = kini.get(subjek, subjek)
        if who in found or not tanggal:
            continue
        if tentang == "warga":
            if who not in people:
                continue
            place = homes.get(people[who] or "", Tempat())
        elif who in homes:
            place = homes[who]
        else:
            continue
        nilai = parse(body)
        if nilai.keys() - _BUKAN_JAWABAN or nilai.get("sumber_data") == "sdgs":
            found[who] = Terdata(who, place, date.fromisoformat(tanggal), nilai)
    return tuple(found.values())


def list_tanggal(conn: Connection) -> tuple[tuple[date, int], ...]:
    """Days of pendataan with the number of their entries, newest first."""
    query = select(_ISIAN.tanggal).where(
        _ISIAN.form.in_(("pendataan_warga", "pendataan_keluarga")), _ISIAN.deleted_at.is_(None)
    )
    counts: dict[date, int] = {}
    for (day,) in conn.execute(query):
        if day:
            counts[date.fromisoformat(day)] = counts.get(date.fromisoformat(day), 0) + 1
    return tuple(sorted(counts.items(), reverse=True))
