"""What would go back if a backup took the place of the present data; shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.storage.cadangan_isi import Isi
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.salinan import connect_copy

_SILENT = frozenset({"tindakan"})
"""Acts follow the records they belong to and are not counted beside them."""


@dataclass(frozen=True, slots=True)
class BedaTabel:
    """One kind of record: how many now, how many in the backup, and what would change.

    `hilang`: only in the present data; `mundur`: changed since, would have its old values again;
    `kembali`: only in the backup; `belum_terkirim`: of `hilang` and `mundur`, known to nobody else.
    """

    tbl: str
    label: str
    kini: int
    cadangan: int
    hilang: int
    mundur: int
    kembali: int
    belum_terkirim: int


@dataclass(frozen=True, slots=True)
class Selisih:
    """The whole difference; `terbaca` False: the present file cannot be read."""

    isi: Isi
    tabel: tuple[BedaTabel, ...]
    kini_terakhir: datetime | None
    cadangan_terakhir: datetime | None
    terbaca: bool = True

    @property
    def mundur(self) -> int:
        """Records that would be lost or take old values."""
        return sum(t.hilang + t.mundur for t in self.tabel)

    @property
    def belum_terkirim(self) -> int:
        """Of them, those that are in this laptop only."""
        return sum(t.belum_terkirim for t in self.tabel)


def compare(buku: Buku, path: Path, isi: Isi, key: bytes) -> Selisih:
    """Compare the open file with a verified backup; reads only."""
    conn = connect_copy(path, key)
    try:
        last = _newest(conn, "main")
        have = _tables(conn, "main")
    finally:
        conn.close()
    conn = buku.raw()
    try:
        conn.execute(
            "ATTACH DATABASE ? AS lama KEY \"x'" + key.hex() + "'\"",
            (path.resolve().as_uri() + "?immutable=1&mode=ro",),
        )
        conn.execute("BEGIN")
        tables = [_table(conn, tbl, in_copy=tbl in have) for tbl in REGISTERS if tbl not in _SILENT]
        now = _newest(conn, "main")
    finally:
        conn.close()
    changed = tuple(t for t in tables if t.kini or t.cadangan)
    return Selisih(isi, changed, now, last)


def unreadable(path: Path, isi: Isi, key: bytes) -> Selisih:
    """As `compare` when the present file cannot be opened: only the backup is told of."""
    conn = connect_copy(path, key)
    try:
        last, have = _newest(conn, "main"), _tables(conn, "main")
    finally:
        conn.close()
    tables = tuple(
        BedaTabel(tbl, r.label, 0, isi.baris.get(tbl, 0), 0, 0, isi.baris.get(tbl, 0), 0)
        for tbl, r in REGISTERS.items()
        if tbl not in _SILENT and tbl in have and isi.baris.get(tbl)
    )
    return Selisih(isi, tables, None, last, terbaca=False)


def _tables(conn: Any, schema: str) -> set[str]:
    rows = conn.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def _newest(conn: Any, schema: str) -> datetime | None:
    """When the newest act of a person in the file was done."""
    try:
        (found,) = conn.execute(f"SELECT max(waktu) FROM {schema}.tindakan").fetchone()
        return parse_instant(found) if found else None
    except (sqlcipher.Error, ValueError):
        return None


def _table(conn: Any, tbl: str, *, in_copy: bool) -> BedaTabel:
    def one(sql: str) -> int:
        return int(conn.execute(sql).fetchone()[0])

    label = REGISTERS[tbl].label
    now = one(f"SELECT count(*) FROM main.{tbl}")
    if not in_copy:
        return BedaTabel(tbl, label, now, 0, now, 0, 0, 0)
    gone = (
        f"SELECT m.id FROM main.{tbl} m "
        f"WHERE NOT EXISTS (SELECT 1 FROM lama.{tbl} l WHERE l.id = m.id)"
    )
    back = (
        f"SELECT m.id FROM main.{tbl} m JOIN lama.{tbl} l ON l.id = m.id WHERE "
        "m.updated_at IS NOT l.updated_at OR m.deleted_at IS NOT l.deleted_at"
    )
    waiting = (
        f"SELECT id FROM main.sync_dirty WHERE tbl = '{tbl}' UNION "
        f"SELECT id FROM main.outbox WHERE tbl = '{tbl}' AND state = 'queued'"
    )
    return BedaTabel(
        tbl,
        label,
        kini=now,
        cadangan=one(f"SELECT count(*) FROM lama.{tbl}"),
        hilang=one(f"SELECT count(*) FROM ({gone})"),
        mundur=one(f"SELECT count(*) FROM ({back})"),
        kembali=one(
            f"SELECT count(*) FROM lama.{tbl} l WHERE NOT EXISTS "
            f"(SELECT 1 FROM main.{tbl} m WHERE m.id = l.id)"
        ),
        belum_terkirim=one(
            f"SELECT count(*) FROM ({waiting}) w WHERE w.id IN ({gone} UNION ALL {back})"
        ),
    )
