"""Codes, enrolment, hello, revocation, and the mark contoh."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import requests

from server.isi import dump
from server.laptop import Laptop
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_server import enrol
from sipd_server.devices import revoke
from sipd_server.enrol import make_code, plain_kode_desa, posyandu_scope
from sipd_server.scope import Scope
from sipd_server.sessions import Sessions
from sipd_server.store import Store

Make = Callable[..., Laptop]
DESA = "3201012001"


@pytest.fixture
def kode(store: Store) -> Callable[..., str]:
    def make(*posyandu: str, desa: str = DESA, nama: str | None = None) -> str:
        scope = posyandu_scope(desa, posyandu)
        return make_code(store, desa, scope, now=clock.now(), nama=nama)[0]

    return make


@pytest.fixture
def baru(alamat: str, http: requests.Session) -> Callable[[], Laptop]:
    return lambda: Laptop(http, alamat)


Kode = Callable[..., str]
Baru = Callable[[], Laptop]


def alasan(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["alasan"]


def test_a_code_takes_one_laptop_in_and_says_where_it_belongs(kode: Kode, baru: Baru) -> None:
    code = kode("Melati", nama="Sukamaju")
    assert len(code) == 10
    assert set(code) <= set(enrol.ALPHABET)
    a = baru()
    answer = a.try_enrol(f" {code[:5].lower()}-{code[5:].lower()} ", kode_desa="32.01.01.2001")
    body = answer.json()
    assert body["desa"] == {"kode": DESA, "nama": "Sukamaju"}
    assert len(body["lingkup"]) == 2
    assert len(body["pusat_pubkey"]) == 64
    assert body["contoh"] is False
    assert alasan(baru().try_enrol(code)) == (403, "kode-tidak-berlaku")


def test_a_lost_answer_may_be_asked_again_by_the_same_laptop_only(kode: Kode, baru: Baru) -> None:
    code, a = kode(), baru()
    first = a.try_enrol(code).json()
    assert a.try_enrol(code).json() == first
    assert alasan(baru().try_enrol(code)) == (403, "kode-tidak-berlaku")


def test_a_second_code_gives_a_known_laptop_its_new_lingkup(kode: Kode, baru: Baru) -> None:
    a = baru()
    first = a.try_enrol(kode("Melati")).json()
    second = a.try_enrol(kode("Melati", "Mawar")).json()
    assert second["device_id"] == first["device_id"]
    assert len(second["lingkup"]) == 3


def test_ten_wrong_tries_end_a_code_and_right_ones_do_not_count(kode: Kode, baru: Baru) -> None:
    code = kode()
    wrong = code[:9] + ("A" if code[9] != "A" else "B")
    for _ in range(9):
        assert alasan(baru().try_enrol(wrong)) == (403, "kode-tidak-berlaku")
        assert alasan(baru().try_enrol(code, kode_desa="9999999999")) == (403, "desa-berbeda")
    assert baru().try_enrol(code).status_code == 200
    code = kode()
    wrong = code[:9] + ("A" if code[9] != "A" else "B")
    for _ in range(10):
        baru().try_enrol(wrong)
    assert alasan(baru().try_enrol(code)) == (403, "kode-tidak-berlaku")


def test_a_code_ends_after_72_hours(store: Store, baru: Baru) -> None:
    long_ago = clock.now() - timedelta(hours=72, seconds=1)
    code, until = make_code(store, DESA, Scope(), now=long_ago)
    assert until < clock.now_text()
    assert alasan(baru().try_enrol(code)) == (403, "kode-tidak-berlaku")
    fresh, _ = make_code(store, DESA, Scope(), now=clock.now() - timedelta(hours=71))
    assert baru().try_enrol(fresh).status_code == 200


def test_only_a_hash_of_the_code_is_kept(kode: Kode, store: Store) -> None:
    code = kode()
    kept = repr(dump(store)) + repr(_hashes(store))
    assert code not in kept
    assert code[4:] not in kept
    assert "argon2id" in kept


def _hashes(store: Store) -> list[str]:
    from sqlalchemy import select

    from sipd_server.schema import KODE

    with store.read(DESA) as conn:
        return [str(h) for h in conn.execute(select(KODE.c.hash)).scalars()]


@pytest.mark.parametrize("kode_", ["", "\x00" * 10, "ABC", "A" * 10, "0O0O0O0O0O", "A" * 5000])
def test_a_code_nobody_made_is_refused(baru: Baru, kode_: str) -> None:
    assert alasan(baru().try_enrol(kode_)) == (403, "kode-tidak-berlaku")


def test_malformed_enrolments_are_refused(kode: Kode, baru: Baru) -> None:
    a = baru()
    a.pubkey = "zz"
    assert alasan(a.try_enrol(kode())) == (400, "bentuk")
    assert alasan(baru().call("post", "/enrol", b"{}")) == (400, "bentuk")
    for odd in ({"nama": "a\x00"}, {"app": "x" * 41}, {"skema": 2**40}, {"skema": "satu"}):
        assert alasan(baru().try_enrol(kode(), **odd)) == (400, "bentuk")


def test_desa_code_is_ten_digits_with_or_without_dots() -> None:
    assert plain_kode_desa("32.01.01.2001") == DESA
    for wrong in ("", "320101200", "32010120011", "abcdefghij", "٣٢٠١٠١٢٠٠١"):
        with pytest.raises(UserError, match="pusat-kode-desa"):
            plain_kode_desa(wrong)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"contoh": True}, {"contoh": False, "kosong": True}, True),
        ({"contoh": True}, {"contoh": False, "kosong": False}, "contoh-berbeda"),
        ({"contoh": True}, {"contoh": True, "kosong": False}, True),
        ({"contoh": False}, {"contoh": True, "kosong": False}, "contoh-berbeda"),
        ({"contoh": False}, {"contoh": True, "kosong": True}, "contoh-berbeda"),
        ({"contoh": False}, {"contoh": False, "kosong": False}, False),
    ],
)
def test_practice_data_and_a_real_desa_never_mix(
    kode: Kode,
    baru: Baru,
    first: dict[str, bool],
    second: dict[str, bool],
    expected: bool | str,
) -> None:
    assert baru().try_enrol(kode(), **first).json()["contoh"] is first["contoh"]
    code = kode()
    answer = baru().try_enrol(code, **second)
    if isinstance(expected, str):
        assert alasan(answer) == (403, expected)
        assert baru().try_enrol(code, **first).status_code == 200, "a refusal uses no code up"
    else:
        assert answer.json()["contoh"] is expected


def test_hello_needs_the_key_of_the_device_and_a_fresh_nonce(laptop: Make, baru: Baru) -> None:
    a, thief = laptop(), baru()
    thief.device = a.device
    assert alasan(thief.try_hello()) == (403, "ditolak")
    thief.device = "00000000-0000-4000-8000-000000000000"
    assert alasan(thief.try_hello()) == (403, "ditolak")
    thief.device = "\x00"
    assert alasan(thief.try_hello()) == (400, "bentuk")
    said = a.ok("get", "/hello", device="siapa saja")
    assert set(said) == set(a.ok("get", "/hello", device=a.device))


def test_a_nonce_works_once_and_for_its_device(laptop: Make) -> None:
    sessions = Sessions()
    nonce = sessions.new_nonce("a")
    assert not sessions.take_nonce(nonce, "b")
    assert not sessions.take_nonce(nonce, "a")
    nonce = sessions.new_nonce("a")
    assert sessions.take_nonce(nonce, "a")
    assert not sessions.take_nonce(nonce, "a")
    a = laptop()
    said = {"device": a.device, "nonce": "ff" * 16, "sig": "00" * 64, "incarnation": 0}
    assert alasan(a.call("post", "/hello", json.dumps(said).encode())) == (401, "nonce")


def test_tokens_and_nonces_end_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from sipd_server.sessions import Session

    now = [0.0]
    monkeypatch.setattr(clock, "monotonic", lambda: now[0])
    sessions = Sessions()
    nonce, token = sessions.new_nonce("a"), sessions.new_token(Session("d", "a", 0, Scope()))
    now[0] = 121
    assert not sessions.take_nonce(nonce, "a")
    now[0] = 1799
    assert sessions.find(token)
    now[0] = 1801
    assert sessions.find(token) is None


def test_without_a_token_nothing_is_answered(laptop: Make) -> None:
    a = laptop()
    for token in ("", "salah", a.token + "x"):
        a.token = token
        for method, path, query in (
            ("get", "/pull", {"lingkup": "desa"}),
            ("get", "/digest", {"lingkup": "desa", "at": 0}),
            ("get", "/ids", {"lingkup": "desa", "bucket": 0}),
            ("post", "/push", {}),
            ("post", "/rows", {}),
            ("post", "/klon", {}),
        ):
            body = b"{}" if method == "post" else None
            assert alasan(a.call(method, path, body, **query)) == (401, "token")


def test_a_revoked_laptop_is_shut_out_of_every_call_at_once(laptop: Make, store: Store) -> None:
    a = laptop()
    a.change("warga", None, "set", 0, nama="S")
    revoke(store, DESA, a.device, clock.now())
    assert alasan(a.try_hello()) == (403, "dicabut")
    for method, path, body, query in (
        ("get", "/pull", None, {"lingkup": "desa"}),
        ("get", "/digest", None, {"lingkup": "desa", "at": 0}),
        ("get", "/ids", None, {"lingkup": "desa", "bucket": 0}),
        ("post", "/push", a.batch(1, 1), {}),
        ("post", "/rows", b'{"ids":[]}', {}),
    ):
        assert alasan(a.call(method, path, body, **query)) == (403, "dicabut")
    code, _ = make_code(store, DESA, Scope(), now=clock.now())
    assert alasan(a.try_enrol(code)) == (403, "dicabut")
    with pytest.raises(UserError, match="pusat-laptop-tak-dikenal"):
        revoke(store, DESA, "bukan", clock.now())


def test_the_device_id_a_laptop_proposes_is_kept_unless_taken(kode: Kode, baru: Baru) -> None:
    mine = "0195f2c0-0000-7000-8000-0000000000aa"
    assert baru().try_enrol(kode(), perangkat=mine).json()["device_id"] == mine
    other = baru().try_enrol(kode(desa="3201012002"), perangkat=mine).json()["device_id"]
    assert other != mine
    for junk in ("", "x", mine.upper()):
        assert len(baru().try_enrol(kode(), perangkat=junk).json()["device_id"]) == 36


def _klon(a: Laptop, perangkat: str, pubkey: str) -> Any:
    body = json.dumps({"perangkat": perangkat, "pubkey": pubkey}).encode()
    return a.call("post", "/klon", body)


def test_a_copied_laptop_gets_an_id_of_its_own_with_the_same_lingkup(
    laptop: Make, baru: Baru
) -> None:
    a, b = laptop("Melati"), laptop()
    mine = "0195f2c0-0000-7000-8000-0000000000aa"
    copy = baru()
    assert _klon(a, mine, copy.pubkey).json() == {"device_id": mine}
    assert _klon(a, mine, copy.pubkey).json() == {"device_id": mine}, "a lost answer"
    assert alasan(_klon(a, mine, b.pubkey)) == (409, "perangkat")
    assert alasan(_klon(b, a.device, b.pubkey)) == (409, "perangkat")
    assert alasan(_klon(a, "x", b.pubkey)) == (400, "bentuk")
    assert alasan(_klon(a, mine, "x")) == (400, "bentuk")
    copy.device = mine
    copy.hello()
    assert copy.hello_answer["lingkup"] == a.hello_answer["lingkup"]
    assert (copy.hello_answer["acked_n"], copy.hello_answer["incarnation"]) == (0, 0)


def test_revoking_a_laptop_shuts_its_copies_out_too(laptop: Make, baru: Baru, store: Store) -> None:
    a, copy, copy2, b = laptop(), baru(), baru(), laptop()
    copy.device = "0195f2c0-0000-7000-8000-0000000000aa"
    copy2.device = "0195f2c0-0000-7000-8000-0000000000bb"
    _klon(a, copy.device, copy.pubkey)
    _klon(copy.hello(), copy2.device, copy2.pubkey)
    copy2.hello()
    revoke(store, DESA, a.device, clock.now())
    for one in (a, copy, copy2):
        assert alasan(one.call("get", "/pull", lingkup="desa")) == (403, "dicabut")
        assert alasan(one.try_hello()) == (403, "dicabut")
    assert alasan(_klon(copy, "0195f2c0-0000-7000-8000-0000000000cc", b.pubkey)) == (403, "dicabut")
    assert b.call("get", "/pull", lingkup="desa").status_code == 200
