"""A calendar month, the period of weighings, SKDN and monthly reports; written `2026-11`."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """One calendar month; ordered in time."""

    tahun: int
    bulan: int

    def __post_init__(self) -> None:
        if not (1 <= self.tahun <= 9999 and 1 <= self.bulan <= 12):
            raise ValueError(f"no such month: {self.tahun}-{self.bulan}")

    @classmethod
    def of(cls, tanggal: date) -> Periode:
        """The month a date lies in."""
        return cls(tanggal.year, tanggal.month)

    @classmethod
    def parse(cls, text: str) -> Periode:
        """Read `2026-11`; ValueError on anything else."""
        tahun, dash, bulan = text.partition("-")
        if not (dash and len(tahun) == 4 and len(bulan) == 2):
            raise ValueError(f"not a month: {text!r}")
        if not (text.isascii() and (tahun + bulan).isdecimal()):
            raise ValueError(f"not a month: {text!r}")
        return cls(int(tahun), int(bulan))

    def __str__(self) -> str:
        """As stored and typed, e.g. `2026-11`."""
        return f"{self.tahun:04d}-{self.bulan:02d}"

    @property
    def awal(self) -> date:
        """First day."""
        return date(self.tahun, self.bulan, 1)

    @property
    def akhir(self) -> date:
        """Last day."""
        return date(self.tahun, self.bulan, monthrange(self.tahun, self.bulan)[1])

    def shift(self, bulan: int) -> Periode:
        """The month this many months later (negative: earlier)."""
        tahun, index = divmod(self.tahun * 12 + self.bulan - 1 + bulan, 12)
        return Periode(tahun, index + 1)

    def __contains__(self, tanggal: date) -> bool:
        """Whether a date lies in this month."""
        return self.awal <= tanggal <= self.akhir
