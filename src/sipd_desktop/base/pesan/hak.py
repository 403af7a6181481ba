"""Sentences of the roles matrix: what is not allowed, why, and who can do it."""

_AMAN = "Tidak ada yang berubah."

PESAN = {
    "hak-akun-tidak-dikenal": "Laptop ini belum mengenal siapa yang bertugas. "
    f"{_AMAN} Kunci layar (Ctrl+L), lalu pilih nama Anda.",
    "hak-akun-tidak-aktif": "Nama ini sudah tidak ada di daftar kader. "
    f"{_AMAN} Minta ketua atau sekretaris mengaktifkannya lagi.",
    "hak-belum-diatur": f"{{kerja}} belum boleh dilakukan siapa pun. {_AMAN} Tanyakan ke operator desa.",
    "hak-peran": f"{{kerja}} hanya boleh dilakukan {{siapa}}. {_AMAN} Minta salah satunya.",
    "hak-posyandu-sendiri": "{kerja} hanya boleh dilakukan petugas Posyandu itu sendiri. "
    f"{_AMAN} Minta petugas Posyandu itu.",
    "hak-milik-sendiri": "{kerja} hanya boleh untuk catatan yang Anda buat sendiri. "
    f"{_AMAN} Minta ketua atau sekretaris.",
    "hak-dalam-30-hari": "{kerja} hanya boleh sampai 30 hari sesudah dibuat. "
    f"{_AMAN} Minta ketua atau sekretaris.",
    "hak-belum-ditandatangani": "Hari buka ini sudah ditutup dan ditandatangani. "
    f"{_AMAN} Minta ketua membukanya lagi, lalu perbaiki.",
    "hak-hadir-di-sini": "{kerja} hanya boleh sesudah orangnya hadir di hari buka Posyandu Anda. "
    f"{_AMAN} Daftarkan kehadirannya dulu.",
    "hak-pindah-ke-sini": "{kerja} hanya boleh bila orangnya pindah ke Posyandu Anda. "
    f"{_AMAN} Minta petugas Posyandu asalnya.",
    "hak-bidang-sendiri": "{kerja} hanya boleh dilakukan petugas yang ditugaskan di bidangnya. "
    f"{_AMAN} Minta ketua menambahkan bidang tugas Anda, atau tanyakan ke bidan.",
    "hak-akun-sendiri": "{kerja} hanya boleh untuk nama sendiri. "
    f"{_AMAN} Untuk kader lain, minta ketua atau sekretaris.",
    "hak-lewat-impor": "{kerja} hanya lewat impor daftar penduduk. "
    f"{_AMAN} Untuk satu orang, tanyakan ke bidan.",
    "hak-dengan-alasan": "{kerja} perlu alasan. Pilih alasannya dulu; alasan itu tercatat dan bisa "
    "dilihat ketua.",
    "hak-hanya-angka": "{kerja}: yang boleh dilihat hanya jumlahnya, bukan orangnya. "
    "Untuk satu orang, tanyakan ke bidan.",
    "hak-nik-tersamar": "{kerja} hanya boleh dengan NIK tersamar. " + _AMAN,
}
