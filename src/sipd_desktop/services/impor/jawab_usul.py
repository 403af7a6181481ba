"""Answering a proposal after its import was stored: the held row is joined or added at once.

What that writes is an import of its own under the first (`induk`): it is shown and taken back with
it, and taking the answer back takes only this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select, update

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.impor.asal import load_sumber
from sipd_desktop.services.impor.batal import cancel_impor
from sipd_desktop.services.impor.batch import fetch_batch
from sipd_desktop.services.impor.gudang import Rencana, Tulisan
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.jalankan import compare
from sipd_desktop.services.impor.pilih_orang import UsulTerbuka, choose_orang
from sipd_desktop.services.impor.tahan import had_tertutup, unpack
from sipd_desktop.services.impor.tiga_arah import Sumber
from sipd_desktop.services.impor.tulis import apply_rencana
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import IMPOR_BARIS, IMPOR_BATCH, IMPOR_USUL


@dataclass(frozen=True, slots=True)
class Terjawab:
    """What an answer did, with enough to take it back."""

    kunci: str
    is_langsung: bool
    """False: the row was not kept (older version); it counts from the next import of the file."""
    batch: str = ""
    isi: str = ""
    is_tertutup: bool = False
    """The row had closed answers, which only the file has; the person got the mark."""
    changes: Changes = field(default_factory=Changes)


def answer_usul(
    conn: Connection, petugas: Petugas, soal: UsulTerbuka, warga_id: str | None, *, acuan: date
) -> Terjawab:
    """Say who a held row is (None: someone new) and store it; `acuan` as in `save_bacaan`.

    Raises NotAllowed, UserError `impor-sudah-dipilih`, `impor-bukan-calon`, `impor-orang-terpakai`.
    """
    require(conn, petugas, "impor", "tambah")
    usul = IMPOR_USUL.c
    query = select(usul.isi, usul.batch).where(
        usul.kunci == soal.usul.kunci, usul.putusan.is_(None)
    )
    waiting = conn.execute(query).first()
    if waiting is None:
        raise UserError("impor-sudah-dipilih")
    isi, batch = waiting
    taken = _milik(conn, batch)
    if warga_id in taken:  # one stored person follows one row of a file
        raise UserError("impor-orang-terpakai")
    choose_orang(conn, petugas, soal.usul, warga_id)
    if not isi:
        return Terjawab(soal.usul.kunci, is_langsung=False)
    bacaan, baris = _bacaan(conn, batch, soal, isi)
    bacaan.milik, source = taken, load_sumber(conn)[batch]
    plan = compare(conn, bacaan, acuan=acuan, sumber=source)
    if baris.warga_id is None:
        raise UserError("impor-bukan-calon")
    closed = had_tertutup(isi)
    if closed:
        _mark(conn, plan, baris.warga_id)
    changes = _store(conn, petugas, plan, bacaan, source, acuan, batch)
    conn.execute(update(IMPOR_USUL).where(usul.kunci == soal.usul.kunci).values(isi=None))
    return Terjawab(soal.usul.kunci, True, bacaan.batch, isi, closed, changes)


def _store(
    conn: Connection,
    petugas: Petugas,
    plan: Rencana,
    bacaan: Bacaan,
    sumber: Sumber,
    acuan: date,
    induk: str,
) -> Changes:
    return apply_rencana(conn, petugas, plan, bacaan, sumber=sumber, acuan=acuan, induk=induk)


def _milik(conn: Connection, batch: str) -> frozenset[str]:
    """People whom the stored rows of the file are about."""
    baris, head = IMPOR_BARIS.c, IMPOR_BATCH.c
    family = select(head.id).where(
        (head.id == batch) | (head.induk == batch), head.dibatalkan.is_(None)
    )
    query = select(baris.warga_id).where(baris.warga_id.is_not(None), baris.batch.in_(family))
    return frozenset(conn.execute(query).scalars())


def _bacaan(conn: Connection, batch: str, soal: UsulTerbuka, isi: str) -> tuple[Bacaan, Baris]:
    """The held row as a file of its own."""
    head = fetch_batch(conn, batch)
    baris = unpack(isi, soal.row)
    baris.kunci = soal.usul.kunci
    bacaan = Bacaan(
        berkas=head["berkas"] or "",
        sha256=head["sha256"] or "",
        profil=head["profil"] or "",
        sheet=soal.lembar,
        header_rows=[],
        baris=[baris],
        catatan=[],
        kolom={},
        atas=(),
        isi=((),),
    )
    return bacaan, baris


def _mark(conn: Connection, plan: Rencana, warga_id: str) -> None:
    """Whose closed answers stayed in the file gets the mark: ask the bidan."""
    for item in plan.tulisan:
        if (item.tbl, item.id) == ("warga", warga_id):
            item.nilai["tanya_bidan"] = True
            return
    row = fetch_row(conn, "warga", warga_id)
    if row is not None and not row["tanya_bidan"]:
        plan.tulisan.append(Tulisan("warga", warga_id, {"tanya_bidan": True}, "ubah"))


def reopen_usul(conn: Connection, petugas: Petugas, jawab: Terjawab, *, acuan: date) -> Changes:
    """Take an answer back with what it stored; the row waits again. Raises NotAllowed."""
    require(conn, petugas, "impor", "tambah")
    changes = Changes()
    if jawab.batch:
        changes = cancel_impor(conn, petugas, jawab.batch, acuan=acuan).changes
    values: dict[str, str | None] = {"putusan": None, "oleh": None, "waktu": None}
    values |= {"isi": jawab.isi} if jawab.isi else {}
    conn.execute(update(IMPOR_USUL).where(IMPOR_USUL.c.kunci == jawab.kunci).values(**values))
    return changes
