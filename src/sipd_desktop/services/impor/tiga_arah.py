"""Three-way decision for one field: base (last import), ours (stored now), theirs (the file).

A blank never overwrites; a local edit wins until a person chooses; a value nobody touched follows
the file, unless it came from a source that ranks higher (SIAK, then OpenSID, then SDGs). What
changes from year to year (work, school, JKN) follows the newest date instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sipd_desktop.spec.field import Wire

Putusan = Literal["tetap", "ambil", "bentrok"]

SOSIAL = frozenset(
    ("kondisi_kerja", "sekolah_sekarang", "telepon", "punya_jkn", "jenis_jkn", "hamil", "cara_kb")
)
"""Fields of warga for which the newest pendataan speaks (import page, 8.9)."""
_PERINGKAT = (("siak", 3), ("opensid", 2), ("sdgs", 1))


@dataclass(frozen=True, slots=True)
class Sumber:
    """Where values come from: the profile of the file and the ISO date its data speak for."""

    profil: str
    tanggal: str = ""
    is_pasti: bool = False
    """Whether someone told the day; else it is the day of the import."""

    @property
    def peringkat(self) -> int | None:
        """Rank for identity; None for a list that has none."""
        return next((n for name, n in _PERINGKAT if self.profil.startswith(name)), None)


@dataclass(frozen=True, slots=True)
class Asal:
    """What an import last gave for a field, which import it was and when it spoke."""

    nilai: Wire
    sumber: Sumber
    batch: str = ""


def is_sama(one: Wire, other: Wire) -> bool:
    """Equal values; letter case alone is no difference."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other or one.casefold() == other.casefold()
    return one == other


def putuskan(asal: Asal | None, kini: Wire, berkas: Wire, sumber: Sumber, field: str) -> Putusan:
    """What becomes of a field."""
    if berkas is None or is_sama(kini, berkas):
        return "tetap"
    if asal is None:
        return "ambil" if kini is None else "bentrok"
    if is_sama(asal.nilai, berkas):
        return "tetap"
    if is_sama(asal.nilai, kini):
        return "tetap" if is_menang(asal.sumber, sumber, field) else "ambil"
    return "bentrok"


def is_menang(dulu: Sumber, kini: Sumber, field: str) -> bool:
    """Whether what an earlier source gave stands against a later one."""
    if field in SOSIAL and dulu.tanggal != kini.tanggal:
        return dulu.tanggal > kini.tanggal
    before, now = dulu.peringkat, kini.peringkat
    return before is not None and now is not None and before > now
