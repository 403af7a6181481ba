"""Input limits: hard refuses, soft asks, and a slipped comma is guessed but never accepted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan.zskor import PESAN
from sipd_desktop.rules.batas import KOLOM, check_balita, suggest_slip
from sipd_desktop.rules.kms import hari_bulan, kurva
from sipd_desktop.rules.ukuran import Pengukuran

HARI = date(2026, 11, 10)
LAHIR = date(2025, 11, 10)
D = Decimal


def check(
    lalu: Pengukuran | None = None, lahir: date | None = LAHIR, jk: str | None = "L", **more: object
) -> list[Problem]:
    return list(check_balita(jk, lahir, Pengukuran(HARI, **more), lalu))  # type: ignore[arg-type]


def codes(problems: list[Problem]) -> list[tuple[str, str, bool]]:
    return [(p.field, p.code, p.hard) for p in problems]


@pytest.mark.parametrize(
    ("kolom", "word", "low", "high", "below", "above"),
    [
        ("berat_badan", "berat", "0.5", "58", "0.49", "58.01"),
        ("tinggi_badan", "tinggi", "30", "150", "29.9", "150.1"),
        ("lingkar_kepala", "kepala", "20", "65", "19.9", "65.1"),
        ("lila", "lila", "5", "35", "4.9", "35.1"),
    ],
)
def test_hard_limits_include_their_ends(
    kolom: str, word: str, low: str, high: str, below: str, above: str
) -> None:
    for text in (low, high):
        assert check(lahir=None, **{kolom: D(text)}) == []
    for text in (below, above):
        (problem,) = check(lahir=None, **{kolom: D(text)})
        assert problem.field == kolom
        assert problem.hard
        assert problem.code in (f"{word}-di-luar-batas", f"{word}-mungkin-geser")


def test_limits_are_named_as_numbers() -> None:
    (problem,) = check(berat_badan=D(0))
    assert problem.code == "berat-di-luar-batas"
    assert problem.params == (("nilai", D(0)), ("min", D("0.5")), ("maks", D(58)))


@pytest.mark.parametrize(
    ("kolom", "typed", "meant"),
    [
        ("berat_badan", "94", "9.4"),
        ("berat_badan", "945", "9.45"),
        ("berat_badan", "9400", "9.4"),
        ("berat_badan", "0.94", "9.4"),
        ("berat_badan", "9.4", None),
        ("berat_badan", "0", None),
        ("tinggi_badan", "755", "75.5"),
        ("tinggi_badan", "7.55", "75.5"),
        ("tinggi_badan", "0.755", "75.5"),
        ("tinggi_badan", "75.5", None),
        ("lingkar_kepala", "460", "46"),
        ("lila", "145", "14.5"),
        ("lila", "1.45", "14.5"),
    ],
)
def test_a_slipped_comma_is_guessed(kolom: str, typed: str, meant: str | None) -> None:
    saran = suggest_slip(kolom, D(typed), "L", LAHIR, HARI)  # type: ignore[arg-type]
    assert saran == (None if meant is None else D(meant))
    assert saran is None or "E" not in str(saran)


def test_the_guess_is_a_parameter_and_the_value_stays_refused_or_asked() -> None:
    (problem,) = check(berat_badan=D(94))
    assert (problem.code, problem.hard) == ("berat-mungkin-geser", True)
    assert dict(problem.params) == {"nilai": D(94), "saran": D("9.4")}
    (problem,) = check(berat_badan=D(45), lahir=HARI - timedelta(60))
    assert (problem.code, problem.hard) == ("berat-mungkin-geser", False)
    assert dict(problem.params)["saran"] == D("4.5")


def test_without_age_the_guess_near_the_last_weight_wins() -> None:
    assert suggest_slip("berat_badan", D(94), None, None, HARI) == D("9.4")
    assert suggest_slip("berat_badan", D(94), None, None, HARI, D("9.1")) == D("9.4")
    assert suggest_slip("berat_badan", D(94), None, None, HARI, D("1.0")) == D("0.94")


def test_not_a_number_and_infinity_are_refused() -> None:
    for text in ("NaN", "Infinity", "-Infinity"):
        problems = check(berat_badan=D(text))
        assert [p.hard for p in problems] == [True]


def test_a_flag_asks_again_and_keeps_the_answer() -> None:
    assert codes(check(tinggi_badan=D(100))) == [("tinggi_badan", "tinggi-tak-wajar", False)]
    assert codes(check(lila=D(25))) == [("lila", "lila-tak-wajar", False)]
    assert codes(check(lingkar_kepala=D(60))) == [("lingkar_kepala", "kepala-tak-wajar", False)]
    assert codes(check(berat_badan=D(20))) == [("berat_badan", "berat-tak-wajar", False)]


def test_a_flag_needs_sex_and_age() -> None:
    assert check(berat_badan=D(20), jk=None) == []
    assert check(berat_badan=D(20), lahir=None) == []
    assert check(berat_badan=D(20), lahir=date(2020, 1, 1)) == []


def test_weight_and_height_that_do_not_fit_each_other_are_asked() -> None:
    found = check(berat_badan=D("12.5"), tinggi_badan=D("66"), cara_ukur="baring")
    assert codes(found) == [("berat_badan", "berat-tinggi-tak-cocok", False)]
    assert check(berat_badan=D("9.5"), tinggi_badan=D("75"), cara_ukur="baring") == []


def before(days: int = 30, **more: object) -> Pengukuran:
    return Pengukuran(HARI - timedelta(days), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "lalu", "kini", "asked"),
    [
        (30, "8.0", "10.0", False),
        (30, "8.0", "10.01", True),
        (30, "10.01", "8.0", True),
        (7, "8.0", "10.01", True),
        (61, "8.0", "11.9", False),
        (61, "8.0", "12.1", True),
    ],
)
def test_more_than_2_kg_a_month_is_asked(days: int, lalu: str, kini: str, asked: bool) -> None:
    found = check(before(days, berat_badan=D(lalu)), berat_badan=D(kini))
    assert [p.code for p in found] == (["berat-berubah-banyak"] if asked else [])


def test_the_change_of_weight_is_asked_only_under_24_months() -> None:
    lalu = before(berat_badan=D("10.0"))
    young = check(lalu, berat_badan=D("13.0"), lahir=HARI.replace(year=2024, day=11))
    old = check(lalu, berat_badan=D("13.0"), lahir=HARI.replace(year=2024))
    assert [p.code for p in young] == ["berat-berubah-banyak"]
    assert old == []


def test_shorter_by_more_than_a_centimetre_and_a_smaller_head_are_asked() -> None:
    lalu = before(tinggi_badan=D("76.0"), lingkar_kepala=D("46.0"))
    assert check(lalu, tinggi_badan=D("75.0"), lingkar_kepala=D("46.0")) == []
    found = check(lalu, tinggi_badan=D("74.9"), lingkar_kepala=D("45.9"))
    assert codes(found) == [
        ("tinggi_badan", "tinggi-lebih-pendek", False),
        ("lingkar_kepala", "kepala-lebih-kecil", False),
    ]


def test_a_refused_value_is_not_also_compared() -> None:
    lalu = before(tinggi_badan=D("76.0"))
    assert [p.hard for p in check(lalu, tinggi_badan=D("7"))] == [True]


def test_hard_problems_come_first() -> None:
    found = check(berat_badan=D(20), lila=D(99))
    assert [p.hard for p in found] == [True, False]


def test_every_problem_has_its_sentence_and_only_numbers() -> None:
    lalu = before(berat_badan=D(5), tinggi_badan=D(90), lingkar_kepala=D(60))
    seen = set()
    for text in ("0", "0.94", "7", "9.4", "25", "50", "94", "140", "9400"):
        for kolom in KOLOM:
            for problem in check(lalu, **{kolom: D(text)}):
                seen.add(problem.code)
                PESAN[problem.code].format(**dict(problem.params))
                assert all(isinstance(value, Decimal) for _, value in problem.params)
    assert len(seen) >= 12


@given(st.sampled_from(KOLOM), st.decimals("-1000", "100000", places=3))
def test_a_guess_is_itself_never_a_problem(kolom: str, typed: Decimal) -> None:
    saran = suggest_slip(kolom, typed, "P", LAHIR, HARI)  # type: ignore[arg-type]
    if saran is not None:
        assert check(jk="P", **{kolom: saran}) == []
        assert check(jk="P", **{kolom: typed}) != []


def test_the_grid_of_the_chart_reaches_the_last_day() -> None:
    days = hari_bulan()
    assert (len(days), days[0], days[12], days[-1]) == (61, 0, 365, 1826)
    assert len(kurva("BBU", "L", -3, days)) == 61
