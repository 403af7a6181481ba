"""Dusun names in one spelling: `DUSUN KRAJAN`, `DSN. KRAJAN` and `Krajan` mean the same place."""

from __future__ import annotations

import re

_DUSUN = re.compile(r"^(?:dusun|dsn|ds|dukuh|dk)\b[\s.:]+", re.I)
_DI_ALAMAT = re.compile(
    r"\b(?:dusun|dsn)\b[\s.:]+([^,;:/]+?)(?=\s*(?:[,;:/]|\brt\b|\brw\b|\bno\b\.?\s*\d|$))", re.I
)


def tidy_dusun(text: str | None) -> str | None:
    """A dusun cell without its prefix; `_` means a space (OpenSID)."""
    if text is None:
        return None
    plain = " ".join(_DUSUN.sub("", text.replace("_", " ").strip("' ")).split())
    return plain or None


def dusun_dari_alamat(alamat: str | None) -> str | None:
    """The dusun named inside an address (SIAK has no column for it)."""
    found = _DI_ALAMAT.search(alamat) if alamat else None
    return tidy_dusun(found[1]) if found else None
