"""A heading that only resembles a known one, believed when the cells below it agree.

`Tangal Lahir` over birth dates that the NIK confirm is read; else it stays a hint. Only
what says who a person is: without it rows would be refused or people taken for others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import Mutu, daftar, padat
from sipd_desktop.rules.nik import isi_nik, read_nik, read_no_kk
from sipd_desktop.rules.tanggal_teks import read_tanggal, usia_tahun
from sipd_desktop.services.impor.lahir import split_lahir
from sipd_desktop.services.impor.sel import bersih

_CONTOH = 300
_BAGIAN = 0.6
"""So many of the filled cells have to be what the heading seems to say."""
_L_P = frozenset((("l", "p"), ("lk", "pr"), ("lakilaki", "perempuan"), ("pria", "wanita")))
_LAMA = 5
_LAHIR = ("tanggal_lahir", "ttl")


def believe(
    hints: Sequence[tuple[int, str]],
    kolom: Mapping[str, int],
    data: Sequence[Sequence[Isi]],
    acuan: date,
) -> dict[str, int]:
    """Those (column, field) whose cells agree, for fields that have no column yet."""
    known = dict(kolom)
    rows = data[:_CONTOH]
    for column, key in sorted(hints, key=lambda h: h[1] in _LAHIR):  # NIK first: it is a witness
        if key in known or [k for _, k in hints].count(key) > 1:
            continue
        agrees = _lahir(known, acuan) if key in _LAHIR else _cell(key)
        if agrees and _enough(rows, column, agrees):
            known[key] = column
    return {k: c for k, c in known.items() if k not in kolom}


def find_centang(judul: Sequence[Sequence[str]], data: Sequence[Sequence[Isi]]) -> dict[str, int]:
    """Neighbouring columns headed only L and P, one of which is ticked in each row."""
    heads = [padat("".join(stack)) for stack in judul]
    for column, (left, right) in enumerate(pairwise(heads)):
        if (left, right) not in _L_P:
            continue
        ticks = [[bersih(c) for c in row[column : column + 2]] for row in data[:_CONTOH]]
        told = [t for t in ticks if any(t)]
        if told and sum("" in t for t in told) >= _BAGIAN * len(told):
            return {"jk_l": column, "jk_p": column + 1}
    return {}


def _enough(
    rows: Sequence[Sequence[Isi]],
    column: int,
    agrees: Callable[[Isi, Sequence[Isi]], bool | None],
) -> bool:
    told = [agrees(row[column], row) for row in rows if column < len(row) and bersih(row[column])]
    known = [t for t in told if t is not None]
    return bool(known) and sum(known) >= _BAGIAN * len(known)


def _cell(key: str) -> Callable[[Isi, Sequence[Isi]], bool | None] | None:
    listing = daftar("jenis_kelamin")
    checks: dict[str, Callable[[Isi], bool]] = {
        "jenis_kelamin": lambda c: listing.find(bersih(c)).mutu is Mutu.PERSIS,
        "nik": lambda c: read_nik(c).nomor is not None,
        "no_kk": lambda c: read_no_kk(c).nomor is not None,
        "nama": lambda c: not any(ch.isdigit() for ch in bersih(c)),
    }
    check = checks.get(key)
    return None if check is None else lambda cell, _: check(cell)


def _lahir(kolom: Mapping[str, int], acuan: date) -> Callable[[Isi, Sequence[Isi]], bool | None]:
    """The NIK beside it says so; without one only old dates count, as a programme ends lately."""
    place = kolom.get("nik")

    def agrees(cell: Isi, row: Sequence[Isi]) -> bool | None:
        found = read_tanggal(split_lahir(cell, acuan)[1], acuan)
        if place is None:
            return found.tanggal is not None and usia_tahun(found.tanggal, acuan) >= _LAMA
        number = read_nik(row[place]).nomor if place < len(row) else None
        if number is None:
            return None
        told = isi_nik(number)
        return any(d is not None and told.cocok(d) for d in (found.tanggal, found.tukar))

    return agrees
