"""The schedule is arithmetic: spread out, bounded, never below what the centre asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.sync import jadwal

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@given(st.integers(0, 10_000), st.floats(0, 1), st.floats(0, jadwal.MAX_HOLD_S))
def test_there_is_always_a_next_time(failures: int, chance: float, hold: float) -> None:
    delay = jadwal.retry_delay(failures, lambda: chance, hold)
    assert max(hold, jadwal.LEAST_S) <= delay <= max(hold, jadwal.CAP_S)


def test_growth_is_full_jitter_from_five_seconds_to_one_hour() -> None:
    most = [jadwal.retry_delay(n, lambda: 1.0) for n in range(1, 14)]
    assert most[:4] == [5, 10, 20, 40]
    assert most[-1] == 3600
    assert jadwal.retry_delay(8, lambda: 0.0) == jadwal.LEAST_S


def test_idle_pause_is_spread() -> None:
    assert jadwal.idle_delay(lambda: 0.0) < jadwal.IDLE_S < jadwal.idle_delay(lambda: 1.0)
    assert jadwal.idle_delay(lambda: 0.0, 5000) == 5000


def test_retry_after_reads_numbers_dates_and_nonsense() -> None:
    later = (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert jadwal.parse_retry_after("120", NOW) == 120
    assert jadwal.parse_retry_after(later, NOW) == 90
    for text in (None, "", "besok", "nan"):
        assert jadwal.parse_retry_after(text, NOW) == jadwal.DEFAULT_HOLD_S
    assert jadwal.parse_retry_after("-5", NOW) == jadwal.LEAST_S
    assert jadwal.parse_retry_after("inf", NOW) == jadwal.MAX_HOLD_S
    assert jadwal.parse_retry_after("1e9", NOW) == jadwal.MAX_HOLD_S


def test_hold_ends_and_a_clock_set_back_voids_it() -> None:
    until = jadwal.hold_until(NOW, 60)
    assert jadwal.hold_left(until, 60, NOW + timedelta(seconds=20)) == 40
    assert jadwal.hold_left(until, 60, NOW + timedelta(seconds=61)) == 0
    assert jadwal.hold_left(until, 60, NOW - timedelta(days=6000)) == 0
