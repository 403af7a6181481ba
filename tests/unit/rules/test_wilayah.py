"""RT and RW in every spelling, and which Posyandu serves an address."""

from __future__ import annotations

import pytest

from sipd_desktop.rules.wilayah import parse_layanan, posyandu_of, rt_rw, serves


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1", "001"), (" 01 ", "001"), ("1.0", "001"), ("'007", "007"), ("12", "012")]
    + [(t, None) for t in ("", "-", "0", "000", "²", "a1", "1234", None)],
)
def test_rt_is_three_digits_or_unknown(text: str | None, wanted: str | None) -> None:
    assert rt_rw(text) == wanted


def test_listed_rt_go_before_a_posyandu_that_serves_all() -> None:
    units = [("semua", ()), ("melati", parse_layanan("001/002,Krajan:003/002"))]
    assert posyandu_of(units, "X", "2", "1") == "melati"
    assert posyandu_of(units, "KRAJAN", "002", "003") == "melati"
    assert posyandu_of(units, "LAIN", "002", "003") == "semua"
    assert posyandu_of(units[1:], "LAIN", "009", "009") is None


def test_an_empty_list_serves_everyone_and_nonsense_is_named() -> None:
    assert serves((), None, None, None)
    with pytest.raises(ValueError, match="abc/1"):
        parse_layanan("001/002,abc/1")
