"""Sentences of masalah."""

PESAN: dict[str, str] = {
    "masalah-setelan-batas": "Isi angka antara {min} dan {maks}. Batas yang lama tetap dipakai.",
    "masalah-tidak-ada": "Masalah ini tidak ada lagi di laptop ini, mungkin orangnya pindah atau "
    "catatannya digabung. Tidak ada yang berubah. Kembali ke daftar.",
    "masalah-langkah": "Langkah ini tidak bisa dari keadaannya sekarang. Tidak ada yang berubah. "
    "Muat lagi halamannya, lalu pilih tombol yang menyala.",
    "masalah-sudah-ditutup": "Masalah ini sudah ditutup. Tidak ada yang berubah. Pilih Buka lagi "
    "bila masalahnya muncul kembali.",
    "masalah-terbuka": "Masalah ini masih terbuka. Tidak ada yang berubah.",
    "masalah-pilih-sekolah": "Pilih dulu: belum pernah sekolah, putus, atau lulus tidak lanjut.",
    "masalah-tenggat-lampau": "Tenggatnya sudah lewat. Pilih hari ini atau sesudahnya.",
    "masalah-tanpa-unit": "Pilih unit kerja dari daftar.",
    "masalah-tanpa-kader": "Pilih kader yang masih aktif.",
    "masalah-tanpa-jenis": "Pilih jenis masalahnya.",
    "masalah-tanpa-alasan": "Tulis apa yang Anda lihat, satu kalimat sudah cukup.",
    "masalah-tanpa-tautan": "Pilih kasus, rujukan, aspirasi, atau catatan.",
    "masalah-teruskan-benar": "Yang diteruskan hanya masalah yang sudah dinyatakan benar dan belum "
    "ditutup. Tidak ada yang berubah. Tekan 1 dulu bila memang benar.",
    "masalah-tautan-kosong": "Tulis nomornya atau kepada siapa diteruskan.",
}
