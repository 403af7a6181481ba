"""The lanes: order, main thread, dead owners, failures, the end of the program."""

from __future__ import annotations

import gc
import logging
import threading
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.ui.tasks import Tasks, bug_text

CANARY = "Kenari Bin Rahasia 3399072004010001"


class FakeBuku:
    """Counts what is open; the connection is only a name."""

    def __init__(self) -> None:
        self.writing = 0
        self.most = 0

    @contextmanager
    def read(self):
        yield "baca"

    @contextmanager
    def write(self):
        self.writing += 1
        self.most = max(self.most, self.writing)
        try:
            yield "tulis"
        finally:
            self.writing -= 1


@pytest.fixture
def tasks(qapp):
    made = Tasks(qapp)
    made.attach(FakeBuku())
    yield made
    made.close()
    made.deleteLater()


def test_six_thousand_answers_come_in_order_on_the_main_thread(tasks, qtbot) -> None:
    owner, got, threads = QObject(), [], set()

    def then(value: int) -> None:
        got.append(value)
        threads.add(QThread.currentThread())

    for burst in range(300):
        for n in range(20):
            number = burst * 20 + n
            verb = tasks.write if n % 3 == 0 else tasks.read
            verb(owner, lambda _conn, number=number: number, then)
    qtbot.waitUntil(tasks.is_idle, timeout=60_000)
    assert got == list(range(6000))
    assert threads == {owner.thread()}
    assert tasks._buku.most == 1


def test_ten_thousand_emits_do_not_wear_out_the_interpreter(tasks) -> None:
    seen = []
    tasks.data_changed.connect(lambda changes: seen.append(bool(changes.kinds)))
    changes = Changes(frozenset({"warga"}))
    for _ in range(10_000):
        tasks.data_changed.emit(changes)
    assert len(seen) == 10_000
    assert all(seen)


def test_answer_for_a_dead_owner_is_dropped(tasks, qtbot) -> None:
    gate, told = threading.Event(), []
    deleted, collected, alive = QObject(), QObject(), QObject()
    tasks.read(alive, lambda _c: gate.wait(10), lambda _r: told.append("gate"))
    for owner, name in ((deleted, "deleted"), (collected, "collected"), (alive, "alive")):
        tasks.read(owner, lambda _c: 1, lambda _r, name=name: told.append(name))
    shiboken6.delete(deleted)
    del owner, collected
    gc.collect()
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert told == ["gate", "alive"]


def test_waiting_job_keeps_no_page_alive_and_no_page_dies_on_a_worker(tasks, qtbot) -> None:
    died_on = []

    class Page(QObject):
        def ask(self) -> None:
            tasks.read(self, lambda _c: gate.wait(10) and self.objectName(), self.shown)

        def shown(self, _result: object) -> None:
            died_on.append("shown")

        def __del__(self) -> None:
            died_on.append(threading.current_thread() is threading.main_thread())

    for _ in range(50):
        gate = threading.Event()
        page = Page()
        page.ask()
        del page
        gate.set()
        qtbot.waitUntil(tasks.is_idle)
    gc.collect()
    assert False not in died_on
    assert died_on.count(True) == 50


def test_known_failure_goes_to_failed_else_to_the_bar(tasks, qtbot) -> None:
    owner, own, bar = QObject(), [], []
    tasks.refused.connect(lambda e: bar.append((e.code, e.params)))

    def refuse(_conn: object) -> None:
        raise UserError("pin-salah", sisa=3)

    tasks.read(owner, refuse, lambda _r: own.append("then"), lambda e: own.append(e.code))
    tasks.write(owner, refuse, lambda _r: own.append("then"))
    qtbot.waitUntil(tasks.is_idle)
    assert own == ["pin-salah"]
    assert bar == [("pin-salah", {"sisa": 3})]


def test_bug_is_logged_and_told_without_any_personal_data(tasks, qtbot, caplog) -> None:
    owner, told, codes = QObject(), [], []
    tasks.broke.connect(told.append)

    def broken(_conn: object) -> None:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise ValueError(f"tidak terbaca: {CANARY}") from error

    with caplog.at_level(logging.DEBUG):
        tasks.write(owner, broken, lambda _r: None, lambda e: codes.append(e.code))
        qtbot.waitUntil(tasks.is_idle)
    assert codes == ["kesalahan-program"]
    assert len(told) == 1
    assert "builtins.ValueError" in told[0]
    assert "builtins.KeyError" in told[0]
    assert "test_shell_tasks" in told[0]
    assert "ValueError" in caplog.text
    for text in (told[0], caplog.text):
        assert CANARY not in text
        assert "3399072004010001" not in text
    caplog.clear()  # this log was expected


def test_write_tells_the_pages_after_its_own_page(tasks, qtbot) -> None:
    owner, order = QObject(), []
    tasks.data_changed.connect(lambda c: order.append(sorted(c.kinds)))
    changes = Changes(frozenset({"isian"}), ("t1",))
    tasks.write(owner, lambda _c: changes, lambda r: order.append(r.tindakan))
    tasks.write(owner, lambda _c: ("nomor", changes), lambda r: order.append(r[0]))
    tasks.read(owner, lambda _c: changes, lambda _r: order.append("baca"))
    qtbot.waitUntil(tasks.is_idle)
    assert order == [("t1",), ["isian"], "nomor", ["isian"], "baca"]


def test_write_of_a_closed_page_still_tells_the_others(tasks, qtbot) -> None:
    seen, gate = [], threading.Event()
    tasks.data_changed.connect(lambda c: seen.append(c.kinds))
    owner = QObject()
    tasks.write(owner, lambda _c: gate.wait(10) and Changes(frozenset({"warga"})))
    del owner
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert seen == [frozenset({"warga"})]


def test_slow_read_and_network_do_not_hold_up_the_data_lane(tasks, qtbot) -> None:
    owner, gate, got = QObject(), threading.Event(), []
    tasks.read(owner, lambda _c: gate.wait(10), lambda _r: got.append("laporan"), slow=True)
    tasks.network(owner, lambda: gate.wait(10), lambda _r: got.append("kirim"))
    tasks.read(owner, lambda _c: 1, lambda _r: got.append("cari"))
    qtbot.waitUntil(lambda: got == ["cari"])
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    assert sorted(got) == ["cari", "kirim", "laporan"]


def test_close_lets_waiting_writes_end_and_delivers_nothing_more(qtbot) -> None:
    tasks, owner, done, told = Tasks(), QObject(), [], []
    tasks.attach(FakeBuku())
    gate = threading.Event()
    tasks.write(owner, lambda _c: gate.wait(10))
    tasks.read(owner, lambda _c: done.append("baca"), lambda _r: told.append(1))
    tasks.write(owner, lambda _c: done.append("tulis"), lambda _r: told.append(2))
    threading.Timer(0.1, gate.set).start()
    tasks.close()
    tasks.read(owner, lambda _c: done.append("sesudah"), lambda _r: told.append(3))
    qtbot.wait(50)
    assert done == ["tulis"]
    assert told == []
    assert tasks.stopping.is_set()


def test_bug_text_names_places_not_values() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        text = bug_text(error)
    assert text.startswith("builtins.ValueError")
    assert CANARY not in text
