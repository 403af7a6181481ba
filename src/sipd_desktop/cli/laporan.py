"""`sipd laporan NAMA`: one report of one month as .pdf, .xlsx or .csv."""

from __future__ import annotations

from pathlib import Path

import click

from sipd_desktop.base.errors import UserError
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.services.laporan.lembar_skdn import BARIS, lembar_skdn
from sipd_desktop.services.laporan.skdn import find_posyandu, open_skdn, record_export


@perintah("laporan")
@click.argument("nama", metavar="NAMA")
@click.option("--periode", required=True, metavar="TAHUN-BULAN", help="Contoh 2026-11.")
@click.option("--posyandu", metavar="NAMA", help="Satu Posyandu; tanpa ini semua.")
@click.option("--kertas", type=click.Choice(["F4", "A4"]), default="F4", show_default=True)
@click.option("--keluar", required=True, type=click.Path(path_type=Path), metavar="BERKAS")
def laporan(
    konteks: Konteks, nama: str, periode: str, posyandu: str | None, kertas: str, keluar: Path
) -> Keluaran:
    """Buat satu laporan; sementara ini: skdn."""
    if nama.lower() != "skdn":
        raise UserError("laporan-tidak-dikenal")
    if keluar.suffix.lower() not in (".pdf", ".xlsx", ".csv"):
        raise UserError("jenis-berkas-salah")
    with konteks.open_ruang() as ruang:
        user = konteks.user(ruang)
        with ruang.buku.read() as conn:
            unit = find_posyandu(conn, posyandu) if posyandu else None
            made = open_skdn(conn, unit, periode)
        write_lembar(lembar_skdn(made, "A4" if kertas == "A4" else "F4"), keluar)
        with ruang.buku.write() as conn:
            record_export(conn, user.petugas, unit)
    figures = {kode: made.tabel.jumlah(kode) for kode, _ in BARIS}
    text = " ".join(f"{k}={figures[k]}" for k in ("S", "K", "D", "N"))
    isi = {"laporan": "skdn", "periode": made.periode, "berkas": str(keluar), "angka": figures}
    return Keluaran(isi, f"Laporan SKDN {made.periode}: {text}. Ditulis ke {keluar}.")
