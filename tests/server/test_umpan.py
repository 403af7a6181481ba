"""The feed: pages, digests, repair; and that one desa never sees another (I9, I15)."""

from __future__ import annotations

import itertools
import random
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from server.conftest import DESA, DESA_LAIN, open_kind, serve
from server.isi import dump
from server.laptop import MS, Laptop
from sipd_desktop.base import clock
from sipd_desktop.wire.canonical import digest_of, record_hash
from sipd_server import feed
from sipd_server.app import make_app
from sipd_server.enrol import make_code
from sipd_server.scope import Scope
from sipd_server.store import Store

Make = Callable[..., Laptop]
A = "5f0c0000-0000-5000-8000-00000000000a"
B = "5f0c0000-0000-5000-8000-00000000000b"
KUNCI = f"pos:{A}"


def some(laptop: Laptop, n: int, pos: str = A) -> list[str]:
    return [
        laptop.change(
            "warga", f"0195f2c0-0000-7000-8000-{i:012x}", "set", 0, nama=f"W{i}", posyandu_id=pos
        )
        for i in range(n)
    ]


def test_pages_give_every_row_once_and_end_at_the_head_of_the_desa(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    some(op, 25)
    op.change("posyandu", B, "set", 0, nama_awal="B", nama="B")
    head = op.push()["head"]
    seen, since = [], 0
    while since < head:
        page = a.ok("get", "/pull", lingkup=KUNCI, since=since, limit=4)
        assert len(page["rows"]) <= 4
        assert page["next"] > since
        seen += [r["seq"] for r in page["rows"]]
        since = page["next"]
    assert seen == list(range(1, 26))
    assert since == page["head"] == 26


def test_rows_and_departures_share_one_order_across_pages(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    ids = some(op, 12)
    head = op.push()["head"]
    for i, record_id in enumerate(ids):
        if i % 2:
            op.change("warga", record_id, "set", head, posyandu_id=B)
        else:
            op.change("warga", record_id, "set", head, agama=1)
    op.push()
    whole = a.pull(KUNCI, head)
    paged = a.pull(KUNCI, head, limit=1)
    assert paged == whole
    assert len(whole["rows"]) == len(whole["keluar"]) == 6


def test_a_page_is_cut_by_size_too_and_still_goes_on(
    laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = laptop(A)
    for i in range(6):
        a.change("warga", None, "set", 0, nama=f"W{i}", catatan="x" * 900, posyandu_id=A)
    a.push()
    monkeypatch.setattr(feed, "PAGE_BYTES", 2000)
    page = a.ok("get", "/pull", lingkup=KUNCI, since=0, full=1)
    assert len(page["rows"]) == 2
    assert page["next"] == 2
    monkeypatch.setattr(feed, "PAGE_BYTES", 10)
    assert [r["seq"] for r in a.pull(KUNCI, full=1)["rows"]] == [1, 2, 3, 4, 5, 6]


def test_a_cursor_from_the_future_is_told_to_start_again(laptop: Make) -> None:
    a = laptop(A)
    answer = a.call("get", "/pull", lingkup=KUNCI, since=5)
    assert answer.status_code == 410
    assert answer.json() == {"alasan": "kursor-terlalu-tua", "head": 0}


def test_digest_is_what_the_protocol_page_says_over_live_and_voided_rows(laptop: Make) -> None:
    a = laptop(A)
    ids = some(a, 40)
    a.change("warga", ids[3], "void", 0)
    head = a.push()["head"]
    rows = a.pull(KUNCI, full=1)["rows"]
    for r in rows:
        assert r["hc"] == record_hash(r["tbl"], r["id"], r["set"], r["deleted"])
    mine = digest_of((r["id"], r["hc"]) for r in rows)
    answer = a.ok("get", "/digest", lingkup=KUNCI, at=head)
    assert answer == {"buckets": mine.buckets, "rows": 40}
    late = a.call("get", "/digest", lingkup=KUNCI, at=head - 1)
    assert (late.status_code, late.json()) == (409, {"alasan": "head", "head": head})


def test_a_wrong_bucket_is_repaired_by_its_ids_and_rows(laptop: Make) -> None:
    a = laptop(A)
    some(a, 40)
    a.push()
    found = a.ok("get", "/ids", lingkup=KUNCI, bucket=7)["ids"]
    assert sorted(int(i[1][-1], 16) for i in found) == [7, 7, 7]
    assert [i[2] for i in found] == [8, 24, 40]
    rows = [a.row(tbl, record_id) for tbl, record_id, _, _ in found]
    assert [r and r["hc"] for r in rows] == [hc for *_, hc in found]


def test_bad_questions_are_refused_in_the_servers_own_words(laptop: Make) -> None:
    a = laptop(A)
    for path, query in (
        ("/pull", {}),
        ("/pull", {"lingkup": KUNCI, "since": -1}),
        ("/pull", {"lingkup": KUNCI, "since": "x"}),
        ("/digest", {"lingkup": KUNCI}),
        ("/ids", {"lingkup": KUNCI, "bucket": 16}),
        ("/ids", {"lingkup": "x" * 100, "bucket": 1}),
        ("/ids", {"lingkup": "pos:\x00", "bucket": 1}),
        ("/pull", {"lingkup": "pos:\x00"}),
    ):
        answer = a.call("get", path, **query)
        assert answer.status_code == 400, path
        assert answer.json() == {"alasan": "bentuk"}
        assert answer.headers["X-SIPD"] == "1"


def test_rows_takes_at_most_500_well_formed_ids(laptop: Make) -> None:
    a = laptop(A)
    for body in (b'{"ids":[["warga","x"]]}', b'{"ids":7}', b"{}", b"<html>"):
        assert a.call("post", "/rows", body).status_code == 400
    many = ",".join(f'["warga","0195f2c0-0000-7000-8000-{i:012x}"]' for i in range(501))
    assert a.call("post", "/rows", f'{{"ids":[{many}]}}'.encode()).status_code == 400


def test_a_token_of_one_desa_reads_and_writes_nothing_of_another(
    laptop: Make, store: Store
) -> None:
    """I15, over every call."""
    op, foreign = laptop(), laptop(desa=DESA_LAIN)
    orang = some(op, 3)[0]
    op.push()
    before = dump(store)
    assert foreign.hello_answer["head"] == 0
    assert foreign.pull(KUNCI)["rows"] == []
    assert foreign.pull("operator")["rows"] == []
    assert foreign.row("warga", orang) is None
    assert foreign.ok("get", "/ids", lingkup=KUNCI, bucket=0)["ids"] == []
    assert foreign.ok("get", "/digest", lingkup=KUNCI, at=0)["rows"] == 0
    foreign.change("warga", orang, "set", 0, nama="LAIN", posyandu_id=A)
    foreign.change("isian", None, "set", 0, subjek_jenis="warga", subjek=orang, form_versi=1)
    foreign.push()
    assert dump(store) == before
    mine = foreign.row("warga", orang)
    assert mine is not None
    assert mine["set"]["nama"] == "LAIN"


def _script(laptop: Laptop) -> None:
    """A run with inserts, merges, losses, a move, quarantine and a release."""
    ids = some(laptop, 30)
    laptop.push()
    for i, record_id in enumerate(ids):
        if i % 3 == 0:
            laptop.change("warga", record_id, "set", 1, agama=i % 7 + 1)
        if i % 5 == 0:
            laptop.change("warga", record_id, "void", i % 2 * 40)
        if i % 7 == 0:
            laptop.change("warga", record_id, "set", 2, posyandu_id=B)
    laptop.change("isian", None, "set", 0, form_versi=1, subjek_jenis="warga", subjek=ids[1])
    laptop.change("warga", None, "set", 0, nama="Ünïcødé 😀", luar="a\u2028b", posyandu_id=A)
    laptop.change("warga", None, "set", 0, nama="X", nik="1")
    laptop.push()


def _fix_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Device and record ids as every run of the script makes them."""
    rng, counter = random.Random(7), itertools.count(1)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=rng.getrandbits(128)))

    def fresh() -> str:
        return f"0195f2c0-1111-7000-8000-{next(counter):012x}"

    monkeypatch.setattr("server.laptop.new_id", fresh)


def test_both_databases_hold_the_same_after_the_same_input(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digests, seqs, versions, log and quarantine: equal row for row."""
    fixed = datetime.fromtimestamp(MS / 1000, UTC)
    monkeypatch.setattr(clock, "now", lambda: fixed)
    states, digests = [], []
    for kind in ("tertanam", "postgresql"):
        store = open_kind(request, kind, tmp_path)
        _fix_ids(monkeypatch)
        with serve(make_app(store)) as address, requests.Session() as http:
            laptops = []
            for _ in range(2):
                code, _ = make_code(store, DESA, Scope(), now=fixed)
                laptops.append(Laptop(http, address).enrol(code).hello())
            for one in laptops:
                _script(one)
            head = laptops[0].hello().hello_answer["head"]
            keys = [x["kunci"] for x in laptops[0].hello_answer["lingkup"]]
            digests.append({k: laptops[0].ok("get", "/digest", lingkup=k, at=head) for k in keys})
        # keys of laptops and letters of codes are random by nature
        states.append(dump(store, without=frozenset({"pubkey", "awalan"})))
        store.close()
    assert digests[0] == digests[1]
    assert sum(d["rows"] for d in digests[0].values()) > 45
    for table in states[0]:
        assert states[0][table] == states[1][table], table
