"""The books of a desa: change log, batches taken and their receipts, lingkup heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sipd_desktop.base.clock import instant_text
from sipd_desktop.wire.messages import Rejected
from sipd_server.apply import Work
from sipd_server.records import Records
from sipd_server.sessions import Session


@dataclass(slots=True)
class Receipt:
    """What a batch did, change by change."""

    rejected: list[Rejected] = field(default_factory=list)
    conflicts: int = 0
    tindakan_ok: bool | None = None


_STANDING = """SELECT acked_n, chain FROM device_ink
WHERE desa = :desa AND device = :device AND inkarnasi = :ink"""
_TAKEN = """SELECT n_awal, n_akhir, seq_awal, seq_akhir, tindakan_ok FROM kiriman
WHERE desa = :desa AND device = :device AND inkarnasi = :ink AND n_akhir >= :a AND n_awal <= :b"""
_BEDA = """SELECT COALESCE(SUM(beda), 0) FROM change WHERE desa = :desa AND seq >= :s AND seq <= :t
AND device = :device AND inkarnasi = :ink AND n >= :a AND n <= :b"""
_REJECTED = """SELECT n, kode, kolom FROM quarantine WHERE desa = :desa AND device = :device
AND inkarnasi = :ink AND n >= :a AND n <= :b ORDER BY n"""
_RAW_CHANGE = """SELECT n, raw FROM change WHERE desa = :desa AND seq >= :s AND seq <= :t
AND device = :device AND inkarnasi = :ink AND n >= :a AND n <= :b"""
_RAW_ASIDE = """SELECT n, raw FROM quarantine WHERE desa = :desa AND device = :device
AND inkarnasi = :ink AND n >= :a AND n <= :b"""


def standing(records: Records, session: Session) -> tuple[int, str]:
    """(acked_n, chain) of the session's device and incarnation."""
    row = records.run(_STANDING, device=session.device, ink=session.inkarnasi).one()
    return int(row.acked_n), str(row.chain)


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


def same_bytes(records: Records, session: Session, first: int, raws: Sequence[bytes]) -> bool:
    """Whether these bytes are those taken under the same numbers; anonymised ones pass."""
    span = _span(records, session, first, first + len(raws) - 1)
    who = {k: v for k, v in span.items() if k not in ("s", "t")}
    have = {int(n): raw for n, raw in records.run(_RAW_CHANGE, **span)}
    have |= {int(n): raw for n, raw in records.run(_RAW_ASIDE, **who)}
    return all(
        n in have and (have[n] is None or have[n] == raw.decode())
        for n, raw in enumerate(raws, first)
    )


_CHANGE = """INSERT INTO change (desa, seq, device, inkarnasi, n, beda, tbl, id, hlc, diterima, raw)
SELECT :desa, CAST(e.value->>0 AS BIGINT), e.value->>1, CAST(e.value->>2 AS BIGINT),
 CAST(e.value->>3 AS BIGINT), CAST(e.value->>4 AS BIGINT), e.value->>5, e.value->>6, e.value->>7,
 e.value->>8, e.value->>9
FROM {each}"""
_ASIDE = """INSERT INTO quarantine (desa, device, inkarnasi, n, kode, kolom, kode_kini, menunggu,
 keadaan, tbl, id, diterima, raw)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT), CAST(e.value->>2 AS BIGINT), e.value->>3,
 e.value->>4, e.value->>3, e.value->>5, 'tahan', e.value->>6, e.value->>7, e.value->>8, e.value->>9
FROM {each} WHERE true
ON CONFLICT (desa, device, inkarnasi, n) DO UPDATE SET kode_kini = excluded.kode,
 menunggu = excluded.menunggu"""
_RELEASED = """UPDATE quarantine SET keadaan = 'terap' FROM {each}
WHERE quarantine.desa = :desa AND quarantine.device = e.value->>0
AND quarantine.inkarnasi = CAST(e.value->>1 AS BIGINT)
AND quarantine.n = CAST(e.value->>2 AS BIGINT)"""
_KELUAR = """INSERT INTO keluar (desa, lingkup, seq, tbl, id)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT), e.value->>2, e.value->>3 FROM {each}"""
_HEADS = """INSERT INTO lingkup_head (desa, kunci, head)
SELECT :desa, e.value->>0, CAST(e.value->>1 AS BIGINT) FROM {each} WHERE true
ON CONFLICT (desa, kunci) DO UPDATE SET head = CASE WHEN excluded.head > lingkup_head.head
 THEN excluded.head ELSE lingkup_head.head END"""
_ERASE = (
    """UPDATE change SET raw = NULL
WHERE desa = :desa AND id IN (SELECT e.value->>0 FROM {each})""",
    """UPDATE quarantine SET raw = NULL, menunggu = NULL
WHERE desa = :desa AND id IN (SELECT e.value->>0 FROM {each})""",
)


def write(records: Records, work: Work) -> None:
    """Write everything a transaction brought about, each kind in one statement."""
    out = work.out
    records.write(work.rows.dirty())
    aside = [
        [*who, why.code, why.field, why.waits, *(item.key or (None, None)), item.diterima, item.raw]
        for who, (item, why) in sorted(out.aside.items())
    ]
    released = [list(i.who) for i in out.released]
    erased = [[i] for i in out.erased]
    for statement, rows in (
        (_CHANGE, out.changes),
        (_ASIDE, aside),
        (_RELEASED, released),
        (_KELUAR, out.keluar),
        (_HEADS, sorted(out.heads.items())),
        (_ERASE[0], erased),
        (_ERASE[1], erased),
    ):
        if rows:
            records.run(statement, rows)


_ACKED = """UPDATE device_ink SET acked_n = :n, chain = :chain
WHERE desa = :desa AND device = :device AND inkarnasi = :ink"""
_KIRIMAN = """INSERT INTO kiriman (desa, device, inkarnasi, n_akhir, n_awal, seq_awal, seq_akhir,
 chain, diterima, tindakan_ok)
VALUES (:desa, :device, :ink, :n, :a, :s, :t, :chain, :waktu, :ok)"""


def close(
    records: Records,
    session: Session,
    *,
    numbers: tuple[int, int],
    seqs: tuple[int, int],
    chain: str,
    tindakan_ok: bool | None,
    now: datetime,
) -> None:
    """Move the device on to the end of a batch and note the batch: first and last n and seq."""
    who = {"device": session.device, "ink": session.inkarnasi, "n": numbers[1], "chain": chain}
    records.run(_ACKED, **who)
    ok = None if tindakan_ok is None else int(tindakan_ok)
    more = {"a": numbers[0], "s": seqs[0], "t": seqs[1], "waktu": instant_text(now), "ok": ok}
    records.run(_KIRIMAN, **who, **more)
