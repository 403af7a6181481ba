"""Sentences about backups, restoring and mending."""

PESAN = {
    "cadangan-tempat-penuh": "Tempat tidak cukup untuk cadangan. Data di laptop ini aman dan tidak berubah. Hapus film "
    "atau foto yang tidak perlu, atau pakai flashdisk lain, lalu coba lagi.",
    "cadangan-tak-tertulis": "Cadangan tidak bisa ditulis, mungkin flashdisk tercabut. Data di laptop ini aman dan tidak "
    "berubah. Colok lagi dan ulangi.",
    "cadangan-tak-terbaca": "Cadangan tidak bisa dibaca, mungkin flashdisk tercabut. Data di laptop ini tidak berubah. "
    "Colok lagi dan ulangi.",
    "cadangan-rusak": "Cadangan ini tidak utuh, jadi tidak dipakai. Data di laptop ini tidak berubah. Pilih cadangan "
    "lain.",
    "cadangan-tidak-ada": "Berkas cadangan ini tidak ada. Data di laptop ini tidak berubah. Periksa namanya, atau colok "
    "flashdisknya.",
    "bukan-cadangan": "Berkas ini bukan cadangan SIPD Desktop, atau belum selesai disalin. Data di laptop ini tidak "
    "berubah. Pilih berkas lain.",
    "cadangan-bukan-dari-sini": "Cadangan ini berasal dari laptop lain, jadi tidak bisa dipakai di folder ini. Data di "
    "laptop ini tidak berubah. Pulihkan ke folder baru dengan kode pemulihannya.",
    "cadangan-lebih-baru": "Cadangan ini dibuat oleh SIPD Desktop yang lebih baru. Data di laptop ini tidak berubah. "
    "Pasang SIPD Desktop terbaru, lalu ulangi.",
    "cadangan-tujuan-tidak-ada": "Tempat tujuan tidak ada. Belum ada yang disalin. Colok flashdisk atau pilih folder "
    "lain.",
    "cadangan-dihentikan": "Pembuatan salinan dihentikan. Data di laptop ini aman; salinan dibuat lagi nanti.",
    "kode-pemulihan-salah": "Kode pemulihan belum cocok dengan cadangan ini. Tidak ada yang berubah. Periksa 20 huruf dan "
    "angkanya.",
}
