"""The PIN: tries survive a restart, waits grow, the tenth wrong one locks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pembuat import Dunia, Induk
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.pin import (
    check_pin,
    has_pin,
    pin_left,
    pin_problem,
    reset_tries,
    set_pin,
)

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
ME = "kader-saya"


def attempt(dunia: Dunia, pin: str, at: datetime = NOW) -> str:
    """`masuk`, or why not."""
    if dunia.write(check_pin, ME, pin, at):
        return "masuk"
    problem = dunia.read(pin_problem, ME, at)
    if problem is None:
        return f"sisa {dunia.read(pin_left, ME)}"
    assert "…" not in sentence(problem)
    return f"{problem.code} {problem.params.get('detik', '')}".strip()


@pytest.fixture
def berpin(dunia: Dunia) -> Dunia:
    dunia.write(set_pin, ME, "480512")
    return dunia


def test_right_pin_lets_in_and_wrong_ones_count_down(berpin: Dunia) -> None:
    assert berpin.read(has_pin, ME)
    assert attempt(berpin, "480512") == "masuk"
    assert [attempt(berpin, "000000") for _ in range(4)] == ["sisa 4", "sisa 3", "sisa 2", "sisa 1"]
    assert attempt(berpin, "480512") == "masuk"
    assert attempt(berpin, "000000") == "sisa 4", "a right one begins anew"


def test_waits_grow_and_the_tenth_locks(berpin: Dunia) -> None:
    at, waits = NOW, []
    for _ in range(4):
        attempt(berpin, "000000", at)
    for _ in range(5):
        told = attempt(berpin, "000000", at)
        waits.append(int(told.removeprefix("pin-tunggu ")))
        seconds = waits[-1]
        assert attempt(berpin, "480512", at + timedelta(seconds=seconds - 2)).startswith(
            "pin-tunggu"
        ), "no PIN is taken while waiting, not even the right one"
        at += timedelta(seconds=seconds)
    assert waits == [30, 60, 300, 900, 900]
    assert attempt(berpin, "000000", at) == "pin-terkunci"
    assert attempt(berpin, "480512", at + timedelta(days=400)) == "pin-terkunci"
    berpin.write(reset_tries, ME)  # after the passphrase
    assert attempt(berpin, "480512", at) == "masuk"


def test_tries_survive_a_restart(induk: Induk, tmp_path: Path) -> None:
    dunia = induk.open(tmp_path / "data")
    dunia.write(set_pin, ME, "480512")
    for _ in range(5):
        attempt(dunia, "000000")
    dunia.close()
    again = Induk(tmp_path / "data", "", induk.key).reopen()
    assert attempt(again, "480512") == "pin-tunggu 30"
    again.close()


def test_waiting_tries_are_not_counted(berpin: Dunia) -> None:
    for _ in range(5):
        attempt(berpin, "000000")
    for _ in range(20):
        attempt(berpin, "111111")
    assert attempt(berpin, "480512", NOW + timedelta(seconds=31)) == "masuk"


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_pin_is_six_digits(dunia: Dunia, pin: str) -> None:
    with pytest.raises(UserError, match="pin-bentuk"):
        dunia.write(set_pin, ME, pin)
    assert not dunia.read(has_pin, ME)


def test_pin_is_kept_only_as_a_hash_and_never_travels(berpin: Dunia) -> None:
    stored = berpin.one("SELECT pin_hash FROM akun")
    assert stored.startswith("$argon2id$")
    assert "480512" not in repr(berpin.dump())
    assert ("akun",) not in berpin.sql("SELECT DISTINCT tbl FROM sync_dirty")


def test_who_has_no_pin_does_not_get_in_with_any(dunia: Dunia) -> None:
    assert attempt(dunia, "000000") != "masuk"
    assert attempt(dunia, "") != "masuk"
