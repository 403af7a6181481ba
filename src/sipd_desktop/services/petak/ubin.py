"""The tile map: one tile per RT, laid out by RW and RT until somebody moves them (local).

No point of a house exists in it. A tile says its count; its shade one of five steps of the share of
those who live there, so that it reads in black and white and for the colour-blind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from sipd_desktop.services.petak.kotak import Kotak, Sel
from sipd_desktop.services.petak.wilayah import Kunci, Wilayah
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.bentuk import dump, parse
from sipd_desktop.storage.keadaan import get_setelan, set_setelan

_KUNCI = "petak_ubin"
LEBAR = 8
"""Tiles side by side before a RW goes on in a next line."""
TINGKAT = 4
"""Shades above none; the darkest is the highest share."""
Letak = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Ubin:
    """One tile: its place, where it lies, what it counts, and its shade (0 none .. 4)."""

    wilayah: Wilayah
    letak: Letak
    sel: Sel
    tingkat: int


@dataclass(frozen=True, slots=True)
class Peta:
    """The map of one kind of masalah; `batas` are the upper shares of shades 1 to 4."""

    jenis: str
    label: str
    satuan: str
    ubin: tuple[Ubin, ...]
    batas: tuple[float, ...]
    data_per: str


def pick_jenis(kotak: Kotak, wish: str = "") -> str:
    """The kind to show: the wish, else the first that occurs, else the first one may see."""
    open_rows = [row for row in kotak.baris if not row.tertutup] or list(kotak.baris)
    if any(row.jenis == wish for row in kotak.baris):
        return wish
    return next((row.jenis for row in open_rows if row.sel[0].jumlah), open_rows[0].jenis)


def load_pilihan(conn: Connection, petugas: Petugas) -> str:
    """The kind this account looked at last, on this laptop; empty when never."""
    return get_setelan(conn, _pilihan(petugas)) or ""


def save_pilihan(conn: Connection, petugas: Petugas, jenis: str) -> None:
    """Keep the kind this account looks at."""
    set_setelan(conn, _pilihan(petugas), jenis)


def _pilihan(petugas: Petugas) -> str:
    return f"petak_jenis:{petugas.akun or ''}"


def arrange(places: Sequence[Wilayah], moved: Mapping[str, Letak]) -> dict[Kunci, Letak]:
    """Pure: where each tile lies; one line per RW, those somebody moved where they were put."""
    taken: set[Letak] = set()
    found: dict[Kunci, Letak] = {}
    for place in places:
        spot = moved.get(_name(place.kunci))
        if spot is not None and spot not in taken:
            found[place.kunci] = spot
            taken.add(spot)
    row, column, line = -1, 0, None
    for place in places:
        rw = place.kunci[:2]
        if rw != line or column >= LEBAR:
            row, column, line = row + 1, 0, rw
        if place.kunci not in found:
            spot = _free((row, column), taken)
            found[place.kunci] = spot
            taken.add(spot)
        column += 1
    return found


def _free(wish: Letak, taken: set[Letak]) -> Letak:
    row, column = wish
    while (row, column) in taken:
        row, column = (row, column + 1) if column + 1 < LEBAR else (row + 1, 0)
    return row, column


def make_peta(kotak: Kotak, jenis: str, moved: Mapping[str, Letak], data_per: str) -> Peta:
    """Pure: the tiles of a grid by RT."""
    line = next(row for row in kotak.baris if row.jenis == jenis)
    places = kotak.wilayah[1:]
    spots = arrange(places, moved)
    cells = line.sel[1:]
    limits = steps(cell.bagian for cell in cells)
    tiles = (
        Ubin(place, spots[place.kunci], cell, shade(cell.bagian, limits))
        for place, cell in zip(places, cells, strict=True)
    )
    return Peta(jenis, line.label, line.satuan, tuple(tiles), limits, data_per)


def steps(shares: Iterable[float]) -> tuple[float, ...]:
    """Four equal steps from none to the highest share; no steps when there is nothing."""
    top = max(shares, default=0.0)
    return tuple(top * n / TINGKAT for n in range(1, TINGKAT + 1)) if top > 0 else ()


def shade(share: float, limits: Sequence[float]) -> int:
    """0 for none, else the number of the step a share falls into."""
    if share <= 0 or not limits:
        return 0
    return next(n for n, limit in enumerate(limits, start=1) if share <= limit or n == TINGKAT)


def legend(limits: Sequence[float]) -> tuple[str, ...]:
    """Words of shades 0 to 4: `tidak ada`, `sampai 5 %`, `5 - 10 %`."""
    if not limits:
        return ("tidak ada",)
    edges = [f"{limit * 100:.0f}" if limit >= 0.04 else f"{limit * 100:.1f}" for limit in limits]
    edges = [edge.replace(".", ",") for edge in edges]
    spans = [f"{a} - {b} %" for a, b in pairwise(edges)]
    return ("tidak ada", f"sampai {edges[0]} %", *spans)


def load_letak(conn: Connection) -> dict[str, Letak]:
    """Tiles somebody moved, by name of the place."""
    found = parse(get_setelan(conn, _KUNCI))
    return {k: (int(v[0]), int(v[1])) for k, v in found.items() if len(v) == 2}


def save_letak(conn: Connection, places: Mapping[Kunci, Letak]) -> None:
    """Keep where the tiles lie, on this laptop only; an empty mapping goes back to the order."""
    set_setelan(conn, _KUNCI, dump({_name(k): list(v) for k, v in places.items()}))


def _name(key: Kunci) -> str:
    return "|".join(key)
