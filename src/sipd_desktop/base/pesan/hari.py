"""Sentences about people, the hari buka and weighing."""

PESAN = {
    "orang-tidak-ada": "Catatan orang ini ada di Posyandu lain, tidak di laptop ini. Yang sudah "
    "dicatat di sini tetap aman.",
    "keluarga-tidak-ada": "Keluarga ini tidak ada di laptop ini.",
    "hari-tidak-ada": "Hari buka ini tidak ada di laptop ini.",
    "hari-sudah-ditutup": "Hari buka ini sudah ditutup dan ditandatangani. Buka lagi dulu bila perlu "
    "memperbaiki.",
    "bukan-balita": "Timbang balita hanya untuk umur 0 sampai 59 bulan.",
    "tanggal-lahir-kosong": "Tanggal lahir belum ada, jadi umur tidak bisa dihitung. Lengkapi dulu di "
    "halaman keluarga.",
    "belum-lahir": "Tanggal lahir melewati tanggal hari buka. Periksa tahunnya.",
    "nama-kosong": "Nama belum diisi.",
    "jk-kosong": "Laki-laki atau perempuan belum dipilih.",
    "nik-bentuk": "NIK harus 16 angka. Belum punya? Kosongkan, bisa menyusul.",
    "nik-sudah-ada": "NIK ini sudah dipakai orang lain di RT {rt}. Cari namanya dulu; mungkin orang yang "
    "sama.",
    "hadir-sudah-diukur": "Orang ini sudah diukur hari ini, jadi tetap tercatat hadir. Batalkan dulu "
    "ukurannya bila salah orang.",
    "belum-ada-ukuran": "Belum ada yang diukur. Isi berat badan atau ukuran lain dulu.",
    "sudah-diubah-lagi": "Catatan itu sudah diubah lagi sesudahnya, jadi tidak bisa dibatalkan dengan "
    "satu tombol. Buka catatannya dan perbaiki.",
    "tidak-ada-yang-dibatalkan": "Tidak ada yang bisa dibatalkan.",
    "tanggal-bb-lalu-kosong": "Tanggal timbang bulan lalu belum diisi. Lihat di Buku KIA.",
    "tanggal-bb-lalu-salah": "Tanggal timbang bulan lalu harus sebelum hari ini dan sesudah lahir.",
    "periode-salah": "Bulan laporan ditulis tahun-bulan, contoh 2026-11.",
    "posyandu-tidak-ada": "Posyandu itu tidak ada di laptop ini.",
    "laporan-tidak-dikenal": (
        "Laporan itu tidak dikenal, jadi tidak ada yang dibuat. Yang ada: {ada}."
    ),
    "jenis-berkas-salah": "Nama berkas harus berakhir .pdf, .xlsx atau .csv.",
    "wajib-diisi": "Belum diisi.",
    "isian-jenis": "Isinya tidak sesuai.",
    "isian-angka": "Harus angka.",
    "isian-skala": "Angka di belakang koma terlalu banyak.",
    "isian-batas": "Di luar batas yang mungkin.",
    "isian-tanggal": "Tanggal ditulis hari-bulan-tahun, contoh 05-08-2024.",
    "isian-panjang": "Terlalu panjang.",
    "isian-nul": "Ada huruf yang tidak bisa disimpan.",
}
