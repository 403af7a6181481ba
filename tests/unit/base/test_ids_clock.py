"""Ids that two offline laptops agree on, and instants as fixed-width text."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipd_desktop.base import clock, ids


def test_new_ids_are_uuid7_and_grow_with_time() -> None:
    made = [ids.new_id() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert all(uuid.UUID(i).version == 7 and uuid.UUID(i).variant == uuid.RFC_4122 for i in made)
    stamps = [i.replace("-", "")[:12] for i in made]
    assert stamps == sorted(stamps)
    now = int(datetime.now(UTC).timestamp() * 1000)
    assert abs(int(stamps[-1], 16) - now) < 60_000


def test_natural_ids_never_change() -> None:
    """These very texts are stored in the field: a change would double every row."""
    desa = ids.desa_id("33.99.07.2004")
    assert desa == ids.desa_id("3399072004") == "77c20e28-d36b-52d6-b141-d305a5524971"
    posyandu = ids.posyandu_id(desa, "Melati 2")
    assert (
        posyandu == ids.posyandu_id(desa, " melati  2 ") == "d9637465-34e7-5e6f-964a-50b1ab1d80c9"
    )
    hari = ids.hari_buka_id(posyandu, "2026-11-21")
    assert ids.kehadiran_id(hari, "w") != ids.isian_id("pemeriksaan_balita", "w", hari)


def test_parts_of_a_key_cannot_run_into_each_other() -> None:
    assert ids.natural_id("a", "b", "cd") != ids.natural_id("a", "bc", "d")
    assert ids.natural_id("a", "b") != ids.natural_id("ab")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Melati", "MELATI"),
        (" Melati ", "melati"),
        ("Mela\u0301ti", "Mel\u00e1ti"),
        ("A  B", "a b"),
    ],
)
def test_names_in_keys_are_folded(one: str, other: str) -> None:
    assert ids.key_name(one) == ids.key_name(other)


@given(st.integers(0, 32_000_000_000_000_000))
def test_instants_keep_milliseconds_and_sort_as_text(microseconds: int) -> None:
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    text = clock.instant_text(moment)
    assert len(text) == 24
    assert abs(clock.parse_instant(text) - moment) < timedelta(milliseconds=1)
    later = clock.instant_text(moment + timedelta(milliseconds=1))
    assert later > text


@pytest.mark.parametrize(
    ("kode", "hours"),
    [("3399072004", 7), ("33.99.07.2004", 7), ("5171032004", 8), ("7371012004", 8),
     ("6171012004", 7), ("6471012004", 8), ("8171012004", 9), ("9471012004", 9)],
)  # fmt: skip
def test_time_zone_follows_the_province(kode: str, hours: int) -> None:
    assert clock.zone_of(kode).utcoffset(None) == timedelta(hours=hours)
