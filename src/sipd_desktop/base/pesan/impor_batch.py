"""Sentences of taking an import back and of choosing between a file and a record."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "impor-batch-tidak-ada": (
        "Impor itu tidak ada di laptop ini. Tidak ada data yang berubah. "
        "Buka riwayat impor, lalu pilih salah satu yang ada di daftar."
    ),
    "impor-sudah-dibatalkan": (
        "Impor itu sudah dibatalkan sebelumnya. Tidak ada data yang berubah. "
        "Bila perlu, impor berkasnya sekali lagi."
    ),
    "impor-sudah-dipilih": (
        "Pertanyaan ini sudah dijawab. Tidak ada data yang berubah. "
        "Buka lagi daftar yang perlu dipilih."
    ),
    "impor-orang-terpakai": (
        "Orang itu sudah dipakai untuk baris lain di berkas yang sama. Tidak ada data yang "
        "berubah. Pilih orang lain, atau pilih orang baru."
    ),
    "impor-bukan-calon": (
        "Orang itu tidak termasuk yang diusulkan untuk baris ini. Tidak ada data yang berubah. "
        "Pilih salah satu yang diusulkan, atau pilih orang baru."
    ),
}
