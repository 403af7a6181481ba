"""The batches as they were sent, one gzipped body each: for comparing, and for taking values out.

Keeping the body instead of a copy of every change makes the change log a tenth as large. `anonim`
rewrites the few bodies that name its record: those changes keep all but their values.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from sipd_server.records import Records
from sipd_server.sessions import Session


class _Body(msgspec.Struct):
    """The part of a push body that matters later."""

    changes: list[msgspec.Raw]


_read = msgspec.json.Decoder(_Body).decode
_OF_DEVICE = """SELECT n_awal, isi FROM kiriman WHERE desa = :desa AND device = :device
AND inkarnasi = :ink AND n_akhir >= :a AND n_awal <= :b"""
_WHERE = """WITH k AS MATERIALIZED (SELECT e.value->>0 AS id FROM {each})
SELECT c.device, c.inkarnasi, c.n FROM k CROSS JOIN change c WHERE c.desa = :desa AND c.id = k.id
UNION
SELECT q.device, q.inkarnasi, q.n FROM k CROSS JOIN quarantine q
WHERE q.desa = :desa AND q.id = k.id"""
_STORE = """UPDATE kiriman SET isi = :isi WHERE desa = :desa AND device = :device
AND inkarnasi = :ink AND n_awal = :a"""
_QUARANTINE = """UPDATE quarantine SET raw = NULL, menunggu = NULL
WHERE desa = :desa AND id IN (SELECT e.value->>0 FROM {each})"""


def pack(raws: Iterable[bytes]) -> bytes:
    """Changes as a stored body."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(b'{"changes":[' + b",".join(raws) + b"]}") + packer.flush()


def unpack(body: bytes) -> list[bytes]:
    """The bytes of the changes in a stored body."""
    return [bytes(raw) for raw in _read(zlib.decompress(body, 31)).changes]


def same_bytes(records: Records, session: Session, first: int, raws: Sequence[bytes]) -> bool:
    """Whether these bytes are those taken under the same numbers (I5)."""
    last = first + len(raws) - 1
    stored = records.run(_OF_DEVICE, device=session.device, ink=session.inkarnasi, a=first, b=last)
    have = {n: raw for row in stored for n, raw in enumerate(unpack(row.isi), int(row.n_awal))}
    return all(have.get(n) in (raw, without_values(raw)) for n, raw in enumerate(raws, first))


def without_values(raw: bytes) -> bytes | None:
    """A change without what it set; None when it cannot be read."""
    try:
        change: Any = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, RecursionError):
        return None
    if not isinstance(change, dict):
        return None
    change.pop("set", None)
    return msgspec.json.encode(change)


def erase(records: Records, ids: Iterable[str]) -> None:
    """Take the values of these records out of all stored bodies and out of quarantine."""
    rows = [[i] for i in sorted(set(ids))]
    found: dict[tuple[str, int], set[int]] = {}
    for device, inkarnasi, n in records.run(_WHERE, rows):
        found.setdefault((device, int(inkarnasi)), set()).add(int(n))
    for (device, inkarnasi), numbers in sorted(found.items()):
        span = {"device": device, "ink": inkarnasi, "a": min(numbers), "b": max(numbers)}
        for row in records.run(_OF_DEVICE, **span).all():
            _rewrite(records, device, inkarnasi, row, numbers)
    records.run(_QUARANTINE, rows)


def _rewrite(records: Records, device: str, inkarnasi: int, row: Any, numbers: set[int]) -> None:
    first = int(row.n_awal)
    raws = unpack(row.isi)
    kept = [
        (without_values(raw) or b"{}") if n in numbers else raw for n, raw in enumerate(raws, first)
    ]
    if kept != raws:
        records.run(_STORE, device=device, ink=inkarnasi, a=first, isi=pack(kept))
