"""Sentences of the inbox of differences and of what the centre set aside."""

from __future__ import annotations

PESAN = {
    "beda-tidak-ada": "Catatan beda ini sudah tidak ada. Tidak ada yang berubah. Muat ulang daftarnya.",
    "beda-sudah-diputus": (
        "Catatan beda ini sudah diputuskan, mungkin di laptop lain. Tidak ada yang berubah."
    ),
    "beda-catatan-jauh": (
        "Catatan ini ada di Posyandu lain, jadi diputuskan di sana. Tidak ada yang berubah."
    ),
    "disisihkan-tidak-ada": (
        "Catatan ini sudah tidak ada di laptop ini. Tidak ada yang perlu diperbaiki."
    ),
    "bukti-tidak-ada": "Tanda terima ini sudah tidak disimpan. Catatan tetap aman di laptop.",
    "tolak-sistem": (
        "Pusat data desa belum bisa menyimpan catatan ini. Catatan aman di laptop. "
        "Kirim lagi; bila berulang, hubungi operator desa."
    ),
}
