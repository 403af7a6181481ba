"""Search that forgives: names folded, misspellings matched, numbers read as queue or NIK/KK tail.

Letters: each word is matched against the distinct folded words, then full-text queries find the
people, from the surest reading to the vaguest; today's sasaran and those in the queue come first.
1-3 digits are a queue number, 4 or more the end of a NIK or No KK; the code of a queue ticket (a
scanner types it) is the number of its own day only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from sipd_desktop.base.lipat import kata, lipat
from sipd_desktop.rules.karcis import read_kode
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.riwayat import measured_ids
from sipd_desktop.services.hari.sasaran import load_kelompok
from sipd_desktop.services.kata_cari import Arti, arti, load_kata
from sipd_desktop.services.orang import (
    KELUARGA,
    MENINGGAL,
    WARGA,
    list_orang,
    orang_lain,
    select_orang,
    to_orang,
)
from sipd_desktop.storage.tables import SYNCED

_HADIR = SYNCED["kehadiran"]
_TOKENS = 5
_WORDS = 60
_LEVELS = (92.0, 66.0, 0.0)
"""Scores of a word that is the typed one (or begins with it), one letter off, and further off."""
_PERSIS = 8.0
_CANDIDATES, _ENOUGH, _FEW = 150, 80, 20


@dataclass(frozen=True, slots=True)
class Ketemu:
    """One person found."""

    orang: Orang
    nomor: int | None = None
    sudah_diukur: bool = False
    kelompok: str = ""
    """Group of sasaran on the day; empty when the age is not known."""


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
    karcis = read_kode(plain)
    if karcis is not None:
        here = hari_id is not None and karcis.of_hari(hari_id)
        found = _by_digits(conn, str(karcis.nomor), tanggal, queue) if here else []
    elif digits.isascii() and digits.isdigit():
        found = _by_digits(conn, digits, tanggal, queue)
    else:
        found = _by_name(conn, plain, tanggal, set(queue), posyandu_id)
    measured = measured_ids(conn, hari_id) if hari_id else set()
    if hari_id is not None:  # nobody is called at the table who has died
        found = [o for o in found if o.status != MENINGGAL]
    shown = found[:batas]
    kelompok = load_kelompok(conn, shown, tanggal)
    return tuple(
        Ketemu(o, queue.get(o.id), o.id in measured, kelompok.get(o.id, "")) for o in shown
    )


def _queue(conn: Connection, hari_id: str | None) -> dict[str, int]:
    if hari_id is None:
        return {}
    query = select(_HADIR.c.warga_id, _HADIR.c.nomor).where(
        _HADIR.c.hari_buka_id == hari_id, _HADIR.c.deleted_at.is_(None)
    )
    kini = load_kini(conn)
    found: dict[str, int] = {}
    for warga, nomor in conn.execute(query.order_by(_HADIR.c.nomor)):
        found.setdefault(kini.get(warga, warga), nomor or 0)
    return found


def _by_digits(conn: Connection, digits: str, tanggal: date, queue: dict[str, int]) -> list[Orang]:
    if len(digits) <= 3:
        wanted = [w for w, nomor in queue.items() if nomor == int(digits)]
        here = {o.id: o for o in list_orang(conn, wanted, tanggal)}
        return [here.get(w) or orang_lain(w) for w in wanted]
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
    tokens = kata(plain)[:_TOKENS]
    if not tokens:
        return []
    everything = load_kata(conn)
    choices = [arti(token, everything) for token in tokens]
    ids = _candidates(conn, choices, posyandu_id or "")
    query = select_orang().where(WARGA.rid.in_(ids))
    rows = conn.execute(query).mappings().all()
    people = [(to_orang(r, tanggal), r["posyandu_id"]) for r in rows]
    scored = [
        (
            _score(tokens, choices, o) + _spelled(plain, o),
            _rank(o, place == posyandu_id, o.id in came),
            o,
        )
        for o, place in people
    ]
    scored = [s for s in scored if s[0] > _PERSIS]
    scored.sort(key=lambda s: (-round(s[0] / 8), s[1], -s[0], s[2].nama, s[2].id))
    return [o for _, _, o in scored]


def _candidates(conn: Connection, choices: Sequence[Arti], posyandu_id: str) -> list[int]:
    """Row numbers of people who may be meant: the surest readings first, until there are enough."""
    found: dict[int, None] = {}
    asked: set[str] = set()
    for enough, query in _readings(choices):
        if query and query not in asked and len(found) < enough:
            asked.add(query)
            found.update(dict.fromkeys(_match(conn, query, posyandu_id)))
    return list(found)


def _readings(choices: Sequence[Arti]) -> Iterator[tuple[int, str]]:
    """Full-text queries from sure to vague, each with how many people make it needless; empty where
    some word has no meaning at that level."""
    everyone = range(len(choices))
    sure, near, far = ([_any(words, low) for words in choices] for low in _LEVELS)
    yield _ENOUGH, _all(sure)
    for level in (near, far):  # one word misspelt
        parts = [_all([level[i] if i == odd else sure[i] for i in everyone]) for odd in everyone]
        yield _ENOUGH, " OR ".join(f"({part})" for part in parts if part)
    yield _ENOUGH, _all(near)
    yield _ENOUGH, _all(far)
    yield _FEW, " OR ".join(part for part in sure if part)
    yield _FEW, " OR ".join(part for part in far if part)


def _any(words: Arti, low: float) -> str:
    best = sorted((w for w in words if words[w] >= low), key=lambda w: -words[w])[:_WORDS]
    return "(" + " OR ".join(f'"{w}"' for w in best) + ")" if best else ""


def _all(parts: Sequence[str]) -> str:
    return " AND ".join(parts) if all(parts) else ""


def _match(conn: Connection, query: str, posyandu_id: str) -> list[int]:
    """People of this Posyandu first, the youngest first: the day is about balita."""
    sql = text(
        "SELECT w.rid FROM cari_warga c JOIN warga w ON w.rid = c.rowid "
        "WHERE cari_warga MATCH :q AND w.deleted_at IS NULL "
        "ORDER BY w.posyandu_id = :p DESC, w.tanggal_lahir DESC LIMIT :n"
    )
    return list(conn.execute(sql, {"q": query, "p": posyandu_id, "n": _CANDIDATES}).scalars())


def _score(tokens: Sequence[str], choices: Sequence[Arti], orang: Orang) -> float:
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


def _spelled(plain: str, orang: Orang) -> float:
    """Letters exactly as typed beat letters that only sound alike ("kuwu" also reads as "ku")."""
    typed, nama = " ".join(plain.lower().split()), orang.nama.lower()
    return _PERSIS if nama.startswith(typed) or f" {typed}" in nama else 0.0


def _rank(orang: Orang, here: bool, came: bool) -> int:
    """Today's sasaran first: balita of this Posyandu who have not come, then those who have."""
    if not orang.is_sini:
        return 9
    if orang.is_balita and here:
        return 1 if came else 0
    if came:
        return 2
    return 3 if orang.is_balita else 4
