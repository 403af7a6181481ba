"""`sipd pulihkan FILE`: what restoring a backup would change, and doing it.

On a folder that is prepared the passphrase opens it; on an empty or missing one the printed
recovery code of the backup does, and a new passphrase is set.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from sipd_desktop.base.clock import instant_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.cli.keluaran import Keluaran, Konteks, perintah
from sipd_desktop.services.beda_cadangan import Selisih
from sipd_desktop.services.folder_info import is_ours
from sipd_desktop.services.pulih import (
    Dipulihkan,
    locked,
    peek,
    restore,
    restore_fresh,
    show_difference,
)


@perintah("pulihkan")
@click.argument("berkas", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--kering", is_flag=True, help="Tunjukkan bedanya saja, tidak mengubah apa pun.")
@click.option(
    "--sandi-baru-berkas",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Kata sandi baru untuk laptop yang belum disiapkan; tanpa ini dibuatkan 4 kata.",
)
def pulihkan(
    konteks: Konteks, berkas: Path, kering: bool, sandi_baru_berkas: Path | None
) -> Keluaran:
    """Kembalikan data dari cadangan; data yang sekarang tetap disimpan di samping."""
    sandi = konteks.sandi()
    if not sandi:
        raise UserError("sandi-kosong")
    if not is_ours(konteks.data):
        return _fresh(konteks, berkas, sandi, sandi_baru_berkas, kering=kering)
    with locked(konteks.data, sandi) as key:
        konteks.progress(f"Memeriksa {berkas.name} ...")
        beda = show_difference(konteks.data, key, berkas)
        done = None if kering else restore(konteks.data, key, berkas)
    return _answer(beda, done)


def _fresh(
    konteks: Konteks, berkas: Path, kode: str, sandi_baru: Path | None, *, kering: bool
) -> Keluaran:
    isi = peek(berkas)
    if kering:
        told = {"waktu": isi.waktu, "baris": isi.baris, "kering": True}
        return Keluaran(told, f"Cadangan dari {isi.waktu}. Belum ada yang diubah.")
    baru = None
    if sandi_baru is not None:
        try:
            baru = sandi_baru.read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UserError("sandi-berkas-tak-terbaca") from error
    done = restore_fresh(konteks.data, berkas, kode, baru)
    told = {"waktu": isi.waktu, "baris": isi.baris, "folder": done.folder}
    lines = [f"Data dari {isi.waktu} sudah ada di laptop ini."]
    if done.kata_sandi:
        told["kata_sandi"] = done.kata_sandi
        lines.append(f"Kata sandi baru (catat sekarang): {done.kata_sandi}")
    return Keluaran(told, "\n".join(lines))


def _answer(beda: Selisih, done: Dipulihkan | None) -> Keluaran:
    told: dict[str, object] = {
        "waktu": beda.isi.waktu,
        "kering": done is None,
        "mundur": beda.mundur,
        "belum_terkirim": beda.belum_terkirim,
        "kini_terakhir": beda.kini_terakhir and instant_text(beda.kini_terakhir),
        "cadangan_terakhir": beda.cadangan_terakhir and instant_text(beda.cadangan_terakhir),
        "kini_terbaca": beda.terbaca,
        "tabel": [asdict(t) for t in beda.tabel],
    }
    lines = [
        f"Cadangan dari {beda.isi.waktu}: {beda.mundur} catatan akan mundur, "
        f"{beda.belum_terkirim} di antaranya belum terkirim."
    ]
    lines += [
        f"  {t.label}: sekarang {t.kini}, cadangan {t.cadangan}; hilang {t.hilang}, "
        f"mundur {t.mundur}, kembali {t.kembali}"
        for t in beda.tabel
        if t.hilang or t.mundur or t.kembali
    ]
    if done is None:
        lines.append("Belum ada yang diubah.")
    else:
        told["lama"] = done.lama
        lines.append(f"Data sudah dipulihkan. Data sebelumnya disimpan di {done.lama}.")
    return Keluaran(told, "\n".join(lines))
