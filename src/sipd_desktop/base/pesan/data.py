"""Sentences about the data folder, keys and users."""

PESAN = {
    "sandi-salah": "Kata sandi belum cocok. Data tidak berubah. Periksa ejaan empat katanya, atau "
    "pakai kode pemulihan yang dicetak saat laptop disiapkan.",
    "sandi-kosong": "Kata sandi belum diberikan. Ketik di layar masuk, atau berikan lewat "
    "--sandi-berkas atau SIPD_SANDI.",
    "sandi-berkas-tak-terbaca": "Berkas kata sandi tidak bisa dibaca. Periksa nama dan izinnya.",
    "periksa-gagal": "Ada bagian data yang perlu dilihat. Jangan hapus apa pun; hubungi operator desa.",
    "sandi-terlalu-pendek": "Kata sandi paling sedikit {minimal} huruf. Tambah satu kata lagi.",
    "rahasia-laptop-tidak-ada": "Kata sandi ini hanya berlaku di akun laptop tempat data disiapkan. "
    "Data aman. Masukkan kode pemulihan 20 huruf yang dicetak saat laptop disiapkan.",
    "kunci-salah": "Berkas data tidak bisa dibuka dengan kunci ini. Data tidak berubah. Hubungi "
    "operator desa dan siapkan kode pemulihan.",
    "berkas-kunci-rusak": "Berkas kunci di folder data rusak atau bukan milik SIPD Desktop. Jangan "
    "hapus apa pun. Pakai kode pemulihan, atau hubungi operator desa.",
    "berkas-rusak": "Berkas data rusak, mungkin karena listrik padam. Jangan hapus apa pun. Pulihkan dari "
    "salinan aman di flashdisk, atau hubungi operator desa.",
    "berkas-tidak-bersandi": "Berkas data di folder ini tidak bersandi, jadi tidak dibuka. Data tidak "
    "berubah. Hubungi operator desa.",
    "berkas-lebih-baru": "Data ini dibuat oleh SIPD Desktop yang lebih baru. Data aman dan tidak "
    "diubah. Pasang SIPD Desktop terbaru di laptop ini.",
    "sqlite-terlalu-lama": "Bagian penyimpan data di laptop ini terlalu lama ({versi}) dan bisa merusak "
    "data, jadi program berhenti. Data tidak berubah. Pasang ulang SIPD Desktop.",
    "tanpa-sandi-berkas": "Penyimpan data di laptop ini tidak bisa menyandikan, jadi program berhenti. "
    "Data tidak berubah. Pasang ulang SIPD Desktop.",
    "sedang-dipakai": "Folder data sedang dibuka oleh jendela atau perintah SIPD lain. Data aman. Tutup "
    "yang lain dulu, lalu coba lagi.",
    "folder-belum-disiapkan": "Folder ini belum disiapkan untuk SIPD Desktop. Siapkan dulu, atau pilih "
    "folder lain.",
    "folder-sudah-berisi": "Folder ini sudah berisi berkas lain. Tidak ada yang diubah. Pilih folder "
    "kosong.",
    "folder-tidak-cocok": "Folder ini tidak bisa dipakai untuk menyimpan data dengan aman. Pilih folder "
    "di dalam laptop.",
    "folder-tak-bisa-ditulis": "Folder data tidak bisa ditulisi. Data yang ada aman. Periksa izin "
    "folder, atau pilih folder lain.",
    "folder-di-awan": "Folder ini disalin otomatis ke internet (awan), sehingga data warga bisa bocor "
    "atau rusak. Pilih folder biasa di dalam laptop.",
    "folder-di-jaringan": "Folder ini berada di jaringan. Data bisa rusak di sana. Pilih folder di "
    "dalam laptop.",
    "folder-di-flashdisk": "Folder ini berada di flashdisk. Data bisa rusak bila tercabut. Pilih folder "
    "di dalam laptop.",
    "tempat-penuh": "Tempat di laptop penuh. Catatan terakhir belum tersimpan, yang sebelumnya aman. "
    "Hapus film atau foto yang tidak perlu, lalu simpan lagi.",
    "cakram-gagal": "Laptop gagal membaca atau menulis data. Catatan terakhir belum tersimpan, yang "
    "sebelumnya aman. Coba lagi; bila berulang, hubungi operator desa.",
    "kode-desa-salah": "Kode desa harus 10 angka, contoh 33.99.07.2004.",
    "nama-posyandu-kosong": "Nama Posyandu belum diisi.",
    "nama-posyandu-ganda": "Dua Posyandu punya nama yang sama. Belum ada yang dibuat. Beri nama yang "
    "berbeda.",
    "nama-terlalu-panjang": "Nama terlalu panjang atau berisi huruf yang tidak bisa disimpan. Belum ada "
    "yang dibuat. Pakai paling banyak 100 huruf.",
    "rt-posyandu-salah": 'Bagian RT/RW "{bagian}" tidak terbaca. Tulis seperti 001/002, pisahkan dengan '
    "koma.",
    "nama-pengguna-kosong": "Nama pengguna pertama belum diisi.",
    "pengguna-tidak-ada": "Nama pengguna ini tidak ada di laptop ini.",
    "bukan-folder-contoh": "Folder ini berisi data warga sungguhan, jadi tidak diisi data contoh. Tidak "
    "ada yang berubah. Siapkan folder baru untuk contoh.",
    "isian-belum-benar": "Ada {jumlah} isian yang belum benar. Belum disimpan; perbaiki yang bertanda.",
    "pin-salah": "PIN belum cocok. Masih {sisa} kali lagi.",
    "pin-tunggu": "PIN sudah beberapa kali salah. Tunggu {detik} detik, lalu coba lagi.",
    "pin-terkunci": "PIN sudah 10 kali salah. Buka dengan kata sandi laptop.",
    "pin-bentuk": "PIN harus 6 angka.",
    "kesalahan-program": "Terjadi kesalahan di program. Catatan yang sudah tersimpan aman. Coba lagi; "
    "bila berulang, hubungi operator desa.",
}
