"""`sipd impor FILE`: import a list of residents, or only show what would happen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sipd_desktop.base.clock import today
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.impor.jalankan import Impor, impor_berkas
from sipd_desktop.services.impor.profil import TULISAN_PROFIL


@perintah("impor")
@click.argument("berkas", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--kering", is_flag=True, help="Periksa saja, tidak menyimpan apa pun.")
@click.option(
    "--galat",
    metavar="OUT.xlsx",
    type=click.Path(path_type=Path),
    help="Simpan baris yang bermasalah ke berkas ini.",
)
@click.option(
    "--tanggal-acuan",
    metavar="TANGGAL",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Hari yang dipakai untuk menghitung umur, contoh 2026-09-15; tanpa ini hari ini.",
)
@click.option("--lembar", metavar="NAMA", default="", help="Nama lembar; tanpa ini yang terbaik.")
def impor(
    konteks: Konteks,
    berkas: Path,
    kering: bool,
    galat: Path | None,
    tanggal_acuan: datetime | None,
    lembar: str,
) -> Keluaran:
    """Masukkan daftar penduduk dari Excel, OpenDocument atau CSV."""
    acuan = tanggal_acuan.date() if tanggal_acuan else today()
    with konteks.open_ruang() as ruang:
        user = konteks.user(ruang)
        konteks.progress(f"Membaca {berkas.name} ...")
        made = impor_berkas(
            ruang.buku, user, berkas, acuan=acuan, kering=kering, lembar=lembar, galat=galat
        )
    return Keluaran(made.bacaan.as_json(), _teks(made, galat, kering=kering))


def _teks(made: Impor, galat: Path | None, *, kering: bool) -> str:
    bacaan = made.bacaan
    n = bacaan.counts()
    profil = TULISAN_PROFIL[bacaan.profil]
    lines = [
        f"Ini {profil}, lembar {bacaan.sheet}: {n['accept'] + n['warn']} orang bisa dipakai, "
        f"{n['reject']} baris ditolak, {n['ignore']} baris bukan orang.",
        f"Baru {n['baru']}, berubah {n['berubah']}, sama {n['sama']}, "
        f"perlu dipilih {n['bentrok']}.",
        *bacaan.catatan,
    ]
    if galat:
        lines.append(f"{made.galat} baris bermasalah ditulis ke {galat.name}.")
    lines.append("Belum ada yang disimpan." if kering else "Sudah disimpan di laptop ini.")
    return "\n".join(lines)
