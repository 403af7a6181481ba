"""H-3..H-1: who is expected, RT by RT, and what must lie ready on the planned day.

Doses are "jadwal menurut umur": how many children reach the month of a dose. Which of them had it
already is not known here, and the screen says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.rules.kebutuhan import count_butir, list_butir
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hadir import list_sasaran
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.hari.urutan_lembar import list_lembar
from sipd_desktop.services.laporan.kepala import alamat_rt

DIUNDANG = ("balita", "bumil", "bufas", "lansia")
"""Groups that are invited by name, RT by RT."""


@dataclass(frozen=True, slots=True)
class RtSasaran:
    """How many of one RT are invited."""

    alamat: str
    balita: int
    ibu: int
    lansia: int

    @property
    def jumlah(self) -> int:
        """All of them."""
        return self.balita + self.ibu + self.lansia


@dataclass(frozen=True, slots=True)
class Siap:
    """What to prepare for a day."""

    tanggal: date
    rt: tuple[RtSasaran, ...]
    kebutuhan: tuple[tuple[str, int], ...]
    """Things to bring: what, for how many."""
    dosis: tuple[tuple[str, int], ...]
    """Doses by age: label, how many children reach their month."""
    lembar_dicetak: bool


def open_siap(conn: Connection, posyandu_id: str, tanggal: date) -> Siap:
    """The preparations of a day of a Posyandu."""
    blank = Hari("", posyandu_id, "", tanggal, "buka", (None,) * 5, "", None, None)
    ages = [o.umur_bulan for o in list_sasaran(conn, blank)]
    counted = count_butir(tanggal, ages)
    return Siap(
        tanggal=tanggal,
        rt=_by_rt(conn, posyandu_id, tanggal),
        kebutuhan=tuple((b.label, n) for b, n in counted if b.jenis in _DIBAWA),
        dosis=tuple((b.label, n) for b, n in counted if b.jenis == "imunisasi"),
        lembar_dicetak=bool(list_lembar(conn, posyandu_id, tanggal)),
    )


_DIBAWA = ("vitamin_a", "obat_cacing")


def is_bulan_vitamin(tanggal: date) -> bool:
    """Whether vitamin A is given in this month at all."""
    return any(b.jenis == "vitamin_a" for b in list_butir(tanggal))


def _by_rt(conn: Connection, posyandu_id: str, tanggal: date) -> tuple[RtSasaran, ...]:
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    words: dict[tuple[str, str, str], str] = {}
    for kode in DIUNDANG:
        for orang in list_kelompok(conn, posyandu_id, tanggal, kode):
            place = (orang.dusun, orang.rw, orang.rt)
            words.setdefault(place, alamat_rt(orang))
            here = counts.setdefault(place, dict.fromkeys(DIUNDANG, 0))
            here[kode] += 1
    return tuple(
        RtSasaran(words[place], n["balita"], n["bumil"] + n["bufas"], n["lansia"])
        for place, n in sorted(counts.items())
    )
