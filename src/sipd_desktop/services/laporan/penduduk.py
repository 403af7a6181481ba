"""The reports about people: LAMPID with and without names, children without NIK, what to enter.

Each is a function of Posyandu (None: all on this laptop), month and today; the registry adds the
heading and the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from sipd_desktop.base.tampil import tanggal_panjang, tanggal_pendek
from sipd_desktop.rules.periode import Periode
from sipd_desktop.services.laporan.bayi_nik import lembar_bayi, list_bayi
from sipd_desktop.services.laporan.lampid import JENIS, lembar_lampid, open_lampid
from sipd_desktop.services.penduduk.perubahan import Perubahan, list_perubahan
from sipd_desktop.spec.lembar import Catatan, Kolom, Lembar, Tabel


@dataclass(frozen=True, slots=True)
class LembarPenduduk:
    """A sheet and the figures that stand in it."""

    lembar: Lembar
    angka: Mapping[str, int]


BuatPenduduk = Callable[[Connection, str | None, Periode, date], LembarPenduduk]
HakLembar = Literal["laporan", "lembar_kerja", "daftar_bernama", "perubahan_penduduk"]


def _lampid(conn: Connection, unit: str | None, periode: Periode, today: date) -> LembarPenduduk:
    isi = open_lampid(conn, unit, periode, today)
    return LembarPenduduk(lembar_lampid(isi), _figures(isi.count))


def _lampid_nama(
    conn: Connection, unit: str | None, periode: Periode, today: date
) -> LembarPenduduk:
    isi = open_lampid(conn, unit, periode, today)
    return LembarPenduduk(lembar_lampid(isi, nama=True), _figures(isi.count))


def _figures(count: Callable[[str], int]) -> dict[str, int]:
    return {("mati" if key == "meninggal" else key): count(key) for key, _ in JENIS}


def _bayi(conn: Connection, unit: str | None, periode: Periode, today: date) -> LembarPenduduk:
    day = min(periode.akhir, today)
    rows = list_bayi(conn, unit, day)
    return LembarPenduduk(lembar_bayi(rows, day), {"anak": len(rows)})


def _perubahan(conn: Connection, unit: str | None, periode: Periode, today: date) -> LembarPenduduk:
    last = min(periode.akhir, today)
    rows = tuple(p for p in list_perubahan(conn, posyandu_id=unit) if p.tanggal <= last)
    return LembarPenduduk(lembar_perubahan(rows, last), {"perubahan": len(rows)})


def lembar_perubahan(rows: tuple[Perubahan, ...], tanggal: date) -> Lembar:
    """The events still to enter, as paper beside the keyboard of OpenSID."""
    columns = (
        Kolom("No", 0.4, "kanan"),
        Kolom("Tanggal", 1.0),
        Kolom("Peristiwa", 1.3),
        Kolom("Nama", 2.2),
        Kolom("NIK", 0.9),
        Kolom("RT/RW", 0.8),
        Kolom("Keterangan", 1.6),
        Kolom("Cara memasukkan", 1.4),
    )
    cells = tuple(
        (
            str(n),
            tanggal_pendek(p.tanggal),
            p.label,
            p.nama,
            f"...{p.nik_ekor}" if p.nik_ekor else "belum",
            "/".join(filter(None, (p.rt, p.rw))),
            p.rincian,
            p.cara,
        )
        for n, p in enumerate(rows, start=1)
    )
    return Lembar(
        judul="Perubahan penduduk yang belum dimasukkan",
        subjudul=(f"Sampai {tanggal_panjang(tanggal)}",),
        blok=(
            Tabel(columns, cells, teks_kosong="Semua perubahan sudah dimasukkan."),
            Catatan(
                (
                    "Bayi tanpa NIK masuk lewat impor dengan NIK 0.",
                    "OpenSID menolak perubahan status, KK dan alamat lewat impor: ketik di sana.",
                )
            ),
        ),
        rahasia=True,
        arah="mendatar",
    )


PENDUDUK: tuple[tuple[str, str, HakLembar, BuatPenduduk], ...] = (
    ("lampid", "LAMPID: lahir, mati, pindah, datang", "laporan", _lampid),
    ("lampid-nama", "LAMPID dengan nama", "daftar_bernama", _lampid_nama),
    ("bayi-belum-nik", "Anak tanpa NIK atau akta lahir", "lembar_kerja", _bayi),
    ("perubahan-penduduk", "Perubahan penduduk", "perubahan_penduduk", _perubahan),
)
