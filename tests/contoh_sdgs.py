"""The sample SDGs workbook as entries of pendataan: a small reader for tests of the rules."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from sipd_desktop.rules.kode import daftar
from sipd_desktop.rules.masalah import DataKeluarga, DataOrang, Keluarga, Orang

TANGGAL = date(2026, 9, 15)


@cache
def read_contoh(berkas: Path) -> tuple[Keluarga, ...]:
    """Households of the workbook with their members, as the rules read them."""
    book = CalamineWorkbook.from_path(berkas)
    people: dict[str, list[Orang]] = {}
    for row in _rows(book, "Individu"):
        people.setdefault(row["Nomor KK"], []).append(_orang(row))
    return tuple(_keluarga(row, people) for row in _rows(book, "Keluarga"))


def _rows(book: CalamineWorkbook, sheet: str) -> list[dict[str, Any]]:
    rows = book.get_sheet_by_name(sheet).to_python()
    heads = rows[2]
    return [dict(reversed(list(zip(heads, row, strict=True)))) for row in rows[3:]]


def _kode(nama: str, teks: str) -> int | None:
    return daftar(nama).find(teks).kode


def _banyak(nama: str, teks: str) -> tuple[str, ...]:
    """Keys of a multi-answer, closed ones kept by the label of the file."""
    found = []
    for part in filter(None, (t.strip() for t in str(teks).split(","))):
        entry = daftar(nama).kode_of(_kode(nama, part))
        found.append(entry.kunci if entry and entry.kunci and not entry.tertutup else part)
    return tuple(found)


def _orang(row: dict[str, Any]) -> Orang:
    lahir = row["P106"] if isinstance(row["P106"], date) else date.fromisoformat(str(row["P106"]))
    data = DataOrang(
        TANGGAL,
        "sdgs",
        kondisi_kerja=_kode("kondisi_kerja", row["P20"]),
        pendidikan=_kode("sdgs_pendidikan", row["P501"]),
        sekolah_kini=bool(row["P503"]),
        penyakit=_banyak("sdgs_penyakit", row["P401"]),
        disabilitas=_banyak("sdgs_disabilitas", row["P404"]),
    )
    jk = "L" if row["P104"] == "Laki-laki" else "P"
    return Orang(str(row["NIK"]), jk, lahir, data, data, data)


def _satu(nama: str, teks: str) -> str:
    entry = daftar(nama).kode_of(_kode(nama, teks))
    return entry.kunci if entry else ""


def _keluarga(row: dict[str, Any], people: dict[str, list[Orang]]) -> Keluarga:
    data = DataKeluarga(
        TANGGAL,
        "sdgs",
        jumlah_anggota=int(row["P303"]),
        pengeluaran=int(row["P428"]),
        bantuan=_banyak("sdgs_bantuan", row["P427"]),
        luas_lantai=int(row["P403.1"]),
        lantai=_satu("sdgs_lantai", row["P404 Lainnya"] or row["P404"]),
        dinding=_satu("sdgs_dinding", row["P405"]),
        atap=_satu("sdgs_atap", row["P407"]),
        jamban=_satu("sdgs_jamban", row["P414"]),
        air_minum=_satu("sdgs_air_minum", row["P415"]),
        energi_masak=_satu("sdgs_energi_masak", row["P409"]),
    )
    kk = str(row["No KK"])
    return Keluarga(kk, tuple(people.get(kk, ())), data, data)
