"""Sentences for printing and writing files: what happened, is the data safe, what to do now."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "tempat-berkas-penuh": (
        "Tempat di laptop atau flashdisk sudah penuh, jadi berkas {berkas} belum jadi. "
        "Catatan di laptop tidak berubah. Hapus foto atau film yang tidak dipakai, lalu ulangi."
    ),
    "berkas-sedang-dipakai": (
        "Berkas {berkas} tidak bisa ditulis, mungkin masih terbuka di program lain. "
        "Catatan di laptop aman. Tutup dulu berkas itu atau simpan dengan nama lain."
    ),
    "folder-tidak-ada": (
        "Tempat menyimpan berkas {berkas} tidak ditemukan, mungkin flashdisk tercabut. "
        "Catatan di laptop aman. Pilih tempat lain, lalu ulangi."
    ),
    "berkas-gagal-ditulis": (
        "Berkas {berkas} belum jadi karena laptop tidak bisa menulis ke tempat itu. "
        "Catatan di laptop aman. Pilih tempat lain, lalu ulangi."
    ),
    "cetak-gagal": (
        "Printer tidak menerima lembar ini. Catatan di laptop aman. Periksa printer dan kertasnya, "
        "lalu ulangi, atau simpan PDF untuk dicetak di tempat lain."
    ),
    "tabel-terlalu-besar": (
        "Tabel ini berisi {jumlah} baris, lebih banyak daripada yang muat di satu lembar kerja. "
        "Catatan di laptop aman. Pilih masa yang lebih pendek, lalu ulangi."
    ),
}
