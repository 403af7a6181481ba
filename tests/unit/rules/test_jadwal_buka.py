"""Schedules over years, their words, moved months, and the phase of a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest

from sipd_desktop.rules.jadwal import Jadwal, fase, next_planned, planned, read_jadwal
from sipd_desktop.rules.periode import Periode

BULAN = [Periode(tahun, bulan) for tahun in range(2024, 2033) for bulan in range(1, 13)]


@pytest.mark.parametrize(
    ("kata", "jadwal"),
    [
        ("tanggal 12 tiap bulan", Jadwal(tanggal=12)),
        ("Setiap tanggal 7", Jadwal(tanggal=7)),
        ("Tgl. 31 setiap bulan", Jadwal(tanggal=31)),
        ("Selasa minggu ke-2", Jadwal(hari=1, minggu=2)),
        ("Tiap hari Kamis minggu III", Jadwal(hari=3, minggu=3)),
        ("Jum'at ke 1", Jadwal(hari=4, minggu=1)),
        ("Sabtu pertama tiap bulan", Jadwal(hari=5, minggu=1)),
        ("Rabu minggu terakhir", Jadwal(hari=2, minggu=5)),
        ("Senin ke-5", Jadwal(hari=0, minggu=5)),
        ("Minggu minggu ke-2", Jadwal(hari=6, minggu=2)),
        ("Minggu ke-2", None),  # the second week, or the second Sunday?
        ("tanggal 32", None),
        ("tanggal 0", None),
        ("Selasa", None),
        ("Selasa minggu ke-2 atau Rabu", None),
        ("tanggal 12 atau 13", None),
        ("menyusul", None),
        ("", None),
        (None, None),
    ],
)
def test_words_of_a_schedule(kata: str | None, jadwal: Jadwal | None) -> None:
    assert read_jadwal(kata) == jadwal


def test_every_schedule_is_read_back_from_its_own_words() -> None:
    every = [Jadwal(tanggal=n) for n in range(1, 32)]
    every += [Jadwal(hari=h, minggu=m) for h in range(7) for m in range(1, 6)]
    assert len(every) == 66
    assert [read_jadwal(j.teks()) for j in every] == every


@pytest.mark.parametrize(
    "bad", [{}, {"tanggal": 0}, {"tanggal": 32}, {"hari": 1}, {"hari": 7, "minggu": 1},
            {"hari": 1, "minggu": 6}, {"tanggal": 1, "hari": 1, "minggu": 1}],
)  # fmt: skip
def test_impossible_schedules_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"schedule|no such day"):
        Jadwal(**bad)


def test_day_of_the_month_over_nine_years() -> None:
    for periode in BULAN:
        last = monthrange(periode.tahun, periode.bulan)[1]
        for n in range(1, 32):
            assert Jadwal(tanggal=n).pada(periode) == date(
                periode.tahun, periode.bulan, min(n, last)
            )
    assert Jadwal(tanggal=30).pada(Periode(2027, 2)) == date(2027, 2, 28)
    assert Jadwal(tanggal=30).pada(Periode(2028, 2)) == date(2028, 2, 29)


def test_weekday_of_a_week_over_nine_years() -> None:
    """Counted by walking the days of each month, not by arithmetic."""
    for periode in BULAN:
        days = [periode.awal + timedelta(n) for n in range(periode.akhir.day)]
        for hari in range(7):
            same = [d for d in days if d.weekday() == hari]
            for minggu in range(1, 6):
                want = same[min(minggu, len(same)) - 1]
                assert Jadwal(hari=hari, minggu=minggu).pada(periode) == want
    # February 2027 begins on a Monday and has four of each
    assert Jadwal(hari=0, minggu=5).pada(Periode(2027, 2)) == date(2027, 2, 22)
    assert Jadwal(hari=6, minggu=5).pada(Periode(2026, 11)) == date(2026, 11, 29)


def test_next_day_is_never_skipped_nor_doubled() -> None:
    for jadwal in (Jadwal(tanggal=31), Jadwal(hari=1, minggu=2), Jadwal(hari=4, minggu=5)):
        day, found = date(2024, 1, 1), []
        while day < date(2033, 1, 1):
            nxt = next_planned(jadwal, {}, day)
            assert nxt is not None
            assert nxt >= day
            found.append(nxt)
            day = nxt + timedelta(days=1)
        assert [Periode.of(d) for d in found[:108]] == BULAN


def test_moved_month_counts_once() -> None:
    jadwal, november = Jadwal(tanggal=12), Periode(2026, 11)
    pindah = {november: date(2026, 11, 19)}
    assert planned(jadwal, pindah, november) == date(2026, 11, 19)
    assert next_planned(jadwal, pindah, date(2026, 11, 1)) == date(2026, 11, 19)
    assert next_planned(jadwal, pindah, date(2026, 11, 13)) == date(2026, 11, 19)
    assert next_planned(jadwal, pindah, date(2026, 11, 20)) == date(2026, 12, 12)
    early = {november: date(2026, 11, 5)}
    assert next_planned(jadwal, early, date(2026, 11, 6)) == date(2026, 12, 12)


def test_month_that_had_its_day_asks_for_no_second_one() -> None:
    jadwal = Jadwal(tanggal=12)
    assert next_planned(jadwal, {}, date(2026, 11, 11), {Periode(2026, 11)}) == date(2026, 12, 12)


def test_without_schedule_only_a_moved_month_is_planned() -> None:
    moved = {Periode(2026, 12): date(2026, 12, 3)}
    assert next_planned(None, {}, date(2026, 11, 1)) is None
    assert next_planned(None, moved, date(2026, 11, 1)) == date(2026, 12, 3)


def test_phases_around_a_planned_day() -> None:
    jadwal, day = Jadwal(tanggal=12), date(2026, 11, 12)
    seen = []
    for offset in range(-5, 6):
        today = day + timedelta(offset)
        held = offset > 0
        seen.append(
            fase(
                today,
                rencana=next_planned(jadwal, {}, today, {Periode(2026, 11)} if held else ()),
                dimulai=False,
                terakhir=day if held else date(2026, 10, 12),
                terbuka=False,
            )
        )
    assert seen == ["tenang"] * 2 + ["siap"] * 3 + ["hari"] + ["sesudah"] * 3 + ["tenang"] * 2


def test_phase_where_days_meet_or_nothing_is_planned() -> None:
    near = {"rencana": date(2026, 11, 4), "dimulai": False, "terakhir": date(2026, 10, 31)}
    assert fase(date(2026, 11, 2), terbuka=False, **near) == "siap"
    assert fase(date(2026, 11, 2), terbuka=True, **near) == "sesudah"
    nothing = {"rencana": None, "dimulai": False}
    assert fase(date(2026, 11, 2), terakhir=None, terbuka=False, **nothing) == "hari"
    assert fase(date(2026, 11, 2), terakhir=date(2026, 11, 1), terbuka=True, **nothing) == "sesudah"
    unplanned = {"rencana": date(2026, 11, 20), "terakhir": None, "terbuka": False}
    assert fase(date(2026, 11, 2), dimulai=True, **unplanned) == "hari"
