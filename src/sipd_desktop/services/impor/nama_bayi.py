"""Labels of babies without a name yet: "Bayi Ny. Siti", "By. Ny. Siti 2", "Bayi Ibu Siti an. Alya".

Such a label tells the mother, perhaps the order of twins, perhaps already the child's own name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_KATA = re.compile(r"[^\W_]+")
_BAYI = frozenset(("bayi", "by", "byi", "bbl", "babynya", "baby"))
_IBU = frozenset(("ny", "nyonya", "ibu", "bu", "nyona", "nny"))
_SELA = frozenset(("dari", "lk", "pr", "laki", "perempuan", "kembar", "anak", "n", "a", "d"))
_URUT = frozenset(("1", "2", "3", "4", "i", "ii", "iii", "iv", "b", "c"))
_ATAS_NAMA = ("an",)
GELAR = frozenset(("an", "ny", "tn", "nn", "sdr", "sdri", "bpk", "almh", "alm"))
"""Titles in front of a name that say nothing about who it is."""


@dataclass(frozen=True, slots=True)
class Bayi:
    """A label taken apart: the mother's name and the child's own, as lower-case words."""

    ibu: tuple[str, ...]
    nama: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_bayi(nama: str) -> Bayi | None:
    """The label taken apart, or None for an ordinary name."""
    words = _KATA.findall(nama.casefold())
    titled = len(words) > 2 and words[0] in ("an", "anak") and words[1] in _IBU
    if not titled and not (words and words[0] in _BAYI):
        return None
    words = words[1:]
    while words and (words[0] in _IBU or words[0] in _SELA):
        words = words[1:]
    return _split(words)


def _split(words: list[str]) -> Bayi:
    for at in range(1, len(words)):
        pair = words[at : at + 2]
        if pair[0] in _ATAS_NAMA or pair == ["a", "n"]:
            start = at + (1 if pair[0] in _ATAS_NAMA else 2)
            return Bayi(_tanpa_urut(words[:at]), tuple(words[start:]))
    return Bayi(_tanpa_urut(words))


def _tanpa_urut(words: list[str]) -> tuple[str, ...]:
    while len(words) > 1 and words[-1] in (_URUT | _SELA):
        words = words[:-1]
    return tuple(words)


@lru_cache(maxsize=4096)
def kata_nama(nama: str) -> tuple[str, ...]:
    """The words of an ordinary name, lower case, without titles in front."""
    words = _KATA.findall(nama.casefold())
    while len(words) > 1 and words[0] in GELAR:
        words = words[1:]
    return tuple(words)


def is_nama_sama(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of a mother can be one: one begins with all words of the other."""
    short, long = sorted((one, other), key=len)
    return bool(short) and long[: len(short)] == short
