"""When to try again: pure arithmetic over failures, holds and chance, no clock and no thread.

Full jitter (base 5 s, cap 1 h) so that the laptops of a province do not return together after an
outage; never below what the centre asked for; there is always a next time (docs/sync.md I17).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

BASE_S = 5.0
CAP_S = 3600.0
LEAST_S = 1.0
IDLE_S = 900.0
"""After a finished exchange: others' records are fetched this often, plus or minus a third."""
DEBOUNCE_S = 20.0
"""After a save: a few more saves may follow, so that one exchange takes them all."""
MAX_HOLD_S = 24 * 3600.0
DEFAULT_HOLD_S = 60.0

Chance = Callable[[], float]
"""A number in 0..1, as `random.random`."""


def retry_delay(failures: int, chance: Chance, hold: float = 0.0) -> float:
    """Seconds until the next try after `failures` failed ones in a row (at least 1)."""
    ceiling = min(CAP_S, BASE_S * 2.0 ** min(max(failures - 1, 0), 20))
    return max(LEAST_S, chance() * ceiling, hold)


def idle_delay(chance: Chance, hold: float = 0.0) -> float:
    """Seconds until the next routine exchange after a finished one."""
    return max(IDLE_S * (2 + 2 * chance()) / 3, hold)


def parse_retry_after(text: str | None, now: datetime) -> float:
    """Seconds of a Retry-After header: a number or a date; pressed into 1 s .. 24 h."""
    seconds = DEFAULT_HOLD_S
    if text:
        try:
            seconds = float(text)
        except ValueError:
            try:
                until = parsedate_to_datetime(text)
                until = until if until.tzinfo else until.replace(tzinfo=UTC)
                seconds = (until - now).total_seconds()
            except ValueError:
                seconds = DEFAULT_HOLD_S
    if seconds != seconds:  # bukan angka
        seconds = DEFAULT_HOLD_S
    return min(max(seconds, LEAST_S), MAX_HOLD_S)


def hold_until(now: datetime, seconds: float) -> datetime:
    """The moment before which nothing may be sent."""
    return now + timedelta(seconds=seconds)


def hold_left(until: datetime, seconds: float, now: datetime) -> float:
    """Seconds left of a hold of `seconds` that ends at `until`; 0 when it is over.

    More left than was ever asked for means the clock was set back: then the hold is void, because
    a laptop with an empty clock battery must not stay silent for years.
    """
    left = (until - now).total_seconds()
    return 0.0 if left > seconds + 1 else max(left, 0.0)
