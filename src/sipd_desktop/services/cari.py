"""Search that forgives: names folded, misspellings matched, numbers read as queue or NIK/KK tail.

Letters: each word is matched against the distinct folded words (rapidfuzz), then a prefix full-text
query finds the people; today's sasaran and those in the queue come first. 1-3 digits are a queue
number, 4 or more the end of a NIK or No KK.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import Connection, select, text

from sipd_desktop.base.lipat import kata, lipat
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.orang import KELUARGA, WARGA, list_orang, select_orang, to_orang
from sipd_desktop.storage.tables import SYNCED

_HADIR, _ISIAN = SYNCED["kehadiran"], SYNCED["isian"]
_CANDIDATES = 400
_WORDS_PER_TOKEN = 25
_EXACT, _FUZZY = 100.0, 70.0


@dataclass(frozen=True, slots=True)
class Ketemu:
    """One person found."""

    orang: Orang
    nomor: int | None = None
    sudah_diukur: bool = False


def search(
    conn: Connection,
    teks: str,
    *,
    tanggal: date,
    hari_id: str | None = None,
    posyandu_id: str | None = None,
    batas: int = 12,
) -> tuple[Ketemu, ...]:
    """People that the typed text may mean, best first; empty text finds nobody."""
    plain = teks.strip()
    digits = plain.replace(".", "").replace(" ", "")
    queue = _queue(conn, hari_id)
    if digits.isdigit():
        found = _by_digits(conn, digits, tanggal, queue)
    else:
        found = _by_name(conn, plain, tanggal, set(queue), posyandu_id)
    measured = _measured(conn, hari_id)
    return tuple(Ketemu(o, queue.get(o.id), o.id in measured) for o in found[:batas])


def _queue(conn: Connection, hari_id: str | None) -> dict[str, int]:
    if hari_id is None:
        return {}
    query = select(_HADIR.c.warga_id, _HADIR.c.nomor).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None)
    )
    return {warga: nomor or 0 for warga, nomor in conn.execute(query)}


def _measured(conn: Connection, hari_id: str | None) -> set[str]:
    if hari_id is None:
        return set()
    query = select(_ISIAN.c.subjek).where(
        _ISIAN.c.hari_buka_id == hari_id, _ISIAN.c.deleted_at.is_(None)
    )
    return set(conn.execute(query).scalars())


def _by_digits(conn: Connection, digits: str, tanggal: date, queue: dict[str, int]) -> list[Orang]:
    if len(digits) <= 3:
        wanted = [w for w, nomor in queue.items() if nomor == int(digits)]
        return list_orang(conn, wanted, tanggal)
    tail = f"%{digits}"
    query = (
        select_orang()
        .where((WARGA.nik.like(tail)) | (KELUARGA.no_kk.like(tail)))
        .order_by(WARGA.tanggal_lahir.desc())
        .limit(60)
    )
    return [to_orang(r, tanggal) for r in conn.execute(query).mappings()]


def _by_name(
    conn: Connection, plain: str, tanggal: date, came: set[str], posyandu_id: str | None
) -> list[Orang]:
    tokens = kata(plain)
    if not tokens:
        return []
    choices = [_words(conn, token) for token in tokens]
    ids = _candidates(conn, tokens, choices)
    query = select_orang().add_columns(WARGA.rid).where(WARGA.rid.in_(ids))
    rows = conn.execute(query).mappings().all()
    people = [(to_orang(r, tanggal), r["posyandu_id"]) for r in rows]
    scored = [
        (_score(tokens, choices, o), _rank(o, place == posyandu_id, o.id in came), o)
        for o, place in people
    ]
    scored = [s for s in scored if s[0] > 0]
    scored.sort(key=lambda s: (-round(s[0] / 8), s[1], -s[0], s[2].nama))
    return [o for _, _, o in scored]


def _words(conn: Connection, token: str) -> dict[str, float]:
    """Distinct folded words that this token may mean, with a score up to 100."""
    found: dict[str, float] = {}
    everything = conn.execute(text("SELECT term FROM cari_warga_kata")).scalars().all()
    for word in everything:
        if word.startswith(token):
            found[word] = _EXACT - min(len(word) - len(token), 8) * 0.5
    if len(token) >= 3:
        found.update(_near(token, everything, found))
    return found


def _near(token: str, everything: Sequence[str], have: dict[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    close = process.extract(
        token,
        everything,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.6,
        limit=_WORDS_PER_TOKEN,
    )
    for word, similarity, _ in close:
        if word not in have:
            found[word] = similarity * 85
    if len(token) >= 4:  # the beginning of a longer word, one letter wrong
        for word in everything:
            if len(word) > len(token) and word not in have and word not in found:
                part = fuzz.ratio(token, word[: len(token)])
                if part >= 74:
                    found[word] = part * 0.75
    return found


def _candidates(
    conn: Connection, tokens: Sequence[str], choices: Sequence[dict[str, float]]
) -> list[int]:
    """Row numbers: people with all tokens first; if few, those with any."""
    groups = []
    for words in choices:
        best = sorted(words, key=lambda w: -words[w])[:60]
        if best:
            groups.append("(" + " OR ".join(f'"{w}"' for w in best) + ")")
    if not groups:
        return []
    ids = _match(conn, " AND ".join(groups)) if len(groups) == len(tokens) else []
    if len(ids) < 10 and len(tokens) > 1:
        ids = list(dict.fromkeys(ids + _match(conn, " OR ".join(groups))))
    return ids[: _CANDIDATES * 2]


def _match(conn: Connection, query: str) -> list[int]:
    sql = text("SELECT rowid FROM cari_warga WHERE cari_warga MATCH :q LIMIT :n")
    return list(conn.execute(sql, {"q": query, "n": _CANDIDATES}).scalars())


def _score(tokens: Sequence[str], choices: Sequence[dict[str, float]], orang: Orang) -> float:
    """Mean over the tokens of the best word of the name (a mother's name counts less)."""
    own, ibu = lipat(orang.nama).split(), lipat(orang.nama_ibu).split()
    total = 0.0
    for token, words in zip(tokens, choices, strict=True):
        best = max((words.get(w, 0.0) for w in own), default=0.0)
        if own and token == own[0]:
            best += 3
        best = max(best, max((words.get(w, 0.0) * 0.7 for w in ibu), default=0.0))
        total += best
    return total / len(tokens)


def _rank(orang: Orang, here: bool, came: bool) -> int:
    """Today's sasaran first: balita of this Posyandu who have not come, then those who have."""
    if orang.is_balita and here:
        return 1 if came else 0
    if came:
        return 2
    return 3 if orang.is_balita else 4
