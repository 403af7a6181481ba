"""Sentences of closed notes."""

PESAN: dict[str, str] = {
    "tertutup-bukan-di-laptop-ini": "Laptop ini belum didaftarkan untuk catatan tertutup. Minta "
    "operator desa mendaftarkannya. Belum ada yang dicatat.",
    "tertutup-belum-pembaca": "Anda belum punya kata sandi catatan tertutup. Buat dulu di halaman "
    "ini. Catatan yang ada tetap aman dan tertutup.",
    "tertutup-sandi-salah": "Kata sandi catatan tertutup tidak cocok. Catatan tetap aman dan "
    "tertutup. Periksa kartunya, lalu ketik lagi.",
    "tertutup-belum-ada-kunci": "Belum ada bidan yang membuka catatan tertutup jenis ini. Buat "
    "kata sandi catatan tertutup dulu. Belum ada yang dicatat.",
    "tertutup-tanpa-jenis": "Pilih jenis catatannya.",
    "tertutup-isi-kosong": "Isi catatannya masih kosong.",
    "tertutup-terlalu-panjang": "Catatan ini terlalu panjang. Singkat dulu, kira-kira 2.000 huruf.",
}
