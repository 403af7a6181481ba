"""The books of a desa: change log, batches taken and their receipts, lingkup heads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sipd_desktop.base.clock import instant_text
from sipd_desktop.wire.messages import Rejected
from sipd_server.apply import Work
from sipd_server.items import Aside, Item
from sipd_server.records import Records
from sipd_server.refusal import Refusal
from sipd_server.scope import Scope
from sipd_server.sessions import Session


@dataclass(slots=True)
class Receipt:
    """What a batch did, change by change."""

    rejected: list[Rejected] = field(default_factory=list)
    conflicts: int = 0
    tindakan_ok: bool | None = None


_STANDING = """SELECT d.dicabut, d.cakupan, i.acked_n, i.chain, EXISTS(SELECT 1 FROM quarantine q
 WHERE q.desa = :desa AND q.keadaan = 'tahan' AND q.menunggu IS NOT NULL) AS waits
FROM device d CROSS JOIN device_ink i WHERE d.desa = :desa AND d.device = :device
AND i.desa = :desa AND i.device = :device AND i.inkarnasi = :ink"""
_TAKEN = """SELECT n_awal, n_akhir, seq_awal, seq_akhir, tindakan_ok FROM kiriman
WHERE desa = :desa AND device = :device AND inkarnasi = :ink AND n_akhir >= :a AND n_awal <= :b"""
_BEDA = """SELECT COALESCE(SUM(beda), 0) FROM change WHERE desa = :desa AND seq >= :s AND seq <= :t
AND device = :device AND inkarnasi = :ink AND n >= :a AND n <= :b"""
_REJECTED = """SELECT n, kode, kolom FROM quarantine WHERE desa = :desa AND device = :device
AND inkarnasi = :ink AND n >= :a AND n <= :b ORDER BY n"""


class Standing(NamedTuple):
    """Where a device stands: number and chain taken, and whether anything in its desa waits."""

    acked_n: int
    chain: str
    waits: bool


def standing(records: Records, session: Session) -> Standing:
    """Standing of the session's device and incarnation; refusal 403 `dicabut`, 401 `token`
    when its lingkup were changed."""
    row = records.run(_STANDING, device=session.device, ink=session.inkarnasi).one()
    if row.dicabut is not None and not session.ditinjau:
        raise Refusal(403, "dicabut")
    if Scope.load(row.cakupan) != session.scope:
        raise Refusal(401, "token")
    return Standing(int(row.acked_n), str(row.chain), bool(row.waits))


def _span(records: Records, session: Session, a: int, b: int) -> dict[str, object]:
    """Parameters for looking up changes a..b of a device: their seq range is known per batch."""
    who = {"device": session.device, "ink": session.inkarnasi, "a": a, "b": b}
    taken = records.run(_TAKEN, **who).all()
    return {
        **who,
        "s": min((r.seq_awal for r in taken), default=1),
        "t": max((r.seq_akhir for r in taken), default=0),
    }


def past_receipt(records: Records, session: Session, a: int, b: int) -> Receipt:
    """The receipt of changes a..b taken before, as it was given then."""
    if b < a:
        return Receipt()
    span = _span(records, session, a, b)
    who = {k: v for k, v in span.items() if k not in ("s", "t")}
    taken = [r for r in records.run(_TAKEN, **who) if r.n_akhir == b]
    ok = taken[0].tindakan_ok if taken else None
    return Receipt(
        [Rejected(n=int(n), code=k, field=f) for n, k, f in records.run(_REJECTED, **who)],
        int(records.run(_BEDA, **span).scalar_one()),
        None if ok is None else bool(ok),
    )


_CHANGE = """INSERT INTO change (desa, seq, device, inkarnasi, n, beda, tbl, id, hlc, diterima)
SELECT :desa, CAST(e.value->>0 AS BIGINT), e.value->>1, CAST(e.value->>2 AS BIGINT),
 CAST(e.value->>3 AS BIGINT), CAST(e.value->>4 AS BIGINT), e.value->>5, e.value->>6, e.value->>7,
 e.value->>8
FROM {each}"""
_ASIDE = """INSERT INTO quarantine (desa, device, inkarnasi, n, kode, kolom, kode_kini, menunggu,
 keadaan, tbl, id, diterima, raw)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT), CAST(e.value->>2 AS BIGINT), e.value->>3,
 e.value->>4, e.value->>3, e.value->>5, 'tahan', e.value->>6, e.value->>7, e.value->>8, e.value->>9
FROM {each} WHERE true
ON CONFLICT (desa, device, inkarnasi, n) DO UPDATE SET kode_kini = excluded.kode,
 menunggu = excluded.menunggu"""
_RELEASED = """WITH k AS MATERIALIZED (SELECT e.value->>0 AS device,
 CAST(e.value->>1 AS BIGINT) AS inkarnasi, CAST(e.value->>2 AS BIGINT) AS n FROM {each})
UPDATE quarantine SET keadaan = 'terap' FROM k
WHERE quarantine.desa = :desa AND quarantine.device = k.device
AND quarantine.inkarnasi = k.inkarnasi AND quarantine.n = k.n"""
_KELUAR = """INSERT INTO keluar (desa, lingkup, seq, tbl, id)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT), e.value->>2, e.value->>3 FROM {each}"""
_HEADS = """INSERT INTO lingkup_head (desa, kunci, head)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT) FROM {each} WHERE true
ON CONFLICT (desa, kunci) DO UPDATE SET head = CASE WHEN excluded.head > lingkup_head.head
 THEN excluded.head ELSE lingkup_head.head END"""


def write(records: Records, work: Work) -> None:
    """Write everything a transaction brought about, each kind in one statement."""
    out = work.out
    records.write(work.rows.dirty())
    aside = [_aside(item, why) for _, (item, why) in sorted(out.aside.items())]
    released = [list(i.who) for i in out.released]
    for statement, rows in (
        (_CHANGE, out.changes),
        (_ASIDE, aside),
        (_RELEASED, released),
        (_KELUAR, out.keluar),
        (_HEADS, sorted(out.heads.items())),
    ):
        if rows:
            records.run(statement, rows)


def _aside(item: Item, why: Aside) -> list[object]:
    named = item.key or (None, None)
    raw = item.raw.decode()
    return [*item.who, why.code, why.field, why.waits, *named, item.sender.diterima, raw]


_ACKED = """UPDATE device_ink SET acked_n = :n, chain = :chain
WHERE desa = :desa AND device = :device AND inkarnasi = :ink"""
_KIRIMAN = """INSERT INTO kiriman (desa, device, inkarnasi, n_akhir, n_awal, seq_awal, seq_akhir,
 chain, diterima, tindakan_ok, isi)
VALUES (:desa, :device, :ink, :n, :a, :s, :t, :chain, :waktu, :ok, :isi)"""


def close(
    records: Records,
    session: Session,
    *,
    numbers: tuple[int, int],
    seqs: tuple[int, int],
    chain: str,
    tindakan_ok: bool | None,
    now: datetime,
    body: bytes,
) -> None:
    """Move the device on to the end of a batch and keep it: first and last n and seq, its body."""
    who = {"device": session.device, "ink": session.inkarnasi, "n": numbers[1], "chain": chain}
    records.run(_ACKED, **who)
    ok = None if tindakan_ok is None else int(tindakan_ok)
    more = {"a": numbers[0], "s": seqs[0], "t": seqs[1], "waktu": instant_text(now), "ok": ok}
    records.run(_KIRIMAN, **who, **more, isi=body)
