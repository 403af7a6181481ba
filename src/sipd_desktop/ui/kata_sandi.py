"""The four-word passphrase while it is typed: four letters settle a word, no widget needed.

The first four letters of every word of `resources/kata.txt` are its own, so the rest is filled in.
Who types the whole word, or runs words together, gets the same result: letters that no longer fit
the word go on to the next box.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from sipd_desktop.base.paths import resources

CUKUP = 4
"""Letters that settle a word."""
JUMLAH = 4
"""Words of a passphrase."""


@dataclass(frozen=True, slots=True)
class Terbaca:
    """One box: the settled word or "", words that could still come, letters left over."""

    kata: str = ""
    saran: tuple[str, ...] = ()
    lebih: str = ""

    @property
    def salah(self) -> bool:
        """No word of the list begins like this."""
        return not self.kata and not self.saran


@lru_cache(maxsize=1)
def list_kata() -> tuple[str, ...]:
    """The 2,048 words, sorted."""
    return tuple(sorted((resources() / "kata.txt").read_text("utf-8").split()))


def find_kata(awal: str) -> tuple[str, ...]:
    """Words that begin with these letters."""
    words = list_kata()
    start = bisect_left(words, awal)
    end = bisect_left(words, awal + "\uffff")
    return words[start:end]


def read_kata(teks: str) -> Terbaca:
    """Read the letters of one box; an empty box is an unsettled one with no suggestions."""
    typed = "".join(ch for ch in teks.lower() if ch.isalpha())
    if not typed:
        return Terbaca(saran=("",))
    fitting = find_kata(typed)
    if fitting:
        settled = len(fitting) == 1 and len(typed) >= CUKUP
        return Terbaca(fitting[0] if settled else "", fitting)
    head = find_kata(typed[:CUKUP]) if len(typed) > CUKUP else ()
    if len(head) != 1:
        return Terbaca()
    word = head[0]
    cut = len(word) if typed.startswith(word) else CUKUP
    return Terbaca(word, head, typed[cut:])
