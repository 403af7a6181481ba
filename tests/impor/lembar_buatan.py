"""Synthetic sheets for the importer's tests: NIK of persons who do not exist, files of any kind."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

ACUAN = date(2026, 9, 15)
KEPALA = ["NO", "NO. KK", "N I K", "NAMA LENGKAP", "L/P", "TEMPAT LAHIR", "TGL LAHIR"]
KEPALA += ["STAT KWN", "SHDK", "PEKERJAAN", "RT/RW", "DUSUN"]
KK = "3399070101150001"


def nik(hari: int, bulan: int, tahun: int, *, wanita: bool = False, urut: int = 1) -> str:
    """A NIK of the kabupaten 33.99, which does not exist."""
    return f"339907{hari + 40 * wanita:02d}{bulan:02d}{tahun % 100:02d}{urut:04d}"


def orang(**ganti: Any) -> list[Any]:
    """One row under `KEPALA`; a head of household unless told otherwise."""
    isi = {
        "no": 1,
        "kk": KK,
        "nik": nik(12, 5, 1980),
        "nama": "BUDI SANTOSO",
        "jk": "L",
        "tempat": "Contohan",
        "tgl": "12-05-1980",
        "kawin": "K",
        "shdk": "Kepala Keluarga",
        "kerja": "Petani/Pekebun",
        "rtrw": "001/002",
        "dusun": "Krajan",
    }
    unknown = ganti.keys() - isi.keys()
    assert not unknown, unknown
    return list((isi | ganti).values())


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merges: Sequence[str] = (),
    sebelum: Sequence[tuple[str, Sequence[Sequence[Any]]]] = (),
    nama: str = "Sheet1",
) -> Path:
    """A workbook; `sebelum` are sheets that lie before the data."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, content in (*sebelum, (nama, rows)):
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    for area in merges:
        book[nama].merge_cells(area)
    book.save(path)
    return path


def write_xls(path: Path, rows: Sequence[Sequence[Any]], nama: str = "Sheet1") -> Path:
    """An old Excel workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(nama)
    style = xlwt.XFStyle()
    style.num_format_str = "dd-mm-yyyy"
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(r, c, cell, style)
            elif cell is not None:
                sheet.write(r, c, cell)
    book.save(str(path))
    return path


def write_csv(
    path: Path, rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8"
) -> Path:
    """A delimited text file."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path
