"""Slices: the unbreakable strips a sheet is made of, and how they are laid on pages.

A slice may cling to the next one (`lengket`), so that a heading is never alone at the foot of a
page, a family stays together and a signature block takes the last rows along. A slice may bring
a heading that is repeated when it comes first on a page (`kepala`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QPainter

Gambar = Callable[[QPainter, float, float], None]  # painter, left, top


@dataclass(frozen=True, slots=True)
class Potongan:
    """A strip of the full width: height, drawing, and what must stay with it.

    `jarak` is the space above it, dropped at the top of a page; `baru` begins a new page.
    """

    tinggi: float
    gambar: Gambar
    jarak: float = 0.0
    lengket: bool = False
    kepala: Potongan | None = None
    baru: bool = False


def keep_ends(slices: list[Potongan]) -> list[Potongan]:
    """The first and the last of several never stand alone on a page."""
    if len(slices) >= 2:
        slices[0] = replace(slices[0], lengket=True)
        slices[-2] = replace(slices[-2], lengket=True)
    return slices


@dataclass(frozen=True, slots=True)
class Letak:
    """A slice at its height on a page."""

    y: float
    potongan: Potongan


def cling_last(potongan: list[Potongan], count: int) -> None:
    """Let the last `count` slices cling to whatever comes after them."""
    for i in range(max(0, len(potongan) - count), len(potongan)):
        potongan[i] = replace(potongan[i], lengket=True)


def lay_out(potongan: Sequence[Potongan], tinggi: Callable[[int], float]) -> list[list[Letak]]:
    """Pages of placed slices; `tinggi(n)` is the room on page n, counted from 0."""
    pages: list[list[Letak]] = [[]]
    y = 0.0
    for chain in _chains(potongan, tinggi(1)):
        need = sum(p.tinggi for p in chain) + sum(p.jarak for p in chain[1:])
        first = chain[0]
        full = y + first.jarak + need > tinggi(len(pages) - 1)
        if pages[-1] and (full or first.baru):
            pages.append([])
            y = 0.0
        for piece in chain:
            if not pages[-1]:
                y = _repeat_heading(pages[-1], piece)
            else:
                y += piece.jarak
            pages[-1].append(Letak(y, piece))
            y += piece.tinggi
    return pages


def _repeat_heading(page: list[Letak], piece: Potongan) -> float:
    if piece.kepala is None:
        return 0.0
    page.append(Letak(0.0, piece.kepala))
    return piece.kepala.tinggi


def _chains(potongan: Sequence[Potongan], room: float) -> list[list[Potongan]]:
    """Slices that must share a page; a chain higher than a page falls apart again."""
    chains: list[list[Potongan]] = []
    current: list[Potongan] = []
    for piece in potongan:
        current.append(piece)
        if not piece.lengket:
            chains += _fitting_chains(current, room)
            current = []
    return chains + _fitting_chains(current, room) if current else chains


def _fitting_chains(chain: list[Potongan], room: float) -> list[list[Potongan]]:
    heading = chain[0].kepala.tinggi if chain[0].kepala else 0.0
    if sum(p.tinggi + p.jarak for p in chain) + heading <= room:
        return [chain]
    return [[piece] for piece in chain]
