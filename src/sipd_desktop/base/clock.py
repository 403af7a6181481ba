"""The only module that asks the clock; everything else is given a time."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def now_text() -> str:
    """This instant as stored text, e.g. `2026-11-22T01:02:03.456Z` (fixed width, sortable)."""
    return instant_text(now())


def instant_text(moment: datetime) -> str:
    """An aware instant as stored text with milliseconds, UTC."""
    return (
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    )


def parse_instant(text: str) -> datetime:
    """Stored text back to an aware instant; raises ValueError on anything else."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def today() -> date:
    """The laptop's local calendar date; a hari buka has its own, chosen by a person."""
    return now().astimezone().date()


def monotonic() -> float:
    """Seconds that never jump, for waits and timeouts."""
    return time.monotonic()


# Province codes by time zone (Keppres 41/1987 as amended): all others are WIB.
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82", "91", "92", "93", "94", "95", "96"}


def zone_of(kode_desa: str) -> timezone:
    """Fixed offset of the province of a desa code, for showing instants."""
    prov = kode_desa.replace(".", "")[:2]
    return timezone(timedelta(hours=8 if prov in _WITA else 9 if prov in _WIT else 7))
