"""Two laptops on one record: who wins, what waits for a person, and that both see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from server.isi import count
from server.laptop import MS, Laptop
from sipd_desktop.wire import hlc
from sipd_server import archive
from sipd_server.store import Store

Make = Callable[..., Laptop]
POS = "5f0c0000-0000-5000-8000-000000000001"
KUNCI = f"pos:{POS}"


@pytest.fixture
def pair(laptop: Make) -> tuple[Laptop, Laptop, str]:
    """Two laptops of one Posyandu that both hold one warga at seq 1."""
    a, b = laptop(POS), laptop(POS)
    orang = a.change("warga", None, "set", 0, nama="SITI", agama=1, nik="3" * 16, posyandu_id=POS)
    a.push()
    return a, b, orang


def fields(laptop: Laptop, orang: str) -> dict[str, Any]:
    row = laptop.row("warga", orang)
    assert row is not None
    return {**row["set"], "deleted": row["deleted"]}


def test_edits_of_different_fields_both_stand(pair: tuple[Laptop, Laptop, str]) -> None:
    a, b, orang = pair
    a.change("warga", orang, "set", 1, agama=2)
    b.change("warga", orang, "set", 1, suku="SUNDA")
    assert a.push()["conflicts"] == b.push()["conflicts"] == 0
    assert fields(a, orang)["agama"] == 2
    assert fields(a, orang)["suku"] == "SUNDA"


def test_one_field_edited_twice_later_clock_wins_loser_in_a_case_both_can_pull(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, b, orang = pair
    a.change("warga", orang, "set", 1, hlc.make(MS + 2, 0, a.device), agama=2)
    b.change("warga", orang, "set", 1, hlc.make(MS + 9, 0, b.device), agama=3)
    a.push()
    assert b.push()["conflicts"] == 1
    assert fields(a, orang)["agama"] == 3
    for laptop in (a, b):
        (case,) = laptop.konflik(KUNCI)
        assert (case["objek_jenis"], case["objek"], case["kolom"]) == ("warga", orang, "agama")
        assert (case["nilai_dipakai"], case["nilai_lain"]) == ("3", "2")
        assert (case["perangkat_dipakai"], case["perangkat_lain"]) == (b.device, a.device)


def test_nik_edited_on_both_keeps_the_first_and_asks(pair: tuple[Laptop, Laptop, str]) -> None:
    a, b, orang = pair
    a.change("warga", orang, "set", 1, hlc.make(MS + 1, 0, a.device), nik="4" * 16)
    b.change("warga", orang, "set", 1, hlc.make(MS + 9, 0, b.device), nik="5" * 16)
    a.push()
    b.push()
    assert fields(a, orang)["nik"] == "4" * 16
    (case,) = a.konflik(KUNCI)
    assert case["nilai_lain"] == '"' + "5" * 16 + '"'


def test_deciding_a_case_is_an_ordinary_patch_and_nothing_else_of_it_can_be_set(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, b, orang = pair
    a.change("warga", orang, "set", 1, nik="4" * 16)
    b.change("warga", orang, "set", 1, nik="5" * 16)
    a.push()
    b.push()
    case = next(r for r in a.pull(KUNCI, full=1)["rows"] if r["tbl"] == "konflik")
    assert case["device"] == "pusat"
    a.change("konflik", case["id"], "set", case["seq"], putusan="dipakai")
    a.change("konflik", case["id"], "set", case["seq"], nilai_lain='"palsu"')
    a.change("konflik", None, "set", 0, objek_jenis="warga", objek=orang, kolom="nama")
    a.change("konflik", case["id"], "void", case["seq"])
    assert [r["code"] for r in a.push()["rejected"]] == ["op", "subjek-belum-ada", "op"]
    row = b.row("konflik", case["id"])
    assert row is not None
    assert row["set"]["putusan"] == "dipakai"
    assert row["set"]["nilai_lain"] == '"' + "5" * 16 + '"'


def test_several_changes_of_one_record_fold_in_order_without_a_case(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, _, orang = pair
    for value in (2, 3, 4):
        a.change("warga", orang, "set", 1, agama=value)
    a.change("warga", orang, "void", 1)
    a.change("warga", orang, "unvoid", 1, suku="X")
    receipt = a.push()
    assert receipt["conflicts"] == 0
    assert fields(a, orang)["agama"] == 4
    assert fields(a, orang)["deleted"] is False
    row = a.row("warga", orang)
    assert row is not None
    assert row["seq"] == 6


def test_void_of_a_record_edited_meanwhile_stays_live_with_a_case(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, b, orang = pair
    b.change("warga", orang, "set", 1, agama=5)
    b.push()
    a.change("warga", orang, "void", 1)
    assert a.push()["conflicts"] == 1
    assert fields(a, orang)["deleted"] is False
    (case,) = b.konflik(KUNCI)
    assert case["kolom"] == "deleted_at"


def test_an_edit_unaware_of_the_void_brings_it_back_with_a_case(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, b, orang = pair
    a.change("warga", orang, "void", 1)
    a.push()
    assert fields(b, orang)["deleted"] is True
    b.change("warga", orang, "set", 1, agama=5)
    assert b.push()["conflicts"] == 1
    assert fields(a, orang)["deleted"] is False
    assert fields(a, orang)["agama"] == 5


def test_the_same_hari_buka_opened_offline_on_two_laptops_is_one_record(laptop: Make) -> None:
    a, b = laptop(POS), laptop(POS)
    hari = "5f0c0000-0000-5000-8000-0000000000aa"
    same = {"posyandu_id": POS, "tanggal": "2026-11-14", "status": "buka"}
    a.change("hari_buka", hari, "set", 0, **same, petugas_1=a.device)
    b.change("hari_buka", hari, "set", 0, **same, petugas_2=b.device)
    a.push()
    assert b.push()["conflicts"] == 0
    row = a.row("hari_buka", hari)
    assert row is not None
    assert row["set"]["petugas_1"] == a.device
    assert row["set"]["petugas_2"] == b.device


def test_a_clock_in_the_future_is_pressed_back_and_loses_to_nobody_forever(
    pair: tuple[Laptop, Laptop, str], store: Store
) -> None:
    """I11: no clock kept lies more than five minutes after receipt."""
    a, b, orang = pair
    a.change("warga", orang, "set", 1, hlc.make(4_102_444_800_000, 0, a.device), agama=2)
    a.push()
    b.change("warga", orang, "set", 2, hlc.make(0, 0, b.device), agama=3)
    b.push()
    assert fields(a, orang)["agama"] == 3
    with store.read("3201012001") as conn:
        kept = conn.execute(text("SELECT hlc, diterima FROM change ORDER BY seq")).all()
    from sipd_desktop.base.clock import parse_instant

    for clock, received in kept:
        ms = parse_instant(received).timestamp() * 1000
        assert hlc.ms_of(clock) <= ms + hlc.AHEAD_MS + 1


def test_tindakan_cannot_be_changed_or_voided_but_may_come_twice(laptop: Make) -> None:
    a = laptop(POS)
    orang = a.change("warga", None, "set", 0, nama="S", posyandu_id=POS)
    act = a.act("mencatat", "warga", orang)
    a.push()
    a.bodies.append(a.bodies[1].replace(b'"n":2', b'"n":3'))
    a.change("tindakan", act, "set", 2, verb="menghapus")
    a.change("tindakan", act, "void", 2)
    assert [(r["n"], r["code"]) for r in a.push()["rejected"]] == [(4, "op"), (5, "op")]


def test_anonim_clears_the_person_everywhere_the_server_kept_her(
    pair: tuple[Laptop, Laptop, str], store: Store
) -> None:
    a, b, orang = pair
    a.change("warga", orang, "set", 1, nama="SITI AMINAH")
    b.change("warga", orang, "set", 1, nama="SITI AMINI")
    b.change("warga", None, "set", 0, nama="TETANGGA", posyandu_id=POS)
    b.change("warga", orang, "set", 1, nama="SITI SALAH", agama=99)
    a.push()
    b.push()
    a.change("warga", orang, "anonim", 2)
    a.push()
    b.change("warga", orang, "set", 1, nama="SITI LAGI", agama=4)
    assert b.push()["rejected"] == []
    have = fields(a, orang)
    assert "nama" not in have
    assert "nik" not in have
    assert have["agama"] == 4
    assert all("SITI" not in repr(case) for case in a.konflik(KUNCI))
    with store.read("3201012001") as conn:
        bodies = [r[0] for r in conn.execute(text("SELECT isi FROM kiriman"))]
        raws = [r[0] for r in conn.execute(text("SELECT raw FROM quarantine"))]
    kept = b"".join(b"".join(archive.unpack(bytes(body))) for body in bodies)
    assert b"SITI" not in kept
    assert b"TETANGGA" in kept
    assert raws == [None]
    a.ok("post", "/push", a.batch(1, len(a.bodies)))
    b.ok("post", "/push", b.batch(1, 2))


def test_row_with_lost_fields_returns_in_full_to_its_sender_else_as_an_echo(
    pair: tuple[Laptop, Laptop, str],
) -> None:
    a, b, orang = pair
    echo = a.pull(KUNCI)["rows"][0]
    assert set(echo) == {"tbl", "id", "seq", "lingkup", "hc"}
    assert "set" in a.pull(KUNCI, full=1)["rows"][0]
    assert "set" in b.pull(KUNCI)["rows"][0]
    b.change("warga", orang, "set", 1, agama=2)
    b.push()
    assert "set" not in b.pull(KUNCI, 1)["rows"][0]
    a.change("warga", orang, "set", 1, suku="X")
    a.push()
    assert "set" in a.pull(KUNCI, 1)["rows"][0]
    a.change("warga", orang, "set", 3, suku="Y")
    a.push()
    assert "set" not in a.pull(KUNCI, 3)["rows"][0]
    a.incarnation, a.bodies, a.sent = 1, [], 0
    a.hello()
    assert "set" in a.pull(KUNCI, 3)["rows"][0], "another life of the laptop gets no echo"


def test_equal_patch_still_gives_a_new_seq(pair: tuple[Laptop, Laptop, str], store: Store) -> None:
    _, b, orang = pair
    b.change("warga", orang, "set", 0, agama=1)
    assert b.push()["conflicts"] == 0
    assert count(store, "SELECT seq FROM record WHERE tbl = 'warga'") == 2
