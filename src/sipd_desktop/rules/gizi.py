"""Classes of nutritional status (Permenkes 2/2020) from rounded z-scores and from LiLA in cm.

Bounds are rows of the rule table: exactly -3.00 is the milder class, -2.00 is normal, +1, +2 and
+3 are the lower class. No measure, no class: the word for that is "belum dinilai", never normal.
docs/aturan-gizi.md section 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from sipd_desktop.rules.versi import Aturan, Kelas

INDEKS: Final = ("BBU", "TBU", "BBTB", "IMTU", "LKU", "LILAU")
"""The z-score indices of a balita; LILAU has a flag but no class (LiLA is classed by cm)."""

GIZI_BURUK: Final = "GIZI_BURUK"
STUNTING: Final = "STUNTING"
WASTING: Final = "WASTING"
UNDERWEIGHT: Final = "UNDERWEIGHT"

_GABUNGAN: Final[Mapping[str, frozenset[str]]] = {
    GIZI_BURUK: frozenset({"BBTB.GB", "LILA.MERAH"}),
    STUNTING: frozenset({"TBU.P", "TBU.SP"}),
    WASTING: frozenset({"BBTB.GK", "BBTB.GB"}),
    UNDERWEIGHT: frozenset({"BBU.K", "BBU.SK"}),
}


def kelas(indeks: str, nilai: float | None, aturan: Aturan) -> Kelas | None:
    """The class of a value (rounded z, or cm or gram where the index is one); None without value.

    `indeks`: BBU, TBU, BBTB, IMTU, IMTU5 (5-18 years), LKU, LILA (cm), BBLAHIR (g), PBLAHIR (cm).
    """
    if nilai is None:
        return None
    for row in aturan.kelas[indeks]:
        if nilai < row.sampai or (row.termasuk and nilai == row.sampai):
            return row
    raise AssertionError(indeks)


def kelas_lila(lila: Decimal | None, bulan: int, aturan: Aturan) -> Kelas | None:
    """LILA.*: by cm from 6 to 59 completed months; None outside (LILA.NA) or not measured."""
    if lila is None or lila <= 0:
        return None
    if not aturan.nilai("LILA.BULAN.MIN") <= bulan <= aturan.nilai("LILA.BULAN.MAKS"):
        return None
    return kelas("LILA", float(lila), aturan)


def is_lila_due(bulan: int, aturan: Aturan) -> bool:
    """Whether a child of this age is to have its LiLA measured and classed."""
    return aturan.nilai("LILA.BULAN.MIN") <= bulan <= aturan.nilai("LILA.BULAN.MAKS")


def gabungan(kode: frozenset[str], *, edema: bool) -> frozenset[str]:
    """The combined findings of a set of class codes; bilateral oedema is gizi buruk by itself."""
    found = {name for name, causes in _GABUNGAN.items() if kode & causes}
    if edema:
        found.add(GIZI_BURUK)
    return frozenset(found)
