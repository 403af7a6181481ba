"""The KMS: its lines, and whether a weight lies below the red or above the orange one.

Lines, dot and words all use the exact age on the day curves, so that they can never disagree;
the months of the chart are only its grid. docs/aturan-gizi.md section 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sipd_desktop.rules.versi import Aturan
from sipd_desktop.rules.who import DAYS_PER_MONTH, SEX, by_day
from sipd_desktop.rules.zskor import value_at

GARIS_SD: Final = (-3, -2, -1, 0, 1, 2, 3)
"""The SD lines of the chart; BGM lies below the first, the orange line is the setting AGO.GARIS."""

_DAY_TABLE: Final = {"BBU": "wfa", "TBU": "lhfa", "IMTU": "bmi", "LKU": "hcfa", "LILAU": "acfa"}


def is_bgm(zbbu: float | None, aturan: Aturan) -> bool | None:
    """BGM: rounded BB/U below the red line; None where it was not judged."""
    return None if zbbu is None else zbbu < float(aturan.nilai("BGM.GARIS"))


def is_ago(zbbu: float | None, aturan: Aturan) -> bool | None:
    """AGO: rounded BB/U above the orange line; None where it was not judged."""
    return None if zbbu is None else zbbu > float(aturan.nilai("AGO.GARIS"))


def kurva(indeks: str, jk: str, sd: float, hari: Sequence[int]) -> tuple[float, ...]:
    """The line of `sd` for an age index (BBU, TBU, IMTU, LKU, LILAU) at ages in days.

    In kg or cm. Days must lie in the WHO table (0-1826, LILAU from 91). PB/U steps down 0.7 cm at
    day 731, where lying turns into standing.
    """
    table = by_day(_DAY_TABLE[indeks])
    rows = table.rows[SEX[jk]]
    if hari and not table.start <= min(hari) <= max(hari) < table.start + len(rows):
        raise ValueError(f"no WHO row for these days: {indeks}")
    return tuple(value_at(sd, rows[day - table.start]) for day in hari)


def hari_bulan(sampai: int = 60) -> tuple[int, ...]:
    """Days of the month lines 0..`sampai` of the grid (month x 30.4375), at most day 1826."""
    return tuple(min(round(bulan * DAYS_PER_MONTH), 1826) for bulan in range(sampai + 1))
