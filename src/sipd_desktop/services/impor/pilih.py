"""Choosing where a file and a record disagree, and whether two are one person.

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
from sqlalchemy.dialects.sqlite import insert as upsert

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang import field_of
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.asal import OPENSID, write_asal
from sipd_desktop.services.impor.hasil import Usul
from sipd_desktop.services.impor.sebut import kata_nilai
from sipd_desktop.services.impor.simpan import VERB
from sipd_desktop.services.impor.tiga_arah import is_sama
from sipd_desktop.services.isi_opensid import note_ubah
from sipd_desktop.services.masalah import segarkan
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump, image_of
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import ASAL_NILAI, IMPOR_BATCH, IMPOR_PILIHAN, IMPOR_USUL, SYNCED

Putusan = Literal["berkas", "tetap"]
BARU = "baru"


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


@dataclass(frozen=True, slots=True)
class CalonUsul:
    """One person a row of a file may be about."""

    warga_id: str
    nama: str
    tanggal_lahir: str | None
    jenis_kelamin: int | None
    nama_ibu: str | None
    no_kk: str | None
    terhapus: bool


@dataclass(frozen=True, slots=True)
class UsulTerbuka:
    """A row of a file that waits for "the same person" or "someone new"."""

    usul: Usul
    batch: str
    nama_berkas: str
    lembar: str
    row: int
    calon: tuple[CalonUsul, ...]


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
    return changes | segarkan(conn, petugas, [_subjek(conn, soal)], acuan).changes


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


def list_usul(conn: Connection, petugas: Petugas) -> tuple[UsulTerbuka, ...]:
    """Rows of stored imports that wait for "the same person" or "someone new"."""
    require(conn, petugas, "impor", "tambah")
    usul, head = IMPOR_USUL.c, IMPOR_BATCH.c
    query = (
        select(IMPOR_USUL, head.berkas)
        .select_from(IMPOR_USUL.outerjoin(IMPOR_BATCH, head.id == usul.batch))
        .where(usul.putusan.is_(None), usul.batch.is_not(None))
        .order_by(usul.batch.desc(), usul.lembar, usul.row)
    )
    made = []
    for r in conn.execute(query).mappings().all():
        found = Usul(r["kunci"], r["alasan"], tuple(json.loads(r["calon"] or "[]")))
        people = load_calon(conn, petugas, found)
        made.append(
            UsulTerbuka(found, r["batch"], r["berkas"] or "", r["lembar"] or "", r["row"], people)
        )
    return tuple(made)


def load_calon(conn: Connection, petugas: Petugas, usul: Usul) -> tuple[CalonUsul, ...]:
    """The people of a proposal, for the window to show beside the row."""
    require(conn, petugas, "impor", "tambah")
    warga, keluarga = SYNCED["warga"].c, SYNCED["keluarga"].c
    query = (
        select(SYNCED["warga"], keluarga.no_kk)
        .select_from(
            SYNCED["warga"].outerjoin(SYNCED["keluarga"], keluarga.id == warga.keluarga_id)
        )
        .where(warga.id.in_(usul.calon))
    )
    return tuple(
        CalonUsul(
            r["id"],
            r["nama"] or "",
            r["tanggal_lahir"],
            r["jenis_kelamin"],
            r["nama_ibu"],
            r["no_kk"],
            r["deleted_at"] is not None,
        )
        for r in conn.execute(query.order_by(warga.nama, warga.id)).mappings()
    )


def choose_orang(conn: Connection, petugas: Petugas, usul: Usul, warga_id: str | None) -> None:
    """Say who a row is: one of the proposed people, or None for someone new.

    Counts from the next comparison of the file on, and for every later import of that row. Raises
    NotAllowed, UserError `impor-bukan-calon`.
    """
    require(conn, petugas, "impor", "tambah")
    if warga_id is not None and warga_id not in usul.calon:
        raise UserError("impor-bukan-calon")
    given = {"putusan": warga_id or BARU, "oleh": petugas.akun, "waktu": now_text()}
    known = {"alasan": usul.alasan, "calon": dump(list(usul.calon))}
    conn.execute(
        upsert(IMPOR_USUL)
        .values(kunci=usul.kunci, **known, **given)
        .on_conflict_do_update(index_elements=["kunci"], set_=given)
    )


def forget_orang(conn: Connection, petugas: Petugas, usul: Usul) -> None:
    """Take the choice for a row back: it is asked again. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    conn.execute(IMPOR_USUL.delete().where(IMPOR_USUL.c.kunci == usul.kunci))
