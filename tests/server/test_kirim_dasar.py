"""Exactly once: receipts, repeats, gaps and clones (I3, I4, I5, I7)."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from server.isi import dump
from server.laptop import Laptop
from sipd_desktop.wire.canonical import record_hash
from sipd_desktop.wire.chain import links_over
from sipd_server import records
from sipd_server.store import Store

Make = Callable[..., Laptop]
POS = "5f0c0000-0000-5000-8000-000000000001"


def fill(laptop: Laptop, n: int) -> list[str]:
    laptop.change("posyandu", POS, "set", 0, nama_awal="Melati", nama="Melati")
    return [
        laptop.change("warga", None, "set", 0, nama=f"WARGA {i}", posyandu_id=POS)
        for i in range(n - 1)
    ]


def test_pushed_record_comes_back_to_another_laptop(laptop: Make) -> None:
    a, b = laptop(), laptop()
    a.change("posyandu", POS, "set", 0, nama_awal="Melati", nama="Melati")
    orang = a.change("warga", None, "set", 0, nama="SITI", posyandu_id=POS, punya_jkn=True)
    receipt = a.push()
    assert receipt["acked_n"] == 2
    assert receipt["rejected"] == []
    b.hello()
    assert {x["kunci"] for x in b.hello_answer["lingkup"]} == {"desa", "operator", f"pos:{POS}"}
    page = b.pull(f"pos:{POS}")
    assert [r["id"] for r in page["rows"]] == [orang]
    row = page["rows"][0]
    assert row["set"] == {"nama": "SITI", "posyandu_id": POS, "punya_jkn": True}
    assert row["hc"] == record_hash("warga", orang, row["set"], False)
    assert row["device"] == a.device


def test_receipt_carries_the_chain_and_hello_repeats_it(laptop: Make) -> None:
    a = laptop()
    fill(a, 5)
    receipt = a.push()
    assert receipt["chain"] == links_over("00" * 32, a.bodies)[-1]
    a.hello()
    assert (a.hello_answer["acked_n"], a.hello_answer["chain"]) == (5, receipt["chain"])
    assert a.hello_answer["head"] == receipt["head"] == 5


def test_sending_again_changes_no_row_and_gives_the_same_receipt(
    laptop: Make, store: Store
) -> None:
    a = laptop()
    fill(a, 6)
    a.change("warga", None, "set", 0, nama="X", agama=99)
    first = a.push()
    assert [r["code"] for r in first["rejected"]] == ["batas"]
    before = dump(store)
    again = a.ok("post", "/push", a.batch(1, 7))
    assert again == first
    for start, end in ((1, 3), (2, 5), (6, 7), (7, 7)):
        part = a.ok("post", "/push", a.batch(start, end))
        assert part["acked_n"] == 7
        assert part["rejected"] == (first["rejected"] if end == 7 else [])
    assert dump(store) == before


@pytest.mark.parametrize("seed", range(3))
def test_any_overlapping_resends_end_where_one_clean_run_ends(laptop: Make, seed: int) -> None:
    """I4 with lost answers: windows that overlap what was taken, in any sizes."""
    rng = random.Random(seed)
    a = laptop()
    fill(a, 40)
    acked = 0
    while acked < 40:
        first = rng.randint(1, acked + 1)
        last = min(40, first + rng.randint(0, 15))
        acked = a.ok("post", "/push", a.batch(first, last))["acked_n"]
    page = a.pull(f"pos:{POS}", full=1)
    assert len(page["rows"]) == 39
    assert page["head"] == 40


def test_a_gap_is_told_and_nothing_is_taken(laptop: Make, store: Store) -> None:
    a = laptop()
    fill(a, 5)
    before = dump(store)
    answer = a.call("post", "/push", a.batch(3, 5))
    assert answer.status_code == 409
    assert answer.json() == {"alasan": "urutan", "acked_n": 0}
    assert dump(store) == before


@pytest.mark.parametrize("window", [(1, 4), (2, 3), (3, 6), (4, 4)])
def test_other_bytes_under_an_old_number_are_refused(
    laptop: Make, store: Store, window: tuple[int, int]
) -> None:
    """I5: a restored or cloned laptop reused the numbers."""
    a = laptop()
    fill(a, 4)
    a.push()
    before = dump(store)
    a.bodies[2] = a.bodies[2].replace(b"WARGA", b"LAIN_")
    a.bodies[3] = a.bodies[3].replace(b"WARGA", b"LAIN_")
    fill(a, 2)
    answer = a.call("post", "/push", a.batch(*window))
    assert answer.status_code == 409
    assert answer.json() == {"alasan": "rantai"}
    assert dump(store) == before


def test_a_new_incarnation_starts_at_zero_and_the_old_one_is_kept(laptop: Make) -> None:
    a = laptop()
    fill(a, 3)
    a.push()
    first = a.hello().hello_answer
    a.incarnation, a.bodies, a.sent = 1, [], 0
    a.hello()
    assert (a.hello_answer["acked_n"], a.hello_answer["incarnation"]) == (0, 1)
    a.change("warga", None, "set", 0, nama="BARU", posyandu_id=POS)
    assert a.push()["acked_n"] == 1
    a.incarnation = 0
    a.hello()
    assert (a.hello_answer["acked_n"], a.hello_answer["chain"]) == (3, first["chain"])
    assert a.hello_answer["incarnation"] == 1


def test_a_push_of_another_incarnation_than_the_tokens_is_refused(laptop: Make) -> None:
    a = laptop()
    fill(a, 2)
    a.incarnation = 5
    answer = a.call("post", "/push", a.batch(1, 2))
    assert (answer.status_code, answer.json()["alasan"]) == (409, "inkarnasi")


def test_bad_changes_among_good_ones_are_listed_and_never_block(laptop: Make) -> None:
    """I7: n, code and field of each; the others are in."""
    a = laptop()
    good = fill(a, 4)
    a.change("warga", None, "set", 0, nama="X", nik="12")
    a.change("warga", "bukan-id", "set", 0, nama="X")
    a.change("warga", None, "hapus", 0)
    a.change("tabel_baru", None, "set", 0, x=1)
    a.change("kehadiran", None, "set", 0, hari_buka_id=POS, warga_id=good[0])
    a.bodies.append(b'{"n":"sepuluh"}')
    a.bodies.append(b"7")
    a.change("warga", None, "set", 0, nama="Y", posyandu_id=POS, berat_lahir="3.1")
    last = a.change("warga", None, "set", 0, nama="AKHIR", posyandu_id=POS, hal_baru="opaque")
    receipt = a.push()
    assert receipt["acked_n"] == len(a.bodies) == 13
    assert [(r["n"], r["code"], r["field"]) for r in receipt["rejected"]] == [
        (5, "angka", "nik"),
        (6, "id", None),
        (7, "op", None),
        (8, "tabel-belum-dikenal", None),
        (9, "subjek-belum-ada", None),
        (10, "bentuk", None),
        (11, "bentuk", None),
        (12, "skala", "berat_lahir"),
    ]
    row = a.row("warga", last)
    assert row is not None
    assert row["set"]["hal_baru"] == "opaque"
    assert len(a.pull(f"pos:{POS}", full=1)["rows"]) == 4


def test_odd_references_get_their_own_code_not_that_of_an_accident(laptop: Make) -> None:
    a = laptop()
    orang = fill(a, 2)[0]
    good = {"form_versi": 1, "subjek_jenis": "warga", "subjek": orang}
    for odd in (
        {"subjek": "\x00"},
        {"subjek": [orang]},
        {"subjek_jenis": ["warga"]},
        {"hari_buka_id": "\x00"},
        {"hari_buka_id": 7},
        {"form": ["x"]},
        {"form": "x" * 61},
        {"form": "x\x00"},
    ):
        a.change("isian", None, "set", 0, **{**good, **odd})
    codes = [(r["code"], r["field"]) for r in a.push()["rejected"]]
    assert codes == [
        ("nul", "subjek"),
        ("jenis", "subjek"),
        ("jenis", "subjek_jenis"),
        ("nul", "hari_buka_id"),
        ("jenis", "hari_buka_id"),
        ("jenis", "form"),
        ("panjang", "form"),
        ("nul", "form"),
    ]


def test_an_empty_batch_is_a_question_where_the_server_stands(laptop: Make) -> None:
    a = laptop()
    fill(a, 2)
    a.push()
    assert a.ok("post", "/push", a.batch(3, 2))["acked_n"] == 2


def test_tindakan_chain_is_followed_over_batches_and_a_hole_is_seen(laptop: Make) -> None:
    a = laptop()
    orang = fill(a, 3)[0]
    a.act("mencatat", "warga", orang)
    a.act("mengubah", "warga", orang)
    assert a.push(claim=True)["tindakan_ok"] is True
    a.act("mengubah", "warga", orang)
    a.change("tindakan", None, "set", 0, perangkat=a.device, inkarnasi=0, urut=99, verb="x")
    assert a.push(claim=True)["tindakan_ok"] is True
    a.act("merujuk", "warga", orang)
    del a.bodies[-1]
    a.act("mencatat", "warga", orang)
    assert a.push(claim=True)["tindakan_ok"] is False
    a.act("mencatat", "warga", orang)
    assert a.push(claim=True)["tindakan_ok"] is True
    assert a.push(claim=False)["tindakan_ok"] is None


def test_quarantined_tindakan_counts_in_the_chain(laptop: Make) -> None:
    a = laptop()
    orang = fill(a, 2)[0]
    a.act("mencatat", "warga", orang)
    a.act("mencatat", "warga", "0195f2c0-0000-7000-8000-00000000000f")
    a.act("mengubah", "warga", orang)
    receipt = a.push(claim=True)
    assert [r["code"] for r in receipt["rejected"]] == ["subjek-belum-ada"]
    assert receipt["tindakan_ok"] is True


def test_a_change_that_breaks_the_write_is_found_and_the_others_get_in(
    laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The set-based write fails for one row as a constraint nobody foresaw would."""
    honest = records._row

    def poisoned(held: records.Held) -> list[object]:
        row = honest(held)
        return [*row[:2], None, *row[3:]] if held.state.fields.get("nama") == "WARGA 7" else row

    monkeypatch.setattr(records, "_row", poisoned)
    a = laptop()
    fill(a, 12)
    receipt = a.push()
    assert receipt["acked_n"] == 12
    assert [(r["n"], r["code"]) for r in receipt["rejected"]] == [(9, "sistem")]
    assert len(a.pull(f"pos:{POS}", full=1)["rows"]) == 10
    monkeypatch.undo()
    assert a.ok("post", "/push", a.batch(1, 12))["rejected"] == receipt["rejected"]
