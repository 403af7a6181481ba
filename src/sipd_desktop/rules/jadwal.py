"""When the next hari buka is: the schedule of a Posyandu, read from its own words, and the phase.

A Posyandu says "tanggal 12 tiap bulan" or "Selasa minggu ke-2" (the second Tuesday). A day that a
month does not have (the 31st, a fifth Tuesday) is the last one it has. One month can be moved to
another date of the same month, because SKDN counts by calendar month.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from sipd_desktop.base.tampil import HARI
from sipd_desktop.rules.periode import Periode

Fase = Literal["siap", "hari", "sesudah", "tenang"]
"""H-3..H-1, the day, H+1..H+3, and all other days (DESIGN section 6)."""

SIAP_HARI: Final = 3
SESUDAH_HARI: Final = 3
TERAKHIR: Final = 5
"""`minggu` of "Selasa terakhir"; a fifth week means the same."""
_MONTHS_AHEAD = 13
_DAYS, _WEEKDAYS, _WEEKS = ({None, *range(*ends)} for ends in ((1, 32), (0, 7), (1, TERAKHIR + 1)))

_NAMA: Final = {**{nama.lower(): n for n, nama in enumerate(HARI)}, "jum'at": 4, "ahad": 6}
_KE: Final = {
    **{str(n): n for n in range(1, 6)},
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5},
    **{"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "terakhir": 5},
}
_EKOR = r"(?: (?:di |pada )?(?:tiap|setiap)(?: ?-?tiap)? bulan(?:nya)?)?"
_TANGGAL = re.compile(rf"(?:(?:tiap|setiap) )?(?:tanggal|tgl) (\d{{1,2}}){_EKOR}")
_MINGGU = re.compile(
    rf"(?:(?:tiap|setiap) )?(?:hari )?({'|'.join(_NAMA)})(?: minggu)? (?:ke ?)?"
    rf"({'|'.join(_KE)}){_EKOR}"
)


@dataclass(frozen=True, slots=True)
class Jadwal:
    """Either a day of the month (`tanggal` 1..31), or a weekday (`hari`, 0 is Monday) of a week
    (`minggu` 1..5)."""

    tanggal: int | None = None
    hari: int | None = None
    minggu: int | None = None

    def __post_init__(self) -> None:
        by_date = self.tanggal is not None and self.hari is None and self.minggu is None
        by_week = self.tanggal is None and self.hari is not None and self.minggu is not None
        if not (by_date or by_week):
            raise ValueError("a schedule is a day of the month or a weekday of a week")
        if self.tanggal not in _DAYS or self.hari not in _WEEKDAYS or self.minggu not in _WEEKS:
            raise ValueError("no such day")

    def teks(self) -> str:
        """In the words that `read_jadwal` reads."""
        if self.tanggal is not None:
            return f"tanggal {self.tanggal} tiap bulan"
        assert self.hari is not None
        which = "terakhir" if self.minggu == TERAKHIR else f"ke-{self.minggu}"
        return f"{HARI[self.hari]} minggu {which} tiap bulan"

    def pada(self, periode: Periode) -> date:
        """The day of a month."""
        if self.tanggal is not None:
            return periode.awal.replace(day=min(self.tanggal, periode.akhir.day))
        assert self.hari is not None
        assert self.minggu is not None
        first = periode.awal + timedelta(days=(self.hari - periode.awal.weekday()) % 7)
        found = first + timedelta(weeks=self.minggu - 1)
        return found if found in periode else found - timedelta(weeks=1)


def read_jadwal(teks: str | None) -> Jadwal | None:
    """The schedule that these words say; None when they do not say one (nothing is guessed)."""
    plain = re.sub(r"[^a-z0-9' ]+", " ", (teks or "").lower().replace("\u2019", "'"))
    plain = " ".join(plain.split())
    by_date = _TANGGAL.fullmatch(plain)
    if by_date and 1 <= int(by_date[1]) <= 31:
        return Jadwal(tanggal=int(by_date[1]))
    by_week = _MINGGU.fullmatch(plain)
    if by_week is None or (by_week[1] == "minggu" and "minggu minggu" not in plain):
        return None  # "Minggu ke-2" may be the second week as well as the second Sunday
    return Jadwal(hari=_NAMA[by_week[1]], minggu=_KE[by_week[2]])


def planned(jadwal: Jadwal | None, pindah: Mapping[Periode, date], periode: Periode) -> date | None:
    """The planned day of a month: the date it was moved to, else that of the schedule."""
    return pindah.get(periode) or (jadwal.pada(periode) if jadwal else None)


def next_planned(
    jadwal: Jadwal | None,
    pindah: Mapping[Periode, date],
    dari: date,
    selesai: Collection[Periode] = (),
) -> date | None:
    """The first planned day on or after `dari`; months in `selesai` had their day already."""
    first = Periode.of(dari)
    for ahead in range(_MONTHS_AHEAD):
        periode = first.shift(ahead)
        found = None if periode in selesai else planned(jadwal, pindah, periode)
        if found is not None and found >= dari:
            return found
    return None


def fase(
    tanggal: date, *, rencana: date | None, dimulai: bool, terakhir: date | None, terbuka: bool
) -> Fase:
    """The phase of a date.

    `rencana` is the next planned day, `dimulai` whether this date's own day was started, `terakhir`
    the newest day before, `terbuka` whether that one is not closed yet. Without any plan each day
    may be a hari buka, once the last one is dealt with.
    """
    if dimulai or rencana == tanggal:
        return "hari"
    since = (tanggal - terakhir).days if terakhir else None
    until = (rencana - tanggal).days if rencana else None
    if since is not None and since <= SESUDAH_HARI:
        # two days close together: what comes next wins once the last one is closed
        return "siap" if until is not None and until <= SIAP_HARI and not terbuka else "sesudah"
    if until is None:
        return "hari"
    return "siap" if until <= SIAP_HARI else "tenang"
