"""`sipd impor FILE`: import a list of residents, or only show what would happen.

`--riwayat` lists the imports of this laptop, `--batalkan` takes one back.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from sipd_desktop.base.clock import today
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.impor.batal import cancel_impor
from sipd_desktop.services.impor.batch import Batch, list_batch
from sipd_desktop.services.impor.jalankan import Impor, impor_berkas
from sipd_desktop.services.impor.konteks import Konteks as Jawaban
from sipd_desktop.services.impor.pantau import Pantau
from sipd_desktop.services.impor.profil import TULISAN_PROFIL
from sipd_desktop.services.impor.rtrw import read_satu
from sipd_desktop.services.impor.sebut import ubahan_json

_TANGGAL = click.DateTime(["%Y-%m-%d"])


def _nomor(_context: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    """RT or RW as three digits."""
    if text is None:
        return None
    found = read_satu(text)
    if found is None:
        raise click.BadParameter("tulis angka, misalnya 3 atau 003")
    return found


@perintah("impor")
@click.argument("berkas", metavar="FILE", required=False, type=click.Path(path_type=Path))
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
    type=_TANGGAL,
    help="Hari yang dipakai untuk menghitung umur, contoh 2026-09-15; tanpa ini hari ini.",
)
@click.option("--lembar", metavar="NAMA", default="", help="Nama lembar; tanpa ini yang terbaik.")
@click.option("--rt", metavar="RT", callback=_nomor, help="RT berkas ini, bila tidak tertulis.")
@click.option("--rw", metavar="RW", callback=_nomor, help="RW berkas ini, bila tidak tertulis.")
@click.option(
    "--tanggal-pendataan", metavar="TANGGAL", type=_TANGGAL, help="Hari pendataan berkas ini."
)
@click.option("--riwayat", is_flag=True, help="Daftar impor di laptop ini.")
@click.option("--batalkan", metavar="NOMOR", help="Batalkan impor dengan nomor ini.")
def impor(
    konteks: Konteks,
    berkas: Path | None,
    kering: bool,
    galat: Path | None,
    tanggal_acuan: datetime | None,
    lembar: str,
    rt: str | None,
    rw: str | None,
    tanggal_pendataan: datetime | None,
    riwayat: bool,
    batalkan: str | None,
) -> Keluaran:
    """Masukkan daftar penduduk dari Excel, OpenDocument atau CSV."""
    if sum((berkas is not None, riwayat, batalkan is not None)) != 1:
        raise click.UsageError("Sebutkan berkasnya, atau --riwayat, atau --batalkan NOMOR.")
    acuan = tanggal_acuan.date() if tanggal_acuan else today()
    if riwayat:
        return _riwayat(konteks)
    if berkas is None:
        return _batalkan(konteks, str(batalkan), acuan)
    answers = Jawaban(rt, rw, tanggal_pendataan.date() if tanggal_pendataan else None)
    with konteks.open_ruang() as ruang:
        user = konteks.user(ruang)
        konteks.progress(f"Membaca {berkas.name} ...")
        made = impor_berkas(
            ruang.buku,
            user,
            berkas,
            acuan=acuan,
            kering=kering,
            lembar=lembar,
            galat=galat,
            konteks=answers,
            pantau=_pantau(konteks),
        )
    bacaan = made.bacaan
    told = bacaan.as_json(partial(ubahan_json, bacaan.rujukan))
    return Keluaran(told, _teks(made, galat, kering=kering))


def _pantau(konteks: Konteks) -> Pantau:
    """Each step once, then every tenth part of it, on standard error."""
    told: dict[str, int] = {}

    def tell(kata: str, selesai: int, dari: int) -> None:
        tenth = selesai * 10 // dari if dari else 0
        if told.get(kata) != tenth:
            told[kata] = tenth
            konteks.progress(f"{kata} ... {selesai} dari {dari}" if dari else f"{kata} ...")

    return Pantau(tell)


def _riwayat(konteks: Konteks) -> Keluaran:
    with konteks.open_ruang() as ruang:
        petugas = konteks.user(ruang).petugas
        with ruang.buku.read() as conn:
            found = list_batch(conn, petugas)
    lines = [_kata_batch(b) for b in found] or ["Belum ada impor di laptop ini."]
    return Keluaran({"riwayat": [_batch(b) for b in found]}, "\n".join(lines))


def _batch(b: Batch) -> dict[str, Any]:
    return {
        "batch": b.id,
        "berkas": b.berkas,
        "lembar": b.lembar,
        "profil": b.profil,
        "tanggal": b.tanggal,
        "waktu": b.waktu,
        "counts": dict(b.hitungan),
        "menunggu": b.menunggu,
        "dibatalkan": b.dibatalkan,
        "sisa": dict(b.sisa),
    }


def _kata_batch(b: Batch) -> str:
    n = b.hitungan
    told = (
        f"{b.id}  {b.waktu[:16].replace('T', ' ')}  {b.berkas}: baru {n.get('baru', 0)}, "
        f"berubah {n.get('berubah', 0)}, sama {n.get('sama', 0)}, "
        f"perlu dipilih {n.get('bentrok', 0)}"
    )
    return f"{told}. Sudah dibatalkan." if b.dibatalkan else f"{told}."


def _batalkan(konteks: Konteks, batch: str, acuan: date) -> Keluaran:
    with konteks.open_ruang() as ruang:
        petugas = konteks.user(ruang).petugas
        konteks.progress("Membatalkan impor ...")
        with ruang.buku.write() as conn:
            done = cancel_impor(conn, petugas, batch, acuan=acuan, pantau=_pantau(konteks))
    lines = [
        f"Impor dibatalkan. {done.dikeluarkan} catatan dikeluarkan, "
        f"{done.dikembalikan} catatan kembali seperti sebelumnya."
    ]
    if done.sisa:
        kept = ", ".join(f"{label} ({count})" for label, count in done.sisa)
        lines.append(f"Yang sudah diubah orang sesudahnya tidak disentuh: {kept}.")
    answer = {
        "batch": batch,
        "dikeluarkan": done.dikeluarkan,
        "dikembalikan": done.dikembalikan,
        "sisa": dict(done.sisa),
    }
    return Keluaran(answer, "\n".join(lines))


def _teks(made: Impor, galat: Path | None, *, kering: bool) -> str:
    bacaan = made.bacaan
    n = bacaan.counts()
    profil = TULISAN_PROFIL[bacaan.profil]
    lines = [
        f"Ini {profil}, lembar {bacaan.sheet}: {n['accept'] + n['warn']} baris bisa dipakai, "
        f"{n['reject']} ditolak, {n['ignore']} diabaikan.",
        f"Baru {n['baru']}, berubah {n['berubah']}, sama {n['sama']}, "
        f"perlu dipilih {n['bentrok']}.",
        *bacaan.catatan,
    ]
    if bacaan.hilang:
        lines.append(
            f"{len(bacaan.hilang)} orang di laptop ini tidak ada di berkas. Datanya tetap ada."
        )
    if galat:
        lines.append(f"{made.galat} baris bermasalah ditulis ke {galat.name}.")
    if kering:
        lines.append("Belum ada yang disimpan.")
    elif bacaan.batch:
        lines.append(f"Sudah disimpan di laptop ini, dengan nomor impor {bacaan.batch}.")
    else:
        lines.append("Tidak ada yang perlu disimpan, semuanya sudah ada di laptop ini.")
    return "\n".join(lines)
