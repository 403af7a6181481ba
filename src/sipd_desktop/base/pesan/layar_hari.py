"""Sentences of the hari buka screen."""

PESAN = {
    "tanggal-lahir-baru-kosong": "Tanggal lahir belum diisi. Contoh 05-08-2024 atau 05082024.",
    "nik-beda-lahir": "Tanggal lahir di NIK berbeda dari yang diketik. Periksa lagi; tetap bisa disimpan.",
    "nik-beda-jk": "Laki-laki atau perempuan di NIK berbeda dari yang diketik. Periksa lagi; tetap bisa "
    "disimpan.",
}
