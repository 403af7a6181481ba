"""Ages in days and completed months, how they are said, groups, and months as periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.umur import (
    KELOMPOK,
    is_balita,
    kelompok,
    teks_umur,
    umur_bulan,
    umur_hari,
    umur_tahun,
)
from sipd_desktop.rules.versi import aturan

A = aturan()
days = st.dates(date(1930, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("lahir", "tanggal", "bulan"),
    [
        ("2025-01-31", "2025-01-31", 0),
        ("2025-01-31", "2025-02-27", 0),
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-31", "2025-03-30", 1),
        ("2025-01-31", "2025-03-31", 2),
        ("2025-01-31", "2025-04-30", 3),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-02-29", "2028-02-28", 47),
        ("2024-02-29", "2028-02-29", 48),
        ("2025-06-15", "2026-06-14", 11),
        ("2025-06-15", "2026-06-15", 12),
        ("2025-06-15", "2025-06-14", -1),
    ],
)
def test_months_are_completed_months(lahir: str, tanggal: str, bulan: int) -> None:
    assert umur_bulan(date.fromisoformat(lahir), date.fromisoformat(tanggal)) == bulan


@given(days, st.integers(0, 40000))
def test_months_never_fall_and_grow_by_at_most_one_a_day(lahir: date, later: int) -> None:
    tanggal = lahir + timedelta(later)
    step = umur_bulan(lahir, tanggal + timedelta(1)) - umur_bulan(lahir, tanggal)
    assert step in (0, 1)
    assert umur_bulan(lahir, tanggal) >= 0
    assert umur_hari(lahir, tanggal) == later


@pytest.mark.parametrize(
    ("tanggal", "teks"),
    [
        ("2023-08-01", "0 hari"),
        ("2023-08-31", "30 hari"),
        ("2023-09-01", "1 bln"),
        ("2024-07-31", "11 bln"),
        ("2024-08-01", "12 bln (1 th)"),
        ("2025-11-22", "27 bln (2 th 3 bln)"),
        ("2028-07-31", "59 bln (4 th 11 bln)"),
        ("2028-08-01", "5 th"),
        ("2031-10-01", "8 th"),
    ],
)
def test_age_is_said_as_kader_say_it(tanggal: str, teks: str) -> None:
    assert teks_umur(date(2023, 8, 1), date.fromisoformat(tanggal)) == teks


def test_years_are_completed_years() -> None:
    assert umur_tahun(date(2000, 2, 29), date(2019, 2, 27)) == 18
    assert umur_tahun(date(2000, 2, 29), date(2019, 2, 28)) == 19


@pytest.mark.parametrize(
    ("bulan", "kode"),
    [
        (-1, None),
        (0, "BAYI"),
        (11, "BAYI"),
        (12, "BALITA"),
        (59, "BALITA"),
        (60, "APRAS"),
        (71, "APRAS"),
        (72, "SEKOLAH_REMAJA"),
        (18 * 12 + 11, "SEKOLAH_REMAJA"),
        (19 * 12, "DEWASA"),
        (59 * 12 + 11, "DEWASA"),
        (60 * 12, "LANSIA"),
        (160 * 12, "LANSIA"),
    ],
)
def test_groups_meet_without_gap_or_overlap(bulan: int, kode: str | None) -> None:
    assert kelompok(bulan, A) == kode


@given(st.integers(0, 1799))
def test_everyone_is_in_exactly_one_group(bulan: int) -> None:
    inside = [
        kode
        for kode in KELOMPOK
        if A.nilai(f"GRP.{kode}.MIN") <= bulan <= A.nilai(f"GRP.{kode}.MAKS")
    ]
    assert inside == [kelompok(bulan, A)]


def test_balita_end_with_59_months() -> None:
    assert [is_balita(bulan, A) for bulan in (-1, 0, 59, 60)] == [False, True, True, False]


def test_a_period_reads_what_it_writes() -> None:
    assert str(Periode.parse("2026-11")) == "2026-11"
    assert Periode.of(date(2026, 2, 28)) == Periode(2026, 2)
    assert (Periode(2024, 2).awal, Periode(2024, 2).akhir) == (date(2024, 2, 1), date(2024, 2, 29))
    assert date(2024, 2, 29) in Periode(2024, 2)
    assert date(2024, 3, 1) not in Periode(2024, 2)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "26-11", "2026-1", "2026/11"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Periode.parse(text)


def test_other_digits_are_no_month() -> None:
    with pytest.raises(ValueError, match="month"):
        Periode.parse("٢٠٢٦-١١")


@given(st.integers(1000, 9000), st.integers(1, 12), st.integers(-500, 500))
def test_shifting_there_and_back_is_the_same_month(tahun: int, bulan: int, by: int) -> None:
    periode = Periode(tahun, bulan)
    assert periode.shift(by).shift(-by) == periode
    assert periode.shift(1) > periode
    assert periode.shift(1).awal == periode.akhir + timedelta(1)
