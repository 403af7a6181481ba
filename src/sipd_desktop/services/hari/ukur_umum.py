"""The quick row of everyone but balita: load once, check on every key, save as one intent.

The form follows the group of the person on the day. Values are kept raw with their unit and
source; nothing is judged here, so `hasil` stays empty and no class is ever shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.bidang.kesehatan.ukuran import sumber_of
from sipd_desktop.rules.batas_umum import UKURAN, check_umum
from sipd_desktop.rules.sasaran import kelompok_sasaran, minggu_hamil
from sipd_desktop.rules.versi import versi_pada
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of
from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hadir import add_hadir, find_hadir
from sipd_desktop.services.hari.hari import get_hari, require_open
from sipd_desktop.services.hari.kehamilan import load_episode
from sipd_desktop.services.hari.sasaran import load_ibu
from sipd_desktop.services.orang import get_orang
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.register import Form
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.rekam import fetch_rows
from sipd_desktop.storage.tables import SYNCED

_ISIAN = SYNCED["isian"]
_FORM_KEYS = tuple(form.key for form in PEMERIKSAAN.values())

Nilai = Mapping[str, object]
"""Typed values by field key: Decimal, int, bool or text; a missing key or None is not filled."""


@dataclass(frozen=True, slots=True)
class Lalu:
    """The last earlier value of one field and its day."""

    nilai: object
    tanggal: date


@dataclass(frozen=True, slots=True)
class LembarUmum:
    """All that the quick row of one person needs."""

    hari: Hari
    orang: Orang
    kelompok: str
    form: Form
    nomor: int | None
    nilai: Nilai
    """Today's stored values so far."""
    lalu: Mapping[str, Lalu] = field(default_factory=dict)
    """Last earlier values, from whichever form they were written on."""
    minggu: int | None = None
    """Completed weeks of pregnancy where the HPHT is known."""
    pasti: bool = True
    """False when only the population data says that she is pregnant: to be asked."""
    ke_bidan: bool = False


def open_umum(conn: Connection, hari_id: str, warga_id: str) -> LembarUmum:
    """The row of a person on a day.

    Raises `tanggal-lahir-kosong`, `belum-lahir`, `pakai-lembar-balita`.
    """
    return _load(conn, get_hari(conn, hari_id), warga_id)


def _load(conn: Connection, hari: Hari, warga_id: str) -> LembarUmum:
    orang = get_orang(conn, warga_id, hari.tanggal)
    state = load_ibu(conn, [orang], hari.tanggal).get(orang.id, "")
    kelompok = kelompok_sasaran(orang.tanggal_lahir, hari.tanggal, state)
    if kelompok is None:
        raise UserError("belum-lahir" if orang.tanggal_lahir else "tanggal-lahir-kosong")
    if kelompok == "balita":
        raise UserError("pakai-lembar-balita")
    form = PEMERIKSAAN[kelompok]
    _, row = find_umum(conn, form, hari.id, orang.id)
    _, hadir = find_hadir(conn, hari.id, orang.id)
    came = hadir is not None and not hadir["deleted_at"]
    episodes = load_episode(conn, [orang.id]).get(orang.id, ())
    hpht = max((e.hpht for e in episodes if e.hpht and e.selesai is None), default=None)
    known = state == "hamil" and hpht is not None
    return LembarUmum(
        hari=hari,
        orang=orang,
        kelompok=kelompok,
        form=form,
        nomor=hadir["nomor"] if hadir is not None and came else None,
        nilai={} if row is None or row["deleted_at"] else decode(form, parse(row["body"])),
        lalu=load_lalu_umum(conn, orang.id, hari.tanggal),
        minggu=minggu_hamil(hpht, hari.tanggal) if known and hpht else None,
        pasti=state != "hamil" or bool(episodes),
        ke_bidan=bool(hadir is not None and came and hadir["ke_bidan"]),
    )


def find_umum(
    conn: Connection, form: Form, hari_id: str, warga_id: str
) -> tuple[str, Mapping[str, Any] | None]:
    """This person's entry of a form on a day (id, row), also if made before a merge."""
    wanted = [ids.isian_id(form.key, i, hari_id) for i in ids_of(conn, warga_id)]
    rows = fetch_rows(conn, "isian", wanted)
    found = next((i for i in wanted if i in rows and not rows[i]["deleted_at"]), wanted[0])
    return found, rows.get(found)


