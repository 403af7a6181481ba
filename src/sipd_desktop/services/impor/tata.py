"""Sheets that lie in another way than one column per field: made so before they are read.

A NIK with one digit per cell becomes one cell, and so do day, month and year; tables side by side
become sheets of their own. Rows and columns keep their places, so that row numbers and a person's
own mapping stay true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from sipd_desktop.export.read_sheet import Isi, LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.judul import BAGIAN_TANGGAL, Judul, is_daftar_orang
from sipd_desktop.services.impor.sel import bersih

_NOMOR = ("nik", "no_kk")
_PANJANG = 16
_KAPAN_SAJA = date(2100, 1, 1)
_CONTOH = 50
_AWAL_BLOK = ("_no", "no_kk", "nik", "nama", "nama_nik")
_MIN_SAMA = 3


def join_pecah(sheet: LembarBaca, judul: Judul, kolom: Mapping[str, int]) -> LembarBaca:
    """The sheet with NIK, No KK and birth date in one cell each where they lie over several."""
    spans = [(*s, "") for k in _NOMOR if k in kolom and (s := _rentang(sheet, judul, k, kolom[k]))]
    day = kolom.get("tanggal_lahir")
    if day is not None and _is_tiga(sheet, judul, day):
        spans.append((day, day + 3, "-"))
    if not spans:
        return sheet
    rows: list[Sequence[Isi]] = list(sheet.baris)
    for number in range(judul.data_awal, len(rows)):
        cells = list(rows[number])
        for first, last, sign in spans:
            parts = [bersih(c) for c in cells[first:last]]
            if sum(map(bool, parts)) > 1:
                cells[first:last] = [sign.join(parts), *[""] * (len(parts) - 1)]
        rows[number] = cells
    return replace(sheet, baris=rows)


def _is_tiga(sheet: LembarBaca, judul: Judul, first: int) -> bool:
    """Whether day, month and year lie in three columns under one heading, or headed so."""
    names = judul.teks[first + 1 : first + 3]
    if len(names) < 2 or any(n and padat(n[-1]) not in BAGIAN_TANGGAL for n in names):
        return False
    told = good = 0
    for row in sheet.baris[judul.data_awal : judul.data_awal + _CONTOH]:
        parts = [bersih(c) for c in row[first : first + 3]]
        if len(parts) == 3 and all(parts):
            told += 1
            good += read_tanggal_teks("-".join(parts), _KAPAN_SAJA).keadaan == "baik"
    return bool(good) and good >= told / 2


def _rentang(sheet: LembarBaca, judul: Judul, key: str, first: int) -> tuple[int, int] | None:
    """First and past-the-last column of a number that lies in pieces."""
    last = first + 1
    while last < min(len(judul.teks), first + _PANJANG) and (
        not judul.teks[last] or judul.kunci[last] == key
    ):
        last += 1
    if last - first < 3:
        return None
    whole = pieces = 0
    for row in sheet.baris[judul.data_awal : judul.data_awal + _CONTOH]:
        parts = [t for c in row[first:last] if (t := bersih(c))]
        if len(parts) > 1:
            pieces += 1
            whole += len("".join(parts)) == _PANJANG and all(p.isdigit() for p in parts)
    return (first, last) if whole and whole >= pieces / 2 else None


def split_blok(sheet: LembarBaca, judul: Judul) -> list[tuple[LembarBaca, Judul]]:
    """Tables side by side, each with the columns of the others blank; one when there is one."""
    cuts = _potongan(judul)
    if len(cuts) < 2:
        return [(sheet, judul)]
    width = len(judul.teks)
    made = []
    for start, stop in pairwise((*cuts, max(width, _lebar(sheet)))):
        rows = [
            [c if start <= n < stop else "" for n, c in enumerate(row)]
            if number >= judul.data_awal
            else row
            for number, row in enumerate(sheet.baris)
        ]
        inside = [start <= n < stop for n in range(width)]
        head = replace(
            judul,
            teks=tuple(t if i else () for t, i in zip(judul.teks, inside, strict=True)),
            kunci=tuple(k if i else None for k, i in zip(judul.kunci, inside, strict=True)),
        )
        made.append((replace(sheet, baris=rows), head))
    return made


def _lebar(sheet: LembarBaca) -> int:
    return max((len(row) for row in sheet.baris), default=0)


def _potongan(judul: Judul) -> list[int]:
    """Columns at which a table begins; every one names a person with birth date, all alike."""
    cuts = [0]
    seen: set[str | None] = set()
    for column, key in enumerate(judul.kunci):
        if key in seen and key in _AWAL_BLOK:
            cuts.append(column)
            seen = set()
        seen.add(key)
    ends = [*cuts[1:], len(judul.kunci)]
    blocks = [set(judul.kunci[a:b]) - {None} for a, b in zip(cuts, ends, strict=True)]
    shared = set.intersection(*blocks)
    is_lists = len(shared) >= _MIN_SAMA and all(is_daftar_orang(b) for b in blocks)
    return cuts if is_lists else [0]
