"""CSV for spreadsheets in Indonesia: semicolon, UTF-8 with a mark, comma decimals, no formulas.

A cell that a spreadsheet would run as a formula gets a leading apostrophe (ASVS 1.2.10), and so
does a long number (NIK, KK): opened by double click it would lose its last digit. The SIAK list
does the same, and the importer takes the apostrophe off.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from sipd_desktop.base.tampil import KOSONG, MINUS, teks_desimal
from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.export.sel import Sel, clean_text
from sipd_desktop.spec.lembar import (
    AngkaKunci,
    Catatan,
    DeretAngka,
    Kolom,
    Lembar,
    LembarKarcis,
    Paragraf,
    Tabel,
)

_RISKY = tuple("=+-@\t\r\n\x00")
_NUMBER = re.compile(r"[+-]?\d{1,11}(,\d+)?")
_LONG = re.compile(r"\d{12,}")


def safe_cell(value: Sel) -> str:
    """One cell as text that no spreadsheet runs or rounds; numbers with a comma."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return teks_desimal(value).replace(MINUS, "-")
    text = clean_text(value)
    if text == KOSONG:
        return text
    risky = any(t.startswith(_RISKY) for t in (value, text, text.lstrip()))
    return "'" + text if risky or _LONG.fullmatch(text) else text


def write_tabel_csv(
    path: Path, kolom: Sequence[Kolom], baris: Iterable[Sequence[Sel]], *, pemisah: str = ";"
) -> None:
    """Column titles and rows, one line each. Raises the UserError of `atomic_write`."""
    lines = [[safe_cell(k.judul) for k in kolom], *(_row(kolom, row) for row in baris)]
    _save(path, lines, pemisah)


def write_csv(path: Path, lembar: Lembar, *, pemisah: str = ";") -> None:
    """A whole sheet: title lines, then its blocks with an empty line before each."""
    kepala = [lembar.judul, *lembar.subjudul]
    if lembar.contoh:
        kepala.append("CONTOH: bukan data orang sungguhan")
    lines = [[safe_cell(teks)] for teks in kepala]
    for blok in lembar.blok:
        more = _block_lines(blok)
        if more:
            lines += [[], *more]
    _save(path, lines, pemisah)


def _save(path: Path, lines: Iterable[Sequence[str]], pemisah: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=pemisah, lineterminator="\r\n").writerows(lines)
    atomic_write(path, out.getvalue().encode("utf-8-sig"))


def _row(kolom: Sequence[Kolom], row: Sequence[Sel]) -> list[str]:
    """Cells of one row; a plain number in a number column keeps its sign unmarked."""
    cells = []
    for spec, value in zip(kolom, row, strict=True):
        plain = value.replace(MINUS, "-") if isinstance(value, str) else ""
        is_number = spec.angka and _NUMBER.fullmatch(plain) is not None
        cells.append(plain if is_number else safe_cell(value))
    return cells


def _block_lines(blok: object) -> list[list[str]]:
    match blok:
        case Tabel():
            return _table_lines(blok)
        case DeretAngka(angka=angka):
            return [[safe_cell(text) for text in _key_figure(a)] for a in angka]
        case Paragraf(teks=teks):
            return [[safe_cell(teks)]]
        case Catatan(judul=judul, butir=butir):
            return [[safe_cell(judul)], *([safe_cell(b)] for b in butir)]
        case LembarKarcis(karcis=karcis):
            return [["Nomor", "Kode"], *([safe_cell(k.nomor), safe_cell(k.kode)] for k in karcis)]
    return []


def _key_figure(angka: AngkaKunci) -> tuple[str, str, str]:
    return angka.label, angka.nilai, angka.ket


def _table_lines(tabel: Tabel) -> list[list[str]]:
    lines = [[safe_cell(tabel.judul)]] if tabel.judul else []
    if any(k.grup for k in tabel.kolom):
        lines.append([safe_cell(k.grup) for k in tabel.kolom])
    lines.append([safe_cell(k.judul) for k in tabel.kolom])
    heads = {k.mulai: k.judul for k in tabel.kelompok}
    for i, row in enumerate(tabel.baris):
        if i in heads:
            lines.append([safe_cell(heads[i])])
        lines.append(_row(tabel.kolom, row))
    if tabel.jumlah:
        lines.append(_row(tabel.kolom, tabel.jumlah))
    return lines
