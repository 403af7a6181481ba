"""KBM (kenaikan berat minimum): the least gain in a month, by sex and age at this weighing.

A dated table of the KMS; months 7 and 11 are its doubtful cells (docs/aturan-gizi.md 4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.ukuran import Timbang
from sipd_desktop.rules.umur import umur_bulan
from sipd_desktop.rules.versi import Aturan


def kbm(jk: str, bulan: int, aturan: Aturan) -> int | None:
    """KBM in gram at an age in completed months; None outside 1-60 months."""
    cell = aturan.kbm.get((jk, bulan))
    return None if cell is None else int(cell.nilai)


def last_month(tanggal: date, riwayat: Sequence[Timbang]) -> Timbang | None:
    """The last weighing of the calendar month before `tanggal`; a gain is taken from it alone."""
    periode = Periode.of(tanggal).shift(-1)
    found = [t for t in riwayat if t.berat is not None and t.tanggal in periode]
    return max(found, key=lambda t: t.tanggal, default=None)


def bb_minimal(
    jk: str, lahir: date, tanggal: date, riwayat: Sequence[Timbang], aturan: Aturan
) -> Decimal | None:
    """The least weight in kg that will be N on `tanggal`; None when no N/T can be given then."""
    lalu = last_month(tanggal, riwayat)
    gram = kbm(jk, umur_bulan(lahir, tanggal), aturan)
    if lalu is None or lalu.berat is None or lalu.edema or gram is None:
        return None
    return lalu.berat + Decimal(gram) / 1000
