"""Each reason code of the contract has a row that triggers it, and its neighbour that does not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lembar_buatan import ACUAN, KEPALA, KK, nik, orang, write_xlsx

from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import Baris


def baca_satu(tmp_path: Path, **ganti: Any) -> Baris:
    path = write_xlsx(tmp_path / "satu.xlsx", [KEPALA, orang(**ganti)])
    (baris,) = read_isi_berkas(path, ACUAN).baris
    return baris


LAKI = nik(12, 5, 1980)
CEWEK = nik(12, 5, 1980, wanita=True)


def test_clean_row_is_accepted_with_canonical_values(tmp_path: Path) -> None:
    baris = baca_satu(tmp_path)
    assert (baris.outcome, baris.codes) == ("accept", [])
    assert baris.normal == {
        "nik": LAKI,
        "no_kk": KK,
        "nama": "BUDI SANTOSO",
        "jenis_kelamin": 1,
        "tempat_lahir": "Contohan",
        "tanggal_lahir": "1980-05-12",
        "status_kawin": 2,
        "shdk": 1,
        "pekerjaan": 9,
        "dusun": "Krajan",
        "alamat": None,
        "rt": "001",
        "rw": "002",
    }


@pytest.mark.parametrize(
    ("cell", "nomor", "codes"),
    [
        (f"'{LAKI}", LAKI, []),
        (f"\u2019{LAKI}\u00a0", LAKI, []),
        (f" {LAKI[:6]} {LAKI[6:12]}.{LAKI[12:]} ", LAKI, []),
        (f"\u200b{LAKI}\ufeff", LAKI, []),
        (LAKI[:15], None, ["NIK_PANJANG"]),
        (LAKI + "1", None, ["NIK_PANJANG"]),
        (LAKI[:15] + "O", None, ["NIK_BUKAN_ANGKA"]),
        (LAKI.replace("8", "B"), None, ["NIK_BUKAN_ANGKA"]),
        (LAKI[:8] + "-" + LAKI[8:], None, ["NIK_BUKAN_ANGKA"]),
        (int(LAKI), LAKI, ["NIK_ANGKA"]),
        (int(LAKI[:15] + "0"), None, ["NIK_PRESISI_HILANG"]),
        (9203071205800001, None, ["NIK_PRESISI_HILANG"]),  # di atas 2**53
        (339907120580001, None, ["NIK_PANJANG"]),
        ("3.39907E+15", None, ["NIK_NOTASI_ILMIAH"]),
        ("3,39907E+15", None, ["NIK_NOTASI_ILMIAH"]),
        ("3.39907120580e15", None, ["NIK_NOTASI_ILMIAH"]),
        (LAKI + ".0", LAKI, ["NIK_ANGKA"]),
        (None, None, ["NIK_KOSONG"]),
        ("-", None, ["NIK_KOSONG"]),
        ("0", None, ["NIK_KOSONG"]),
        (0, None, ["NIK_KOSONG"]),
        ("0000000000000000", None, ["NIK_KOSONG"]),
        ("9999999999999999", None, ["NIK_KOSONG"]),
        ("9999999999999994", None, ["NIK_KOSONG"]),
        ("9999999999999995", None, ["NIK_KOSONG"]),
        ("1111111111111111", None, ["NIK_KOSONG"]),
        ("belum ada", None, ["NIK_KOSONG"]),
    ],
)
def test_nik_cell(tmp_path: Path, cell: object, nomor: str | None, codes: list[str]) -> None:
    baris = baca_satu(tmp_path, nik=cell)
    assert baris.normal["nik"] == nomor
    assert baris.codes == codes


@pytest.mark.parametrize(
    ("cell", "nomor", "codes"),
    [
        (f"'{KK} ", KK, []),
        (int(KK), KK, []),
        (int(KK[:15] + "0"), None, ["KK_PANJANG"]),
        (KK[:14], None, ["KK_PANJANG"]),
        (KK[:15] + "O", None, ["KK_BUKAN_ANGKA"]),
        ("3,39907E+15", None, ["KK_BUKAN_ANGKA"]),
        (None, None, ["KK_KOSONG"]),
        ("-", None, ["KK_KOSONG"]),
        ("0", None, ["KK_KOSONG"]),
    ],
)
def test_kk_cell(tmp_path: Path, cell: object, nomor: str | None, codes: list[str]) -> None:
    baris = baca_satu(tmp_path, kk=cell)
    assert baris.normal["no_kk"] == nomor
    assert baris.codes == codes
    assert baris.outcome == (
        "accept" if not codes else "warn" if nomor or codes == ["KK_KOSONG"] else "reject"
    )


@pytest.mark.parametrize(
    ("ganti", "jk", "codes"),
    [
        ({"jk": "P"}, 2, ["NIK_BEDA_JK"]),
        ({"jk": "LK"}, 1, []),
        ({"jk": "Laki-laki"}, 1, []),
        ({"jk": "laki2"}, 1, []),
        ({"jk": 1}, 1, []),
        ({"jk": 1.0}, 1, []),
        ({"jk": None}, 1, ["JK_DARI_NIK"]),
        ({"jk": "?"}, 1, ["JK_DARI_NIK"]),
        ({"jk": None, "nik": CEWEK}, 2, ["JK_DARI_NIK"]),
        ({"jk": "Perempuam", "nik": CEWEK}, 2, ["KODE_MIRIP"]),
        ({"jk": None, "nik": None}, None, ["NIK_KOSONG", "JK_TIDAK_DIKENAL"]),
        ({"jk": "X", "nik": "-"}, None, ["NIK_KOSONG", "JK_TIDAK_DIKENAL"]),
    ],
)
def test_jenis_kelamin(
    tmp_path: Path, ganti: dict[str, Any], jk: int | None, codes: list[str]
) -> None:
    baris = baca_satu(tmp_path, **ganti)
    assert baris.normal["jenis_kelamin"] == jk
    assert baris.codes == codes


@pytest.mark.parametrize(
    ("cell", "iso", "codes"),
    [
        (date(1980, 5, 12), "1980-05-12", []),
        (datetime(1980, 5, 12, 7, 0), "1980-05-12", []),  # noqa: DTZ001
        (29353, "1980-05-12", []),
        ("29353", "1980-05-12", []),
        ("12-05-1980", "1980-05-12", []),
        ("12/05/1980", "1980-05-12", []),
        ("12.05.80", "1980-05-12", []),
        ("12 05 1980", "1980-05-12", []),
        ("1980-05-12", "1980-05-12", []),
        ("1980-05-12 00:00:00", "1980-05-12", []),
        ("12 Mei 1980", "1980-05-12", []),
        ("12-MEI-80", "1980-05-12", []),
        ("'12-05-1980", "1980-05-12", []),
        ("12 Ags 1980", "1980-08-12", ["NIK_BEDA_TGL"]),
        ("13-05-1980", "1980-05-13", ["NIK_BEDA_TGL"]),
        ("05/12/1980", "1980-05-12", ["TGL_TERTUKAR"]),
        (date(1980, 12, 5), "1980-05-12", ["TGL_TERTUKAR"]),
        ("31-02-1980", None, ["TGL_TIDAK_VALID"]),
        ("00-05-1980", None, ["TGL_TIDAK_VALID"]),
        ("Mei 1980", None, ["TGL_TIDAK_VALID"]),
        (1980, None, ["TGL_TIDAK_VALID"]),
        ("tidak tahu", None, ["TGL_TIDAK_VALID"]),
        (None, None, ["TGL_KOSONG"]),
        ("-", None, ["TGL_KOSONG"]),
        ("12-05-2027", "2027-05-12", ["NIK_BEDA_TGL", "TGL_MASA_DEPAN"]),
        ("16-09-2026", "2026-09-16", ["NIK_BEDA_TGL", "TGL_MASA_DEPAN"]),
        ("12-05-1880", "1880-05-12", ["TGL_USIA_TAK_WAJAR"]),
    ],
)
def test_tanggal_lahir(tmp_path: Path, cell: object, iso: str | None, codes: list[str]) -> None:
    baris = baca_satu(tmp_path, tgl=cell)
    assert baris.normal["tanggal_lahir"] == iso
    assert baris.codes == codes


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("15-09-26", "2026-09-15"),
        ("01-01-27", "1927-01-01"),
        ("17 Agu 45", "1945-08-17"),
        ("1 Pebruari 2001", "2001-02-01"),
        ("10 Nop 99", "1999-11-10"),
        ("05-06-2001", "2001-06-05"),  # tanpa NIK: hari dulu
    ],
)
def test_dates_without_nik_are_read_day_first_with_the_pivot_year(
    tmp_path: Path, cell: str, iso: str
) -> None:
    baris = baca_satu(tmp_path, nik=None, tgl=cell)
    assert baris.normal["tanggal_lahir"] == iso
    assert baris.codes == ["NIK_KOSONG"]


def test_month_first_date_is_refused_without_nik(tmp_path: Path) -> None:
    assert baca_satu(tmp_path, nik=None, tgl="05/13/1980").codes == [
        "NIK_KOSONG",
        "TGL_TIDAK_VALID",
    ]


def test_age_of_115_is_still_plausible_and_116_is_not(tmp_path: Path) -> None:
    assert baca_satu(tmp_path, nik=None, tgl="16-09-1910").codes == ["NIK_KOSONG"]
    assert baca_satu(tmp_path, nik=None, tgl="15-09-1910").codes == [
        "NIK_KOSONG",
        "TGL_USIA_TAK_WAJAR",
    ]


@pytest.mark.parametrize(
    ("cell", "nama", "codes"),
    [
        ("  Siti   Nur'aini,  S.Pd. ", "Siti Nur'aini, S.Pd.", []),
        ("ABDUL-RAHMAN", "ABDUL-RAHMAN", []),
        ("BUD1 SANTOSO", "BUD1 SANTOSO", ["NAMA_KARAKTER"]),
        ("BUDI (ALM)", "BUDI (ALM)", ["NAMA_KARAKTER"]),
        ("BUDI/ANI", "BUDI/ANI", ["NAMA_KARAKTER"]),
        (None, None, ["NAMA_KOSONG"]),
        ("-", None, ["NAMA_KOSONG"]),
    ],
)
def test_nama(tmp_path: Path, cell: str | None, nama: str | None, codes: list[str]) -> None:
    baris = baca_satu(tmp_path, nama=cell)
    assert baris.normal["nama"] == nama
    assert baris.codes == codes


@pytest.mark.parametrize(
    ("cell", "rt", "rw", "codes"),
    [
        ("1/2", "001", "002", []),
        ("001 / 002", "001", "002", []),
        ("RT 01 RW 02", "001", "002", []),
        ("RT.003/RW.012", "003", "012", []),
        ("01-02", "001", "002", []),
        ("005/-", "005", None, ["RTRW_KOSONG"]),
        ("000/000", None, None, ["RTRW_KOSONG"]),
        ("-", None, None, ["RTRW_KOSONG"]),
        (None, None, None, ["RTRW_KOSONG"]),
        (date(2026, 2, 1), "001", "002", ["RTRW_JADI_TANGGAL"]),
        ("01-Feb", "001", "002", ["RTRW_JADI_TANGGAL"]),
        ("2026-02-01 00:00:00", "001", "002", ["RTRW_JADI_TANGGAL"]),
    ],
)
def test_rt_rw_in_one_cell(
    tmp_path: Path, cell: object, rt: str | None, rw: str | None, codes: list[str]
) -> None:
    baris = baca_satu(tmp_path, rtrw=cell)
    assert (baris.normal["rt"], baris.normal["rw"]) == (rt, rw)
    assert baris.codes == codes


@pytest.mark.parametrize(
    ("ganti", "kolom", "kode", "codes"),
    [
        ({"kawin": "BK"}, "status_kawin", 1, []),
        ({"kawin": "CH"}, "status_kawin", 3, []),
        ({"kawin": "Kawin Belum Tercatat"}, "status_kawin", 2, []),
        ({"kawin": 4}, "status_kawin", 4, []),
        ({"kawin": "Kawim"}, "status_kawin", 2, ["KODE_MIRIP"]),
        ({"kawin": "Janda"}, "status_kawin", None, ["KODE_TIDAK_DIKENAL"]),
        ({"kawin": None}, "status_kawin", None, []),
        ({"kawin": 9}, "status_kawin", None, ["KODE_TIDAK_DIKENAL"]),
        ({"kerja": "Pegawai Negeri Sipil (PNS)"}, "pekerjaan", 5, []),
        ({"kerja": "TUKANG BATU"}, "pekerjaan", 26, []),
        ({"kerja": "Petani / Pekebun"}, "pekerjaan", 9, []),
        ({"kerja": "Wiraswsta"}, "pekerjaan", 88, ["KODE_MIRIP"]),
        ({"kerja": "Astronot"}, "pekerjaan", None, ["KODE_TIDAK_DIKENAL"]),
        ({"kerja": 84.0}, "pekerjaan", 84, []),
        ({"kerja": "09"}, "pekerjaan", 9, []),
    ],
)
def test_code_lists(
    tmp_path: Path, ganti: dict[str, Any], kolom: str, kode: int | None, codes: list[str]
) -> None:
    baris = baca_satu(tmp_path, **ganti)
    assert baris.normal[kolom] == kode
    assert baris.codes == codes


def test_a_refusing_reason_outweighs_warnings(tmp_path: Path) -> None:
    baris = baca_satu(tmp_path, nama=None, kawin="Janda")
    assert baris.outcome == "reject"
    assert set(baris.codes) == {"NAMA_KOSONG", "KODE_TIDAK_DIKENAL"}
