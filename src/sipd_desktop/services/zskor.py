"""Z-scores for a whole CSV table: `sipd zskor IN.csv OUT.csv`. Needs no data folder.

Takes the column sets of WHO Anthro (age_days, 0-60 months) or AnthroPlus (age_months, 5-19
years), told apart by the header, and writes the same rows with the output columns behind; columns
we do not know stay as they are. Separator `,`, `;` or tab, decimal comma and byte order mark are
accepted; the output keeps the separator, decimal sign and line ends of the input.
"""

from __future__ import annotations

import csv
import errno
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from sipd_desktop.base.clock import monotonic
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.zskor_baris import ANTHRO, ANTHROPLUS, Cacat, Jenis, Masalah

ROWS_LISTED: Final = 100
"""This many rows with a problem are named in the result; all are counted."""

_ROWS_LOOKED_AT: Final = 1000
"""A decimal comma is looked for in this many rows."""


@dataclass(frozen=True, slots=True)
class BarisBermasalah:
    """A row that could not be used fully: its row in the sheet (header = 1), column and cause.

    `sebab`: bukan-angka, terlalu-besar, kode-tak-dikenal, jumlah-kolom (all outputs empty), or
    harus-lebih-dari-nol (that value counts as missing).
    """

    baris: int
    kolom: str
    sebab: str


@dataclass(slots=True)
class HasilZskor:
    """What was done: rows written, and those with a problem, of which the first are named."""

    jenis: str
    baris: int = 0
    bermasalah: int = 0
    detik: float = 0.0
    baris_bermasalah: list[BarisBermasalah] = field(default_factory=list)

    def note(self, baris: int, masalah: Masalah) -> None:
        """Count a row with a problem."""
        self.bermasalah += 1
        if len(self.baris_bermasalah) < ROWS_LISTED:
            self.baris_bermasalah.append(BarisBermasalah(baris, masalah.kolom, masalah.sebab))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """An opened table: how it is written, its header (`names`: as compared), places of the inputs.

    `baris` can be walked once: pairs of row number in the sheet and cells.
    """

    jenis: Jenis
    pemisah: str
    akhir_baris: str
    koma_desimal: bool
    judul: list[str]
    names: list[str]
    inputs: list[int]
    baris: Iterator[tuple[int, list[str]]]


def zskor(masuk: Path, keluar: Path) -> HasilZskor:
    """Read `masuk`, write `keluar` (at once, an older file stays whole on failure).

    UserError: zskor-tak-terbaca, zskor-kosong, zskor-bukan-csv, zskor-bukan-tabel,
    zskor-kolom-kurang, zskor-tanpa-baris, zskor-berkas-sama, zskor-disk-penuh,
    zskor-tak-tersimpan.
    """
    start = monotonic()
    if keluar.exists() and masuk.exists() and keluar.samefile(masuk):
        raise UserError("zskor-berkas-sama", berkas=masuk.name)
    sheet = _open(_read_text(masuk), masuk.name)
    hasil = HasilZskor(sheet.jenis.nama)
    _write(keluar, sheet, hasil, masuk=masuk.name)
    hasil.detik = round(monotonic() - start, 3)
    return hasil


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError:
        raise UserError("zskor-tak-terbaca", berkas=path.name) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text or raw.startswith((b"PK\x03\x04", b"%PDF")):
            break
        if not text.strip():
            raise UserError("zskor-kosong", berkas=path.name)
        return text
    raise UserError("zskor-bukan-csv", berkas=path.name)


def _open(text: str, name: str) -> _Sheet:
    pemisah = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=pemisah)
    rows = ((number, row) for number, row in enumerate(reader, 1) if row)
    try:
        _, judul = next(rows)
        jenis = _jenis({cell.strip().lower() for cell in judul}, name)
        first = list(islice(rows, _ROWS_LOOKED_AT))
    except csv.Error:
        raise UserError("zskor-bukan-csv", berkas=name) from None
    if not first:
        raise UserError("zskor-tanpa-baris", berkas=name)
    names = [cell.strip().lower() for cell in judul]
    inputs = [names.index(kolom) for kolom in jenis.masukan]
    comma = any("," in row[i] for _, row in first for i in inputs if i < len(row))
    return _Sheet(
        jenis=jenis,
        pemisah=pemisah,
        akhir_baris="\r\n" if "\r\n" in text else "\n",
        koma_desimal=pemisah != "," and comma,
        judul=judul,
        names=names,
        inputs=inputs,
        baris=chain(first, rows),
    )


def _jenis(judul: set[str], name: str) -> Jenis:
    """The column set of a header; the one with the most columns present decides what is missing."""
    closest = max((ANTHRO, ANTHROPLUS), key=lambda jenis: _present(jenis, judul))
    missing = [kolom for kolom in closest.masukan if kolom not in judul]
    if len(missing) > len(closest.masukan) // 2:
        raise UserError("zskor-bukan-tabel", berkas=name)
    if missing:
        raise UserError("zskor-kolom-kurang", berkas=name, kolom=", ".join(missing))
    return closest


def _present(jenis: Jenis, judul: set[str]) -> tuple[bool, float]:
    present = sum(kolom in judul for kolom in jenis.masukan) / len(jenis.masukan)
    return jenis.masukan[1] in judul, present


def _rows(sheet: _Sheet, hasil: HasilZskor) -> Iterator[list[str]]:
    """Header and rows of the output; fills `hasil` on the way."""
    kept = [i for i, name in enumerate(sheet.names) if name not in sheet.jenis.keluaran]
    yield [sheet.judul[i] for i in kept] + list(sheet.jenis.keluaran)
    width = len(sheet.names)
    for number, row in sheet.baris:
        hasil.baris += 1
        cells = row + [""] * (width - len(row)) if len(row) < width else row
        outputs = _outputs(sheet, [cells[i] for i in sheet.inputs], number, len(row) > width, hasil)
        yield [cells[i] for i in kept] + outputs


def _outputs(
    sheet: _Sheet, cells: Sequence[str], number: int, too_long: bool, hasil: HasilZskor
) -> list[str]:
    try:
        if too_long:
            raise Cacat("", "jumlah-kolom")
        outputs, masalah = sheet.jenis.hitung(cells)
    except Cacat as cacat:
        hasil.note(number, cacat.masalah)
        return [""] * len(sheet.jenis.keluaran)
    if masalah is not None:
        hasil.note(number, masalah)
    if sheet.koma_desimal:
        return [cell.replace(".", ",") for cell in outputs]
    return outputs


def _write(path: Path, sheet: _Sheet, hasil: HasilZskor, *, masuk: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=sheet.pemisah, lineterminator=sheet.akhir_baris)
            writer.writerows(_rows(sheet, hasil))
        part.replace(path)
    except csv.Error:
        part.unlink(missing_ok=True)
        raise UserError("zskor-bukan-csv", berkas=masuk) from None
    except OSError as error:
        part.unlink(missing_ok=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "zskor-disk-penuh" if full else "zskor-tak-tersimpan"
        raise UserError(code, berkas=path.name) from None
