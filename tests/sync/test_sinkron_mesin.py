"""Random histories of three laptops and one real centre against a small model of what people did.

Whatever is edited, lost on the line, restored or copied, in the end: all laptops hold the same,
every row is there, and no value is gone that nobody who saw it replaced: it is in use, or a person
can find it in a konflik row.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from server.conftest import serve
from server.proses import SANDI
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.sync.transport import Transport
from sipd_server import embedded
from sipd_server.app import make_app
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.store import Store
from sync.alat import Laptop

FIELDS = ("telepon", "suku", "catatan")
_numbers = itertools.count(1)
EXAMPLES = int(os.environ.get("SIPD_UJI_CONTOH", "14"))
TALLY: dict[str, int] = {}
"""What the machine did over all runs, so that a test can prove it did anything."""


def _did(what: str) -> None:
    TALLY[what] = TALLY.get(what, 0) + 1


class Jalur(Transport):
    """A line that drops requests or answers on order."""

    plan: ClassVar[list[str]] = []
    typing: ClassVar[Callable[[], None] | None] = None
    """What the laptop's user does while the exchange waits at the `ketik` of the plan."""

    def _send(self, request: Any) -> Any:
        fault = self.plan.pop(0) if self.plan else ""
        if fault == "ketik" and Jalur.typing:
            Jalur.typing()
            _did("diketik saat bertukar")
        if fault == "kirim":
            _did("permintaan hilang")
            raise UserError("server-tak-terjangkau")
        answer = super()._send(request)
        if fault == "jawab":
            _did("jawaban hilang")
            raise UserError("server-tak-terjangkau")
        if fault == "ganda":
            _did("permintaan ganda")
            return super()._send(request)
        return answer


@dataclass
class Tulis:
    """A value somebody wrote, the value they saw, and whether it may be lost with its laptop."""

    laptop: int
    row: str
    field: str
    value: str
    saw: str | None
    number: int
    boleh_hilang: bool = False


@dataclass
class Model:
    """What people did."""

    writes: list[Tulis] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    """Row to the laptop that made it."""
    lost_rows: set[str] = field(default_factory=set)
    finished: dict[int, int] = field(default_factory=dict)
    """Laptop to the number of its last finished exchange."""


@contextmanager
def _clock_off(hours: int) -> Iterator[None]:
    wrong = clock.instant_text(clock.now() + timedelta(hours=hours))
    with patch("sipd_desktop.services.catat.now_text", lambda: wrong):
        yield


