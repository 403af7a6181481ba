"""`sipd daftar`: enrol this laptop at the centre of its desa."""

from __future__ import annotations

import click

from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.akun import require_laptop
from sipd_desktop.services.sinkron import count_belum_terkirim
from sipd_desktop.services.sinkron import daftar as enrol


@perintah("daftar")
@click.argument("alamat", metavar="URL")
@click.option("--kode", required=True, metavar="KODE", help="Kode sekali pakai dari operator desa.")
def daftar(konteks: Konteks, alamat: str, kode: str) -> Keluaran:
    """Daftarkan laptop ini di pusat data desa."""
    with konteks.open_ruang() as ruang:
        require_laptop(ruang.buku, konteks.user(ruang).petugas)
        made = enrol(ruang.buku, alamat, kode)
        unsent = count_belum_terkirim(ruang.buku)
    isi = {
        "desa": made.desa_kode,
        "nama_desa": made.desa_nama,
        "lingkup": list(made.lingkup),
        "contoh": made.contoh,
        "lagi": made.lagi,
        "unsent": unsent,
    }
    teks = (
        f"Laptop ini terdaftar di pusat data desa {made.desa_nama or made.desa_kode}. "
        f"{unsent} catatan siap dikirim."
    )
    return Keluaran(isi, teks)
