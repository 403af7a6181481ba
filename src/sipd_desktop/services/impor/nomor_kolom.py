"""Rows of a layout that only count its columns: `(1) (2) (3)`, `-1 -2 -3`, `a b c`, `I II III`."""

from __future__ import annotations

import re
from itertools import pairwise

_NOMOR = re.compile(r"\(?-?(\d{1,2})\)?\.?(?:\s*=.*)?\Z")
_ROMAWI = {
    r: n
    for n, r in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], 1
    )
}


def is_nomor_kolom(filled: list[str]) -> bool:
    """`(1) (2) (3)`, `1 2 3`, `-1 -2 -3`, `a b c` or `I II III`: at least three, rising by one."""
    if len(filled) < 3:
        return False
    numbers = [found for text in filled if (found := _nomor_kolom(text)) is not None]
    if len(numbers) < len(filled):
        return False
    steps = sum(1 for a, b in pairwise(numbers) if b - a == 1)
    return steps >= 0.7 * (len(numbers) - 1)


def _nomor_kolom(text: str) -> int | None:
    found = _NOMOR.match(text)
    if found:
        return int(found[1])
    plain = text.casefold().strip("(). ")
    if plain in _ROMAWI and text.strip("(). ").isupper():
        return _ROMAWI[plain]
    return ord(plain) if len(plain) == 1 and "a" <= plain <= "z" else None
