"""The text for the WhatsApp group after a day: counts that the wall may show, and no name.

A group of fewer than five who came is not told alone: it is folded into "lainnya" with the next
smallest until five are together, so that nobody can be picked out by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection

from sipd_desktop.base.tampil import tanggal_panjang, teks_persen
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.laporan.akhir_hari import AkhirHari, open_akhir
from sipd_desktop.services.laporan.siap import is_bulan_vitamin
from sipd_desktop.services.rencana import open_rencana

PALING_SEDIKIT: Final = 5
"""Smallest count that is told of a group."""
PANJANG: Final = 700
"""So long at most, to be scanned from a screen."""
_DATANG_SENDIRI: Final = ("balita",)
"""Groups whose count stands on the wall anyway (D of SKDN)."""


def open_ringkasan(conn: Connection, posyandu_id: str, tanggal: date) -> str:
    """The text of the hari buka of a date; raises `hari-tidak-ada`."""
    isi = open_akhir(conn, posyandu_id, tanggal)
    rencana = open_rencana(conn, posyandu_id, date.fromordinal(tanggal.toordinal() + 1))
    return ringkasan(isi, rencana.tanggal)


def note_copied(conn: Connection, petugas: Petugas, posyandu_id: str) -> Changes:
    """Note in the history that the text was taken out; it holds only what the wall shows."""
    niat = Niat(conn, petugas)
    niat.note("mengekspor", "posyandu", posyandu_id)
    return niat.done()


def ringkasan(isi: AkhirHari, berikut: date | None) -> str:
    """The text: figures, who came, what is asked for, thanks; at most 700 characters."""
    table = isi.laporan.tabel
    s, k, d, n, judged = (table.jumlah(x) for x in ("S", "K", "D", "N", "D'"))
    lines = [
        f"*Posyandu {isi.kepala.posyandu}, {isi.kepala.desa}*",
        f"Hari buka {tanggal_panjang(isi.sisa.hari.tanggal, hari=True)}",
        "",
        f"Datang {isi.hadir} orang{_groups(isi)}",
        f"Balita: S {s}, K {k}, D {d}, N {n}",
        f"D/S {teks_persen(d, s)}, N/D' {teks_persen(n, judged)}",
        *_asked(isi, berikut),
        "",
        "Terima kasih kepada warga, kader, dan bidan.",
    ]
    text = "\n".join(lines)
    if isi.kepala.contoh:
        text = f"CONTOH, bukan data sungguhan\n{text}"
    return text if len(text) <= PANJANG else text[: PANJANG - 1] + "\u2026"


def _asked(isi: AkhirHari, berikut: date | None) -> list[str]:
    """What neighbours can help with."""
    lines = []
    missing = isi.sisa.ringkas.belum
    if missing >= PALING_SEDIKIT:
        until = f" sampai {tanggal_panjang(isi.sisa.batas)}" if isi.sisa.susulan else ""
        lines.append(f"Belum datang {missing} balita, mohon diajak{until}.")
    elif missing:
        lines.append("Hampir semua balita sudah datang.")
    else:
        lines.append("Semua balita sudah datang.")
    if berikut is not None:
        extra = ", ada vitamin A dan obat cacing" if is_bulan_vitamin(berikut) else ""
        lines.append(f"Hari buka berikut: {tanggal_panjang(berikut, hari=True)}{extra}.")
    return lines


def _groups(isi: AkhirHari) -> str:
    """`: balita 52, lansia 21, lainnya 6`; empty when no split can be told."""
    counts = [(k.nama.lower(), k.hadir) for k in isi.kelompok if k.hadir]
    rest = isi.hadir - sum(n for _, n in counts)
    if rest > 0:
        counts.append(("lainnya", rest))
    told = fold_small(counts)
    return ": " + ", ".join(f"{word} {n}" for word, n in told) if len(told) > 1 else ""


def fold_small(counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Counts below five (and "lainnya") as one, taking the next smallest in until five are there.

    Balita keep their own count: it stands on the wall.
    """
    own = [(w, n) for w, n in counts if w in _DATANG_SENDIRI]
    rest = sorted(((n, w) for w, n in counts if w not in _DATANG_SENDIRI), reverse=True)
    folded = sum(n for n, w in rest if n < PALING_SEDIKIT or w == "lainnya")
    told = [(w, n) for n, w in rest if n >= PALING_SEDIKIT and w != "lainnya"]
    while 0 < folded < PALING_SEDIKIT and told:
        folded += told.pop()[1]
    order = [w for w, _ in counts]
    kept = own + sorted(told, key=lambda row: order.index(row[0]))
    if not folded:
        return kept
    return [*kept, ("lainnya", folded)] if folded >= PALING_SEDIKIT else []
