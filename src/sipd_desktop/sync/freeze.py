"""Freeze: dirty rows become numbered outbox entries whose bytes never change again.

An entry is the difference between the row and what the centre is known to hold of it (`sync_base`)
plus what is already on its way. Freezing is what makes one number per change safe: a retry sends
the same bytes under the same number, an edit made meanwhile becomes a later number. Subjects go
before what refers to them (catalogue order), tindakan last and in the order they were done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.antrean import load_letak, store_frozen
from sipd_desktop.storage.citra import Codec, codec_of, id_list
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.kursor import list_kursor
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.beda import Keadaan, diff_ops, read_changes
from sipd_desktop.sync.gerbang import Gerbang
from sipd_desktop.wire.chain import links_over
from sipd_desktop.wire.hlc import make, tick
from sipd_desktop.wire.messages import Change, encode_change

SLICE = 600
"""Rows per transaction: some 10 ms, so that a save never waits long for the lane."""
_PASSES = 3

Ops = list[tuple[str, str, int, str, dict[str, Any]]]
"""(id, op, base, hlc, set) of entries that have no number yet."""


def freeze_all(buku: Buku, gerbang: Gerbang) -> int:
    """Freeze everything dirty; returns the number of entries made."""
    return sum(freeze_steps(buku, gerbang))


def freeze_steps(buku: Buku, gerbang: Gerbang) -> Iterator[int]:
    """Freeze everything dirty, one slice per step; yields the entries each slice made."""
    for _ in range(_PASSES):
        with gerbang, buku.read() as conn:
            dirty = set(conn.exec_driver_sql("SELECT DISTINCT tbl FROM sync_dirty").scalars())
        if not dirty:
            return
        for tbl in REGISTERS:
            if tbl in dirty:
                yield from _freeze_table(buku, gerbang, tbl)


def _freeze_table(buku: Buku, gerbang: Gerbang, tbl: str) -> Iterator[int]:
    last, count = 0, SLICE
    while count == SLICE:
        with gerbang, buku.write() as conn:
            ids = conn.exec_driver_sql(
                "SELECT id, rowid FROM sync_dirty WHERE rowid > ? AND tbl = ? "
                "ORDER BY rowid LIMIT ?",
                (last, tbl, SLICE),
            ).all()
            count = len(ids)
            made = freeze_rows(conn, tbl, [row[0] for row in ids]) if ids else 0
        if ids:
            last = ids[-1][1]
            yield made


def freeze_rows(conn: Connection, tbl: str, ids: Sequence[str]) -> int:
    """Freeze these dirty rows inside the caller's transaction; returns the entries made."""
    codec, wanted = codec_of(tbl), id_list(ids)
    pending = list_pending(conn, tbl, wanted, disisihkan=False)
    device = get_state(conn, "device")
    home = _first_home(conn, tbl)
    ops: Ops = []
    for row in conn.exec_driver_sql(
        "SELECT t.id, t.seq, t.updated_at, t.deleted_at IS NOT NULL, b.seq, b.data, "
        f"{codec.select('t')} FROM sync_dirty d CROSS JOIN {tbl} t ON t.id = d.id "
        "LEFT JOIN sync_base b ON b.tbl = d.tbl AND b.id = d.id "
        "WHERE d.tbl = ? AND d.id IN (SELECT value FROM json_each(?)) ORDER BY d.rowid",
        (tbl, wanted),
    ).all():
        made = _ops_of(codec, row, pending.get(row[0], ()), device)
        fresh = row[1] is None and row[5] is None and row[0] not in pending
        ops += home.by_two_steps(made) if home and fresh else made
    _number(conn, tbl, ops)
    conn.exec_driver_sql(
        "DELETE FROM sync_dirty WHERE tbl = ? AND id IN (SELECT value FROM json_each(?))",
        (tbl, wanted),
    )
    frozen = {op[0] for op in ops}
    idle = [row_id for row_id in ids if row_id not in frozen]
    if idle:
        drop_idle_base(conn, tbl, id_list(idle))
    return len(ops)


def list_pending(
    conn: Connection, tbl: str, wanted: str, *, disisihkan: bool
) -> dict[str, list[Change]]:
    """What is on its way of each row; `disisihkan`: also what the centre had set aside."""
    queued = "" if disisihkan else "AND state = 'queued' "
    found: dict[str, list[Change]] = {}
    for row_id, body in conn.exec_driver_sql(
        f"SELECT id, body FROM outbox WHERE tbl = ? AND {PENDING} {queued}"
        "AND id IN (SELECT value FROM json_each(?)) ORDER BY inkarnasi, n",
        (tbl, wanted),
    ):
        found.setdefault(row_id, []).extend(read_changes([body]))
    return found


