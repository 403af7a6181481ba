"""Sentences of the window: login, lock, first start."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "sandi-beda": "Dua kata sandi itu tidak sama. Belum ada yang disimpan. Ketik lagi yang kedua.",
    "nama-desa-kosong": "Nama desa belum diisi.",
    "kode-pemulihan-bentuk": "Kode pemulihan terdiri dari 20 huruf dan angka; yang dibacakan operator 12. Periksa lagi, tidak ada yang berubah.",
    "tolak-subjek-belum-ada": "Orangnya belum sampai di pusat data desa. Catatan ini diterima sendiri sesudah orangnya sampai.",
    "tolak-luar-lingkup": "Catatan ini milik Posyandu lain, jadi belum bisa masuk dari laptop ini. Tanyakan kepada operator desa.",
    "tolak-jenis-baru": "Pusat data desa belum mengenal jenis catatan ini. Diterima sendiri sesudah pusat data diperbarui.",
    "tolak-isi": "Isi \u201c{kolom}\u201d tidak sesuai. Buka catatannya, perbaiki, lalu kirim lagi.",
    "tolak-lain": "Bentuk catatan ini tidak sesuai. Hubungi operator desa.",
    "folder-tertutup": "Data belum dibuka. Data aman. Masuk dulu dengan kata sandi.",
}
