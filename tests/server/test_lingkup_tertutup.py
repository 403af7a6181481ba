"""Closed lingkup, people without a Posyandu, and laptops whose lingkup are changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import update

from server.laptop import Laptop, codes, where
from server.proses import SANDI
from server.test_proses import sipd_server
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import desa_id, posyandu_id
from sipd_server.devices import Ubahan, change_scope, list_devices
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.schema import DEVICE
from sipd_server.scope import Scope
from sipd_server.store import Store

Make = Callable[..., Laptop]
DESA = "3201012001"
A = "5f0c0000-0000-5000-8000-00000000000a"
B = "5f0c0000-0000-5000-8000-00000000000b"


@pytest.fixture
def tertutup(store: Store, alamat: str, http: requests.Session) -> Make:
    """`tertutup("jiwa", A)`: a laptop enrolled for closed kinds of some Posyandu (none: desa)."""

    def make(jenis: str, *posyandu: str) -> Laptop:
        scope = posyandu_scope(DESA, posyandu, jenis.split())
        code, _ = make_code(store, DESA, scope, now=clock.now())
        return Laptop(http, alamat).enrol(code).hello()

    return make


def warga(laptop: Laptop, pos: str | None) -> str:
    return laptop.change("warga", None, "set", 0, nama="S", **({"posyandu_id": pos} if pos else {}))


def note(laptop: Laptop, orang: str, jenis: str = "jiwa", base: int = 0, **more: Any) -> str:
    fields = {"tanggal": "2026-11-14", "kunci": "k", "isi": "RAHASIA", **more}
    return laptop.change(
        "catatan_tertutup", None, "set", base, warga_id=orang, jenis=jenis, **fields
    )


def everything(laptop: Laptop) -> str:
    """All that any call gives this laptop, as one text."""
    laptop.hello()
    keys = [x["kunci"] for x in laptop.hello_answer["lingkup"]]
    return json.dumps([laptop.pull(k, full=1) for k in keys])


def lingkup(laptop: Laptop) -> list[str]:
    return [x["kunci"] for x in laptop.hello().hello_answer["lingkup"]]


def test_a_closed_note_and_all_about_it_go_to_laptops_enrolled_for_its_kind_only(
    laptop: Make, tertutup: Make
) -> None:
    bidan, lain, kader, op = tertutup("jiwa", A), tertutup("kdrt", A), laptop(A), laptop()
    orang = warga(bidan, A)
    catatan = note(bidan, orang)
    act = bidan.act("mencatat", "catatan_tertutup", catatan)
    kunci = bidan.change("kunci_tertutup", None, "set", 0, jenis="jiwa", kunci="k", bungkus="W")
    assert codes(bidan.push()) == []
    assert where(bidan, "catatan_tertutup", catatan) == f"tertutup:jiwa:{A}"
    assert where(bidan, "tindakan", act) == f"tertutup:jiwa:{A}"
    assert where(bidan, "kunci_tertutup", kunci) == "tertutup:jiwa:desa"
    assert f"tertutup:jiwa:{A}" in lingkup(bidan)
    for other in (lain, kader, op):
        text = everything(other)
        assert orang in text
        assert catatan not in text
        assert act not in text
        assert where(other, "catatan_tertutup", catatan) is None
        for kunci_lingkup in (f"tertutup:jiwa:{A}", "tertutup:jiwa:desa"):
            assert other.call("get", "/pull", lingkup=kunci_lingkup).status_code == 403


def test_only_laptops_enrolled_for_it_write_a_closed_note(laptop: Make, tertutup: Make) -> None:
    bidan, kader = tertutup("jiwa", A), laptop(A)
    orang = warga(bidan, A)
    catatan = note(bidan, orang)
    head = bidan.push()["head"]
    note(kader, orang)
    kader.change("catatan_tertutup", catatan, "set", head, isi="DIGANTI")
    kader.act("mengubah", "catatan_tertutup", catatan)
    note(bidan, orang, "hiv")
    assert codes(kader.push()) == ["luar-lingkup"] * 3
    assert codes(bidan.push()) == ["luar-lingkup"]
    row = bidan.row("catatan_tertutup", catatan)
    assert row is not None
    assert row["set"]["isi"] == "RAHASIA"


def test_whole_desa_with_a_kind_learns_of_each_closed_lingkup(tertutup: Make) -> None:
    bidan = tertutup("jiwa hiv")
    assert lingkup(bidan) == ["desa", "operator", "tertutup:hiv:desa", "tertutup:jiwa:desa"]
    note(bidan, warga(bidan, A))
    note(bidan, warga(bidan, None), "hiv")
    assert codes(bidan.push()) == []
    assert {f"tertutup:jiwa:{A}", "tertutup:hiv:operator"} <= set(lingkup(bidan))


def test_closed_notes_follow_a_move_each_in_its_kind_and_late_ones_arrive(
    laptop: Make, tertutup: Make
) -> None:
    bidan_a, bidan_b, op = tertutup("jiwa kdrt", A), tertutup("jiwa", B), laptop()
    orang = warga(bidan_a, A)
    jiwa, kdrt = note(bidan_a, orang), note(bidan_a, orang, "kdrt")
    head = bidan_a.push()["head"]
    op.change("warga", orang, "set", head, posyandu_id=B)
    op.push()
    assert where(bidan_b, "catatan_tertutup", jiwa) == f"tertutup:jiwa:{B}"
    assert where(bidan_b, "catatan_tertutup", kdrt) is None
    gone = {k["id"] for k in bidan_a.pull(f"tertutup:jiwa:{A}", head)["keluar"]}
    gone |= {k["id"] for k in bidan_a.pull(f"tertutup:kdrt:{A}", head)["keluar"]}
    assert gone == {jiwa, kdrt}
    late = note(bidan_a, orang)
    bidan_a.change("catatan_tertutup", jiwa, "set", head, tindak_lanjut="KUNJUNGAN")
    act = bidan_a.act("mengubah", "catatan_tertutup", jiwa)
    assert codes(bidan_a.push()) == []
    assert where(bidan_b, "catatan_tertutup", late) == f"tertutup:jiwa:{B}"
    assert where(bidan_b, "tindakan", act) == f"tertutup:jiwa:{B}"


def test_anonymising_a_person_empties_her_closed_notes(tertutup: Make) -> None:
    bidan = tertutup("jiwa", A)
    orang = warga(bidan, A)
    catatan = note(bidan, orang)
    head = bidan.push()["head"]
    bidan.change("warga", orang, "anonim", head)
    assert codes(bidan.push()) == []
    row = bidan.row("catatan_tertutup", catatan)
    assert row is not None
    assert "isi" not in row["set"]
    assert row["set"]["jenis"] == "jiwa"


def test_a_person_who_gets_a_posyandu_leaves_the_operator_lingkup(laptop: Make) -> None:
    op, a = laptop(), laptop(A)
    orang = warga(op, None)
    head = op.push()["head"]
    assert where(op, "warga", orang) == "operator"
    assert where(a, "warga", orang) is None
    op.change("warga", orang, "set", head, posyandu_id=A)
    op.push()
    assert [k["id"] for k in op.pull("operator", head)["keluar"]] == [orang]
    assert [r["id"] for r in a.pull(f"pos:{A}")["rows"]] == [orang]


def test_a_gained_and_a_lost_posyandu_count_from_the_very_next_call(
    laptop: Make, store: Store
) -> None:
    op, a = laptop(), laptop(A)
    di_a, di_b = warga(op, A), warga(op, B)
    op.push()
    ubah = Ubahan(tambah=(B,), lepas=(A,))
    held = change_scope(store, DESA, a.device, ubah, clock.now())
    assert held == ["desa", f"pos:{B}"]
    for path, query in (("pull", {}), ("digest", {"at": 0}), ("ids", {"bucket": 0})):
        answer = a.call("get", f"/{path}", lingkup=f"pos:{A}", **query)
        assert (answer.status_code, answer.json()["alasan"]) == (401, "token")
    warga(a, B)
    assert a.call("post", "/push", a.batch(1, 1)).status_code == 401
    assert lingkup(a) == ["desa", f"pos:{B}"]
    assert codes(a.push()) == []
    assert a.call("get", "/pull", lingkup=f"pos:{A}").status_code == 403
    assert where(a, "warga", di_a) is None
    assert where(a, "warga", di_b) == f"pos:{B}"


def test_what_was_entered_before_the_loss_is_still_taken_but_not_after_60_days(
    tertutup: Make, laptop: Make, store: Store
) -> None:
    op, a = laptop(), tertutup("jiwa", A)
    orang = warga(op, A)
    op.push()
    lepas = Ubahan(tambah=(B,), lepas=(A,), lepas_tertutup=("jiwa",))
    change_scope(store, DESA, a.device, lepas, clock.now() - timedelta(days=59))
    a.hello()
    a.change("warga", orang, "set", 1, suku="SUNDA")
    catatan = note(a, orang)
    assert codes(a.push()) == []
    assert where(a, "warga", orang) is None
    assert where(a, "catatan_tertutup", catatan) is None
    long_ago = clock.now() - timedelta(days=61)
    lost = Scope(frozenset({A})).become(Scope(frozenset({B})), long_ago)
    with store.write(DESA) as conn:
        conn.execute(update(DEVICE).where(DEVICE.c.device == a.device).values(cakupan=lost.dump()))
    a.hello()
    a.change("warga", orang, "set", 1, suku="JAWA")
    assert codes(a.push()) == ["luar-lingkup"]


def test_scope_is_stored_and_read_back_whole() -> None:
    now = clock.now()
    first = Scope(frozenset({A}), frozenset({"jiwa"}))
    for scope in (Scope(), first, first.become(Scope(), now)):
        assert Scope.load(scope.dump()) == scope
    assert Scope.load(json.dumps([A])) == Scope(frozenset({A}))
    assert first.become(Scope(frozenset({A}), frozenset({"jiwa"})), now) is first


@pytest.mark.parametrize(
    ("ubahan", "code"),
    [
        (Ubahan(lepas=(A,)), "pusat-tanpa-posyandu"),
        (Ubahan(tertutup=("x",)), "pusat-jenis-tertutup"),
    ],
)
def test_a_change_that_cannot_be_leaves_the_laptop_as_it_was(
    laptop: Make, store: Store, ubahan: Ubahan, code: str
) -> None:
    a = laptop(A)
    with pytest.raises(UserError) as refused:
        change_scope(store, DESA, a.device, ubahan, clock.now())
    assert refused.value.code == code
    assert list_devices(store, DESA)[0]["lingkup"] == ["desa", f"pos:{A}"]


def test_commands_make_a_closed_code_and_change_a_laptop(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "pusat"), "--desa", "32.01.01.2001", "--json")
    made = sipd_server("kode", "--posyandu", "Melati", "--tertutup", "jiwa", *data)
    assert len(json.loads(made.stdout)["kode"]) == 10
    bad = sipd_server("kode", "--tertutup", "rahasia", *data)
    assert (bad.returncode, json.loads(bad.stdout)["alasan"]) == (1, "pusat-jenis-tertutup")
    from sipd_server import embedded

    store = embedded.open_store(tmp_path / "pusat", SANDI)
    with store.write(DESA) as conn:
        from sipd_server.enrol import add_device

        melati = posyandu_id(desa_id(DESA), "Melati")
        scope = Scope(frozenset({melati})).dump()
        add_device(conn, DESA, A, pubkey="0", nama="L", terdaftar="x", cakupan=scope)
    store.close()
    done = sipd_server(
        "perangkat", "--perangkat", A, "--tambah", "Mawar", "--lepas", "Melati", *data
    )
    mawar = posyandu_id(desa_id(DESA), "Mawar")
    (one,) = json.loads(done.stdout)["perangkat"]
    assert one["lingkup"] == ["desa", f"pos:{mawar}"]
    assert sipd_server("perangkat", "--tambah", "Mawar", *data).returncode == 2
