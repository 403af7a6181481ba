"""Sentences of the window: login, lock, first start."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "sandi-beda": "Dua kata sandi itu tidak sama. Belum ada yang disimpan. Ketik lagi yang kedua.",
    "nama-desa-kosong": "Nama desa belum diisi.",
    "kode-pemulihan-bentuk": "Kode pemulihan terdiri dari 20 huruf dan angka. Periksa lagi kartunya.",
    "folder-tertutup": "Data belum dibuka. Data aman. Masuk dulu dengan kata sandi.",
}
