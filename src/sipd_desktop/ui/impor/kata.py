"""Words of the import page: what a file is, what becomes of its rows, what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.lembar import LembarBerkas
from sipd_desktop.services.impor.profil import TULISAN_PROFIL


@dataclass(frozen=True, slots=True)
class Saringan:
    """One filter button: key, word, level of its chip, what it means."""

    kunci: str
    kata: str
    tingkat: Tingkat
    arti: str


SARINGAN: tuple[Saringan, ...] = (
    Saringan("semua", "Semua", "netral", "Semua baris yang berisi orang atau keluarga."),
    Saringan("baru", "Baru", "baik", "Belum ada di laptop ini, akan ditambahkan."),
    Saringan("berubah", "Berubah", "info", "Sudah ada, sebagian isinya akan diperbarui."),
    Saringan("sama", "Sama", "netral", "Sudah ada dan tidak berubah."),
    Saringan("bentrok", "Perlu dipilih", "perhatian", "Berbeda dari yang ditulis di laptop."),
    Saringan("ditolak", "Ditolak", "perhatian", "Tidak disimpan sebelum diperbaiki."),
    Saringan("dilihat", "Perlu dilihat", "info", "Dipakai, tetapi ada yang perlu diperiksa."),
    Saringan(
        "diabaikan", "Diabaikan", "netral", "Bukan orang: baris jumlah, tanda tangan, kosong."
    ),
)
PER_SARINGAN = {s.kunci: s for s in SARINGAN}


def kalimat_berkas(bacaan: Bacaan) -> str:
    """ "Ini data penduduk OpenSID: 1.166 orang dari 350 keluarga." """
    orang = sum(1 for b in bacaan.baris if b.jenis == "orang" and b.outcome != "ignore")
    rumah = sum(bacaan.keluarga.values())
    parts = [f"{teks_ribuan(orang)} orang"] if orang else []
    if rumah:
        parts.append(f"{teks_ribuan(rumah)} keluarga")
    jawaban = len(bacaan.wilayah)
    if jawaban:
        parts.append(f"{teks_ribuan(jawaban)} jawaban tentang RT atau desa")
    jenis = TULISAN_PROFIL.get(bacaan.profil, bacaan.profil)
    return f"Ini {jenis}: {', '.join(parts) or 'belum ada isi yang bisa dipakai'}."


def kalimat_lembar(lembar: LembarBerkas) -> str:
    """A sheet in the chooser: its name, how many rows, how well its columns are known."""
    words = [f"{teks_ribuan(lembar.baris)} baris"]
    if lembar.kolom:
        words.append(f"{lembar.dikenal} dari {lembar.kolom} kolom dikenal")
    hidden = " (tersembunyi)" if lembar.tersembunyi else ""
    return f"{lembar.nama}{hidden}: {', '.join(words)}"


def kalimat_rencana(n: Mapping[str, int]) -> str:
    """What saving would do, for the line beside the button."""
    parts = [
        f"{teks_ribuan(n[key])} {kata}"
        for key, kata in (("baru", "orang baru"), ("berubah", "diperbarui"))
        if n.get(key)
    ]
    if not parts:
        return "Tidak ada yang baru atau berubah. Semua sudah tersimpan."
    return f"Belum ada yang disimpan. Yang akan disimpan: {' dan '.join(parts)}."


def kalimat_tersimpan(n: Mapping[str, int]) -> str:
    """What was stored."""
    if not n.get("baru") and not n.get("berubah"):
        return "Tidak ada yang baru atau berubah."
    return f"{teks_ribuan(n.get('baru', 0))} baru, {teks_ribuan(n.get('berubah', 0))} diperbarui."
