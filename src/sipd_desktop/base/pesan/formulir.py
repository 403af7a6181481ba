"""Sentences of the generated pages of forms."""

from __future__ import annotations

PESAN = {
    "formulir-tidak-ada": "Formulir ini belum dikenal program di laptop ini. Tidak ada yang berubah.",
    "isian-tidak-ada": "Isian ini sudah tidak ada, mungkin dibatalkan. Tidak ada yang berubah.",
    "isian-kosong": "Belum ada yang diisi, jadi belum disimpan. Isi paling sedikit satu jawaban.",
    "isian-tanggal-depan": "Tanggalnya melewati hari ini. Periksa lagi tanggalnya.",
}
