"""Vaccination, aid and e-PPGBM sheets as they come back from a desa: errors in every column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from kotor_buatan import rows_of
from lembar_buatan import ACUAN, nik, write_csv, write_xls, write_xlsx

from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.daftar_galat import sentences
from sipd_desktop.services.impor.nilai import asli

N = [nik(12, 5, 1980, urut=n) for n in range(1, 20)]
KK = "3399070101150001"
VAKSIN = [
    "NIK",
    *(f"{w} VAKSIN {n}" for n in (1, 2, 3) for w in ("TANGGAL", "JENIS")),
    "KETERANGAN",
]


def beda(path: Path, mau: dict[int, str]) -> list[str]:
    """Rows whose codes are others than told."""
    told = {r["row"]: r["codes"] for r in rows_of(path)}
    assert told.keys() == mau.keys()
    return [f"baris {n}: {told[n]}, seharusnya {mau[n]}" for n in mau if told[n] != mau[n].split()]


def dosis(row: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    return [
        (r["key"][1], r["values"].get("tanggal"), r["values"].get("merek"))
        for r in row.get("records", ())
    ]


def _vaksin(*cells: Any) -> list[Any]:
    return [*cells, *[""] * (len(VAKSIN) - len(cells))]


def test_vaccinations_with_errors(tmp_path: Path) -> None:
    rows: Sequence[Sequence[Any]] = [
        ["DATA VAKSINASI DESA SUKAMAJU"],
        VAKSIN,
        [f"({n})" for n in range(1, 9)],
        _vaksin(N[0], "2021-11-01", "Sinovac", "2021-11-29", "SINOVAC", "2022-05-01", "Pfizer"),
        _vaksin(f"'{N[1]}", date(2021, 3, 1), "Astra Zeneca", "29 Maret 2021", "astrazeneca"),
        _vaksin(N[2], "01/03/2021", "Sinovacc"),
        _vaksin(N[3], "31-02-2021", "Moderna"),
        _vaksin(N[4], "2030-01-01", "Moderna"),
        _vaksin(N[5], "", "Johnson & Johnson"),
        _vaksin(N[6], "-", "-"),
        _vaksin("", "2021-11-01", "Sinovac"),
        _vaksin(N[7][:15], "2021-11-01", "Sinovac"),
        _vaksin("3.39907E+15", "2021-11-01", "Sinovac"),
        _vaksin(3399071205800010, "2021-11-01", "Sinovac"),
        _vaksin(int(N[8]), "2021-11-01", "Indovac"),
        VAKSIN,
        _vaksin(N[0], "2021-11-01", "Sinovac", "2021-11-29", "Sinovac", "2022-05-01", "Pfizer"),
        ["JUMLAH", "12"],
        [],
        ["Mengetahui,", "", "", "", "Kepala Desa"],
        ["###"],
        _vaksin(N[9], "2021-11-01", "Sinovac"),
    ]
    mau = {
        3: "NOMOR_KOLOM",
        4: "",
        5: "",
        6: "KODE_MIRIP",
        7: "KODE_TIDAK_DIKENAL",
        8: "KODE_TIDAK_DIKENAL",
        9: "",
        10: "",
        11: "NIK_KOSONG SUBJEK_TIDAK_ADA",
        12: "NIK_PANJANG",
        13: "NIK_NOTASI_ILMIAH",
        14: "NIK_PRESISI_HILANG",
        15: "NIK_ANGKA",
        16: "HEADER_BERULANG",
        17: "DUPLIKAT_PERSIS",
        18: "BARIS_JUMLAH",
        19: "BARIS_KOSONG",
        20: "CATATAN_KAKI",
        21: "CATATAN_KAKI",
        22: "CATATAN_KAKI",
    }
    path = write_xlsx(tmp_path / "v.xlsx", rows, nama="Vaksin")
    assert beda(path, mau) == []
    told = {r["row"]: r for r in rows_of(path)}
    assert dosis(told[5]) == [
        ("1", "2021-03-01", "AstraZeneca"),
        ("2", "2021-03-29", "AstraZeneca"),
    ]
    assert dosis(told[6]) == [("1", "2021-03-01", "Sinovac")]
    assert dosis(told[7]) == [("1", None, "Moderna")]
    assert dosis(told[9]) == [("1", None, "Johnson&Johnson")]
    assert dosis(told[10]) == []
    assert dosis(told[15]) == [("1", "2021-11-01", "Indovac")]
    assert told[7]["reasons"][0]["cell"] == "31-02-2021"


@pytest.mark.parametrize("judul", ["Tgl Vaksin 1", "TANGGAL VAKSIN KE-1", "Tanggal Vaksinasi 1"])
def test_headings_of_vaccinations_vary(tmp_path: Path, judul: str) -> None:
    rows = [["No", "NIK", "Nama", judul, "Merk Vaksin 1"], [1, N[0], "BUDI", "1-3-2021", "Pfizer"]]
    (row,) = rows_of(write_xls(tmp_path / "v.xls", rows))
    assert dosis(row) == [("1", "2021-03-01", "Pfizer")]


PESERTA = ["Peserta", "No. Peserta", "NIK", "Nama", "Tempat Lahir", "Tanggal Lahir", "Alamat"]


def _bantuan(tmp_path: Path, sasaran: Any, peserta: Sequence[Sequence[Any]]) -> Path:
    program = [
        ["ID Program", ""],
        ["Nama Program", "Program Keluarga Harapan"],
        ["Sasaran Program", sasaran],
        ["Keterangan", ""],
        ["Asal Dana", "Pusat"],
        ["Rentang Waktu (Awal)", "2026-01-01"],
        ["Rentang Waktu (Akhir)", "31-12-2026"],
        ["###"],
        ["Sasaran Program", "1 penduduk 2 keluarga"],
    ]
    return write_xlsx(tmp_path / "b.xlsx", peserta, sebelum=[("Program", program)], nama="Peserta")


@pytest.mark.parametrize("sasaran", [2, "2", "Keluarga", "keluarga"])
def test_aid_for_families_with_errors(tmp_path: Path, sasaran: Any) -> None:
    rows = [
        PESERTA,
        [KK, "1", N[0], "BUDI", "Tegal", "1980-05-12", "RT 1"],
        ["'33.99.070101.150002", 2, "", "", "", "", ""],
        [int("3399070101150003"), "3", "", "SITI", "", "", ""],
        ["", "4", N[1], "TANPA KK", "", "", ""],
        [KK[:12], "5", N[2], "PENDEK", "", "", ""],
        ["33990701O1150004", "6", N[3], "HURUF O", "", "", ""],
        [KK, "1", N[0], "BUDI", "Tegal", "1980-05-12", "RT 1"],
        ["TOTAL", 4],
        ["### keterangan"],
        ["1", "nomor KK"],
    ]
    mau = {
        2: "",
        3: "",
        4: "",
        5: "KK_KOSONG SUBJEK_TIDAK_ADA",
        6: "KK_PANJANG",
        7: "KK_BUKAN_ANGKA",
        8: "DUPLIKAT_PERSIS",
        9: "BARIS_JUMLAH",
        10: "CATATAN_KAKI",
        11: "CATATAN_KAKI",
    }
    path = _bantuan(tmp_path, sasaran, rows)
    assert beda(path, mau) == []
    told = rows_of(path)
    assert [r["normalized"]["no_kk"] for r in told[:3]] == [
        KK,
        "3399070101150002",
        "3399070101150003",
    ]
    (record,) = told[1]["records"]
    assert (record["table"], record["about"]) == ("bantuan", "keluarga")
    assert record["values"]["awal"], record["values"]["akhir"] == ("2026-01-01", "2026-12-31")
    assert record["values"]["nomor_peserta"] == "2"


@pytest.mark.parametrize("sasaran", [1, "Penduduk"])
def test_aid_for_people_with_errors(tmp_path: Path, sasaran: Any) -> None:
    rows = [
        PESERTA,
        [N[0], "1", N[0], "BUDI", "", "", ""],
        [N[1], "2", f"{N[1]}\u00a0", "SITI", "", "", ""],
        ["", "3", "-", "TANPA NIK", "", "", ""],
        [N[2], "4", N[2][:10], "PENDEK", "", "", ""],
        [],
    ]
    mau = {2: "", 3: "", 4: "NIK_KOSONG SUBJEK_TIDAK_ADA", 5: "NIK_PANJANG"}
    assert beda(_bantuan(tmp_path, sasaran, rows), mau) == []


def test_weighings_with_errors(tmp_path: Path) -> None:
    head = "No|NIK|Nama|JK|Tgl Lahir|BB Lahir|TB Lahir|Nama Ortu|Rt|Rw|Tanggal Pengukuran|Berat"
    head += "|Tinggi|ZS BB/U|BB/U"
    anak = nik(3, 4, 2024)

    def row(number: int, **ganti: Any) -> list[Any]:
        cells = {"nik": anak[:12] + f"{number:04d}", "nama": "ANAK CONTOH", "jk": "L",
                 "lahir": "2024-04-03", "bb": "3.1", "tb": "49", "ortu": "SITI", "rt": "1",
                 "rw": "2", "ukur": "2026-08-11", "berat": "10,1", "tinggi": "80", "zs": "-1.2",
                 "kelas": "Normal"}  # fmt: skip
        return [number, *(cells | ganti).values()]

    rows = [
        head.split("|"),
        row(1),
        row(2, bb="3100"),
        row(3, bb="31"),
        row(4, tb="490", lahir="3 April 2024"),
        row(5, jk="", nik=""),
        row(6, lahir="2027-01-01"),
        row(7, lahir="04-03-2024"),
        row(8, nama=""),
        row(9, rt="", rw="0"),
    ]
    mau = {
        2: "KK_KOSONG",
        3: "KK_KOSONG",
        4: "KK_KOSONG KODE_TIDAK_DIKENAL",
        5: "KK_KOSONG KODE_TIDAK_DIKENAL",
        6: "KK_KOSONG NIK_KOSONG JK_TIDAK_DIKENAL",
        7: "KK_KOSONG NIK_BEDA_TGL TGL_MASA_DEPAN",
        8: "KK_KOSONG TGL_TERTUKAR",
        9: "KK_KOSONG NAMA_KOSONG",
        10: "KK_KOSONG RTRW_KOSONG",
    }
    path = write_csv(tmp_path / "e.csv", rows)
    assert beda(path, mau) == []
    told = rows_of(path)
    assert [r["normalized"].get("berat_lahir") for r in told[:3]] == ["3.10", "3.10", None]
    assert told[3]["normalized"]["tanggal_lahir"] == "2024-04-03"
    assert told[0]["records"][0]["values"]["tanggal"] == "2026-08-11"


@pytest.mark.parametrize(
    ("kolom", "isi", "jenis"),
    [
        ("DISABILITAS", "ODGJ", "jiwa"),
        ("PEKERJAAN", "Tidak bekerja (ODGJ)", "jiwa"),
        ("PEKERJAAN", "Pasien HIV", "hiv"),
        ("SHDK", "Anak (TBC)", "tbc"),
    ],
)
def test_closed_words_in_a_column_of_choices_leave_the_open(
    tmp_path: Path, kolom: str, isi: str, jenis: str
) -> None:
    head = ["NO", "NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW", kolom]
    path = write_xlsx(
        tmp_path / "t.xlsx", [head, [1, N[0], "BUDI", "L", "12-05-1980", KK, 1, 2, isi]]
    )
    (baris,) = read_isi_berkas(path, ACUAN).baris
    assert [x.kunci for x in baris.lampiran if x.tbl == "tertutup"] == [(jenis,)]
    told = json.dumps([baris.as_json(), *sentences(baris), asli(baris)])
    assert not [w for w in ("ODGJ", "HIV", "TBC") if w in told]
