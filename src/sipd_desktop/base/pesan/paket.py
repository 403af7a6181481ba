"""Sentences about records carried on a flashdisk."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "flashdisk-tercabut": (
        "Flashdisk tercabut sebelum selesai. Data laptop tidak berubah. Colok lagi dan ulangi."
    ),
    "flashdisk-penuh": (
        "Flashdisk penuh, jadi berkasnya tidak ditulis. Data laptop tidak berubah. Hapus berkas lain "
        "di flashdisk, atau pakai flashdisk lain."
    ),
    "flashdisk-terkunci": (
        "Flashdisk tidak bisa ditulisi, mungkin terkunci. Data laptop tidak berubah. Buka kuncinya, "
        "atau pakai flashdisk lain."
    ),
    "paket-tidak-ada": (
        "Berkas kiriman tidak ditemukan. Data tidak berubah. Periksa flashdisk dan nama berkasnya."
    ),
    "paket-bukan": (
        "Berkas ini bukan kiriman SIPD, jadi tidak dibuka. Data tidak berubah. Pilih berkas yang "
        "namanya berakhiran .sipd."
    ),
    "paket-tidak-lengkap": (
        "Berkas ini tidak lengkap, mungkin flashdisk tercabut waktu menulis. Tidak dibuka dan data "
        "tidak berubah. Minta berkas baru."
    ),
    "paket-terlalu-besar": (
        "Berkas ini terlalu besar untuk sebuah kiriman, jadi tidak dibuka. Data tidak berubah. "
        "Hubungi operator desa."
    ),
    "paket-lebih-baru": (
        "Berkas ini dibuat SIPD Desktop yang lebih baru, jadi belum bisa dibuka. Data tidak berubah. "
        "Pasang SIPD Desktop terbaru, lalu ulangi."
    ),
    "paket-palsu": (
        "Berkas ini bukan dari desa kita atau sudah berubah. Tidak dibuka dan data tidak berubah. "
        "Minta berkas baru ke operator."
    ),
    "paket-desa-lain": (
        "Berkas ini milik desa lain. Tidak dibuka dan data tidak berubah. Periksa flashdisknya."
    ),
    "paket-bukan-untuk-kita": (
        "Berkas ini ditujukan kepada laptop lain, jadi tidak bisa dibuka di sini. Data tidak berubah. "
        "Buka di laptop yang membuat kirimannya."
    ),
    "paket-bukan-kiriman": (
        "Berkas ini bukan kiriman laptop untuk pusat data desa. Tidak dibuka dan data tidak berubah. "
        "Pilih berkas kiriman."
    ),
    "paket-bukan-balasan": (
        "Berkas ini kiriman laptop untuk pusat data desa, bukan balasan. Data tidak berubah. Serahkan "
        "ke operator desa, lalu terima balasannya di sini."
    ),
    "paket-nomor-dipakai": (
        "Nomor kiriman ini sudah dipakai berkas lain, jadi tidak diterima. Data tidak berubah. Buat "
        "kiriman baru di laptopnya."
    ),
    "paket-balasan-lama": (
        "Balasan ini sudah pernah diterima, atau ada yang lebih baru. Data tidak berubah. Pakai "
        "balasan yang terbaru."
    ),
    "paket-balasan-lain": (
        "Balasan ini untuk kiriman sebelum isi laptop dipulihkan. Data tidak berubah. Kirim sekali "
        "lagi lewat flashdisk, lalu terima balasan barunya."
    ),
    "paket-ditinjau": (
        "Laptop ini sudah dinonaktifkan desa. Kirimannya dititipkan ke operator untuk diperiksa. "
        "Catatan di laptop tidak berubah. Hubungi operator desa."
    ),
    "paket-kode-salah": (
        "Kata gabung belum cocok, jadi berkasnya tidak dibuka. Data tidak berubah. Lihat lagi empat "
        "kata di laptop yang membuat berkasnya, lalu ketik ulang."
    ),
    "gabung-contoh": (
        "Data contoh dan data warga sungguhan tidak boleh bercampur, jadi hari ini tidak digabung. "
        "Data tidak berubah."
    ),
    "gabung-dari-sendiri": (
        "Berkas ini dibuat di laptop ini sendiri, jadi tidak ada yang digabung. Data tidak berubah. "
        "Buka di laptop yang lain."
    ),
    "gabung-posyandu-lain": (
        "Berkas ini untuk Posyandu yang tidak ada di laptop ini, jadi tidak digabung. Data tidak "
        "berubah. Buka di laptop Posyandu itu."
    ),
    "gabung-hari-ditutup": (
        "Hari buka ini sudah ditutup di laptop ini, jadi tidak digabung. Data tidak berubah. Buka lagi "
        "harinya, gabung, lalu tutup lagi."
    ),
    "paket-dibatalkan": "Dibatalkan. Data laptop tidak berubah dan tidak ada berkas yang ditinggal.",
    "paket-kosong": (
        "Di flashdisk ini belum ada balasan atau hari buka untuk laptop ini. Data tidak berubah. "
        "Periksa flashdisknya, atau tanyakan operator desa."
    ),
    "gabung-belum-ada-hari": (
        "Belum ada hari buka di laptop ini, jadi belum ada yang ditulis. Mulai hari bukanya dulu."
    ),
    "paket-kode-kosong": (
        "Berkas ini hari buka dari laptop lain dan terkunci dengan empat kata. Data tidak berubah. "
        "Sebut katanya dengan --kode."
    ),
    "posyandu-sebut-satu": (
        "Tanggal itu ada di lebih dari satu Posyandu di laptop ini. Belum ada yang ditulis. Sebut "
        "Posyandunya dengan --posyandu."
    ),
    "paket-kunci-pusat": (
        "Laptop ini belum mengenal tanda tangan pusat data desa, jadi balasan belum bisa dibuka. Data "
        "tidak berubah. Sambungkan laptop sekali ke internet dan tekan Kirim sekarang."
    ),
    "pusat-tanpa-kunci-paket": (
        "Pusat data ini belum memegang kunci pembuka kiriman flashdisk. Data tidak berubah. Jalankan "
        "siapkan-db dengan --kunci-paket sebagai pemilik, lalu isi SIPD_KUNCI_PAKET."
    ),
    "pusat-kunci-paket": (
        "Berkas kunci {berkas} tidak dapat dibaca atau ditulis. Periksa nama dan izinnya. Data tidak "
        "berubah."
    ),
}
