"""When the clock is not believed, what is offered, how long an answer holds; order stays."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from pembuat import HARI_INI, MELATI_ID, Dunia
from sipd_desktop.rules.jadwal import Jadwal
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.jam import (
    Jam,
    answer_jam,
    answer_rencana,
    check_rencana,
    read_jam,
)
from sipd_desktop.services.rencana import set_jadwal


def at(day: date, hour: int = 3) -> datetime:
    """An instant of this day, 10:00 in the west of the country."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    """Sets the clock of this process: what the acts are stamped with."""

    def use(moment: datetime) -> None:
        monkeypatch.setattr("sipd_desktop.base.clock.now", lambda: moment)

    use(at(HARI_INI))
    return use


def act(dunia: Dunia, moment: datetime, clock) -> None:
    clock(moment)
    with dunia.buku.write() as conn:
        niat = Niat(conn, dunia.petugas)
        niat.update("posyandu", MELATI_ID, {"alamat": moment.isoformat()}, "menata")
        niat.done()


def ask(dunia: Dunia, day: date, hour: int = 4) -> Jam:
    return dunia.read(read_jam, day, at(day, hour))


def answer(dunia: Dunia, clock_day: date, today: date, hour: int = 4) -> None:
    dunia.write(answer_jam, clock_day, at(clock_day, hour), today)


def test_a_clock_that_goes_on_is_believed(dunia: Dunia, clock) -> None:
    act(dunia, at(HARI_INI), clock)
    for days in (0, 1, 10):
        day = HARI_INI + timedelta(days=days)
        assert ask(dunia, day) == Jam(day)


def test_a_clock_before_the_last_act_asks_with_both_days(dunia: Dunia, clock) -> None:
    act(dunia, at(HARI_INI), clock)
    for day in (HARI_INI - timedelta(days=1), date(2020, 1, 1), date(1999, 1, 1)):
        found = ask(dunia, day).tanya
        assert found is not None
        assert (found.alasan, found.jam, found.lain) == ("mundur", day, HARI_INI)
    assert ask(dunia, HARI_INI, 2).tanya is not None, "an hour before, on the same day"


def test_an_answer_holds_for_that_day_of_the_clock_only(dunia: Dunia, clock) -> None:
    act(dunia, at(HARI_INI), clock)
    wrong = date(2020, 1, 1)
    answer(dunia, wrong, HARI_INI)
    assert ask(dunia, wrong, 5) == Jam(HARI_INI)
    act(dunia, at(wrong, 8), clock)
    assert ask(dunia, wrong, 9) == Jam(HARI_INI)
    found = ask(dunia, wrong + timedelta(days=2)).tanya
    assert found is not None
    assert (found.alasan, found.lain) == ("lanjut", HARI_INI + timedelta(days=2))


def test_a_dead_clock_that_starts_again_at_the_same_date_asks_again(dunia: Dunia, clock) -> None:
    """Each start gives 1 January 2020 once more: yesterday's answer is not today's."""
    wrong = date(2020, 1, 1)
    act(dunia, at(HARI_INI), clock)
    answer(dunia, wrong, HARI_INI, 0)
    act(dunia, at(wrong, 4), clock)
    found = ask(dunia, wrong, 1).tanya
    assert found is not None
    assert found.alasan == "mundur"
    assert found.lain == HARI_INI


def test_a_clock_put_right_again_is_asked_once_and_then_believed(dunia: Dunia, clock) -> None:
    ahead, right = date(2031, 5, 5), HARI_INI + timedelta(days=1)
    act(dunia, at(HARI_INI), clock)
    answer(dunia, ahead, HARI_INI)
    act(dunia, at(ahead, 6), clock)
    found = ask(dunia, right).tanya
    assert found is not None
    answer(dunia, right, right)
    assert ask(dunia, right, 5) == Jam(right)
    act(dunia, at(right, 6), clock)
    assert ask(dunia, right + timedelta(days=1)) == Jam(right + timedelta(days=1))


def test_a_hari_buka_ahead_of_the_clock_asks_once(dunia: Dunia, clock) -> None:
    clock(at(HARI_INI - timedelta(days=9), 1))
    dunia.hari(HARI_INI)
    behind = HARI_INI - timedelta(days=9)
    found = ask(dunia, behind).tanya
    assert found is not None
    assert (found.alasan, found.lain) == ("depan", HARI_INI)
    answer(dunia, behind, behind)
    assert ask(dunia, behind, 5).tanya is None
    assert ask(dunia, behind + timedelta(days=1)).tanya is None, "it was said: that is no mistake"


def test_an_open_day_more_than_three_days_back_asks_once(dunia: Dunia, clock) -> None:
    clock(at(HARI_INI))
    hari = dunia.hari(HARI_INI)
    assert ask(dunia, HARI_INI + timedelta(days=3)).tanya is None
    late = HARI_INI + timedelta(days=4)
    found = ask(dunia, late).tanya
    assert found is not None
    assert (found.alasan, found.lain) == ("jauh", HARI_INI)
    answer(dunia, late, late)
    assert ask(dunia, late + timedelta(days=1)).tanya is None
    dunia.act(close_hari, hari)
    assert ask(dunia, late + timedelta(days=20)).tanya is None


def test_a_whole_month_without_an_act_asks(dunia: Dunia, clock) -> None:
    act(dunia, at(HARI_INI), clock)
    assert ask(dunia, date(2026, 12, 31)).tanya is None
    found = ask(dunia, date(2027, 1, 1)).tanya
    assert found is not None
    assert (found.alasan, found.lain) == ("jauh", HARI_INI)


def test_starting_far_from_the_planned_day_asks_once(dunia: Dunia) -> None:
    dunia.act(set_jadwal, MELATI_ID, Jadwal(tanggal=12))
    for near in (date(2026, 11, 9), date(2026, 11, 12), date(2026, 11, 15)):
        assert dunia.read(check_rencana, MELATI_ID, near) is None
    found = dunia.read(check_rencana, MELATI_ID, date(2026, 11, 16))
    assert found is not None
    assert (found.jam, found.lain) == (date(2026, 11, 16), date(2026, 11, 12))
    dunia.write(answer_rencana, MELATI_ID, date(2026, 11, 16))
    assert dunia.read(check_rencana, MELATI_ID, date(2026, 11, 16)) is None
    assert dunia.read(check_rencana, MELATI_ID, date(2026, 11, 17)) is not None


def test_without_a_schedule_no_day_is_far(dunia: Dunia) -> None:
    assert dunia.read(check_rencana, MELATI_ID, HARI_INI) is None


def test_a_thousand_clock_jumps_keep_the_order_and_are_all_noticed(dunia: Dunia, clock) -> None:
    """R-04: +/- 10 years; order by counter, stored instants as they were, each jump back asked."""
    chance, jumps, back, asked = random.Random(4), 0, 0, 0
    moment = at(HARI_INI)
    act(dunia, moment, clock)
    written = [moment]
    for _ in range(1000):
        jump = timedelta(days=chance.randint(-3650, 3650), seconds=chance.randint(0, 80_000))
        now = at(HARI_INI) + jump
        jumps += 1
        back += now < moment
        asked += now < moment and dunia.read(read_jam, now.date(), now).tanya is not None
        act(dunia, now, clock)
        written.append(now)
        moment = now
    rows = dunia.sql("SELECT urut, waktu FROM tindakan WHERE verb = 'menata' ORDER BY rid")
    assert jumps == 1000
    assert asked == back > 400
    assert [u for u, _ in rows] == sorted(u for u, _ in rows)
    assert [w[:19] for _, w in rows] == [m.strftime("%Y-%m-%dT%H:%M:%S") for m in written]