def _ops_of(codec: Codec, row: Row[Any], pending: Sequence[Change], device: str) -> Ops:
    values = tuple(row)
    row_id, seq, updated_at, deleted, base_seq, base = values[:6]
    if base is None and not pending and not deleted:  # baru: seluruh isinya
        fields = codec.image(values[6:])
        return [(row_id, "set", seq or 0, _edit_clock(updated_at, device, None), fields)]
    new = base is None and not pending
    before = Keadaan(*codec.read_base(base)) if base is not None else Keadaan()
    for change in pending:
        before.fold(change)
    after = Keadaan(codec.image(values[6:]), bool(deleted))
    hlc = _edit_clock(updated_at, device, max((c.hlc for c in pending), default=None))
    known = (base_seq if base is not None else seq) or 0
    return [(row_id, op, known, hlc, patch) for op, patch in diff_ops(before, after, new=new)]


@dataclass(frozen=True, slots=True)
class Rumah:
    """The Posyandu whose people this laptop holds."""

    field: str
    held: frozenset[str]
    whole_desa: bool

    def by_two_steps(self, ops: Ops) -> Ops:
        """Somebody registered here and moved before the first exchange is sent as just that: made
        in a Posyandu of this laptop, then moved. The centre takes a move, never a new record in a
        lingkup that is not the laptop's."""
        if self.whole_desa or not self.held or not ops or ops[0][1] != "set":
            return ops
        row_id, op, base, hlc, fields = ops[0]
        there = fields.get(self.field)
        if there in self.held:
            return ops
        first = {**fields, self.field: min(self.held)}
        moved = (row_id, op, base, hlc, {self.field: there})
        return [(row_id, op, base, hlc, first), moved, *ops[1:]]


def _first_home(conn: Connection, tbl: str) -> Rumah | None:
    rule = REGISTERS[tbl].lingkup
    if rule.jenis != "penduduk":
        return None
    keys = list_kursor(conn)
    held = frozenset(k.removeprefix("pos:") for k in keys if k.startswith("pos:"))
    return Rumah(rule.field, held, "operator" in keys)


def _edit_clock(updated_at: str | None, device: str, last: str | None) -> str:
    """The moment of the edit, not of freezing: fair between a laptop that sends daily and one
    that sends monthly."""
    if last is None:
        return _first_clock(updated_at or "", device)
    return tick(last, _ms(updated_at or ""), device)


@lru_cache(maxsize=256)  # satu niat menulis banyak baris pada saat yang sama
def _first_clock(instant: str, device: str) -> str:
    return make(_ms(instant), 0, device)


def _ms(instant: str) -> int:
    try:
        return int(parse_instant(instant).timestamp() * 1000)
    except ValueError:
        return 0


def _number(conn: Connection, tbl: str, ops: Ops) -> None:
    if not ops:
        return
    letak = load_letak(conn)
    bodies = [
        encode_change(Change(n=n, tbl=tbl, id=row_id, op=op, base=base, hlc=hlc, set=patch))
        for n, (row_id, op, base, hlc, patch) in enumerate(ops, letak.n_akhir + 1)
    ]
    links = links_over(letak.rantai_akhir, bodies)
    conn.exec_driver_sql(
        "INSERT INTO outbox(inkarnasi, n, tbl, id, body, chain, state) "
        "VALUES (?, ?, ?, ?, ?, ?, 'queued')",
        [
            (letak.inkarnasi, n, tbl, op[0], body, link)
            for n, (op, body, link) in enumerate(
                zip(ops, bodies, links, strict=True), letak.n_akhir + 1
            )
        ],
    )
    store_frozen(conn, letak.n_akhir + len(ops), links[-1])


def drop_idle_base(conn: Connection, tbl: str, wanted: str) -> None:
    """Drop the confirmed images of rows that wait for nothing: neither dirty nor in the outbox."""
    conn.exec_driver_sql(
        "DELETE FROM sync_base WHERE tbl = ? AND id IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM sync_dirty d WHERE d.tbl = sync_base.tbl "
        "AND d.id = sync_base.id) "
        "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.tbl = sync_base.tbl "
        f"AND o.id = sync_base.id AND o.{PENDING})",
        (tbl, wanted),
    )
