"""Looking into a store behind the server's back: all its content, for comparing two states."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text

from sipd_server.schema import METADATA
from sipd_server.store import Store

DESA = "3201012001"
LEFT_OUT = {"pusat": {"pubkey", "privkey"}, "device": {"terlihat"}, "kode": {"hash", "coba"}}


def dump(
    store: Store, desa: str = DESA, *, without: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Every table of a desa as sorted rows; `without` names columns that depend on the clock."""
    found: dict[str, Any] = {}
    with store.read(desa) as conn:
        for table in METADATA.sorted_tables:
            if table.name in ("pusat", "direktori"):
                continue
            left_out = LEFT_OUT.get(table.name, set()) | without
            columns = [c for c in table.c if c.name not in left_out]
            rows = conn.execute(select(*columns).where(table.c.desa == desa))
            found[table.name] = sorted((tuple(r) for r in rows), key=repr)
    return found


def count(store: Store, sql: str, desa: str = DESA) -> int:
    """One number by plain SQL inside a transaction of a desa."""
    with store.read(desa) as conn:
        return int(conn.execute(text(sql)).scalar_one())
