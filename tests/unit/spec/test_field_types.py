"""Every field type keeps a value through its three shapes, and refuses what it is not."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.spec import field as f

TYPES = sorted(
    (
        c
        for c in vars(f).values()
        if isinstance(c, type) and issubclass(c, f.Field) and c is not f.Field
    ),
    key=lambda c: c.__name__,
)
MADE: dict[type[f.Field], f.Field] = {
    f.Text: f.Text("a", "A", max_length=5),
    f.Digits: f.Digits("a", "A", length=4),
    f.Integer: f.Integer("a", "A", min=1, max=9),
    f.Angka: f.Angka("a", "A", scale=2, min="0.50", max="58.00"),
    f.Tanggal: f.Tanggal("a", "A"),
    f.Instant: f.Instant("a", "A"),
    f.Choice: f.Choice("a", "A", options=(("x", "X"), ("y", "Y"))),
    f.YaTidak: f.YaTidak("a", "A"),
    f.Daftar: f.Daftar("a", "A", max_items=2, max_length=3),
    f.Ref: f.Ref("a", "A", to="warga"),
}
GOOD: dict[type[f.Field], tuple[object, ...]] = {
    f.Text: ("", "abcde", "ñ 'x'", "🙂"),
    f.Digits: ("0123", "9999"),
    f.Integer: (1, 9),
    f.Angka: ("0.50", "11.20", "58.00"),
    f.Tanggal: ("2024-02-29", "1900-01-01"),
    f.Instant: ("2026-11-22T01:02:03.456Z",),
    f.Choice: ("x", "pilihan-baru"),
    f.YaTidak: (True, False),
    f.Daftar: ([], ["abc", "d"]),
    f.Ref: ("0192f1c0-0000-7000-8000-000000000000",),
}
BAD: dict[type[f.Field], tuple[object, ...]] = {
    f.Text: ("abcdef", 1, True, ["a"], "a\x00", "\ud800"),
    f.Digits: ("123", "12345", "12a4", "١٢٣٤", 1234),
    f.Integer: (0, 10, "5", True, 1.0, 2**60),
    f.Angka: (
        "0.49",
        "58.01",
        "11.2",
        "11.200",
        "1e1",
        "NaN",
        "sNaN",
        "Infinity",
        "",
        11.2,
        11,
        "x",
        "1e999999",
        "9" * 40 + ".00",
        "٩.٤٠",
        "11,20",
        " 1.00",
        "1_0.00",
        "+1.00",
        "-1.00",
    ),
    f.Tanggal: (
        "2023-02-29",
        "2023-2-1",
        "01-02-2023",
        "2023-01-01T00:00",
        20230101,
        "２０２３-01-01",
    ),
    f.Instant: ("2026-11-22T01:02:03Z", "2026-11-22", 1, "2026-13-01T00:00:00.000Z"),
    f.Choice: ("x" * 41, 1, True, "a\x00"),
    f.YaTidak: (1, 0, "ya", "true"),
    f.Daftar: (["a"] * 3, ["abcd"], "ab", ["a", 1], ["\x00"], [True]),
    f.Ref: ("x" * 37, 7),
}


def test_no_type_is_forgotten_here() -> None:
    assert set(MADE) == set(TYPES) == set(GOOD) == set(BAD)


def test_catalogue_uses_only_these_types() -> None:
    fields = [x for r in REGISTERS.values() for x in r.fields]
    fields += [x for form in FORMS.values() for x in form.fields()]
    assert {type(x) for x in fields} <= set(TYPES)


@pytest.mark.parametrize("kind", TYPES, ids=lambda c: c.__name__)
def test_good_values_pass_and_come_back_from_a_real_column(kind: type[f.Field]) -> None:
    made = MADE[kind]
    conn = sqlite3.connect(":memory:")
    conn.execute(f"CREATE TABLE t(a {made.column_type})")
    for wire in (*GOOD[kind], None):
        assert made.check(wire) is None, wire  # type: ignore[arg-type]
        conn.execute("DELETE FROM t")
        conn.execute("INSERT INTO t VALUES (?)", (made.to_column(wire),))  # type: ignore[arg-type]
        (stored,) = conn.execute("SELECT a FROM t").fetchone()
        back = None if stored is None else made.from_column(stored)
        assert back == wire
        assert type(back) is type(wire)
        assert json.loads(json.dumps(wire)) == wire
    conn.close()


@pytest.mark.parametrize("kind", TYPES, ids=lambda c: c.__name__)
def test_bad_values_are_found_and_never_raise(kind: type[f.Field]) -> None:
    made = MADE[kind]
    for wire in BAD[kind]:
        assert made.check(wire) is not None, wire  # type: ignore[arg-type]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=3), x, max_size=2),
    max_leaves=4,
)


@pytest.mark.parametrize("kind", TYPES, ids=lambda c: c.__name__)
@given(value=ANYTHING)
def test_check_never_raises_whatever_arrives(kind: type[f.Field], value: Any) -> None:
    found = MADE[kind].check(value)
    assert found is None or isinstance(found, str)


@given(st.decimals(min_value="0.50", max_value="58", allow_nan=False, places=4))
def test_a_decimal_goes_out_with_its_scale_half_up(value: Decimal) -> None:
    wire = MADE[f.Angka].encode(value)
    assert isinstance(wire, str)
    assert Decimal(wire).as_tuple().exponent == -2
    assert abs(Decimal(wire) - value) <= Decimal("0.005")
    assert MADE[f.Angka].decode(wire) == Decimal(wire)


@pytest.mark.parametrize(("typed", "wire"), [("9.405", "9.41"), ("9.4", "9.40"), ("0.005", "0.01")])
def test_half_is_rounded_up_as_on_paper(typed: str, wire: str) -> None:
    assert MADE[f.Angka].encode(Decimal(typed)) == wire


@given(st.dates())
def test_a_date_is_the_same_day_again(day: date) -> None:
    wire = MADE[f.Tanggal].encode(day)
    assert MADE[f.Tanggal].check(wire) is None
    assert MADE[f.Tanggal].decode(wire) == day


def test_an_option_of_a_newer_version_shows_its_key() -> None:
    made = MADE[f.Choice]
    assert isinstance(made, f.Choice)
    assert made.label_of("x") == "X"
    assert made.label_of("baru") == "baru"
