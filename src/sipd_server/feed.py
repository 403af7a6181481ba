"""What goes out: pages of the feed, digests, id lists, and single rows.

All of it is read in one transaction that sees one moment, and made into bytes' worth of structs
before the answer is sent. A row that only this laptop wrote goes back as a bare echo.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Raw
from sqlalchemy import Connection, func, select

from sipd_desktop.wire.canonical import BUCKETS
from sipd_desktop.wire.check import is_id
from sipd_desktop.wire.messages import (
    MAX_IDS,
    MAX_PAGE,
    DigestAnswer,
    IdsAnswer,
    Keluar,
    RawPullAnswer,
    RawRow,
    RawRowsAnswer,
)
from sipd_server.hello import ensure_active
from sipd_server.records import Records
from sipd_server.refusal import Refusal, refuse_odd_text
from sipd_server.schema import DESA_HEAD, KELUAR, RECORD
from sipd_server.sessions import Session
from sipd_server.store import Store

DEFAULT_PAGE = 500
PAGE_BYTES = 4_000_000
_C = RECORD.c
_ROW = (_C.tbl, _C.id, _C.seq, _C.lingkup, _C.hc, _C.deleted, _C.device, _C.gema, _C.fields)


def pull(
    store: Store, session: Session, *, lingkup: str, since: int, limit: int, full: bool
) -> RawPullAnswer:
    """One page of a lingkup after seq `since`; refusal 403 `luar-lingkup`, 410 from the future."""
    _must_hold(session, lingkup)
    limit = min(max(limit, 1), MAX_PAGE)
    with store.read(session.desa) as conn:
        ensure_active(conn, session)
        head = head_in(conn, session.desa)
        if since > head:
            raise Refusal(410, "kursor-terlalu-tua", head=head)
        me = None if full else (session.device, session.inkarnasi)
        return page_in(conn, session.desa, lingkup, since, head, limit, me)


def page_in(
    conn: Connection,
    desa: str,
    lingkup: str,
    since: int,
    head: int,
    limit: int,
    me: tuple[str, int] | None = None,
) -> RawPullAnswer:
    """One page within an open transaction that sees `head`; `me` gets echoes of its own rows."""
    rows = _page(conn, desa, lingkup, since, head, limit + 1)
    left = _left(conn, desa, lingkup, since, head, limit + 1)
    upto = _cut([(r.seq, len(r.fields)) for r in rows] + [(k.seq, 100) for k in left], limit, head)
    return RawPullAnswer(
        rows=[_row(r, me) for r in rows if r.seq <= upto],
        keluar=[k for k in left if k.seq <= upto],
        next=upto,
        head=head,
    )


def digest(store: Store, session: Session, *, lingkup: str, at: int) -> DigestAnswer:
    """The content digest of a lingkup when the desa stands at `at`; refusal 409 `head`."""
    _must_hold(session, lingkup)
    with store.read(session.desa) as conn:
        ensure_active(conn, session)
        head = head_in(conn, session.desa)
        if head != at:
            raise Refusal(409, "head", head=head)
        return digest_in(conn, session.desa, lingkup)


def digest_in(conn: Connection, desa: str, lingkup: str) -> DigestAnswer:
    """The content digest of a lingkup as an open transaction sees it."""
    bucket = func.substr(_C.id, 36, 1)
    query = select(bucket, func.sum(_C.hc32), func.count()).where(
        (_C.desa == desa) & (_C.lingkup == lingkup)
    )
    sums = conn.execute(query.group_by(bucket)).all()
    answer = DigestAnswer(buckets=[0] * BUCKETS, rows=0)
    for digit, total, count in sums:
        answer.buckets[int(digit, 16)] = int(total)
        answer.rows += int(count)
    return answer


def ids(store: Store, session: Session, *, lingkup: str, bucket: int) -> IdsAnswer:
    """(tbl, id, seq, hc) of one bucket of a lingkup."""
    _must_hold(session, lingkup)
    if not 0 <= bucket < BUCKETS:
        raise Refusal(400, "bentuk")
    query = select(_C.tbl, _C.id, _C.seq, _C.hc).where(
        (_C.desa == session.desa)
        & (_C.lingkup == lingkup)
        & (func.substr(_C.id, 36, 1) == f"{bucket:x}")
    )
    with store.read(session.desa) as conn:
        ensure_active(conn, session)
        return IdsAnswer(ids=[tuple(r) for r in conn.execute(query.order_by(_C.seq))])


def require_active(store: Store, session: Session) -> None:
    """Refusal 403 `dicabut` for a laptop that was shut out since its hello."""
    with store.read(session.desa) as conn:
        ensure_active(conn, session)


def rows(store: Store, session: Session, wanted: list[tuple[str, str]]) -> RawRowsAnswer:
    """Full rows by (tbl, id), those outside the token's lingkup left out; at most 500."""
    if len(wanted) > MAX_IDS or not all(is_id(i) and "\x00" not in t for t, i in wanted):
        raise Refusal(400, "bentuk")
    with store.read(session.desa) as conn:
        ensure_active(conn, session)
        found = Records(store, conn, session.desa).feed_rows(wanted)
    return RawRowsAnswer(rows=[_row(r, None) for r in found if session.scope.holds(r.lingkup)])


def _must_hold(session: Session, lingkup: str) -> None:
    refuse_odd_text((lingkup, 80))
    if not session.scope.holds(lingkup):
        raise Refusal(403, "luar-lingkup")


def head_in(conn: Connection, desa: str) -> int:
    """The last seq of a desa."""
    return int(conn.execute(select(DESA_HEAD.c.seq).where(DESA_HEAD.c.desa == desa)).scalar_one())


def _page(
    conn: Connection, desa: str, lingkup: str, since: int, head: int, limit: int
) -> Iterable[Any]:
    query = select(*_ROW).where(
        (_C.desa == desa) & (_C.lingkup == lingkup) & (_C.seq > since) & (_C.seq <= head)
    )
    return conn.execute(query.order_by(_C.seq).limit(limit)).all()


def _left(
    conn: Connection, desa: str, lingkup: str, since: int, head: int, limit: int
) -> list[Keluar]:
    k = KELUAR.c
    query = select(k.seq, k.tbl, k.id).where(
        (k.desa == desa) & (k.lingkup == lingkup) & (k.seq > since) & (k.seq <= head)
    )
    found = conn.execute(query.order_by(k.seq).limit(limit))
    return [Keluar(seq=int(s), tbl=str(t), id=str(i)) for s, t, i in found]


def _cut(found: list[tuple[int, int]], limit: int, head: int) -> int:
    """Up to which seq a page goes: at most `limit` entries and, beyond the first, PAGE_BYTES."""
    total = 0
    found.sort()
    for i, (_, size) in enumerate(found):
        total += size
        if i >= limit or (i and total > PAGE_BYTES):
            return found[i - 1][0]
    return head


def _row(row: Any, me: tuple[str, int] | None) -> RawRow:
    made = RawRow(tbl=row.tbl, id=row.id, seq=row.seq, lingkup=row.lingkup, hc=row.hc)
    if me is None or (row.device, row.gema) != me:
        made.deleted = bool(row.deleted)
        made.device = row.device
        made.set = Raw(row.fields.encode())
    return made
