"""States of a masalah: each step one intent with its act, taken back by undo, never by a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pembuat import MAWAR_ID, MELATI_ID, Dunia, make_warga
from pendataan_buatan import BARU, add_pendataan
from sipd_desktop.base.errors import InvalidInput, NotAllowed, UserError
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.kader import add_kader, retire_kader
from sipd_desktop.services.masalah import Saring, list_masalah, refresh_masalah
from sipd_desktop.services.masalah.keadaan import (
    DARI,
    MasalahBaru,
    Tugas,
    confirm,
    finish,
    note_masalah,
    reject,
    reopen,
    steps_of,
    take_on,
)
from sipd_desktop.services.masalah.tautan import Tautan, link
from sipd_desktop.services.urungkan import undo

HARI = date(2026, 9, 20)
SEMUA = Saring(status=())


@pytest.fixture
def dugaan(dunia: Dunia) -> tuple[Dunia, str]:
    """A dugaan penganggur."""
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    dunia.act(add_pendataan, "warga", who, BARU, kondisi_kerja=4, pendidikan_tertinggi=4)
    dunia.act(refresh_masalah, [who], HARI)
    ((made,),) = dunia.sql("SELECT id FROM masalah")
    return dunia, made


def row(dunia: Dunia) -> Any:
    (found,) = dunia.act(list_masalah, SEMUA)
    return found


LANGKAH: dict[str, Callable[[Dunia, str], Changes]] = {
    "terkonfirmasi": lambda d, i: d.act(confirm, i, HARI),
    "ditangani": lambda d, i: d.act(take_on, i, HARI, Tugas()),
    "selesai": lambda d, i: d.act(finish, i, HARI),
    "bukan": lambda d, i: d.act(reject, i, HARI),
}


def test_a_whole_life_and_its_history(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    for status in ("terkonfirmasi", "ditangani", "selesai"):
        changes = LANGKAH[status](dunia, made)
        assert len(changes.tindakan) == 1
        assert row(dunia).status == status
    dunia.act(reopen, made, HARI)
    dunia.act(take_on, made, HARI, Tugas("lain", kader, date(2026, 10, 1)))
    dunia.act(link, made, Tautan("aspirasi", nomor="A-17"))
    shown = row(dunia)
    assert (shown.status, shown.kader, shown.unit) == ("ditangani", "Bu Ani", "lain")
    assert shown.tenggat == date(2026, 10, 1)
    verbs = dunia.sql("SELECT verb FROM tindakan WHERE objek = ? ORDER BY urut", made)
    assert [v for (v,) in verbs] == [
        "menduga", "mengonfirmasi", "menangani", "menyelesaikan", "membuka-lagi", "menangani",
        "menautkan",
    ]  # fmt: skip
    told = "".join(str(r) for r in dunia.sql("SELECT * FROM tindakan"))
    assert "BUDI" not in told
    assert "mencari" not in told


@pytest.mark.parametrize("status", ["terkonfirmasi", "ditangani", "bukan"])
def test_undo_gives_back_the_dugaan(dugaan: tuple[Dunia, str], status: str) -> None:
    dunia, made = dugaan
    changes = LANGKAH[status](dunia, made)
    dunia.act(undo, changes.tindakan)
    assert row(dunia).status == "dugaan"
    assert dunia.act(refresh_masalah, None, HARI).changes.tindakan == ()


def test_only_the_steps_that_follow_are_taken(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    for status in ("dugaan", "terkonfirmasi", "ditangani", "selesai", "bukan"):
        offered = steps_of(status)
        for to, step in LANGKAH.items():
            dunia.run("UPDATE masalah SET status = ?", status)
            if to in offered:
                step(dunia, made)
                assert row(dunia).status == to
            else:
                with pytest.raises(UserError, match="masalah-"):
                    step(dunia, made)
                assert row(dunia).status == status
    assert set(DARI) == set(LANGKAH)


def test_rejected_stays_rejected_until_opened_again(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    dunia.act(reject, made, HARI, "sudah bekerja")
    dunia.act(refresh_masalah, None, HARI)
    assert dunia.act(list_masalah) == ()
    with pytest.raises(UserError, match="masalah-sudah-ditutup"):
        dunia.act(confirm, made, HARI)
    dunia.act(reopen, made, HARI)
    assert row(dunia).status == "dugaan"
    with pytest.raises(UserError, match="masalah-terbuka"):
        dunia.act(reopen, made, HARI)


def test_a_child_out_of_school_is_confirmed_with_which_kind(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "DEDI", tanggal_lahir="2014-01-01")
    dunia.act(add_pendataan, "warga", who, BARU, kondisi_kerja=3, pendidikan_tertinggi=2)
    dunia.act(refresh_masalah, [who], HARI)
    (found,) = dunia.act(list_masalah, Saring(jenis=("tidak_sekolah",)))
    with pytest.raises(InvalidInput):
        dunia.act(confirm, found.id, HARI)
    dunia.act(confirm, found.id, HARI, kode="putus")
    (found,) = dunia.act(list_masalah, Saring(jenis=("tidak_sekolah",)))
    assert (found.status, found.kode) == ("terkonfirmasi", "putus")


@pytest.mark.parametrize(
    ("tugas", "field"),
    [
        (Tugas(tenggat=date(2026, 9, 19)), "tenggat"),
        (Tugas(unit="apa saja"), "unit"),
        (Tugas(kader_id="tak-ada"), "kader_id"),
    ],
)
def test_a_task_is_checked(dugaan: tuple[Dunia, str], tugas: Tugas, field: str) -> None:
    dunia, made = dugaan
    before = dunia.dump()
    with pytest.raises(InvalidInput) as error:
        dunia.act(take_on, made, HARI, tugas)
    assert [p.field for p in error.value.problems] == [field]
    assert dunia.dump() == before


def test_a_retired_kader_takes_nothing_on(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    dunia.act(retire_kader, kader)
    with pytest.raises(InvalidInput):
        dunia.act(take_on, made, HARI, Tugas(kader_id=kader))


def test_what_a_kader_noted_is_true_at_once_and_no_rule_lets_it_fall(dunia: Dunia) -> None:
    who = dunia.write(make_warga, dunia.petugas, "BUDI")
    baru = MasalahBaru("warga", who, "lain", HARI, "Rumahnya kebanjiran")
    made, changes = dunia.act(note_masalah, baru)
    assert len(changes.tindakan) == 1
    assert dunia.act(refresh_masalah, [who], HARI).changes.tindakan == ()
    assert (row(dunia).status, row(dunia).alasan) == ("terkonfirmasi", "Rumahnya kebanjiran")
    again, more = dunia.act(note_masalah, baru)
    assert (again, more.tindakan) == (made, ())
    dunia.act(finish, made, HARI)
    with pytest.raises(UserError, match="masalah-sudah-ditutup"):
        dunia.act(note_masalah, baru)
    with pytest.raises(InvalidInput):
        dunia.act(note_masalah, MasalahBaru("warga", who, "lain", HARI, " "))


def test_noting_what_rules_suspected_confirms_it(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    who = row(dunia).subjek
    again, _ = dunia.act(
        note_masalah, MasalahBaru("warga", who, "penganggur", HARI, "Baru berhenti kerja")
    )
    assert again == made
    assert (row(dunia).status, row(dunia).asal) == ("terkonfirmasi", "kader")


def test_another_posyandu_and_social_kinds_are_refused(dugaan: tuple[Dunia, str]) -> None:
    dunia, made = dugaan
    dunia.act(add_kader, posyandu_id=MAWAR_ID, nama="Bu K", jabatan="ketua")
    kader, _ = dunia.act(add_kader, posyandu_id=MELATI_ID, nama="Bu Ani", jabatan="kader")
    ani = Petugas(kader, kader)
    who = row(dunia).subjek
    with pytest.raises(NotAllowed), dunia.buku.write() as conn:
        note_masalah(conn, ani, MasalahBaru("warga", who, "disabilitas", HARI, "Sulit berjalan"))
    with dunia.buku.write() as conn:
        confirm(conn, ani, made, HARI)
    assert row(dunia).status == "terkonfirmasi"
