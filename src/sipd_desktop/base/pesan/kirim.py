"""Sentences about enrolling, sending and receiving."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "alamat-salah": (
        "Alamat pusat data desa tidak terbaca. Catatan di laptop aman. Ketik seperti "
        "https://posyandu.desa.id, lalu coba lagi."
    ),
    "alamat-tidak-aman": (
        "Alamat ini tidak aman, karena isi kiriman bisa dibaca orang lain di jalan. Tidak ada yang "
        "dikirim. Pakai alamat yang berawalan https://, tanyakan kepada operator desa."
    ),
    "belum-terdaftar": (
        "Laptop ini belum terdaftar di pusat data desa. Catatan di laptop aman. Minta kode kepada "
        "operator desa, lalu daftarkan laptop ini."
    ),
    "kode-tidak-berlaku": (
        "Kode ini salah, sudah dipakai, atau sudah lewat masanya. Catatan di laptop aman. Periksa "
        "hurufnya, atau minta kode baru kepada operator desa."
    ),
    "desa-berbeda": (
        "Kode ini milik desa lain, jadi laptop tidak didaftarkan. Catatan di laptop aman dan tidak "
        "ada yang dikirim. Minta kode dari desa sendiri."
    ),
    "contoh-berbeda": (
        "Data contoh dan data warga sungguhan tidak boleh bercampur, jadi laptop tidak didaftarkan. "
        "Tidak ada yang dikirim. Pakai folder lain, atau tanyakan kepada operator desa."
    ),
    "contoh-hanya-di-laptop-ini": (
        "Folder ini berisi data contoh, jadi hanya boleh terhubung ke pusat latihan di laptop ini. "
        "Tidak ada yang dikirim."
    ),
    "server-tak-terjangkau": (
        "Pusat data desa belum terjangkau, mungkin sinyal sedang hilang. Catatan aman di laptop dan "
        "akan dikirim saat tersambung. Anda bisa terus bekerja."
    ),
    "bukan-server": (
        "Jawaban yang datang bukan dari pusat data desa, mungkin dari halaman masuk Wi-Fi. Catatan "
        "aman di laptop. Masuk ke Wi-Fi dulu atau periksa alamatnya, lalu kirim lagi."
    ),
    "sertifikat-salah": (
        "Sambungan ke pusat data desa tidak bisa dipastikan aman, jadi tidak ada yang dikirim. "
        "Catatan aman di laptop. Periksa tanggal laptop, lalu coba lagi atau hubungi operator desa."
    ),
    "server-gagal": (
        "Pusat data desa sedang ada gangguan. Catatan aman di laptop dan akan dikirim lagi nanti. "
        "Anda bisa terus bekerja."
    ),
    "antre": (
        "Pusat data desa sedang ramai dan meminta kita menunggu {detik} detik. Catatan aman di "
        "laptop dan akan dikirim sesudah itu."
    ),
    "program-terlalu-lama": (
        "SIPD Desktop di laptop ini terlalu lama untuk pusat data desa. Catatan aman di laptop. "
        "Pasang SIPD Desktop terbaru, lalu kirim lagi."
    ),
    "dicabut": (
        "Laptop ini tidak lagi boleh mengirim ke pusat data desa. Catatan aman di laptop. Hubungi "
        "operator desa."
    ),
    "ditolak": (
        "Pusat data desa menolak kiriman laptop ini ({kode}). Catatan aman di laptop. Hubungi "
        "operator desa."
    ),
    "hitungan-berbeda": (
        "Hitungan kiriman di laptop dan di pusat data desa belum sama, jadi pengiriman berhenti "
        "dulu. Catatan aman di laptop. Coba lagi; bila berulang, hubungi operator desa."
    ),
    "dihentikan": (
        "Pengiriman dihentikan karena program ditutup. Catatan aman di laptop dan akan dikirim "
        "nanti."
    ),
}
