"""Folding of names, so that Siti, Sitti and Siti' meet, and Moch., Muh. and Mohammad too.

Used by the full-text triggers (through a SQL function) and by the search; both must fold alike.
Folding only makes words meet; what is shown and stored keeps its own spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = (
    ("oe", "u"),
    ("tj", "c"),
    ("dj", "j"),
    ("sj", "s"),
    ("sy", "s"),
    ("kh", "h"),
    ("ch", "h"),
    ("sh", "s"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("gh", "g"),
    ("ph", "f"),
    ("y", "i"),
    ("v", "f"),
    ("p", "f"),
    ("z", "s"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "u"),
)
_WHOLE = (
    dict.fromkeys(
        (
            "m",
            "mh",
            "muh",
            "moh",
            "moch",
            "mohd",
            "muhd",
            "md",
            "muchamad",
            "mochamad",
            "muhammad",
            "mohammad",
            "mohamad",
            "muhamad",
            "mochammad",
            "muchammad",
            "mukhamad",
            "mukhammad",
        ),
        "muhamad",
    )
    | dict.fromkeys(("abd", "abdoel", "abdul"), "abdul")
    | {"st": "siti", "hj": "", "ny": "", "sdr": ""}
)
_DOUBLE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=50_000)
def fold_kata(word: str) -> str:
    """One lower-case ASCII word in its folded form; may be empty for a title."""
    if word in _WHOLE:
        return _WHOLE[word]
    for old, new in _PAIRS:
        word = word.replace(old, new)
    return _DOUBLE.sub(r"\1", word)


def kata(text: str) -> list[str]:
    """The folded words of a text, in order, titles left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace("`", "")
    return [f for w in _WORD.findall(plain) if (f := fold_kata(w))]


def lipat(text: str | None) -> str:
    """A text folded for searching: words joined by one space."""
    return " ".join(kata(text)) if text else ""
