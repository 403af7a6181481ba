"""Balita past the time to report a birth who have no NIK or no akta yet: whom to help, RT by RT.

The time is a dated row of the rules (60 days). Whether there is an akta counts where it was asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, or_

from sipd_desktop.base.tampil import tanggal_panjang, tanggal_pendek
from sipd_desktop.rules.kependudukan import batas_lapor_lahir
from sipd_desktop.services.laporan.kepala import alamat_rt
from sipd_desktop.services.orang import WARGA, Orang, is_resident, select_orang, to_orang
from sipd_desktop.spec.lembar import Catatan, Kelompok, Kolom, Lembar, Tabel

_SETAHUN = 12


@dataclass(frozen=True, slots=True)
class BayiTanpaNik:
    """One child, how many days old, and what is missing."""

    orang: Orang
    hari: int
    tanpa_nik: bool
    akta: str
    """`belum`, `ada`, or `belum ditanya`."""


def list_bayi(conn: Connection, posyandu_id: str | None, tanggal: date) -> tuple[BayiTanpaNik, ...]:
    """Balita older than the time to report, without NIK or akta; by RT, the oldest first."""
    last = tanggal - timedelta(days=batas_lapor_lahir() + 1)
    first = date(tanggal.year - 6, tanggal.month, 1)
    query = (
        select_orang()
        .add_columns(WARGA.akta_lahir)
        .where(
            is_resident(tanggal),
            WARGA.tanggal_lahir.between(first.isoformat(), last.isoformat()),
            or_(WARGA.nik.is_(None), WARGA.akta_lahir.is_(False), WARGA.akta_lahir.is_(None)),
        )
    )
    if posyandu_id is not None:
        query = query.where(WARGA.posyandu_id == posyandu_id)
    found = [_row(r, tanggal) for r in conn.execute(query).mappings()]
    return tuple(sorted((b for b in found if _is_missing(b)), key=_order))


def _is_missing(b: BayiTanpaNik) -> bool:
    """Of a baby under one year an akta nobody asked about counts as missing too."""
    if not b.orang.is_balita:
        return False
    unasked = b.akta == "belum ditanya" and (b.orang.umur_bulan or 0) < _SETAHUN
    return b.tanpa_nik or b.akta == "belum" or unasked


def _row(row: Mapping[Any, Any], tanggal: date) -> BayiTanpaNik:
    orang = to_orang(row, tanggal)
    born = orang.tanggal_lahir
    assert born is not None
    akta = {None: "belum ditanya", 0: "belum", 1: "ada"}[row["akta_lahir"]]
    return BayiTanpaNik(orang, (tanggal - born).days, not orang.nik_ekor, akta)


def _order(b: BayiTanpaNik) -> tuple[str, str, str, int, str]:
    return (b.orang.dusun, b.orang.rw, b.orang.rt, -b.hari, b.orang.nama)


def lembar_bayi(rows: tuple[BayiTanpaNik, ...], tanggal: date) -> Lembar:
    """The sheet, with room for what was done."""
    columns = (
        Kolom("No", 0.4, "kanan"),
        Kolom("Nama, ibu", 2.5),
        Kolom("L/P", 0.5, "tengah"),
        Kolom("Lahir", 1.1),
        Kolom("Hari", 0.6, "kanan", angka=True),
        Kolom("NIK", 0.8),
        Kolom("Akta", 1.0),
        Kolom("Diurus, tanggal", 1.6),
    )
    cells: list[tuple[str, ...]] = []
    heads: list[Kelompok] = []
    for place, group in groupby(rows, key=lambda b: alamat_rt(b.orang)):
        heads.append(Kelompok(len(cells), place))
        for b in group:
            ibu = f"\nibu {b.orang.nama_ibu.title()}" if b.orang.nama_ibu else ""
            born = b.orang.tanggal_lahir
            cells.append(
                (
                    str(len(cells) + 1),
                    b.orang.nama + ibu,
                    b.orang.jk,
                    tanggal_pendek(born) if born else "",
                    str(b.hari),
                    "belum" if b.tanpa_nik else "ada",
                    b.akta,
                    "",
                )
            )
    limit = batas_lapor_lahir()
    return Lembar(
        judul=f"Anak lebih dari {limit} hari tanpa NIK atau akta lahir",
        subjudul=(f"Keadaan {tanggal_panjang(tanggal)}",),
        blok=(
            Tabel(
                columns,
                tuple(cells),
                kelompok=tuple(heads),
                teks_kosong="Semua anak sudah punya NIK dan akta lahir.",
            ),
            Catatan(
                (
                    "Bantu keluarga mengurusnya di kantor desa: surat keterangan lahir, KK, KTP "
                    "orang tua, buku nikah bila ada.",
                )
            ),
        ),
        rahasia=True,
    )
