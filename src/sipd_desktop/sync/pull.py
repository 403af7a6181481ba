"""Pull: every lingkup to head, page by page, each slice moving its cursor in its own transaction.

A cut costs one slice. The next page is asked for while the last one is being stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from msgspec import UNSET

from sipd_desktop.base.clock import now_text
from sipd_desktop.storage.keadaan import get_state, set_state
from sipd_desktop.storage.kursor import (
    any_leaving,
    any_unplaced,
    drop_leaving,
    list_kursor,
    mark_elsewhere,
    mark_leaving,
    rewind_all,
    set_kursor,
)
from sipd_desktop.sync.push import Kerja
from sipd_desktop.sync.terapkan import apply_rows, applying
from sipd_desktop.sync.transport import Refused
from sipd_desktop.wire.messages import MAX_IDS, Keluar, PullAnswer, Row

PAGE = 500
SLICE = 250
"""Full rows per transaction: 20-25 ms; an echo costs a quarter of that."""
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Potong:
    """A part of a page: what lies at or before `upto`, where the cursor may stand afterwards."""

    rows: Sequence[Row]
    keluar: Sequence[Keluar]
    upto: int


def slice_page(page: PullAnswer, size: int) -> Iterator[Potong]:
    """Cut a page into parts worth at most `size` full rows, in seq order; no seq is split."""
    entries: list[tuple[int, Row | Keluar]] = [(r.seq, r) for r in page.rows]
    entries += [(k.seq, k) for k in page.keluar]
    entries.sort(key=lambda e: e[0])
    start = 0
    while start < len(entries) or not start:
        end = _part_end(entries, start, size)
        part = [entry for _, entry in entries[start:end]]
        yield Potong(
            [e for e in part if isinstance(e, Row)],
            [e for e in part if isinstance(e, Keluar)],
            page.next if end == len(entries) else entries[end - 1][0],
        )
        if end == len(entries):
            return
        start = end


def _part_end(entries: Sequence[tuple[int, Row | Keluar]], start: int, size: int) -> int:
    end, worth = start, 0.0
    while end < len(entries):
        seq, entry = entries[end]
        if worth >= size and seq != entries[end - 1][0]:
            break
        worth += 0.25 if isinstance(entry, Row) and entry.set is UNSET else 1.0
        end += 1
    return end


def pull_all(kerja: Kerja, heads: dict[str, int] | None = None, head: int = 0) -> int:
    """Bring every cursor to one head and return it. Raises UserError, Refused or SessionLost.

    `heads` (from hello, when nothing was pushed since) spares asking for lingkup in which nothing
    happened up to the desa's `head`.
    """
    if heads is not None:
        _skip_quiet(kerja, heads, head)
    goal, first = head, heads is None
    for _ in range(_ROUNDS):
        with kerja.gerbang, kerja.buku.read() as conn:
            at = list_kursor(conn)
        behind = [key for key, seq in at.items() if first or seq != goal]
        first = False
        for key in behind:
            goal = max(goal, _pull_lingkup(kerja, key, at[key]))
        if not behind:
            break
    _finish(kerja, goal)
    return goal


def _skip_quiet(kerja: Kerja, heads: dict[str, int], head: int) -> None:
    with kerja.gerbang, kerja.buku.read() as conn:
        at = list_kursor(conn)
    quiet = [key for key, seq in at.items() if key in heads and heads[key] <= seq < head]
    if quiet:
        with kerja.gerbang, kerja.buku.write() as conn:
            for key in quiet:
                set_kursor(conn, key, head, head)


def _pull_lingkup(kerja: Kerja, key: str, since: int) -> int:
    with kerja.gerbang, kerja.buku.read() as conn:
        full = get_state(conn, "tarik_penuh") == "1"
        device = get_state(conn, "device")

    def ask(start: int) -> Future[PullAnswer]:
        return kerja.jalur.start(lambda: kerja.pusat.pull(key, start, PAGE, full=full))

    waiting: Future[PullAnswer] | None = ask(since)
    head = since
    wanted: list[tuple[str, str]] = []
    while waiting is not None:
        try:
            page = kerja.jalur.wait(waiting)
        except Refused as no:
            if no.status == 410:  # terlalu lama pergi: dari awal, yang belum terkirim tetap ada
                _rewind(kerja)
            raise
        waiting = ask(page.next) if page.next < page.head else None
        wanted += _store_page(kerja, key, page, device)
        head = page.head
    fetch_rows(kerja, wanted)
    return head


def _store_page(kerja: Kerja, key: str, page: PullAnswer, device: str) -> list[tuple[str, str]]:
    wanted: list[tuple[str, str]] = []
    count = kerja.hitungan
    for part in slice_page(page, SLICE):
        with kerja.gerbang, kerja.buku.write() as conn, applying(conn):
            done = apply_rows(conn, part.rows, device, now_text())
            mark_leaving(conn, key, [(k.tbl, k.id, k.seq) for k in part.keluar])
            set_kursor(conn, key, part.upto, page.head)
        wanted += done.wanted
        count.pulled += len(part.rows)
        count.frozen += done.frozen
        count.kinds |= done.kinds
    return wanted


def fetch_rows(kerja: Kerja, wanted: Sequence[tuple[str, str]]) -> None:
    """Ask for full rows by id and store them; ids not of our lingkup simply do not come."""
    for start in range(0, len(wanted), MAX_IDS):
        part = list(wanted[start : start + MAX_IDS])
        answer = kerja.jalur.call(partial(kerja.pusat.rows, part))
        with kerja.gerbang, kerja.buku.write() as conn, applying(conn):
            done = apply_rows(conn, answer.rows, get_state(conn, "device"), now_text())
        kerja.hitungan.kinds |= done.kinds
        kerja.hitungan.frozen += done.frozen


def _rewind(kerja: Kerja) -> None:
    with kerja.gerbang, kerja.buku.write() as conn:
        rewind_all(conn)


def _finish(kerja: Kerja, goal: int) -> None:
    """All lingkup are at head: rows that left and did not come back elsewhere may go."""
    with kerja.gerbang, kerja.buku.read() as conn:
        unplaced = any_unplaced(conn)
        again = unplaced or any_leaving(conn) or get_state(conn, "tarik_penuh") == "1"
    if unplaced:
        with kerja.gerbang, kerja.buku.write() as conn, applying(conn):
            if all(seq == goal for seq in list_kursor(conn).values()):
                mark_elsewhere(conn)
    dropped = int(again)
    while dropped:
        with kerja.gerbang, kerja.buku.write() as conn, applying(conn):
            dropped = drop_leaving(conn, SLICE)
            if not dropped:
                set_state(conn, "tarik_penuh", None)
