"""`sipd laporan skdn` to PDF, XLSX and CSV: the same figures in all three."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from perintah_sipd import Run, told
from pypdf import PdfReader

from pembuat import BULAN_LALU, HARI_INI, MELATI, Dunia, Induk, answer_of, run_sipd


@pytest.fixture
def ditimbang(induk: Induk, tmp_path: Path) -> Path:
    """Three children of Melati, two weighed this month, one of them also the month before."""
    dunia: Dunia = induk.open(tmp_path / "data")
    alya, bagas = dunia.balita("ALYA"), dunia.balita("BAGAS")
    dunia.balita("CITRA", punya_kms=False)
    dunia.timbang(dunia.hari(BULAN_LALU), alya, "10.9")
    hari = dunia.hari(HARI_INI)
    dunia.timbang(hari, alya, "11.2")
    dunia.timbang(hari, bagas, "11.0")
    dunia.close()
    return tmp_path / "data"


def report(folder: Path, out: Path) -> dict[str, Any]:
    """In a process of its own: drawing a PDF starts Qt."""
    args = ("laporan", "skdn", "--periode", "2026-11", "--keluar", out, "--json")
    return answer_of(run_sipd(*args, data=folder))


def ask(sipd: Run, folder: Path, out: Path, *more: object, code: int = 0) -> dict[str, Any]:
    args = ("laporan", "skdn", "--periode", "2026-11", "--keluar", out, "--json", "--data", folder)
    return told(sipd(*args, *more), code)


WANT = {"S": 3, "K": 2, "D": 2, "N": 1, "B": 1, "T": 0}


def test_three_kinds_of_file_say_the_same(ditimbang: Path, tmp_path: Path) -> None:
    found: dict[str, Any] = {}
    for kind in ("pdf", "xlsx", "csv"):
        out = tmp_path / f"skdn.{kind}"
        answer = report(ditimbang, out)
        assert answer["berkas"] == str(out)
        assert {k: answer["angka"][k] for k in WANT} == WANT
        found[kind] = out
    text = "\n".join(page.extract_text() for page in PdfReader(found["pdf"]).pages)
    assert "Laporan SKDN" in text
    assert "Sukamaju" in text
    rows = list(csv.reader(found["csv"].read_text("utf-8-sig").splitlines(), delimiter=";"))
    rows = rows if max(map(len, rows)) > 3 else list(csv.reader(found["csv"].open()))
    line = next(r for r in rows if r and r[0].startswith("D  Ditimbang"))
    assert line[-1] == "2"
    sheet = openpyxl.load_workbook(found["xlsx"]).worksheets[0]
    cells = [[c.value for c in row] for row in sheet.iter_rows()]
    line = next(r for r in cells if str(r[0]).startswith("D  Ditimbang"))
    assert next(v for v in reversed(line) if v is not None) == 2


def test_one_posyandu_or_all(sipd: Run, ditimbang: Path, tmp_path: Path) -> None:
    one = ask(sipd, ditimbang, tmp_path / "a.csv", "--posyandu", MELATI.lower())
    other = ask(sipd, ditimbang, tmp_path / "b.csv", "--posyandu", "Mawar")
    assert (one["angka"]["S"], other["angka"]["S"]) == (3, 0)


@pytest.mark.parametrize(
    ("out", "more", "alasan"),
    [
        ("x.docx", (), "jenis-berkas-salah"),
        ("x.csv", ("--posyandu", "Tidak Ada"), "posyandu-tidak-ada"),
        ("tidak-ada/x.csv", (), "folder-tidak-ada"),
        ("x.csv", ("--periode", "2026-13"), "periode-salah"),
    ],
)
def test_what_cannot_be_written_is_told(
    sipd: Run, ditimbang: Path, tmp_path: Path, out: str, more: tuple[str, ...], alasan: str
) -> None:
    assert ask(sipd, ditimbang, tmp_path / out, *more, code=1)["alasan"] == alasan
    assert not list(tmp_path.glob("x.*"))


def test_unknown_report_is_told(sipd: Run, ditimbang: Path, tmp_path: Path) -> None:
    args = ("--periode", "2026-11", "--keluar", tmp_path / "x.csv", "--json", "--data", ditimbang)
    assert told(sipd("laporan", "lain", *args), 1)["alasan"] == "laporan-tidak-dikenal"


def test_a_report_that_left_is_in_the_history(
    sipd: Run, ditimbang: Path, tmp_path: Path, induk: Induk
) -> None:
    ask(sipd, ditimbang, tmp_path / "a.csv", "--posyandu", MELATI)
    dunia = Induk(ditimbang, "", induk.key).reopen()
    row = dunia.sql("SELECT verb, objek_jenis FROM tindakan ORDER BY urut DESC LIMIT 1")
    assert row == [("mengekspor", "posyandu")]
    dunia.close()


def test_sheet_of_the_day_by_month_or_by_date(ditimbang: Path, tmp_path: Path, sipd: Run) -> None:
    base = ("laporan", "Lembar_Hari_Buka", "--json", "--data", ditimbang)
    by_month = told(sipd(*base, "--periode", "2026-11", "--keluar", tmp_path / "a.csv"))
    assert (by_month["laporan"], by_month["tanggal"]) == ("lembar-hari-buka", "2026-11-21")
    assert by_month["angka"]["balita"] == 3
    by_date = told(sipd(*base, "--tanggal", "2026-12-03", "--keluar", tmp_path / "b.xlsx"))
    assert (by_date["periode"], by_date["tanggal"]) == ("2026-12", "2026-12-03")
    lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines if ";" in line and line[0].isdigit()] == [
        "1", "2", "3",
    ]  # fmt: skip
    assert any("ALYA" in str(cell.value) for row in openpyxl.load_workbook(tmp_path / "b.xlsx")
               .worksheets[0].iter_rows() for cell in row)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "alasan"),
    [
        ((), "laporan-perlu-tanggal"),
        (("--tanggal", "21-11-2026"), "periode-salah"),
        (("--periode", "2027-03"), "rencana-belum-ada"),
        (("--tanggal", "2026-11-21", "--posyandu", "Tidak Ada"), "posyandu-tidak-ada"),
    ],
)
def test_sheet_of_the_day_says_what_it_misses(
    ditimbang: Path, tmp_path: Path, sipd: Run, more: tuple[str, ...], alasan: str
) -> None:
    args = ("laporan", "lembar-hari-buka", *more, "--keluar", tmp_path / "x.csv", "--json")
    assert told(sipd(*args, "--data", ditimbang), 1)["alasan"] == alasan
    assert not (tmp_path / "x.csv").exists()


def test_a_list_of_a_saved_view_by_its_name(sipd: Run, ditimbang: Path, tmp_path: Path) -> None:
    def ask_view(kind: str, view: str, code: int = 0) -> dict[str, Any]:
        args = ("laporan", kind, "--periode", "2026-11", "--alasan", "musdes", "--json")
        out = tmp_path / f"{kind}.csv"
        return told(sipd(*args, "--lihatan", view, "--keluar", out, "--data", ditimbang), code)

    assert ask_view("daftar-masalah", "lewat tenggat")["angka"] == {"masalah": 0}
    assert ask_view("daftar-masalah", "Tidak ada", 1)["alasan"] == "lihatan-tidak-ada"
    assert ask_view("skdn", "lewat tenggat", 1)["alasan"] == "laporan-tanpa-lihatan"
