"""Filling any declared form about a person or a family: the floor under every hand-made page.

From one `Form` come the page, its checks, what is stored, sent, listed and printed. A form with a
hand-made `panel` (the weighing, the quick rows of the hari buka) is not filled here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.rules.versi import versi_pada
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.gabung import ids_of, kini_of
from sipd_desktop.spec.entry import Entry
from sipd_desktop.spec.field import Wire
from sipd_desktop.spec.register import Form
from sipd_desktop.storage.bentuk import image_of, parse
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

Jenis = Literal["warga", "keluarga"]
_ISIAN, _KADER = SYNCED["isian"], SYNCED["kader"]


@dataclass(frozen=True, slots=True)
class Terisi:
    """One entry that stands: its id and its day."""

    id: str
    tanggal: date


@dataclass(frozen=True, slots=True)
class PilihanForm:
    """A form that may be filled about this subject, and the entries there are, newest first."""

    key: str
    label: str
    terisi: tuple[Terisi, ...]


@dataclass(frozen=True, slots=True)
class LembarForm:
    """A form opened for one subject: `nilai` in wire shape, `lalu` the last earlier entry."""

    form: Form
    jenis: Jenis
    subjek: str
    judul: str
    tanggal: date
    isian_id: str | None
    nilai: Mapping[str, Wire]
    lalu: Mapping[str, Wire]
    tanggal_lalu: date | None


def has_form(jenis: Jenis) -> bool:
    """Whether any form of the generated page is about a person, or about a family."""
    return any(not form.panel and form.about == jenis for form in FORMS.values())


def list_form(
    conn: Connection, jenis: Jenis, subjek: str, tanggal: date
) -> tuple[PilihanForm, ...]:
    """Forms of the generated page that fit this person or family on a day."""
    subjek = kini_of(conn, subjek) if jenis == "warga" else subjek
    known = _subject_values(conn, jenis, subjek, tanggal)
    return tuple(
        PilihanForm(form.key, form.label, _entries(conn, form.key, jenis, subjek))
        for form in FORMS.values()
        if not form.panel
        and form.about == jenis
        and (form.eligible is None or form.eligible.holds(known))
    )


def _subject_values(
    conn: Connection, jenis: Jenis, subjek: str, tanggal: date
) -> dict[str, object]:
    row = fetch_row(conn, jenis, subjek)
    if row is None or row["deleted_at"]:
        raise UserError("orang-tidak-ada" if jenis == "warga" else "keluarga-tidak-ada")
    fields = REGISTERS[jenis].by_key()
    known: dict[str, object] = {
        k: fields[k].decode(v) if k in fields else v for k, v in image_of(jenis, row).items()
    }
    lahir = known.get("tanggal_lahir")
    if isinstance(lahir, date) and lahir <= tanggal:
        known["umur_bulan"] = umur_bulan(lahir, tanggal)
    return known


def _entries(conn: Connection, form: str, jenis: Jenis, subjek: str) -> tuple[Terisi, ...]:
    """Entries with at least one answer a page can show; what only an import keeps has none."""
    shown = {f.key for f in FORMS[form].fields() if not f.internal}
    same = ids_of(conn, subjek) if jenis == "warga" else [subjek]
    query = (
        select(_ISIAN.c.id, _ISIAN.c.tanggal, _ISIAN.c.body)
        .where(_ISIAN.c.subjek.in_(same), _ISIAN.c.form == form, _ISIAN.c.deleted_at.is_(None))
        .order_by(_ISIAN.c.tanggal.desc(), _ISIAN.c.id.desc())
    )
    return tuple(
        Terisi(i, date.fromisoformat(t))
        for i, t, body in conn.execute(query)
        if shown & parse(body).keys()
    )


def open_form(
    conn: Connection,
    form_key: str,
    jenis: Jenis,
    subjek: str,
    tanggal: date,
    isian_id: str | None = None,
) -> LembarForm:
    """A form for a new entry of a day, or an entry that stands.

    Raises `formulir-tidak-ada`, `isian-tidak-ada`, `orang-tidak-ada`, `keluarga-tidak-ada`.
    """
    form = FORMS.get(form_key)
    if form is None or form.panel or form.about != jenis:
        raise UserError("formulir-tidak-ada")
    subjek = kini_of(conn, subjek) if jenis == "warga" else subjek
    known = _subject_values(conn, jenis, subjek, tanggal)
    row = fetch_row(conn, "isian", isian_id) if isian_id else None
    if isian_id and (row is None or row["deleted_at"]):
        raise UserError("isian-tidak-ada")
    day = date.fromisoformat(row["tanggal"]) if row is not None else tanggal
    earlier = [
        t for t in _entries(conn, form_key, jenis, subjek) if t.tanggal < day and t.id != isian_id
    ]
    last = fetch_row(conn, "isian", earlier[0].id) if earlier else None
    return LembarForm(
        form=form,
        jenis=jenis,
        subjek=subjek,
        judul=_title(conn, jenis, subjek, known),
        tanggal=day,
        isian_id=isian_id,
        nilai=parse(row["body"]) if row is not None else {},
        lalu=parse(last["body"]) if last is not None else {},
        tanggal_lalu=earlier[0].tanggal if earlier else None,
    )


def _title(conn: Connection, jenis: Jenis, subjek: str, known: Mapping[str, object]) -> str:
    if jenis == "warga":
        return str(known.get("nama") or "")
    warga = SYNCED["warga"].c
    query = select(warga.nama).where(
        warga.keluarga_id == subjek, warga.shdk == 1, warga.deleted_at.is_(None)
    )
    kepala = conn.execute(query.limit(1)).scalar_one_or_none()
    return f"Keluarga {kepala}" if kepala else "Keluarga"


def check_form(
    form: Form, nilai: Mapping[str, Wire], tanggal: date, hari_ini: date
) -> tuple[Problem, ...]:
    """Pure: what refuses saving."""
    found = list(Entry(form, nilai).problems())
    if tanggal > hari_ini:
        found.append(Problem("tanggal", "isian-tanggal-depan"))
    return tuple(found)


def save_form(
    conn: Connection,
    petugas: Petugas,
    lembar: LembarForm,
    nilai: Mapping[str, Wire],
    tanggal: date,
    hari_ini: date,
) -> tuple[str, Changes]:
    """Store an entry as one intent; returns its id.

    Raises InvalidInput with the problems per field, `isian-kosong` when nothing was answered.
    """
    problems = check_form(lembar.form, nilai, tanggal, hari_ini)
    if problems:
        raise InvalidInput(problems)
    body = Entry(lembar.form, nilai).body()
    if not body:
        raise UserError("isian-kosong")
    answers: dict[str, Wire] = {
        f.key: body.get(f.key) for f in lembar.form.fields() if not f.internal
    }
    niat = Niat(conn, petugas)
    if lembar.isian_id:
        patch = {**answers, "tanggal": tanggal.isoformat(), "form_versi": lembar.form.version}
        niat.update("isian", lembar.isian_id, patch)
        return lembar.isian_id, niat.done()
    row_id = ids.new_id()
    values: dict[str, Wire] = {
        "form": lembar.form.key,
        "form_versi": lembar.form.version,
        "subjek_jenis": lembar.jenis,
        "subjek": lembar.subjek,
        "tanggal": tanggal.isoformat(),
        "versi_aturan": versi_pada(tanggal),
        **answers,
        **{f.key: f.bawaan for f in lembar.form.fields() if f.internal and f.bawaan is not None},
    }
    niat.insert("isian", row_id, values)
    return row_id, niat.done()


def void_form(conn: Connection, petugas: Petugas, isian_id: str) -> Changes:
    """Take an entry out of every list; its data stays and Ctrl+Z brings it back."""
    row = fetch_row(conn, "isian", isian_id)
    if row is None or row["deleted_at"]:
        raise UserError("isian-tidak-ada")
    niat = Niat(conn, petugas)
    niat.void("isian", isian_id)
    return niat.done()


@dataclass(frozen=True, slots=True)
class BarisForm:
    """One entry for a list or report: subject and answers in wire shape."""

    isian_id: str
    subjek: str
    tanggal: date
    nilai: Mapping[str, Any]


def list_isian(
    conn: Connection, form_key: str, awal: date, akhir: date, posyandu_id: str | None
) -> tuple[BarisForm, ...]:
    """Entries of a form from `awal` to `akhir`, of the people (or families) of a Posyandu."""
    form = FORMS[form_key]
    subject = SYNCED[form.about]
    query = (
        select(_ISIAN.c.id, _ISIAN.c.subjek, _ISIAN.c.tanggal, _ISIAN.c.body)
        .join(subject, subject.c.id == _ISIAN.c.subjek)
        .where(
            _ISIAN.c.form == form_key,
            _ISIAN.c.deleted_at.is_(None),
            _ISIAN.c.tanggal.between(awal.isoformat(), akhir.isoformat()),
        )
        .order_by(_ISIAN.c.tanggal, _ISIAN.c.id)
    )
    if posyandu_id is not None:
        query = query.where(subject.c.posyandu_id == posyandu_id)
    return tuple(
        BarisForm(i, s, date.fromisoformat(t), parse(b)) for i, s, t, b in conn.execute(query)
    )
