"""Sentences of the growth rules: the command `sipd zskor`, input limits, the kader's own mark."""

from __future__ import annotations

PESAN: dict[str, str] = {
    "zskor-tak-terbaca": "Berkas {berkas} tidak dapat dibuka. Tidak ada yang diubah. Periksa nama "
    "dan letak berkas, lalu ulangi.",
    "zskor-kosong": "Berkas {berkas} kosong. Tidak ada yang ditulis. Pilih berkas CSV yang berisi "
    "tabel pengukuran.",
    "zskor-bukan-csv": "Berkas {berkas} bukan tabel CSV. Tidak ada yang ditulis. Simpan tabelnya "
    "sebagai CSV lebih dulu, lalu ulangi.",
    "zskor-bukan-tabel": "Baris judul berkas {berkas} tidak dikenali. Tidak ada yang ditulis. "
    "Kolom untuk 0-59 bulan: sex, age_days, weight_kg, lenhei_cm, measure, headc_cm, muac_cm, "
    "oedema; untuk 5-19 tahun: sex, age_months, weight_kg, height_cm, oedema.",
    "zskor-kolom-kurang": "Berkas {berkas} tidak punya kolom {kolom}. Tidak ada yang ditulis. "
    "Tambahkan kolom itu (boleh kosong isinya), lalu ulangi.",
    "zskor-tanpa-baris": "Berkas {berkas} hanya berisi baris judul. Tidak ada yang ditulis. "
    "Isi dulu baris pengukurannya.",
    "zskor-berkas-sama": "Berkas hasil sama dengan berkas asal, {berkas}. Tidak ada yang ditulis. "
    "Beri nama lain untuk hasilnya.",
    "zskor-disk-penuh": "Ruang simpan komputer penuh, jadi {berkas} tidak tertulis. Berkas asal "
    "tidak berubah. Kosongkan ruang, lalu ulangi.",
    "zskor-tak-tersimpan": "Berkas {berkas} tidak dapat ditulis. Berkas asal tidak berubah. "
    "Tutup berkas itu bila sedang terbuka, atau pilih folder lain.",
    "berat-di-luar-batas": "Berat {nilai} kg tidak mungkin untuk balita (batasnya {min} sampai "
    "{maks} kg). Belum disimpan. Ketik ulang berat badannya.",
    "berat-mungkin-geser": "Berat {nilai} kg? Mungkin {saran} kg. Ketik ulang berat badannya.",
    "berat-tak-wajar": "Berat {nilai} kg di luar kewajaran untuk umur ini. Timbang ulang, atau "
    "simpan bila memang benar.",
    "berat-berubah-banyak": "Berat berubah dari {lalu} menjadi {nilai} kg. Timbang ulang, atau "
    "simpan bila memang benar.",
    "berat-tinggi-tak-cocok": "Berat {berat} kg dan tinggi {tinggi} cm tidak cocok satu sama lain. "
    "Ukur ulang keduanya, atau simpan bila memang benar.",
    "tinggi-di-luar-batas": "Tinggi {nilai} cm tidak mungkin untuk balita (batasnya {min} sampai "
    "{maks} cm). Belum disimpan. Ketik ulang tinggi badannya.",
    "tinggi-mungkin-geser": "Tinggi {nilai} cm? Mungkin {saran} cm. Ketik ulang tinggi badannya.",
    "tinggi-tak-wajar": "Tinggi {nilai} cm di luar kewajaran untuk umur ini. Ukur ulang, atau "
    "simpan bila memang benar.",
    "tinggi-lebih-pendek": "Tinggi {nilai} cm lebih pendek dari yang lalu, {lalu} cm. Ukur ulang, "
    "atau simpan bila memang benar.",
    "kepala-di-luar-batas": "Lingkar kepala {nilai} cm tidak mungkin untuk balita (batasnya {min} "
    "sampai {maks} cm). Belum disimpan. Ketik ulang lingkar kepalanya.",
    "kepala-mungkin-geser": "Lingkar kepala {nilai} cm? Mungkin {saran} cm. Ketik ulang lingkar "
    "kepalanya.",
    "kepala-tak-wajar": "Lingkar kepala {nilai} cm di luar kewajaran untuk umur ini. Ukur ulang, "
    "atau simpan bila memang benar.",
    "kepala-lebih-kecil": "Lingkar kepala {nilai} cm lebih kecil dari yang lalu, {lalu} cm. Ukur "
    "ulang, atau simpan bila memang benar.",
    "lila-di-luar-batas": "LiLA {nilai} cm tidak mungkin untuk balita (batasnya {min} sampai "
    "{maks} cm). Belum disimpan. Ketik ulang LiLA-nya.",
    "lila-mungkin-geser": "LiLA {nilai} cm? Mungkin {saran} cm. Ketik ulang LiLA-nya.",
    "lila-tak-wajar": "LiLA {nilai} cm di luar kewajaran untuk umur ini. Ukur ulang, atau simpan "
    "bila memang benar.",
    "tanda-tak-bisa-diganti": "Tanda bulan ini bukan naik atau tidak naik, jadi tidak dapat "
    "diganti. Isian lain tetap aman. Kosongkan tanda kader.",
    "tanda-perlu-alasan": "Tanda kader berbeda memerlukan alasan. Isian lain tetap aman. Tulis "
    "alasannya, misalnya arah garis pada KMS.",
}
