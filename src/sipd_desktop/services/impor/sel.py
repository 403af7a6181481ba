"""One cell of a sheet as trimmed text: invisible signs out, single spaces, whole numbers whole."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

from sipd_desktop.export.read_sheet import Isi

_SIGNS = {
    **dict.fromkeys([*range(0x20), 0x7F, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)], " "),
    **dict.fromkeys([0x2028, 0x2029, 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFD], None),
}
_KOSONG = frozenset(("", "-", "--", "---", "_", "'", "."))


def bersih(value: Isi | None) -> str:
    """The cell as a person reads it; a date cell as ISO text."""
    if isinstance(value, str):
        if value.isascii() and value.isprintable() and "  " not in value:
            return value.strip()
        return " ".join(value.translate(_SIGNS).split())
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    return _moment(value)


def _moment(value: date | datetime | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def isi_teks(value: Isi | None, maks: int = 200) -> str | None:
    """Free text for storing; a dash alone is nothing; cut to what the field holds."""
    return potong(bersih(value), maks)


def potong(text: str, maks: int) -> str | None:
    """The same for a text that is already trimmed."""
    return None if text in _KOSONG else text[:maks].rstrip()


def fold_nilai(text: str | None) -> str:
    """A name or place for comparison: case, dots, apostrophes and spaces do not count."""
    if not text:
        return ""
    return "".join(c for c in text.casefold() if c.isalnum())
