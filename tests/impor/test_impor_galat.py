"""The workbook of problems: original layout, no formulas, NIK as text, nothing washed clean."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from lembar_buatan import ACUAN, KEPALA, nik, orang, write_xlsx

from sipd_desktop.base.paths import resources
from sipd_desktop.base.pesan.impor import MASALAH, PESAN
from sipd_desktop.services.impor.baca import read_isi_berkas
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat
from sipd_desktop.services.impor.hasil import ABAIKAN, PERINGATAN, TOLAK

DAMAGED = int(nik(12, 5, 1980)[:15] + "0")


def _make(tmp_path: Path) -> tuple[Path, int]:
    rows = [
        ["DAFTAR PENDUDUK"],
        [],
        KEPALA,
        orang(),
        orang(no=2, nik=DAMAGED, nama="=1+1", shdk="Anak"),
        orang(no=3, nik=int(nik(3, 4, 1985)), nama="JOKO", tgl="03-04-1985", shdk="Anak"),
        orang(no=4, nik=nik(1, 1, 2020), nama="AHMAD", tgl="31-02-2020", shdk="Anak"),
    ]
    path = tmp_path / "d.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["D5"].data_type = "s"
    book.active["D5"].value = "=1+1"
    book.active["D5"].data_type = "s"
    book.save(path)
    out = tmp_path / "galat.xlsx"
    return out, write_daftar_galat(out, read_isi_berkas(path, ACUAN))


def test_problem_rows_keep_the_layout_and_gain_two_columns(tmp_path: Path) -> None:
    out, count = _make(tmp_path)
    assert count == 3
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    width = len(KEPALA)
    assert rows[0][0] == "DAFTAR PENDUDUK"
    assert list(rows[2][: width + 2]) == [*KEPALA, "Masalah", "Saran"]
    assert [r[0] for r in rows[3:]] == [2, 3, 4]
    assert rows[3][width].startswith("Ditolak. NIK rusak oleh Excel")
    assert rows[4][width].startswith("NIK tersimpan sebagai angka")
    assert "kalender" in rows[5][width]
    assert all(r[width + 1] for r in rows[3:])


def test_no_cell_is_a_formula_and_every_nik_is_text(tmp_path: Path) -> None:
    out, _ = _make(tmp_path)
    book = openpyxl.load_workbook(out)
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c.coordinate for c in cells if c.data_type == "f"]
    for row in (4, 5, 6):
        for column in ("B", "C"):
            cell = book.worksheets[0][f"{column}{row}"]
            assert cell.data_type == "s"
            assert cell.number_format == "@"


def test_reading_it_back_judges_the_rows_alike(tmp_path: Path) -> None:
    out, _ = _make(tmp_path)
    again = read_isi_berkas(out, ACUAN)
    assert again.header_rows == [3]
    assert [b.outcome for b in again.baris] == ["reject", "warn", "reject"]
    assert "NIK_NOTASI_ILMIAH" in again.baris[0].codes  # yang rusak tidak menjadi bersih
    assert again.baris[1].normal["nik"] == nik(3, 4, 1985)
    assert not [n for n in again.catatan if "Masalah" in n]


def test_a_merged_header_survives(tmp_path: Path) -> None:
    top = ["NO", "NIK", "NAMA", "L/P", "TEMPAT/TGL LAHIR", None]
    sub = [None, None, None, None, "TEMPAT", "TANGGAL"]
    rows = [["JUDUL"], top, sub, [1, "123", "BUDI", "L", "Contohan", "12-05-1980"]]
    merges = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"]
    source = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", rows, merges=merges), ACUAN)
    write_daftar_galat(tmp_path / "g.xlsx", source)
    again = read_isi_berkas(tmp_path / "g.xlsx", ACUAN)
    assert (again.header_rows, again.kolom) == (source.header_rows, source.kolom)
    assert [b.codes for b in again.baris] == [b.codes for b in source.baris]


def test_every_reason_code_has_a_sentence_and_an_advice() -> None:
    assert set(MASALAH) == TOLAK | PERINGATAN
    for wrong, advice in MASALAH.values():
        assert wrong.endswith(".")
        assert advice.endswith(".")


def test_the_page_for_operators_names_every_code() -> None:
    page = (resources().parent / "docs" / "impor.md").read_text("utf-8")
    assert not [c for c in (*MASALAH, *ABAIKAN, *PESAN) if c not in page]
