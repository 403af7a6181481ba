"""Lists in parts: tables beside and below each other, blocks per household, lines per RT."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import ACUAN, write_xlsx
from susunan_buatan import (
    KK1,
    KK2,
    KOSONG,
    N1,
    N2,
    N4,
    N5,
    ORANG,
    R1,
    R2,
    RUMAH1,
    RUMAH2,
    SEKALI,
    beda,
)

from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat


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
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "asal.xlsx", rows), ACUAN)
    wrong = [b for b in bacaan.baris if b.outcome in ("warn", "reject")]
    assert "TGL_TIDAK_VALID" in {c for b in wrong for c in b.codes}
    assert write_daftar_galat(tmp_path / "galat.xlsx", bacaan) == len(wrong)
    again = read_isi_berkas(tmp_path / "galat.xlsx", ACUAN)
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
