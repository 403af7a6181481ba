"""The history of imports on this laptop: which files, what they did, row by row."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.hak import require
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.bentuk import parse_value
from sipd_desktop.storage.tables import (
    IMPOR_BARIS,
    IMPOR_BATCH,
    IMPOR_PILIHAN,
    IMPOR_TULISAN,
    IMPOR_USUL,
    PERUBAHAN,
    SYNCED,
)

_POTONG = 500
_STATUS = ("baru", "berubah", "sama", "bentrok")


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: the file, who brought it in and when, what it did, whether it was taken back."""

    id: str
    berkas: str
    lembar: str
    profil: str
    tanggal: str
    """ISO day the file speaks for."""
    waktu: str
    """UTC instant."""
    pencatat: str
    """Name of the account, empty when not on this laptop."""
    hitungan: Mapping[str, int]
    menunggu: int
    """Questions of this file that nobody answered yet."""
    dibatalkan: str | None = None
    """UTC instant."""
    sisa: tuple[tuple[str, int], ...] = ()
    """What cancelling left alone: (label of the field, records)."""


@dataclass(frozen=True, slots=True)
class Ubahan:
    """One record an import wrote: `baru`, `pulih`, or `ubah` with (field, before, after)."""

    tbl: str
    id: str
    jenis: str
    isi: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class BarisBatch:
    """One row of the file, as it was judged and what it wrote."""

    lembar: str
    row: int
    outcome: str
    status: str | None
    codes: tuple[str, ...]
    bentrok: tuple[str, ...]
    warga_id: str | None
    keluarga_id: str | None
    tulisan: tuple[Ubahan, ...]


@dataclass(frozen=True, slots=True)
class BatchRinci:
    """An import with all its rows."""

    batch: Batch
    baris: tuple[BarisBatch, ...]


