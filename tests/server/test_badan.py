"""What may be thrown at the door: bombs, garbage, half bodies, crowds; and what it answers."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy.exc import OperationalError

from server.conftest import open_kind, serve
from server.laptop import Laptop
from server.proses import ServerProses
from sipd_desktop.base import clock
from sipd_desktop.wire.chain import ZERO
from sipd_server import bodies, feed
from sipd_server.app import make_app
from sipd_server.bodies import Incoming, inflate
from sipd_server.enrol import make_code
from sipd_server.gate import Gate
from sipd_server.refusal import Refusal
from sipd_server.scope import Scope
from sipd_server.store import Store

Make = Callable[..., Laptop]
HTML = b"<html><body>Selamat datang di hotspot</body></html>"


def post(a: Laptop, body: bytes, encoding: str | None = "gzip", path: str = "/push") -> Any:
    headers = {"Authorization": f"Bearer {a.token}"}
    if encoding:
        headers["Content-Encoding"] = encoding
    return requests.post(a.base + "/v1" + path, data=body, headers=headers, timeout=30)


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def push_body(changes: bytes, first: bytes = b"1") -> bytes:
    parts = (first, ZERO.encode(), changes)
    return b'{"incarnation":0,"from":%s,"prev_chain":"%s","changes":[%s]}' % parts


GARBAGE: list[tuple[bytes, str | None, int]] = [
    (b"", None, 400),
    (b"", "gzip", 400),
    (HTML, None, 400),
    (HTML, "gzip", 400),
    (gzip.compress(HTML), "gzip", 400),
    (gzip.compress(b"{}")[:-3], "gzip", 400),
    (gzip.compress(b"{}") + b"ekor", "gzip", 400),
    (gzip.compress(b"{}") * 2, "gzip", 400),
    (b"{}", "br", 400),
    (b"{}", "deflate", 400),
    (b"[1,2", None, 400),
    (b"\xff\xfe{}", None, 400),
    (push_body(b"").replace(ZERO.encode(), b"x"), None, 400),
    (push_body(b"", b"0"), None, 400),
    (push_body(b"", b"1e99"), None, 400),
    (push_body(b'{"nama":"\xff"}'), None, 400),
    (push_body(b'{"nama":"\\ud800"}'), None, 400),
    (b"[" * 100_000 + b"]" * 100_000, None, 400),
    (push_body(b"[" * 100_000 + b"]" * 100_000), None, 400),
    (b"x" * 1_000_001, None, 413),
    (bomb(9), "gzip", 413),
]


def test_garbage_is_refused_plainly_and_the_server_goes_on(laptop: Make) -> None:
    a = laptop()
    for body, encoding, status in GARBAGE:
        answer = post(a, body, encoding)
        assert answer.status_code == status, body[:60]
        assert answer.json()["alasan"] == {400: "bentuk", 413: "terlalu-besar"}[status]
        assert answer.headers["X-SIPD"] == "1"
    a.change("warga", None, "set", 0, nama="S")
    assert a.push()["acked_n"] == 1


def test_more_than_2000_changes_are_too_many(laptop: Make) -> None:
    a = laptop()
    body = b'{"incarnation":0,"from":1,"prev_chain":"%s","changes":[%s]}'
    many = body % (ZERO.encode(), b",".join([b"0"] * 2001))
    answer = post(a, many, None)
    assert (answer.status_code, answer.json()["alasan"]) == (413, "terlalu-besar")
    assert post(a, body % (ZERO.encode(), b",".join([b"0"] * 2000)), None).status_code == 200


def test_no_more_than_the_cap_is_ever_inflated() -> None:
    with pytest.raises(Refusal) as refused:
        inflate(bomb(900), "gzip")
    assert refused.value.status == 413
    plain = b"x" * 8_000_000
    packed = gzip.compress(plain)
    assert inflate(packed, "gzip") == Incoming(plain, packed)


def test_a_bomb_does_not_swell_the_process(tmp_path: Path) -> None:
    body = bomb(950)
    assert len(body) < 1_000_000
    with ServerProses(data=tmp_path / "p") as pusat:
        a = Laptop(requests.Session(), pusat.alamat).enrol(pusat.kode("3201012001")).hello()
        assert pusat.process
        before = _peak_mb(pusat.process.pid)
        for _ in range(5):
            assert post(a, body).status_code == 413
        assert _peak_mb(pusat.process.pid) - before < 40


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise AssertionError


def raw_request(a: Laptop, head: str, body: bytes) -> socket.socket:
    host, port = a.base.removeprefix("http://").split(":")
    conn = socket.create_connection((host, int(port)), timeout=10)
    lines = (
        f"POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {a.token}\r\n{head}\r\n\r\n"
    )
    conn.sendall(lines.encode() + body)
    return conn


def test_a_declared_length_over_the_cap_is_refused_before_the_body_comes(laptop: Make) -> None:
    with raw_request(laptop(), "Content-Length: 50000000", b"") as conn:
        assert b" 413 " in conn.recv(300)


def test_an_endless_chunked_body_is_cut_at_the_cap(laptop: Make) -> None:
    chunk = b"20000\r\n" + b"x" * 0x20000 + b"\r\n"
    with raw_request(laptop(), "Transfer-Encoding: chunked", b"") as conn:
        answer = b""
        try:
            for _ in range(20):
                conn.sendall(chunk)
        except OSError:
            pass
        try:
            answer = conn.recv(300)
        except OSError:
            pytest.skip("connection reset before the answer was read")
        assert b" 413 " in answer


def test_a_body_shorter_than_declared_takes_nothing(laptop: Make) -> None:
    a = laptop()
    a.change("warga", None, "set", 0, nama="S")
    body = a.batch(1, 1)
    raw_request(a, f"Content-Length: {len(body) + 10}", body).close()
    raw_request(a, f"Content-Length: {len(body)}", body[:-10]).close()
    time.sleep(0.1)
    assert a.hello().hello_answer["acked_n"] == 0
    assert a.push()["acked_n"] == 1


def test_a_body_that_never_ends_is_given_up(laptop: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.2)
    with raw_request(laptop(), "Content-Length: 1000", b"x") as conn:
        assert b" 400 " in conn.recv(300)


def test_no_transaction_is_open_while_a_body_trickles_in(laptop: Make, store: Store) -> None:
    """I16, first half: half a body is here, no connection is out, others are served."""
    a, b = laptop(), laptop()
    a.change("warga", None, "set", 0, nama="S")
    body = a.batch(1, 1)
    conn = raw_request(a, f"Content-Length: {len(body)}", body[:20])
    time.sleep(0.2)
    assert store.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    b.change("warga", None, "set", 0, nama="T")
    assert b.push()["acked_n"] == 1
    conn.sendall(body[20:])
    assert b" 200 " in conn.recv(300)
    conn.close()


def test_no_transaction_is_open_while_an_answer_is_fetched_slowly(
    laptop: Make, store: Store
) -> None:
    """I16, second half: an answer larger than all buffers is waiting, no connection is out."""
    a = laptop()
    for _ in range(2000):
        a.change("warga", None, "set", 0, nama="S", catatan="x" * 900, alat="y" * 3000)
    for first in range(1, 2000, 1000):
        a.ok("post", "/push", a.batch(first, first + 999))
    host, port = a.base.removeprefix("http://").split(":")
    conn = socket.socket()
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    conn.connect((host, int(port)))
    path = "/v1/pull?lingkup=operator&limit=2000&full=1"
    conn.sendall(
        f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {a.token}\r\n\r\n".encode()
    )
    assert conn.recv(100).startswith(b"HTTP/1.1 200")
    time.sleep(0.3)
    assert store.engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    conn.close()


@pytest.fixture
def crowded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, str]]:
    """A server with room for one request."""
    store = open_kind(request, "tertanam", tmp_path)
    with serve(make_app(store, gate=Gate(slots=1, line=0))) as address:
        yield store, address
    store.close()


def test_beyond_its_room_the_server_says_when_to_come_back(
    crowded: tuple[Store, str], http: requests.Session
) -> None:
    store, address = crowded
    code, _ = make_code(store, "3201012001", Scope(), now=clock.now())
    a = Laptop(http, address).enrol(code).hello()
    conn = raw_request(a, "Content-Length: 1000", b"{")
    time.sleep(0.2)
    waits = set()
    for _ in range(8):
        answer = a.call("get", "/pull", lingkup="desa")
        assert answer.status_code == 503
        assert answer.json() == {"alasan": "sibuk"}
        waits.add(int(answer.headers["Retry-After"]))
    assert all(30 <= w <= 300 for w in waits)
    assert len(waits) > 1, "laptops must not all come back together"
    conn.close()
    time.sleep(0.2)
    assert a.call("get", "/pull", lingkup="desa").status_code == 200


def test_requests_queue_for_a_slot_instead_of_failing(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    store = open_kind(request, "tertanam", tmp_path)
    with serve(make_app(store, gate=Gate(slots=1, line=50))) as address:
        code, _ = make_code(store, "3201012001", Scope(), now=clock.now())
        a = Laptop(requests.Session(), address).enrol(code).hello()
        seen: list[int] = []
        runs = [
            threading.Thread(
                target=lambda: seen.append(
                    requests.get(
                        address + "/v1/pull",
                        params={"lingkup": "desa"},
                        headers={"Authorization": f"Bearer {a.token}"},
                        timeout=20,
                    ).status_code
                )
            )
            for _ in range(20)
        ]
        for run in runs:
            run.start()
        for run in runs:
            run.join()
        assert seen == [200] * 20
    store.close()


def test_large_answers_are_gzipped_for_who_can_read_that(laptop: Make) -> None:
    a = laptop()
    for i in range(50):
        a.change("warga", None, "set", 0, nama=f"W{i}")
    a.push()
    headers = {"Authorization": f"Bearer {a.token}"}
    url = a.base + "/v1/pull?lingkup=operator&full=1"
    packed = requests.get(url, headers={**headers, "Accept-Encoding": "gzip"}, timeout=10)
    plain = requests.get(url, headers={**headers, "Accept-Encoding": "identity"}, timeout=10)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2


def test_every_answer_carries_the_mark_also_those_nobody_planned(
    laptop: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    a = laptop()
    assert requests.get(a.base + "/v1/sehat", timeout=5).json() == {
        "ok": True,
        "app": "sipd-server",
    }
    for method, path, status in (
        ("get", "/tidak-ada", 404),
        ("get", "/push", 405),
        ("delete", "/pull", 405),
        ("get", "/sehat", 200),
    ):
        answer = a.call(method, path)
        assert answer.status_code == status
        assert answer.headers["X-SIPD"] == "1"
        if status != 200:
            assert answer.json()["alasan"]

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("NIK 3201010101010001 SITI AMINAH")

    monkeypatch.setattr(feed, "pull", broken)
    with caplog.at_level(logging.DEBUG):
        answer = a.call("get", "/pull", lingkup="desa")
    assert (answer.status_code, answer.json()) == (500, {"alasan": "galat"})
    assert answer.headers["X-SIPD"] == "1"
    assert "KeyError" in caplog.text
    assert "SITI" not in caplog.text


def test_a_database_that_is_away_means_come_back_later(
    laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = laptop()

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 'SITI'", {}, Exception("SITI"))

    monkeypatch.setattr(feed, "pull", away)
    answer = a.call("get", "/pull", lingkup="desa")
    assert (answer.status_code, answer.json()) == (503, {"alasan": "sibuk"})
    assert 30 <= int(answer.headers["Retry-After"]) <= 300


def test_logs_of_a_whole_session_hold_no_value(
    laptop: Make, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        a = laptop()
        a.change("warga", None, "set", 0, nama="SITI AMINAH", nik="3201010101010001")
        a.change("warga", None, "set", 0, nama="SITI AMINAH", nik="32")
        a.push()
        a.pull("operator", full=1)
    assert "SITI" not in caplog.text
    assert "32010101" not in caplog.text
    assert json.loads(a.batch(1, 1))["changes"]
