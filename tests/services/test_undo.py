"""Undo is a new patch, field by field; refused for what was changed since, or is signed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pembuat import HARI_INI, Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.baris import PendatangBaru
from sipd_desktop.services.hari.hadir import list_antrean, mark_hadir
from sipd_desktop.services.hari.keadaan import close_hari, reopen_hari
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.ukur import open_lembar
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.urungkan import undo

SYNCED = ("warga", "keluarga", "hari_buka", "kehadiran", "isian", "kader")


def live(dunia: Dunia) -> dict[str, list[tuple[Any, ...]]]:
    """Content of the live rows: what a person sees."""
    skip = ["rid", "updated_at", "created_at"]
    found = {}
    for tbl in SYNCED:
        names = [r[1] for r in dunia.sql(f"PRAGMA table_info('{tbl}')") if r[1] not in skip]
        columns = ", ".join(names)
        found[tbl] = sorted(
            dunia.sql(f"SELECT {columns} FROM {tbl} WHERE deleted_at IS NULL"), key=repr
        )
    return found


def refused(code: str, dunia: Dunia, acts: object) -> None:
    before = dunia.dump()
    with pytest.raises(UserError) as caught:
        dunia.act(undo, acts)
    assert caught.value.code == code
    assert dunia.dump() == before


def edit(dunia: Dunia, warga: str, **patch: object) -> tuple[str, ...]:
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("warga", warga, patch)
        return niat.done().tindakan


def weigh(dunia: Dunia) -> tuple[str, str, Callable[[str], tuple[str, ...]]]:
    child, hari = dunia.balita(), dunia.hari()
    return child, hari, lambda kg: dunia.timbang(hari, child, kg).tindakan


def test_undo_of_an_edit_gives_the_old_values_and_a_new_act(dunia: Dunia) -> None:
    child = dunia.balita()
    before = live(dunia)
    acts = edit(dunia, child, nama="SALAH", punya_kms=False, suku="JAWA")
    changes = dunia.act(undo, acts)
    assert live(dunia) == before
    assert changes.kinds == {"warga"}
    verbs = {v for (v,) in dunia.sql("SELECT verb FROM tindakan WHERE id = ?", changes.tindakan[0])}
    assert verbs == {"membatalkan"}
    assert dunia.sql("SELECT tbl FROM sync_dirty WHERE id = ?", child) == [("warga",)]
    assert all(c.baik for c in check_buku(dunia.buku))


def test_undo_of_a_first_weighing_takes_all_of_it_back(dunia: Dunia) -> None:
    child, hari, save = weigh(dunia)
    before = live(dunia)
    acts = save("9.4")
    dunia.act(undo, acts)
    assert live(dunia) == before
    assert dunia.read(list_antrean, hari) == ()
    assert dunia.read(open_lembar, hari, child).nilai.berat_badan is None
    assert dunia.sql("SELECT * FROM hasil") == []


def test_undo_of_a_correction_gives_the_first_weight_again(dunia: Dunia) -> None:
    child, hari, save = weigh(dunia)
    save("9.4")
    before = live(dunia)
    dunia.act(undo, save("4.9"))
    assert live(dunia) == before
    assert str(dunia.read(open_lembar, hari, child).nilai.berat_badan) == "9.40"


def test_weighing_again_after_an_undo_can_be_undone_again(dunia: Dunia) -> None:
    child, hari, save = weigh(dunia)
    before = live(dunia)
    dunia.act(undo, save("9.4"))
    acts = save("9.5")
    assert str(dunia.read(open_lembar, hari, child).nilai.berat_badan) == "9.50"
    dunia.act(undo, acts)
    assert live(dunia) == before


def test_two_acts_are_undone_one_after_the_other(dunia: Dunia) -> None:
    _, _, save = weigh(dunia)
    before = live(dunia)
    first, second = save("9.4"), save("9.5")
    dunia.act(undo, second)
    dunia.act(undo, first)
    assert live(dunia) == before


def test_the_first_of_two_acts_alone_is_refused(dunia: Dunia) -> None:
    _, _, save = weigh(dunia)
    first, _ = save("9.4"), save("9.5")
    refused("sudah-diubah-lagi", dunia, first)


def test_the_same_act_is_not_undone_twice(dunia: Dunia) -> None:
    child, _, save = weigh(dunia)
    acts = save("9.4")
    dunia.act(undo, acts)
    refused("sudah-diubah-lagi", dunia, acts)
    edited = edit(dunia, child, nama="X")
    dunia.act(undo, edited)
    refused("sudah-diubah-lagi", dunia, edited)


def test_another_laptops_change_of_the_row_refuses_the_undo_of_its_making(dunia: Dunia) -> None:
    _, _, save = weigh(dunia)
    acts = save("9.4")
    with dunia.buku.write() as conn:  # as a pull writes it
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
        conn.exec_driver_sql(
            "UPDATE isian SET body = json_set(body, '$.catatan', 'dari laptop lain')"
        )
        conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")
    refused("sudah-diubah-lagi", dunia, acts)


def test_change_of_another_field_does_not_stop_an_undo(dunia: Dunia) -> None:
    child = dunia.balita("ALYA PUTRI")
    acts = edit(dunia, child, nama="SALAH")
    edit(dunia, child, suku="JAWA")
    dunia.act(undo, acts)
    assert dunia.sql("SELECT nama, suku FROM warga WHERE id = ?", child) == [("ALYA PUTRI", "JAWA")]


def test_change_of_the_same_field_stops_the_whole_undo(dunia: Dunia) -> None:
    child = dunia.balita()
    acts = edit(dunia, child, nama="SALAH", suku="JAWA")
    edit(dunia, child, suku="SUNDA")
    refused("sudah-diubah-lagi", dunia, acts)


def test_undo_of_a_newcomer_takes_person_household_and_queue_number_back(dunia: Dunia) -> None:
    hari = dunia.hari()
    before = live(dunia)
    new = PendatangBaru("HANI", "P", HARI_INI.replace(year=2025), "YUNI", rt="001", rw="001")
    _, changes = dunia.act(register, hari, new)
    dunia.act(undo, changes.tindakan)
    assert live(dunia) == before


def test_newcomer_who_was_weighed_since_stays(dunia: Dunia) -> None:
    hari = dunia.hari()
    new = PendatangBaru("HANI", "P", HARI_INI.replace(year=2025), "YUNI", rt="001", rw="001")
    child, changes = dunia.act(register, hari, new)
    dunia.timbang(hari, child, "9.0")
    refused("sudah-diubah-lagi", dunia, changes.tindakan)
    only_person = dunia.sql(
        "SELECT id FROM tindakan WHERE objek = ? AND verb = 'mendaftarkan'", child
    )
    refused("sudah-diubah-lagi", dunia, [i for (i,) in only_person])


def test_undo_of_a_void_brings_the_row_back(dunia: Dunia) -> None:
    child = dunia.balita()
    before = live(dunia)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.void("warga", child)
        acts = niat.done().tindakan
    dunia.act(undo, acts)
    assert live(dunia) == before


def test_nothing_is_undone_on_a_signed_day(dunia: Dunia) -> None:
    child, hari, save = weigh(dunia)
    acts = save("9.4")
    came = dunia.act(mark_hadir, hari, dunia.balita("BAGAS"))[1].tindakan
    dunia.act(close_hari, hari, {})
    refused("hari-sudah-ditutup", dunia, acts)
    refused("hari-sudah-ditutup", dunia, came)
    dunia.act(reopen_hari, hari)
    dunia.act(undo, acts)
    assert dunia.read(open_lembar, hari, child).nilai.berat_badan is None


def test_closing_itself_can_be_undone(dunia: Dunia) -> None:
    hari = dunia.hari()
    before = live(dunia)
    dunia.act(undo, dunia.act(close_hari, hari, {"S": 1}).tindakan)
    assert live(dunia) == before


@pytest.mark.parametrize("acts", [[], ["tidak-ada"]])
def test_nothing_to_undo_is_told(dunia: Dunia, acts: list[str]) -> None:
    refused("tidak-ada-yang-dibatalkan", dunia, acts)
