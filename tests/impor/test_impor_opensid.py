"""The OpenSID sheet in every shape it travels: numbers or labels, xlsx, xls, csv, titles above."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lembar_buatan import ACUAN, write_csv, write_xls, write_xlsx

from sipd_desktop.base.paths import resources
from sipd_desktop.rules.kode import daftar
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.hasil import Bacaan

CONTOH = resources() / "contoh" / "penduduk_opensid.xlsx"
LISTS = {
    "sex": "jenis_kelamin",
    "agama_id": "agama",
    "pendidikan_kk_id": "pendidikan",
    "pendidikan_sedang_id": "pendidikan_sedang",
    "pekerjaan_id": "pekerjaan",
    "status_kawin": "status_kawin",
    "kk_level": "shdk",
    "warganegara_id": "warganegara",
    "golongan_darah_id": "gol_darah",
    "cacat_id": "cacat",
    "cara_kb_id": "cara_kb",
    "hamil": "hamil",
    "status_dasar": "status_dasar",
    "id_asuransi": "asuransi",
}


@pytest.fixture(scope="module")
def rows() -> list[list[Any]]:
    sheet = openpyxl.load_workbook(CONTOH, read_only=True).worksheets[0]
    found = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [[c.date() if isinstance(c, datetime) else c for c in row] for row in found]


def values(bacaan: Bacaan) -> list[dict[str, Any]]:
    return [b.normal for b in bacaan.baris]


def test_the_sample_holds_1166_people_in_350_households() -> None:
    bacaan = read_isi_berkas(CONTOH, ACUAN)
    assert (bacaan.profil, bacaan.sheet, bacaan.header_rows) == (
        "opensid-penduduk",
        "Data Penduduk",
        [1],
    )
    assert bacaan.counts()["accept"] == 1166
    assert len({b.normal["no_kk"] for b in bacaan.baris}) == 350
    assert sum(b.normal["jenis_kelamin"] == 1 for b in bacaan.baris) == 543
    assert sum(b.normal["hamil"] == 1 for b in bacaan.baris) == 17


def test_xls_and_csv_read_like_xlsx(rows: list[list[Any]], tmp_path: Path) -> None:
    wanted = values(read_isi_berkas(CONTOH, ACUAN))
    assert values(read_isi_berkas(write_xls(tmp_path / "d.xls", rows), ACUAN)) == wanted
    text = [
        [c.strftime("%d/%m/%Y") if isinstance(c, date) else "" if c is None else c for c in row]
        for row in rows
    ]
    found = read_isi_berkas(write_csv(tmp_path / "d.csv", text), ACUAN)
    assert values(found) == wanted
    assert found.counts()["accept"] == 1166


@pytest.mark.parametrize("bentuk", ["label", "penuh", "BESAR"])
def test_labels_read_like_numbers(rows: list[list[Any]], tmp_path: Path, bentuk: str) -> None:
    head = rows[0]
    made = [list(row) for row in rows]
    for column, name in enumerate(head):
        if name in LISTS:
            known = {k.kode: k for k in daftar(LISTS[name]).isi}
            for row in made[1:]:
                if row[column] is not None:
                    entry = known[int(row[column])]
                    text = entry.label if bentuk == "label" else entry.penuh
                    row[column] = text.upper() if bentuk == "BESAR" else text
    found = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", made), ACUAN)
    assert found.counts()["accept"] == 1166
    assert values(found) == values(read_isi_berkas(CONTOH, ACUAN))


def test_titles_a_recap_sheet_and_another_column_order_do_not_matter(
    rows: list[list[Any]], tmp_path: Path
) -> None:
    turned = [[*row[::-1], "tambahan"] for row in rows[:200]]
    titles: list[list[Any]] = [["PEMERINTAH DESA SUKAMAJU"], [], ["DATA PENDUDUK"]]
    recap = [["REKAP"], ["RT", "RW", "Laki-laki", "Perempuan"], ["001", "001", 10, 11]]
    path = write_xlsx(
        tmp_path / "d.xlsx", [*titles, *turned], sebelum=[("REKAP", recap)], merges=["A1:F1"]
    )
    found = read_isi_berkas(path, ACUAN)
    assert (found.sheet, found.header_rows) == ("Sheet1", [4])
    assert values(found) == values(read_isi_berkas(CONTOH, ACUAN))[:199]
