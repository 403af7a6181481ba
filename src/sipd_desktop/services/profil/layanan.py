"""What was done for some people and their household: entries, doses, aid, pregnancies, events.

Only that it was done and when; results stay on the pages of their own. Aid is a social sign and is
left out for an account that may not see those.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.bidang import FORMS
from sipd_desktop.bidang.umum.kehamilan import HASIL_KEHAMILAN
from sipd_desktop.bidang.umum.peristiwa import JENIS_PERISTIWA
from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hak import Penjaga
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.profil.bidang import LAIN, bidang_form
from sipd_desktop.storage.tables import SYNCED

_ISIAN, _VAKSIN = SYNCED["isian"].c, SYNCED["vaksinasi"].c
_BANTUAN, _HAMIL, _PERISTIWA = (SYNCED[t].c for t in ("bantuan", "kehamilan", "peristiwa"))
_TERAKHIR = 3
"""Of one form the newest entries are shown; how many there are is said."""


@dataclass(frozen=True, slots=True)
class Layanan:
    """One line: field, whom it is about (id), what, and when."""

    bidang: str
    subjek: str
    apa: str
    rinci: str
    tanggal: date | None


def list_layanan(
    conn: Connection, petugas: Petugas, warga: Sequence[str], keluarga_id: str = ""
) -> list[Layanan]:
    """Everything done for these people (surviving ids) and, if given, their household."""
    people = ids_by_person(conn, warga)
    about = {**people, **({keluarga_id: keluarga_id} if keluarga_id else {})}
    found = [
        *_isian(conn, about),
        *_doses(conn, people),
        *_pregnancies(conn, people),
        *_events(conn, people),
    ]
    if sees_bendera(conn, petugas):
        found += _aid(conn, about)
    return found


def ids_by_person(conn: Connection, warga: Iterable[str]) -> dict[str, str]:
    """Every id that stands for one of these people (merged ones too) to the surviving id."""
    chosen = set(warga)
    merged = {a: b for a, b in load_kini(conn).items() if b in chosen}
    return {w: w for w in chosen} | merged


def sees_bendera(conn: Connection, petugas: Petugas) -> bool:
    """Whether the account may see social signs (aid, poverty, disability) with names."""
    known = {"nik_tersamar": True}
    return Penjaga(conn, petugas, "").refused("bendera", "lihat", "", {}, **known) is None


def _isian(conn: Connection, about: Mapping[str, str]) -> Iterable[Layanan]:
    query = (
        select(_ISIAN.form, _ISIAN.subjek, _ISIAN.tanggal)
        .where(_ISIAN.subjek.in_(list(about)), _ISIAN.deleted_at.is_(None))
        .order_by(_ISIAN.tanggal.desc())
    )
    groups: dict[tuple[str, str], list[date]] = {}
    for form, subjek, tanggal in conn.execute(query):
        day = _day(tanggal)
        if form in FORMS and day is not None:
            groups.setdefault((about[subjek], form), []).append(day)
    for (who, key), days in groups.items():
        form = FORMS[key]
        often = f"{len(days)} kali" if len(days) > 1 else ""
        before = ", ".join(tanggal_pendek(d) for d in days[1 : 1 + _TERAKHIR])
        text = "; sebelumnya ".join(filter(None, (often, before)))
        yield Layanan(bidang_form(key, form.hak), who, form.label, text, days[0])


def _doses(conn: Connection, people: Mapping[str, str]) -> Iterable[Layanan]:
    query = select(_VAKSIN.warga_id, _VAKSIN.jenis, _VAKSIN.dosis, _VAKSIN.tanggal).where(
        _VAKSIN.warga_id.in_(list(people)), _VAKSIN.deleted_at.is_(None)
    )
    labels = {k.kunci or k.label: k.label for k in daftar("vaksin").isi}
    for who, jenis, dosis, tanggal in conn.execute(query):
        name = labels.get(jenis or "", jenis or "")
        number = f"dosis {dosis}" if dosis else ""
        yield Layanan("kesehatan", people[who], f"Vaksin {name}", number, _day(tanggal))


def _pregnancies(conn: Connection, people: Mapping[str, str]) -> Iterable[Layanan]:
    words = dict(HASIL_KEHAMILAN)
    query = select(
        _HAMIL.warga_id, _HAMIL.dicatat, _HAMIL.hpl, _HAMIL.hasil_kehamilan, _HAMIL.tanggal_selesai
    ).where(_HAMIL.warga_id.in_(list(people)), _HAMIL.deleted_at.is_(None))
    for who, noted, hpl, hasil, end in conn.execute(query):
        due = _day(hpl)
        text = f"perkiraan lahir {tanggal_pendek(due)}" if due and not hasil else ""
        yield Layanan(
            "kesehatan",
            people[who],
            "Kehamilan",
            words.get(hasil or "", hasil or "") or text,
            _day(end) or _day(noted),
        )


def _aid(conn: Connection, about: Mapping[str, str]) -> Iterable[Layanan]:
    query = select(
        _BANTUAN.subjek, _BANTUAN.program, _BANTUAN.awal, _BANTUAN.akhir, _BANTUAN.tanggal
    ).where(_BANTUAN.subjek.in_(list(about)), _BANTUAN.deleted_at.is_(None))
    for who, program, awal, akhir, tanggal in conn.execute(query):
        start, end = _day(awal), _day(akhir)
        span = (
            f"sejak {tanggal_pendek(start)}" if start else "",
            f"sampai {tanggal_pendek(end)}" if end else "",
        )
        text = " ".join(filter(None, span))
        yield Layanan(
            "sosial", about[who], f"Bantuan {program or ''}".strip(), text, _day(tanggal) or start
        )


def _events(conn: Connection, people: Mapping[str, str]) -> Iterable[Layanan]:
    words = dict(JENIS_PERISTIWA)
    query = select(_PERISTIWA.warga_id, _PERISTIWA.jenis, _PERISTIWA.tanggal).where(
        _PERISTIWA.warga_id.in_(list(people)), _PERISTIWA.deleted_at.is_(None)
    )
    for who, jenis, tanggal in conn.execute(query):
        yield Layanan(LAIN[0], people[who], words.get(jenis, jenis or ""), "", _day(tanggal))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None
