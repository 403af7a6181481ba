"""Layouts villages make: families typed once, ditto marks, NIK in pieces, broken headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import ACUAN, nik, write_xlsx

from sipd_desktop.services.impor.baca import baca_berkas
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat

KK1, KK2 = "3399070101150001", "3399070101150002"
N1 = nik(12, 5, 1980)
N2 = nik(3, 4, 1985, wanita=True)
N3 = nik(1, 2, 2010)
N4 = nik(7, 8, 1970)
N5 = nik(9, 10, 1975, wanita=True)
Baris = Sequence[Any]
Mau = Mapping[int, tuple[str, Mapping[str, Any]]]
"""Row of the sheet to (codes or why it is ignored, values)."""


def beda(tmp_path: Path, rows: Sequence[Baris], mau: Mau, **kw: Any) -> list[str]:
    """Differences of every row below the header from what it should be; unnamed rows are wrong."""
    told = {r["row"]: r for r in rows_of(write_xlsx(tmp_path / "susunan.xlsx", rows, **kw))}
    lines = [f"baris {n} tidak disebut: {r['codes']}" for n, r in told.items() if n not in mau]
    for number, (codes, values) in mau.items():
        row = told.get(number)
        if row is None:
            lines.append(f"baris {number} tidak ada")
            continue
        if sorted(row["codes"]) != sorted(codes.split()):
            lines.append(f"baris {number}: {row['codes']}, seharusnya {codes!r}")
        lines += [
            f"baris {number}: {k} = {row['normalized'].get(k)!r}, seharusnya {v!r}"
            for k, v in values.items()
            if row["normalized"].get(k) != v
        ]
    return lines


RUMAH1 = {"no_kk": KK1, "alamat": "Jl. Mawar 1", "rt": "001", "rw": "002"}
RUMAH2 = {"no_kk": KK2, "alamat": "Jl. Melati 9", "rt": "003", "rw": "002"}
SEKALI = ["NO", "NO KK", "ALAMAT", "RT", "RW", "NAMA", "NIK", "L/P", "TTL", "SHDK"]


def sekali(no: Any, rumah: Sequence[Any], *orang: Any) -> list[Any]:
    return [no, *rumah, *orang]


ORANG = [
    ["BUDI", N1, "L", "Tegal, 12-05-1980", "Kepala Keluarga"],
    ["SITI", N2, "P", "Tegal, 03-04-1985", "Istri"],
    ["AGUS", N3, "L", "Tegal, 01-02-2010", "Anak"],
    ["JOKO", N4, "L", "Brebes, 07-08-1970", "Kepala Keluarga"],
    ["SRI", N5, "P", "Brebes, 09-10-1975", "Istri"],
]
R1, R2 = [KK1, "Jl. Mawar 1", "1", "2"], [KK2, "Jl. Melati 9", 3, 2]
KOSONG = ["", "", "", ""]


def test_a_family_typed_once_covers_its_members(tmp_path: Path) -> None:
    rows = [
        SEKALI,
        [1, *R1, *ORANG[0]],
        ["", *KOSONG, *ORANG[1]],
        ["", *KOSONG, *ORANG[2]],
        [2, *R2, *ORANG[3]],
        ["", *KOSONG, *ORANG[4]],
    ]
    mau = {2: ("", RUMAH1), 3: ("", RUMAH1), 4: ("", RUMAH1), 5: ("", RUMAH2), 6: ("", RUMAH2)}
    assert beda(tmp_path, rows, mau) == []


def test_a_family_merged_down_covers_its_members(tmp_path: Path) -> None:
    rows = [
        SEKALI,
        [1, *R1, *ORANG[0]],
        ["", *KOSONG, *ORANG[1]],
        ["", *KOSONG, *ORANG[2]],
        [2, *R2, *ORANG[3]],
        ["", *KOSONG, *ORANG[4]],
    ]
    merges = [f"{c}{a}:{c}{b}" for c in "ABCDE" for a, b in ((2, 4), (5, 6))]
    mau = {2: ("", RUMAH1), 3: ("", RUMAH1), 4: ("", RUMAH1), 5: ("", RUMAH2), 6: ("", RUMAH2)}
    assert beda(tmp_path, rows, mau, merges=merges) == []


def test_blank_lines_between_families_do_not_break_them(tmp_path: Path) -> None:
    rows = [
        SEKALI,
        [1, *R1, *ORANG[0]],
        ["", *KOSONG, *ORANG[1]],
        [],
        [2, *R2, *ORANG[3]],
        ["", *KOSONG, *ORANG[4]],
    ]
    mau = {2: ("", RUMAH1), 3: ("", RUMAH1), 4: ("BARIS_KOSONG", {}), 5: ("", RUMAH2),
           6: ("", RUMAH2)}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


def test_a_family_typed_once_needs_no_column_of_relations(tmp_path: Path) -> None:
    rows = [r[:-1] for r in (SEKALI, [1, *R1, *ORANG[0]], ["", *KOSONG, *ORANG[1]],
                             [2, *R2, *ORANG[3]], ["", *KOSONG, *ORANG[4]])]  # fmt: skip
    mau = {2: ("", RUMAH1), 3: ("", RUMAH1), 4: ("", RUMAH2), 5: ("", RUMAH2)}
    assert beda(tmp_path, rows, mau) == []


def test_a_head_without_number_gets_nobody_elses(tmp_path: Path) -> None:
    rows = [
        SEKALI,
        [1, *R1, *ORANG[0]],
        ["", *KOSONG, *ORANG[1]],
        [2, "", "Jl. Melati 9", 3, 2, *ORANG[3]],
        ["", *KOSONG, *ORANG[4]],
    ]
    mau = {2: ("", RUMAH1), 3: ("", RUMAH1), 4: ("KK_KOSONG", RUMAH2 | {"no_kk": None}),
           5: ("KK_KOSONG", {"no_kk": None})}  # fmt: skip
    found = beda(tmp_path, rows, mau)
    assert [x for x in found if "RTRW" not in x] == []


def test_a_gap_in_a_list_that_repeats_the_number_stays_a_gap(tmp_path: Path) -> None:
    rows = [
        SEKALI,
        [1, *R1, *ORANG[0]],
        [2, *R1, *ORANG[1]],
        [3, "", "Jl. Mawar 1", 1, 2, *ORANG[2]],
        [4, *R2, *ORANG[3]],
        [5, *KOSONG, *ORANG[4]],
    ]
    mau = {
        2: ("", RUMAH1),
        3: ("", RUMAH1),
        4: ("KK_KOSONG", {"no_kk": None, "rt": "001"}),
        5: ("", RUMAH2),
        6: ("KK_KOSONG RTRW_KOSONG", {"no_kk": None, "rt": None}),
    }
    assert beda(tmp_path, rows, mau) == []


PLACE = ["Jl. Mawar 1", 1, 2]


@pytest.mark.parametrize("tempat", [[], PLACE], ids=["tanpa tempat", "tempat diulang"])
def test_only_the_number_of_a_family_typed_once(tmp_path: Path, tempat: list[Any]) -> None:
    head = ["NO KK", *["ALAMAT", "RT", "RW"][: len(tempat)], "NAMA", "NIK", "L/P", "TTL", "SHDK"]
    rows = [head, *([kk, *tempat, *o] for kk, o in zip((KK1, "", "", KK2, ""), ORANG, strict=True))]
    told = rows_of(write_xlsx(tmp_path / "k.xlsx", rows))
    assert [r["normalized"]["no_kk"] for r in told] == [KK1, KK1, KK1, KK2, KK2]
    assert not [r for r in told if "KK_KOSONG" in r["codes"]]


@pytest.mark.parametrize("kosong", [["", "Jl. Mawar 1", 1, 2], ["", "", "", ""]])
def test_a_single_gap_among_households_of_one_stays_a_gap(
    tmp_path: Path, kosong: list[Any]
) -> None:
    people = [
        [n, f"339907010115{n:04d}", "Jl. Mawar 1", 1, 2, "BUDI", nik(12, 5, 1980, urut=n), "L",
         "Tegal, 12-05-1980", "Kepala Keluarga"]
        for n in range(1, 9)
    ]  # fmt: skip
    people[4][1:5], people[4][9] = kosong, "Anak"
    told = rows_of(write_xlsx(tmp_path / "g.xlsx", [SEKALI, *people]))
    assert ["KK_KOSONG" in r["codes"] for r in told] == [n == 4 for n in range(8)]


@pytest.mark.parametrize(
    "tanda", ['"', "sda", "s.d.a", "SDA", "idem", "Idem.", '-"-', "\u3003", "''", "ditto"]
)
def test_ditto_marks_repeat_the_cell_above(tmp_path: Path, tanda: str) -> None:
    head = ["NO", "NO KK", "NIK", "NAMA", "L/P", "TEMPAT LAHIR", "TGL LAHIR", "AGAMA", "SHDK",
            "ALAMAT", "RT", "RW"]  # fmt: skip
    t = tanda
    rows = [
        head,
        [1, KK1, N1, "BUDI", "L", "Tegal", "12-05-1980", "Islam", "Kepala Keluarga", "Jl. Mawar 1",
         "001", "002"],
        [2, t, N2, "SITI", "P", t, "03-04-1985", t, "Istri", t, t, t],
        [3, t, N3, "AGUS", "L", t, "01-02-2010", t, "Anak", t, t, t],
        [4, KK2, N4, "JOKO", "L", "Brebes", "07-08-1970", "Hindu", "Kepala Keluarga", t, "003", t],
    ]  # fmt: skip
    mau = {
        2: ("", RUMAH1),
        3: ("", RUMAH1 | {"agama": 1, "tempat_lahir": "Tegal"}),
        4: ("", RUMAH1 | {"agama": 1, "tempat_lahir": "Tegal"}),
        5: ("", {"no_kk": KK2, "agama": 4, "alamat": "Jl. Mawar 1", "rt": "003", "rw": "002"}),
    }
    assert beda(tmp_path, rows, mau) == []


def test_a_ditto_mark_is_no_name_and_no_nik(tmp_path: Path) -> None:
    rows = [
        ["NO KK", "NIK", "NAMA", "L/P", "TGL LAHIR", "RT", "RW"],
        [KK1, N1, "BUDI", "L", "12-05-1980", 1, 2],
        [KK1, "sda", "SITI", "P", "03-04-1985", 1, 2],
        [KK1, N3, '"', "L", "01-02-2010", 1, 2],
    ]
    mau = {2: ("", {}), 3: ("NIK_BUKAN_ANGKA", {"nik": None}), 4: ("NAMA_KOSONG", {"nama": None})}
    assert beda(tmp_path, rows, mau) == []


def test_numbers_with_one_digit_per_cell(tmp_path: Path) -> None:
    head = ["NO", "NAMA", "NIK", *[""] * 15, "L/P", "TGL LAHIR", "NO KK", *[""] * 15, "RT", "RW"]
    rows = [
        ["DAFTAR WARGA"],
        head,
        [1, "BUDI", *N1, "L", "12-05-1980", *KK1, 1, 2],
        [2, "SITI", *map(int, N2), "P", "03-04-1985", *map(int, KK1), 1, 2],
        [3, "AGUS", *N3[:15], "", "L", "01-02-2010", *KK1, 1, 2],
        [4, "JOKO", *[""] * 16, "L", "07-08-1970", *KK2, 3, 2],
        [5, "SRI", *N5[:15], "O", "P", "09-10-1975", *[""] * 16, 3, 2],
    ]
    mau = {
        3: ("", {"nik": N1, "no_kk": KK1, "jenis_kelamin": 1, "rt": "001"}),
        4: ("", {"nik": N2, "no_kk": KK1, "jenis_kelamin": 2}),
        5: ("NIK_PANJANG", {"nik": None, "no_kk": KK1}),
        6: ("NIK_KOSONG", {"nik": None, "no_kk": KK2, "nama": "JOKO"}),
        7: ("NIK_BUKAN_ANGKA KK_KOSONG", {"nik": None, "no_kk": None}),
    }
    assert beda(tmp_path, rows, mau) == []
    assert beda(tmp_path, rows, mau, merges=["C2:R2", "U2:AJ2"]) == []


def test_numbers_split_in_groups(tmp_path: Path) -> None:
    rows = [
        ["NO", "NAMA", "NIK", "", "", "", "L/P", "TGL LAHIR", "RT", "RW"],
        [1, "BUDI", N1[:4], N1[4:8], N1[8:12], N1[12:], "L", "12-05-1980", 1, 2],
        [2, "SITI", N2[:4], N2[4:8], N2[8:12], N2[12:], "P", "03-04-1985", 1, 2],
    ]
    mau = {2: ("KK_KOSONG", {"nik": N1}), 3: ("KK_KOSONG", {"nik": N2})}
    assert beda(tmp_path, rows, mau, merges=["C1:F1"]) == []


@pytest.mark.parametrize(
    ("judul", "isi"),
    [
        ("NAMA / NIK", "{nama} / {nik}"),
        ("NAMA DAN NIK", "{nama}\n{nik}"),
        ("Nama Lengkap/NIK", "{nama} {nik}"),
        ("NIK / NAMA", "{nik} - {nama}"),
        ("NIK dan Nama", "{nik} {nama}"),
        ("NAMA (NIK)", "{nama} ({nik})"),
    ],
)
def test_name_and_number_in_one_cell(tmp_path: Path, judul: str, isi: str) -> None:
    rows = [
        ["NO", judul, "L/P", "TGL LAHIR", "NO KK", "RT", "RW"],
        [1, isi.format(nama="BUDI SANTOSO", nik=N1), "L", "12-05-1980", KK1, 1, 2],
        [2, isi.format(nama="SITI", nik=N2), "P", "03-04-1985", KK1, 1, 2],
        [3, "AGUS", "L", "01-02-2010", KK1, 1, 2],
    ]
    mau = {2: ("", {"nik": N1, "nama": "BUDI SANTOSO"}), 3: ("", {"nik": N2, "nama": "SITI"}),
           4: ("NIK_KOSONG", {"nik": None, "nama": "AGUS"})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


CENTANG = [
    ("V", ""),
    ("\u221a", ""),
    ("1", ""),
    ("x", ""),
    (1, 0),
    ("L", ""),
    (True, False),
    ("v", "-"),
]


@pytest.mark.parametrize(("l", "p"), CENTANG)
def test_sex_in_two_ticked_columns(tmp_path: Path, l: Any, p: Any) -> None:  # noqa: E741
    rows = [
        ["NO", "NIK", "NAMA", "JENIS KELAMIN", "", "TGL LAHIR", "NO KK", "RT", "RW"],
        ["", "", "", "L", "P", "", "", "", ""],
        [1, N1, "BUDI", l, p, "12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", p, l, "03-04-1985", KK1, 1, 2],
        [3, N3, "AGUS", "", "", "01-02-2010", KK1, 1, 2],
        [4, "", "JOKO", "", "", "07-08-1970", KK1, 1, 2],
    ]
    mau = {3: ("", {"jenis_kelamin": 1}), 4: ("", {"jenis_kelamin": 2}),
           5: ("JK_DARI_NIK", {"jenis_kelamin": 1}),
           6: ("NIK_KOSONG JK_TIDAK_DIKENAL", {"jenis_kelamin": None})}  # fmt: skip
    assert beda(tmp_path, rows, mau, merges=["D1:E1", "A1:A2", "B1:B2", "C1:C2"]) == []


def test_sex_in_two_columns_headed_only_l_and_p(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIK", "NAMA", "L", "P", "TGL LAHIR", "NO KK", "RT", "RW"],
        [1, N1, "BUDI", "v", "", "12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "", "v", "03-04-1985", KK1, 1, 2],
    ]
    mau = {2: ("", {"jenis_kelamin": 1}), 3: ("", {"jenis_kelamin": 2})}
    assert beda(tmp_path, rows, mau) == []


def test_three_header_rows_with_merges_units_and_line_breaks(tmp_path: Path) -> None:
    rows = [
        ["PEMERINTAH DESA SUKAMAJU"],
        ["DAFTAR PENDUDUK"],
        [],
        ["NO", "NOMOR", "", "NAMA\nLENGKAP", "TEMPAT, TANGGAL LAHIR", "", "JENIS\nKELAMIN", "UMUR",
         "ALAMAT", "", ""],
        ["", "KK", "NIK", "", "TEMPAT", "TANGGAL\n(hh-bb-tttt)", "(L/P)", "(tahun)", "JALAN",
         "RT", "RW"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        [1, KK1, N1, "BUDI", "Tegal", "12-05-1980", "L", 46, "Jl. Mawar 1", "1", "2"],
        [2, KK1, N2, "SITI", "Tegal", "03-04-1985", "P", 41, "Jl. Mawar 1", "1", "2"],
        ["JUMLAH", "", "", "2 orang"],
        [],
        ["", "", "", "", "", "", "", "Sukamaju, 1 September 2026"],
        ["", "", "", "", "", "", "", "Kepala Desa"],
        ["", "", "", "", "", "", "", "( SUTRISNO )"],
    ]  # fmt: skip
    mau = {
        7: ("", RUMAH1 | {"nik": N1, "nama": "BUDI", "tanggal_lahir": "1980-05-12",
                          "tempat_lahir": "Tegal", "jenis_kelamin": 1}),
        8: ("", RUMAH1 | {"nik": N2, "nama": "SITI"}),
        9: ("BARIS_JUMLAH", {}),
        10: ("BARIS_KOSONG", {}),
        11: ("CATATAN_KAKI", {}),
        12: ("CATATAN_KAKI", {}),
        13: ("CATATAN_KAKI", {}),
    }  # fmt: skip
    merges = ["B4:C4", "E4:F4", "I4:K4", "A4:A5", "D4:D5"]
    found = beda(tmp_path, rows, {6: ("NOMOR_KOLOM", {}), **mau}, merges=merges)
    assert [x for x in found if "baris 6" not in x] == []


def test_blank_columns_and_rows_before_and_between(tmp_path: Path) -> None:
    rows: list[Any] = [
        [],
        ["", "", "NO", "", "NIK", "", "NAMA", "", "L/P", "TGL LAHIR", "", "NO KK", "RT", "RW"],
        [],
        ["", "", 1, "", N1, "", "BUDI", "", "L", "12-05-1980", "", KK1, 1, 2],
        [],
        ["", "", 2, "", N2, "", "SITI", "", "P", "03-04-1985", "", KK1, 1, 2],
    ]
    mau = {3: ("BARIS_KOSONG", {}), 4: ("", {"nik": N1, "nama": "BUDI"}),
           5: ("BARIS_KOSONG", {}), 6: ("", {"nik": N2, "nama": "SITI"})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


@pytest.mark.parametrize(
    "judul",
    [
        ["NO", "NIIK", "NAMA LENGKPA", "L/P", "TANGAL LAHIR", "NO KK", "RT", "RW"],
        ["NO", "NIK", "NAMA LENGKAPP", "JENIS KELAMN", "TANGGAL LAHR", "NOMOR KKK", "RT", "RW"],
        ["NO", "NIK", "NAMA", "JNS KELAMINN", "TGL LAHIRR", "NO. KARTU KELUARG", "RT", "RW"],
    ],
)
def test_a_typing_error_in_a_heading_does_not_lose_the_column(
    tmp_path: Path, judul: list[str]
) -> None:
    rows = [
        judul,
        [1, N1, "BUDI", "L", "12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "P", "03-04-1985", KK1, 1, 2],
    ]
    mau = {2: ("", {"nik": N1, "nama": "BUDI", "no_kk": KK1, "jenis_kelamin": 1,
                    "tanggal_lahir": "1980-05-12"}), 3: ("", {"nik": N2})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


def test_two_tables_one_under_another(tmp_path: Path) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
    rows = [
        ["DAFTAR WARGA RT 001"],
        head,
        [1, N1, "BUDI", "L", "12-05-1980", KK1, 1, 2],
        ["JUMLAH", "", "1"],
        [],
        ["DAFTAR WARGA RT 003"],
        head,
        [1, N4, "JOKO", "L", "07-08-1970", KK2, 3, 2],
        ["TOTAL", "", "1"],
        ["### akhir data"],
        [2, N5, "SRI", "P", "09-10-1975", KK2, 3, 2],
    ]
    mau = {3: ("", {"nik": N1, "rt": "001"}), 4: ("BARIS_JUMLAH", {}), 5: ("BARIS_KOSONG", {}),
           6: ("CATATAN_KAKI", {}), 7: ("HEADER_BERULANG", {}), 8: ("", {"nik": N4, "rt": "003"}),
           9: ("BARIS_JUMLAH", {}), 10: ("CATATAN_KAKI", {}),
           11: ("CATATAN_KAKI", {})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


def test_two_tables_side_by_side_are_told(tmp_path: Path) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
    rows = [
        [*head, "", *head],
        [1, N1, "BUDI", "L", "12-05-1980", KK1, 1, 2, "", 2, N4, "JOKO", "L", "07-08-1970",
         KK2, 3, 2],
        [3, N2, "SITI", "P", "03-04-1985", KK1, 1, 2, "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "dua.xlsx", rows)
    told = rows_of(path)
    assert [r["normalized"]["nik"] for r in told] == [N1, N2, N4]


def test_a_second_column_with_the_same_heading_fills_only_gaps(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIK", "NAMA", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"],
        [1, N1, "BUDI", "BUDI LAMA", "L", "12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "", "P", "03-04-1985", KK1, 1, 2],
    ]
    mau = {2: ("", {"nama": "BUDI"}), 3: ("", {"nama": "SITI"})}
    assert beda(tmp_path, rows, mau) == []


BIP = [
    ["No. KK : 3399070101150001 / Alamat : Jl. Mawar 1, Nama Dusun : KRAJAN, RT/RW : 001/002"],
    ["", "No. KK", ":", "'3399070101150002", "Nama Kepala : JOKO", "Alamat", ": Jl. Melati 9 ",
     "RT/RW : 003/002 DUSUN : -"],
]  # fmt: skip


def test_blocks_under_a_line_that_names_the_household(tmp_path: Path) -> None:
    head = ["NO", "NIK", "NAMA", "JK", "TMPT LHR", "TGL LHR", "AGAMA", "HUB. KEL"]
    rows = [
        ["BUKU INDUK PENDUDUK"],
        head,
        BIP[0],
        [1, N1, "BUDI", "Lk", "Tegal", "12-05-1980", "Islam", "KEPALA KELUARGA"],
        [2, N2, "SITI", "Pr", "Tegal", "03-04-1985", "Islam", "ISTRI"],
        BIP[1],
        [1, N4, "JOKO", "Lk", "Brebes", "07-08-1970", "Islam", "KEPALA KELUARGA"],
        [2, N5, "SRI", "Pr", "Brebes", "09-10-1975", "Islam", "ISTRI"],
    ]
    mau = {3: ("CATATAN_KAKI", {}), 4: ("", RUMAH1 | {"dusun": "KRAJAN", "nik": N1}),
           5: ("", RUMAH1), 6: ("CATATAN_KAKI", {}), 7: ("", RUMAH2 | {"dusun": None}),
           8: ("", RUMAH2 | {"nama": "SRI"})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


@pytest.mark.parametrize(
    ("judul", "rt", "rw"),
    [
        ("DAFTAR WARGA RT 003 RW 001", "003", "001"),
        ("RT/RW : 3/1", "003", "001"),
        ("Wilayah RT. 3", "003", None),
        ("RT 001 s/d RT 005", None, None),
        ("RT 1-5 RW 2", None, None),
        ("Terdiri dari 3 RT 2 RW", None, None),
        ("DAFTAR WARGA", None, None),
    ],
)
def test_the_title_may_name_the_rt(
    tmp_path: Path, judul: str, rt: str | None, rw: str | None
) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK"]
    rows = [[judul], head, [1, N1, "BUDI", "L", "12-05-1980", KK1]]
    codes = "" if rt and rw else "RTRW_KOSONG"
    assert beda(tmp_path, rows, {3: (codes, {"rt": rt, "rw": rw})}) == []
    with_columns = [[judul], [*head, "RT", "RW"], [1, N1, "BUDI", "L", "12-05-1980", KK1, "", ""]]
    assert beda(tmp_path, with_columns, {3: ("RTRW_KOSONG", {"rt": None, "rw": None})}) == []


@pytest.mark.parametrize(
    ("atas", "bawah"),
    [
        (["TANGGAL LAHIR", "", ""], ["TGL", "BLN", "THN"]),
        (["TGL LAHIR", "", ""], None),
        (["TGL", "BLN", "THN"], None),
        (["Tanggal Lahir", "Bulan", "Tahun"], None),
    ],
)
def test_a_birth_date_in_three_columns(
    tmp_path: Path, atas: list[str], bawah: list[str] | None
) -> None:
    head = [["NO", "NIK", "NAMA", "L/P", *atas, "NO KK", "RT", "RW"]]
    if bawah:
        head.append(["", "", "", "", *bawah, "", "", ""])
    rows = [
        *head,
        [1, N1, "BUDI", "L", 12, 5, 1980, KK1, 1, 2],
        [2, N2, "SITI", "P", "03", "April", "85", KK1, 1, 2],
        [3, N3, "AGUS", "L", 31, 2, 2010, KK1, 1, 2],
    ]
    told = {r["row"] - len(head): r for r in rows_of(write_xlsx(tmp_path / "t.xlsx", rows))}
    days = [told[n]["normalized"]["tanggal_lahir"] for n in (1, 2, 3)]
    assert days == ["1980-05-12", "1985-04-03", None]
    assert [told[n]["codes"] for n in (1, 2, 3)] == [[], [], ["TGL_TIDAK_VALID"]]


def test_rt_and_rw_written_into_the_column_of_rt_or_the_address(tmp_path: Path) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
    rows = [
        head,
        [1, N1, "BUDI", "L", "12-05-1980", KK1, "001/002", ""],
        [2, N2, "SITI", "P", "03-04-1985", KK1, "001/002", "002"],
        [3, N3, "AGUS", "L", "01-02-2010", KK1, "001/002", "005"],
        [4, N4, "JOKO", "L", "07-08-1970", KK2, 1.5, "abc"],
    ]
    place = {"rt": "001", "rw": "002"}
    mau = {2: ("", place), 3: ("", place), 4: ("RTRW_KOSONG", {"rt": None, "rw": "005"}),
           5: ("RTRW_KOSONG", {"rt": None, "rw": None})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []
    head = [*head[:6], "ALAMAT"]
    rows = [
        head,
        [1, N1, "BUDI", "L", "12-05-1980", KK1, "Dsn Krajan RT 01/02 No 5"],
        [2, N2, "SITI", "P", "03-04-1985", KK1, "Jl. Mawar RT.001/RW.002"],
        [3, N3, "AGUS", "L", "01-02-2010", KK1, "Jl. Mawar No 1/2"],
    ]
    mau = {2: ("", place), 3: ("", place), 4: ("RTRW_KOSONG", {"rt": None})}
    assert beda(tmp_path, rows, mau) == []


def _rusak(*rows: Sequence[Any], tanggal: str = "12-05-1980") -> list[list[Any]]:
    """The same rows with one birth date that no calendar has."""
    return [[str(c).replace(tanggal, "31-02-1980") if isinstance(c, str) else c for c in r]
            for r in rows]  # fmt: skip


_KEPALA = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
_BUDI = [1, N1, "BUDI", "L", "12-05-1980", KK1, 1, 2]
_JOKO = [2, N4, "JOKO", "L", "07-08-1970", KK2, 3, 2]
PERBAIKAN: dict[str, list[Any]] = {
    "keluarga sekali": [SEKALI, [1, *R1, *ORANG[0]], ["", *KOSONG, *ORANG[1]], [2, *R2, *ORANG[3]],
                        ["", *KOSONG, *ORANG[4]]],
    "sda": [_KEPALA, _JOKO, [*_BUDI[:5], "sda", "sda", "sda"]],
    "NIK sepotong": [
        ["NO", "NIK", *[""] * 15, *_KEPALA[2:]],
        *([n, *list(o[1]), *o[2:]] for n, o in enumerate((_BUDI, _JOKO), 1)),
    ],
    "nama dan NIK": [
        ["NO", "NAMA/NIK", *_KEPALA[3:]],
        *([o[0], f"{o[2]} / {o[1]}", *o[3:]] for o in (_BUDI, _JOKO)),
    ],
    "bersebelahan": [[*_KEPALA, "", *_KEPALA], [*_JOKO, "", *_BUDI]],
    "per blok": [["NO", "NIK", "NAMA", "L/P", "TGL LAHIR"], BIP[0], _BUDI[:5], BIP[1], _JOKO[:5]],
}  # fmt: skip


@pytest.mark.parametrize("susunan", PERBAIKAN)
def test_the_list_of_problems_reads_like_the_file_it_came_from(
    tmp_path: Path, susunan: str
) -> None:
    rows = _rusak(*PERBAIKAN[susunan])
    bacaan = baca_berkas(write_xlsx(tmp_path / "asal.xlsx", rows), ACUAN)
    wrong = [b for b in bacaan.baris if b.outcome in ("warn", "reject")]
    assert "TGL_TIDAK_VALID" in {c for b in wrong for c in b.codes}
    assert write_daftar_galat(tmp_path / "galat.xlsx", bacaan) == len(wrong)
    again = baca_berkas(tmp_path / "galat.xlsx", ACUAN)
    people = [b for b in again.baris if b.outcome != "ignore"]
    assert [(b.codes, b.normal) for b in people] == [(b.codes, b.normal) for b in wrong]


def test_parts_of_a_list_under_a_line_that_names_the_rt(tmp_path: Path) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK"]
    rows = [
        ["DAFTAR WARGA RT 001 RW 002"],
        head,
        [1, N1, "BUDI", "L", "12-05-1980", KK1],
        [],
        ["DAFTAR WARGA RT 003 RW 002"],
        head,
        [1, N4, "JOKO", "L", "07-08-1970", KK2],
        ["", "", "RT 05"],
        [2, N5, "SRI", "P", "09-10-1975", KK2],
    ]
    mau = {3: ("", {"rt": "001", "rw": "002"}), 4: ("BARIS_KOSONG", {}), 5: ("CATATAN_KAKI", {}),
           6: ("HEADER_BERULANG", {}), 7: ("", {"rt": "003", "rw": "002", "no_kk": KK2}),
           8: ("CATATAN_KAKI", {}), 9: ("", {"rt": "005"})}  # fmt: skip
    assert beda(tmp_path, rows, mau) == []


def test_the_same_birth_place_as_above_in_one_cell_with_the_date(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIK", "NAMA", "L/P", "TTL", "NO KK", "RT", "RW"],
        [1, N1, "BUDI", "L", "Tegal, 12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "P", "sda, 03-04-1985", KK1, 1, 2],
        [3, N3, "AGUS", "L", "idem, 1 Pebruari 2010", KK1, 1, 2],
    ]
    mau = {n: ("", {"tempat_lahir": "Tegal"}) for n in (2, 3, 4)}
    assert beda(tmp_path, rows, mau) == []
