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
    "pindah-tanpa-orang": f"Belum ada orang yang dipilih. {_UTUH}",
    "sudah-tidak-di-sini": f"Orang ini sudah tercatat pindah atau meninggal. {_UTUH}",
    "masih-di-sini": f"Orang ini masih tercatat tinggal di sini. {_UTUH}",
    "nik-orang-meninggal": f"NIK ini milik orang yang tercatat sudah meninggal. {_UTUH} Periksa "
    "NIK-nya; bila catatan meninggalnya keliru, batalkan dulu.",
    "datang-mungkin-sudah-ada": "Sudah ada {jumlah} orang dengan nama dan tanggal lahir itu. "
    f"{_UTUH} Cari dulu namanya. Bila memang orang lain, lanjutkan.",
    "kk-bentuk": f"No KK harus 16 angka. {_UTUH} Belum ada? Kosongkan, bisa menyusul.",
    "kk-sudah-ada": f"No KK ini sudah dipakai keluarga lain di RT {{rt}}. {_UTUH} Periksa angkanya.",
    "pisah-tanpa-orang": f"Belum ada anggota yang dipilih. {_UTUH}",
    "pisah-semua": f"Semua anggota dipilih, jadi tidak ada yang tertinggal. {_UTUH} Bila hanya No KK "
    "yang berganti, pakai Lengkapi data.",
    "sudah-berkeluarga": f"Orang ini sudah tercatat di sebuah keluarga. {_UTUH} Untuk pindah rumah "
    "pakai Lengkapi data, untuk KK sendiri pakai Pisah KK.",
    "sudah-kepala": f"Orang ini sudah kepala keluarga. {_UTUH}",
    "tidak-ada-perubahan": "Isinya sama dengan yang tersimpan. Tidak ada yang diubah.",
    "ganda-orang-sama": f"Itu catatan yang sama. {_UTUH}",
    "ganda-tidak-digabung": f"Catatan ini tidak sedang digabung. {_UTUH}",
    "siapa-belum-dipilih": "Yang pindah belum dipilih. Ketik 1 atau 2.",
    "perubahan-tidak-dipilih": f"Belum ada perubahan yang dipilih. {_UTUH}",
    "ibu-belum-dipilih": "Ibunya belum dipilih. Ketik angka di depan namanya.",
    "berat-lahir-tak-mungkin": "Berat lahir harus {min} sampai {maks} kg. Contoh 3,1. Ketik ulang.",
    "panjang-lahir-tak-mungkin": "Panjang lahir harus {min} sampai {maks} cm. Contoh 49. Ketik ulang.",
}
