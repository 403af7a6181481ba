"""Sentences about kader of the Posyandu."""

PESAN = {
    "nama-kader-kosong": "Nama kader belum diisi.",
    "kader-sudah-ada": "Kader dengan nama ini sudah ada di Posyandu ini. Tidak ada yang berubah. Bila "
    "orangnya lain, tambahkan nama panggilan atau RT di belakangnya.",
    "kader-diri-sendiri": "Nama sendiri tidak bisa dihapus dari daftar. Minta kader lain melakukannya.",
    "akun-tidak-ada": "Nama ini sudah tidak ada di daftar kader. Tidak ada yang berubah.",
    "akun-diri-sendiri": "Izin masuk sendiri tidak bisa dicabut. Minta ketua atau sekretaris lain.",
    "akun-belum-diizinkan": "Kader ini belum diizinkan masuk di laptop ini. Tidak ada yang berubah. "
    "Minta ketua atau sekretaris mengizinkannya di Laptop ini.",
    "akun-pin-belum": "Anda belum punya PIN. Buat PIN sendiri dulu di Laptop ini, lalu izinkan "
    "kader lain.",
    "bidang-sendiri-ditetapkan": "Bidang tugas sendiri tidak bisa ditetapkan sendiri. Tidak ada yang "
    "berubah. Minta ketua lain atau operator desa.",
}
