"""WHO 2007 z-scores for 5-19 years, by age in decimal months (the rules of WHO AnthroPlus).

TB/U and IMT/U for 60.0-228.0 months, BB/U only to 120.0; L, M and S interpolated between months.
Met on WHO's own vectors (tests/data/who/uji_anthroplus.csv). docs/aturan-gizi.md section 3.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sipd_desktop.rules.who import SexWho, Table, by_month, lms_between
from sipd_desktop.rules.zskor import round_z, z_plain, z_restricted

MONTHS: Final = (60.0, 228.0)
"""First and last age in months that has a TB/U and IMT/U."""
WEIGHT_MONTHS_LAST: Final = 120.0
"""Last age in months that has a BB/U."""


class UkuranSekolah(NamedTuple):
    """One measured schoolchild: decimal months, kg, cm; None is missing."""

    sex: SexWho | None
    age_months: float | None
    weight: float | None
    height: float | None
    oedema: bool


class SkorSekolah(NamedTuple):
    """What WHO AnthroPlus gives: IMT (kg/m2) and three z or None, rounded to 2 decimals."""

    cbmi: float | None
    zhfa: float | None
    zwfa: float | None
    zbfa: float | None


def score(u: UkuranSekolah) -> SkorSekolah:
    """All z-scores of one schoolchild; a weight or height of 0 or less counts as missing."""
    weight = u.weight if u.weight is not None and u.weight > 0 else None
    height = u.height if u.height is not None and u.height > 0 else None
    cbmi = None
    if weight is not None and height is not None:
        metre = height / 100
        cbmi = weight / (metre * metre)
    age = u.age_months
    if u.sex is None or age is None or not MONTHS[0] <= age <= MONTHS[1]:
        return SkorSekolah(cbmi, None, None, None)
    zhfa = None
    if height is not None:
        table = by_month("hfa")
        zhfa = round_z(z_plain(height, _lms(table, u.sex, age)))
    if u.oedema:
        return SkorSekolah(cbmi, zhfa, None, None)
    zwfa = _restricted("wfa", u.sex, age, weight) if age <= WEIGHT_MONTHS_LAST else None
    return SkorSekolah(cbmi, zhfa, zwfa, _restricted("bmi", u.sex, age, cbmi))


def _lms(table: Table, sex: SexWho, age: float) -> tuple[float, float, float]:
    month = int(age)
    return lms_between(table.rows[sex], month - table.start, age - month)


def _restricted(index: str, sex: SexWho, age: float, y: float | None) -> float | None:
    if y is None:
        return None
    return round_z(z_restricted(y, _lms(by_month(index), sex, age)))
