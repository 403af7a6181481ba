"""Codes of queue tickets: read back, tied to their day, slips noticed, no personal data."""

from __future__ import annotations

import pytest

from sipd_desktop.base import ids
from sipd_desktop.rules.karcis import ABJAD, make_kode, read_kode

HARI = ids.hari_buka_id("pos", "2026-11-21")
LAIN = ids.hari_buka_id("pos", "2026-12-12")


def test_every_number_is_read_back_on_its_own_day_only() -> None:
    codes = [make_kode(HARI, n) for n in range(1, 1000)]
    assert len(set(codes)) == 999
    for n, code in enumerate(codes, start=1):
        found = read_kode(code)
        assert found is not None
        assert found.nomor == n
        assert found.of_hari(HARI)
        assert not found.of_hari(LAIN)


@pytest.mark.parametrize("n", [0, 1000, -1])
def test_numbers_that_no_ticket_has(n: int) -> None:
    with pytest.raises(ValueError, match="no ticket"):
        make_kode(HARI, n)


def test_as_a_scanner_or_a_hand_may_type_it() -> None:
    code = make_kode(HARI, 17)
    assert read_kode(code.lower()) == read_kode(f" {code[:5]} {code[5:]} ") == read_kode(code)
    assert code.isascii()
    assert code.isalnum()


def test_one_wrong_or_swapped_sign_is_noticed() -> None:
    code = make_kode(HARI, 317)
    for place in range(len(code)):
        for sign in ABJAD:
            if sign != code[place]:
                assert read_kode(code[:place] + sign + code[place + 1 :]) is None
    for place in range(len(code) - 1):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert read_kode(swapped) is None


@pytest.mark.parametrize("typed", ["kartini", "017", "3399072004050007", "K", "", "KARTI 1234"])
def test_names_and_numbers_are_no_tickets(typed: str) -> None:
    assert read_kode(typed) is None
