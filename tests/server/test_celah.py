"""I6 with writers at once: a reader that saw a seq never misses a smaller one afterwards.

The same reader and writers also run against a feed numbered as `bigserial` would, and must
lose rows there: else this test could not fail.
"""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text

from pg import Postgres
from server.conftest import DESA, open_kind, serve
from server.laptop import Laptop
from sipd_desktop.base import clock
from sipd_server import feed, hello, journal, push
from sipd_server.app import make_app
from sipd_server.enrol import make_code
from sipd_server.scope import Scope
from sipd_server.store import Store

WRITERS, BATCHES, ROWS = 6, 12, 8
KUNCI = "operator"


def slow_commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some transactions take 10 ms longer between numbering and commit."""
    honest, rng = journal.close, random.Random(1)

    def close(*args: Any, **more: Any) -> None:
        honest(*args, **more)
        if rng.random() < 0.3:
            time.sleep(0.01)

    monkeypatch.setattr(journal, "close", close)


def run(store: Store) -> tuple[set[int], set[int]]:
    """(seqs the reader got while writers wrote, seqs there are)."""
    with serve(make_app(store)) as address:

        def one() -> Laptop:
            code, _ = make_code(store, DESA, Scope(), now=clock.now())
            return Laptop(requests.Session(), address).enrol(code).hello()

        writers, reader = [one() for _ in range(WRITERS)], one()
        seen: set[int] = set()
        done = threading.Event()

        def read() -> None:
            since, last = 0, False
            while not last:
                last = done.is_set()
                page = reader.ok("get", "/pull", lingkup=KUNCI, since=since, limit=2000)
                seen.update(r["seq"] for r in page["rows"])
                since = page["next"]

        def write(laptop: Laptop) -> None:
            for _ in range(BATCHES):
                for _ in range(ROWS):
                    laptop.change("warga", None, "set", 0, nama="S")
                assert laptop.push()["rejected"] == []

        runs = [threading.Thread(target=write, args=(w,)) for w in writers]
        reading = threading.Thread(target=read)
        for thread in (reading, *runs):
            thread.start()
        for thread in runs:
            thread.join()
        done.set()
        reading.join()
    with store.read(DESA) as conn:
        there = {int(s) for s in conn.execute(text("SELECT seq FROM record")).scalars()}
    assert len(there) == WRITERS * BATCHES * ROWS
    return seen, there


@pytest.mark.parametrize("kind", ["tertanam", "postgresql"])
def test_no_row_is_ever_missed_while_many_write(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_commits(monkeypatch)
    store = open_kind(request, kind, tmp_path)
    seen, there = run(store)
    assert seen == there
    assert there == set(range(1, len(there) + 1)), "the sequence of a desa has no holes"
    store.close()


def test_a_feed_numbered_without_the_lock_loses_rows(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    pg_server: Postgres,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The proof that the test above can fail."""
    slow_commits(monkeypatch)
    store = open_kind(request, "postgresql", tmp_path)
    name = str(store.engine.url.database)
    pg_server.execute("CREATE SEQUENCE bocor INCREMENT 1000", name)
    pg_server.execute("GRANT USAGE ON SEQUENCE bocor TO sipd_app", name)

    def unlocked(conn: Any, desa: str, n: int = 0) -> int:
        del desa
        return 0 if n else int(conn.execute(text("SELECT nextval('bocor')")).scalar_one())

    def newest(conn: Any, desa: str) -> int:
        del desa
        return int(conn.execute(text("SELECT COALESCE(MAX(seq), 0) FROM record")).scalar_one())

    monkeypatch.setattr(push, "take_seq", unlocked)
    monkeypatch.setattr(hello, "take_seq", unlocked)
    monkeypatch.setattr(feed, "head_in", newest)
    for _ in range(3):
        seen, there = run(store)
        if seen != there:
            break
        with store.write(DESA) as conn:
            conn.execute(text("UPDATE record SET lingkup = 'lama'"))
    assert seen < there
    store.close()
    pg_server.execute("DROP SEQUENCE bocor", name)
