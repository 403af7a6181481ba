"""Place and date of birth in one cell: `Tegal, 12-05-1980`, `TEGAL/12 Mei 1980`, either order."""

from __future__ import annotations

import re
from datetime import date, datetime

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.sel import bersih

_DATE = (
    r"(?:\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}"
    r"|\d{1,2}\s*[-/. ]\s*\d{1,2}\s*[-/. ]\s*(?:\d{4}|\d{2})"
    r"|\d{1,2}[\s\-/.,]*[A-Za-z]{3,10}\.?[\s\-/.,]*(?:\d{4}|\d{2}))"
)
_BEHIND = re.compile(rf"^(.*?)[\s,;:/.\-]*({_DATE})\s*\Z", re.S)
_BEFORE = re.compile(rf"^({_DATE})[\s,;:/\-]+(\D.*)\Z", re.S)
_CUT = re.compile(r"[,;/]")


def split_lahir(value: Isi, acuan: date) -> tuple[str | None, Isi]:
    """(place, date part) of a joint cell; the date part is still to be read, empty when absent.

    A part with digits that is no date is handed on as it is, so that it is refused and not lost.
    """
    if isinstance(value, date | datetime | int | float):
        return None, value
    text = bersih(value)
    behind = _BEHIND.match(text)
    if behind and (not behind[1] or read_tanggal_teks(behind[2], acuan).keadaan == "baik"):
        return _place(behind[1]), behind[2]
    before = _BEFORE.match(text)
    if before and read_tanggal_teks(before[1], acuan).keadaan == "baik":
        return _place(before[2]), before[1]
    if not any(c.isdigit() for c in text):
        return _place(text), ""
    if behind:
        return _place(behind[1]), behind[2]
    parts = _CUT.split(text, maxsplit=1)
    return (_place(parts[0]), parts[1].strip()) if len(parts) == 2 else (None, text)


def _place(text: str) -> str | None:
    plain = text.strip(" ,;:/.-")
    return plain[:100] or None
