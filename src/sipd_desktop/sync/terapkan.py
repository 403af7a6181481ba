"""Applying rows of the centre to the file, inside the caller's transaction, triggers off.

A row with unsent edits is frozen first (so the centre still sees what it was based on); then the
centre's value is taken for every field that is in no unacknowledged entry, and the pulled image
becomes the confirmed one. Differences from what stood here go to `perubahan`. Fields and tables of
newer versions are kept as they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection

from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.bentuk import Image
from sipd_desktop.storage.citra import Codec, codec_of, id_list
from sipd_desktop.storage.tables import PENDING
from sipd_desktop.sync.beda import Keadaan
from sipd_desktop.sync.freeze import drop_idle_base, freeze_rows, list_pending
from sipd_desktop.sync.jejak import Jejak
from sipd_desktop.wire.canonical import record_hash
from sipd_desktop.wire.messages import Change, Row


@dataclass(slots=True)
class Terapan:
    """What applying left to do: rows to fetch in full, tables touched, entries frozen."""

    wanted: list[tuple[str, str]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    frozen: int = 0


@contextmanager
def applying(conn: Connection) -> Iterator[None]:
    """Dirty triggers off, in this transaction only: a rollback switches them on again."""
    conn.exec_driver_sql("UPDATE sync_flag SET applying = 1 WHERE satu = 1")
    yield
    conn.exec_driver_sql("UPDATE sync_flag SET applying = 0 WHERE satu = 1")


def apply_rows(conn: Connection, rows: Sequence[Row], device: str, moment: str) -> Terapan:
    """Store rows and echoes of the feed; `device` is this laptop's id."""
    done = Terapan()
    jejak = Jejak(conn)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.tbl, []).append(row)
    for tbl, group in groups.items():
        if tbl not in REGISTERS:
            _keep_foreign(conn, group)
            continue
        full = [row for row in group if row.set is not UNSET]
        done.wanted += _take_echoes(conn, tbl, [r for r in group if r.set is UNSET], device)
        if full:
            done.frozen += _take_full(conn, tbl, full, moment, jejak)
            done.kinds.add(tbl)
    jejak.store()
    return done


