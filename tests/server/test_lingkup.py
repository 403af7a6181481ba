"""Who gets and who may write which records; moves; and quarantine that waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from server.isi import count
from server.laptop import Laptop, codes, where
from sipd_desktop.base.ids import desa_id, posyandu_id
from sipd_server import waiting
from sipd_server.store import Store

Make = Callable[..., Laptop]
A = "5f0c0000-0000-5000-8000-00000000000a"
B = "5f0c0000-0000-5000-8000-00000000000b"
HARI = "5f0c0000-0000-5000-8000-0000000000ff"


def warga(laptop: Laptop, pos: str | None, **more: Any) -> str:
    place = {"posyandu_id": pos} if pos else {}
    return laptop.change("warga", None, "set", 0, nama="S", **place, **more)


def isian(laptop: Laptop, orang: str, **more: Any) -> str:
    return laptop.change(
        "isian",
        None,
        "set",
        0,
        form="pemeriksaan_balita",
        form_versi=1,
        subjek_jenis="warga",
        subjek=orang,
        tanggal="2026-11-14",
        berat_badan="9.40",
        **more,
    )


def hari(laptop: Laptop, pos: str, record_id: str = HARI) -> str:
    return laptop.change(
        "hari_buka", record_id, "set", 0, posyandu_id=pos, tanggal="2026-11-14", status="buka"
    )


def test_every_kind_of_record_lands_in_its_lingkup(laptop: Make) -> None:
    op = laptop()
    op.change("posyandu", A, "set", 0, nama_awal="Melati", nama="Melati")
    kader = op.change("kader", None, "set", 0, nama="Bu K", jabatan="kader", posyandu_id=A)
    di_a, tanpa = warga(op, A), warga(op, None)
    kk = op.change("keluarga", None, "set", 0, no_kk="1" * 16, posyandu_id=A)
    hari(op, A)
    hadir = op.change("kehadiran", None, "set", 0, hari_buka_id=HARI, warga_id=tanpa)
    timbang = isian(op, tanpa, hari_buka_id=HARI)
    catat = op.act("mencatat", "isian", timbang)
    umum = op.act("masuk", "", "")
    assert op.push()["rejected"] == []
    expected = {
        ("posyandu", A): "desa",
        ("kader", kader): "desa",
        ("warga", di_a): f"pos:{A}",
        ("warga", tanpa): "operator",
        ("keluarga", kk): f"pos:{A}",
        ("hari_buka", HARI): f"pos:{A}",
        ("kehadiran", hadir): f"pos:{A}",
        ("isian", timbang): "operator",
        ("tindakan", catat): "operator",
        ("tindakan", umum): "desa",
    }
    assert {key: where(op, *key) for key in expected} == expected


def test_a_posyandu_laptop_holds_desa_and_its_own_and_may_ask_for_no_other(laptop: Make) -> None:
    a = laptop(A)
    assert [x["kunci"] for x in a.hello_answer["lingkup"]] == ["desa", f"pos:{A}"]
    for kunci in ("operator", f"pos:{B}", "tertutup:jiwa:1", "tertutup:jiwa", "tertutup:", "x"):
        for path, query in (("pull", {}), ("digest", {"at": 0}), ("ids", {"bucket": 0})):
            answer = a.call("get", f"/{path}", lingkup=kunci, **query)
            assert (answer.status_code, answer.json()["alasan"]) == (403, "luar-lingkup")


def test_a_code_for_a_posyandu_name_is_for_the_id_every_laptop_derives(laptop: Make) -> None:
    a = laptop(" melati  1")
    expected = posyandu_id(desa_id("3201012001"), "Melati 1")
    assert [x["kunci"] for x in a.hello_answer["lingkup"]] == ["desa", f"pos:{expected}"]


def test_rows_of_foreign_lingkup_are_left_out_of_a_rows_answer(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    orang = warga(op, B)
    op.push()
    assert where(op, "warga", orang) == f"pos:{B}"
    assert where(a, "warga", orang) is None


def test_a_foreign_record_is_quarantined_alone_and_the_batch_goes_on(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    di_b = warga(op, B)
    op.push()
    a.change("warga", di_b, "set", 1, agama=3)
    isian(a, di_b)
    warga(a, B)
    warga(a, None)
    baik = warga(a, A)
    assert codes(a.push()) == ["luar-lingkup"] * 4
    assert where(a, "warga", baik) == f"pos:{A}"


def test_a_visitor_weighed_here_is_accepted_into_her_own_lingkup_with_the_act_of_it(
    laptop: Make,
) -> None:
    op, a = laptop(), laptop(A)
    tamu = warga(op, B)
    op.push()
    hari(a, A)
    timbang = isian(a, tamu, hari_buka_id=HARI)
    hadir = a.change("kehadiran", None, "set", 0, hari_buka_id=HARI, warga_id=tamu)
    act = a.act("mencatat", "isian", timbang)
    assert codes(a.push()) == []
    assert where(op, "isian", timbang) == f"pos:{B}"
    assert where(op, "tindakan", act) == f"pos:{B}"
    assert where(op, "kehadiran", hadir) == f"pos:{A}"
    a.change("isian", timbang, "set", 0, berat_badan="9.50")
    assert codes(a.push()) == []


def test_a_moved_warga_takes_her_records_along_and_leaves_notes_behind(laptop: Make) -> None:
    op, a, b = laptop(), laptop(A), laptop(B)
    orang, lain = warga(op, A), warga(op, A)
    hari(op, A)
    timbang = isian(op, orang, hari_buka_id=HARI)
    act = op.act("mencatat", "isian", timbang)
    hadir = op.change("kehadiran", None, "set", 0, hari_buka_id=HARI, warga_id=orang)
    head = op.push()["head"]
    assert a.pull(f"pos:{A}")["next"] == head
    a.change("warga", orang, "set", head, posyandu_id=B)
    a.push()
    page = a.pull(f"pos:{A}", head)
    assert {(k["tbl"], k["id"]) for k in page["keluar"]} == {
        ("warga", orang),
        ("isian", timbang),
        ("tindakan", act),
    }
    assert page["rows"] == []
    arrived = b.pull(f"pos:{B}")["rows"]
    assert [(r["tbl"], r["id"]) for r in arrived] == [
        ("warga", orang),
        ("isian", timbang),
        ("tindakan", act),
    ]
    assert all(r["seq"] > head and "set" in r for r in arrived)
    assert sorted(k["seq"] for k in page["keluar"]) == [r["seq"] for r in arrived]
    assert where(op, "kehadiran", hadir) == f"pos:{A}"
    assert where(op, "warga", lain) == f"pos:{A}"
    heads = {x["kunci"]: x["head"] for x in a.hello().hello_answer["lingkup"]}
    assert heads[f"pos:{A}"] == page["head"]


def test_records_written_in_the_batch_of_a_move_follow_too(laptop: Make) -> None:
    op = laptop()
    orang = warga(op, A)
    op.push()
    before = isian(op, orang)
    op.change("warga", orang, "set", 1, posyandu_id=B)
    after = isian(op, orang)
    head = op.push()["head"]
    assert where(op, "isian", before) == where(op, "isian", after) == f"pos:{B}"
    feed = op.pull(f"pos:{B}", full=1)["rows"]
    assert len({r["seq"] for r in feed}) == len(feed) == 3
    assert max(r["seq"] for r in feed) == head
    assert op.pull(f"pos:{A}", full=1)["rows"] == []


def test_a_late_entry_of_the_old_posyandu_is_taken_and_lands_where_she_is_now(
    laptop: Make,
) -> None:
    op, a = laptop(), laptop(A)
    orang = warga(op, A)
    op.push()
    op.change("warga", orang, "set", 1, posyandu_id=B)
    op.push()
    a.change("warga", orang, "set", 1, suku="SUNDA")
    late = isian(a, orang)
    assert codes(a.push()) == []
    assert where(op, "isian", late) == f"pos:{B}"
    row = op.row("warga", orang)
    assert row is not None
    assert (row["set"]["suku"], row["lingkup"]) == ("SUNDA", f"pos:{B}")


def test_a_second_conflicting_move_waits_for_a_person(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    orang = warga(op, A)
    op.push()
    op.change("warga", orang, "set", 1, posyandu_id=B)
    op.push()
    a.change("warga", orang, "set", 1, posyandu_id="5f0c0000-0000-5000-8000-00000000000c")
    assert a.push()["conflicts"] == 1
    assert where(op, "warga", orang) == f"pos:{B}"
    (case,) = op.konflik(f"pos:{B}")
    assert case["kolom"] == "posyandu_id"


def test_what_came_before_its_subject_waits_and_enters_by_itself(
    laptop: Make, store: Store
) -> None:
    a, b = laptop(A), laptop(A)
    orang = "0195f2c0-0000-7000-8000-0000000000aa"
    early = isian(a, orang)
    a.change("isian", early, "set", 0, lila="14.0")
    act = a.act("mencatat", "isian", early)
    assert codes(a.push()) == ["subjek-belum-ada"] * 3
    b.change("warga", orang, "set", 0, nama="S", posyandu_id=A)
    b.push()
    row = b.row("isian", early)
    assert row is not None
    assert row["set"]["lila"] == "14.0"
    assert row["device"] == a.device
    assert where(b, "tindakan", act) == f"pos:{A}"
    assert count(store, "SELECT count(*) FROM quarantine WHERE keadaan = 'terap'") == 3
    assert count(store, "SELECT count(*) FROM quarantine WHERE keadaan = 'tahan'") == 0
    again = a.ok("post", "/push", a.batch(1, 3))
    assert codes(again) == ["subjek-belum-ada"] * 3, "the receipt does not change afterwards"


def test_wrong_order_within_a_batch_settles_within_it(laptop: Make, store: Store) -> None:
    a = laptop(A)
    orang = "0195f2c0-0000-7000-8000-0000000000aa"
    early = isian(a, orang)
    a.change("warga", orang, "set", 0, nama="S", posyandu_id=A)
    assert codes(a.push()) == []
    assert where(a, "isian", early) == f"pos:{A}"
    assert count(store, "SELECT count(*) FROM quarantine") == 0


def test_a_released_older_value_does_not_undo_its_own_devices_newer_one(laptop: Make) -> None:
    a = laptop(A)
    orang = "0195f2c0-0000-7000-8000-0000000000aa"
    a.change("warga", orang, "set", 7, agama=1, suku="LAMA")
    assert codes(a.push()) == ["subjek-belum-ada"]
    a.change("warga", orang, "set", 0, nama="S", posyandu_id=A, agama=2)
    a.push()
    row = a.row("warga", orang)
    assert row is not None
    assert row["set"]["agama"] == 2
    assert row["set"]["suku"] == "LAMA"


def test_tables_and_forms_of_a_newer_version_are_replayed_after_the_upgrade(
    laptop: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = laptop(A)
    orang = warga(a, A)
    new = a.change("arisan", None, "set", 0, warga_id=orang, jenis="PKH")
    form = isian(a, orang)
    a.bodies[-1] = a.bodies[-1].replace(b"pemeriksaan_balita", b"kunjungan_mendatang")
    assert codes(a.push()) == ["tabel-belum-dikenal", "tidak-dikenal-form"]
    a.hello()
    assert where(a, "isian", form) is None
    from dataclasses import replace

    from sipd_desktop.bidang import FORMS, REGISTERS
    from sipd_desktop.spec.register import Lingkup
    from sipd_server import scope

    table = replace(
        REGISTERS["kehadiran"], key="arisan", lingkup=Lingkup("ikut", "warga_id", "warga")
    )
    monkeypatch.setitem(REGISTERS, "arisan", table)
    monkeypatch.setitem(FORMS, "kunjungan_mendatang", FORMS["pemeriksaan_balita"])
    monkeypatch.setitem(scope.DECIDING, "arisan", ("warga_id",))
    assert {"tbl:arisan", "form:kunjungan_mendatang"} <= waiting.known_now()
    head = a.hello_answer["head"]
    a.hello()
    assert a.hello_answer["head"] == head + 2
    assert where(a, "isian", form) == where(a, "arisan", new) == f"pos:{A}"
    a.hello()
    assert a.hello_answer["head"] == head + 2


def test_whole_desa_laptop_learns_of_every_posyandu(laptop: Make) -> None:
    op = laptop()
    op.change("posyandu", A, "set", 0, nama_awal="A", nama="A")
    op.push()
    keys = [x["kunci"] for x in op.hello().hello_answer["lingkup"]]
    assert keys == ["desa", "operator", f"pos:{A}"]
    warga(op, B)
    op.push()
    assert f"pos:{B}" in [x["kunci"] for x in op.hello().hello_answer["lingkup"]]


def test_a_record_that_is_its_own_parent_is_no_endless_loop(laptop: Make) -> None:
    op = laptop()
    loop = "0195f2c0-0000-7000-8000-0000000000aa"
    op.change("isian", loop, "set", 0, form_versi=1, subjek_jenis="isian", subjek=loop)
    assert codes(op.push()) == ["subjek-belum-ada"]
    orang = warga(op, A)
    one, two = isian(op, orang), isian(op, orang)
    op.push()
    op.change("isian", one, "set", 99, subjek_jenis="isian", subjek=two)
    op.change("isian", two, "set", 99, subjek_jenis="isian", subjek=one)
    op.change("warga", orang, "set", 99, posyandu_id=B)
    assert op.push()["acked_n"] == len(op.bodies)


def test_the_act_of_a_move_is_taken_in_the_same_batch_as_the_move(laptop: Make) -> None:
    """The old lingkup counts at once, not only when the batch is written."""
    op, a, b = laptop(), laptop(A), laptop(B)
    orang = warga(op, A)
    head = op.push()["head"]
    a.change("warga", orang, "set", head, posyandu_id=B)
    act = a.act("memindahkan", "warga", orang)
    late = isian(a, orang)
    assert codes(a.push()) == []
    assert where(b, "tindakan", act) == where(b, "isian", late) == f"pos:{B}"
