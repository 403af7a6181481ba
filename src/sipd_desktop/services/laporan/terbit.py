"""A report is asked for by name and month, leaves the program, and is noted in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.rules.jadwal import planned
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.alasan_keluar import check_alasan
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.hari.hari import list_hari
from sipd_desktop.services.laporan.jenis import Dibuat, Diminta, Laporan
from sipd_desktop.services.laporan.skdn import find_posyandu, parse_periode
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.petak.lihatan import Lihatan, find_lihatan
from sipd_desktop.services.rencana import load_pindah, open_jadwal


def day_of(conn: Connection, posyandu_id: str, periode: Periode) -> date:
    """The day of a month that a report is about: its last hari buka, else the planned day.

    Raises `rencana-belum-ada`.
    """
    held = [h.tanggal for h in list_hari(conn, posyandu_id) if h.tanggal in periode]
    wanted = held[0] if held else None
    if wanted is None:
        wanted = planned(open_jadwal(conn, posyandu_id), load_pindah(conn, posyandu_id), periode)
    if wanted is None:
        raise UserError("rencana-belum-ada")
    return wanted


def complete(
    conn: Connection, kind: Laporan, minta: Diminta, *, posyandu: str | None, sendiri: str | None
) -> Diminta:
    """What was asked for, with the Posyandu, month and day this report needs.

    `posyandu` is a name; without one a report of a month is of all, one of a day of `sendiri` (the
    user's own), else of the first on this laptop.
    """
    unit = find_posyandu(conn, posyandu) if posyandu else None
    if not minta.periode and minta.tanggal is None:
        raise UserError("laporan-perlu-tanggal" if kind.masa == "hari" else "laporan-perlu-bulan")
    month = parse_periode(minta.periode or f"{minta.tanggal:%Y-%m}")
    if kind.masa == "bulan":
        return replace(minta, posyandu_id=unit, periode=str(month), tanggal=None)
    unit = unit or sendiri or next((i for i, _ in list_posyandu(conn)), None)
    if unit is None:
        raise UserError("laporan-perlu-posyandu")
    day = minta.tanggal or day_of(conn, unit, month)
    return replace(minta, posyandu_id=unit, periode=f"{day:%Y-%m}", tanggal=day)


def find_view(conn: Connection, petugas: Petugas, kind: Laporan, nama: str) -> Lihatan:
    """A saved view by its name, for a report that knows views.

    Raises `laporan-tanpa-lihatan`, `lihatan-tidak-ada`.
    """
    if not kind.berlihatan:
        raise UserError("laporan-tanpa-lihatan")
    return find_lihatan(conn, petugas, nama)


def issue(
    conn: Connection, petugas: Petugas, laporan: Laporan, minta: Diminta
) -> tuple[Dibuat, Changes]:
    """Make a report that is about to leave the program: what must be held is held first.

    Raises NotAllowed for an account that may not take it out. `note_issued` puts it in the history
    once it is out.
    """
    if laporan.perlu_alasan:
        check_alasan(minta.alasan)
    minta = replace(minta, petugas=petugas)
    units = [minta.posyandu_id] if minta.posyandu_id else [i for i, _ in list_posyandu(conn)]
    for unit in units:
        row = {"posyandu_id": unit}
        require(conn, petugas, laporan.hak, "ekspor", tbl="rencana_hari", row=row)
    changes = laporan.bekukan(conn, petugas, minta) if laporan.bekukan else Changes()
    return laporan.buat(conn, minta), changes


def note_issued(conn: Connection, petugas: Petugas, laporan: Laporan, minta: Diminta) -> Changes:
    """Note in the history that a report left the program, and why."""
    niat = Niat(conn, petugas)
    verb = f"mengekspor:{minta.alasan}" if minta.alasan else "mengekspor"
    if laporan.hak == "laporan":
        niat.act("mengekspor", "posyandu" if minta.posyandu_id else None, minta.posyandu_id)
    else:
        niat.note(verb, "posyandu" if minta.posyandu_id else None, minta.posyandu_id)
    return niat.done()
