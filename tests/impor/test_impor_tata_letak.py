"""Headers, row kinds and sheets: what a desa's own list looks like, and what OpenSID exports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_csv, write_xls, write_xlsx

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import Bacaan


def kinds(bacaan: Bacaan) -> list[tuple[int, str, list[str]]]:
    return [(b.row, b.outcome, b.codes) for b in bacaan.baris]


def istri(**ganti: Any) -> list[Any]:
    base = {"no": 2, "nik": nik(3, 4, 1985, wanita=True), "nama": "SITI AMINAH", "jk": "P"}
    base |= {"tgl": "03-04-1985", "shdk": "Istri", "kerja": "Mengurus Rumah Tangga"}
    return orang(**(base | ganti))


def test_titles_blanks_totals_footers_and_repeated_headers_are_no_persons(tmp_path: Path) -> None:
    width = len(KEPALA)
    rows = [
        ["DAFTAR PENDUDUK DESA SUKAMAJU"],
        ["Keadaan 15 September 2026"],
        [],
        KEPALA,
        [f"({n})" for n in range(1, width + 1)],
        orang(),
        istri(),
        [],
        ["", "JUMLAH", "", "2 orang"],
        ["DAFTAR PENDUDUK DESA SUKAMAJU"],
        KEPALA,
        [-n for n in range(1, width + 1)],
        orang(no=3, nik=nik(1, 1, 2020), nama="AHMAD", tgl="01-01-2020", shdk="Anak", kawin="BK"),
        [4, *[""] * (width - 1)],
        ["", "", "Total", 3],
        ["*) data sementara"],
        ["", "", "", "Mengetahui,", "", "Contohan, 15 September 2026"],
        ["", "", "", "Kepala Desa Sukamaju", "", "Sekretaris Desa"],
        [],
        ["", "", "", "SUTRISNO", "", "", "WAHYUDI"],
        ["", "", "", "NIP. 19700101 199503 1 002"],
        [],
    ]
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN)
    assert bacaan.header_rows == [4]
    assert kinds(bacaan) == [
        (5, "ignore", ["NOMOR_KOLOM"]),
        (6, "accept", []),
        (7, "accept", []),
        (8, "ignore", ["BARIS_KOSONG"]),
        (9, "ignore", ["BARIS_JUMLAH"]),
        (10, "ignore", ["HEADER_BERULANG"]),
        (11, "ignore", ["HEADER_BERULANG"]),
        (12, "ignore", ["NOMOR_KOLOM"]),
        (13, "accept", []),
        (14, "ignore", ["BARIS_KOSONG"]),
        (15, "ignore", ["BARIS_JUMLAH"]),
        (16, "ignore", ["CATATAN_KAKI"]),
        (17, "ignore", ["CATATAN_KAKI"]),
        (18, "ignore", ["CATATAN_KAKI"]),
        (19, "ignore", ["BARIS_KOSONG"]),
        (20, "ignore", ["CATATAN_KAKI"]),
        (21, "ignore", ["CATATAN_KAKI"]),
    ]
    assert all(b["normalized"] == {} for b in bacaan.as_json()["rows"] if b["outcome"] == "ignore")


def test_everything_after_the_end_mark_is_a_note(tmp_path: Path) -> None:
    rows = [KEPALA, orang(), ["###"], ["Catatan: isi dengan huruf besar"], istri()]
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN)
    assert [c for _, _, c in kinds(bacaan)] == [[], *[["CATATAN_KAKI"]] * 3]


def test_a_numbered_last_row_with_only_a_name_is_a_person_a_signature_is_not(
    tmp_path: Path,
) -> None:
    width = len(KEPALA)
    rows = [
        KEPALA,
        orang(),
        [2, "", "", "WARNI", *[""] * (width - 4)],
        ["", "", "", "SUTRISNO", *[""] * (width - 4)],
        ["", "", "NIP. 19700101 199503 1 002", *[""] * (width - 3)],
    ]
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN)
    assert [b.outcome for b in bacaan.baris] == ["accept", "reject", "ignore", "ignore"]


def test_children_called_an_are_persons_in_a_short_list(tmp_path: Path) -> None:
    head = ["No", "Nama", "Tgl Lahir", "L/P", "Nama Ibu"]
    rows = [
        head,
        [1, "An. Ahmad", "01-02-2024", "L", "Siti"],
        [2, "Petugas Rahayu", "01-03-2024", "P", ""],
        [3, "An. Budi", "", "", ""],
        ["", "Mengetahui,", "15-09-2026", "", ""],
        ["", "An. Kepala Desa", "", "", ""],
        ["", "SUTRISNO", "", "Kaur", "WAHYU"],
        ["1.", "Warna kuning: pindah", "", "", ""],
    ]
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN)
    assert [b.outcome for b in bacaan.baris] == ["warn", "warn", "reject", *["ignore"] * 4]
    assert [b.codes for b in bacaan.baris[3:]] == [["CATATAN_KAKI"]] * 4


def test_a_kepala_desa_is_a_person_and_no_signature(tmp_path: Path) -> None:
    rows = [KEPALA, orang(kerja="Kepala Desa"), istri(nama="KADERIAH", nik=None, kk=None)]
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN)
    assert [b.outcome for b in bacaan.baris] == ["accept", "warn"]
    assert bacaan.baris[0].normal["pekerjaan"] == 86


def test_merged_two_row_header_with_sub_headings(tmp_path: Path) -> None:
    top = ["NO", "NIK", "NAMA", "L/P", "TEMPAT/TGL LAHIR", None, "ORANG TUA", None]
    top += ["ALAMAT", None, None, "STAT KWN", "NO. KK"]
    sub = [None, None, None, None, "TEMPAT", "TANGGAL", "AYAH", "IBU", "DUSUN", "RT", "RW"]
    sub += [None, None]
    person = [1, nik(12, 5, 1980), "BUDI", "L", "Contohan", date(1980, 5, 12), "UMAR", "SARI"]
    person += ["DSN. KRAJAN", 1.0, "2", "BK", KK]
    merges = ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:H2", "I2:K2", "L2:L3", "M2:M3"]
    path = write_xlsx(tmp_path / "d.xlsx", [["DATA WARGA"], top, sub, person], merges=merges)
    bacaan = read_isi_berkas(path, ACUAN)
    assert bacaan.header_rows == [2, 3]
    (baris,) = bacaan.baris
    assert baris.outcome == "accept"
    assert baris.normal == {
        "no_kk": KK,
        "nik": nik(12, 5, 1980),
        "nama": "BUDI",
        "jenis_kelamin": 1,
        "tempat_lahir": "Contohan",
        "tanggal_lahir": "1980-05-12",
        "status_kawin": 1,
        "nama_ayah": "UMAR",
        "nama_ibu": "SARI",
        "alamat": None,
        "dusun": "KRAJAN",
        "rt": "001",
        "rw": "002",
    }


def test_three_row_header_without_merge_information(tmp_path: Path) -> None:
    rows = [
        ["NO", "NAMA", "IDENTITAS", "", "JENIS KELAMIN", "", "KELAHIRAN", ""],
        ["", "LENGKAP", "NIK", "NO. KK", "L", "P", "TEMPAT", "TGL/BLN/THN"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["1", "BUDI", nik(12, 5, 1980), KK, "V", "", "Contohan", "12/05/1980"],
        ["2", "SITI", nik(3, 4, 1985, wanita=True), KK, "", "1", "Contohan", "3/4/85"],
    ]
    bacaan = read_isi_berkas(write_csv(tmp_path / "d.csv", rows), ACUAN)
    persons = [b for b in bacaan.baris if b.outcome != "ignore"]
    assert [(b.row, b.normal["jenis_kelamin"], b.normal["tanggal_lahir"]) for b in persons] == [
        (4, 1, "1980-05-12"),
        (5, 2, "1985-04-03"),
    ]


@pytest.mark.parametrize(
    ("cell", "tempat", "iso"),
    [
        ("Tegal, 12-05-1980", "Tegal", "1980-05-12"),
        ("TEGAL,12/5/80", "TEGAL", "1980-05-12"),
        ("Tegal / 12 Mei 1980", "Tegal", "1980-05-12"),
        ("Kab. Tegal 12 Mei 1980", "Kab. Tegal", "1980-05-12"),
        ("12-05-1980, Tegal", "Tegal", "1980-05-12"),
        ("12-05-1980", None, "1980-05-12"),
        (date(1980, 5, 12), None, "1980-05-12"),
        ("Tegal, 1980-05-12", "Tegal", "1980-05-12"),
    ],
)
def test_place_and_date_in_one_cell(
    tmp_path: Path, cell: object, tempat: str | None, iso: str
) -> None:
    rows = [["Nama", "NIK", "JK", "Tempat/Tgl Lahir"], ["BUDI", nik(12, 5, 1980), "L", cell]]
    (baris,) = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN).baris
    assert (baris.normal["tempat_lahir"], baris.normal["tanggal_lahir"]) == (tempat, iso)


def test_unreadable_date_in_a_joint_cell_is_refused_not_lost(tmp_path: Path) -> None:
    head = ["Nama", "NIK", "JK", "Tempat, Tanggal Lahir"]
    rows = [head, ["BUDI", "-", "L", "Tegal, 31-02-1980"], ["ANI", "-", "P", "Tegal"]]
    first, second = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows), ACUAN).baris
    assert "TGL_TIDAK_VALID" in first.codes
    assert first.normal["tempat_lahir"] == "Tegal"
    assert "TGL_KOSONG" in second.codes
    assert second.normal["tempat_lahir"] == "Tegal"


def test_one_heading_over_two_columns_without_sub_headings(tmp_path: Path) -> None:
    rows = [
        ["NAMA", "NIK", "L/P", "TEMPAT/TGL LAHIR", None, "RT/RW", None],
        ["BUDI", nik(12, 5, 1980), "L", "Contohan", date(1980, 5, 12), 1, 2],
    ]
    path = write_xlsx(tmp_path / "d.xlsx", rows, merges=["D1:E1", "F1:G1"])
    (baris,) = read_isi_berkas(path, ACUAN).baris
    assert baris.normal["tempat_lahir"] == "Contohan"
    assert baris.normal["tanggal_lahir"] == "1980-05-12"
    assert (baris.normal["rt"], baris.normal["rw"]) == ("001", "002")


def test_household_number_merged_over_its_members_reaches_each(tmp_path: Path) -> None:
    rows = [KEPALA, orang(), istri(kk=None), istri(no=3, kk=None, nik=nik(9, 9, 2001))]
    path = write_xlsx(tmp_path / "d.xlsx", rows, merges=["B2:B3"])
    bacaan = read_isi_berkas(path, ACUAN)
    assert [b.normal["no_kk"] for b in bacaan.baris] == [KK, KK, None]


def test_data_is_found_behind_recap_sheets_and_hidden_ones(tmp_path: Path) -> None:
    recap = [["REKAP PENDUDUK"], ["RT", "RW", "L", "P", "JUMLAH"], ["001", "002", 10, 12, 22]]
    codes = [["sex", "id", "agama_id", "id", "status_kawin", "id"], ["LAKI-LAKI", 1, "ISLAM", 1]]
    path = write_xlsx(
        tmp_path / "d.xlsx",
        [KEPALA, orang()],
        sebelum=[("REKAP", recap), ("Kode Data", codes)],
        nama="PENDUDUK",
    )
    assert read_isi_berkas(path, ACUAN).sheet == "PENDUDUK"


def test_a_second_list_in_the_same_file_is_named_in_a_note(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "d.xlsx", [KEPALA, orang(), istri()], sebelum=[("RT 02", [KEPALA, orang()])]
    )
    bacaan = read_isi_berkas(path, ACUAN)
    assert bacaan.sheet == "Sheet1"
    assert any("RT 02" in note for note in bacaan.catatan)


def test_unknown_columns_are_named_and_resembling_ones_only_suggested(tmp_path: Path) -> None:
    head = [*KEPALA, "Hobi", "Golongan Daarah", "Umur"]
    path = write_xlsx(tmp_path / "d.xlsx", [head, [*orang(), "Memancing", "A", 46]])
    bacaan = read_isi_berkas(path, ACUAN)
    assert "Hobi" in bacaan.catatan[0]
    assert "Golongan Daarah" in bacaan.catatan[0]
    assert any("mirip" in note and "Golongan darah" in note for note in bacaan.catatan)
    assert "gol_darah" not in bacaan.baris[0].normal


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        (["NIK", "Nama", "L/P"], "Tanggal lahir"),
        (["NIK", "Tgl Lahir", "L/P"], "Nama"),
        (["NIK", "L/P"], "Nama dan Tanggal lahir"),
        (["A", "B"], "Nama dan Tanggal lahir"),
    ],
)
def test_refused_only_when_name_or_birth_date_has_no_column(
    tmp_path: Path, head: list[str], missing: str
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [head, ["x"] * len(head)])
    with pytest.raises(UserError) as caught:
        read_isi_berkas(path, ACUAN)
    assert caught.value.code == "impor-kolom-wajib"
    assert caught.value.params["kolom"] == missing


@pytest.mark.parametrize(
    ("judul", "kunci"),
    [
        ("NO. KK", "no_kk"),
        ("N I K", "nik"),
        ("Nomor Induk Kependudukan (NIK)", "nik"),
        ("Nama Lengkap", "nama"),
        ("Nama\nPenduduk", "nama"),
        ("Jenis Kelamin (L/P)", "jenis_kelamin"),
        ("JK", "jenis_kelamin"),
        ("Jns Kelamin", "jenis_kelamin"),
        ("TMPT LHR", "tempat_lahir"),
        ("TGL LHR", "tanggal_lahir"),
        ("Tgl. Lahir", "tanggal_lahir"),
        ("Tempat & Tanggal Lahir", "ttl"),
        ("Stat Kwn", "status_kawin"),
        ("STATUS PERKAWINAN", "status_kawin"),
        ("Hub. Kel.", "shdk"),
        ("Hubungan", "shdk"),
        ("SHDK", "shdk"),
        ("Status Hubungan Dalam Keluarga", "shdk"),
        ("Hub. dgn KK", "shdk"),
        ("Pendidikan Terakhir", "pendidikan"),
        ("Jenis Pekerjaan", "pekerjaan"),
        ("Gol. Drh", "gol_darah"),
        ("RT / RW", "rtrw"),
        ("RW/RT", "rwrt"),
        ("No. HP / WA", "telepon"),
        ("Nama Ibu Kandung", "nama_ibu"),
        ("pendidikan_sedang_id", "sekolah_sekarang"),
        ("kk_level", "shdk"),
        ("Nama Kepala Keluarga", "_kepala"),
        ("NIK Ayah", "_nik_orang_tua"),
        ("Umur", "_umur"),
        ("Hobi", None),
    ],
)
def test_heading_synonyms(judul: str, kunci: str | None) -> None:
    from sipd_desktop.services.impor.kenali import recognize

    assert recognize(judul.replace("\n", " ")) == kunci


def test_plain_status_is_decided_by_its_values(tmp_path: Path) -> None:
    head = ["Nama", "NIK", "JK", "Tgl Lahir", "Status"]
    kawin = [head, ["BUDI", nik(12, 5, 1980), "L", "12-05-1980", "CH"]]
    hidup = [head, ["BUDI", nik(12, 5, 1980), "L", "12-05-1980", "Pindah"]]
    assert (
        read_isi_berkas(write_xlsx(tmp_path / "a.xlsx", kawin), ACUAN)
        .baris[0]
        .normal["status_kawin"]
        == 3
    )
    assert (
        read_isi_berkas(write_xlsx(tmp_path / "b.xlsx", hidup), ACUAN)
        .baris[0]
        .normal["status_dasar"]
        == 3
    )


def test_xls_and_xlsx_and_csv_give_the_same_rows(tmp_path: Path) -> None:
    rows = [KEPALA, orang(), istri(tgl="03-04-1985")]
    found = [
        [(b.row, b.codes, b.normal) for b in read_isi_berkas(path, ACUAN).baris]
        for path in (
            write_xlsx(tmp_path / "d.xlsx", rows),
            write_xls(tmp_path / "d.xls", rows),
            write_csv(tmp_path / "a.csv", rows),
            write_csv(tmp_path / "b.csv", rows, ",", "utf-8-sig"),
            write_csv(tmp_path / "c.csv", rows, "\t", "utf-16"),
            write_csv(tmp_path / "d.csv", rows, ";", "cp1252"),
        )
    ]
    assert all(f == found[0] for f in found)


def test_xls_date_and_number_cells(tmp_path: Path) -> None:
    row = orang(tgl=date(1980, 5, 12), nik=int(nik(12, 5, 1980)), kawin=2, kerja=9, rtrw="1/2")
    (baris,) = read_isi_berkas(write_xls(tmp_path / "d.xls", [KEPALA, row]), ACUAN).baris
    assert baris.codes == ["NIK_ANGKA"]
    assert baris.normal["tanggal_lahir"] == "1980-05-12"
    assert (baris.normal["status_kawin"], baris.normal["pekerjaan"]) == (2, 9)
