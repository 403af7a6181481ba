"""Rules of the WHO engine that vectors may not reach: limits, switches, impossible values.

Sources: WHO anthro/anthroplus; docs/aturan-gizi.md section 3 (Z.*).
"""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.rules import antropometri, antropometri_sekolah, who, zskor
from sipd_desktop.rules.antropometri import Skor, Ukuran, score
from sipd_desktop.rules.antropometri_sekolah import UkuranSekolah

NO_Z = (None,) * 6


def anak(**given: object) -> Ukuran:
    base: dict[str, object] = {
        "sex": "M",
        "age": 500,
        "weight": 10.0,
        "lenhei": 80.0,
        "measure": "l",
        "headc": 46.0,
        "muac": 14.0,
        "oedema": False,
    }
    return Ukuran(**(base | given))  # type: ignore[arg-type]


def z_of(skor: Skor) -> tuple[float | None, ...]:
    return skor[4:]


TABLES = [
    *(("day", name, 0, 1826) for name in ("wfa", "lhfa", "bmi", "hcfa")),
    ("day", "acfa", 91, 1826),
    ("length", "wfl", 450, 1100),
    ("length", "wfh", 650, 1200),
    ("month", "wfa", 60, 121),
    ("month", "hfa", 60, 229),
    ("month", "bmi", 60, 229),
]
READ = {"day": who.by_day, "length": who.by_length, "month": who.by_month}


@pytest.mark.parametrize(("kind", "name", "first", "last"), TABLES)
def test_tables_are_whole_and_their_sd_lines_rise(
    kind: str, name: str, first: int, last: int
) -> None:
    table = READ[kind](name)
    for sex in ("M", "F"):
        rows = table.rows[sex]
        assert (table.start, table.start + len(rows) - 1) == (first, last)
        for lms in rows:
            lines = [zskor.value_at(sd, lms) for sd in range(-3, 4)]
            assert all(isinstance(line, float) for line in lines)
            assert lines == sorted(lines)
            assert lines[0] > 0


@pytest.mark.parametrize(
    ("table", "sex", "place", "lms"),
    [
        (who.by_day("wfa"), "M", 0, (0.3487, 3.3464, 0.14602)),
        (who.by_day("lhfa"), "M", 0, (1, 49.8842, 0.03795)),
        (who.by_day("bmi"), "M", 0, (-0.3053, 13.4069, 0.0956)),
        (who.by_day("hcfa"), "M", 0, (1, 34.4618, 0.03686)),
        (who.by_day("acfa"), "M", 91, (0.3933, 13.4779, 0.07474)),
        (who.by_length("wfl"), "M", 450, (-0.3521, 2.441, 0.09182)),
        (who.by_length("wfh"), "M", 650, (-0.3521, 7.4327, 0.08217)),
    ],
)
def test_published_spot_values(
    table: who.Table, sex: str, place: int, lms: tuple[float, float, float]
) -> None:
    assert table.rows[sex][place - table.start] == lms


def test_published_sd_columns_of_permenkes_2_2020() -> None:
    birth = who.by_day("wfa").rows["M"][0]
    year = who.by_day("lhfa").rows["M"][365]
    sds = range(-3, 4)
    assert [round(zskor.value_at(sd, birth), 1) for sd in sds] == [
        2.1, 2.5, 2.9, 3.3, 3.9, 4.4, 5.0,
    ]  # fmt: skip
    assert [round(zskor.value_at(sd, year), 1) for sd in sds] == [
        68.6, 71.0, 73.4, 75.7, 78.1, 80.5, 82.9,
    ]  # fmt: skip


def test_a_damaged_table_is_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "wfa.csv").write_text("sex,age_days,l,m,s\nM,0,1,2,3\nM,2,1,2,3\n")
    monkeypatch.setattr(who, "_FOLDER", tmp_path)
    with pytest.raises(ValueError, match="gap"):
        who.read_table("wfa")


@pytest.mark.parametrize(
    ("age", "measure", "clenhei"),
    [
        (730, "l", 80.0),
        (730, "h", 80.7),
        (730.49, "h", 80.7),
        (730.5, "h", 80.0),
        (731, "h", 80.0),
        (731, "l", 79.3),
        (731, "", 80.0),
        (730, "", 80.0),
        (None, "h", 80.0),
        (None, "l", 80.0),
    ],
)
def test_the_correction_switches_at_731_days_of_rounded_age(
    age: float | None, measure: str, clenhei: float
) -> None:
    assert score(anak(age=age, measure=measure)).clenhei == pytest.approx(clenhei)


