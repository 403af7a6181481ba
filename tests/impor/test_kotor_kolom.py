"""Odd columns: numbers and dates in pieces, two things in one cell, headings of any kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import write_xlsx
from susunan_buatan import KK1, KK2, N1, N2, N3, N4, N5, RUMAH1, beda


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


def test_a_second_column_with_the_same_heading_fills_only_gaps(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIK", "NAMA", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"],
        [1, N1, "BUDI", "BUDI LAMA", "L", "12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "", "P", "03-04-1985", KK1, 1, 2],
    ]
    mau = {2: ("", {"nama": "BUDI"}), 3: ("", {"nama": "SITI"})}
    assert beda(tmp_path, rows, mau) == []


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
