"""The same people in every kind of file and cell a desa sends: the container must not matter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from kotor_buatan import rows_of
from lembar_buatan import ACUAN, nik, write_csv, write_xls, write_xlsx

from sipd_desktop.services.impor.baca import read_isi_berkas

KK = "3399070101150001"
N1, N2, N3 = nik(12, 5, 1980), nik(3, 4, 1985, wanita=True), nik(1, 2, 2010)
KEPALA = ["NO", "NO KK", "NIK", "NAMA", "L/P", "TTL", "SHDK", "RT/RW", "ALAMAT"]
ORANG = [
    [1, KK, N1, "BUDI SANTOSO", "L", "Tegal, 12-05-1980", "Kepala Keluarga", "001/002",
     "Jl. Mawar; gang 2"],
    [2, KK, N2, "SITI NUR\u2019AINI", "P", "Tegal, 03-04-1985", "Istri", "001/002", "sda"],
    [3, KK, N3, 'AGUS', "L", "Tegal, 01-02-2010", "Anak", "001/002", "sda"],
]  # fmt: skip
KOSONG = [["DAFTAR WARGA RT 001", "", "", ""], [], KEPALA, [f"({n})" for n in range(1, 10)]]
ROWS: list[list[Any]] = [*KOSONG, *ORANG, [], ["JUMLAH", "", "", "3 orang"], ["### selesai"]]


def check(path: Path) -> None:
    people = [r for r in rows_of(path) if r["outcome"] != "ignore"]
    assert [(r["outcome"], r["codes"]) for r in people] == [("accept", [])] * 3
    values = [r["normalized"] for r in people]
    assert [v["nik"] for v in values] == [N1, N2, N3]
    assert [v["nama"] for v in values] == ["BUDI SANTOSO", "SITI NUR\u2019AINI", "AGUS"]
    assert [v["tanggal_lahir"] for v in values] == ["1980-05-12", "1985-04-03", "2010-02-01"]
    assert {(v["no_kk"], v["rt"], v["rw"], v["alamat"]) for v in values} == {
        (KK, "001", "002", "Jl. Mawar; gang 2")
    }
    told = rows_of(path)
    assert [r["codes"] for r in told[-2:]] == [["BARIS_JUMLAH"], ["CATATAN_KAKI"]]


def _html(path: Path, rows: Sequence[Sequence[Any]], coding: str = "utf-8") -> Path:
    cell = "<td style='mso-number-format:\"\\@\"'>{}</td>"
    body = "".join(
        "<tr>" + "".join(cell.format("&nbsp;" if c == "" else c) for c in r) + "</tr>" for r in rows
    )
    head = f'<html><head><meta charset="{coding}"></head><body><table border=1>'
    path.write_bytes((head + body + "</table></body></html>").encode(coding))
    return path


def _ods(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    made = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>'
            if c != "" else "<table:table-cell/>"
            for c in row
        )
        + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{made}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        pack.writestr("content.xml", content)
    return path


def _csv(coding: str, sign: str, start: str = "") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = write_csv(folder / "d.csv", ROWS, sign, coding)
        if start:
            path.write_bytes(start.encode(coding) + path.read_bytes())
        return path

    return make


def _xml(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    def cell(value: Any, place: int) -> str:
        kind = "Number" if isinstance(value, int) else "String"
        text = escape(str(value))
        return f'<Cell ss:Index="{place}"><Data ss:Type="{kind}">{text}</Data></Cell>'

    made = "".join(
        f'<Row ss:Index="{n}">'
        + "".join(cell(c, p) for p, c in enumerate(row, 1) if c != "")
        + "</Row>"
        for n, row in enumerate(rows, 1)
        if row
    )
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Data">'
        f"<Table>{made}</Table></Worksheet></Workbook>",
        "utf-8",
    )
    return path


WADAH: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda f: write_xlsx(f / "d.xlsx", ROWS),
    "xlsx bernama xls": lambda f: write_xlsx(f / "d.xlsx", ROWS).rename(f / "d.xls"),
    "xlsx tanpa akhiran": lambda f: write_xlsx(f / "d.xlsx", ROWS).rename(f / "data"),
    "xls": lambda f: write_xls(f / "d.xls", ROWS),
    "xls bernama csv": lambda f: write_xls(f / "d.xls", ROWS).rename(f / "d.csv"),
    "ods": lambda f: _ods(f / "d.ods", ROWS),
    "html bernama xls": lambda f: _html(f / "d.xls", ROWS),
    "html cp1252": lambda f: _html(f / "d.xls", ROWS, "cp1252"),
    "xml Excel 2003": lambda f: _xml(f / "d.xls", ROWS),
    "csv UTF-16 LE tanpa BOM": _csv("utf-16-le", ";"),
    "csv titik koma": _csv("utf-8", ";"),
    "csv koma": _csv("utf-8", ","),
    "csv tab": _csv("utf-8", "\t"),
    "csv garis": _csv("utf-8", "|"),
    "csv BOM": _csv("utf-8-sig", ";"),
    "csv cp1252": _csv("cp1252", ";"),
    "csv cp1252 koma": _csv("cp1252", ","),
    "csv UTF-16": _csv("utf-16", "\t"),
    "csv UTF-16 BE": _csv("utf-16-be", ";", "\ufeff"),
    "csv sep=": _csv("utf-8", ";", "sep=;\r\n"),
    "csv bernama xls": lambda f: _csv("cp1252", "\t")(f).rename(f / "d.xls"),
    "csv bernama xlsx": lambda f: _csv("utf-8", ",")(f).rename(f / "d.xlsx"),
    "csv LF": lambda f: _ganti(_csv("utf-8", ";")(f), b"\r\n", b"\n"),
    "csv CR": lambda f: _ganti(_csv("utf-8", ";")(f), b"\r\n", b"\r"),
}


def _ganti(path: Path, old: bytes, new: bytes) -> Path:
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


@pytest.mark.parametrize("wadah", WADAH)
def test_the_container_does_not_matter(tmp_path: Path, wadah: str) -> None:
    path = WADAH[wadah](tmp_path)
    check(path)


def _buku(path: Path, **kw: Any) -> tuple[xlsxwriter.Workbook, Any, Any]:
    book = xlsxwriter.Workbook(path, kw)
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["NO", "NO KK", "NIK", "NAMA", "L/P", "TGL LAHIR", "RT", "RW"])
    return book, sheet, book.add_format({"num_format": "dd-mm-yyyy"})


@pytest.mark.parametrize("sistem", [False, True])
def test_dates_of_both_calendars_of_excel(tmp_path: Path, sistem: bool) -> None:
    path = tmp_path / "d.xlsx"
    book, sheet, day = _buku(path, date_1904=sistem)
    for n, cell in enumerate((date(1980, 5, 12), datetime.fromisoformat("1980-05-12T17:30")), 1):
        sheet.write_row(n, 0, [n, KK, nik(12, 5, 1980, urut=n), "BUDI", "L"])
        sheet.write_datetime(n, 5, cell, day)
        sheet.write_row(n, 6, ["1", "2"])
    book.close()
    assert [(r["codes"], r["normalized"]["tanggal_lahir"]) for r in rows_of(path)] == [
        ([], "1980-05-12")
    ] * 2


def test_formulas_errors_booleans_and_rich_text(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    book, sheet, day = _buku(path)
    bold = book.add_format({"bold": True})
    people = [nik(12, 5, 1980, urut=n) for n in range(1, 9)]
    for n, number in enumerate(people, 1):
        sheet.write_row(n, 0, [n, KK, number, "BUDI", "L", "12-05-1980", "1", "2"])
    sheet.write_formula(1, 2, '=TEXT(A1,"0")', None, people[0])  # a formula with its last value
    sheet.write_formula(1, 5, "=DATE(1980,5,12)", day, 29353)
    sheet.write_formula(2, 3, "=UPPER(Z9)", None, "")  # one that gave nothing
    sheet.write_formula(3, 2, "=VLOOKUP(A4,Z:Z,1,0)", None, "#N/A")
    sheet.write_formula(4, 3, "=#REF!", None, "#REF!")
    sheet.write_boolean(5, 3, True)
    sheet.write_rich_string(6, 3, bold, "BUDI ", "SANTOSO")
    sheet.write_string(7, 3, "B" * 32_000)
    sheet.write_formula(8, 5, "=NOW()", book.add_format({"num_format": "hh:mm"}), 0.75)
    book.close()
    told = rows_of(path)
    assert [r["codes"] for r in told] == [
        [],
        ["NAMA_KOSONG"],
        ["NIK_KOSONG"],
        ["NAMA_KOSONG"],
        [],
        [],
        ["NAMA_KARAKTER"],
        ["TGL_TIDAK_VALID"],
    ]
    assert told[0]["normalized"]["nik"] == people[0]
    assert told[0]["normalized"]["tanggal_lahir"] == "1980-05-12"
    assert told[5]["normalized"]["nama"] == "BUDI SANTOSO"
    assert len(told[6]["normalized"]["nama"]) == 100


def test_hidden_sheets_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    book = xlsxwriter.Workbook(path)
    head = ["NO", "NO KK", "NIK", "NAMA", "L/P", "TGL LAHIR", "RT", "RW", "AGAMA"]
    rekap = book.add_worksheet("REKAP")
    rekap.write_column(0, 0, ["REKAPITULASI", "RT 001", "Jumlah"])
    rekap.write_column(1, 1, [12, 12])
    old = book.add_worksheet("lama")
    new = book.add_worksheet("RT 001")
    for sheet, extra in ((old, 9), (new, 0)):
        sheet.write_row(0, 0, head)
        for n in range(1, 3 + extra):
            cells = [n, KK, nik(12, 5, 1980, urut=n), "BUDI", "L", "12-05-1980", 1, 2, "Islam"]
            sheet.write_row(n, 0, cells)
    old.hide()
    new.set_row(2, None, None, {"hidden": True})
    new.set_column(8, 8, None, None, {"hidden": True})
    book.close()
    bacaan = read_isi_berkas(path, ACUAN)
    assert bacaan.sheet == "RT 001"
    assert [(b.outcome, b.normal["agama"]) for b in bacaan.baris] == [("accept", 1)] * 2


def test_a_line_break_inside_a_quoted_cell_is_one_row(tmp_path: Path) -> None:
    rows = [KEPALA, [1, KK, N1, "BUDI\nSANTOSO", "L", "Tegal,\n12-05-1980", "KK", "1/2", "a\r\nb"]]
    (row,) = rows_of(write_csv(tmp_path / "d.csv", rows))
    assert (row["row"], row["outcome"], row["normalized"]["nama"]) == (2, "accept", "BUDI SANTOSO")
    assert row["normalized"]["tanggal_lahir"] == "1980-05-12"


def test_a_number_that_excel_wrote_into_a_text_file(tmp_path: Path) -> None:
    head = ["NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
    rest = ["L", "12-05-1980", KK, 1, 2]
    rows = [head, *([c, f"ORANG {chr(65 + n)}", *rest] for n, c in enumerate(
        ("3,39907E+15", "3.39907E+15", f"{N1}.0", f'="{N1[:15]}9"', f"'{N1[:15]}8")))]  # fmt: skip
    told = rows_of(write_csv(tmp_path / "d.csv", rows))
    assert [r["codes"] for r in told] == [
        ["NIK_NOTASI_ILMIAH"],
        ["NIK_NOTASI_ILMIAH"],
        ["NIK_ANGKA"],
        [],
        [],
    ]
    assert [r["normalized"]["nik"] for r in told[2:]] == [N1, f"{N1[:15]}9", f"{N1[:15]}8"]


def test_a_password_and_a_torn_file_get_a_sentence(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "d.xlsx", ROWS).read_bytes()
    out = io.BytesIO(whole)
    assert zipfile.is_zipfile(out)
    (tmp_path / "d.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Exception, match="impor-berkas-rusak"):
        read_isi_berkas(tmp_path / "d.xlsx", ACUAN)


def test_a_number_of_xml_keeps_fifteen_digits(tmp_path: Path) -> None:
    head = ["NIK", "NAMA", "L/P", "TGL LAHIR", "NO KK", "RT", "RW"]
    rest = ["BUDI", "L", "1980-05-12T00:00:00.000", KK, 1, 2]
    rows = [head, [int(f"{N1[:15]}0"), *rest], [int(f"{N1[:15]}7"), *rest], [N1, *rest]]
    told = rows_of(_xml(tmp_path / "d.xls", rows))
    assert [r["codes"] for r in told] == [["NIK_PRESISI_HILANG"], ["NIK_ANGKA"], []]
    assert told[1]["normalized"]["tanggal_lahir"] == "1980-05-12"
