"""Import a file into the open data folder, or only show what would happen (`kering`)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from sipd_desktop.base.clock import today
from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.ids import new_id
from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca, read_berkas
from sipd_desktop.rules.hak import Perkara, decide
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.cadangan import back_up
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.impor.baca import MuatKenal, read_lembar
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat
from sipd_desktop.services.impor.gudang import Rencana
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.ingat_kolom import (
    Ingatan,
    find_ingatan,
    list_ingatan,
    touch_ingatan,
)
from sipd_desktop.services.impor.judul import Judul
from sipd_desktop.services.impor.konteks import KOSONG, Kenal, Konteks
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.rencana import make_rencana
from sipd_desktop.services.impor.sebut import name_rujukan
from sipd_desktop.services.impor.simpan import SqlStore
from sipd_desktop.services.impor.tempat_kenal import load_kenal
from sipd_desktop.services.impor.terputus import forget_terputus, mark_mulai, mark_selesai
from sipd_desktop.services.impor.tiga_arah import Sumber
from sipd_desktop.services.impor.tulis import apply_rencana
from sipd_desktop.services.impor.ulang import forget_rencana
from sipd_desktop.storage.engine import Buku


def check_boleh(pengguna: Pengguna) -> None:
    """Only ketua and operator import; raises NotAllowed `impor-tidak-boleh`."""
    if not decide(pengguna.jabatan, "impor", "tambah", Perkara()).boleh:
        raise NotAllowed("impor-tidak-boleh")


@dataclass(frozen=True, slots=True)
class Impor:
    """What an import found and did; `galat` is the number of rows in the list of problems."""

    bacaan: Bacaan
    changes: Changes
    galat: int


def impor_berkas(
    buku: Buku,
    pengguna: Pengguna,
    path: Path,
    *,
    acuan: date,
    kering: bool,
    lembar: str = "",
    galat: Path | None = None,
    konteks: Konteks = KOSONG,
    peta: Mapping[str, int] | None = None,
    pantau: Pantau = DIAM,
) -> Impor:
    """Read, judge, compare; unless `kering`, store everything in one transaction.

    `acuan` decides what lies in the future and how old people are; `lembar` names a sheet instead
    of the best one; `konteks` and `peta` as in `read_isi_berkas`; `galat` is where the list of
    problems goes, written before anything is stored, so that a full disk refuses the whole import.
    Without `peta` a mapping remembered for this header is used. Raises the UserError of
    `read_isi_berkas`, those of `export.atomic_write`, and `impor-tidak-boleh`.
    """
    check_boleh(pengguna)
    pantau.maju("Membuka berkas")
    berkas = read_berkas(path)
    known = _remembered(buku, berkas, lembar) if peta is None else None
    sheet, judul, ingatan = known or (None, None, None)
    bacaan = read_lembar(
        berkas,
        acuan,
        lembar=sheet.nama if sheet else lembar,
        konteks=konteks,
        peta=ingatan.kolom if ingatan else peta,
        judul=judul,
        pantau=pantau,
        kenal=open_kenal(buku),
    )
    if ingatan:
        bacaan.sidik = ingatan.sidik
        bacaan.catatan.append(f"Kolom dicocokkan menurut cocokan yang diingat: {ingatan.nama}.")
    written = write_daftar_galat(galat, bacaan) if galat else 0
    if kering:
        with buku.read() as conn:
            compare(conn, bacaan, pantau, acuan=acuan)
        return Impor(bacaan, Changes(), written)
    changes = save_bacaan(buku, pengguna, bacaan, pantau, acuan=acuan)
    with buku.write() as conn:
        forget_terputus(conn)
    return Impor(bacaan, changes, written)


def _remembered(
    buku: Buku, berkas: BerkasBaca, lembar: str
) -> tuple[LembarBaca, Judul, Ingatan] | None:
    """The mapping a person chose for this header in the window, if there is one."""
    wanted = lembar.casefold()
    sheets = [s for s in berkas.lembar if not wanted or s.nama.casefold() == wanted]
    with buku.read() as conn:
        return find_ingatan(sheets, list_ingatan(conn))


def open_kenal(buku: Buku) -> MuatKenal:
    """Stored places of people, read once and only when a file asks for them."""

    @cache
    def load() -> Kenal:
        with buku.read() as conn:
            return load_kenal(conn)

    return load


def compare(
    conn: Connection,
    bacaan: Bacaan,
    pantau: Pantau = DIAM,
    *,
    acuan: date | None = None,
    sumber: Sumber | None = None,
) -> Rencana:
    """Plan a judged file against what is stored and note it in `bacaan`; writes nothing.

    `acuan` stands in for the day of a file that nobody told; without it today. `sumber` is the
    source of rows that came in earlier.
    """
    forget_rencana(bacaan)
    source = sumber or _sumber(bacaan, acuan or today())
    plan = make_rencana(bacaan, SqlStore(conn), new_id, sumber=source, pantau=pantau)
    name_rujukan(conn, bacaan, plan)
    return plan


def _sumber(bacaan: Bacaan, acuan: date) -> Sumber:
    day = bacaan.tanggal or acuan
    return Sumber(bacaan.profil, day.isoformat(), bacaan.tanggal is not None)


def save_bacaan(
    buku: Buku,
    pengguna: Pengguna,
    bacaan: Bacaan,
    pantau: Pantau = DIAM,
    *,
    acuan: date | None = None,
) -> Changes:
    """Store a judged file in one transaction, after a verified backup; `pantau` may end it before.

    A file that brings nothing new writes nothing, not even an import. `acuan` as in `compare`;
    masalah are judged anew for it. Raises `impor-tidak-boleh`, `impor-dibatalkan` and those of
    `back_up`; then nothing was stored. Who shows the result calls `forget_terputus`.
    """
    check_boleh(pengguna)
    with buku.write() as conn:
        mark_mulai(conn, bacaan.berkas)
    try:
        return _simpan(buku, pengguna, bacaan, pantau, acuan or today())
    except UserError:
        with suppress(UserError), buku.write() as conn:
            forget_terputus(conn)
        raise


def _simpan(
    buku: Buku, pengguna: Pengguna, bacaan: Bacaan, pantau: Pantau, judged: date
) -> Changes:
    pantau.maju("Membuat salinan aman")
    back_up(buku, "impor")  # verified, or nothing is imported
    with buku.write() as conn:
        plan = compare(conn, bacaan, pantau, acuan=judged)
        source = _sumber(bacaan, judged)
        changes = apply_rencana(
            conn, pengguna.petugas, plan, bacaan, sumber=source, acuan=judged, pantau=pantau
        )
        mark_selesai(conn, bacaan.berkas, bacaan.batch)
        if bacaan.sidik:
            touch_ingatan(conn, bacaan.sidik)
        return changes
