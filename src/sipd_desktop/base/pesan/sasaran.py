"""Sentences of the quick rows of all groups, of pregnancy at the table, and of the bidan."""

_BELUM = "Belum disimpan."
_BENAR = "Periksa, atau simpan bila memang benar."

PESAN = {
    "pakai-lembar-balita": "Anak ini masih balita, jadi memakai lembar timbang balita.",
    "tindakan-bidan-kosong": "Pilih dulu yang dilakukan: P, G, R atau L.",
    "bidan-belum-hadir": "Orang ini belum tercatat hadir hari ini. Catat hadir dulu.",
    "hari-belum-ditutup": "Hari buka ini belum ditutup. Tutup dan tanda tangani dulu (F7), lalu "
    "disahkan bidan.",
    "bidan-karena-hasil": "Hasil pengukuran yang meminta ke bidan, jadi tetap di daftar bidan.",
    "bukan-perempuan": "Menurut catatan, orang ini bukan perempuan. Periksa dulu jenis kelaminnya.",
    "hpht-salah": "HPHT tidak boleh sesudah hari ini atau lebih dari 320 hari yang lalu. "
    "Ketik ulang, atau kosongkan bila ibu tidak ingat.",
    "tanggal-bersalin-salah": "Tanggal itu sesudah hari ini atau sebelum HPHT. Ketik ulang.",
    "tanggal-bersalin-kosong": "Tanggal melahirkan belum diisi. Contoh 05112026.",
    "td-belum-lengkap": "Tekanan darah harus dua angka, atas dan bawah. Contoh 12080 untuk 120/80.",
    "td-terbalik": f"Tekanan {{atas}}/{{bawah}}? Angka atas harus lebih besar. {_BELUM} Ketik ulang.",
    "td-terlalu-dekat": f"Tekanan {{atas}}/{{bawah}}: jaraknya terlalu dekat. {_BENAR}",
    "td-di-luar-batas": f"Tekanan darah {{nilai}} tidak mungkin ({{min}} sampai {{maks}}). {_BELUM} "
    "Ketik ulang.",
    "td-mungkin-geser": "Tekanan darah {nilai}? Mungkin {saran}. Ketik ulang.",
    "gds-tak-wajar": f"Gula darah {{nilai}} mg/dL jarang terjadi. {_BENAR}",
    "gds-di-luar-batas": "Gula darah {nilai} mg/dL tidak mungkin ({min} sampai {maks}). "
    f"{_BELUM} Ketik ulang; bila alat menulis LO atau HI, tekan L atau H.",
    "gds-mungkin-geser": "Gula darah {nilai} mg/dL? Mungkin {saran}. Ketik ulang gula darahnya.",
    "gds-dua-jawaban": "Pilih salah satu: angka, atau LO/HI dari alat.",
    "berat-orang-di-luar-batas": "Berat {nilai} kg tidak mungkin untuk kelompok ini ({min} sampai "
    f"{{maks}} kg). {_BELUM} Ketik ulang berat badannya.",
    "berat-orang-mungkin-geser": "Berat {nilai} kg? Mungkin {saran} kg. Ketik ulang berat badannya.",
    "berat-tinggi-orang-tak-cocok": "Berat {berat} kg dan tinggi {tinggi} cm tidak cocok satu sama "
    f"lain. {_BENAR}",
    "tinggi-orang-di-luar-batas": "Tinggi {nilai} cm tidak mungkin untuk kelompok ini ({min} sampai "
    f"{{maks}} cm). {_BELUM} Ketik ulang tinggi badannya.",
    "tinggi-orang-mungkin-geser": "Tinggi {nilai} cm? Mungkin {saran} cm. Ketik ulang tingginya.",
    "lila-orang-di-luar-batas": "LiLA {nilai} cm tidak mungkin ({min} sampai {maks} cm). "
    f"{_BELUM} Ketik ulang LiLA-nya.",
    "lila-orang-mungkin-geser": "LiLA {nilai} cm? Mungkin {saran} cm. Ketik ulang LiLA-nya.",
    "perut-di-luar-batas": "Lingkar perut {nilai} cm tidak mungkin ({min} sampai {maks} cm). "
    f"{_BELUM} Ketik ulang lingkar perutnya.",
    "perut-mungkin-geser": "Lingkar perut {nilai} cm? Mungkin {saran} cm. Ketik ulang.",
    "hb-di-luar-batas": "Hb {nilai} g/dL tidak mungkin ({min} sampai {maks}). "
    f"{_BELUM} Ketik ulang Hb-nya.",
    "hb-mungkin-geser": "Hb {nilai} g/dL? Mungkin {saran}. Ketik ulang Hb-nya.",
}