def _take_echoes(
    conn: Connection, tbl: str, rows: Sequence[Row], device: str
) -> list[tuple[str, str]]:
    """Own changes come back as numbers only; a row this laptop no longer has is asked for."""
    if not rows:
        return []
    wanted = id_list([row.id for row in rows])
    conn.exec_driver_sql(
        f"UPDATE {tbl} SET seq = ?, lingkup = ?, device = ? WHERE id = ?",
        [(row.seq, row.lingkup, device, row.id) for row in rows],
    )
    if _any_base(conn, tbl, wanted):
        conn.exec_driver_sql(
            "UPDATE sync_base SET seq = ? WHERE tbl = ? AND id = ?",
            [(row.seq, tbl, row.id) for row in rows],
        )
        _settle_rejected(conn, tbl, wanted, {row.id: row.hc for row in rows})
    have = set(
        conn.exec_driver_sql(
            f"SELECT id FROM {tbl} WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        ).scalars()
    )
    return [(tbl, row.id) for row in rows if row.id not in have]


def _any_base(conn: Connection, tbl: str, wanted: str) -> bool:
    found = conn.exec_driver_sql(
        "SELECT 1 FROM sync_base WHERE tbl = ?1 AND id IN (SELECT value FROM json_each(?2)) "
        f"UNION ALL SELECT 1 FROM outbox WHERE tbl = ?1 AND {PENDING} "
        "AND id IN (SELECT value FROM json_each(?2)) LIMIT 1",
        (tbl, wanted),
    ).first()
    return found is not None


def _take_full(conn: Connection, tbl: str, rows: Sequence[Row], moment: str, jejak: Jejak) -> int:
    codec, wanted = codec_of(tbl), id_list([row.id for row in rows])
    here = {
        r[0]: r
        for r in conn.exec_driver_sql(
            f"SELECT id, deleted_at, updated_at, {codec.select(tbl)} FROM {tbl} "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    }
    frozen = _freeze_touched(conn, tbl, wanted) if here else 0
    pending = list_pending(conn, tbl, wanted, disisihkan=True) if here else {}
    upserts, bases = [], []
    for row in rows:
        theirs = Keadaan(dict(row.set or {}), row.deleted is True)
        result, updated = theirs, moment
        old = here.get(row.id)
        if old is not None:
            mine = Keadaan(codec.image(old[3:]), old[1] is not None)
            waiting = pending.get(row.id)
            if waiting:
                result, updated = _keep_unsent(theirs, mine, waiting), old[2]
                bases.append(
                    (tbl, row.id, row.seq, codec.base_text(theirs.fields, deleted=theirs.deleted))
                )
            jejak.note_row(tbl, row, mine, result)
        else:
            jejak.note_new(tbl, row.id, theirs.fields)
        gone = (old[1] if old is not None and old[1] else moment) if result.deleted else None
        upserts.append(_upsert_values(codec, row, result.fields, gone, updated))
    conn.exec_driver_sql(_upsert_sql(codec), upserts)
    _store_bases(conn, tbl, wanted, bases)
    if pending:
        _settle_rejected(conn, tbl, wanted, {row.id: row.hc for row in rows})
    return frozen


def _freeze_touched(conn: Connection, tbl: str, wanted: str) -> int:
    """Freeze the dirty ones among these rows before the centre's values arrive."""
    dirty = (
        conn.exec_driver_sql(
            "SELECT id FROM sync_dirty WHERE tbl = ? AND id IN (SELECT value FROM json_each(?))",
            (tbl, wanted),
        )
        .scalars()
        .all()
    )
    return freeze_rows(conn, tbl, dirty) if dirty else 0


def _keep_unsent(theirs: Keadaan, mine: Keadaan, waiting: Sequence[Change]) -> Keadaan:
    """The centre's row, but our values where our own entry still waits."""
    result = Keadaan(dict(theirs.fields), theirs.deleted)
    for change in waiting:
        for key in change.set:
            value = mine.fields.get(key)
            if value is None:
                result.fields.pop(key, None)
            else:
                result.fields[key] = value
        if change.op in ("void", "unvoid"):
            result.deleted = mine.deleted
    return result


def _upsert_sql(codec: Codec) -> str:
    columns = (*codec.columns, "deleted_at", "lingkup", "seq", "device", "updated_at")
    names = ", ".join(("id", "created_at", *columns))
    marks = ", ".join("?" * (len(columns) + 2))
    sets = ", ".join(f"{c} = excluded.{c}" for c in columns)
    return f"INSERT INTO {codec.tbl}({names}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {sets}"


def _upsert_values(
    codec: Codec, row: Row, fields: Image, gone: str | None, updated: str | None
) -> tuple[Any, ...]:
    device = row.device if isinstance(row.device, str) else None
    return (
        row.id,
        updated,
        *codec.values(fields),
        gone,
        row.lingkup,
        row.seq,
        device,
        updated,
    )


def _store_bases(
    conn: Connection, tbl: str, wanted: str, bases: Sequence[tuple[str, str, int, str]]
) -> None:
    if bases:
        conn.exec_driver_sql(
            "INSERT INTO sync_base(tbl, id, seq, data) VALUES (?, ?, ?, ?) ON CONFLICT(tbl, id) "
            "DO UPDATE SET seq = excluded.seq, data = excluded.data",
            bases,
        )
    drop_idle_base(conn, tbl, wanted)


def _settle_rejected(conn: Connection, tbl: str, wanted: str, hc: dict[str, str]) -> None:
    """An entry set aside is settled when row and centre agree again: it was replayed there."""
    codec = codec_of(tbl)
    for row in conn.exec_driver_sql(
        f"SELECT t.id, t.deleted_at, {codec.select('t')} FROM {tbl} t WHERE t.id IN "
        f"(SELECT o.id FROM outbox o WHERE o.tbl = ? AND o.{PENDING} AND o.state = 'rejected' "
        "AND o.id IN (SELECT value FROM json_each(?))) AND NOT EXISTS (SELECT 1 FROM sync_dirty d "
        "WHERE d.tbl = ? AND d.id = t.id) AND NOT EXISTS (SELECT 1 FROM outbox q "
        f"WHERE q.tbl = ? AND q.id = t.id AND q.{PENDING} AND q.state = 'queued')",
        (tbl, wanted, tbl, tbl),
    ).all():
        if record_hash(tbl, row[0], codec.image(row[2:]), row[1] is not None) == hc[row[0]]:
            conn.exec_driver_sql(
                f"UPDATE outbox SET state = 'diganti' WHERE tbl = ? AND id = ? AND {PENDING}",
                (tbl, row[0]),
            )
            drop_idle_base(conn, tbl, id_list([row[0]]))


def _keep_foreign(conn: Connection, rows: Sequence[Row]) -> None:
    """Rows of a table this version does not know: kept as they came, counted in the digest."""
    conn.exec_driver_sql(
        "INSERT INTO baris_asing(tbl, id, lingkup, seq, hc, deleted, data) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(tbl, id) DO UPDATE SET "
        "lingkup = excluded.lingkup, seq = excluded.seq, hc = excluded.hc, "
        "deleted = excluded.deleted, data = coalesce(excluded.data, data)",
        [
            (
                r.tbl,
                r.id,
                r.lingkup,
                r.seq,
                r.hc,
                int(r.deleted is True),
                None if r.set is UNSET else msgspec.json.encode(r.set).decode(),
            )
            for r in rows
        ],
    )
