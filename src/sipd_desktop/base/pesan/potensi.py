"""Sentences of the potensi and of the lists of Potensi & Masalah."""

PESAN: dict[str, str] = {
    "potensi-tidak-ada": "Potensi ini sudah tidak ada, mungkin dibatalkan. Tidak ada yang berubah.",
    "potensi-sudah-ada": "Potensi dengan jenis, nama dan RT yang sama sudah dicatat. Belum ada yang "
    "disimpan. Buka yang sudah ada, atau tulis nama lain.",
    "potensi-rt-belum-jelas": "RT dan RW ditulis dengan angka, contoh 002.",
    "potensi-tanpa-satuan": "Tulis juga satuannya, contoh: orang, buah, hektare.",
    "lihatan-tanpa-nama": "Tulis dulu nama lihatan ini, contoh: Jamban RT 002. Belum ada yang disimpan.",
    "lihatan-tidak-ada": "Lihatan bernama itu tidak ada di laptop ini. Tidak ada yang berubah. "
    "Periksa namanya di Potensi & Masalah, bagian Daftar.",
    "lihatan-nama-dipakai": "Nama itu sudah dipakai lihatan lain. Namanya belum diganti. Pilih nama lain.",
    "laporan-perlu-orang": "Lembar ini tentang satu orang atau satu keluarga. Belum ada yang dibuat. "
    "Buka orangnya atau keluarganya, lalu tekan Ctrl+P.",
    "laporan-tanpa-lihatan": "Laporan ini tidak memakai lihatan. Belum ada yang ditulis. Hapus "
    "pilihan lihatannya, lalu ulangi.",
    "lihatan-terlalu-banyak": "Sudah ada {jumlah} lihatan. Hapus dulu yang tidak dipakai. Belum ada yang "
    "disimpan.",
    "laporan-perlu-alasan": "Daftar ini memuat nama orang, jadi perlu alasan: {ada}. Belum ada yang "
    "keluar. Pilih alasannya, lalu ulangi.",
}