def list_batch(conn: Connection, petugas: Petugas) -> tuple[Batch, ...]:
    """All imports, the newest first, each with what answers added to it. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    batch, kader = IMPOR_BATCH.c, SYNCED["kader"].c
    query = (
        select(IMPOR_BATCH, kader.nama)
        .select_from(IMPOR_BATCH.outerjoin(SYNCED["kader"], kader.id == batch.pencatat))
        .order_by(batch.waktu.desc(), batch.id.desc())
    )
    waiting, rows = _waiting(conn), conn.execute(query).mappings().all()
    children: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for r in rows:
        if r["induk"] and not r["dibatalkan"]:
            children[r["induk"]].append(r)
    return tuple(_batch(r, children[r["id"]], waiting) for r in rows if not r["induk"])


def fetch_batch(conn: Connection, batch: str) -> Mapping[str, Any]:
    """The stored row of an import; raises UserError `impor-batch-tidak-ada`."""
    query = select(IMPOR_BATCH).where(IMPOR_BATCH.c.id == batch)
    row = conn.execute(query).mappings().one_or_none()
    if row is None:
        raise UserError("impor-batch-tidak-ada")
    return dict(row)


def list_jawaban(conn: Connection, batch: str) -> list[str]:
    """Imports under this one that still stand, the newest first: answers given after storing."""
    head = IMPOR_BATCH.c
    query = select(head.id).where(head.induk == batch, head.dibatalkan.is_(None))
    return list(conn.execute(query.order_by(head.id.desc())).scalars())


def open_batch(conn: Connection, petugas: Petugas, batch: str) -> BatchRinci:
    """One import row by row. Raises NotAllowed, UserError `impor-batch-tidak-ada`."""
    fetch_batch(conn, batch)
    found = next(b for b in list_batch(conn, petugas) if b.id == batch)
    rows = _rows(conn, batch)
    for answer in reversed(list_jawaban(conn, batch)):
        for place, row in _rows(conn, answer).items():
            before = rows[place].tulisan if place in rows else ()
            rows[place] = replace(row, tulisan=(*before, *row.tulisan))
    return BatchRinci(found, tuple(rows.values()))


def _rows(conn: Connection, batch: str) -> dict[tuple[str, int], BarisBatch]:
    writes = _writes(conn, batch)
    baris = IMPOR_BARIS.c
    query = select(IMPOR_BARIS).where(baris.batch == batch).order_by(baris.lembar, baris.row)
    return {
        (r["lembar"], r["row"]): BarisBatch(
            r["lembar"],
            r["row"],
            r["outcome"],
            r["status"],
            tuple(json.loads(r["codes"] or "[]")),
            tuple(json.loads(r["bentrok"] or "[]")),
            r["warga_id"],
            r["keluarga_id"],
            tuple(writes.get((r["lembar"], r["row"]), ())),
        )
        for r in conn.execute(query).mappings()
    }


def list_ubah(
    conn: Connection, row_ids: Sequence[str], sejak: int, sampai: int | None
) -> dict[str, dict[str, tuple[Any, Any]]]:
    """Id to field to (before, after), of the changes numbered from `sejak` (excluded) on.

    Without `sampai` up to now. What became of a new record at its making is not among them.
    """
    found: dict[str, dict[str, tuple[Any, Any]]] = defaultdict(dict)
    change = PERUBAHAN.c
    for start in range(0, len(row_ids), _POTONG):
        query = select(change.objek, change.field, change.lama, change.baru).where(
            change.objek.in_(row_ids[start : start + _POTONG]),
            change.nomor > sejak,
            change.field.not_in(("*", "deleted_at")),
        )
        if sampai is not None:
            query = query.where(change.nomor <= sampai)
        for row_id, field, old, new in conn.execute(query.order_by(change.nomor)):
            first = found[row_id].get(field, (parse_value(old), None))[0]
            found[row_id][field] = (first, parse_value(new))
    return found


def _writes(conn: Connection, batch: str) -> dict[tuple[str, int], list[Ubahan]]:
    tulisan = IMPOR_TULISAN.c
    query = select(IMPOR_TULISAN).where(tulisan.batch == batch).order_by(tulisan.tbl, tulisan.id)
    rows = conn.execute(query).mappings().all()
    head = fetch_batch(conn, batch)
    patched = [r["id"] for r in rows if r["jenis"] == "ubah"]
    fields = list_ubah(conn, patched, head["perubahan"] or 0, head["perubahan_akhir"])
    made: dict[tuple[str, int], list[Ubahan]] = defaultdict(list)
    for r in rows:
        isi = tuple((k, *both) for k, both in fields.get(r["id"], {}).items())
        made[r["lembar"], r["row"]].append(Ubahan(r["tbl"], r["id"], r["jenis"], isi))
    return made


def _waiting(conn: Connection) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for table in (IMPOR_PILIHAN, IMPOR_USUL):
        query = (
            select(table.c.batch, func.count())
            .where(table.c.putusan.is_(None))
            .group_by(table.c.batch)
        )
        for batch, count in conn.execute(query):
            found[batch] += count
    return found


def _batch(
    row: Mapping[Any, Any], jawaban: Sequence[Mapping[Any, Any]], waiting: Mapping[str, int]
) -> Batch:
    counts = Counter(json.loads(row["hitungan"] or "{}"))
    for answer in jawaban:
        given = json.loads(answer["hitungan"] or "{}")
        counts.update({k: given.get(k, 0) for k in _STATUS})
        counts["bentrok"] -= sum(given.get(k, 0) for k in _STATUS)
    return Batch(
        row["id"],
        row["berkas"] or "",
        row["lembar"] or "",
        row["profil"] or "",
        row["tanggal"] or (row["waktu"] or "")[:10],
        row["waktu"] or "",
        row["nama"] or "",
        dict(counts),
        sum(waiting.get(i, 0) for i in (row["id"], *(a["id"] for a in jawaban))),
        row["dibatalkan"],
        tuple(sorted(json.loads(row["sisa"] or "{}").items())),
    )