class Mesin(RuleBasedStateMachine):
    """Rules act on laptop 0, 1 or 2; laptop 3 may appear as a copy of one."""

    store: Store
    folder: Path
    alamat: str

    @initialize()
    def begin(self) -> None:
        kode = f"32010{next(_numbers):05d}"
        self.kode = kode
        self.dir = self.folder / kode
        self.laptops = [Laptop(self.dir / str(i), kode=kode) for i in range(3)]
        for one in self.laptops:
            one.make_transport = Jalur
            code, _ = make_code(
                self.store, kode, posyandu_scope(kode, ("Melati",)), now=clock.now()
            )
            one.daftar(self.alamat, code)
        self.model = Model()
        self.copies: dict[int, tuple[Path, int]] = {}
        self.tick = 0
        self.server_restored = False
        self.restore_server("salin")

    def _laptop(self, i: int) -> tuple[int, Laptop]:
        i %= len(self.laptops)
        return i, self.laptops[i]

    @rule(i=st.integers(0, 3), hours=st.sampled_from([0, 0, 0, -150_000, 150_000]))
    def add(self, i: int, hours: int) -> None:
        i, one = self._laptop(i)
        self.tick += 1
        with _clock_off(hours):
            row = one.warga(f"Orang {self.tick}", one.posyandu)
        self.model.rows[row] = i
        self._wrote(i, row, "nama", f"Orang {self.tick}", None)

    @rule(
        i=st.integers(0, 3),
        pick=st.integers(0, 50),
        key=st.sampled_from(FIELDS),
        hours=st.sampled_from([0, 0, 0, -150_000, 150_000]),
    )
    def edit(self, i: int, pick: int, key: str, hours: int) -> None:
        self._edit(i, pick, key, hours)

    def _edit(self, i: int, pick: int, key: str, hours: int) -> None:
        i, one = self._laptop(i)
        here = [r[0] for r in one.all("SELECT id FROM warga WHERE deleted_at IS NULL ORDER BY id")]
        if not here:
            return
        row = here[pick % len(here)]
        self.tick += 1
        saw = (one.image("warga", row) or {}).get(key)
        with _clock_off(hours):
            one.ubah("warga", row, **{key: f"v{self.tick}"})
        self._wrote(i, row, key, f"v{self.tick}", saw)

    def _wrote(self, i: int, row: str, key: str, value: str, saw: str | None) -> None:
        self.model.writes.append(Tulis(i, row, key, value, saw, self.tick))

    @rule(i=st.integers(0, 3), pick=st.integers(0, 50), back=st.booleans())
    def void(self, i: int, pick: int, back: bool) -> None:
        _, one = self._laptop(i)
        where = "deleted_at IS NOT NULL" if back else "deleted_at IS NULL"
        here = [r[0] for r in one.all(f"SELECT id FROM warga WHERE {where} ORDER BY id")]
        if here:
            row = here[pick % len(here)]
            (one.pulih if back else one.batal)("warga", row)
            _did("dipulihkan" if back else "dibatalkan")

    @rule(first=st.permutations([0, 1, 2, 3]), count=st.integers(1, 3))
    def exchange(self, first: list[int], count: int) -> None:
        for i in first[:count]:
            self._exchange(i, [])

    @rule(
        i=st.integers(0, 3),
        at=st.integers(0, 8),
        fault=st.sampled_from(["kirim", "jawab", "ganda"]),
    )
    def exchange_on_a_bad_line(self, i: int, at: int, fault: str) -> None:
        self._exchange(i, [""] * at + [fault] * 3)

    @rule(
        i=st.integers(0, 3),
        at=st.integers(1, 7),
        pick=st.integers(0, 5),
        key=st.sampled_from(FIELDS),
    )
    def exchange_while_typing(self, i: int, at: int, pick: int, key: str) -> None:
        Jalur.typing = lambda: self._edit(i, pick, key, 0)
        self._exchange(i, [""] * at + ["ketik"] * 2)
        Jalur.typing = None

    def _exchange(self, i: int, plan: list[str]) -> None:
        i, one = self._laptop(i)
        Jalur.plan = plan
        typed = "ketik" in plan
        self.tick += 1
        start = self.tick
        hasil = one.kirim()
        Jalur.plan = []
        expected = (None, "server-tak-terjangkau", "server-gagal", "hitungan-berbeda")
        assert hasil.alasan in expected, hasil
        assert hasil.rejected == ()
        if hasil.selesai:
            assert typed or hasil.unsent == 0
            if not self.server_restored:
                assert hasil.digest_ok is True or (typed and hasil.digest_ok is None), hasil
            self.model.finished[i] = start
            _did("pertukaran")
        else:
            _did("pertukaran putus")

    @rule(i=st.integers(0, 2))
    def copy(self, i: int) -> None:
        i, one = self._laptop(i)
        self.copies[i] = (one.copy_to(self.dir / f"salinan-{i}-{self.tick}"), self.tick)

    @precondition(lambda self: self.copies)
    @rule(i=st.integers(0, 2))
    def restore(self, i: int) -> None:
        if i not in self.copies:
            return
        copy, when = self.copies[i]
        self.laptops[i].restore_from(copy)
        last = self.model.finished.get(i, 0)
        for write in self.model.writes:
            if write.laptop == i and write.number > max(when, last):
                write.boleh_hilang = True
                if write.field == "nama":
                    self.model.lost_rows.add(write.row)
        _did("laptop dipulihkan")

    @precondition(lambda self: len(self.laptops) == 3)
    @rule(i=st.integers(0, 2))
    def clone(self, i: int) -> None:
        twin = self.laptops[i].clone(self.laptops[i].copy_to(self.dir / "kembar"))
        twin.make_transport = Jalur
        self.laptops.append(twin)
        # yang belum terkirim ada di keduanya, jadi tidak hilang bersama salah satunya
        _did("laptop disalin")

    @rule(what=st.sampled_from(["tidak", "tidak", "salin", "pulih"]))
    def restore_server(self, what: str) -> None:
        """The centre's file is copied, or replaced by the last copy."""
        if what == "tidak":
            return
        path = _database(self.store)
        kept = self.dir / "pusat.salinan"
        self.store.engine.dispose()
        if what == "salin" or not kept.exists():
            self.dir.mkdir(exist_ok=True)
            shutil.copyfile(path, kept)
            return
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(kept, path)
        self.server_restored = True
        _did("pusat dipulihkan")

    def teardown(self) -> None:
        if not hasattr(self, "laptops"):
            return
        Jalur.plan = []
        try:
            for one in self.laptops * 3:
                hasil = one.kirim()
                assert hasil.alasan is None, hasil
            last = [one.kirim_baik() for one in self.laptops]
            assert all(h.pulled == h.pushed == 0 for h in last)
            self._check()
        finally:
            for one in self.laptops:
                one.close()

    def _check(self) -> None:
        first = self.laptops[0]
        contents = first.contents()
        for other in self.laptops[1:]:
            assert other.contents() == contents
        have = {row_id for tbl, row_id in contents if tbl == "warga"}
        assert have >= self.model.rows.keys() - self.model.lost_rows
        assert have <= self.model.rows.keys()
        if not self.server_restored:
            self._check_values(first)

    def _check_values(self, laptop: Laptop) -> None:
        kept: dict[tuple[str, str], set[str]] = {}
        for row, key, used, other in laptop.all(
            "SELECT objek, kolom, nilai_dipakai, nilai_lain FROM konflik"
        ):
            kept.setdefault((row, key), set()).update((json.loads(used), json.loads(other)))
        seen = {(w.row, w.field, w.saw) for w in self.model.writes}
        for write in self.model.writes:
            if write.boleh_hilang or write.row in self.model.lost_rows:
                continue
            place = write.row, write.field
            now = (laptop.image("warga", write.row) or {}).get(write.field)
            assert (
                now == write.value
                or write.value in kept.get(place, ())
                or (*place, write.value) in seen
            ), (write, now, kept.get(place))


def _database(store: Store) -> Path:
    with store.read("") as conn:
        rows = conn.exec_driver_sql("PRAGMA database_list").all()
    return Path(rows[0][2])


@pytest.mark.timeout(400)
def test_no_history_loses_anything() -> None:
    TALLY.clear()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sipd-mesin-")))
        store = embedded.open_store(folder / "pusat", SANDI)
        stack.callback(store.close)
        Mesin.store, Mesin.folder = store, folder
        Mesin.alamat = stack.enter_context(serve(make_app(store)))
        run_state_machine_as_test(
            Mesin,
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=24,
                deadline=None,
                derandomize="SIPD_UJI_CONTOH" not in os.environ,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.explicit, Phase.generate),
                database=None,
            ),
        )
    if EXAMPLES < 10:
        return
    for what in ("pertukaran", "jawaban hilang", "permintaan hilang", "laptop dipulihkan",
                 "diketik saat bertukar", "laptop disalin", "pusat dipulihkan"):  # fmt: skip
        assert TALLY.get(what, 0) >= 3, TALLY
