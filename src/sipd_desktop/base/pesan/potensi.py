"""Sentences of the potensi and of the lists of Potensi & Masalah."""

PESAN: dict[str, str] = {
    "potensi-tidak-ada": "Potensi ini sudah tidak ada, mungkin dibatalkan. Tidak ada yang berubah.",
    "potensi-sudah-ada": "Potensi dengan jenis, nama dan RT yang sama sudah dicatat. Belum ada yang "
    "disimpan. Buka yang sudah ada, atau tulis nama lain.",
    "potensi-rt-belum-jelas": "RT dan RW ditulis dengan angka, contoh 002.",
    "potensi-tanpa-satuan": "Tulis juga satuannya, contoh: orang, buah, hektare.",
}
