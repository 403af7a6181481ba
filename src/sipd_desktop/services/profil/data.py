"""What the newest pendataan says of a person and the household, by the field it belongs to.

One line per question that tells of a service or a state (schooling, JKN, water, house, disaster,
aid), with the day it was answered on; a newer survey that did not ask does not silence an older.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.bidang.umum.pendataan import PENDATAAN_KELUARGA, PENDATAAN_WARGA
from sipd_desktop.rules.kode import daftar
from sipd_desktop.services.profil.layanan import Layanan
from sipd_desktop.spec.field import Choice, Daftar, Field, Integer
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN = SYNCED["isian"].c
_FORMS = {form.key: form for form in (PENDATAAN_WARGA, PENDATAAN_KELUARGA)}


@dataclass(frozen=True, slots=True)
class _Tanya:
    """One question: its form and key, the field it tells of, its words, who may see it."""

    form: str
    key: str
    bidang: str
    apa: str
    sosial: bool = False


_W, _K = PENDATAAN_WARGA.key, PENDATAAN_KELUARGA.key
_TANYA = (
    _Tanya(_W, "pendidikan_kini", "pendidikan", "Sedang bersekolah"),
    _Tanya(_W, "punya_jkn", "kesehatan", "JKN-KIS"),
    _Tanya(_K, "air_minum", "pekerjaan_umum", "Air minum"),
    _Tanya(_K, "jamban", "pekerjaan_umum", "Jamban"),
    _Tanya(_K, "sampah", "pekerjaan_umum", "Sampah"),
    _Tanya(_K, "status_rumah", "perumahan", "Tempat tinggal"),
    _Tanya(_W, "terdampak_bencana", "trantibum", "Terdampak bencana"),
    _Tanya(_K, "bantaran_sungai", "trantibum", "Rumah di bantaran sungai"),
    _Tanya(_K, "lereng", "trantibum", "Rumah di lereng"),
    _Tanya(_W, "jamsos_kerja", "sosial", "Jaminan sosial ketenagakerjaan"),
    _Tanya(_K, "bantuan", "sosial", "Bantuan menurut pendataan", sosial=True),
)


def list_data(
    conn: Connection, about: Mapping[str, str], acuan: date, *, bendera: bool
) -> Iterator[Layanan]:
    """Lines about these subjects (stored id to the one shown); `bendera`: social signs too."""
    query = (
        select(_ISIAN.subjek, _ISIAN.form, _ISIAN.tanggal, _ISIAN.body)
        .where(
            _ISIAN.subjek.in_(list(about)),
            _ISIAN.form.in_(list(_FORMS)),
            _ISIAN.deleted_at.is_(None),
            _ISIAN.tanggal <= acuan.isoformat(),
        )
        .order_by(_ISIAN.tanggal.desc(), _ISIAN.id)
    )
    answers: dict[str, list[tuple[str, date, Mapping[str, Any]]]] = {}
    for subjek, form, tanggal, body in conn.execute(query):
        row = (form, date.fromisoformat(tanggal), parse(body))
        answers.setdefault(about[subjek], []).append(row)
    for who, rows in answers.items():
        for ask in _TANYA:
            if ask.sosial and not bendera:
                continue
            told = ((d, b[ask.key]) for f, d, b in rows if f == ask.form and _is_told(b, ask.key))
            day, value = next(told, (None, None))
            words = _words(_FORMS[ask.form].by_key()[ask.key], value)
            if words:
                yield Layanan(ask.bidang, who, ask.apa, words, day)


def _is_told(body: Mapping[str, Any], key: str) -> bool:
    return body.get(key) not in (None, "", [])


def _words(field: Field, value: Any) -> str:
    """The answer in words; empty for a no and for what was never asked."""
    if value is None or value is False:
        return ""
    if value is True:
        return "ya"
    if isinstance(field, Daftar):
        labels = dict(field.options)
        return ", ".join(str(labels.get(v, v)) for v in value)
    if isinstance(field, Choice):
        return str(field.label_of(value))
    if isinstance(field, Integer) and field.kode:
        return next((k.label for k in daftar(field.kode).isi if k.kode == value), str(value))
    return str(value)
