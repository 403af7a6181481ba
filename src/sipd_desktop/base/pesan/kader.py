"""Sentences about kader of the Posyandu."""

PESAN = {
    "nama-kader-kosong": "Nama kader belum diisi.",
    "kader-sudah-ada": "Kader dengan nama ini sudah ada di Posyandu ini. Tidak ada yang berubah. Bila "
    "orangnya lain, tambahkan nama panggilan atau RT di belakangnya.",
    "kader-diri-sendiri": "Nama sendiri tidak bisa dihapus dari daftar. Minta kader lain melakukannya.",
}
