"""Random histories of three laptops of one desa (two Posyandu, and the whole desa) and a real
centre: edits, weighings, moves, lingkup gained and lost, broken lines, restored laptops.

In the end every laptop holds exactly the rows of its lingkup, as the centre's digests say; nothing
that anybody wrote is gone unless somebody who saw it replaced it; nobody else's row is left behind.
More runs: SIPD_UJI_ACAK=200.
"""

from __future__ import annotations

import json
import os
import random
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from server.conftest import serve
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.pindah import move
from sipd_desktop.storage.tables import METADATA
from sipd_desktop.sync.transport import Transport
from sipd_server.app import make_app
from sipd_server.devices import Ubahan, change_scope
from sipd_server.enrol import make_code, posyandu_scope
from sipd_server.store import Store
from sync.alat import KODE_DESA, MAWAR, MELATI, Laptop

RUNS = int(os.environ.get("SIPD_UJI_ACAK", "3"))
STEPS = 30
NAMES = {MELATI: "Melati", MAWAR: "Mawar"}
FIELDS = ("telepon", "suku", "catatan")
KEPT = {"outbox", "sync_base", "tindakan", "konflik", "posyandu", "hari_buka", "kehadiran"}
"""Tables that may name a person of another lingkup by id, or keep sent bytes for 60 days."""
TALLY: dict[str, int] = {}


class Jalur(Transport):
    """A line that drops a request or an answer on order."""

    plan: ClassVar[list[str]] = []

    def _send(self, request: Any) -> Any:
        fault = self.plan.pop(0) if self.plan else ""
        if fault == "kirim":
            raise UserError("server-tak-terjangkau")
        answer = super()._send(request)
        if fault == "jawab":
            raise UserError("server-tak-terjangkau")
        return answer


class SudahDiSana(Exception):
    """The whole family is there already."""


def _move(conn: Any, one: Laptop, target: str, kk: str) -> None:
    try:
        move(conn, one.petugas, target, keluarga=[kk])
    except UserError as error:
        if error.code != "pindah-sudah-di-sana":
            raise
        raise SudahDiSana from error


@dataclass
class Tulis:
    """A value somebody wrote and the value they saw."""

    laptop: int
    row: str
    field: str
    value: str
    saw: str | None
    at: int
    boleh_hilang: bool = False


