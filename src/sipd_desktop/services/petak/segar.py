"""How fresh a figure is: between which dates its data was taken, and whether that is long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sipd_desktop.base.tampil import tanggal_pendek

BULAN_LAMA = 12
"""Data older than this many months is marked (rule of the data potensi & masalah menu)."""


@dataclass(frozen=True, slots=True)
class Kesegaran:
    """First and last day of the data behind a figure, seen from a day."""

    awal: date | None
    akhir: date | None
    keadaan: Literal["", "lama", "sebagian"]
    """`lama`: all of it is old; `sebagian`: some of it."""

    @property
    def teks(self) -> str:
        """`21 Nov 2026`, `3 Mar 2025 - 21 Nov 2026`, with the mark in words."""
        if self.akhir is None or self.awal is None:
            return "tanggal data belum dicatat"
        days = tanggal_pendek(self.akhir)
        if self.awal != self.akhir:
            days = f"{tanggal_pendek(self.awal)} - {days}"
        return days + {"": "", "lama": " (lama)", "sebagian": " (sebagian lama)"}[self.keadaan]


def is_lama(tanggal: date, acuan: date) -> bool:
    """Whether data of this day is older than 12 months on the day it is looked at."""
    months = (acuan.year - tanggal.year) * 12 + acuan.month - tanggal.month
    return months > BULAN_LAMA or (months == BULAN_LAMA and acuan.day > tanggal.day)


def kesegaran(dates: Iterable[date], acuan: date) -> Kesegaran:
    """The freshness of a figure made of data of these days."""
    known = sorted(dates)
    if not known:
        return Kesegaran(None, None, "")
    if is_lama(known[-1], acuan):
        return Kesegaran(known[0], known[-1], "lama")
    return Kesegaran(known[0], known[-1], "sebagian" if is_lama(known[0], acuan) else "")
