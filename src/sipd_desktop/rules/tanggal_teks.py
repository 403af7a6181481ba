"""Dates as people and spreadsheets write them in Indonesia: day first, never an American reading.

Accepted: date cell; Excel serial 1..80000; dd-mm-yyyy with - / . or space; yyyy-mm-dd; two-digit
years (pivot: the year of the reference date); `12 Mei 1980` and `12 Ags 1980` with Indonesian
month names and short forms. Where day and month could have been swapped the other reading is
handed back beside, so that a NIK can decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

SERIAL_MAKS = 80_000
_EPOCH = date(1899, 12, 30)
_MONTHS = (
    "januari jan jn january",
    "februari feb pebruari peb february",
    "maret mar mrt march",
    "april apr apl",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu ags agt agst agus aug august",
    "september sep sept spt",
    "oktober okt oct october",
    "november nov nop nopember",
    "desember des dec december",
)
BULAN = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_TIME = re.compile(
    r"[ T]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?:[AP]M|Z|WIB|WITA|WIT))?\Z", re.I
)
_DAY_NAME = re.compile(r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s+", re.I)
_DMY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})\Z")
_YMD = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\Z")
_NAMED = re.compile(r"(\d{1,2})[\s\-/.,]*([A-Za-z]{2,10})\.?[\s\-/.,]*(\d{4}|\d{2})\Z")
_SERIAL = re.compile(r"\d{5}(?:[.,]0+)?\Z")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_NOTHING = frozenset(("", "-", "--", "---", "0", "0000-00-00", "00-00-0000", "00/00/0000"))

Keadaan = Literal["kosong", "baik", "salah"]


@dataclass(frozen=True, slots=True)
class TanggalTerbaca:
    """`tanggal` when `keadaan` is baik; `tukar` is the month-first reading where it differs."""

    keadaan: Keadaan
    tanggal: date | None = None
    tukar: date | None = None


_SALAH = TanggalTerbaca("salah")
_KOSONG = TanggalTerbaca("kosong")


def read_tanggal(value: object, acuan: date) -> TanggalTerbaca:
    """A cell as a date; `acuan` is the reference date that decides the century of short years."""
    if isinstance(value, datetime):
        return _cell(value.date())
    if isinstance(value, date):
        return _cell(value)
    if isinstance(value, bool | time | timedelta):
        return _SALAH
    if isinstance(value, float | int):
        return _serial(float(value))
    return read_tanggal_teks(str(value if value is not None else ""), acuan)


def read_tanggal_teks(text: str, acuan: date) -> TanggalTerbaca:
    """A written date."""
    plain = " ".join(text.translate(_DASHES).split()).strip("'\u2018\u2019` ").rstrip(".,;")
    if plain in _NOTHING:
        return _KOSONG
    plain = _DAY_NAME.sub("", _TIME.sub("", plain)).strip()
    found = _YMD.match(plain)
    if found:
        year, month, day = (int(g) for g in found.groups())
        return _both(day, month, year)
    found = _DMY.match(plain)
    if found:
        return _both(int(found[1]), int(found[2]), _year(found[3], acuan))
    found = _NAMED.match(plain)
    if found:
        return _named(found, acuan)
    if _SERIAL.match(plain):
        return _serial(float(plain.replace(",", ".")))
    return _SALAH


def tahun_penuh(tahun2: int, acuan: date) -> int:
    """The full year of a two-digit one: above the reference year's digits it lies in 19xx."""
    century = acuan.year // 100 * 100
    return century + tahun2 if tahun2 <= acuan.year % 100 else century - 100 + tahun2


def usia_tahun(lahir: date, acuan: date) -> int:
    """Age in completed years on the reference date."""
    return acuan.year - lahir.year - ((acuan.month, acuan.day) < (lahir.month, lahir.day))


def _year(text: str, acuan: date) -> int:
    return int(text) if len(text) == 4 else tahun_penuh(int(text), acuan)


def _make(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _both(day: int, month: int, year: int) -> TanggalTerbaca:
    plain = _make(day, month, year)
    swapped = _make(month, day, year) if day != month else None
    return TanggalTerbaca("baik" if plain else "salah", plain, swapped)


def _cell(value: date) -> TanggalTerbaca:
    return _both(value.day, value.month, value.year)


def _named(found: re.Match[str], acuan: date) -> TanggalTerbaca:
    month = BULAN.get(found[2].casefold())
    value = _make(int(found[1]), month, _year(found[3], acuan)) if month else None
    return TanggalTerbaca("baik", value) if value else _SALAH


def _serial(number: float) -> TanggalTerbaca:
    if number == 0:
        return _KOSONG
    if not 1 <= number <= SERIAL_MAKS or 1900 <= number <= 2100:
        return _SALAH  # a lone year is not a date, and read as a serial it would be 1905
    days = int(number)
    return _cell(_EPOCH + timedelta(days=days + (1 if days < 60 else 0)))
