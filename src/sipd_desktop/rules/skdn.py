"""SKDN of one month: every figure carries the children it counts, so figure and list are one.

S balita 0-59 completed months of the working area on the day's date; K those of S with a KMS;
D balita weighed (one per child and month, from outside the area too); N T O B the marks of D;
D' those that could be judged. docs/aturan-gizi.md section 4.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final, Literal

from sipd_desktop.rules.ukuran import Tanda
from sipd_desktop.rules.umur import is_balita, umur_bulan
from sipd_desktop.rules.versi import Aturan, aturan

Kode = Literal["S", "K", "D", "N", "T", "O", "B", "X", "2T", "BGM", "AGO", "D'", "LUAR"]

KODE: Final[tuple[Kode, ...]] = (
    "S", "K", "D", "N", "T", "O", "B", "X", "2T", "BGM", "AGO", "D'", "LUAR",
)  # fmt: skip
"""X = weighed without a mark (oedema); LUAR = children of D from outside the area: D may exceed S
by them."""

GOLONGAN: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"0-5": (0, 5), "6-11": (6, 11), "12-23": (12, 23), "24-59": (24, 59)}
)
"""Age groups of the report, completed months, both ends included."""

LAIN: Final = "?"
"""Group and sex of a child whose record is with another Posyandu: in the totals only."""

RASIO: Final[tuple[tuple[str, Kode, Kode], ...]] = (
    ("K/S", "K", "S"),
    ("D/S", "D", "S"),
    ("N/D", "N", "D"),
    ("N/D'", "N", "D'"),
    ("N/S", "N", "S"),
    ("D/K", "D", "K"),
    ("BGM/D", "BGM", "D"),
    ("2T/D'", "2T", "D'"),
)
"""Ratio, its figure above and below the line."""


@dataclass(frozen=True, slots=True)
class Fakta:
    """What one month knows of one child; `tanggal_acuan` is the date of the day it is counted on.

    `tanda`, `dua_t`, `bgm`, `ago` are read only where `ditimbang`.
    """

    id: str
    jk: str | None
    lahir: date | None
    dalam_wilayah: bool
    punya_kms: bool
    ditimbang: bool
    tanggal_acuan: date
    tanda: Tanda | None = None
    dua_t: bool = False
    bgm: bool | None = None
    ago: bool | None = None
    lain: bool = False
    """Weighed here, but her record is with another Posyandu: only D knows her."""


@dataclass(frozen=True, slots=True)
class Rasio:
    """One ratio; `persen` has one decimal and is None when the divisor is 0."""

    kode: str
    pembilang: int
    penyebut: int

    @property
    def persen(self) -> Decimal | None:
        """Percent, half rounded up; above 100 where children came from outside the area."""
        if self.penyebut == 0:
            return None
        share = Decimal(100 * self.pembilang) / Decimal(self.penyebut)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Skdn:
    """The table of a month; a cell is the tuple of child ids, its figure the length of that."""

    versi_aturan: str
    sel: Mapping[tuple[Kode, str, str], tuple[str, ...]]
    tanpa_lahir: tuple[str, ...]

    def daftar(
        self, kode: Kode, golongan: str | None = None, jk: str | None = None
    ) -> tuple[str, ...]:
        """The children a figure counts, in id order; without group or sex: all of them.

        A child of unknown sex is in the totals and under the sex "?".
        """
        return tuple(
            sorted(
                child
                for (k, g, j), children in self.sel.items()
                if k == kode and golongan in (None, g) and jk in (None, j)
                for child in children
            )
        )

    def jumlah(self, kode: Kode, golongan: str | None = None, jk: str | None = None) -> int:
        """The figure: how many children `daftar` lists."""
        return len(self.daftar(kode, golongan, jk))

    def rasio(self, golongan: str | None = None, jk: str | None = None) -> tuple[Rasio, ...]:
        """All ratios of RASIO for a group and sex."""
        return tuple(
            Rasio(kode, self.jumlah(atas, golongan, jk), self.jumlah(bawah, golongan, jk))
            for kode, atas, bawah in RASIO
        )


def skdn(fakta: Iterable[Fakta], rules: Aturan | None = None) -> Skdn:
    """Count one month. Facts about one child are folded: the latest weighing, else the latest fact.

    Children without birth date are listed apart: nobody knows whether they are balita.
    """
    rules = rules or aturan()
    cells: dict[tuple[Kode, str, str], list[str]] = {}
    unborn: list[str] = []
    for fact in _fold(fakta):
        if fact.lain:
            for kode in _kode(fact):
                cells.setdefault((kode, LAIN, LAIN), []).append(fact.id)
            continue
        if fact.lahir is None:
            unborn.append(fact.id)
            continue
        bulan = umur_bulan(fact.lahir, fact.tanggal_acuan)
        if not is_balita(bulan, rules):
            continue
        place = (_golongan(bulan), fact.jk if fact.jk in ("L", "P") else "?")
        for kode in _kode(fact):
            cells.setdefault((kode, *place), []).append(fact.id)
    return Skdn(
        rules.versi,
        MappingProxyType({key: tuple(sorted(ids)) for key, ids in cells.items()}),
        tuple(sorted(unborn)),
    )


def _fold(fakta: Iterable[Fakta]) -> list[Fakta]:
    """One D per child and month."""
    chosen: dict[str, Fakta] = {}
    for fact in fakta:
        other = chosen.get(fact.id)
        rank = (fact.ditimbang, fact.tanggal_acuan)
        if other is None or rank > (other.ditimbang, other.tanggal_acuan):
            chosen[fact.id] = fact
    return list(chosen.values())


def _golongan(bulan: int) -> str:
    return next(name for name, (low, high) in GOLONGAN.items() if low <= bulan <= high)


def _kode(fact: Fakta) -> list[Kode]:
    """Every figure this child belongs to."""
    found: list[Kode] = []
    if fact.dalam_wilayah:
        found.append("S")
        if fact.punya_kms:
            found.append("K")
    if not fact.ditimbang:
        return found
    found.append("D")
    found.append(fact.tanda or "X")
    if fact.tanda in ("N", "T"):
        found.append("D'")
    flags: tuple[tuple[bool | None, Kode], ...] = (
        (fact.dua_t, "2T"),
        (fact.bgm, "BGM"),
        (fact.ago, "AGO"),
        (not fact.dalam_wilayah, "LUAR"),
    )
    found.extend(kode for flag, kode in flags if flag)
    return found
