"""What the hari buka page reads in one go, and the writes it asks for; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sipd_desktop.base.tampil import teks_persen
from sipd_desktop.services.buka import Pengguna, list_pengguna
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.services.hari.baris import Antrean, Hari, KelompokRt, RingkasHari
from sipd_desktop.services.hari.hadir import list_antrean, list_belum, ringkas
from sipd_desktop.services.hari.hari import (
    find_hari,
    get_hari,
    last_petugas,
    list_hari,
    set_bidan,
    set_petugas,
    start_hari,
)
from sipd_desktop.services.hari.keadaan import close_hari
from sipd_desktop.services.hari.sasaran import RingkasKelompok, ringkas_kelompok
from sipd_desktop.services.laporan.skdn import LaporanSkdn, angka_hari, open_skdn

LANGKAH = (
    "Langkah 1: pendaftaran",
    "Langkah 2: timbang dan ukur",
    "Langkah 3: pencatatan",
    "Langkah 4: pelayanan kesehatan",
    "Langkah 5: penyuluhan",
)
"""The five steps of the day (dulu meja), as the start panel names them."""


ANGKA = ("S", "K", "D", "N", "D/S", "N/D'")
"""The figures that stand large at the end of the day."""


@dataclass(frozen=True, slots=True)
class Mulai:
    """What the start panel shows."""

    hari: Hari | None
    kader: tuple[Pengguna, ...]
    petugas: tuple[str | None, ...]
    terakhir: Hari | None


@dataclass(frozen=True, slots=True)
class Papan:
    """What stands beside the search box while the day runs."""

    hari: Hari
    antrean: tuple[Antrean, ...]
    ringkas: RingkasHari
    kelompok: tuple[RingkasKelompok, ...]


@dataclass(frozen=True, slots=True)
class Penutup:
    """What the closing panel shows."""

    hari: Hari
    ringkas: RingkasHari
    laporan: LaporanSkdn
    bidan: tuple[Antrean, ...]
    belum_diukur: tuple[Antrean, ...]
    belum: tuple[KelompokRt, ...]
    penanda: str
    kelompok: tuple[RingkasKelompok, ...] = ()


def read_mulai(conn: Any, posyandu_id: str, tanggal: date) -> Mulai:
    """The day if it was started, the kader, and who stood where last time."""
    hari = find_hari(conn, posyandu_id, tanggal)
    kader = tuple(p for p in list_pengguna(conn) if p.posyandu_id in (None, posyandu_id))
    days = [h for h in list_hari(conn, posyandu_id) if h.tanggal < tanggal]
    last = last_petugas(conn, posyandu_id, tanggal)
    before = tuple(last.get(f"petugas_{n}") for n in range(1, 6))
    return Mulai(hari, kader, hari.petugas if hari else before, days[0] if days else None)


def read_papan(conn: Any, hari_id: str) -> Papan:
    """Queue and counts of the day."""
    return Papan(
        get_hari(conn, hari_id),
        list_antrean(conn, hari_id),
        ringkas(conn, hari_id),
        ringkas_kelompok(conn, hari_id),
    )


def read_penutup(conn: Any, hari_id: str) -> Penutup:
    """All that is signed: figures of the month so far, who goes to the bidan, who is missing."""
    hari = get_hari(conn, hari_id)
    antrean = list_antrean(conn, hari_id)
    periode = f"{hari.tanggal:%Y-%m}"
    kader = {p.id: p.nama for p in list_pengguna(conn)}
    return Penutup(
        hari=hari,
        ringkas=ringkas(conn, hari_id),
        laporan=open_skdn(conn, hari.posyandu_id, periode, today=hari.tanggal),
        bidan=tuple(a for a in antrean if a.ke_bidan and a.orang.is_sini),
        belum_diukur=tuple(a for a in antrean if not a.sudah_diukur and a.orang.is_balita),
        belum=list_belum(conn, hari_id),
        penanda=kader.get(hari.ditandatangani_oleh or "", ""),
        kelompok=ringkas_kelompok(conn, hari_id),
    )


def write_mulai(
    conn: Any,
    petugas: Petugas,
    *,
    posyandu_id: str,
    tanggal: date,
    kader: Sequence[str | None],
    bidan: str,
    hari_ini: date | None = None,
) -> tuple[Hari, Changes]:
    """Start or continue the day and put the kader at their langkah."""
    hari, changes = start_hari(
        conn, petugas, posyandu_id=posyandu_id, tanggal=tanggal, hari_ini=hari_ini
    )
    for place, kader_id in enumerate(kader):
        if hari.petugas[place] != kader_id:
            changes |= set_petugas(conn, petugas, hari.id, place + 1, kader_id)
    if bidan.strip() != hari.nama_bidan:
        changes |= set_bidan(conn, petugas, hari.id, bidan)
    return get_hari(conn, hari.id), changes


def write_tutup(conn: Any, petugas: Petugas, hari_id: str, hari_ini: date | None = None) -> Changes:
    """Sign the figures as they stand and close the day."""
    hari = get_hari(conn, hari_id)
    laporan = open_skdn(conn, hari.posyandu_id, f"{hari.tanggal:%Y-%m}", today=hari.tanggal)
    return close_hari(conn, petugas, hari_id, angka_hari(laporan), hari_ini=hari_ini)


def angka_teks(laporan: LaporanSkdn) -> tuple[tuple[str, str, str], ...]:
    """The large figures of the day: letter, figure, what it counts."""
    jumlah = laporan.tabel.jumlah
    return (
        ("S", str(jumlah("S")), "balita di wilayah"),
        ("K", str(jumlah("K")), "punya KMS/KIA"),
        ("D", str(jumlah("D")), "ditimbang"),
        ("N", str(jumlah("N")), "naik"),
        ("D/S", teks_persen(jumlah("D"), jumlah("S")), "yang datang"),
        ("N/D'", teks_persen(jumlah("N"), jumlah("D'")), "naik, yang dinilai"),
    )
