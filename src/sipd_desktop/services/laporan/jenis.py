"""What a report is: what is asked for, what is made of it, and what each kind must declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.spec.lembar import Kertas, Lembar


@dataclass(frozen=True, slots=True)
class Diminta:
    """What is wanted: of which Posyandu (None: all on this laptop), month or day, paper."""

    posyandu_id: str | None
    periode: str
    tanggal: date | None = None
    kertas: Kertas = "F4"
    dicetak: str = ""
    today: date | None = None
    pilihan: object = None
    """What of it is wanted, of the kind this report understands (a view of a list)."""
    alasan: str = ""
    """Why a list with names leaves the program, one of `ALASAN_KELUAR`."""
    petugas: Petugas | None = None
    """For whom it is made, where a report shows each account its own."""

    @property
    def unit(self) -> str:
        """The Posyandu; raises `laporan-perlu-posyandu`."""
        if self.posyandu_id is None:
            raise UserError("laporan-perlu-posyandu")
        return self.posyandu_id

    @property
    def hari(self) -> date:
        """The day; raises `laporan-perlu-tanggal`."""
        if self.tanggal is None:
            raise UserError("laporan-perlu-tanggal")
        return self.tanggal


@dataclass(frozen=True, slots=True)
class Dibuat:
    """A made report: the sheet and the figures that stand in it."""

    lembar: Lembar
    angka: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Laporan:
    """One kind of report; `bekukan` runs in the write before the sheet leaves the program.

    `hak` is its object of the roles matrix: `laporan` has counts, `lembar_kerja` has names.
    """

    key: str
    label: str
    masa: Literal["bulan", "hari"]
    buat: Callable[[Connection, Diminta], Dibuat]
    bekukan: Callable[[Connection, Petugas, Diminta], Changes] | None = None
    hak: Literal["laporan", "lembar_kerja", "daftar_bernama", "perubahan_penduduk"] = "laporan"
    perlu_alasan: bool = False
    per_orang: bool = False
    """Its `pilihan` is the id of one person or household; pages open it, the command line not."""
    berlihatan: bool = False
    """Its `pilihan` is a view of the list of masalah, one that was saved or any other."""
