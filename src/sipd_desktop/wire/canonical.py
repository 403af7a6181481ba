"""Canonical bytes of a record and the content digest of a lingkup, equal on every machine.

JSON, UTF-8, keys sorted by code point, no spaces, non-ASCII unescaped. A record is
`[tbl, id, {fields without nulls}, deleted]`; `hc` is the first half of its SHA-256 in hex.
No floats ever travel, so no two machines can disagree on a digit (docs/sinkronisasi.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

BUCKETS = 16
_sorted = msgspec.json.Encoder(order="sorted").encode


def canonical(value: object) -> bytes:
    """Any wire value as its one JSON form; raises ValueError on text that is not Unicode."""
    return _sorted(value)


def without_nulls(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields that are there: null means removed, so it is never part of a record."""
    if None in fields.values():
        return {k: v for k, v in fields.items() if v is not None}
    return dict(fields)


def record_hash(tbl: str, record_id: str, fields: Mapping[str, object], deleted: bool) -> str:
    """The content hash `hc` of a record: 32 hex digits, the envelope left out."""
    return hash_of_fields(tbl, record_id, canonical(without_nulls(fields)), deleted)


def hash_of_fields(tbl: str, record_id: str, canonical_fields: bytes, deleted: bool) -> str:
    """`record_hash` when the canonical bytes of the null-free fields are at hand already.

    `tbl` and `record_id` are plain ASCII by check, so they need no escaping.
    """
    tail = b"true]" if deleted else b"false]"
    head = f'["{tbl}","{record_id}",'.encode()
    return hashlib.sha256(head + canonical_fields + b"," + tail).hexdigest()[:32]


def hc32(hc: str) -> int:
    """The 32-bit part of a content hash that a digest adds up."""
    return int(hc[:8], 16)


def bucket_of(record_id: str) -> int:
    """Which of the 16 buckets an id belongs to: its last hex digit."""
    return int(record_id[-1], 16)


@dataclass(slots=True)
class Digest:
    """Sixteen sums of `hc32` and the number of rows, live and voided."""

    buckets: list[int] = field(default_factory=lambda: [0] * BUCKETS)
    rows: int = 0

    def add(self, record_id: str, hc: str) -> None:
        """Count one row in."""
        self.buckets[bucket_of(record_id)] += hc32(hc)
        self.rows += 1

    def wrong_buckets(self, other: Digest) -> list[int]:
        """Numbers of the buckets that differ."""
        return [i for i in range(BUCKETS) if self.buckets[i] != other.buckets[i]]


def digest_of(rows: Iterable[tuple[str, str]]) -> Digest:
    """The digest of `(id, hc)` pairs in any order."""
    digest = Digest()
    for record_id, hc in rows:
        digest.add(record_id, hc)
    return digest
