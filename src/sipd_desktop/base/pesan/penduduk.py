"""Sentences of what happens to people and families: birth, death, move, arrival, households."""

_UTUH = "Belum ada yang diubah."

PESAN: dict[str, str] = {
    "orang-sudah-meninggal": f"Orang ini tercatat sudah meninggal. {_UTUH} Bila keliru, batalkan "
    "catatan itu di halaman keluarga.",
    "sudah-meninggal": f"Orang ini sudah tercatat meninggal. {_UTUH}",
    "peristiwa-belum-terjadi": f"Tanggal itu sesudah hari ini. {_UTUH} Ketik ulang tanggalnya.",
    "peristiwa-sebelum-lahir": f"Tanggal itu sebelum orangnya lahir. {_UTUH} Ketik ulang tanggalnya.",
    "peristiwa-tanggal-kosong": "Tanggalnya belum diisi. Contoh 05112026.",
    "lahir-mungkin-sudah-ada": "Sudah ada {jumlah} anak di keluarga ini yang lahir pada hari itu. "
    f"{_UTUH} Bila kembar, catat sebagai kembar.",
    "ibu-belum-dipilih": "Ibunya belum dipilih. Ketik angka di depan namanya.",
    "berat-lahir-tak-mungkin": "Berat lahir harus {min} sampai {maks} kg. Contoh 3,1. Ketik ulang.",
    "panjang-lahir-tak-mungkin": "Panjang lahir harus {min} sampai {maks} cm. Contoh 49. Ketik ulang.",
}