@dataclass
class Dunia:
    """Three laptops, what they hold, and what people did."""

    store: Store
    rng: random.Random
    laptops: list[Laptop]
    holds: list[set[str]]
    writes: list[Tulis] = field(default_factory=list)
    copies: dict[int, tuple[Path, int]] = field(default_factory=dict)
    finished: dict[int, int] = field(default_factory=dict)
    tick: int = 0

    def act(self) -> None:
        kinds = {
            self.add: 3, self.edit: 5, self.weigh: 3, self.move: 3, self.void: 1,
            self.exchange: 6, self.subscribe: 3, self.copy: 1, self.restore: 2,
        }  # fmt: skip
        self.tick += 1
        self.rng.choices(list(kinds), list(kinds.values()))[0]()

    def _one(self) -> tuple[int, Laptop]:
        i = self.rng.randrange(3)
        return i, self.laptops[i]

    def _some(self, one: Laptop, sql: str) -> str | None:
        rows = [r[0] for r in one.all(sql)]
        return self.rng.choice(rows) if rows else None

    def add(self) -> None:
        i, one = self._one()
        where = self.rng.choice([*sorted(self.holds[i]), *([None] if i == 2 else [])])
        kk = one.tambah("keluarga", {"rt": "001", "posyandu_id": where})
        name = f"KENARI{self.tick:03d}"
        row = one.tambah(
            "warga",
            {"nama": name, "keluarga_id": kk, "posyandu_id": where, "tanggal_lahir": "2024-08-15"},
        )
        self.writes.append(Tulis(i, row, "nama", name, None, self.tick))

    def edit(self) -> None:
        i, one = self._one()
        row = self._some(one, "SELECT id FROM warga WHERE deleted_at IS NULL ORDER BY id")
        if row:
            key, value = self.rng.choice(FIELDS), f"KENARI{self.tick:03d}"
            saw = (one.image("warga", row) or {}).get(key)
            one.ubah("warga", row, **{key: value})
            self.writes.append(Tulis(i, row, key, value, saw, self.tick))

    def weigh(self) -> None:
        i, one = self._one()
        row = self._some(one, "SELECT id FROM warga ORDER BY id")
        if row:
            day = one.hari("2026-11-21", self.rng.choice(sorted(self.holds[i])))
            one.timbang(
                row, day, "2026-11-21", berat_badan=f"{self.rng.randrange(400, 900) / 100:.2f}"
            )
            TALLY["ditimbang"] = TALLY.get("ditimbang", 0) + 1

    def move(self) -> None:
        _, one = self._one()
        kk = self._some(one, "SELECT id FROM keluarga ORDER BY id")
        if kk:
            target = self.rng.choice([MELATI, MAWAR])
            with suppress(SudahDiSana), one.buku.write() as conn:
                _move(conn, one, target, kk)
                TALLY["pindah"] = TALLY.get("pindah", 0) + 1

    def void(self) -> None:
        _, one = self._one()
        row = self._some(one, "SELECT id FROM isian WHERE deleted_at IS NULL ORDER BY id")
        if row:
            one.batal("isian", row)

    def subscribe(self) -> None:
        i = self.rng.randrange(2)
        other = self.rng.choice([MELATI, MAWAR])
        if len(self.holds[i]) == 1:
            (other,) = {MELATI, MAWAR} - self.holds[i]
        gained = other not in self.holds[i]
        word = (NAMES[other],)
        ubahan = Ubahan(tambah=word) if gained else Ubahan(lepas=word)
        device = self.laptops[i].state("device")
        change_scope(self.store, KODE_DESA, device, ubahan, clock.now())
        self.holds[i] ^= {other}
        what = "dapat" if gained else "lepas"
        TALLY[what] = TALLY.get(what, 0) + 1

    def exchange(self) -> None:
        i, one = self._one()
        at = self.rng.randrange(12)
        Jalur.plan = [""] * at + [self.rng.choice(["kirim", "jawab", ""])]
        start = self.tick
        hasil = one.kirim()
        Jalur.plan = []
        assert hasil.rejected == (), hasil
        assert hasil.alasan in (None, "server-tak-terjangkau", "hitungan-berbeda"), hasil
        if hasil.selesai:
            assert hasil.digest_ok is True, hasil
            self.finished[i] = start
            TALLY["tukar"] = TALLY.get("tukar", 0) + 1
        else:
            TALLY["putus"] = TALLY.get("putus", 0) + 1

    def copy(self) -> None:
        i, one = self._one()
        folder = one.path.parent / f"salinan-{self.tick}"
        self.copies[i] = (one.copy_to(folder), self.tick)

    def restore(self) -> None:
        i, one = self._one()
        if i not in self.copies:
            self.copies[i] = (one.copy_to(one.path.parent / f"salinan-{self.tick}"), self.tick)
        else:
            copy, when = self.copies[i]
            one.restore_from(copy)
            for write in self.writes:
                if write.laptop == i and write.at > max(when, self.finished.get(i, 0)):
                    write.boleh_hilang = True
            TALLY["dipulihkan"] = TALLY.get("dipulihkan", 0) + 1

    def settle(self) -> None:
        for one in self.laptops * 3:
            hasil = one.kirim()
            assert hasil.alasan is None, hasil
            assert hasil.rejected == ()
        for one in self.laptops:
            assert one.kirim_baik().pulled == 0

    def check(self) -> None:
        op = self.laptops[2]
        everything = op.contents()
        for i, one in enumerate(self.laptops[:2]):
            held = {"desa"} | {f"pos:{p}" for p in self.holds[i]}
            expected = {key: row for key, row in everything.items() if row[2] in held}
            mine = {key: row for key, row in one.contents().items() if row[2] != "keluar"}
            assert mine == expected
            self._check_canaries(one, {key[1] for key in expected})
        for one in self.laptops:
            assert [b for b in check_buku(one.buku) if not b.baik] == []
        self._check_values(op)

    def _check_canaries(self, one: Laptop, mine: set[str]) -> None:
        """No value anybody wrote about a person who is not here, in any table of the file."""
        foreign = {w.value for w in self.writes if w.row not in mine}
        foreign -= {w.value for w in self.writes if w.row in mine}
        for table in METADATA.sorted_tables:
            if table.name in KEPT - {"tindakan", "konflik"}:
                continue
            text = json.dumps([tuple(map(str, r)) for r in one.all(f"SELECT * FROM {table.name}")])
            assert [v for v in foreign if v in text] == [], table.name
        if foreign:
            TALLY["kenari"] = TALLY.get("kenari", 0) + len(foreign)

    def _check_values(self, op: Laptop) -> None:
        kept: dict[tuple[str, str], set[str]] = {}
        for row, key, used, other in op.all(
            "SELECT objek, kolom, nilai_dipakai, nilai_lain FROM konflik"
        ):
            kept.setdefault((row, key), set()).update((json.loads(used), json.loads(other)))
        seen = {(w.row, w.field, w.saw) for w in self.writes}
        for write in self.writes:
            if write.boleh_hilang:
                continue
            now = (op.image("warga", write.row) or {}).get(write.field)
            assert (
                now == write.value
                or write.value in kept.get((write.row, write.field), ())
                or (write.row, write.field, write.value) in seen
            ), (write, now)
            TALLY["nilai"] = TALLY.get("nilai", 0) + 1


