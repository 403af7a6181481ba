"""Religions, schooling, work, marital status, family relation, blood: every spelling in use.

Wordings are those of form F-1.01, of OpenSID, of SIAK and of people at a keyboard; the borders
between a likeness and an unknown word are here too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import KOLOM, Kasus, beda_kasus

MIRIP, ASING = "KODE_MIRIP", "KODE_TIDAK_DIKENAL"


def daftar(
    kolom: str, kunci: str, baik: dict[int, list[Any]], mirip: dict[str, int], asing: list[Any]
) -> list[Kasus]:
    """Cases of one list: exact, alike, unknown, empty."""
    made = [
        Kasus({kolom: cell}, "", {kunci: kode}) for kode, cells in baik.items() for cell in cells
    ]
    made += [Kasus({kolom: cell}, MIRIP, {kunci: kode}) for cell, kode in mirip.items()]
    made += [Kasus({kolom: cell}, ASING, {kunci: None}) for cell in asing]
    return made + [Kasus({kolom: cell}, "", {kunci: None}) for cell in ("", None, "\u00a0")]


AGAMA = daftar(
    "AGAMA",
    "agama",
    {
        1: [
            "Islam",
            "1. Islam",
            "(1) ISLAM",
            "1 - Islam",
            "ISLAM",
            " islam ",
            "1",
            1,
            1.0,
            "01",
            "Islam\u00a0",
        ],
        2: ["Kristen", "KRISTEN", "Kristen Protestan", "Protestan", 2, "2"],
        3: ["Katolik", "Katholik", "KATHOLIK", "Kristen Katolik", 3],
        4: ["Hindu", "HINDU", 4],
        5: ["Budha", "Buddha", "BUDHA", "BUDDHA", 5],
        6: ["Khonghucu", "Konghucu", "Kong Hu Cu", "KHONGHUCU", "Kong Hucu", 6],
        7: [
            "Kepercayaan terhadap Tuhan YME / Lainnya",
            "Kepercayaan Terhadap Tuhan YME",
            "KEPERCAYAAN TERHADAP TUHAN YME/LAINNYA",
            "Kepercayaan",
            "Penghayat Kepercayaan",
            "Lainnya",
            "Aliran Kepercayaan",
            7,
        ],
    },
    {
        "Isalm": 1,
        "Islm": 1,
        "Islamm": 1,
        "Kristn": 2,
        "Kriten": 2,
        "Khatolik": 3,
        "Hndu": 4,
        "Khonghuchu": 6,
        "2. Islam": 1,
    },
    ["Atheis", "Jawa", "xyz", 8, "99", "Tidak tahu"],
)
PENDIDIKAN = daftar(
    "PENDIDIKAN",
    "pendidikan",
    {
        1: [
            "Tidak/Belum Sekolah",
            "TIDAK / BELUM SEKOLAH",
            "Tidak/Blm Sekolah",
            "Tdk/Blm Sekolah",
            "Belum Sekolah",
            "Tidak Sekolah",
            "Blm Sekolah",
            1,
        ],
        2: [
            "Belum Tamat SD/Sederajat",
            "BELUM TAMAT SD / SEDERAJAT",
            "Belum Tamat SD",
            "Blm Tamat SD",
            "Tidak Tamat SD",
            "Tidak Tamat SD/Sederajat",
            2,
        ],
        3: [
            "Tamat SD/Sederajat",
            "Tamat SD / Sederajat",
            "Tamat SD",
            "SD",
            "SD/Sederajat",
            "SD/MI",
            "MI",
            "Lulus SD",
            3.0,
        ],
        4: [
            "SLTP/Sederajat",
            "SLTP / SEDERAJAT",
            "SLTP",
            "SMP",
            "SMP/Sederajat",
            "MTs",
            "Tamat SLTP",
            "SMP/MTs",
            "Tamat SMP",
            "4",
        ],
        5: [
            "SLTA/Sederajat",
            "SLTA / SEDERAJAT",
            "SLTA",
            "SMA",
            "SMK",
            "MA",
            "SMA/Sederajat",
            "SMA/SMK",
            "Tamat SLTA",
            "Tamat SMA",
            "STM",
            "SMU",
            "SMEA",
            5,
        ],
        6: [
            "Diploma I/II",
            "DIPLOMA I / II",
            "D1",
            "D2",
            "D-1",
            "D-II",
            "Diploma I",
            "Diploma II",
            "D I",
            "D.2",
            6,
        ],
        7: [
            "Akademi/Diploma III/S. Muda",
            "AKADEMI/ DIPLOMA III/S. MUDA",
            "Akademi/Diploma III/Sarjana Muda",
            "D3",
            "D-3",
            "D-III",
            "D III",
            "Diploma III",
            "Diploma 3",
            "Akademi",
            "Sarjana Muda",
            7,
        ],
        8: [
            "Diploma IV/Strata I",
            "DIPLOMA IV/ STRATA I",
            "Diploma IV/Strata-I",
            "S1",
            "S-1",
            "S 1",
            "D4",
            "D-IV",
            "Strata I",
            "Strata-I",
            "Strata 1",
            "Sarjana",
            "S.1",
            8,
        ],
        9: ["Strata II", "STRATA-II", "Strata 2", "S2", "S-2", "Magister", 9],
        10: ["Strata III", "Strata-III", "S3", "S-3", "Doktor", 10, "10"],
    },
    {
        "SLTA/Sederjat": 5,
        "Tamt SD/Sederajat": 3,
        "Belum Tamat SD/Sedrajat": 2,
        "Tidak/Belum Skolah": 1,
    },
    ["XYZ", 11, "99", "Kursus menjahit", "Paket A", "Tamat S7", "Diploma"],
)
F101 = [
    "BELUM/TIDAK BEKERJA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA", "PENSIUNAN",
    "PEGAWAI NEGERI SIPIL (PNS)", "TENTARA NASIONAL INDONESIA (TNI)", "KEPOLISIAN RI (POLRI)",
    "PERDAGANGAN", "PETANI/PEKEBUN", "PETERNAK", "NELAYAN/PERIKANAN", "INDUSTRI", "KONSTRUKSI",
    "TRANSPORTASI", "KARYAWAN SWASTA", "KARYAWAN BUMN", "KARYAWAN BUMD", "KARYAWAN HONORER",
    "BURUH HARIAN LEPAS", "BURUH TANI/PERKEBUNAN", "BURUH NELAYAN/PERIKANAN", "BURUH PETERNAKAN",
    "PEMBANTU RUMAH TANGGA", "TUKANG CUKUR", "TUKANG LISTRIK", "TUKANG BATU", "TUKANG KAYU",
    "TUKANG SOL SEPATU", "TUKANG LAS/PANDAI BESI", "TUKANG JAHIT", "TUKANG GIGI", "PENATA RIAS",
    "PENATA BUSANA", "PENATA RAMBUT", "MEKANIK", "SENIMAN", "TABIB", "PARAJI",
    "PERANCANG BUSANA", "PENTERJEMAH", "IMAM MASJID", "PENDETA", "PASTOR", "WARTAWAN",
    "USTADZ/MUBALIGH", "JURU MASAK", "PROMOTOR ACARA", "ANGGOTA DPR-RI", "ANGGOTA DPD",
    "ANGGOTA BPK", "PRESIDEN", "WAKIL PRESIDEN", "ANGGOTA MAHKAMAH KONSTITUSI",
    "ANGGOTA KABINET/KEMENTERIAN", "DUTA BESAR", "GUBERNUR", "WAKIL GUBERNUR", "BUPATI",
    "WAKIL BUPATI", "WALIKOTA", "WAKIL WALIKOTA", "ANGGOTA DPRD PROVINSI",
    "ANGGOTA DPRD KABUPATEN/KOTA", "DOSEN", "GURU", "PILOT", "PENGACARA", "NOTARIS", "ARSITEK",
    "AKUNTAN", "KONSULTAN", "DOKTER", "BIDAN", "PERAWAT", "APOTEKER", "PSIKIATER/PSIKOLOG",
    "PENYIAR TELEVISI", "PENYIAR RADIO", "PELAUT", "PENELITI", "SOPIR", "PIALANG", "PARANORMAL",
    "PEDAGANG", "PERANGKAT DESA", "KEPALA DESA", "BIARAWATI", "WIRASWASTA", "LAINNYA",
]  # fmt: skip
PENDEK = {
    1: ["Belum/Tidak Bekerja", "Tidak Bekerja", "Belum Bekerja", "Tdk Bekerja"],
    2: ["Ibu Rumah Tangga", "IRT", "Mengurus RT"],
    3: ["Pelajar", "Mahasiswa", "Pelajar / Mahasiswa", "Siswa"],
    5: ["PNS", "Pegawai Negeri Sipil", "ASN", "PNS "],
    6: ["TNI", "Tentara Nasional Indonesia"],
    7: ["Polri", "Kepolisian RI", "POLISI"],
    9: ["Petani", "PETANI/PERKEBUNAN", "Petani/ Pekebun", 9],
    11: ["Nelayan"],
    15: ["Swasta", "Kary. Swasta", "Karyawan Swasta "],
    16: ["BUMN"], 17: ["BUMD"], 18: ["Honorer"],
    19: ["Buruh Harian Lepas", "BHL"],
    20: ["Buruh Tani"], 23: ["Pembantu Rumah Tangga", "ART", "PRT"],
    25: ["T. Listrik"], 26: ["T. Batu", "Tukang Batu"], 27: ["T. Kayu"],
    28: ["T. Sol Sepatu"], 29: ["T. Las/Pandai Besi", "Tukang Las"], 30: ["T. Jahit", "Penjahit"],
    48: ["DPR-RI"], 49: ["DPD"], 50: ["BPK"], 52: ["Wapres"], 53: ["MK"], 54: ["Kabinet"],
    57: ["Wagub"], 59: ["Wabup"], 61: ["Wawali"], 62: ["DPRD Prov"], 63: ["DPRD Kab/Kota"],
    76: ["Psikiater/Psikolog", "Psikolog"], 77: ["Penyiar TV"],
    81: ["Sopir", "Supir"], 84: ["Pedagang"], 85: ["Perangkat Desa"],
    86: ["Kepala Desa", "Kades"], 88: ["Wiraswasta", "Wirausaha"],
    89: ["Lainnya", "Lain-lain", "89", 89.0],
}  # fmt: skip
PEKERJAAN = daftar(
    "PEKERJAAN", "pekerjaan",
    {n: [label, label.title()] for n, label in enumerate(F101, 1)},
    {"Mengrus Rumah Tangga": 2, "Karyawan Swata": 15, "Wiraswata": 88, "Pelajar/Mahasisiwa": 3,
     "Buruh Hrian Lepas": 19, "Tani": 9, "Dagang": 84, "Buruh Lepas": 19, "Plajar": 3,
     "Rumah Tangga": 2, "Kary. Swasta Pabrik": 15,
     "Peg Negeri Sipil (PNS)": 5, "Mengurus R. Tangga": 2},
    ["Astronot", 90, "0090", "Gamer profesional", "Tukang Pijat", "Kepala Dusun",
     "Karyawan", "Tukang", "Penata"],
)  # fmt: skip
PEKERJAAN_PENDEK = daftar("PEKERJAAN", "pekerjaan", PENDEK, {}, [])
KAWIN = daftar(
    "STATUS KAWIN",
    "status_kawin",
    {
        1: [
            "Belum Kawin",
            "BELUM KAWIN",
            "BK",
            "bk",
            "B K",
            "Blm Kawin",
            "Belum Menikah",
            "Lajang",
            "Belum Nikah",
            1,
            "1",
        ],
        2: [
            "Kawin",
            "KAWIN",
            "K",
            "k",
            "Menikah",
            "Nikah",
            "Kawin Tercatat",
            "KAWIN BELUM TERCATAT",
            "Kawin Tidak Tercatat",
            "Sudah Kawin",
            2,
        ],
        3: [
            "Cerai Hidup",
            "CH",
            "C H",
            "Cerai Hidup Tercatat",
            "CERAI HIDUP BELUM TERCATAT",
            3,
            "Cerai Tercatat",
            "Cerai Belum Tercatat",
        ],
        4: ["Cerai Mati", "CM", "CERAI MATI", 4, "4.0"],
    },
    {"Belum Kawn": 1, "Kawn": 2, "Cerai Hidp": 3, "Cerai Mti": 4},
    ["P", "XX", 5, "zzz"],
)
SHDK = daftar("SHDK", "shdk", {
    1: ["Kepala Keluarga", "KEPALA KELUARGA", "KK", "Kep. Kel.", "Kep Kel", "Kep. Keluarga",
        "KEP.KELUARGA", "Kepala", 1, "1"],
}, {"Kepala Kelurga": 1}, [])[:-3]  # fmt: skip
ANGGOTA = daftar("SHDK", "shdk", {
    2: ["Suami", "SUAMI", 2], 3: ["Istri", "Isteri", "ISTERI", 3],
    4: ["Anak", "ANAK", "Anak Kandung", 4], 5: ["Menantu", 5], 6: ["Cucu", 6],
    7: ["Orang Tua", "Orangtua", "ORANG TUA", 7], 8: ["Mertua", 8],
    9: ["Famili Lain", "FAMILI LAIN", "Family Lain", "Famili", 9], 10: ["Pembantu", 10],
    11: ["Lainnya", "LAINNYA", "Lain-lain", 11],
}, {"Istrii": 3, "Mnantu": 5, "Famli Lain": 9}, ["Tetangga", 12, "Qwerty"])  # fmt: skip
ANGGOTA = [
    Kasus(k.isi, f"{k.codes} KK_TANPA_KEPALA", k.nilai) for k in ANGGOTA
]  # a household whose only row is no head
DARAH = daftar("GOL. DARAH", "gol_darah", {
    1: ["A", "a", 1], 2: ["B", " B "], 3: ["AB", "ab"], 4: ["O", "o", 4], 5: ["A+", "A +", 5],
    6: ["A-", "A -"], 7: ["B+", 7], 8: ["B-"], 9: ["AB+"], 10: ["AB-", 10], 11: ["O+"],
    12: ["O-", "12"], 13: ["Tdk Th", "TDK TH", "Tidak Tahu", "TIDAK TAHU", "-", 13, "Tdk Tahu"],
}, {}, ["C", "Z", 14, "merah"])  # fmt: skip


@pytest.mark.parametrize(
    "kasus",
    [
        pytest.param(k, id=name)
        for name, k in (
            ("agama", AGAMA),
            ("pendidikan", PENDIDIKAN),
            ("pekerjaan", PEKERJAAN),
            ("pekerjaan-pendek", PEKERJAAN_PENDEK),
            ("kawin", KAWIN),
            ("kepala", SHDK),
            ("anggota", ANGGOTA),
            ("darah", DARAH),
        )
    ],
)
def test_every_spelling_of_a_list(tmp_path: Path, kasus: list[Kasus]) -> None:
    assert beda_kasus(tmp_path, kasus) == []


LAIN = [
    *(Kasus({"DISABILITAS": c}, "", {"cacat": k}) for c, k in (
        ("Tuna netra", 2), ("Buta", 2), ("Tunadaksa", 1), ("Lumpuh", 1), ("Bisu Tuli", 3),
        ("Tunagrahita", 4), ("Cacat Fisik dan Mental", 5), ("Tidak", 7), ("-", None))),
    *(Kasus({"KB": c}, "", {"cara_kb": k}) for c, k in (
        ("Pil", 1), ("Spiral", 2), ("Implan", 5), ("MOW", 6), ("Tidak KB", None), ("Tidak", None))),
    Kasus({"KB": "Kalender"}, ASING, {"cara_kb": None}),
    *(Kasus({"BPJS": c}, "", {"punya_jkn": k}) for c, k in (
        ("PBI", True), ("BPJS Kesehatan", True), ("Ya", True), ("KIS", True), ("Mandiri", True),
        ("Tidak", False), ("Belum Punya", False), ("", None))),
    *(Kasus({"STATUS PENDUDUK": c}, "", {"status_dasar": k}) for c, k in (
        ("Hidup", 1), ("Meninggal", 2), ("Alm.", 2), ("Pindah", 3), ("Pergi", 6))),
    *(Kasus({"KEWARGANEGARAAN": c}, "", {"warganegara": k}) for c, k in (
        ("WNI", 1), ("Indonesia", 1), ("Asing", 2), (2, 2))),
    *(Kasus({"NO HP": c}, "", {"telepon": k}) for c, k in (
        ("081234567890", "081234567890"), (81234567890, "081234567890"), ("-", None),
        ("'081234567890", "081234567890"))),
]  # fmt: skip


def test_further_columns_of_choices(tmp_path: Path) -> None:
    columns = (*KOLOM, "DISABILITAS", "KB", "BPJS", "STATUS PENDUDUK", "KEWARGANEGARAAN", "NO HP")
    assert beda_kasus(tmp_path, LAIN, columns) == []