def test_weight_for_height_replaces_weight_for_length_at_731_days() -> None:
    low, high = score(anak(age=730, lenhei=112.0)), score(anak(age=731, lenhei=112.0))
    assert low.zwfl is None
    assert high.zwfl is not None
    assert score(anak(age=730, lenhei=60.0)).zwfl is not None
    assert score(anak(age=731, lenhei=60.0, measure="h")).zwfl is None


@pytest.mark.parametrize(
    ("measure", "cm", "given_z"),
    [
        ("", 44.99, False),
        ("", 45.0, True),
        ("", 86.99, True),
        ("", 87.0, True),
        ("", 120.0, True),
        ("", 120.01, False),
        ("l", 110.0, True),
        ("l", 110.01, False),
        ("h", 64.99, False),
        ("h", 65.0, True),
    ],
)
def test_without_age_position_then_87_cm_choose_the_table(
    measure: str, cm: float, given_z: bool
) -> None:
    z = score(anak(age=None, measure=measure, lenhei=cm))
    assert (z.zwfl is not None) is given_z
    assert (z.zlen, z.zwei, z.zbmi, z.zhc, z.zac) == (None,) * 5


def test_without_age_lengths_from_87_cm_use_the_height_table() -> None:
    unknown = score(anak(age=None, measure="", lenhei=87.0)).zwfl
    assert unknown == score(anak(age=None, measure="h", lenhei=87.0)).zwfl
    assert unknown != score(anak(age=None, measure="l", lenhei=87.0)).zwfl


@pytest.mark.parametrize(
    ("age", "flag"), [(0, True), (273.9, True), (273.93, True), (273.9375, False), (274, False)]
)
def test_standing_below_nine_months_is_not_believed(age: float, flag: bool) -> None:
    z = score(anak(age=age, measure="h", lenhei=70.0))
    assert z.c9mo_flag is flag
    assert z.cmeasure == ("" if flag else "h")
    assert z.clenhei == pytest.approx(70.0 if flag else 70.7)


@pytest.mark.parametrize(("age", "has_z"), [(1826, True), (1826.24, True), (1826.25, False)])
def test_the_last_day_uses_the_age_before_rounding(age: float, has_z: bool) -> None:
    z = z_of(score(anak(age=age, weight=18.0, lenhei=110.0, measure="h")))
    assert (None not in z) is has_z
    assert has_z or z == NO_Z


@pytest.mark.parametrize(("age", "has_z"), [(90, False), (90.49, False), (90.5, True), (91, True)])
def test_lila_has_a_z_only_from_day_91(age: float, has_z: bool) -> None:
    assert (score(anak(age=age)).zac is not None) is has_z


def test_age_is_rounded_half_up() -> None:
    assert score(anak(age=500.5)) == score(anak(age=501))
    assert score(anak(age=500.49)) == score(anak(age=500))


def test_oedema_takes_only_the_indices_made_of_weight() -> None:
    ill, well = score(anak(oedema=True)), score(anak())
    assert (ill.zwei, ill.zwfl, ill.zbmi) == (None, None, None)
    assert (ill.zlen, ill.zhc, ill.zac) == (well.zlen, well.zhc, well.zac)
    assert ill.cbmi == well.cbmi


@pytest.mark.parametrize("bad", [0.0, -1.0])
def test_nothing_is_made_from_zero_or_less(bad: float) -> None:
    z = score(anak(weight=bad))
    assert (z.zwei, z.zwfl, z.zbmi, z.cbmi) == (None,) * 4
    assert z.zlen is not None
    z = score(anak(lenhei=bad))
    assert (z.zlen, z.zwfl, z.zbmi, z.cbmi, z.clenhei) == (None,) * 5
    assert z.zwei is not None
    z = score(anak(headc=bad, muac=bad))
    assert (z.zhc, z.zac) == (None, None)
    assert z.zlen is not None


def test_an_age_before_birth_gives_no_z_at_all() -> None:
    assert z_of(score(anak(age=-1))) == NO_Z
    assert z_of(score(anak(age=-0.3))) == NO_Z


def test_missing_everything_gives_nothing() -> None:
    empty = Ukuran(None, None, None, None, "", None, None, False)
    assert score(empty) == Skor(None, "", False, None, *NO_Z)


def test_a_length_that_the_correction_would_take_below_zero_gives_no_z() -> None:
    z = score(anak(age=800, measure="l", lenhei=0.5))
    assert (z.zlen, z.zbmi, z.cbmi) == (None, None, None)


ages = st.integers(0, 1826)
sexes = st.sampled_from(["M", "F"])


@given(sexes, ages, st.integers(5, 580), st.integers(5, 580))
def test_more_weight_is_never_a_smaller_z(sex: str, age: int, one: int, two: int) -> None:
    low, high = sorted((one / 10, two / 10))
    thin = score(anak(sex=sex, age=age, weight=low, measure=""))
    fat = score(anak(sex=sex, age=age, weight=high, measure=""))
    for index in ("zwei", "zwfl", "zbmi"):
        z_thin, z_fat = getattr(thin, index), getattr(fat, index)
        assert (z_thin is None) == (z_fat is None)
        assert z_thin is None or z_thin <= z_fat


