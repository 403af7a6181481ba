"""Released rule tables: every threshold as a dated, sourced row, none of them in code.

One JSON file per released version lies in `data/aturan/` and never changes again (a test holds
its fingerprint): old results name the version that made them and can always be made again. A new
version is a new file. `tanda` of a row: "pasti" = read in a source, "K" = own knowledge, "?" =
uncertain; both latter await the Puskesmas (docs/aturan-gizi.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypedDict

_FOLDER = Path(__file__).parent / "data" / "aturan"

VERSI: Final = ("2026.1",)
"""Released versions, oldest first; each has its file in the package for good."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One rule value: code, number in its unit, source key, certainty, since when it holds."""

    kode: str
    nilai: Decimal
    satuan: str
    sumber: str
    tanda: str
    berlaku: date


@dataclass(frozen=True, slots=True)
class Kelas:
    """One class of an index: values up to `sampai` that no earlier class took.

    `termasuk` says whether `sampai` itself belongs here; the last class ends at infinity.
    """

    kode: str
    indeks: str
    label: str
    sampai: float
    termasuk: bool
    sumber: str
    tanda: str
    berlaku: date


@dataclass(frozen=True, slots=True)
class Aturan:
    """One released rule table; `kelas` by index, `kbm` (gram) by sex and completed month."""

    versi: str
    berlaku: date
    sumber: Mapping[str, str]
    angka: Mapping[str, Baris]
    kelas: Mapping[str, tuple[Kelas, ...]]
    kbm: Mapping[tuple[str, int], Baris]

    def nilai(self, kode: str) -> Decimal:
        """The number of a code; KeyError for an unknown one is a bug."""
        return self.angka[kode].nilai

    def bendera(self, indeks: str) -> tuple[float, float]:
        """Z.FLAG: lowest and highest plausible z of an index."""
        return (
            float(self.angka[f"BENDERA.{indeks}.MIN"].nilai),
            float(self.angka[f"BENDERA.{indeks}.MAKS"].nilai),
        )


class _AngkaRow(TypedDict):
    kode: str
    nilai: str
    satuan: str
    sumber: str
    tanda: str
    berlaku: str


class _KelasRow(TypedDict):
    kode: str
    indeks: str
    label: str
    sampai: str | None
    termasuk: bool
    sumber: str
    tanda: str
    berlaku: str


class _KbmRow(TypedDict):
    kode: str
    jk: str
    dari: int
    sampai: int
    gram: int
    sumber: str
    tanda: str
    berlaku: str


class _Berkas(TypedDict):
    versi: str
    berlaku: str
    sumber: dict[str, str]
    angka: list[_AngkaRow]
    kelas: list[_KelasRow]
    kbm: list[_KbmRow]


@cache
def aturan(versi: str = VERSI[-1]) -> Aturan:
    """The rule table of a version; ValueError when no such version was ever released."""
    if versi not in VERSI:
        raise ValueError(f"no rule version {versi!r}")
    raw: _Berkas = json.loads((_FOLDER / f"{versi}.json").read_text("utf-8"))
    return Aturan(
        versi=raw["versi"],
        berlaku=date.fromisoformat(raw["berlaku"]),
        sumber=MappingProxyType(raw["sumber"]),
        angka=MappingProxyType({row["kode"]: _baris(row) for row in raw["angka"]}),
        kelas=MappingProxyType(_kelas(raw["kelas"])),
        kbm=MappingProxyType(_kbm(raw["kbm"])),
    )


def versi_pada(tanggal: date) -> str:
    """The version for something measured on this date; before the first one, the first."""
    berlaku = [versi for versi in VERSI if aturan(versi).berlaku <= tanggal]
    return berlaku[-1] if berlaku else VERSI[0]


def aturan_pada(tanggal: date) -> Aturan:
    """The rule table for something measured on this date."""
    return aturan(versi_pada(tanggal))


def _baris(row: _AngkaRow) -> Baris:
    return Baris(
        row["kode"],
        Decimal(row["nilai"]),
        row["satuan"],
        row["sumber"],
        row["tanda"],
        date.fromisoformat(row["berlaku"]),
    )


def _kelas(rows: list[_KelasRow]) -> dict[str, tuple[Kelas, ...]]:
    by_index: dict[str, tuple[Kelas, ...]] = {}
    for row in rows:
        kelas = Kelas(
            row["kode"],
            row["indeks"],
            row["label"],
            math.inf if row["sampai"] is None else float(row["sampai"]),
            row["termasuk"],
            row["sumber"],
            row["tanda"],
            date.fromisoformat(row["berlaku"]),
        )
        by_index[kelas.indeks] = (*by_index.get(kelas.indeks, ()), kelas)
    return by_index


def _kbm(rows: list[_KbmRow]) -> dict[tuple[str, int], Baris]:
    cells: dict[tuple[str, int], Baris] = {}
    for row in rows:
        baris = Baris(
            row["kode"],
            Decimal(row["gram"]),
            "g",
            row["sumber"],
            row["tanda"],
            date.fromisoformat(row["berlaku"]),
        )
        cells.update(((row["jk"], bulan), baris) for bulan in range(row["dari"], row["sampai"] + 1))
    return cells
