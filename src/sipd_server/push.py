"""Taking a batch: exactly once, in order, in one transaction, with a receipt that can be repeated.

`acked_n` and `chain` per (device, incarnation) decide what is new; what was taken is compared,
never applied again and never silently different. Should the set-based write fail for a reason
nobody foresaw, the batch is halved until one change is left, and that is quarantined as `sistem`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from sipd_desktop.base.clock import instant_text
from sipd_desktop.wire.chain import is_link, links_over
from sipd_desktop.wire.check import Finding, read_change
from sipd_desktop.wire.messages import (
    MAX_CHANGES,
    Change,
    PushAnswer,
    PushRequest,
    Rejected,
    TindakanHead,
)
from sipd_server import archive, journal, tindakan, waiting
from sipd_server.apply import Work
from sipd_server.bodies import Incoming
from sipd_server.items import Item, Sender
from sipd_server.records import Records
from sipd_server.refusal import Refusal
from sipd_server.sessions import Session
from sipd_server.store import Store, take_seq
from sipd_server.workset import WorkSet

log = logging.getLogger("sipd_server")
_decode = msgspec.json.Decoder(PushRequest).decode
_CULPRIT = (
    DataError,
    IntegrityError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What one bad change can cause; anything else (no disk, no connection) is not its fault."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes `first`, `first`+1, ... with the chain link before and after each."""

    session: Session
    first: int
    prev: str
    raws: list[bytes]
    changes: list[Change | Finding]
    links: list[str]
    claim: TindakanHead | None
    now: datetime
    packed: bytes | None = None
    """The gzipped body as it came, while this is all of it."""

    @property
    def last(self) -> int:
        """Number of the last change."""
        return self.first + len(self.raws) - 1

    def part(self, start: int, end: int) -> Batch:
        """A slice that is a batch of its own."""
        return replace(
            self,
            first=self.first + start,
            prev=self.links[start - 1] if start else self.prev,
            raws=self.raws[start:end],
            changes=self.changes[start:end],
            links=self.links[start:end],
            claim=self.claim if end == len(self.raws) else None,
            packed=self.packed if (start, end) == (0, len(self.raws)) else None,
        )


def push(store: Store, session: Session, incoming: Incoming, now: datetime) -> PushAnswer:
    """Take the batch in this body. Refusal 400 `bentuk`, 409 as on the protocol page."""
    body = incoming.plain
    try:
        body.decode()
        request = _decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, "bentuk") from error
    if not is_link(request.prev_chain) or not 1 <= request.from_n <= 2**53:
        raise Refusal(400, "bentuk")
    if len(request.changes) > MAX_CHANGES:
        raise Refusal(413, "terlalu-besar")
    if request.incarnation != session.inkarnasi:
        raise Refusal(409, "inkarnasi")
    raws = [bytes(raw) for raw in request.changes]
    links = links_over(request.prev_chain, raws)
    changes = [read_change(raw, n) for n, raw in enumerate(raws, request.from_n)]
    return take(
        store,
        Batch(
            session,
            request.from_n,
            request.prev_chain,
            raws,
            changes,
            links,
            request.tindakan,
            now,
            incoming.packed,
        ),
    )


def take(store: Store, batch: Batch) -> PushAnswer:
    """Apply a batch in one transaction, or in halves when it fails unexpectedly."""
    try:
        with store.write(batch.session.desa) as conn:
            return _take(store, conn, batch, sick=False)
    except _CULPRIT as error:
        size = len(batch.raws)
        log.error("gagal menulis %d perubahan: %s", size, type(error).__name__)
        if not size:
            raise
    if size == 1:
        with store.write(batch.session.desa) as conn:
            return _take(store, conn, batch, sick=True)
    first = take(store, batch.part(0, size // 2))
    second = take(store, batch.part(size // 2, size))
    second.rejected = first.rejected + second.rejected
    second.conflicts += first.conflicts
    return second


def _take(store: Store, conn: Connection, batch: Batch, *, sick: bool) -> PushAnswer:
    session = batch.session
    before = take_seq(conn, session.desa)
    records = Records(store, conn, session.desa)
    acked, chain, waits = journal.standing(records, session)
    _compare_past(records, batch, acked, chain)
    skip = min(max(acked - batch.first + 1, 0), len(batch.raws))
    receipt = journal.past_receipt(records, session, batch.first, batch.first + skip - 1)
    new = batch.part(skip, len(batch.raws))
    if not new.raws:
        return _answer(acked, chain, receipt, before)
    items = _items(new, sick=sick)
    work = Work(WorkSet(records), before)
    work.rows.load(items)
    for item in items:
        work.take(item)
    waiting.settle(records, work, any_stored=waits)
    changes = [i.change for i in items if isinstance(i.change, Change)]
    receipt.tindakan_ok = tindakan.follow(records, session.device, changes, new.claim)
    journal.write(records, work)
    journal.close(
        records,
        session,
        numbers=(new.first, new.last),
        seqs=(before + 1, work.seq),
        chain=new.links[-1],
        tindakan_ok=receipt.tindakan_ok,
        now=batch.now,
        body=new.packed or archive.pack(new.raws),
    )
    if work.out.erased:
        archive.erase(records, work.out.erased)
    take_seq(conn, session.desa, work.seq - before)
    for item in items:
        receipt.conflicts += work.out.conflicts.get(item.who, 0)
        if item.who in work.out.aside:
            why = work.out.aside[item.who][1]
            receipt.rejected.append(Rejected(n=item.n, code=why.code, field=why.field))
    return _answer(new.last, new.links[-1], receipt, work.seq)


def _answer(acked: int, chain: str, receipt: journal.Receipt, head: int) -> PushAnswer:
    return PushAnswer(
        acked_n=acked,
        chain=chain,
        rejected=receipt.rejected,
        conflicts=receipt.conflicts,
        head=head,
        tindakan_ok=receipt.tindakan_ok,
    )


def _compare_past(records: Records, batch: Batch, acked: int, chain: str) -> None:
    """Refuse a gap, and bytes other than those taken under the same numbers (I5)."""
    if batch.first > acked + 1:
        raise Refusal(409, "urutan", acked_n=acked)
    if batch.first == acked + 1:
        same = batch.prev == chain
    elif batch.last >= acked:
        same = batch.links[acked - batch.first] == chain
    else:
        same = archive.same_bytes(records, batch.session, batch.first, batch.raws)
    if not same:
        raise Refusal(409, "rantai")


def _items(batch: Batch, *, sick: bool) -> list[Item]:
    session = batch.session
    received_ms = int(batch.now.timestamp() * 1000)
    sender = Sender(
        session.device, session.inkarnasi, session.scope, instant_text(batch.now), received_ms
    )
    return [
        Item(n, raw, change, sender, sick)
        for n, (raw, change) in enumerate(zip(batch.raws, batch.changes, strict=True), batch.first)
    ]
