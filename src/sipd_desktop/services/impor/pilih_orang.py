"""Choosing whether a row of a file and a stored person are one; the answer is remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from sipd_desktop.base.clock import now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.hasil import Usul
from sipd_desktop.services.impor.orang import BARU
from sipd_desktop.services.impor.tahan import unpack
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.bentuk import dump
from sipd_desktop.storage.tables import IMPOR_BATCH, IMPOR_USUL, SYNCED


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
    di_berkas: CalonUsul | None = None
    """Who the row speaks of; None when an older version did not keep the row."""


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
        given = _di_berkas(r["isi"])
        place = r["berkas"] or "", r["lembar"] or "", r["row"]
        made.append(UsulTerbuka(found, r["batch"], *place, people, given))
    return tuple(made)


def _di_berkas(isi: str | None) -> CalonUsul | None:
    if not isi:
        return None
    baris = unpack(isi)
    keys = "tanggal_lahir", "jenis_kelamin", "nama_ibu", "no_kk"
    day, sex, mother, no_kk = (baris.normal.get(k) for k in keys)
    return CalonUsul(
        "",
        baris.text("nama") or "",
        day if isinstance(day, str) else None,
        sex if isinstance(sex, int) else None,
        mother if isinstance(mother, str) else None,
        no_kk if isinstance(no_kk, str) else None,
        terhapus=False,
    )


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

    Counts from the next comparison of the file on, and for every later import of that row; of a row
    that is stored already `jawab_usul.answer_usul` makes it count at once. Raises NotAllowed,
    UserError `impor-bukan-calon`.
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
