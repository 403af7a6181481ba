"""Folding of labels: case, punctuation and spaces never decide whether two labels are the same."""

from __future__ import annotations

import re
import unicodedata

_OTHER = re.compile(r"[^0-9a-z]+")


def fold_label(text: str) -> str:
    """Lower case, every run of other signs one space: `SLTA / SEDERAJAT` to `slta sederajat`."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _OTHER.sub(" ", plain).strip()


def padat(text: str, simpan: str = "") -> str:
    """Letters and digits only, for exact comparison; `simpan` are signs that carry meaning."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if simpan:
        return "".join(c for c in plain if c in simpan or (c.isascii() and c.isalnum()))
    return _OTHER.sub("", plain)
