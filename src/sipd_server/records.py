"""Reading and writing merged records in sets: one JSON parameter, never a row at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from sipd_desktop.wire.canonical import canonical, hash_of_fields, hc32
from sipd_desktop.wire.merge import State, Version
from sipd_server.store import Store

Key = tuple[str, str]
_encode = msgspec.json.Encoder().encode
_fields = msgspec.json.Decoder(dict[str, Any]).decode
_fver = msgspec.json.Decoder(dict[str, Version]).decode


@dataclass(slots=True)
class Held:
    """A record in the working set of one transaction; `fresh` = nobody can have pulled it yet."""

    tbl: str
    id: str
    state: State
    lingkup: str = ""
    induk: str | None = None
    device: str = ""
    fresh: bool = False
    dirty: bool = False


_COLUMNS = "r.tbl, r.id, r.seq, r.lingkup, r.induk, r.deleted, r.gema, r.device, r.fields, r.fver"
_KEYS = """WITH k AS MATERIALIZED (SELECT e.value->>0 AS tbl, e.value->>1 AS id FROM {each})
"""
"""Row security lets an index be used only with values already taken out of the JSON (the operator
that takes them out is not leakproof), hence the materialised step."""
_FROM = "\nFROM k CROSS JOIN {per} record r WHERE r.desa = :desa AND "
_BY_KEY = f"{_KEYS}SELECT {_COLUMNS}{_FROM}r.tbl = k.tbl AND r.id = k.id{{end}}"
_BY_INDUK = f"""WITH k AS MATERIALIZED (SELECT e.value->>0 AS id FROM {{each}})
SELECT {_COLUMNS}{_FROM}r.induk = k.id{{end}} ORDER BY r.seq"""
_LINGKUP = f"{_KEYS}SELECT r.tbl, r.id, r.lingkup{_FROM}r.tbl = k.tbl AND r.id = k.id{{end}}"
_ROWS = f"""{_KEYS}SELECT r.tbl, r.id, r.seq, r.lingkup, r.hc, r.deleted, r.device, r.gema, r.fields
{_FROM}r.tbl = k.tbl AND r.id = k.id{{end}} ORDER BY r.seq"""
_FORMER = """SELECT k.lingkup FROM keluar k WHERE k.desa = :desa AND k.id = :id AND k.tbl = :tbl"""
_UPSERT = """INSERT INTO record (desa, tbl, id, seq, lingkup, induk, deleted, hc32, gema, hc,
 device, fields, fver)
SELECT :desa, e.value->>0, e.value->>1, CAST(e.value->>2 AS BIGINT), e.value->>3, e.value->>4,
 CAST(e.value->>5 AS BIGINT), CAST(e.value->>6 AS BIGINT), CAST(e.value->>7 AS BIGINT),
 e.value->>8, e.value->>9, e.value->>10, e.value->>11
FROM {each} WHERE true
ON CONFLICT (desa, tbl, id) DO UPDATE SET seq = excluded.seq, lingkup = excluded.lingkup,
 induk = excluded.induk, deleted = excluded.deleted, hc32 = excluded.hc32, gema = excluded.gema,
 hc = excluded.hc, device = excluded.device, fields = excluded.fields, fver = excluded.fver"""


class Records:
    """The record table of one desa inside one transaction."""

    def __init__(self, store: Store, conn: Connection, desa: str) -> None:
        self._store, self._conn, self._desa = store, conn, desa

    def run(self, statement: str, rows: Iterable[object] | None = None, /, **more: object) -> Any:
        """A statement of this desa, with rows as its JSON parameter."""
        params: dict[str, object] = {"desa": self._desa, **more}
        if rows is not None:
            params["b"] = _encode(list(rows)).decode()
        return self._conn.execute(self._store.sql(statement), params)

    def by_key(self, keys: Iterable[Key]) -> list[Held]:
        """The records of these keys, as far as they exist."""
        return [_held(r) for r in self.run(_BY_KEY, sorted(keys))]

    def by_induk(self, ids: Iterable[str]) -> list[Held]:
        """The records whose parent is one of these ids, oldest first."""
        return [_held(r) for r in self.run(_BY_INDUK, [[i] for i in sorted(ids)])]

    def lingkup(self, keys: Iterable[Key]) -> dict[Key, str]:
        """Only the lingkup of these records, as far as they exist."""
        return {(t, i): k for t, i, k in self.run(_LINGKUP, sorted(keys))}

    def feed_rows(self, keys: Iterable[Key]) -> list[Any]:
        """The rows of these keys as the feed shows them, by seq."""
        return list(self.run(_ROWS, sorted(set(keys))))

    def former(self, key: Key) -> list[str]:
        """The lingkup a record was in before."""
        return [str(k) for k in self.run(_FORMER, tbl=key[0], id=key[1]).scalars()]

    def write(self, held: Iterable[Held]) -> None:
        """Insert or replace these records, content hashes made on the way."""
        rows = [_row(h) for h in held]
        if rows:
            self.run(_UPSERT, rows)


def _held(row: Any) -> Held:
    gema = None if row.gema is None else (str(row.device), int(row.gema))
    state = State(
        fields=_fields(row.fields),
        fver=_fver(row.fver),
        deleted=bool(row.deleted),
        seq=int(row.seq),
        gema=gema,
    )
    return Held(row.tbl, row.id, state, row.lingkup, row.induk, row.device)


def _row(held: Held) -> list[object]:
    state = held.state
    fields = canonical(state.fields)
    hc = hash_of_fields(held.tbl, held.id, fields, state.deleted)
    gema = state.gema[1] if state.gema and state.gema[0] == held.device else None
    return [
        held.tbl,
        held.id,
        state.seq,
        held.lingkup,
        held.induk,
        int(state.deleted),
        hc32(hc),
        gema,
        hc,
        held.device,
        fields.decode(),
        _encode(state.fver).decode(),
    ]
