"""The words a typed word may mean: folded words of all names, matched with spelling mistakes.

The list of distinct words is kept per connection and read again when the full-text table changed;
a weighing does not touch it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Connection

EXACT = 100.0
_WORDS_PER_TOKEN = 25
_MARK = (
    "SELECT group_concat(hex(block)) FROM "
    "(SELECT block FROM cari_warga_data WHERE id IN (1, 10) ORDER BY id)"
)
"""Counts and segment list of the full-text index: both change with every write to it."""

Arti = Mapping[str, float]
"""Folded word -> how well it fits, up to 100."""


def load_kata(conn: Connection) -> Sequence[str]:
    """All distinct folded words of names."""
    mark = conn.exec_driver_sql(_MARK).scalar_one()
    kept = conn.info.get("kata_warga")
    if kept is None or kept[0] != mark:
        words = conn.exec_driver_sql("SELECT term FROM cari_warga_kata").scalars().all()
        kept = conn.info["kata_warga"] = (mark, words)
    found: Sequence[str] = kept[1]
    return found


def arti(token: str, everything: Sequence[str]) -> Arti:
    """Words that begin with this one, words one or two letters off, and their beginnings."""
    found = {
        word: EXACT - min(len(word) - len(token), 8) * 0.5
        for word in everything
        if word.startswith(token)
    }
    if len(token) < 3:
        return found
    for word, similarity, _ in process.extract(
        token,
        everything,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.6,
        limit=_WORDS_PER_TOKEN,
    ):
        found.setdefault(word, similarity * 85)
    if len(token) >= 4:  # the beginning of a longer word, one letter wrong
        starts = [word[: len(token)] for word in everything]
        for _, part, place in process.extract(
            token, starts, scorer=fuzz.ratio, score_cutoff=74, limit=_WORDS_PER_TOKEN
        ):
            found.setdefault(everything[place], part * 0.75)
    return found
