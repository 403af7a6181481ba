"""Moving a person, a family, or the RT of a Posyandu that is split: RT proposes, undo works."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pembuat import DESA, MAWAR_ID, MELATI_ID, Dunia, make_keluarga, make_warga
from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.pindah import RtPindah, list_rt, list_tujuan, list_usul, move, split
from sipd_desktop.services.urungkan import undo


def family(dunia: Dunia, rt: str = "001", rw: str = "001", members: int = 3, **more: Any) -> str:
    with dunia.buku.write() as conn:
        kk = make_keluarga(conn, dunia.petugas, rt=rt, rw=rw, **more)
        for n in range(members):
            home = more.get("posyandu_id", MELATI_ID)
            make_warga(conn, dunia.petugas, f"ORANG {n}", keluarga_id=kk, posyandu_id=home)
    return kk


def homes(dunia: Dunia, kk: str) -> list[tuple[Any, ...]]:
    return dunia.sql(
        "SELECT posyandu_id FROM keluarga WHERE id = ?1 "
        "UNION ALL SELECT posyandu_id FROM warga WHERE keluarga_id = ?1",
        kk,
    )


def served(dunia: Dunia, posyandu: str) -> list[str]:
    found = dunia.one("SELECT rt_layanan FROM posyandu WHERE id = ?", posyandu)
    return list(json.loads(found)) if found else []


def test_the_posyandu_that_serves_the_rt_is_proposed_first(dunia: Dunia) -> None:
    there, nowhere = family(dunia, "003"), family(dunia, "009")
    (mawar,) = dunia.read(list_tujuan, there)
    assert (mawar.id, mawar.nama, mawar.usul, mawar.di_sini) == (MAWAR_ID, "Mawar", True, True)
    (mawar,) = dunia.read(list_tujuan, nowhere)
    assert mawar.usul is False
    usul = dunia.read(list_usul, MELATI_ID)
    assert [(u.rt, u.keluarga, u.orang, u.usul) for u in usul] == [("003", (there,), 3, MAWAR_ID)]
    dunia.run(
        "INSERT INTO lingkup_kursor(kunci, kursor, head) VALUES (?, 0, 0)", f"pos:{MELATI_ID}"
    )
    assert dunia.read(list_tujuan, there)[0].di_sini is False


def test_a_family_moves_whole_in_one_act_that_can_be_taken_back(dunia: Dunia) -> None:
    kk, other = family(dunia), family(dunia)
    changes = dunia.act(move, MAWAR_ID, keluarga=[kk])
    assert homes(dunia, kk) == [(MAWAR_ID,)] * 4
    assert homes(dunia, other) == [(MELATI_ID,)] * 4
    verbs = dunia.sql("SELECT DISTINCT verb FROM tindakan WHERE verb = 'memindahkan'")
    assert verbs == [("memindahkan",)]
    assert len(changes.tindakan) == 4
    dunia.act(undo, changes.tindakan)
    assert homes(dunia, kk) == [(MELATI_ID,)] * 4


def test_one_person_moves_without_her_family(dunia: Dunia) -> None:
    kk = family(dunia)
    who = dunia.one("SELECT max(id) FROM warga WHERE keluarga_id = ?", kk)
    dunia.act(move, MAWAR_ID, warga=[who])
    assert sorted(homes(dunia, kk)) == sorted([(MELATI_ID,)] * 3 + [(MAWAR_ID,)])


def test_a_newcomer_from_another_rt_is_at_home_after_the_move(dunia: Dunia) -> None:
    kk = family(dunia, "003", members=0)
    with dunia.buku.write() as conn:
        who = make_warga(conn, dunia.petugas, "TAMU", keluarga_id=kk, luar_wilayah=True)
    dunia.act(move, MAWAR_ID, keluarga=[kk])
    assert dunia.sql("SELECT posyandu_id, luar_wilayah FROM warga WHERE id = ?", who) == [
        (MAWAR_ID, None)
    ]


@pytest.mark.parametrize(
    ("posyandu", "code"), [(MELATI_ID, "pindah-sudah-di-sana"), ("x", "posyandu-tidak-ada")]
)
def test_a_move_to_nowhere_or_to_where_they_are_changes_nothing(
    dunia: Dunia, posyandu: str, code: str
) -> None:
    kk = family(dunia)
    before = dunia.dump()
    with pytest.raises(UserError) as refused:
        dunia.act(move, posyandu, keluarga=[kk])
    assert refused.value.code == code
    assert dunia.dump() == before


def test_a_split_moves_the_rt_their_families_and_who_serves_them(dunia: Dunia) -> None:
    stay, go, gone = family(dunia, "001"), family(dunia, "002"), family(dunia, "002")
    rt = [one for one in dunia.read(list_rt, MELATI_ID) if one.rt == "002"]
    assert [(one.rt, len(one.keluarga), one.orang) for one in rt] == [("002", 2, 6)]
    ke, changes = dunia.act(split, MELATI_ID, rt, nama_baru="  Kenanga  1")
    assert ke == ids.posyandu_id(ids.desa_id(DESA), "Kenanga 1")
    assert served(dunia, ke) == ["KRAJAN|001|002"]
    assert served(dunia, MELATI_ID) == ["|001|001"]
    assert homes(dunia, go) == homes(dunia, gone) == [(ke,)] * 4
    assert homes(dunia, stay) == [(MELATI_ID,)] * 4
    dunia.act(undo, changes.tindakan)
    assert homes(dunia, go) == [(MELATI_ID,)] * 4
    assert served(dunia, MELATI_ID) == ["|001|001", "|001|002"]


def test_a_posyandu_that_serves_all_names_what_it_keeps(dunia: Dunia) -> None:
    dunia.run("UPDATE posyandu SET rt_layanan = NULL WHERE id = ?", MELATI_ID)
    family(dunia, "001"), family(dunia, "002")
    rt = [one for one in dunia.read(list_rt, MELATI_ID) if one.rt == "002"]
    dunia.act(split, MELATI_ID, rt, ke=MAWAR_ID)
    assert served(dunia, MELATI_ID) == ["KRAJAN|001|001"]
    assert "KRAJAN|001|002" in served(dunia, MAWAR_ID)


@pytest.mark.parametrize(
    ("rt", "more", "code"),
    [
        ((), {"ke": MAWAR_ID}, "pindah-tanpa-rt"),
        ((RtPindah("", "", "", (), 0, None),), {"ke": MAWAR_ID}, "pindah-rt-belum-diisi"),
        ((RtPindah("", "001", "002", (), 0, None),), {"ke": MELATI_ID}, "posyandu-tidak-ada"),
        ((RtPindah("", "001", "002", (), 0, None),), {"nama_baru": "mawar"}, "posyandu-sudah-ada"),
    ],
)
def test_a_split_that_cannot_be_changes_nothing(
    dunia: Dunia, rt: tuple[RtPindah, ...], more: dict[str, str], code: str
) -> None:
    family(dunia, "002")
    before = dunia.dump()
    with pytest.raises(UserError) as refused:
        dunia.act(split, MELATI_ID, rt, **more)
    assert refused.value.code == code
    assert dunia.dump() == before
