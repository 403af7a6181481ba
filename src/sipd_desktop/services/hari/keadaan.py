"""How a hari buka goes on: buka, jeda, susulan, tutup; each step a tindakan.

jeda     nobody types (rain, lunch, power out); the paper sheet goes on
susulan  what stands on paper is keyed in afterwards; measured on the day of the hari buka all the
         same, whatever the clock says
tutup    signed; the figures of the month are those of that moment

A day is to be closed within `BATAS_TUTUP` days. Later it can still be keyed and closed, because a
weight on paper must never be lost to a rule; the act then has a verb of its own and screens say so.
Today is what a person answered, handed in as `hari_ini`; None means the day itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.hari import STATUS_HARI
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.urutan_lembar import freeze_urutan, list_lembar
from sipd_desktop.spec.field import Wire
from sipd_desktop.storage.bentuk import dump

BATAS_TUTUP: Final = 3
"""Days after the hari buka within which it is to be closed (H+3)."""

LANGKAH_KEADAAN: Final[Mapping[str, frozenset[str]]] = {
    "buka": frozenset({"jeda", "susulan", "tutup"}),
    "jeda": frozenset({"buka", "susulan", "tutup"}),
    "susulan": frozenset({"buka", "tutup"}),
    "tutup": frozenset({"buka", "susulan"}),
}
"""What may follow each state; the same state again is no step."""

_KATA = dict(STATUS_HARI)


def pause_hari(conn: Connection, petugas: Petugas, hari_id: str) -> Changes:
    """Nobody types until the day is resumed; raises `hari-langkah-salah`."""
    return _step(conn, petugas, hari_id, "jeda", "menjeda")


def resume_hari(
    conn: Connection, petugas: Petugas, hari_id: str, hari_ini: date | None = None
) -> Changes:
    """Go on after a jeda, or leave susulan for the queue; on a later day that is susulan."""
    hari = get_hari(conn, hari_id)
    return _step(conn, petugas, hari_id, _running(hari, hari_ini), "melanjutkan")


def start_susulan(conn: Connection, petugas: Petugas, hari_id: str) -> Changes:
    """Key in what stands on paper; without a printed sheet the present order is held.

    The numbers must not move while they are keyed, also when newcomers are added in between.
    """
    hari = get_hari(conn, hari_id)
    changes = _step(conn, petugas, hari_id, "susulan", "menyusulkan")
    if not list_lembar(conn, hari.posyandu_id, hari.tanggal):
        _, held = freeze_urutan(conn, petugas, hari.posyandu_id, hari.tanggal)
        changes |= held
    return changes


def close_hari(
    conn: Connection,
    petugas: Petugas,
    hari_id: str,
    angka: Mapping[str, int] | None = None,
    *,
    hari_ini: date | None = None,
) -> Changes:
    """Close and sign; `angka` are the SKDN figures as they stood when signed.

    After H+3 the act is `menutup-terlambat`. Raises `hari-sudah-ditutup`.
    """
    hari = get_hari(conn, hari_id)
    if hari.status == "tutup":
        raise UserError("hari-sudah-ditutup")
    niat = Niat(conn, petugas)
    patch: dict[str, Wire] = {
        "status": "tutup",
        "ditutup_pada": niat.moment,
        "ditandatangani_oleh": petugas.pelaku,
        "ringkasan": dump(dict(angka or {})),
    }
    late = is_late(hari, hari_ini or hari.tanggal)
    niat.update("hari_buka", hari_id, patch, "menutup-terlambat" if late else "menandatangani")
    return niat.done()


def reopen_hari(
    conn: Connection, petugas: Petugas, hari_id: str, hari_ini: date | None = None
) -> Changes:
    """Open a closed day again; the signature is taken off, the history keeps it.

    On a later day it comes back as susulan. Raises `hari-langkah-salah` for a day not closed.
    """
    hari = get_hari(conn, hari_id)
    if hari.status != "tutup":
        raise UserError("hari-langkah-salah", kini=_KATA[hari.status], ke=_KATA["buka"])
    niat = Niat(conn, petugas)
    patch: dict[str, Wire] = {
        "status": _running(hari, hari_ini),
        "ditutup_pada": None,
        "ditandatangani_oleh": None,
    }
    niat.update("hari_buka", hari_id, patch, "membuka-lagi")
    return niat.done()


def days_after(hari: Hari, hari_ini: date) -> int:
    """How many days after the hari buka it is: 0 on the day, 1 at H+1."""
    return (hari_ini - hari.tanggal).days


def is_late(hari: Hari, hari_ini: date) -> bool:
    """The day should have been closed by now."""
    return days_after(hari, hari_ini) > BATAS_TUTUP


def last_day(hari: Hari) -> date:
    """The date by which the day is to be closed."""
    return hari.tanggal + timedelta(days=BATAS_TUTUP)


def _running(hari: Hari, hari_ini: date | None) -> str:
    return "buka" if days_after(hari, hari_ini or hari.tanggal) <= 0 else "susulan"


def _step(conn: Connection, petugas: Petugas, hari_id: str, ke: str, verb: str) -> Changes:
    hari = get_hari(conn, hari_id)
    if ke not in LANGKAH_KEADAAN.get(hari.status, frozenset()):
        raise UserError("hari-langkah-salah", kini=_KATA.get(hari.status, "-"), ke=_KATA[ke])
    niat = Niat(conn, petugas)
    niat.update("hari_buka", hari_id, {"status": ke}, verb)
    return niat.done()
