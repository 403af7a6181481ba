"""Deciding a difference: an ordinary patch of the record and of the konflik, one intent, undoable.

The choice travels like any other change, so that every laptop sees it (DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from sipd_desktop.base.clock import today
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.beda.baris import Pilihan
from sipd_desktop.services.beda.daftar import HAPUS, values_of
from sipd_desktop.services.beda.lokal import fetch_beda, mark_decided
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.isi_opensid import note_ubah
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.storage.tables import HASIL


def decide(
    conn: Connection,
    petugas: Petugas,
    beda_id: str,
    pilihan: Pilihan,
    *,
    biarkan: bool = False,
) -> Changes:
    """Choose one of both values; `biarkan` closes the case and leaves the record as it is now.

    Raises `beda-tidak-ada`, `beda-sudah-diputus`, and `beda-catatan-jauh` when the record itself
    is not on this laptop.
    """
    niat = Niat(conn, petugas)
    _decide(niat, beda_id, pilihan, biarkan=biarkan)
    return niat.done()


def decide_many(
    conn: Connection, petugas: Petugas, beda_ids: Sequence[str], pilihan: Pilihan
) -> Changes:
    """The same choice for several cases, one intent: one key, one undo."""
    niat = Niat(conn, petugas)
    for beda_id in beda_ids:
        _decide(niat, beda_id, pilihan, biarkan=False)
    return niat.done()


def look(conn: Connection, petugas: Petugas, beda_id: str) -> Changes:
    """Note that somebody looked at the whole numbers of a case."""
    beda = fetch_beda(conn, beda_id)
    if beda is None:
        raise UserError("beda-tidak-ada")
    niat = Niat(conn, petugas)
    niat.act("melihat", beda["objek_jenis"], beda["objek"])
    return niat.done()


def _decide(niat: Niat, beda_id: str, pilihan: Pilihan, *, biarkan: bool) -> None:
    conn = niat.conn
    beda = fetch_beda(conn, beda_id)
    if beda is None:
        raise UserError("beda-tidak-ada")
    if beda["putusan"]:
        raise UserError("beda-sudah-diputus")
    tbl, objek, kolom = beda["objek_jenis"], beda["objek"], beda["kolom"]
    row = fetch_row(conn, tbl, objek)
    if row is None:
        raise UserError("beda-catatan-jauh")
    nilai = values_of(conn, beda)
    wanted = nilai.lain if pilihan == "lain" else nilai.dipakai
    if not biarkan and wanted != nilai.kini:
        if kolom == HAPUS:
            (niat.void if wanted else niat.unvoid)(tbl, objek, "memutuskan")
        else:
            niat.update_row(tbl, row, {kolom: wanted}, "memutuskan")
            note_ubah(niat, tbl, objek, [kolom], today())
        if tbl == "isian":
            conn.execute(HASIL.delete().where(HASIL.c.isian_id == objek))
    mark_decided(niat, beda, pilihan)
