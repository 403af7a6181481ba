"""Released tables about groups and their measures: days of nifas, limits, what is asked again.

As `rules.versi`: one JSON file per released version in `data/sasaran/` that never changes again.
Ages of the groups (GRP.*) stay in the rule table; health-rules 7.1 and 15 are the source here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sipd_desktop.rules.versi import Baris

_FOLDER = Path(__file__).parent / "data" / "sasaran"
VERSI: Final = ("2026.1",)
"""Released versions, oldest first."""


@dataclass(frozen=True, slots=True)
class TabelSasaran:
    """One released table: rows by code, and what the source keys mean."""

    versi: str
    berlaku: date
    sumber: Mapping[str, str]
    angka: Mapping[str, Baris]

    def nilai(self, kode: str) -> Decimal:
        """The number of a code; KeyError for an unknown one is a bug."""
        return self.angka[kode].nilai

    def batas(self, kelompok: str, key: str) -> tuple[Decimal, Decimal]:
        """Hard limits of a measure: the group's own, else those of grown-ups, else of everyone."""
        for owner in (kelompok, "dewasa", "umum"):
            if f"BATAS.{owner}.{key}.MIN" in self.angka:
                return (
                    self.nilai(f"BATAS.{owner}.{key}.MIN"),
                    self.nilai(f"BATAS.{owner}.{key}.MAKS"),
                )
        raise KeyError(key)


@cache
def tabel_sasaran(versi: str = VERSI[-1]) -> TabelSasaran:
    """The table of a version; ValueError when no such version was ever released."""
    if versi not in VERSI:
        raise ValueError(f"no version {versi!r}")
    raw = json.loads((_FOLDER / f"{versi}.json").read_text("utf-8"))
    rows = (
        Baris(
            row["kode"],
            Decimal(row["nilai"]),
            row["satuan"],
            row["sumber"],
            row["tanda"],
            date.fromisoformat(row["berlaku"]),
        )
        for row in raw["angka"]
    )
    return TabelSasaran(
        versi=raw["versi"],
        berlaku=date.fromisoformat(raw["berlaku"]),
        sumber=MappingProxyType(raw["sumber"]),
        angka=MappingProxyType({row.kode: row for row in rows}),
    )


def tabel_pada(tanggal: date) -> TabelSasaran:
    """The table for something that happens on this date; before the first one, the first."""
    fit = [versi for versi in VERSI if tabel_sasaran(versi).berlaku <= tanggal]
    return tabel_sasaran(fit[-1] if fit else VERSI[0])
