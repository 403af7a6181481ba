"""`sipd laporan NAMA`: one report of a month or a day as .pdf, .xlsx or .csv."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sipd_desktop.base.errors import UserError
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.render.berkas import ENDINGS, write_lembar
from sipd_desktop.services.laporan.daftar import LAPORAN, find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import complete, find_view, issue, note_issued
from sipd_desktop.spec.lembar import Kertas


@perintah("laporan")
@click.argument("nama", metavar="NAMA")
@click.option("--periode", metavar="TAHUN-BULAN", help="Contoh 2026-11.")
@click.option("--tanggal", metavar="TAHUN-BULAN-TANGGAL", help="Contoh 2026-11-21.")
@click.option("--posyandu", metavar="NAMA", help="Satu Posyandu.")
@click.option("--kertas", type=click.Choice(["F4", "A4"]), default="F4", show_default=True)
@click.option("--alasan", metavar="ALASAN", default="", help="Untuk daftar bernama, mis. musdes.")
@click.option("--lihatan", metavar="NAMA", default="", help="Untuk daftar-masalah: lihatan Anda.")
@click.option("--keluar", required=True, type=click.Path(path_type=Path), metavar="BERKAS")
def laporan(
    konteks: Konteks,
    nama: str,
    periode: str | None,
    tanggal: str | None,
    posyandu: str | None,
    kertas: str,
    alasan: str,
    lihatan: str,
    keluar: Path,
) -> Keluaran:
    """Buat satu laporan atau lembar cetak."""
    kind = find_laporan(nama)
    if keluar.suffix.lower() not in ENDINGS:
        raise UserError("jenis-berkas-salah")
    paper: Kertas = "A4" if kertas == "A4" else "F4"
    minta = Diminta(None, periode or "", _day(tanggal), paper, alasan=alasan)
    with konteks.open_ruang() as ruang:
        user = konteks.user(ruang)
        with ruang.buku.read() as conn:
            if lihatan:
                minta = replace(minta, pilihan=find_view(conn, user.petugas, kind, lihatan))
            minta = complete(conn, kind, minta, posyandu=posyandu, sendiri=user.posyandu_id)
        with ruang.buku.write() as conn:
            made, _ = issue(conn, user.petugas, kind, minta)
        write_lembar(made.lembar, keluar)
        with ruang.buku.write() as conn:
            note_issued(conn, user.petugas, kind, minta)
    figures = " ".join(f"{k}={v}" for k, v in made.angka.items())
    isi = {
        "laporan": kind.key,
        "periode": minta.periode,
        "tanggal": minta.tanggal,
        "berkas": str(keluar),
        "angka": made.angka,
    }
    when = minta.tanggal or minta.periode
    return Keluaran(isi, f"{kind.label} {when}: {figures}. Ditulis ke {keluar}.")


_ADA = ", ".join(kind.key for kind in LAPORAN if not kind.per_orang)
laporan.help = f"Buat satu laporan: {_ADA}."


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError("periode-salah") from error
