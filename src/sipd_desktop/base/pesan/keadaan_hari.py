"""Sentences about how a hari buka goes on, and about today's date."""

PESAN = {
    "hari-sedang-jeda": "Hari buka sedang jeda. Semua catatan aman. Tekan Lanjutkan dulu, baru mengisi.",
    "hari-langkah-salah": "Hari buka sekarang: {kini}, jadi belum bisa menjadi: {ke}. Catatan tidak "
    "berubah.",
    "hari-belum-tiba": "Tanggal {tanggal} belum tiba. Periksa tanggalnya, lalu mulai lagi.",
}
