"""Hybrid logical clock: `<ms, 13 digits>-<counter, 4 hex>-<first 8 of the device id>`.

Order comes from the server's sequence; this only breaks ties between two edits of one field and
tells people when. It never runs backwards on one laptop, whatever its battery says, and the server
clamps a future one to its receive time + 5 minutes. Text compares in the right order.
"""

from __future__ import annotations

import re

AHEAD_MS = 5 * 60 * 1000
MAX_MS = 10**13 - 1
_SHAPE = re.compile(r"[0-9]{13}-[0-9a-f]{4}-[0-9a-f]{8}\Z")


def is_hlc(text: object) -> bool:
    """Whether the text has the shape above."""
    return isinstance(text, str) and _SHAPE.match(text) is not None


def make(ms: int, counter: int, device: str) -> str:
    """A clock text; `ms` outside 0..13 digits is pressed into it."""
    return f"{min(max(ms, 0), MAX_MS):013d}-{counter:04x}-{device[:8]}"


def ms_of(hlc: str) -> int:
    """The milliseconds since 1970 in a clock text."""
    return int(hlc[:13])


def tick(last: str | None, now_ms: int, device: str) -> str:
    """The next clock text of a device: later than `last`, at least now."""
    if last is None or ms_of(last) < now_ms:
        return make(now_ms, 0, device)
    ms, counter = ms_of(last), int(last[14:18], 16) + 1
    return make(ms, counter, device) if counter <= 0xFFFF else make(ms + 1, 0, device)


def clamp(hlc: str, received_ms: int) -> str:
    """The text itself, or moved back when its time lies more than 5 minutes after receipt."""
    latest = received_ms + AHEAD_MS
    return hlc if ms_of(hlc) <= latest else f"{latest:013d}{hlc[13:]}"
