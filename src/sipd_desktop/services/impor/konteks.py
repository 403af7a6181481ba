"""What a file does not say about itself: RT, RW, dusun and the date of the pendataan.

An SDGs Desa workbook carries none of them: it was filled per RT on some day. The window or the
command line asks for what `Bacaan.pertanyaan` names; nothing is asked when the file knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sipd_desktop.services.impor.hasil import Baris

PERTANYAAN = ("rt", "rw", "tanggal")
"""What may be asked, in the order of asking."""
_BERKOLOM = {"rt", "rw", "rtrw", "rwrt"}


@dataclass(frozen=True, slots=True)
class Konteks:
    """Answers to the context questions; RT and RW as three digits, None for not answered.

    They only fill what neither the file nor the stored household says.
    """

    rt: str | None = None
    rw: str | None = None
    tanggal: date | None = None
    """The day of the pendataan; without it the reference date of the import is used."""
    dusun: str | None = None


KOSONG = Konteks()


def apply_konteks(baris: Sequence[Baris], kolom: Mapping[str, int], konteks: Konteks) -> list[str]:
    """Fill RT, RW and dusun that no row says; returns which of them are still to be asked.

    A file that has its own columns for RT and RW is not asked about: its gaps are gaps.
    """
    asked = []
    for key, answer in (("rt", konteks.rt), ("rw", konteks.rw), ("dusun", konteks.dusun)):
        empty = [b for b in baris if b.is_dipakai and b.normal.get(key) is None]
        if answer is not None:
            for row in empty:
                row.normal[key] = answer
        elif empty and key in PERTANYAAN and not _BERKOLOM & kolom.keys():
            asked.append(key)
    for row in baris:
        if row.normal.get("rt") and row.normal.get("rw"):
            row.temuan = [t for t in row.temuan if t.kode != "RTRW_KOSONG"]
    return asked