@given(sexes, ages, st.integers(300, 1500), st.integers(300, 1500))
def test_more_length_is_never_a_smaller_z(sex: str, age: int, one: int, two: int) -> None:
    low, high = sorted((one / 10, two / 10))
    short = score(anak(sex=sex, age=age, lenhei=low, measure=""))
    tall = score(anak(sex=sex, age=age, lenhei=high, measure=""))
    assert short.zlen <= tall.zlen  # type: ignore[operator]


@given(sexes, ages, st.floats(-6, 6))
def test_formula_and_curve_are_inverse_within_three_sd(sex: str, age: int, z: float) -> None:
    lms = who.by_day("wfa").rows[sex][age]
    if abs(z) <= 3:
        assert zskor.z_plain(zskor.value_at(z, lms), lms) == pytest.approx(z, abs=1e-9)
    # the restricted scale is continuous at 3 SD and grows by one per SD2-SD3 distance
    edge, inner = zskor.value_at(3, lms), zskor.value_at(2, lms)
    assert zskor.z_restricted(edge + (edge - inner), lms) == pytest.approx(4)
    edge, inner = zskor.value_at(-3, lms), zskor.value_at(-2, lms)
    assert zskor.z_restricted(edge - (inner - edge), lms) == pytest.approx(-4)


@given(sexes, ages, st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_any_positive_number_gives_a_finite_z(sex: str, age: int, kg: float, cm: float) -> None:
    skor = score(anak(sex=sex, age=age, weight=kg, lenhei=cm, headc=cm, muac=kg, measure=""))
    for z in z_of(skor):
        assert z is None or math.isfinite(z)


def test_l_of_zero_uses_the_logarithm() -> None:
    assert zskor.z_plain(2 * math.e, (0.0, 2.0, 0.5)) == pytest.approx(2.0)
    assert zskor.value_at(2, (0.0, 2.0, 0.5)) == pytest.approx(2 * math.e)


def test_z_is_never_minus_zero_and_rounds_before_flags() -> None:
    assert str(zskor.round_z(-0.001)) == "0.0"
    assert zskor.is_flagged(zskor.round_z(5.004), -5, 5) is False
    assert zskor.is_flagged(zskor.round_z(5.006), -5, 5) is True
    assert zskor.is_flagged(-5.0, -5, 5) is False
    assert zskor.is_flagged(None, -5, 5) is None


def test_an_overflowing_power_is_infinite_not_an_error() -> None:
    assert zskor.z_plain(1e-300, (-1.7, 15.0, 0.1)) == -math.inf


def siswa(**given: object) -> UkuranSekolah:
    base: dict[str, object] = {
        "sex": "F",
        "age_months": 100.0,
        "weight": 25.0,
        "height": 125.0,
        "oedema": False,
    }
    return UkuranSekolah(**(base | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (59.99, (False, False, False)),
        (60.0, (True, True, True)),
        (120.0, (True, True, True)),
        (120.01, (True, False, True)),
        (228.0, (True, False, True)),
        (228.01, (False, False, False)),
        (None, (False, False, False)),
    ],
)
def test_school_ages_have_their_limits(
    months: float | None, expected: tuple[bool, bool, bool]
) -> None:
    z = antropometri_sekolah.score(siswa(age_months=months))
    assert tuple(value is not None for value in z[1:]) == expected


def test_school_months_are_interpolated() -> None:
    low, mid, high = (
        antropometri_sekolah.score(siswa(age_months=m)).zhfa for m in (100.0, 100.5, 101.0)
    )
    assert low > mid > high  # type: ignore[operator]


def test_school_oedema_leaves_only_height() -> None:
    z = antropometri_sekolah.score(siswa(oedema=True))
    assert z.zhfa is not None
    assert (z.zwfa, z.zbfa) == (None, None)


@pytest.mark.parametrize("bad", [0.0, -3.0, None])
def test_school_zero_or_missing_gives_no_number(bad: float | None) -> None:
    assert antropometri_sekolah.score(siswa(weight=bad))[2:] == (None, None)
    assert antropometri_sekolah.score(siswa(height=bad))[:2] == (None, None)
    assert antropometri_sekolah.score(siswa(sex=None))[1:] == (None, None, None)


def test_constants_are_those_of_who() -> None:
    assert (antropometri.MONTHS_END, antropometri.CORRECTION_CM) == (60, 0.7)
    assert who.DAYS_PER_MONTH * 12 == 365.25
