"""Recomputing the tindakan chain of a device, so that no act is taken out of the riwayat unseen.

Quarantined tindakan count too. A break is remembered, then the laptop's own head is taken over, so
that one break is reported once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sipd_desktop.wire.chain import ZERO, is_link, tindakan_link
from sipd_desktop.wire.messages import Change, TindakanHead
from sipd_server.records import Records

MAX_INCARNATION = 2**31
_LOAD = """SELECT inkarnasi, urut, putus, h FROM tindakan_head
WHERE desa = :desa AND device = :device"""
_SAVE = """INSERT INTO tindakan_head (desa, device, inkarnasi, urut, putus, h)
SELECT :desa, :device, CAST(e.value->>0 AS BIGINT), CAST(e.value->>1 AS BIGINT),
 CAST(e.value->>2 AS BIGINT), e.value->>3
FROM {each} WHERE true
ON CONFLICT (desa, device, inkarnasi) DO UPDATE SET urut = excluded.urut, putus = excluded.putus,
 h = excluded.h"""


@dataclass(slots=True)
class Head:
    """Where the chain of one incarnation stands, and how often it was found broken."""

    urut: int = 0
    putus: int = 0
    h: str = ZERO
    touched: bool = False


def follow(
    records: Records, device: str, changes: Iterable[Change], claim: TindakanHead | None
) -> bool | None:
    """Extend the chains of a device by these tindakan and compare; None = nothing to compare."""
    own = [c.set for c in changes if c.tbl == "tindakan" and c.set.get("perangkat") == device]
    if not own and claim is None:
        return None
    heads = {int(r[0]): Head(*r[1:]) for r in records.run(_LOAD, device=device)}
    for fields in own:
        inkarnasi, urut = fields.get("inkarnasi"), fields.get("urut")
        if not isinstance(inkarnasi, int) or not 0 <= inkarnasi <= MAX_INCARNATION:
            continue
        head = heads.setdefault(inkarnasi, Head())
        if urut == head.urut + 1:
            head.urut, head.h, head.touched = urut, tindakan_link(head.h, fields), True
    result = _compare(heads, claim)
    rows = [[i, h.urut, h.putus, h.h] for i, h in sorted(heads.items()) if h.touched]
    if rows:
        records.run(_SAVE, rows, device=device)
    return result


def _compare(heads: dict[int, Head], claim: TindakanHead | None) -> bool | None:
    if claim is None or not is_link(claim.h) or not 0 <= claim.inkarnasi <= MAX_INCARNATION:
        return None
    head = heads.setdefault(claim.inkarnasi, Head())
    if not head.urut <= claim.urut < 2**53:
        return None
    if head.urut == claim.urut and head.h == claim.h:
        return True
    head.urut, head.h, head.touched = claim.urut, claim.h, True
    head.putus += 1
    return False
