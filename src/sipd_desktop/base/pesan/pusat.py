"""Sentences of the central server's own command."""

PESAN: dict[str, str] = {
    "pusat-tanpa-sandi": "Pusat data desa belum dijalankan: kata sandinya belum diberikan. "
    "Isi SIPD_SANDI atau pakai --sandi-berkas, lalu jalankan lagi. Tidak ada data yang berubah.",
    "pusat-sandi-pendek": "Kata sandi pusat data terlalu pendek. Pakai paling sedikit {minimal} "
    "huruf, lalu jalankan lagi. Belum ada yang dibuat.",
    "pusat-sandi-salah": "Kata sandi pusat data tidak cocok. Data tetap aman dan tidak berubah. "
    "Periksa kata sandinya, lalu jalankan lagi.",
    "pusat-sandi-berkas": "Berkas kata sandi {berkas} tidak dapat dibaca. Periksa nama dan izin "
    "berkas itu, lalu jalankan lagi. Data tidak berubah.",
    "pusat-tanpa-enkripsi": "Pustaka di komputer ini tidak dapat mengunci data, jadi pusat data "
    "tidak dijalankan. Pasang ulang program ini. Data tidak berubah.",
    "pusat-kunci-hilang": "Di folder {folder} ada data, tetapi berkas kunci.json tidak ada. "
    "Kembalikan kunci.json dari cadangan. Data tidak disentuh.",
    "pusat-folder": "Folder {folder} tidak dapat dipakai untuk menyimpan data. Periksa izin dan "
    "ruangnya, atau pilih folder lain. Data tidak berubah.",
    "pusat-tanpa-simpanan": "Di folder {folder} belum ada data pusat, jadi tidak ada yang disalin. "
    "Periksa nama foldernya.",
    "pusat-cadangan-ada": "Folder {folder} sudah berisi. Pilih folder baru untuk salinan ini. "
    "Tidak ada data yang ditimpa.",
    "pusat-lebih-baru": "Data ini ditulis oleh versi program yang lebih baru. Pasang versi itu "
    "dulu. Data tidak disentuh.",
    "pusat-alamat": "Alamat PostgreSQL tidak benar. Bentuknya postgresql://nama@mesin/basis. "
    "Data tidak berubah.",
    "pusat-tak-terjangkau": "PostgreSQL tidak dapat dihubungi atau menolak masuk. Periksa apakah "
    "ia berjalan dan alamatnya benar, lalu coba lagi. Data tidak berubah.",
    "pusat-belum-disiapkan": "Tabel pusat data belum siap untuk versi ini. Sebagai pemilik basis "
    "data, jalankan: sipd-server siapkan-db --database-url ALAMAT_PEMILIK --peran NAMA. "
    "Data tidak berubah.",
    "pusat-peran": "Peran PostgreSQL {peran} tidak dapat dipakai: belum ada, atau terlalu "
    "berkuasa sehingga pemisahan antar desa tidak berlaku baginya. Buat peran biasa dengan "
    "CREATE ROLE, lalu jalankan siapkan-db. Data tidak berubah.",
    "pusat-pintu": "Pintu {host}:{port} sedang dipakai program lain. Pilih --port lain, lalu "
    "jalankan lagi. Data tidak berubah.",
    "pusat-kode-desa": "Kode desa harus sepuluh angka, boleh dengan titik. Belum ada kode yang "
    "dibuat.",
    "pusat-jenis-tertutup": "Jenis catatan tertutup yang ada: {jenis}. Periksa tulisannya, lalu "
    "jalankan lagi. Belum ada yang diubah.",
    "pusat-tanpa-posyandu": "Laptop ini akan tinggal tanpa Posyandu. Sebut Posyandu yang ditambah, "
    "atau cabut laptopnya. Tidak ada yang diubah.",
    "pusat-laptop-tak-dikenal": "Laptop itu tidak ada di desa ini, jadi tidak ada yang diubah. "
    "Periksa kode desa dan nomor perangkatnya.",
    "pusat-tanpa-postgres": "Program ini hanya membawa simpanan tertanam (--data). Pusat di atas "
    "PostgreSQL dipasang dari kode sumbernya, lihat docs/pusat.md. Data tidak berubah.",
    "pusat-laptop-mirip": "Ada lebih dari satu laptop dengan akhiran itu. Minta lebih banyak huruf "
    "dari layar laptopnya, lalu jalankan lagi. Tidak ada yang dibacakan.",
    "pusat-dicabut": "Laptop itu sudah dicabut, jadi kodenya tidak dibacakan. Daftarkan lagi "
    "laptopnya bila memang masih dipakai. Tidak ada yang berubah.",
    "pusat-tanpa-titipan": "Laptop itu belum menitipkan kode pemulihan, jadi tidak ada yang bisa "
    "dibacakan. Pakai kode 20 huruf dari amplop di kantor desa. Data tidak berubah.",
    "pusat-kode-terpakai": "Kode terakhir laptop itu sudah dipakai dan yang baru belum dititipkan. "
    "Laptopnya perlu Kirim & terima dulu; sebelum itu pakai kode 20 huruf dari amplop. "
    "Data tidak berubah.",
    "pusat-tanpa-kunci": "Perintah ini perlu kunci pembuka kiriman, yang tidak diberikan kepadanya. "
    "Isi SIPD_KUNCI_PAKET, lalu jalankan lagi. Tidak ada yang dibacakan.",
}
