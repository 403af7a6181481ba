"""`sipd paket keluar FILE` and `sipd paket masuk FILE`: records carried on a flashdisk."""

from __future__ import annotations

from pathlib import Path

import click

from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.paket import HasilMasuk, read_paket, take_reply, write_kirim

_FILE = click.argument("berkas", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def paket() -> None:
    """Kirim dan terima lewat flashdisk."""


@perintah("keluar")
@_FILE
def keluar(konteks: Konteks, berkas: Path) -> Keluaran:
    """Tulis yang belum diterima pusat data desa ke sebuah berkas."""
    with konteks.open_ruang() as ruang:
        done = write_kirim(ruang.buku, berkas)
    teks = f"{done.perubahan} catatan ditulis ke {berkas.name} dan sudah diperiksa. BOLEH DICABUT."
    return Keluaran(done.ke_json(), teks)


@perintah("masuk")
@_FILE
def masuk(konteks: Konteks, berkas: Path) -> Keluaran:
    """Terima balasan pusat data desa."""
    amplop = read_paket(berkas)
    with konteks.open_ruang() as ruang:
        done = take_reply(ruang.buku, amplop)
    return Keluaran(done.ke_json(), _sentence(done))


def _sentence(done: HasilMasuk) -> str:
    same = {True: "isi sama", False: "isi belum sama", None: "isi belum dibandingkan"}
    text = (
        f"Diterima: tanda terima {done.acked} catatan, {done.pulled} catatan baru, "
        f"{done.unsent} belum terkirim, {same[done.digest_ok]}."
    )
    if done.rejected:
        text += f"\n{len(done.rejected)} catatan disisihkan pusat; tetap aman di laptop."
    if done.lagi_kirim:
        text += "\nPerlu satu putaran lagi: tulis kiriman baru, lalu terima balasannya."
    return text


paket.add_command(keluar)
paket.add_command(masuk)
