"""All that the card of one masalah shows: why, since when, from where, who did what, what next.

Read only; that somebody looked is noted by `services.lihat.open_orang` before the card comes up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.bidang.umum.masalah import RINCIAN_SEKOLAH, UNIT_JENIS
from sipd_desktop.bidang.umum.pendataan import SUMBER_PENDATAAN
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hak import may
from sipd_desktop.services.masalah.baca import fetch_masalah
from sipd_desktop.services.masalah.boleh import TBL, Boleh
from sipd_desktop.services.masalah.daftar import MasalahBaris, read_baris
from sipd_desktop.services.masalah.keadaan import BUKAN, SELESAI, VERB, steps_of
from sipd_desktop.services.masalah.tautan import (
    PilihanTautan,
    Tautan,
    list_pilihan,
    read_tautan,
)
from sipd_desktop.services.orang import list_orang
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import SYNCED

_T, _KADER = SYNCED["tindakan"].c, SYNCED["kader"].c
_SUMBER = dict(SUMBER_PENDATAAN)
KATA = {
    "menduga": "Dugaan dari data",
    "mencatat": "Dicatat kader",
    VERB["terkonfirmasi"]: "Dinyatakan benar",
    VERB["ditangani"]: "Ditangani",
    VERB["selesai"]: "Selesai",
    VERB["bukan"]: "Dinyatakan bukan masalah",
    VERB["dugaan"]: "Dibuka lagi",
    "menautkan": "Diteruskan",
    "membatalkan": "Langkah terakhir dibatalkan",
    "memulihkan": "Dipulihkan",
}
"""Words of the history; looking at it is not part of it."""


@dataclass(frozen=True, slots=True)
class Jejak:
    """One act in the life of a masalah; `waktu` is an instant in UTC."""

    waktu: str
    kata: str
    siapa: str


@dataclass(frozen=True, slots=True)
class KartuMasalah:
    """One masalah as its card shows it."""

    baris: MasalahBaris
    orang: str
    """Sex and age of a person; "Keluarga" for a household."""
    rincian: str
    sumber: str
    versi: str
    gugur: date | None
    """The data no longer shows it since this day."""
    catatan: str
    tautan: Tautan
    """Where it goes on; its words are in `baris`."""
    pilihan: tuple[PilihanTautan, ...]
    """Records of the same person and family it can go on with."""
    langkah: tuple[str, ...]
    """States that can follow; empty for one that is closed."""
    is_tutup: bool
    unit_usul: str
    kader: tuple[tuple[str, str], ...]
    """Active kader of its Posyandu as (id, nama)."""
    jejak: tuple[Jejak, ...]
    alasan_tolak: NotAllowed | None
    """Why this account may not change it; None when it may."""


def open_kartu(conn: Connection, petugas: Petugas, masalah_id: str, acuan: date) -> KartuMasalah:
    """Raises `masalah-tidak-ada` for one that is gone or that this account may not see."""
    rows = fetch_masalah(conn, row_id=masalah_id)
    if not rows or not Boleh(conn, petugas).see(rows[0], rows[0]["posyandu_id"]):
        raise UserError("masalah-tidak-ada")
    baris = read_baris(conn, rows[0], acuan)
    whole = fetch_row(conn, TBL, masalah_id)
    assert whole is not None
    closed = baris.status in (SELESAI, BUKAN)
    return KartuMasalah(
        baris=baris,
        orang=_orang(conn, baris, acuan),
        rincian=dict(RINCIAN_SEKOLAH).get(baris.kode, ""),
        sumber=_SUMBER.get(whole["sumber_data"] or "", ""),
        versi=whole["versi_aturan"] or "",
        gugur=date.fromisoformat(whole["gugur"]) if whole["gugur"] else None,
        catatan=whole["catatan"] or "",
        tautan=read_tautan(whole),
        pilihan=list_pilihan(conn, petugas, masalah_id),
        langkah=steps_of(baris.status),
        is_tutup=closed,
        unit_usul=baris.unit or UNIT_JENIS.get(baris.jenis, "lain"),
        kader=_list_kader(conn, baris.posyandu_id),
        jejak=_jejak(conn, masalah_id),
        alasan_tolak=_refusal(conn, petugas, whole),
    )


def _orang(conn: Connection, baris: MasalahBaris, acuan: date) -> str:
    if baris.subjek_jenis != "warga":
        return "Keluarga"
    people = list_orang(conn, [baris.subjek], acuan)
    if not people:
        return ""
    sex = {"L": "Laki-laki", "P": "Perempuan"}.get(people[0].jk, "")
    return ", ".join(filter(None, (sex, people[0].umur)))


def _list_kader(conn: Connection, posyandu_id: str | None) -> tuple[tuple[str, str], ...]:
    query = (
        select(_KADER.id, _KADER.nama)
        .where(_KADER.deleted_at.is_(None), _KADER.aktif.isnot(0))
        .order_by(_KADER.nama, _KADER.id)
    )
    if posyandu_id:
        query = query.where((_KADER.posyandu_id == posyandu_id) | _KADER.posyandu_id.is_(None))
    return tuple((i, n or "") for i, n in conn.execute(query))


def _jejak(conn: Connection, masalah_id: str) -> tuple[Jejak, ...]:
    query = (
        select(_T.waktu, _T.verb, _KADER.nama)
        .outerjoin(SYNCED["kader"], _KADER.id == _T.pelaku)
        .where(_T.objek == masalah_id)
        .order_by(_T.waktu, _T.id)
    )
    found: list[Jejak] = []
    for waktu, verb, nama in conn.execute(query):
        word = KATA.get(str(verb).partition(":")[0])
        if word:
            by_rule = verb == "menduga"
            again = by_rule and any(j.kata == word for j in found)
            who = "" if by_rule else nama or ""
            found.append(Jejak(waktu or "", "Data berubah" if again else word, who))
    return tuple(found)


def _refusal(conn: Connection, petugas: Petugas, row: object) -> NotAllowed | None:
    return may(conn, petugas, TBL, "ubah", tbl=TBL, row=row)
