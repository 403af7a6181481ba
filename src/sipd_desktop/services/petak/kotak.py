"""The grid: kinds of masalah against places, with what is confirmed, what is dugaan, and a mark.

A place is marked when it has at least 5 open masalah of a kind and its share (of households, or
of people, as the kind is about) is above that of the whole desa; below 5 chance decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sipd_desktop.base.tampil import teks_persen
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.services.petak.segar import Kesegaran, kesegaran
from sipd_desktop.services.petak.wilayah import Bertempat, Kunci, Per, Wilayah, kunci_of

SEDIKIT = 5
"""A smaller count gets no mark on the screen, and is not printed for outside (G9)."""
TENTANG_KELUARGA = frozenset(
    ("miskin_kronis", "miskin", "bansos", "belum_bansos", "rumah", "jamban", "air")
)
TERBUKA = ("dugaan", "terkonfirmasi", "ditangani")
ATURAN_TANDA = (
    f"Tanda !: jumlahnya {SEDIKIT} atau lebih, dan bagiannya dari keluarga (atau orang) di "
    "situ lebih besar daripada bagian di semua wilayah."
)


class Tercatat(Bertempat, Protocol):
    """A masalah as counting needs it."""

    @property
    def jenis(self) -> str:
        """Kind of masalah."""
        ...

    @property
    def status(self) -> str:
        """One of STATUS_MASALAH."""
        ...

    @property
    def tanggal(self) -> date | None:
        """Date of the data it was found in."""
        ...


@dataclass(frozen=True, slots=True)
class Sel:
    """One kind in one place: how many of which status, out of how many."""

    pasti: int
    """Confirmed or being worked on."""
    dugaan: int
    dari: int
    """Households or people living there."""
    tinggi: bool = False

    @property
    def jumlah(self) -> int:
        """All that are open."""
        return self.pasti + self.dugaan

    @property
    def bagian(self) -> float:
        """Share of those who live there, 0 to 1."""
        return self.jumlah / self.dari if self.dari else 0.0


@dataclass(frozen=True, slots=True)
class BarisKotak:
    """One kind of masalah over all places; `sel[0]` is the whole desa."""

    jenis: str
    label: str
    satuan: str
    """`keluarga` or `orang`."""
    segar: Kesegaran
    sel: tuple[Sel, ...]
    tertutup: bool = False
    """This account may not see these people; nothing is told, not even that there are none."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """The whole grid; `wilayah[0]` is the whole desa."""

    per: Per
    wilayah: tuple[Wilayah, ...]
    baris: tuple[BarisKotak, ...]


def make_kotak(
    per: Per,
    wilayah: Sequence[Wilayah],
    rows: Iterable[Tercatat],
    acuan: date,
    hidden: frozenset[str] = frozenset(),
) -> Kotak:
    """Pure: counts of the open masalah in these places; `hidden` kinds are covered."""
    counts: dict[tuple[str, Kunci], list[int]] = defaultdict(lambda: [0, 0])
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.status not in TERBUKA:
            continue
        which = int(row.status == "dugaan")
        for key in ((), kunci_of(per, row)):
            counts[(row.jenis, key)][which] += 1
        if row.tanggal:
            days[row.jenis].append(row.tanggal)
    lines = [
        _line(jenis, label, wilayah, counts, kesegaran(days[jenis], acuan))
        for jenis, label in JENIS_MASALAH
    ]
    covered = (replace(line, tertutup=line.jenis in hidden) for line in lines)
    return Kotak(per, tuple(wilayah), tuple(covered))


def fold_kosong(kotak: Kotak) -> tuple[Kotak, tuple[str, ...]]:
    """Only the kinds that occur (or are covered), and the words of those that do not.

    Where nothing occurs at all, all stay.
    """
    there = [row for row in kotak.baris if row.tertutup or row.sel[0].jumlah]
    if not any(not row.tertutup for row in there):
        return kotak, ()
    gone = tuple(row.label for row in kotak.baris if row not in there)
    return replace(kotak, baris=tuple(there)), gone


def _line(
    jenis: str,
    label: str,
    wilayah: Sequence[Wilayah],
    counts: dict[tuple[str, Kunci], list[int]],
    segar: Kesegaran,
) -> BarisKotak:
    homes = jenis in TENTANG_KELUARGA
    cells = []
    for place in wilayah:
        pasti, dugaan = counts.get((jenis, place.kunci), (0, 0))
        cells.append(Sel(pasti, dugaan, place.keluarga if homes else place.orang))
    marked = [Sel(c.pasti, c.dugaan, c.dari, is_tinggi(c, cells[0])) for c in cells]
    satuan = "keluarga" if homes else "orang"
    return BarisKotak(jenis, label, satuan, segar, tuple(marked))


def is_tinggi(cell: Sel, desa: Sel) -> bool:
    """Whether a place stands out (rule of this module); without anyone living there never."""
    enough = cell.jumlah >= SEDIKIT and cell.dari > 0 and desa.dari > 0
    return enough and cell.jumlah * desa.dari > desa.jumlah * cell.dari


def describe_sel(kotak: Kotak, baris: BarisKotak, nomor: int) -> str:
    """One cell in words: for the line below the grid and for a screen reader."""
    place, cell = kotak.wilayah[nomor], baris.sel[nomor]
    who = place.nama if place.kunci else "Semua wilayah"
    if baris.tertutup:
        return f"{baris.label}: hanya untuk petugas bidangnya."
    if not cell.jumlah:
        return f"{who}, {baris.label}: tidak ada, dari {cell.dari} {baris.satuan}."
    share = teks_persen(cell.jumlah, cell.dari)
    text = (
        f"{who}, {baris.label}: {cell.pasti} terkonfirmasi atau ditangani, {cell.dugaan} dugaan, "
        f"dari {cell.dari} {baris.satuan} ({share})."
    )
    if nomor:
        desa = baris.sel[0]
        text += f" Semua wilayah {teks_persen(desa.jumlah, desa.dari)}."
    if cell.tinggi:
        text += " Di atas rata-rata."
    return f"{text} Data per {teks_data(baris)}."


def teks_data(baris: BarisKotak) -> str:
    """The date of the data; what follows from age alone is counted today."""
    if baris.segar.akhir is not None:
        return baris.segar.teks
    return "hari ini, menurut umur" if baris.sel[0].jumlah else "-"
