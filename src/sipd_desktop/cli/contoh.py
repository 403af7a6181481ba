"""`sipd contoh`: fill a folder with made-up households and months of weighings."""

from __future__ import annotations

from dataclasses import asdict

import click

from sipd_desktop.base.clock import today
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.contoh.isi import fill_contoh


@perintah("contoh")
@click.option("--kk", type=click.IntRange(0, 50_000), required=True, help="Banyaknya keluarga.")
@click.option("--bulan", type=click.IntRange(0, 60), required=True, help="Banyaknya bulan.")
@click.option("--benih", type=int, default=2026, hidden=True)
def contoh(konteks: Konteks, kk: int, bulan: int, benih: int) -> Keluaran:
    """Isi folder dengan data karangan untuk latihan."""
    with konteks.open_ruang() as ruang:
        user = konteks.user(ruang)
        made = fill_contoh(
            ruang.buku,
            user.petugas,
            kk=kk,
            bulan=bulan,
            today=today(),
            seed=benih,
            progress=konteks.progress,
        )
    text = (
        f"Dibuat {made.keluarga} keluarga, {made.warga} orang, {made.hari_buka} hari buka, "
        f"{made.penimbangan} penimbangan, {made.pemeriksaan_lain} pemeriksaan lain. Semua karangan."
    )
    return Keluaran(asdict(made), text)
