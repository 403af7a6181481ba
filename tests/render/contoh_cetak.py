"""Sample sheets and a sample growth chart for the tests and the gallery; made-up data only."""

import csv
from pathlib import Path

from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Catatan,
    DataKms,
    DeretAngka,
    GarisKms,
    GrafikBatang,
    GrafikKms,
    Kelompok,
    Kolom,
    Lembar,
    Paragraf,
    Penanda,
    Tabel,
    TandaTangan,
    TitikKms,
)

BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
KATA = {"N": "naik", "T": "tidak naik", "O": "bulan lalu tidak ditimbang", "B": "baru"}


def garis(jk):
    with Path(__file__).with_name("garis_contoh.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["jk"] == jk]
    return tuple(
        GarisKms(sd, tuple((float(row["bulan"]), float(row[f"sd{sd}"])) for row in rows))
        for sd in range(-3, 4)
    )


def anak(jk="P", umur=range(3, 28), sd=-0.6, lompat=(11,)):
    """A child weighed each month but in `lompat`, drifting a little below the middle line."""
    lines = {g.sd: g.titik for g in garis(jk)}
    titik = []
    for i, bulan in enumerate(umur):
        if bulan in lompat:
            continue
        low, high = lines[-1][bulan][1], lines[0][bulan][1]
        berat = high + (high - low) * (sd - 0.03 * i + 0.25 * ((i * 7) % 5 - 2) / 2)
        tanda = "B" if i == 0 else "O" if bulan - 1 in lompat else "T" if i % 5 == 4 else "N"
        nama = f"{BULAN[(i + 8) % 12]} {2024 + (i + 8) // 12}"
        titik.append(TitikKms(bulan + 0.3, round(berat, 1), nama, tanda, KATA[tanda]))
    return DataKms(jk, tuple(titik), garis(jk))


def skdn(baris=12, **lain):
    kolom = (
        Kolom("RT", rata="tengah"),
        Kolom("Kader yang bertugas", bobot=2),
        Kolom("S", rata="kanan", angka=True, grup="Sasaran dan hasil"),
        Kolom("K", rata="kanan", angka=True, grup="Sasaran dan hasil"),
        Kolom("D", rata="kanan", angka=True, grup="Sasaran dan hasil"),
        Kolom("N", rata="kanan", angka=True, grup="Sasaran dan hasil"),
        Kolom("D/S", rata="kanan", grup="Bagian"),
        Kolom("N/D'", rata="kanan", grup="Bagian"),
        Kolom("Keterangan", bobot=3),
    )
    isi = tuple(
        (
            f"{i + 1:03d}",
            "Bu Aminah dan Bu Rina" if i % 3 else "Bu Siti",
            str(6 + i % 4),
            str(5 + i % 4),
            str(4 + i % 3),
            str(3 + i % 3),
            "81 %",
            "79 %",
            "Dua anak belum diukur tingginya karena alat dipakai bergantian" if i % 4 == 1 else "",
        )
        for i in range(baris)
    )
    return Lembar(
        judul="Laporan SKDN Posyandu Melati 2",
        subjudul=("Desa Sukamaju, Kecamatan Contoh, Kabupaten Contohan", "Bulan November 2026"),
        blok=(
            DeretAngka(
                (
                    AngkaKunci("S", "64", "balita di wilayah"),
                    AngkaKunci("K", "61", "punya Buku KIA"),
                    AngkaKunci("D", "52", "ditimbang"),
                    AngkaKunci("N", "41", "naik"),
                    AngkaKunci("D/S", "81 %", "datang menimbang"),
                )
            ),
            Tabel(
                kolom=kolom,
                baris=isi,
                judul="Hasil penimbangan menurut RT",
                jumlah=("", "Jumlah", "64", "61", "52", "41", "81 %", "79 %", ""),
                kelompok=(Kelompok(0, "Dusun Krajan"), Kelompok(max(1, baris // 2), "Dusun Kidul")),
            ),
            GrafikBatang(
                ("S", "K", "D", "N"),
                tuple((b, (64.0, 61.0, 50.0 + i, 38.0 + i)) for i, b in enumerate(BULAN[6:11])),
                judul="Balok SKDN lima bulan",
                tinggi_mm=55,
            ),
            Paragraf(
                "Anak yang tidak datang akan dikunjungi kader sampai tiga hari setelah hari buka. "
                "Timbangan diperiksa dengan anak timbangan 5 kg sebelum dipakai.",
                judul="Tindak lanjut",
            ),
            Catatan(("2 anak tanpa tinggi badan", "1 NIK menyusul")),
            TandaTangan(
                "Sukamaju, 22 November 2026",
                (
                    Penanda("Ketua Posyandu", "Siti Contohwati"),
                    Penanda("Bidan Desa", "", "NIP ........................"),
                ),
            ),
        ),
        dicetak="Dicetak 22 Nov 2026 10.15 oleh Bu Siti",
        **lain,
    )


def lembar_anak(**lain):
    data = anak()
    return Lembar(
        judul="Lembar balita",
        subjudul=("Alya Contoh, perempuan, 27 bln (2 th 3 bln)",),
        blok=(
            GrafikKms(data, tinggi_mm=130),
            Tabel(
                kolom=(
                    Kolom("Bulan"),
                    Kolom("BB (kg)", rata="kanan", angka=True),
                    Kolom("Tanda"),
                    Kolom("Kata", bobot=3),
                ),
                baris=tuple(
                    (t.bulan, str(t.berat).replace(".", ","), t.tanda, t.kata) for t in data.titik
                ),
                judul="Isi grafik sebagai tabel",
            ),
        ),
        rahasia=True,
        dicetak="Dicetak 22 Nov 2026 10.15 oleh Bu Siti",
        **lain,
    )
