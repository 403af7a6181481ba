"""Sentences of the importer: why a file is refused, and what is wrong with a row and what to do."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "impor-berkas-tidak-ada": (
        "Berkas {berkas} tidak ditemukan. Data yang sudah tersimpan tidak berubah. "
        "Periksa nama dan tempat berkasnya, lalu pilih lagi."
    ),
    "impor-berkas-tak-terbaca": (
        "Berkas {berkas} tidak bisa dibuka, mungkin masih dipakai program lain atau flashdisk "
        "tercabut. Data yang sudah tersimpan tidak berubah. Tutup program itu, lalu ulangi."
    ),
    "impor-berkas-kosong": (
        "Berkas {berkas} kosong, tidak ada satu pun isi di dalamnya. Data yang sudah tersimpan "
        "tidak berubah. Pilih berkas yang berisi daftar penduduk."
    ),
    "impor-bukan-tabel": (
        "Berkas {berkas} bukan tabel yang bisa dibaca ({jenis}). Data yang sudah tersimpan tidak "
        "berubah. Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu pilih lagi."
    ),
    "impor-berkas-bersandi": (
        "Berkas {berkas} dikunci dengan kata sandi, jadi belum bisa dibaca. Data yang sudah "
        "tersimpan tidak berubah. Buka di Excel, hapus kata sandinya, simpan, lalu pilih lagi."
    ),
    "impor-berkas-rusak": (
        "Berkas {berkas} rusak atau belum lengkap tersalin. Data yang sudah tersimpan tidak "
        "berubah. Salin lagi dari asalnya, atau buka di Excel dan simpan ulang sebagai .xlsx."
    ),
    "impor-berkas-terlalu-besar": (
        "Berkas {berkas} terlalu besar, atau ada isi yang tersesat jauh di bawah atau di kanan "
        "tabel. Data yang sudah tersimpan tidak berubah. Salin tabelnya saja ke berkas baru, "
        "simpan sebagai .xlsx, lalu pilih lagi."
    ),
    "impor-kolom-wajib": (
        "Di berkas {berkas} tidak ditemukan kolom {kolom}. Data yang sudah tersimpan tidak "
        "berubah. Beri judul pada kolom itu, misalnya Nama dan Tanggal Lahir, lalu pilih lagi."
    ),
    "impor-lembar-tidak-ada": (
        "Lembar {lembar} tidak ada di berkas {berkas}. Data yang sudah tersimpan tidak berubah. "
        "Periksa nama lembarnya, lalu ulangi."
    ),
    "impor-tidak-boleh": (
        "Mengimpor daftar penduduk hanya boleh dilakukan ketua atau operator desa. Data yang "
        "sudah tersimpan tidak berubah. Minta ketua atau operator desa untuk mengimpor."
    ),
}

MASALAH: dict[str, tuple[str, str]] = {
    "NIK_PANJANG": (
        "NIK tidak tepat 16 angka.",
        "Cocokkan dengan KK atau KTP, lalu ketik 16 angka sebagai teks.",
    ),
    "NIK_BUKAN_ANGKA": (
        "NIK berisi huruf atau tanda lain, misalnya huruf O sebagai ganti angka 0.",
        "Ketik ulang NIK dengan angka saja.",
    ),
    "NIK_PRESISI_HILANG": (
        "NIK rusak oleh Excel: angka terakhirnya berubah menjadi 0.",
        "Ubah kolom NIK menjadi teks, lalu ketik ulang NIK dari KK.",
    ),
    "NIK_NOTASI_ILMIAH": (
        "NIK rusak oleh Excel: tertulis dengan E+, sebagian angkanya hilang.",
        "Ubah kolom NIK menjadi teks, lalu ketik ulang NIK dari KK.",
    ),
    "NIK_ANGKA": (
        "NIK tersimpan sebagai angka, bukan teks.",
        "Periksa angka terakhirnya dengan KK. Sebaiknya kolom NIK dijadikan teks.",
    ),
    "NIK_KOSONG": (
        "NIK belum ada.",
        "Boleh dibiarkan. Isi bila sudah punya NIK.",
    ),
    "NIK_BEDA_TGL": (
        "Tanggal lahir tidak sama dengan tanggal di dalam NIK. Tanggal dari berkas yang dipakai.",
        "Cocokkan tanggal lahir dan NIK dengan KK.",
    ),
    "NIK_BEDA_JK": (
        "Jenis kelamin tidak sama dengan yang ada di dalam NIK. Isi berkas yang dipakai.",
        "Cocokkan jenis kelamin dan NIK dengan KK.",
    ),
    "JK_DARI_NIK": (
        "Jenis kelamin kosong atau tidak dikenal, jadi diambil dari NIK.",
        "Periksa apakah sudah benar: {usul}.",
    ),
    "JK_TIDAK_DIKENAL": (
        "Jenis kelamin kosong atau tidak dikenal, dan tidak ada NIK untuk mengetahuinya.",
        "Isi L atau P.",
    ),
    "NIK_GANDA_KONFLIK": (
        "NIK ini dipakai di beberapa baris dengan isi yang berbeda.",
        "Pilih baris yang benar menurut KK, hapus atau perbaiki yang lain.",
    ),
    "DUPLIKAT_PERSIS": (
        "Baris ini sama persis dengan baris sebelumnya.",
        "Tidak perlu berbuat apa-apa, orangnya sudah masuk sekali.",
    ),
    "KK_KOSONG": (
        "Nomor KK belum ada, jadi orang ini belum masuk keluarga mana pun.",
        "Isi nomor KK bila ada.",
    ),
    "KK_PANJANG": (
        "Nomor KK tidak tepat 16 angka, atau angka terakhirnya hilang karena selnya berformat angka.",
        "Ubah kolom nomor KK menjadi teks, lalu ketik ulang 16 angka dari KK.",
    ),
    "KK_BUKAN_ANGKA": (
        "Nomor KK berisi huruf atau tanda lain.",
        "Ketik ulang nomor KK dengan angka saja, sebagai teks.",
    ),
    "KK_TANPA_KEPALA": (
        "Keluarga ini tidak punya kepala keluarga di berkas.",
        "Isi hubungan Kepala Keluarga pada salah satu anggotanya.",
    ),
    "KK_KEPALA_GANDA": (
        "Keluarga ini punya lebih dari satu kepala keluarga di berkas.",
        "Sisakan satu Kepala Keluarga menurut KK.",
    ),
    "KK_GANDA_KONFLIK": (
        "Nomor KK ini dipakai di beberapa baris keluarga dengan isi yang berbeda.",
        "Pilih baris yang benar menurut KK, hapus atau perbaiki yang lain.",
    ),
    "NAMA_KOSONG": (
        "Nama kosong.",
        "Isi nama menurut KK.",
    ),
    "NAMA_KARAKTER": (
        "Nama berisi angka atau tanda yang tidak biasa.",
        "Periksa ejaan nama menurut KK.",
    ),
    "TGL_KOSONG": (
        "Tanggal lahir kosong.",
        "Isi tanggal lahir, misalnya 12-05-1980.",
    ),
    "TGL_TIDAK_VALID": (
        "Tanggal lahir tidak terbaca atau tidak ada di kalender.",
        "Tulis hari-bulan-tahun, misalnya 12-05-1980.",
    ),
    "TGL_MASA_DEPAN": (
        "Tanggal lahir lebih baru daripada hari ini.",
        "Periksa tahunnya menurut KK.",
    ),
    "SUBJEK_TIDAK_ADA": (
        "Orang atau keluarga ini belum ada di daftar warga, jadi keterangannya belum dimasukkan.",
        "Masukkan dulu daftar penduduknya, atau periksa NIK dan nomor KK, lalu impor lagi.",
    ),
    "TGL_USIA_TAK_WAJAR": (
        "Umur lebih dari 115 tahun.",
        "Periksa tahun lahir menurut KK.",
    ),
    "TGL_TERTUKAR": (
        "Hari dan bulan tertukar. Menurut NIK tanggalnya {usul}, dan itu yang dipakai.",
        "Cocokkan tanggal lahir dengan KK.",
    ),
    "RTRW_KOSONG": (
        "RT atau RW kosong.",
        "Isi RT dan RW, misalnya 001 dan 002.",
    ),
    "RTRW_JADI_TANGGAL": (
        "RT/RW berubah menjadi tanggal oleh Excel, dibaca sebagai {usul}.",
        "Ubah kolom RT/RW menjadi teks, lalu ketik ulang.",
    ),
    "KODE_MIRIP": (
        '{kolom}: "{asal}" dibaca sebagai "{usul}".',
        "Periksa apakah itu memang maksudnya.",
    ),
    "KODE_TIDAK_DIKENAL": (
        '{kolom}: "{asal}" tidak dikenal, jadi dikosongkan.',
        "Ganti dengan salah satu pilihan pada formulir KK.",
    ),
}
"""Reason code of a row -> (what is wrong, what to do); shown in the list of problems only."""
