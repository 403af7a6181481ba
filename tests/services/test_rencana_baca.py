"""What a kader waits for never reads a whole table: query plans, not clocks.

Without statistics SQLite's plan depends on the statement and the indexes alone, so what holds for a
small file holds for one of five years (`benchmarks/besar.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import event

from pembuat import HARI_INI, MELATI_ID, Dunia
from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.sinkron import list_belum_diterima, read_keadaan
from sipd_desktop.services.urungkan import undo

GROWS = {
    "warga",
    "keluarga",
    "isian",
    "kehadiran",
    "tindakan",
    "perubahan",
    "hasil",
    "kehamilan",
    "outbox",
    "sync_dirty",
    "sync_base",
}
"""Tables that grow with people and years, under any alias."""


class Rencana:
    """Notes what is read, then asks SQLite how."""

    def __init__(self, dunia: Dunia) -> None:
        self.dunia = dunia
        self.asked: dict[str, Any] = {}

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Statements inside the block count."""

        def note(_c: Any, _cursor: Any, sql: str, values: Any, _x: Any, many: bool) -> None:
            if sql.lstrip()[:6].upper() in ("SELECT", "UPDATE", "DELETE"):
                self.asked.setdefault(sql, values[0] if many else values)

        event.listen(self.dunia.buku.engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(self.dunia.buku.engine, "before_cursor_execute", note)

    def scans(self) -> list[tuple[str, str]]:
        """(step, statement) of every step that walks through a growing table from end to end."""
        found = []
        with self.dunia.buku.read() as conn:
            for sql, values in self.asked.items():
                plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
                found += [(row[3], sql) for row in plan if self._walks(row[3], sql)]
        return found

    def _walks(self, step: str, sql: str) -> bool:
        words = step.split()
        if words[0] != "SCAN" or "VIRTUAL TABLE" in step:  # a full-text match is no walk
            return False
        name = words[1]
        aliased = any(f"{table} {name}" in sql for table in GROWS)  # "warga w"
        return name in GROWS or aliased


@pytest.fixture
def rencana(dunia: Dunia) -> Rencana:
    return Rencana(dunia)


@pytest.fixture
def anak(dunia: Dunia) -> str:
    """A child with two earlier weighings."""
    child = dunia.balita("ALYA PUTRI")
    for bulan, berat in ((9, "10.1"), (10, "10.4")):
        dunia.timbang(dunia.hari(date(2026, bulan, 17)), child, berat)
    return child


def test_a_plan_that_reads_everything_is_seen(rencana: Rencana) -> None:
    with rencana.noting():
        rencana.dunia.sql("SELECT id FROM warga WHERE nama_ibu = 'SRI'")
    assert [step for step, _ in rencana.scans()] == ["SCAN warga"]


def test_opening_a_child_reads_only_her_rows(rencana: Rencana, anak: str) -> None:
    hari = rencana.dunia.hari()
    with rencana.noting():
        rencana.dunia.read(open_lembar, hari, anak)
    assert len(rencana.asked) >= 4
    assert rencana.scans() == []


def test_saving_correcting_and_undoing_reads_only_her_rows(rencana: Rencana, anak: str) -> None:
    dunia = rencana.dunia
    hari = dunia.hari()
    with rencana.noting():
        dunia.act(save_ukur, hari, anak, NilaiUkur(berat_badan=Decimal("10.9")), punya_kms=True)
        changes = dunia.act(save_ukur, hari, anak, NilaiUkur(berat_badan=Decimal("11.0")))
        dunia.act(undo, changes.tindakan)
    assert len(rencana.asked) >= 10
    assert rencana.scans() == []


@pytest.mark.parametrize("typed", ["alya", "aliya putri", "7"])
def test_a_name_or_number_is_found_through_an_index(
    rencana: Rencana, anak: str, typed: str
) -> None:
    hari = rencana.dunia.hari()
    rencana.dunia.timbang(hari, anak, "10.9")
    with rencana.noting():
        rencana.dunia.read(search, typed, tanggal=HARI_INI, hari_id=hari, posyandu_id=MELATI_ID)
    assert rencana.scans() == []


def test_counting_what_waits_opens_no_waiting_entry(rencana: Rencana) -> None:
    """Asked each second while a desa's first sending runs, with every record in the outbox."""
    with rencana.noting():
        read_keadaan(rencana.dunia.buku)
        list_belum_diterima(rencana.dunia.buku)
    with rencana.dunia.buku.read() as conn:
        steps = {
            row[3]
            for sql, values in rencana.asked.items()
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            if " outbox" in row[3]
        }
    assert steps == {
        "SCAN outbox USING COVERING INDEX ix_outbox_waits",
        "SCAN outbox USING INDEX ix_outbox_rejected",
    }
