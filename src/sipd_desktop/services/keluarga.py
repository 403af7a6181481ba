"""The family page: members with their group, and what was done for them this month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.rules.kode.baca import daftar
from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.sasaran import SINGKAT
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.sasaran import load_kelompok
from sipd_desktop.services.orang import WARGA, select_orang, to_orang
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED


@dataclass(frozen=True, slots=True)
class Anggota:
    """One member of a household."""

    orang: Orang
    hubungan: str
    kelompok: str
    bulan_ini: str
    is_kepala: bool
    masalah: int = 0
    """Open masalah of this person that the account may see."""
    tanya_bidan: bool = False
    """The bidan left a mark for kader: there is something to follow up, ask her."""


@dataclass(frozen=True, slots=True)
class HalamanKeluarga:
    """A household as its page shows it; the No KK masked."""

    id: str
    kk_samar: str
    kepala: str
    alamat: str
    rt: str
    rw: str
    dusun: str
    anggota: tuple[Anggota, ...]


def open_keluarga(conn: Connection, keluarga_id: str, tanggal: date) -> HalamanKeluarga:
    """A household by id; raises `keluarga-tidak-ada`."""
    row = fetch_row(conn, "keluarga", keluarga_id)
    if row is not None and row["deleted_at"]:
        raise UserError("keluarga-tidak-ada")
    query = (
        select_orang()
        .add_columns(WARGA.shdk, WARGA.tanya_bidan)
        .where(WARGA.keluarga_id == keluarga_id)
        .order_by(WARGA.shdk.is_(None), WARGA.shdk, WARGA.tanggal_lahir)
    )
    rows = conn.execute(query).mappings().all()
    if row is None:  # hanya anggotanya yang pindah ke sini
        if not rows:
            raise UserError("keluarga-tidak-ada")
        row = {"no_kk": None, "alamat": "Catatan keluarganya ada di Posyandu lain"}
    weighed = _weighed(conn, [r["id"] for r in rows], tanggal)
    members = [to_orang(r, tanggal) for r in rows]
    groups = load_kelompok(conn, members, tanggal)
    people = tuple(
        _anggota(
            o,
            r["shdk"],
            groups.get(o.id, ""),
            measured=o.id in weighed,
            marked=bool(r["tanya_bidan"]),
        )
        for o, r in zip(members, rows, strict=True)
    )
    head = next((p.orang.nama for p in people if p.is_kepala), "")
    return HalamanKeluarga(
        id=keluarga_id,
        kk_samar=mask_nomor(row["no_kk"]) if row["no_kk"] else "belum ada",
        kepala=head,
        alamat=row["alamat"] or "",
        rt=row.get("rt") or "",
        rw=row.get("rw") or "",
        dusun=row.get("dusun") or "",
        anggota=people,
    )


def with_masalah(isi: HalamanKeluarga, subjects: Iterable[str]) -> HalamanKeluarga:
    """The page with the masalah of each member counted; `subjects` has an id per masalah."""
    counts = Counter(subjects)
    members = (replace(a, masalah=counts[a.orang.id]) for a in isi.anggota)
    return replace(isi, anggota=tuple(members))


def _anggota(
    orang: Orang, shdk: int | None, kelompok: str, *, measured: bool, marked: bool
) -> Anggota:
    done = "sudah ditimbang" if orang.is_balita else "sudah diukur"
    if not orang.is_sini:  # tidak ditunggu dan tidak diajak lagi
        return Anggota(orang, daftar("shdk").label_of(shdk), "", "", is_kepala=False)
    return Anggota(
        orang=orang,
        hubungan=daftar("shdk").label_of(shdk),
        kelompok=SINGKAT.get(kelompok, ""),
        bulan_ini=done if measured else ("belum" if orang.is_balita else ""),
        is_kepala=shdk == 1,
        tanya_bidan=marked,
    )


def _weighed(conn: Connection, ids: list[str], tanggal: date) -> set[str]:
    month = Periode.of(tanggal)
    isian = SYNCED["isian"]
    query = select(isian.c.subjek).where(
        isian.c.subjek.in_(ids),
        isian.c.form.in_([form.key for form in PEMERIKSAAN.values()]),
        isian.c.deleted_at.is_(None),
        isian.c.tanggal.between(month.awal.isoformat(), month.akhir.isoformat()),
    )
    return set(conn.execute(query).scalars())


def reveal_kk(conn: Connection, petugas: Petugas, keluarga_id: str) -> str:
    """The whole No KK, and the act of looking at it in the history."""
    row = fetch_row(conn, "keluarga", keluarga_id)
    if row is None:
        raise UserError("keluarga-tidak-ada")
    niat = Niat(conn, petugas)
    niat.act("melihat", "keluarga", keluarga_id)
    niat.done()
    return row["no_kk"] or ""
