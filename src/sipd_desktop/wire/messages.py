"""All requests and answers of protocol 1 as msgspec structs, used by laptop and server alike.

Unknown keys are ignored on reading, so that either side may learn new ones first. The changes of a
push stay raw bytes: each is judged alone, and the chain runs over the bytes as they were frozen.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

PROTOKOL = 1
MARK_HEADER = "X-SIPD"
MARK_VALUE = "1"
MAX_CHANGES = 2_000
MAX_BYTES = 1_000_000
MAX_BUNDLE = 16_000_000
"""A carried file that is brought over the line; larger ones go by `sipd-server paket masuk`."""
MAX_INFLATED = 8_000_000
MAX_PAGE = 2_000
MAX_IDS = 500
TOKEN_SECONDS = 1_800


class Change(Struct, kw_only=True, omit_defaults=True):
    """One outbox entry; encode it with `encode_change`, then never change its bytes."""

    n: int
    tbl: str
    id: str
    op: str
    base: int = 0
    hlc: str = ""
    set: dict[str, Any] = {}


class TindakanHead(Struct, kw_only=True):
    """Head of the tindakan chain after the last tindakan of a batch."""

    inkarnasi: int
    urut: int
    h: str


class PushRequest(Struct, kw_only=True, rename={"from_n": "from"}):
    """A batch: changes `from`, `from`+1, ... in order, and the chain link before the first."""

    incarnation: int
    from_n: int
    prev_chain: str
    changes: list[Raw]
    skema: int = 0
    tindakan: TindakanHead | None = None


class Rejected(Struct, kw_only=True):
    """One quarantined change and why."""

    n: int
    code: str
    field: str | None = None


class PushAnswer(Struct, kw_only=True):
    """The receipt of a batch. `tindakan_ok` is null when there was nothing to compare."""

    acked_n: int
    chain: str
    rejected: list[Rejected]
    conflicts: int
    head: int
    tindakan_ok: bool | None = None


class Row(Struct, kw_only=True, omit_defaults=True):
    """A row of the feed; without `set` it is the echo of the laptop's own change."""

    tbl: str
    id: str
    seq: int
    lingkup: str
    hc: str
    deleted: bool | UnsetType = UNSET
    device: str | UnsetType = UNSET
    set: dict[str, Any] | UnsetType = UNSET


class RawRow(Struct, kw_only=True, omit_defaults=True):
    """`Row` as the server writes it: `set` is the stored JSON, not decoded again."""

    tbl: str
    id: str
    seq: int
    lingkup: str
    hc: str
    deleted: bool | UnsetType = UNSET
    device: str | UnsetType = UNSET
    set: Raw | UnsetType = UNSET


class Keluar(Struct, kw_only=True):
    """This record left the lingkup at this seq."""

    seq: int
    tbl: str
    id: str


class PullAnswer(Struct, kw_only=True):
    """One page of a lingkup's feed; `next` is the seq scanned to."""

    rows: list[Row]
    keluar: list[Keluar]
    next: int
    head: int


class RawPullAnswer(Struct, kw_only=True):
    """`PullAnswer` as the server writes it."""

    rows: list[RawRow]
    keluar: list[Keluar]
    next: int
    head: int


class DigestAnswer(Struct, kw_only=True):
    """Content digest of a lingkup."""

    buckets: list[int]
    rows: int


class IdsAnswer(Struct, kw_only=True):
    """(tbl, id, seq, hc) of one bucket."""

    ids: list[tuple[str, str, int, str]]


class RowsRequest(Struct, kw_only=True):
    """(tbl, id) of rows wanted in full."""

    ids: list[tuple[str, str]]


class RowsAnswer(Struct, kw_only=True):
    """Full rows, only those of the token's lingkup."""

    rows: list[Row]


class RawRowsAnswer(Struct, kw_only=True):
    """`RowsAnswer` as the server writes it."""

    rows: list[RawRow]


class ErrorAnswer(Struct, kw_only=True, omit_defaults=True):
    """Any refusal; the extra keys come with some codes only."""

    alasan: str
    acked_n: int | UnsetType = UNSET
    head: int | UnsetType = UNSET


_encode = msgspec.json.Encoder().encode


def encode_change(change: Change) -> bytes:
    """The frozen bytes of one change; n, tbl, id, op, base and hlc are always written."""
    parts: dict[str, object] = {
        "n": change.n,
        "tbl": change.tbl,
        "id": change.id,
        "op": change.op,
        "base": change.base,
        "hlc": change.hlc,
    }
    if change.set:
        parts["set"] = change.set
    return _encode(parts)


def join_push(
    *,
    incarnation: int,
    skema: int,
    prev_chain: str,
    first_n: int,
    bodies: list[bytes],
    tindakan: TindakanHead | None,
) -> bytes:
    """The body of a push around stored change bytes, which go in untouched."""
    head = _encode(
        {
            "incarnation": incarnation,
            "skema": skema,
            "from": first_n,
            "prev_chain": prev_chain,
            "tindakan": tindakan,
        }
    )
    return head[:-1] + b',"changes":[' + b",".join(bodies) + b"]}"
