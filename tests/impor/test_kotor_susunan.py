"""Families typed once, and marks that mean the same as above: the shapes of a village list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import nik, write_xlsx
from susunan_buatan import (
    KK1,
    KK2,
    KOSONG,
    N1,
    N2,
    N3,
    N4,
    ORANG,
    R1,
    R2,
    RUMAH1,
    RUMAH2,
    SEKALI,
    beda,
)


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


def test_the_same_birth_place_as_above_in_one_cell_with_the_date(tmp_path: Path) -> None:
    rows = [
        ["NO", "NIK", "NAMA", "L/P", "TTL", "NO KK", "RT", "RW"],
        [1, N1, "BUDI", "L", "Tegal, 12-05-1980", KK1, 1, 2],
        [2, N2, "SITI", "P", "sda, 03-04-1985", KK1, 1, 2],
        [3, N3, "AGUS", "L", "idem, 1 Pebruari 2010", KK1, 1, 2],
    ]
    mau = {n: ("", {"tempat_lahir": "Tegal"}) for n in (2, 3, 4)}
    assert beda(tmp_path, rows, mau) == []
