"""RT and RW from one cell or two: `001/002`, `RT 1 RW 2`, and dates that Excel made of 1/2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.tanggal_teks import BULAN
from sipd_desktop.rules.wilayah import rt_rw
from sipd_desktop.services.impor.sel import bersih

_PREFIX = re.compile(r"^(?:rt|rw|r\.t\.?|r\.w\.?)\s*[.:/-]*\s*", re.I)
_NAMED = re.compile(r"\brt(?![a-z])\W*(\d{1,3})?(?!\d).*?rw(?![a-z])\W*(\d{1,3})?", re.I)
_NAMED_BACK = re.compile(r"\brw(?![a-z])\W*(\d{1,3})?(?!\d).*?rt(?![a-z])\W*(\d{1,3})?", re.I)
_RT_JUDUL = re.compile(r"(?<!\d )\brt\W{0,3}(\d{1,3})\b", re.I)
_RENTANG = re.compile(r"\brt\W{0,3}\d{1,3}\s*(?:-|\u2013|,|&|s\W?d|sampai|dan)\s*\d", re.I)
_PAIR = re.compile(r"(\d{0,3}|-+)\s*[/\\\-|., ]\s*(\d{0,3}|-+)\Z")
_DAY_MONTH = re.compile(r"(\d{1,2})[-/ ]([A-Za-z]{3,9})(?:[-/ ]\d{2,4})?\Z")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})[-/ ](\d{1,2})\Z")
_FULL_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](?:19|20)\d{2}\Z")
_ISO = re.compile(r"(?:19|20)\d{2}-(\d{2})-(\d{2})(?: 00:00:00)?\Z")


@dataclass(frozen=True, slots=True)
class RtRw:
    """Three digits each, or None; `dari_tanggal` when Excel had made a date of it."""

    rt: str | None
    rw: str | None
    dari_tanggal: bool = False


def read_satu(value: Isi) -> str | None:
    """A cell that holds RT or RW alone."""
    text = _PREFIX.sub("", bersih(value).strip("' "))
    return rt_rw(text) if text.isascii() else None


def from_date(value: Isi) -> tuple[str, str] | None:
    """(day, month) as three digits when a cell became a date: the first and second number typed."""
    if isinstance(value, datetime | date):
        return f"{value.day:03d}", f"{value.month:03d}"
    if not isinstance(value, str):
        return None
    text = bersih(value)
    for pattern, day, month in (
        (_DAY_MONTH, 1, 2),
        (_MONTH_DAY, 2, 1),
        (_FULL_DATE, 1, 2),
        (_ISO, 2, 1),
    ):
        found = pattern.match(text)
        if found:
            number = BULAN.get(found[month].casefold(), 0)
            if found[month].isdigit():
                number = int(found[month])
            if 1 <= number <= 12 and 1 <= int(found[day]) <= 31:
                return f"{int(found[day]):03d}", f"{number:03d}"
    return None


def read_pasangan(value: Isi, *, terbalik: bool = False) -> RtRw:
    """A cell that holds both; `terbalik` when the heading says RW/RT."""
    turned = from_date(value)
    if turned:
        first, second = turned
        return RtRw(second, first, True) if terbalik else RtRw(first, second, True)
    text = bersih(value).strip("' ")
    named = _NAMED.search(text)
    if named:
        return RtRw(rt_rw(named[1]), rt_rw(named[2]))
    back = _NAMED_BACK.search(text)
    if back:
        return RtRw(rt_rw(back[2]), rt_rw(back[1]))
    pair = _PAIR.match(text)
    if pair:
        first_part, second_part = rt_rw(pair[1]), rt_rw(pair[2])
        return RtRw(second_part, first_part) if terbalik else RtRw(first_part, second_part)
    alone = read_satu(text)
    return RtRw(None, alone) if terbalik else RtRw(alone, None)


def read_dari_judul(text: str) -> RtRw:
    """The one RT that a title names, with its RW; nothing when it names several or a range."""
    names = {found[1].lstrip("0") for found in _RT_JUDUL.finditer(text)}
    joint = re.search(r"\brt\s*/\s*rw\W", text, re.I)
    if len(names) > 1 or (not names and not joint) or _RENTANG.search(text):
        return RtRw(None, None)
    return read_dari_alamat(text)


def read_dari_alamat(alamat: str | None) -> RtRw:
    """RT and RW named inside an address: `Jl. Mawar RT 001 RW 002`, `RT/RW : 003/001`."""
    if not alamat:
        return RtRw(None, None)
    joint = re.search(r"\brt\s*/\s*rw\W*(\d{1,3})\s*/\s*(\d{1,3})", alamat, re.I)
    if joint:
        return RtRw(rt_rw(joint[1]), rt_rw(joint[2]))
    found = re.search(
        r"\brt\W{0,3}(\d{1,3})\b(?:\W*(?:rw\W{0,3}|(?<=/)\s*)(\d{1,3})\b)?", alamat, re.I
    )
    return RtRw(rt_rw(found[1]), rt_rw(found[2])) if found else RtRw(None, None)
