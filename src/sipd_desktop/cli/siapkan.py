"""`sipd siapkan`: create a data folder."""

from __future__ import annotations

from dataclasses import asdict

import click

from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.siapkan import prepare_folder


@perintah("siapkan")
@click.option("--desa", required=True, metavar="KODE", help="Kode desa, 10 angka.")
@click.option("--nama-desa", required=True, metavar="NAMA")
@click.option(
    "--posyandu", required=True, multiple=True, metavar="NAMA[:RT/RW,...]", help="Boleh diulang."
)
@click.option("--nama", required=True, metavar="NAMA", help="Pengguna pertama (ketua).")
@click.option("--contoh", is_flag=True, help="Folder contoh: bukan data warga sungguhan.")
def siapkan(
    konteks: Konteks,
    desa: str,
    nama_desa: str,
    posyandu: tuple[str, ...],
    nama: str,
    contoh: bool,
) -> Keluaran:
    """Siapkan folder data baru untuk satu laptop."""
    made = prepare_folder(
        konteks.data,
        kode_desa=desa,
        nama_desa=nama_desa,
        posyandu=posyandu,
        nama=nama,
        sandi=konteks.sandi(),
        contoh=contoh,
    )
    isi = {k: v for k, v in asdict(made).items() if v is not None}
    lines = [f"Folder data siap: {made.folder}", f"Pengguna pertama: {made.pengguna}"]
    if made.kata_sandi:
        lines.append(f"Kata sandi (catat sekarang, hanya tampil sekali): {made.kata_sandi}")
    lines.append(f"Kode pemulihan (cetak dan simpan di desa): {made.kode_pemulihan}")
    return Keluaran(isi, "\n".join(lines))
