"""What a hari buka needs by age and month: vitamin A, obat cacing, ASI question, doses falling due.

Dated, sourced rows in `data/kebutuhan/`. A dose here is "jadwal menurut umur": a child reaches its
month; whether it was given is not known to this table. JE is left out (only some provinces).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

Jenis = Literal["vitamin_a", "obat_cacing", "asi", "imunisasi"]

VERSI: Final = "2026.1"
_FILE = Path(__file__).parent / "data" / "kebutuhan" / f"{VERSI}.json"


@dataclass(frozen=True, slots=True)
class Butir:
    """One thing given or asked at ages `dari`..`sampai` (completed months, both included).

    `bulan`: calendar months in which it is given; empty means every month.
    """

    kode: str
    jenis: Jenis
    label: str
    dari: int
    sampai: int
    bulan: frozenset[int]
    sumber: str
    tanda: str
    berlaku: date

    def kena(self, umur_bulan: int | None) -> bool:
        """Whether a child of this age is meant."""
        return umur_bulan is not None and self.dari <= umur_bulan <= self.sampai


@cache
def load_butir() -> tuple[Butir, ...]:
    """All rows of the table, in its order."""
    raw = json.loads(_FILE.read_text("utf-8"))
    return tuple(
        Butir(
            kode=row["kode"],
            jenis=row["jenis"],
            label=row["label"],
            dari=row["dari"],
            sampai=row["sampai"],
            bulan=frozenset(row["bulan"]),
            sumber=raw["sumber"][row["sumber"]],
            tanda=row["tanda"],
            berlaku=date.fromisoformat(row["berlaku"]),
        )
        for row in raw["butir"]
    )


def list_butir(tanggal: date) -> tuple[Butir, ...]:
    """What holds on a date: in force, and due in its month."""
    return tuple(
        b
        for b in load_butir()
        if b.berlaku <= tanggal and (not b.bulan or tanggal.month in b.bulan)
    )


def count_butir(tanggal: date, umur: Iterable[int | None]) -> tuple[tuple[Butir, int], ...]:
    """How many of these ages need what on a date; rows that nobody needs are left out."""
    ages = list(umur)
    counted = ((b, sum(b.kena(age) for age in ages)) for b in list_butir(tanggal))
    return tuple((b, count) for b, count in counted if count)
