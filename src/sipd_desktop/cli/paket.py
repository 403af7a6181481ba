"""`sipd paket keluar FILE` and `sipd paket masuk FILE`: records carried on a flashdisk.

With `--hari` the file is one hari buka for another laptop of the same Posyandu, opened there with
the four words that are printed here once.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_panjang as words_of
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.gabung_hari import join_hari, open_hari
from sipd_desktop.services.gabung_keluar import find_hari_id, write_hari
from sipd_desktop.services.paket import (
    HasilMasuk,
    is_gabung,
    read_paket,
    take_reply,
    write_kirim,
)

_FILE = click.argument("berkas", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def paket() -> None:
    """Kirim dan terima lewat flashdisk."""


@perintah("keluar")
@_FILE
@click.option(
    "--hari",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Tulis hari buka tanggal ini untuk laptop lain di Posyandu yang sama.",
)
@click.option("--posyandu", metavar="NAMA", help="Posyandu hari buka itu, bila laptop punya lebih.")
def keluar(konteks: Konteks, berkas: Path, hari: datetime | None, posyandu: str | None) -> Keluaran:
    """Tulis yang belum diterima pusat data desa, atau satu hari buka, ke sebuah berkas."""
    with konteks.open_ruang() as ruang:
        if hari is None:
            done = write_kirim(ruang.buku, berkas)
            teks = f"{done.perubahan} catatan ditulis ke {berkas.name} dan sudah diperiksa."
            return Keluaran(done.ke_json(), f"{teks} BOLEH DICABUT.")
        user = konteks.user(ruang)
        with ruang.buku.read() as conn:
            wanted = find_hari_id(conn, hari.date(), posyandu)
        day = write_hari(ruang.buku, user.petugas, berkas, wanted)
    teks = (
        f"Hari buka {words_of(hari.date())} ditulis ke {berkas.name}. BOLEH DICABUT.\n"
        f"Kata gabung, ketik di laptop yang lain: {day.kode}"
    )
    return Keluaran(day.ke_json(), teks)


@perintah("masuk")
@_FILE
@click.option("--kode", metavar="KATA", help="Empat kata gabung (atau dari SIPD_KODE).")
def masuk(konteks: Konteks, berkas: Path, kode: str | None) -> Keluaran:
    """Terima balasan pusat data desa, atau gabungkan hari buka dari laptop lain."""
    amplop = read_paket(berkas)
    words = kode or os.environ.get("SIPD_KODE", "")
    if is_gabung(amplop) and not words:
        raise UserError("paket-kode-kosong")
    with konteks.open_ruang() as ruang:
        if not is_gabung(amplop):
            done = take_reply(ruang.buku, amplop)
            return Keluaran(done.ke_json(), _sentence(done))
        user = konteks.user(ruang)
        with ruang.buku.read() as conn:
            found = open_hari(conn, amplop, words)
        with ruang.buku.write() as conn:
            hasil, _ = join_hari(conn, user.petugas, found)
    teks = (
        f"Hari buka {words_of(date.fromisoformat(hasil.tanggal))} digabung: {hasil.baru} catatan "
        f"baru, {hasil.berubah} dilengkapi, {hasil.beda} catatan beda menunggu pilihan orang."
    )
    return Keluaran(hasil.ke_json(), teks)


def _sentence(done: HasilMasuk) -> str:
    same = {True: "isi sama", False: "isi belum sama", None: "isi belum dibandingkan"}
    text = (
        f"Diterima: tanda terima {done.acked} catatan, {done.pulled} catatan dari pusat, "
        f"{done.unsent} belum terkirim, {same[done.digest_ok]}."
    )
    if done.rejected:
        text += f"\n{len(done.rejected)} catatan disisihkan pusat; tetap aman di laptop."
    if done.lagi_kirim:
        text += "\nPerlu satu putaran lagi: tulis kiriman baru, lalu terima balasannya."
    return text


paket.add_command(keluar)
paket.add_command(masuk)
