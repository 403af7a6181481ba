"""Judging one change alone: every code, and the quick way equal to the declared field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.wire.check import Finding, bad_field, fields_of, is_id, read_change
from sipd_desktop.wire.hlc import make
from sipd_desktop.wire.messages import Change, encode_change

ID = "0195f2c0-0000-7000-8000-00000000000f"
CLOCK = make(1_780_000_000_000, 0, "abcdef12")


def change(**more: Any) -> bytes:
    parts = {"n": 1, "tbl": "warga", "id": ID, "op": "set", "base": 0, "hlc": CLOCK, **more}
    return encode_change(Change(**parts))


def test_a_good_change_is_read_as_it_is() -> None:
    read = read_change(change(set={"nama": "SITI"}), 1)
    assert isinstance(read, Change)
    assert read.set == {"nama": "SITI"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"7", Finding("bentuk")),
        (b"[]", Finding("bentuk")),
        (b'{"n":1}', Finding("bentuk")),
        (b'{"n":1,"tbl":"warga","id":1,"op":"set","base":0,"hlc":""}', Finding("bentuk")),
        (b'{"set":' + b"[" * 5000 + b"]" * 5000 + b"}", Finding("bentuk")),
        (change(n=2), Finding("bentuk", "n")),
        (change(tbl="Warga"), Finding("bentuk", "tbl")),
        (change(tbl="warga; DROP"), Finding("bentuk", "tbl")),
        (change(id=ID.upper()), Finding("id")),
        (change(id="x"), Finding("id")),
        (change(op="hapus"), Finding("op")),
        (change(op="void", set={"nama": "x"}), Finding("op")),
        (change(op="anonim", set={"nama": "x"}), Finding("op")),
        (change(base=-1), Finding("bentuk", "base")),
        (change(hlc="kemarin"), Finding("bentuk", "hlc")),
        (change(set={"seq": 5}), Finding("bentuk", "seq")),
        (change(set={"lingkup": "desa"}), Finding("bentuk", "lingkup")),
        (change(set={"Nama Lengkap": 5}), Finding("bentuk")),
        (change(set={f"k{i}": 1 for i in range(301)}), Finding("bentuk")),
    ],
)
def test_a_wrong_shape_gets_its_code(raw: bytes, expected: Finding) -> None:
    assert read_change(raw, 1) == expected


def test_a_table_of_a_newer_version_is_readable() -> None:
    assert isinstance(read_change(change(tbl="bantuan_baru", set={"x": 1}), 1), Change)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"nama": 5}, "jenis"),
        ({"nama": "x" * 101}, "panjang"),
        ({"nama": "a\x00b"}, "nul"),
        ({"agama": 9}, "batas"),
        ({"agama": True}, "jenis"),
        ({"punya_jkn": 1}, "jenis"),
        ({"berat_lahir": "3.1"}, "skala"),
        ({"berat_lahir": "abc"}, "angka"),
        ({"berat_lahir": "9.99"}, "batas"),
        ({"tanggal_lahir": "2026-02-30"}, "tanggal"),
        ({"nik": "123"}, "angka"),
        ({"baru": 1.5}, "jenis"),
        ({"baru": {"a": 1}}, "jenis"),
        ({"baru": ["a", 1]}, "jenis"),
        ({"baru": 2**53}, "batas"),
        ({"baru": "x" * 4001}, "panjang"),
        ({"baru": "\x00"}, "nul"),
        ({"baru": ["\x00"]}, "nul"),
    ],
)
def test_a_bad_value_is_found_with_its_field(fields: dict[str, object], code: str) -> None:
    assert bad_field("warga", {"nama_ibu": "A", **fields}) == Finding(code, next(iter(fields)))


def test_null_and_unknown_plain_values_pass_and_nothing_is_required() -> None:
    assert bad_field("warga", {"nama": None, "baru": "x", "lain": ["a"], "angka": 5}) is None
    assert bad_field("warga", {}) is None


def test_isian_fields_are_judged_by_their_form() -> None:
    assert bad_field("isian", {"berat_badan": 9}, "pemeriksaan_balita") == Finding(
        "jenis", "berat_badan"
    )
    assert bad_field("isian", {"berat_badan": "9.40"}, "pemeriksaan_balita") is None
    assert bad_field("isian", {"berat_badan": "sembilan"}, "formulir_lain") is None


PLACES = [(tbl, None, key) for tbl, r in REGISTERS.items() for key in r.by_key()]
PLACES += [("isian", form, key) for form, f in FORMS.items() for key in f.by_key()]
VALUE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    st.sampled_from(("", "1", "3.10", "11.20", "2026-11-14", "2026-13-01", "x" * 500, "1" * 16)),
    st.sampled_from(("2026-11-22T01:02:03.456Z", "buka", "\x00", ID)),
    st.integers(-(2**60), 2**60),
    st.integers(-2, 120),
    st.booleans(),
    st.lists(st.text(max_size=5), max_size=3),
    st.floats(allow_nan=False),
)


@given(st.sampled_from(PLACES), st.lists(VALUE, min_size=1, max_size=4))
def test_the_quick_way_finds_what_the_declared_field_finds(
    place: tuple[str, str | None, str], values: list[Any]
) -> None:
    tbl, form, key = place
    for value in [*values, *values]:
        code = fields_of(tbl, form)[key].check(value)
        assert bad_field(tbl, {key: value}, form) == (Finding(code, key) if code else None)


@given(st.text(max_size=40))
def test_only_lower_case_uuid_text_is_an_id(text: str) -> None:
    assert is_id(ID)
    assert not is_id(text)
    assert not is_id(ID + "\n")
