"""The planned day: schedule in words, one month moved, taken back, and after the day was held."""

from __future__ import annotations

from datetime import date

import pytest

from pembuat import MELATI_ID, Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.services.rencana import move_hari, open_rencana, set_jadwal
from sipd_desktop.services.urungkan import undo

NOV = date(2026, 11, 1)


@pytest.fixture
def tanggal_12(dunia: Dunia) -> Dunia:
    dunia.act(set_jadwal, MELATI_ID, Jadwal(tanggal=12))
    return dunia


def test_schedule_is_kept_in_plain_words(tanggal_12: Dunia) -> None:
    rencana = tanggal_12.read(open_rencana, MELATI_ID, NOV)
    assert (rencana.kata, rencana.tanggal) == ("tanggal 12 tiap bulan", date(2026, 11, 12))
    assert not rencana.dipindah
    assert tanggal_12.one("SELECT jadwal FROM posyandu WHERE id = ?", MELATI_ID) == rencana.kata


def test_words_that_say_no_schedule_plan_nothing(dunia: Dunia) -> None:
    assert dunia.read(open_rencana, MELATI_ID, NOV).tanggal is None
    dunia.run("UPDATE posyandu SET jadwal = 'menyusul' WHERE id = ?", MELATI_ID)
    rencana = dunia.read(open_rencana, MELATI_ID, NOV)
    assert (rencana.kata, rencana.tanggal) == ("menyusul", None)


def test_one_month_is_moved_and_only_that_one(tanggal_12: Dunia) -> None:
    changes = tanggal_12.act(move_hari, MELATI_ID, date(2026, 11, 19), today=NOV)
    moved = tanggal_12.read(open_rencana, MELATI_ID, NOV)
    assert (moved.tanggal, moved.biasa, moved.dipindah) == (
        date(2026, 11, 19), date(2026, 11, 12), True,
    )  # fmt: skip
    december = tanggal_12.read(open_rencana, MELATI_ID, date(2026, 11, 20))
    assert (december.tanggal, december.dipindah) == (date(2026, 12, 12), False)
    tanggal_12.act(undo, changes.tindakan)
    assert tanggal_12.read(open_rencana, MELATI_ID, NOV).tanggal == date(2026, 11, 12)
    assert tanggal_12.sql("SELECT tanggal, status FROM hari_buka") == []


def test_moving_back_to_the_schedule_leaves_no_moved_month(tanggal_12: Dunia) -> None:
    for day in (19, 18, 12):
        tanggal_12.act(move_hari, MELATI_ID, date(2026, 11, day), today=NOV)
    assert tanggal_12.one("SELECT count(*) FROM rencana_hari WHERE deleted_at IS NULL") == 0
    assert tanggal_12.one("SELECT count(*) FROM rencana_hari") == 1
    tanggal_12.act(move_hari, MELATI_ID, date(2026, 11, 13), today=NOV)
    assert tanggal_12.read(open_rencana, MELATI_ID, NOV).tanggal == date(2026, 11, 13)


def test_past_dates_and_months_already_begun_are_refused(tanggal_12: Dunia) -> None:
    with pytest.raises(UserError, match="rencana-sudah-lewat"):
        tanggal_12.act(move_hari, MELATI_ID, date(2026, 11, 9), today=date(2026, 11, 10))
    tanggal_12.hari(date(2026, 11, 12))
    with pytest.raises(UserError, match="rencana-sudah-dibuka"):
        tanggal_12.act(move_hari, MELATI_ID, date(2026, 11, 20), today=date(2026, 11, 13))


def test_day_held_earlier_than_planned_is_not_asked_for_again(tanggal_12: Dunia) -> None:
    tanggal_12.hari(date(2026, 11, 10))
    after = tanggal_12.read(open_rencana, MELATI_ID, date(2026, 11, 11))
    assert after.tanggal == date(2026, 12, 12)
    same = tanggal_12.read(open_rencana, MELATI_ID, date(2026, 11, 10))
    assert same.tanggal == date(2026, 11, 12)
