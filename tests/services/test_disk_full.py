"""A full disk while saving a weighing: a clear sentence, nothing half, and it works again after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event

from pembuat import Dunia
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.hari.ukur import open_lembar
from sipd_desktop.services.periksa import check_buku

LONG = "batuk pilek " * 40


class FullDisk:
    """SQLite itself says the disk is full once the file would grow past `room` more pages."""

    def __init__(self, dunia: Dunia) -> None:
        self.engine = dunia.buku.engine
        self.limit = 0
        self.last = ""
        event.listen(self.engine, "checkout", self._limit)
        event.listen(self.engine, "before_cursor_execute", self._remember)

    def _limit(self, raw: Any, *_: object) -> None:
        raw.execute(f"PRAGMA max_page_count={self.limit or 2**30}")

    def _remember(self, _c: object, _u: object, statement: str, *_: object) -> None:
        self.last = re.sub(r"\s+", " ", statement)[:40]

    def stop(self) -> None:
        event.remove(self.engine, "checkout", self._limit)
        event.remove(self.engine, "before_cursor_execute", self._remember)


def failure(dunia: Dunia, hari: str, child: str) -> UserError | None:
    try:
        dunia.timbang(hari, child, "9.4", catatan=LONG)
    except UserError as error:
        return error
    return None


@pytest.fixture
def full(dunia: Dunia) -> Iterator[FullDisk]:
    made = FullDisk(dunia)
    yield made
    made.stop()


def test_full_disk_at_every_write_of_a_save_loses_nothing(dunia: Dunia, full: FullDisk) -> None:
    """Each child is saved with 0, 1, 2, ... pages left, until it fits: the fault wanders."""
    children = [dunia.balita(f"ANAK {n}") for n in range(24)]
    hari = dunia.hari()
    dunia.timbang(hari, children.pop(), "9.4", catatan=LONG)
    stopped: list[str] = []
    saved = 1
    for child in children:
        room = 0
        while True:
            full.limit = 0
            pages = dunia.one("PRAGMA page_count")
            assert dunia.one("PRAGMA freelist_count") == 0
            before = dunia.dump()
            full.limit = pages + room
            if error := failure(dunia, hari, child):
                assert error.code == "tempat-penuh"
                assert "yang sebelumnya aman" in sentence(error)
                stopped.append(full.last)
                full.limit = 0
                assert dunia.dump() == before
                room += 1
            else:
                saved += 1
                break
    full.limit = 0
    assert dunia.one("SELECT count(*) FROM isian") == saved == 24
    assert len(stopped) >= 20, stopped
    assert len(set(stopped)) >= 4, sorted(set(stopped))
    assert all(c.baik for c in check_buku(dunia.buku))


def test_after_room_is_made_the_same_save_works(dunia: Dunia, full: FullDisk) -> None:
    child, hari = dunia.balita(), dunia.hari()
    others = [dunia.balita(f"ANAK {n}") for n in range(30)]
    full.limit = dunia.one("PRAGMA page_count")
    assert any(failure(dunia, hari, other) for other in others)
    assert dunia.read(open_lembar, hari, child).nomor is None  # reading goes on
    full.limit = 0
    dunia.timbang(hari, child, "9.4")
    assert dunia.read(open_lembar, hari, child).nomor is not None
