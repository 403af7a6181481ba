"""Choosing where a file and a record disagree.

A choice is remembered: the same value of a file never asks again, another one does. "Pakai berkas"
writes the value as the import would have; "tetap" leaves the record and remembers the refusal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, select, update

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import field_of
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.asal import OPENSID, write_asal
from sipd_desktop.services.impor.sebut import kata_nilai
from sipd_desktop.services.impor.simpan import VERB
from sipd_desktop.services.impor.tiga_arah import is_sama
from sipd_desktop.services.isi_opensid import note_ubah
from sipd_desktop.services.masalah import refresh_masalah
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import ASAL_NILAI, IMPOR_BATCH, IMPOR_PILIHAN

Putusan = Literal["berkas", "tetap"]


@dataclass(frozen=True, slots=True)
class Bentrok:
    """One field in which a file and a record disagree, with both values in words."""

    tbl: str
    id: str
    field: str
    nilai: str
    """Value of the file as JSON: the key of the question together with the first three."""
    label: str
    nama: str
    """Whose record: name of the person, or of the head of the household."""
    kini: str
    berkas: str
    sumber: str
    """Profile of the file."""
    tanggal: str
    nama_berkas: str
    batch: str
    lembar: str
    row: int


def list_bentrok(
    conn: Connection, petugas: Petugas, batch: str | None = None
) -> tuple[Bentrok, ...]:
    """Open questions, of one import or all; those that settled themselves are left out."""
    require(conn, petugas, "impor", "tambah")
    pilih, head = IMPOR_PILIHAN.c, IMPOR_BATCH.c
    query = (
        select(IMPOR_PILIHAN, head.profil, head.berkas, head.tanggal)
        .select_from(IMPOR_PILIHAN.outerjoin(IMPOR_BATCH, head.id == pilih.batch))
        .where(pilih.putusan.is_(None))
        .order_by(pilih.batch.desc(), pilih.lembar, pilih.row, pilih.field)
    )
    if batch is not None:
        query = query.where(pilih.batch == batch)
    found = (_bentrok(conn, r) for r in conn.execute(query).mappings().all())
    return tuple(b for b in found if b is not None)


def _bentrok(conn: Connection, r: Mapping[Any, Any]) -> Bentrok | None:
    row = fetch_row(conn, r["tbl"], r["id"])
    if row is None or row["deleted_at"]:
        return None
    now, given = image_of(r["tbl"], row).get(r["field"]), json.loads(r["nilai"])
    if is_sama(now, given):
        return None
    declared = field_of(r["tbl"], r["field"], row.get("form"))
    return Bentrok(
        r["tbl"],
        r["id"],
        r["field"],
        r["nilai"],
        str(declared.label) if declared else r["field"],
        _nama_of(conn, r["tbl"], row),
        kata_nilai(conn, declared, now),
        kata_nilai(conn, declared, given),
        r["profil"] or "",
        r["tanggal"] or "",
        r["berkas"] or "",
        r["batch"],
        r["lembar"] or "",
        r["row"] or 0,
    )


def _nama_of(conn: Connection, tbl: str, row: Mapping[str, Any]) -> str:
    if tbl == "warga":
        return row["nama"] or ""
    if tbl == "keluarga":
        head = fetch_row(conn, "warga", row["kepala_id"]) if row["kepala_id"] else None
        return (head["nama"] if head else None) or row["no_kk"] or ""
    kind = "warga" if row.get("warga_id") else row.get("subjek_jenis")
    about = row.get("warga_id") or row.get("subjek")
    found = fetch_row(conn, str(kind), str(about)) if kind and about else None
    return _nama_of(conn, str(kind), found) if found else ""


def choose_bentrok(
    conn: Connection, petugas: Petugas, soal: Bentrok, putusan: Putusan, *, acuan: date
) -> Changes:
    """Answer one question; `acuan`: the day for which masalah are judged anew.

    Raises NotAllowed, UserError `impor-sudah-dipilih` when it no longer waits.
    """
    require(conn, petugas, "impor", "tambah")
    pilih = IMPOR_PILIHAN.c
    same = [pilih[k] == getattr(soal, k) for k in ("tbl", "id", "field", "nilai")]
    done = conn.execute(
        update(IMPOR_PILIHAN)
        .where(*same, pilih.putusan.is_(None))
        .values(putusan=putusan, oleh=petugas.akun, waktu=now_text())
    )
    if not done.rowcount:
        raise UserError("impor-sudah-dipilih")
    value: Wire = json.loads(soal.nilai)
    _remember(conn, soal, value)
    if putusan == "tetap":
        return Changes()
    niat = Niat(conn, petugas)
    niat.update(soal.tbl, soal.id, {soal.field: value}, VERB)
    if soal.sumber != OPENSID:
        note_ubah(niat, soal.tbl, soal.id, [soal.field], acuan)
    changes = niat.done()
    return changes | refresh_masalah(conn, petugas, [_subjek(conn, soal)], acuan).changes


def _subjek(conn: Connection, soal: Bentrok) -> str:
    row = fetch_row(conn, soal.tbl, soal.id) or {}
    return str(row.get("warga_id") or row.get("subjek") or soal.id)


def _remember(conn: Connection, soal: Bentrok, value: Wire) -> None:
    """The value of the file becomes the base, whatever was chosen."""
    asal = ASAL_NILAI.c
    query = select(asal.nilai_impor).where(
        asal.tbl == soal.tbl, asal.id == soal.id, asal.field == soal.batch
    )
    given = json.loads(conn.execute(query).scalar_one_or_none() or "{}")
    write_asal(conn, soal.batch, [(soal.tbl, soal.id, {**given, soal.field: value})])
