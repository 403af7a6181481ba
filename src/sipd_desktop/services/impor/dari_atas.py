"""What a person wrote once and meant for the rows below: ditto marks, and a family typed once.

A family counts as typed once only where nothing says otherwise: the whole place of the row is
blank, it is no head, and the list as a whole does so more often than it repeats a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import daftar, padat
from sipd_desktop.services.impor.sel import bersih

_SENDIRI = {"nik", "nama", "nama_nik", "tanggal_lahir", "ttl"}
"""Nobody shares these with the row above, whatever mark stands there."""
_TANDA = frozenset(
    ('"', '""', "''", "\u201d", "\u201d\u201d", "\u3003", '-"-', '"-"', '- " -', "-''-")
)
_KATA = frozenset(
    ("sda", "idem", "ditto", "samadenganatas", "samadengandiatas", "samadiatas", "sdadiatas")
)
_AWAL = frozenset("\"'\u201d\u3003-sSiIdD")
"""No mark begins with another sign."""
_TEMPAT = ("alamat", "dusun", "rt", "rw", "rtrw", "rwrt")
_KEPALA = 1

Baris = list[Sequence[Isi]]


def fill_dari_atas(
    rows: Baris, texts: list[list[str]], codes: Sequence[str | None], kolom: dict[str, int]
) -> int:
    """Fill both in place, in person rows only; returns how many rows were given their family."""
    people = [n for n, code in enumerate(codes) if code is None]
    _fill_tanda(rows, texts, people, kolom)
    return _fill_rumah(rows, texts, people, kolom)


def _fill_tanda(
    rows: Baris, texts: list[list[str]], people: Sequence[int], kolom: dict[str, int]
) -> None:
    columns = [c for k, c in kolom.items() if k not in _SENDIRI]
    for column in columns:
        above: Isi = ""
        for number in people:
            text = _at(texts[number], column)
            if not text:
                continue
            if text[0] in _AWAL and _is_tanda(text):
                _put(rows, texts, number, column, above)
            else:
                above = rows[number][column]


@lru_cache(maxsize=4096)
def _is_tanda(text: str) -> bool:
    return text in _TANDA or (len(text) < 24 and padat(text) in _KATA)


def _fill_rumah(
    rows: Baris, texts: list[list[str]], people: Sequence[int], kolom: dict[str, int]
) -> int:
    if "no_kk" not in kolom or "shdk" not in kolom:
        return 0
    own = kolom["no_kk"]
    columns = [own, *(kolom[k] for k in _TEMPAT if k in kolom)]
    shdk = daftar("shdk")
    meant: list[tuple[int, int]] = []  # a row, and the row that says its family
    source, before, repeated = -1, "", 0
    for number in people:
        text = _at(texts[number], own)
        role = shdk.cari(_at(texts[number], kolom["shdk"])).kode
        is_blank = not any(_at(texts[number], c) for c in columns)
        if is_blank and source >= 0 and role not in (None, _KEPALA):
            meant.append((number, source))
            continue
        repeated += bool(text) and text == before
        source, before = (number if text else -1), text
    if len(columns) == 1 and not _is_berulang(texts, meant, kolom):
        return 0
    if len(meant) <= repeated:
        return 0
    for number, home in meant:
        for column in columns:
            _put(
                rows, texts, number, column, rows[home][column] if column < len(rows[home]) else ""
            )
    return len(meant)


def _is_berulang(
    texts: list[list[str]], meant: Sequence[tuple[int, int]], kolom: dict[str, int]
) -> bool:
    """Without a place to be blank: at least two families, each given by its head."""
    homes = {home for _, home in meant}
    shdk = daftar("shdk")
    return len(homes) > 1 and all(
        shdk.cari(_at(texts[home], kolom["shdk"])).kode == _KEPALA for home in homes
    )


def _at(texts: Sequence[str], column: int) -> str:
    return texts[column] if column < len(texts) else ""


def _put(rows: Baris, texts: list[list[str]], number: int, column: int, value: Isi) -> None:
    cells, line = list(rows[number]), texts[number]
    missing = column + 1 - len(cells)
    cells.extend([""] * missing)
    line.extend([""] * missing)
    cells[column], line[column] = value, bersih(value)
    rows[number] = cells