def decode(form: Form, body: Mapping[str, Any]) -> dict[str, object]:
    """Stored answers of a form as typed values; what this version does not know is left out."""
    fields = form.by_key()
    return {k: fields[k].decode(v) for k, v in body.items() if k in fields and v is not None}


def load_lalu_umum(conn: Connection, warga_id: str, tanggal: date) -> dict[str, Lalu]:
    """The last value of each measure before the day, over all forms of this person."""
    query = (
        select(_ISIAN.c.form, _ISIAN.c.tanggal, _ISIAN.c.body)
        .where(
            _ISIAN.c.subjek.in_(ids_of(conn, warga_id)),
            _ISIAN.c.form.in_(_FORM_KEYS),
            _ISIAN.c.tanggal < tanggal.isoformat(),
            _ISIAN.c.deleted_at.is_(None),
        )
        .order_by(_ISIAN.c.tanggal.desc(), _ISIAN.c.id)
        .limit(24)
    )
    forms = {form.key: form for form in PEMERIKSAAN.values()}
    found: dict[str, Lalu] = {}
    for key, day, body in conn.execute(query):
        for name, value in decode(forms[key], parse(body)).items():
            if name in UKURAN:
                found.setdefault(name, Lalu(value, date.fromisoformat(day)))
    return found


def check_lembar_umum(lembar: LembarUmum, nilai: Nilai) -> tuple[Problem, ...]:
    """Pure: what refuses saving (hard) and what only asks again (soft)."""
    entry = Entry(lembar.form, encode(lembar.form, nilai))
    typed = [p for p in entry.problems() if p.field not in UKURAN]
    now = {key: _number(nilai.get(key)) for key in UKURAN}
    before = {key: _number(row.nilai) for key, row in lembar.lalu.items()}
    if nilai.get("gds_kode") and nilai.get("gds") is not None:
        typed.append(Problem("gds", "gds-dua-jawaban"))
    return (*typed, *check_umum(lembar.kelompok, lembar.hari.tanggal, now, before))


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def encode(form: Form, nilai: Nilai) -> dict[str, Any]:
    """All fields of the form in wire shape, empty ones as None."""
    return {f.key: f.encode(nilai.get(f.key)) for f in form.fields()}


def with_sources(form: Form, nilai: Nilai) -> dict[str, object]:
    """The values with the source of the row; a source of one measure only where it differs."""
    known = form.by_key()
    row = nilai.get("sumber") or "alat"
    made = {**nilai, "sumber": row}
    filled = {sumber_of(k) for k in (*UKURAN, "gds_kode") if nilai.get(k) is not None}
    for key in known:
        if key.startswith("sumber_") and (made.get(key) == row or key not in filled):
            made[key] = None
    return made


def save_umum(
    conn: Connection, petugas: Petugas, hari_id: str, warga_id: str, nilai: Nilai
) -> Changes:
    """Save one person's raw values of the day: isian and attendance, one intent.

    Raises InvalidInput with the hard problems, `belum-ada-ukuran`, `hari-sudah-ditutup`.
    """
    hari = require_open(conn, hari_id)
    lembar = _load(conn, hari, warga_id)
    hard = tuple(p for p in check_lembar_umum(lembar, nilai) if p.hard)
    if hard:
        raise InvalidInput(hard)
    answers = {k: v for k, v in nilai.items() if v is not None and not k.startswith("sumber")}
    if not lembar.nilai and not answers:
        raise UserError("belum-ada-ukuran")
    body = Entry(lembar.form, encode(lembar.form, with_sources(lembar.form, nilai))).body()
    niat = Niat(conn, petugas)
    add_hadir(niat, hari_id, lembar.orang.id)
    row_id, row = find_umum(conn, lembar.form, hari_id, lembar.orang.id)
    values = {
        "form": lembar.form.key,
        "form_versi": lembar.form.version,
        "subjek_jenis": "warga",
        "subjek": row["subjek"] if row else lembar.orang.id,
        "hari_buka_id": hari.id,
        "tanggal": hari.tanggal.isoformat(),
        "versi_aturan": versi_pada(hari.tanggal),
        **{f.key: body.get(f.key) for f in lembar.form.fields()},
    }
    is_new = row is None or row["deleted_at"] is not None
    niat.put("isian", row_id, values, "mengukur" if is_new else "mengubah")
    return niat.done()
