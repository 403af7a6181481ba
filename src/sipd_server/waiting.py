"""Quarantine that waits for something: released by itself when the subject, table or form arrives.

Nothing leaves quarantine otherwise than by this or by a person (I8); the row stays, marked `terap`.
"""

from __future__ import annotations

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.bidang import FORMS, REGISTERS
from sipd_desktop.wire.check import Finding, read_change
from sipd_server import archive, journal
from sipd_server.apply import Work
from sipd_server.items import Item, Sender
from sipd_server.records import Records
from sipd_server.scope import Scope
from sipd_server.workset import WorkSet

_WAITS = """SELECT 1 FROM quarantine WHERE desa = :desa AND keadaan = 'tahan'
AND menunggu IS NOT NULL LIMIT 1"""
_RELEASED_BY = """WITH k AS MATERIALIZED (SELECT e.value->>0 AS menunggu FROM {each})
SELECT q.device, q.inkarnasi, q.n, q.raw, q.diterima, d.cakupan
FROM k CROSS JOIN quarantine q CROSS JOIN device d
WHERE q.desa = :desa AND q.keadaan = 'tahan' AND q.menunggu = k.menunggu
AND d.desa = :desa AND d.device = q.device"""


def _stored_items(records: Records, keys: set[str]) -> list[Item]:
    found = []
    for row in records.run(_RELEASED_BY, [[k] for k in sorted(keys)]):
        received = int(parse_instant(row.diterima).timestamp() * 1000)
        raw = (row.raw or "").encode()
        change = read_change(raw, int(row.n))
        if isinstance(change, Finding):
            continue
        scope = Scope.load(row.cakupan)
        sender = Sender(row.device, int(row.inkarnasi), scope, row.diterima, received)
        found.append(Item(int(row.n), raw, change, sender, stored=True))
    return found


def settle(records: Records, work: Work, *, any_stored: bool) -> None:
    """Make the differences of this batch records, and release what waited for what arrived.

    `any_stored`: something waits in the quarantine table of this desa.
    """
    while True:
        work.flush_konflik()
        arrived, work.out.arrived = work.out.arrived, set()
        if not arrived:
            return
        waiting = work.waiting_for(arrived)
        if any_stored:
            here = {i.who for i in waiting}
            waiting += [i for i in _stored_items(records, arrived) if i.who not in here]
        if waiting:
            work.replay(waiting)


def known_now() -> set[str]:
    """What this version of the server knows, as quarantine waits for it."""
    return {f"tbl:{k}" for k in REGISTERS} | {f"form:{k}" for k in FORMS}


def release_known(records: Records, seq: int) -> int:
    """After an upgrade: apply what waited for tables and forms known now; the new head."""
    if records.run(_WAITS).first() is None:
        return seq
    waiting = _stored_items(records, known_now())
    if not waiting:
        return seq
    work = Work(WorkSet(records), seq)
    work.replay(waiting)
    settle(records, work, any_stored=True)
    journal.write(records, work)
    archive.erase(records, work.out.erased)
    return work.seq
