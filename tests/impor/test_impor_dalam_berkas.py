"""Rows against each other: equal NIK, exact duplicates, heads of households."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_xlsx

from sipd_desktop.services.impor.baca import read_isi_berkas

KK2 = "3399070202150002"


def codes(tmp_path: Path, *rows: list[Any], head: list[str] | None = None) -> list[list[str]]:
    path = write_xlsx(tmp_path / "d.xlsx", [head or KEPALA, *rows])
    return [b.codes for b in read_isi_berkas(path, ACUAN).baris]


def anak(**ganti: Any) -> list[Any]:
    base = {"nik": nik(1, 1, 2020), "nama": "AHMAD", "tgl": "01-01-2020", "shdk": "Anak"}
    return orang(**(base | {"kawin": "BK"} | ganti))


def test_exact_duplicate_keeps_the_first_and_ignores_the_running_number(tmp_path: Path) -> None:
    assert codes(tmp_path, orang(no=1), orang(no=2), orang(no=3, nama="budi  santoso")) == [
        [],
        ["DUPLIKAT_PERSIS"],
        ["DUPLIKAT_PERSIS"],
    ]


def test_same_nik_with_another_name_refuses_all_its_rows(tmp_path: Path) -> None:
    found = codes(tmp_path, orang(), orang(nama="JOKO", shdk="Anak"), orang(), anak())
    assert found[:3] == [["NIK_GANDA_KONFLIK"]] * 3
    assert found[3] == []


def test_same_nik_with_another_birth_date_refuses_both(tmp_path: Path) -> None:
    found = codes(tmp_path, orang(), orang(tgl="13-05-1980"))
    assert found == [["NIK_GANDA_KONFLIK"], ["NIK_BEDA_TGL", "NIK_GANDA_KONFLIK"]]


def test_same_person_twice_with_another_detail_is_not_refused(tmp_path: Path) -> None:
    found = codes(tmp_path, orang(), orang(kerja="Pedagang", shdk="Anak"))
    assert found == [[], []]


def test_a_refused_row_without_name_or_date_does_not_drag_its_neighbour_down(
    tmp_path: Path,
) -> None:
    found = codes(tmp_path, orang(), orang(nama=None), orang(tgl="31-02-1980"))
    assert found == [[], ["NAMA_KOSONG"], ["TGL_TIDAK_VALID"]]


def test_two_people_without_nik_are_no_conflict_but_the_same_row_twice_is(tmp_path: Path) -> None:
    found = codes(tmp_path, orang(), anak(nik="-"), anak(nik="0", nama="AMIN"), anak(nik=None))
    assert found == [[], ["NIK_KOSONG"], ["NIK_KOSONG"], ["NIK_KOSONG", "DUPLIKAT_PERSIS"]]


def test_household_without_head_warns_every_accepted_member(tmp_path: Path) -> None:
    found = codes(
        tmp_path,
        orang(),
        anak(kk=KK2),
        anak(kk=KK2, nik=nik(2, 2, 2021), tgl="02-02-2021", nama="AMIN"),
        anak(kk=KK2, nik="123", nama="RUSAK"),
    )
    assert found == [[], ["KK_TANPA_KEPALA"], ["KK_TANPA_KEPALA"], ["NIK_PANJANG"]]


def test_a_refused_head_counts_as_present(tmp_path: Path) -> None:
    assert codes(tmp_path, orang(nik="123"), anak()) == [["NIK_PANJANG"], []]


def test_two_heads_are_marked_and_members_are_not(tmp_path: Path) -> None:
    second = orang(nik=nik(2, 2, 1975), nama="DARMO", tgl="02-02-1975")
    assert codes(tmp_path, orang(), second, anak()) == [
        ["KK_KEPALA_GANDA"],
        ["KK_KEPALA_GANDA"],
        [],
    ]


def test_heads_are_counted_after_refusals(tmp_path: Path) -> None:
    assert codes(tmp_path, orang(), orang(), orang(nik="12", nama="DARMO"), anak()) == [
        [],
        ["DUPLIKAT_PERSIS"],
        ["NIK_PANJANG"],
        [],
    ]


def test_people_without_household_number_form_no_household(tmp_path: Path) -> None:
    assert codes(tmp_path, anak(kk=None), anak(kk="-", nik=nik(2, 2, 2021), tgl="02-02-2021")) == [
        ["KK_KOSONG"],
        ["KK_KOSONG"],
    ]


def test_heads_are_not_judged_without_the_column(tmp_path: Path) -> None:
    head = ["NIK", "No KK", "Nama", "JK", "Tgl Lahir", "RT", "RW"]
    row = [nik(12, 5, 1980), KK, "BUDI", "L", "12-05-1980", "1", "2"]
    assert codes(tmp_path, row, head=head) == [[]]
