"""Ages: whole days for z-scores, completed months for KMS and schedules, and how to say them.

Always from the measuring date a person chose, never from the clock. docs/aturan-gizi.md, AGE.*
and GRP.*.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from sipd_desktop.rules.versi import Aturan

KELOMPOK = ("BAYI", "BALITA", "APRAS", "SEKOLAH_REMAJA", "DEWASA", "LANSIA")
"""Life-cycle groups, youngest first; each person is in exactly one."""


_SELALU_ADA = 28
"""Every month has this day."""


def umur_hari(lahir: date, tanggal: date) -> int:
    """AGE.DAYS: whole days from birth to `tanggal`; negative before birth."""
    return (tanggal - lahir).days


def umur_bulan(lahir: date, tanggal: date) -> int:
    """AGE.MONTH_FULL: completed calendar months; negative before birth.

    Who is born on the 29th, 30th or 31st completes a shorter month on its last day.
    """
    months = (tanggal.year - lahir.year) * 12 + tanggal.month - lahir.month
    if tanggal.day >= lahir.day or lahir.day <= _SELALU_ADA:
        return months if tanggal.day >= lahir.day else months - 1
    due = min(lahir.day, monthrange(tanggal.year, tanggal.month)[1])
    return months if tanggal.day >= due else months - 1


def umur_tahun(lahir: date, tanggal: date) -> int:
    """Completed years; 29 February counts as the 28th in other years."""
    return umur_bulan(lahir, tanggal) // 12


def teks_umur(lahir: date, tanggal: date) -> str:
    """An age as kader say it: `12 hari`, `5 bln`, `27 bln (2 th 3 bln)`, from five years `8 th`."""
    bulan = umur_bulan(lahir, tanggal)
    if bulan < 1:
        return f"{umur_hari(lahir, tanggal)} hari"
    if bulan < 12:
        return f"{bulan} bln"
    tahun, sisa = divmod(bulan, 12)
    if tahun >= 5:
        return f"{tahun} th"
    return f"{bulan} bln ({tahun} th {sisa} bln)" if sisa else f"{bulan} bln ({tahun} th)"


def kelompok(bulan: int, aturan: Aturan) -> str | None:
    """The life-cycle group of an age in completed months; None before birth."""
    for kode in KELOMPOK:
        if _within(bulan, kode, aturan):
            return kode
    return KELOMPOK[-1] if bulan > 0 else None


def is_balita(bulan: int, aturan: Aturan) -> bool:
    """Balita as SKDN counts them: 0-59 completed months."""
    return aturan.nilai("GRP.BAYI.MIN") <= bulan <= aturan.nilai("GRP.BALITA.MAKS")


def _within(bulan: int, kode: str, aturan: Aturan) -> bool:
    return aturan.nilai(f"GRP.{kode}.MIN") <= bulan <= aturan.nilai(f"GRP.{kode}.MAKS")
