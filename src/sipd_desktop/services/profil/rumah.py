"""The house of a family as its newest pendataan tells: short facts with the date they are of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.bidang.umum.pendataan import PENDATAAN_KELUARGA
from sipd_desktop.services.petak.segar import Kesegaran, kesegaran
from sipd_desktop.spec.field import Choice, Field
from sipd_desktop.storage.bentuk import parse
from sipd_desktop.storage.tables import SYNCED

_ISIAN = SYNCED["isian"].c
_FAKTA = (
    ("status_rumah", "Rumah"),
    ("luas_lantai", "Luas lantai"),
    ("lantai", "Lantai"),
    ("dinding", "Dinding"),
    ("atap", "Atap"),
    ("jamban", "Jamban"),
    ("air_minum", "Air minum"),
    ("penerangan", "Listrik"),
    ("energi_masak", "Memasak"),
    ("sampah", "Sampah"),
    ("bantaran_sungai", "Bantaran sungai"),
    ("lereng", "Lereng"),
)


@dataclass(frozen=True, slots=True)
class Rumah:
    """Facts as (label, words); empty when the family was never surveyed."""

    fakta: tuple[tuple[str, str], ...]
    segar: Kesegaran

    @property
    def teks(self) -> str:
        """All facts in one line with their date."""
        if not self.fakta:
            return "Rumah belum didata."
        facts = ", ".join(_phrase(label.lower(), words) for label, words in self.fakta)
        return f"{facts[0].upper()}{facts[1:]}. Data per {self.segar.teks}."


def open_rumah(conn: Connection, keluarga_id: str, acuan: date) -> Rumah:
    """Of each question the newest answer up to a day."""
    query = (
        select(_ISIAN.tanggal, _ISIAN.body)
        .where(
            _ISIAN.subjek == keluarga_id,
            _ISIAN.form == PENDATAAN_KELUARGA.key,
            _ISIAN.deleted_at.is_(None),
            _ISIAN.tanggal <= acuan.isoformat(),
        )
        .order_by(_ISIAN.tanggal.desc(), _ISIAN.id)
    )
    fields = PENDATAAN_KELUARGA.by_key()
    rows = [(date.fromisoformat(t), parse(b)) for t, b in conn.execute(query)]
    facts, days = [], set()
    for key, label in _FAKTA:
        newest = next(((d, b[key]) for d, b in rows if b.get(key) not in (None, "")), None)
        if newest is not None and (words := _words(fields[key], newest[1])):
            facts.append((label, words))
            days.add(newest[0])
    return Rumah(tuple(facts), kesegaran(days, acuan))


def _phrase(label: str, words: str) -> str:
    """`jamban umum`, not `jamban jamban umum`."""
    return words if words.startswith(label) else f"{label} {words}"


def _words(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else ""
    text = field.label_of(value) if isinstance(field, Choice) else str(value)
    return f"{text} {field.unit}".strip().lower()
