"""Which answers of a questionnaire about an RT or the desa tell of potensi, by a dated table.

Only a question that asks for nothing else than one of the words of `data/potensi/` is read ("Jumlah
pos kamling di RT ini"); every other one is left for a person to judge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

from sipd_desktop.rules.kode.lipat import fold_label

VERSI: Final = "2026.1"
_FILE = Path(__file__).parent / "data" / "potensi" / f"{VERSI}.json"
_KURUNG = re.compile(r"\(([^()]{0,40})\)")
_ANGKA = re.compile(r"(?:(rp)\.?\s*)?(\d[\d.,]*)\s*(.*)\Z", re.I | re.S)
_RIBUAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\Z")
_PANJANG_SATUAN = 30


@dataclass(frozen=True, slots=True)
class Kata:
    """One kind of potensi and the questions that ask for it."""

    jenis: str
    nama: str
    kata: tuple[str, ...]
    satuan: str
    berlaku: date
    sumber: str
    tanda: str


@dataclass(frozen=True, slots=True)
class Isi:
    """What an answer says: an amount with its unit, or words; none of them means it is there."""

    jumlah: Decimal | None = None
    satuan: str = ""
    teks: str = ""


@cache
def _table() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return found


@cache
def load_kata() -> tuple[Kata, ...]:
    """All rows of the table, in its order."""
    raw = _table()
    return tuple(
        Kata(
            jenis=row["jenis"],
            nama=row["nama"],
            kata=tuple(row["kata"]),
            satuan=row["satuan"],
            berlaku=date.fromisoformat(row["berlaku"]),
            sumber=raw["sumber"][row["sumber"]],
            tanda=row["tanda"],
        )
        for row in raw["kata"]
    )


@cache
def _by_words() -> Mapping[str, Kata]:
    return {word: row for row in load_kata() for word in row.kata}


def find_kata(pertanyaan: str, tanggal: date) -> Kata | None:
    """The row a question asks for on a date, if it asks for nothing else."""
    words = fold_label(_KURUNG.sub(" ", pertanyaan)).split()
    found = _strip(words)
    return found if found is not None and found.berlaku <= tanggal else None


def _strip(words: Sequence[str]) -> Kata | None:
    """Longest first: words that only ask are taken off in front, words of place behind."""
    asks, places = set(_table()["awal"]), set(_table()["akhir"])
    start = 0
    while start < len(words):
        end = len(words)
        while end > start:
            row = _by_words().get(" ".join(words[start:end]))
            if row is not None:
                return row
            if words[end - 1] not in places:
                break
            end -= 1
        if words[start] not in asks:
            return None
        start += 1
    return None


def read_isi(jawaban: str, pertanyaan: str = "", satuan: str = "") -> Isi | None:
    """What an answer says; None when it says that there is none.

    The unit is that of the answer, of the brackets in the question, else `satuan`.
    """
    text = " ".join(jawaban.split())
    folded = fold_label(text)
    if folded in _table()["tidak"] or not folded:
        return None
    if folded in _table()["ada"]:
        return Isi()
    found = _ANGKA.match(text)
    number = _number(found[2]) if found else None
    if found is None or number is None:
        return Isi(teks=text)
    if number == 0:
        return None
    unit = ("rupiah" if found[1] else "") or found[3].strip() or _bracket(pertanyaan) or satuan
    return Isi(number, unit) if len(unit) <= _PANJANG_SATUAN else Isi(teks=text)


def _number(text: str) -> Decimal | None:
    """`15.000.000`, `12,5`, `12.5`."""
    plain = text.rstrip(".,")
    if _RIBUAN.match(plain):
        plain = plain.replace(".", "")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def _bracket(question: str) -> str:
    found = _KURUNG.search(question)
    unit = found[1].strip() if found else ""
    return unit if unit and not any(c.isdigit() for c in unit) else ""
