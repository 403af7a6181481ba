"""Words of the import page: what a file is, what becomes of its rows, what was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.impor.batal import Pembatalan
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.jawab_usul import Terjawab
from sipd_desktop.services.impor.lembar import LembarBerkas
from sipd_desktop.services.impor.profil import TULISAN_PROFIL
from sipd_desktop.services.impor.riwayat import RencanaBatal


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
ARTI_BERTAMBAH = "Sudah ada, mendapat catatan baru."
JUDUL_USUL: dict[str, str] = {
    "mirip": "Nama hampir sama",
    "bayi": "Bayi yang sudah bernama?",
    "kembar": "Mungkin kembar",
    "ganda": "Beberapa orang cocok",
    "nik_lain": "NIK milik orang lain",
    "terhapus": "Sudah dikeluarkan",
}
ALASAN_USUL: dict[str, str] = {
    "mirip": "Namanya hanya berbeda sedikit dan tanggal lahirnya sama.",
    "bayi": "Ibu atau KK, jenis kelamin dan tanggal lahirnya cocok dengan bayi yang tercatat.",
    "kembar": "Ibu dan tanggal lahirnya sama. Anak kembar selalu ditanyakan.",
    "ganda": "Lebih dari satu orang di laptop cocok dengan baris ini.",
    "nik_lain": "NIK ini di laptop milik orang yang nama dan tanggal lahirnya lain.",
    "terhapus": "Orang ini pernah dikeluarkan dari daftar di laptop.",
}
NAMA = 22
"""Letters of a name in a table or on a button; the whole name stands beside it."""
PER_SARINGAN = {s.kunci: s for s in SARINGAN}


def kalimat_berkas(bacaan: Bacaan) -> str:
    """ "Ini data penduduk OpenSID: 1.166 orang dari 350 keluarga." """
    orang = sum(1 for b in bacaan.baris if b.jenis == "orang" and b.outcome != "ignore")
    rumah = sum(bacaan.keluarga.values()) or sum(
        1 for b in bacaan.baris if b.jenis == "keluarga" and b.outcome != "ignore"
    )
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
    if lembar.profil.startswith("sdgs"):
        words.append(f"{lembar.kolom} kolom")
    elif lembar.kolom:
        words.append(f"{lembar.dikenal} dari {lembar.kolom} kolom dikenal")
    hidden = " (tersembunyi)" if lembar.tersembunyi else ""
    return f"{lembar.nama}{hidden}: {', '.join(words)}"


def kalimat_rencana(n: Mapping[str, int]) -> str:
    """What saving would do, for the line beside the button."""
    parts = _parts(n)
    waiting = n.get("bentrok", 0)
    asked = f" {teks_ribuan(waiting)} baris perlu dipilih orang." if waiting else ""
    if not parts:
        return f"Tidak ada yang baru atau berubah.{asked or ' Semua sudah tersimpan.'}"
    return f"Belum ada yang disimpan. Yang akan disimpan: {' dan '.join(parts)}.{asked}"


def kalimat_tersimpan(n: Mapping[str, int]) -> str:
    """What was stored."""
    parts = _parts(n)
    said = " dan ".join(parts)
    if said:
        return f"{said}."
    waiting = n.get("bentrok", 0)
    asked = f" {teks_ribuan(waiting)} baris perlu dipilih orang." if waiting else ""
    return f"Tidak ada yang baru atau berubah.{asked}"


def _parts(n: Mapping[str, int]) -> list[str]:
    kinds = (("orang", "orang"), ("keluarga", "keluarga"), ("wilayah", "jawaban"))
    new = [
        f"{teks_ribuan(n[f'baru_{kind}'])} {word}" for kind, word in kinds if n.get(f"baru_{kind}")
    ]
    parts = [f"{', '.join(new)} baru"] if new else []
    added = n.get("bertambah", 0)
    changed = n.get("berubah", 0) - added
    if changed:
        parts.append(f"{teks_ribuan(changed)} diperbarui")
    if added:
        parts.append(f"{teks_ribuan(added)} mendapat catatan baru")
    return parts


def kalimat_rencana_batal(rencana: RencanaBatal) -> str:
    """What taking an import back would do, before it is done."""
    parts = []
    if rencana.baru:
        parts.append(f"{teks_ribuan(rencana.baru)} catatan baru dikeluarkan")
    if rencana.diubah:
        parts.append(f"{teks_ribuan(rencana.diubah)} catatan kembali ke isi sebelumnya")
    said = " dan ".join(parts) or "tidak ada catatan yang berubah"
    text = f"Impor ini dibatalkan: {said}."
    if rencana.disunting:
        kept = ", ".join(f"{label} ({count})" for label, count in rencana.kolom)
        text += (
            f" {teks_ribuan(rencana.disunting)} catatan sudah diubah orang sesudah impor; "
            f"yang diubah itu tetap: {kept}."
        )
    return text


def kalimat_batal(berkas: str, hasil: Pembatalan) -> str:
    """What was taken back, and what stayed."""
    text = (
        f"Impor {berkas} dibatalkan: {teks_ribuan(hasil.dikeluarkan)} catatan dikeluarkan, "
        f"{teks_ribuan(hasil.dikembalikan)} kembali ke isi sebelumnya."
    )
    if hasil.sisa:
        kept = ", ".join(f"{label} ({count})" for label, count in hasil.sisa)
        text += f" Tetap, karena diubah sesudah impor: {kept}."
    return text


def kalimat_jawab(jawab: Terjawab, *, is_sama: bool) -> str:
    """What answering who a row is did."""
    said = "orang yang sama" if is_sama else "orang lain"
    if not jawab.is_langsung:
        return f"Dipilih: {said}. Dipakai saat berkas itu diimpor lagi."
    text = f"Dipilih: {said}, {'isi berkas digabungkan' if is_sama else 'ditambahkan'}."
    if jawab.is_tertutup:
        text += " Sebagian jawabannya hanya untuk bidan, jadi diberi tanda: tanya bidan."
    return text


def short(name: str, most: int = NAMA) -> str:
    """A name for a narrow place, `most` letters long."""
    return name if len(name) <= most else f"{name[: most - 1]}\u2026"
