"""Three-way decision for one field: base (last import), ours (stored now), theirs (the file).

A blank never overwrites; a local edit wins until a person chooses; a value nobody touched follows
the file, unless it came from a source that ranks higher (SIAK, then OpenSID, then SDGs).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sipd_desktop.services.impor.hasil import Nilai

Putusan = Literal["tetap", "ambil", "bentrok"]

_PERINGKAT = {"siak": 3, "opensid-penduduk": 2, "sdgs-individu": 1}


@dataclass(frozen=True, slots=True)
class Asal:
    """What an import last gave for a field, and which profile it was."""

    nilai: Nilai
    profil: str = ""


def is_sama(one: Nilai, other: Nilai) -> bool:
    """Equal values; letter case alone is no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.casefold() == other.casefold()
    return one == other


def putuskan(asal: Asal | None, kini: Nilai, berkas: Nilai, profil: str) -> Putusan:
    """What becomes of a field."""
    if berkas is None or is_sama(kini, berkas):
        return "tetap"
    if asal is None:
        return "ambil" if kini is None else "bentrok"
    if is_sama(asal.nilai, berkas):
        return "tetap"
    if is_sama(asal.nilai, kini):
        return "tetap" if _is_lebih_tinggi(asal.profil, profil) else "ambil"
    return "bentrok"


def _is_lebih_tinggi(dulu: str, kini: str) -> bool:
    before, now = _PERINGKAT.get(dulu), _PERINGKAT.get(kini)
    return before is not None and now is not None and before > now
