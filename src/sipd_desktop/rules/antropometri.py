"""WHO z-scores from birth to 60 months, by age in days (the rules of WHO Anthro, Z.*).

Six indices: BB/U, PB-TB/U, BB/PB-BB/TB, IMT/U, LK/U, LiLA/U. An index is None where WHO gives
none. Met on WHO's own vectors (tests/data/who/uji_anthro.csv). docs/aturan-gizi.md section 3.
"""

from __future__ import annotations

import math
from typing import Final, Literal, NamedTuple

from sipd_desktop.rules.who import (
    DAYS_PER_MONTH,
    SWITCH_DAYS,
    SexWho,
    Table,
    by_day,
    by_length,
    lms_between,
)
from sipd_desktop.rules.zskor import round_z, z_plain, z_restricted

MONTHS_END: Final = 60
"""No index from 60 months (days / 30.4375, unrounded)."""
STANDING_MONTHS: Final = 9
"""Below this age in months a standing measure is not believed (Z.H_UNDER_9MO)."""
CORRECTION_CM: Final = 0.7
"""Lying is longer than standing by this much (Z.CORR)."""
LENGTH_BELOW_CM: Final = 87.0
"""Without age and position, shorter than this is taken as lying."""
_LENGTH_CM: Final = (45.0, 110.0)
_HEIGHT_CM: Final = (65.0, 120.0)

Posisi = Literal["l", "h", ""]
"""l lying (baring), h standing (berdiri), empty unknown."""


class Ukuran(NamedTuple):
    """One measured child: days, kg, cm; None is missing; `age` may have decimals."""

    sex: SexWho | None
    age: float | None
    weight: float | None
    lenhei: float | None
    measure: Posisi
    headc: float | None
    muac: float | None
    oedema: bool


class Skor(NamedTuple):
    """What WHO Anthro gives: corrected length (cm), position used, IMT (kg/m2), six z or None."""

    clenhei: float | None
    cmeasure: Posisi
    c9mo_flag: bool
    cbmi: float | None
    zlen: float | None
    zwei: float | None
    zwfl: float | None
    zbmi: float | None
    zhc: float | None
    zac: float | None


def score(u: Ukuran) -> Skor:
    """All z-scores of one child, rounded to 2 decimals.

    A weight, length, head or arm of 0 or less counts as missing; an age below 0 gives no z.
    """
    day = None if u.age is None else math.floor(u.age + 0.5)
    weight, lenhei = _positive(u.weight), _positive(u.lenhei)
    too_young = u.measure == "h" and u.age is not None and is_under_standing_age(u.age)
    measure: Posisi = "" if too_young else u.measure
    clenhei = corrected_length(lenhei, measure, day)
    cbmi = None if weight is None or clenhei is None else _bmi(weight, clenhei)
    sex = u.sex
    if sex is None or (u.age is not None and u.age < 0):
        return Skor(clenhei, measure, too_young, cbmi, None, None, None, None, None, None)
    zwfl = None
    if weight is not None and clenhei is not None and not u.oedema:
        zwfl = _weight_for_length(sex, u.age, day, measure, weight, clenhei)
    if day is None or u.age is None or u.age / DAYS_PER_MONTH >= MONTHS_END:
        return Skor(clenhei, measure, too_young, cbmi, None, None, zwfl, None, None, None)
    return Skor(
        clenhei,
        measure,
        too_young,
        cbmi,
        _length_for_age(sex, day, clenhei),
        None if u.oedema else _for_age(by_day("wfa"), sex, day, weight),
        zwfl,
        None if u.oedema else _for_age(by_day("bmi"), sex, day, cbmi),
        _for_age(by_day("hcfa"), sex, day, u.headc),
        _for_age(by_day("acfa"), sex, day, u.muac),
    )


def is_under_standing_age(age_days: float) -> bool:
    """Z.H_UNDER_9MO: too young to have been measured standing."""
    return age_days / DAYS_PER_MONTH < STANDING_MONTHS


def corrected_length(lenhei: float | None, measure: Posisi, day: int | None) -> float | None:
    """Z.CORR: the length or height in cm as the table of this age expects it."""
    if lenhei is None or day is None:
        return lenhei
    if day < SWITCH_DAYS:
        return lenhei + CORRECTION_CM if measure == "h" else lenhei
    return lenhei - CORRECTION_CM if measure == "l" else lenhei


def _positive(value: float | None) -> float | None:
    return value if value is not None and value > 0 else None


def _bmi(weight: float, length_cm: float) -> float | None:
    metre = length_cm / 100
    return weight / (metre * metre) if length_cm > 0 else None


def _length_for_age(sex: SexWho, day: int, cm: float | None) -> float | None:
    """Unrestricted: with L = 1 the restriction changes nothing."""
    if cm is None or cm <= 0:
        return None
    return round_z(z_plain(cm, by_day("lhfa").rows[sex][day]))


def _for_age(table: Table, sex: SexWho, day: int, y: float | None) -> float | None:
    if y is None or y <= 0 or day < table.start:
        return None
    return round_z(z_restricted(y, table.rows[sex][day - table.start]))


def _weight_for_length(
    sex: SexWho, age: float | None, day: int | None, measure: Posisi, weight: float, cm: float
) -> float | None:
    """Z.WFLH: the age decides between length and height; without it the position, then 87 cm."""
    if age is not None and age / DAYS_PER_MONTH >= MONTHS_END:
        return None
    if day is not None:
        lying = day < SWITCH_DAYS
    else:
        lying = measure == "l" or (measure == "" and cm < LENGTH_BELOW_CM)
    low, high = _LENGTH_CM if lying else _HEIGHT_CM
    if not low <= cm <= high:
        return None
    table = by_length("wfl" if lying else "wfh")
    tenths = int(cm * 10)
    part = (cm - tenths / 10) / 0.1
    lms = lms_between(table.rows[sex], tenths - table.start, part)
    return round_z(z_restricted(weight, lms))
