"""Queue tickets of a hari buka: numbers to tear off, each with the code that the search reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.base.tampil import tanggal_hari
from sipd_desktop.rules.karcis import TERBESAR, make_kode
from sipd_desktop.services.hari.sasaran import count_sasaran
from sipd_desktop.services.laporan.kepala import Kepala, open_kepala
from sipd_desktop.spec.lembar import Karcis, Kertas, Lembar, LembarKarcis

_KOLOM: Final = 3
_SEKALI = ("balita", "bumil", "bufas", "lansia")
"""Groups that come every month; tickets are printed for as many people, and a tenth more."""
_SEHALAMAN: Final = 18


@dataclass(frozen=True, slots=True)
class LembarTiket:
    """Tickets 1..jumlah of one day."""

    kepala: Kepala
    tanggal: date
    hari_id: str
    jumlah: int


def open_tiket(conn: Connection, posyandu_id: str, tanggal: date) -> LembarTiket:
    """Whole pages of tickets, enough for those expected; raises `posyandu-tidak-ada`."""
    kepala = open_kepala(conn, posyandu_id)
    expected = sum(count_sasaran(conn, posyandu_id, tanggal)[kode] for kode in _SEKALI)
    pages = -(-max(expected + expected // 10, 1) // _SEHALAMAN)
    hari_id = ids.hari_buka_id(posyandu_id, tanggal.isoformat())
    return LembarTiket(kepala, tanggal, hari_id, min(pages * _SEHALAMAN, TERBESAR))


def lembar_tiket(isi: LembarTiket, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The sheet: number, day and code; no name and no NIK."""
    words = (f"Posyandu {isi.kepala.posyandu}", tanggal_hari(isi.tanggal))
    tickets = tuple(
        Karcis(str(n), make_kode(isi.hari_id, n), words) for n in range(1, isi.jumlah + 1)
    )
    return Lembar(
        judul="Karcis antrean",
        subjudul=(f"{isi.kepala.unit}: {tanggal_hari(isi.tanggal)}",),
        blok=(LembarKarcis(tickets, _KOLOM),),
        kertas=kertas,
        contoh=isi.kepala.contoh,
        dicetak=dicetak,
    )