def _history(seed: int, store: Store, alamat: str, folder: Path) -> None:
    laptops = []
    for name, scope in (("a", ("Melati",)), ("b", ("Mawar",)), ("op", ())):
        one = Laptop(folder / name, posyandu=("Melati", "Mawar"))
        one.make_transport = Jalur
        code, _ = make_code(store, KODE_DESA, posyandu_scope(KODE_DESA, scope), now=clock.now())
        one.daftar(alamat, code)
        laptops.append(one)
    dunia = Dunia(store, random.Random(seed), laptops, [{MELATI}, {MAWAR}, {MELATI, MAWAR}])
    Jalur.plan = []
    try:
        for _ in range(4):
            dunia.tick += 1
            dunia.add()
        for one in (*laptops, *laptops):
            one.kirim_baik()
        for _ in range(STEPS):
            dunia.act()
        dunia.settle()
        dunia.check()
    except BaseException as error:
        error.add_note(f"seed {seed}, langkah {dunia.tick}")
        raise
    finally:
        for one in laptops:
            one.close()


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", ["tertanam", "postgresql"])
def test_no_history_loses_or_leaks_anything(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    from server.proses import SANDI
    from sipd_server import embedded, postgres

    TALLY.clear()
    runs = RUNS if kind == "tertanam" else max(RUNS // 3, 1)
    first = 0 if kind == "tertanam" else 1000
    for seed in range(first, first + runs):
        if kind == "tertanam":
            store: Store = embedded.open_store(tmp_path / f"pusat{seed}", SANDI)
        else:
            server = request.getfixturevalue("pg_server")
            store = postgres.open_store(server.new_database())
        with serve(make_app(store)) as alamat:
            _history(seed, store, alamat, tmp_path / str(seed))
        store.close()
    print(kind, runs, TALLY)  # noqa: T201
    if runs >= 3:
        for what in ("tukar", "putus", "pindah", "dapat", "lepas", "dipulihkan", "kenari", "nilai"):
            assert TALLY.get(what, 0) >= 1, TALLY
