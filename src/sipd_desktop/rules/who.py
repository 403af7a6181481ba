"""WHO growth tables (L, M, S), read on first use from the package's CSV files.

One table has about 4,000 rows and takes a few milliseconds to read, so start-up reads none and a
process reads each at most once. Source: WHO Child Growth Standards 2006 and WHO Reference 2007;
where these copies come from and how they were checked stands in `data/who/SUMBER.md`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

SexWho = Literal["M", "F"]
LMS = tuple[float, float, float]

DAYS_PER_MONTH: Final = 30.4375
"""WHO's month: 365.25 / 12 days."""

SWITCH_DAYS: Final = 731
"""From this age children are measured standing; below it lying (WHO tables change here)."""

SEX: Final[dict[str, SexWho]] = {"L": "M", "P": "F"}
"""Our stored sex (L laki-laki, P perempuan) as the WHO tables write it."""

_FOLDER = Path(__file__).parent / "data" / "who"


class Table(NamedTuple):
    """One WHO table: rows per sex without gaps; row 0 belongs to the whole number `start`.

    Keys are days, months, or tenths of a centimetre.
    """

    start: int
    rows: dict[str, list[LMS]]


def list_damaged() -> list[str]:
    """Names of tables whose bytes are not those of `SHA256SUMS`, missing ones too; for self-tests.

    Raises OSError when the list itself is missing.
    """
    wrong = []
    for line in (_FOLDER / "SHA256SUMS").read_text("ascii").splitlines():
        wanted, name = line.split()
        path = _FOLDER / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            wrong.append(name)
    return wrong


def read_table(name: str, *, unit: int = 1) -> Table:
    """Read `<name>.csv` (columns sex, key, l, m, s); `unit` = rows per whole key (10 for 0.1 cm).

    Raises ValueError when keys have a gap: a damaged package must not answer at all.
    """
    rows: dict[str, list[LMS]] = {"M": [], "F": []}
    start = 0
    for line in (_FOLDER / f"{name}.csv").read_text("ascii").splitlines()[1:]:
        sex, key, l, m, s = line.split(",", 5)[:5]  # noqa: E741 - the names WHO uses
        place = round(float(key) * unit)
        of_sex = rows[sex]
        if not of_sex:
            start = place
        if place != start + len(of_sex):
            raise ValueError(f"{name}: gap at {sex} {key}")
        of_sex.append((float(l), float(m), float(s)))
    return Table(start, rows)


@cache
def by_day(index: str) -> Table:
    """Day table of an index: wfa, lhfa, bmi, hcfa (days 0-1826) or acfa (days 91-1826)."""
    return read_table(f"{index}_by_day")


@cache
def by_month(index: str) -> Table:
    """WHO 2007 month table of an index: wfa (60-121), hfa or bmi (60-229)."""
    return read_table(f"{index}_2007_by_month")


@cache
def by_length(kind: str) -> Table:
    """Weight for length `wfl` (45.0-110.0 cm) or for height `wfh` (65.0-120.0 cm), 0.1 cm."""
    return read_table(kind, unit=10)


def lms_between(rows: list[LMS], place: int, part: float) -> LMS:
    """L, M and S at `part` (0 <= part < 1) of the way from row `place` to the next, linear."""
    low = rows[place]
    if part <= 0:
        return low
    l, m, s = low  # noqa: E741
    l2, m2, s2 = rows[place + 1]
    return l + part * (l2 - l), m + part * (m2 - m), s + part * (s2 - s)
