"""Canonical bytes, digests, chains, clocks and signatures: equal on every machine."""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.wire import hlc, sign
from sipd_desktop.wire.canonical import (
    bucket_of,
    canonical,
    digest_of,
    hash_of_fields,
    hc32,
    record_hash,
    without_nulls,
)
from sipd_desktop.wire.chain import (
    TINDAKAN_FIELDS,
    ZERO,
    is_link,
    links_over,
    next_link,
    tindakan_link,
)
from sipd_desktop.wire.messages import Change, PushRequest, encode_change, join_push

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WIRE = st.one_of(TEXT, st.integers(-(2**53), 2**53), st.booleans(), st.lists(TEXT), st.none())
FIELDS = st.dictionaries(TEXT, WIRE, max_size=8)
ID = "0195f2c0-0000-7000-8000-00000000000f"


def by_the_book(value: object) -> bytes:
    """The protocol page's definition, with the standard library alone."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@given(FIELDS)
def test_canonical_is_what_the_page_defines(fields: dict[str, object]) -> None:
    assert canonical(fields) == by_the_book(fields)


@given(FIELDS, st.booleans())
def test_content_hash_is_of_the_null_free_record(fields: dict[str, object], deleted: bool) -> None:
    kept = {k: v for k, v in fields.items() if v is not None}
    expected = hashlib.sha256(by_the_book(["warga", ID, kept, deleted])).hexdigest()[:32]
    assert record_hash("warga", ID, fields, deleted) == expected
    assert hash_of_fields("warga", ID, canonical(without_nulls(fields)), deleted) == expected


def test_key_order_null_and_decimal_text_do_not_change_a_hash_but_a_digit_does() -> None:
    one = record_hash("isian", ID, {"b": "11.20", "a": 1, "c": None}, False)
    assert one == record_hash("isian", ID, {"a": 1, "b": "11.20"}, False)
    assert one != record_hash("isian", ID, {"a": 1, "b": "11.2"}, False)
    assert one != record_hash("isian", ID, {"a": 1, "b": "11.20"}, True)
    assert record_hash("isian", ID, {"a": 1}, False) != record_hash("isian", ID, {"a": True}, False)


@given(st.lists(st.tuples(st.uuids().map(str), st.binary(min_size=16, max_size=16).map(bytes.hex))))
def test_digest_does_not_depend_on_the_order_of_rows(rows: list[tuple[str, str]]) -> None:
    digest = digest_of(rows)
    assert digest == digest_of(reversed(rows))
    assert digest.rows == len(rows)
    assert sum(digest.buckets) == sum(hc32(hc) for _, hc in rows)


def test_one_changed_row_shows_in_its_bucket_only() -> None:
    hc = record_hash("warga", ID, {"nama": "A"}, False)
    other = record_hash("warga", ID, {"nama": "B"}, False)
    assert digest_of([(ID, hc)]).wrong_buckets(digest_of([(ID, other)])) == [bucket_of(ID)] == [15]


def test_chain_is_sha256_of_previous_link_and_body() -> None:
    first = hashlib.sha256(bytes(32) + b"{}").hexdigest()
    assert next_link(ZERO, b"{}") == first
    assert links_over(ZERO, [b"{}", b"x"]) == [first, next_link(first, b"x")]
    assert links_over(ZERO, []) == []


def test_tindakan_chain_covers_every_declared_value_in_order() -> None:
    fields = {key: f"v{i}" for i, key in enumerate(TINDAKAN_FIELDS)}
    h = tindakan_link(ZERO, fields)
    assert h == next_link(ZERO, by_the_book([f"v{i}" for i in range(len(TINDAKAN_FIELDS))]))
    for key in TINDAKAN_FIELDS:
        assert tindakan_link(ZERO, {**fields, key: None}) != h
    assert tindakan_link(ZERO, {**fields, "tak_dikenal": "x"}) == h


@given(st.one_of(st.text(), st.integers(), st.none()))
def test_only_64_hex_digits_are_a_link(text: object) -> None:
    assert is_link(ZERO)
    good = isinstance(text, str) and len(text) == 64 and all(c in "0123456789abcdef" for c in text)
    assert is_link(text) == good


@given(st.lists(st.integers(-(10**12), 7 * 10**12), min_size=2, max_size=30))
def test_clock_never_runs_back_whatever_the_battery_says(readings: list[int]) -> None:
    last, seen = None, []
    for ms in readings:
        last = hlc.tick(last, ms, "abcdef12-0000")
        assert hlc.is_hlc(last)
        seen.append(last)
    assert seen == sorted(set(seen))


def test_a_full_counter_moves_on_to_the_next_millisecond() -> None:
    last = hlc.make(1000, 0xFFFF, "abcdef12")
    assert hlc.tick(last, 5, "abcdef12") == hlc.make(1001, 0, "abcdef12")


@given(st.integers(0, 4_102_444_800_000), st.integers(0, 4_102_444_800_000))
def test_a_clock_of_1970_to_2100_never_lies_more_than_five_minutes_ahead(at: int, ms: int) -> None:
    clamped = hlc.clamp(hlc.make(ms, 7, "abcdef12"), at)
    assert hlc.is_hlc(clamped)
    assert hlc.ms_of(clamped) <= at + hlc.AHEAD_MS
    assert (hlc.ms_of(clamped) == ms) == (ms <= at + hlc.AHEAD_MS)


def test_signature_holds_for_its_device_and_nonce_only() -> None:
    seed, public = sign.new_sign_key()
    sig = sign.sign_hello(seed, "d1", "n1")
    assert sign.verify_hello(public, "d1", "n1", sig)
    assert not sign.verify_hello(public, "d1", "n2", sig)
    assert not sign.verify_hello(public, "d2", "n1", sig)
    assert not sign.verify_hello(sign.new_sign_key()[1], "d1", "n1", sig)
    for junk in ("", "zz", sig[:-2], "00" * 64):
        assert not sign.verify_hello(public, "d1", "n1", junk)
        assert not sign.verify_hello(junk, "d1", "n1", sig)


@given(st.lists(FIELDS, max_size=5))
def test_stored_change_bytes_travel_untouched_inside_a_push(sets: list[dict[str, object]]) -> None:
    import msgspec

    bodies = [
        encode_change(Change(n=i, tbl="warga", id=ID, op="set", base=0, hlc="", set=fields))
        for i, fields in enumerate(sets, 1)
    ]
    body = join_push(
        incarnation=3, skema=1, prev_chain=ZERO, first_n=1, bodies=bodies, tindakan=None
    )
    read = msgspec.json.decode(body, type=PushRequest)
    assert [bytes(raw) for raw in read.changes] == bodies
    assert (read.incarnation, read.from_n, read.prev_chain) == (3, 1, ZERO)
