"""What a file does not say about itself: RT, RW, dusun and the date of the pendataan.

An SDGs Desa workbook carries none of them: it was filled per RT on some day. The window or the
command line asks for what `Bacaan.pertanyaan` names; nothing is asked when the file knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.rtrw import read_dari_judul

PERTANYAAN = ("rt", "rw", "tanggal")
"""What may be asked, in the order of asking."""
_BERKOLOM = {"rt", "rw", "rtrw", "rwrt"}


@dataclass(frozen=True, slots=True)
class Konteks:
    """Answers to the context questions; RT and RW as three digits, None for not answered.

    They only fill what neither the file nor the stored household says.
    """

    rt: str | None = None
    rw: str | None = None
    tanggal: date | None = None
    """The day of the pendataan; without it the reference date of the import is used."""
    dusun: str | None = None


KOSONG = Konteks()


@dataclass(frozen=True, slots=True)
class Hari:
    """The day of a pendataan, and what of it belongs to the id of the record.

    A day that somebody told makes a record of its own, the trend. An unknown one does not: the
    record is then one per source, so that the same file tomorrow changes nothing.
    """

    tanggal: str
    kunci: str


def hari_of(konteks: Konteks, acuan: date) -> Hari:
    """The told day, else the reference date of the import."""
    told = konteks.tanggal.isoformat() if konteks.tanggal else ""
    return Hari(told or acuan.isoformat(), told)


Rumah = tuple[str | None, str | None, str | None]
"""Dusun, RW and RT of a household."""


@dataclass(frozen=True, slots=True)
class Kenal:
    """Where households live that are stored already, by NIK of their people and by No KK."""

    nik: Mapping[str, Rumah]
    no_kk: Mapping[str, Rumah]


def apply_kenal(baris: Sequence[Baris], kenal: Kenal) -> None:
    """Fill dusun, RT and RW that a row does not say from the stored household of the person."""
    for row in baris:
        if not row.is_dipakai or (row.normal.get("rt") and row.normal.get("rw")):
            continue
        home = kenal.no_kk.get(row.text("no_kk") or "") or kenal.nik.get(row.text("nik") or "")
        if home:
            apply_rumah(row, home)


def apply_rumah(row: Baris, home: Rumah) -> None:
    """Put a place on a row; nothing the row says itself is replaced."""
    for key, value in zip(("dusun", "rw", "rt"), home, strict=True):
        if row.normal.get(key) is None:
            row.normal[key] = value


def drop_rtrw_kosong(baris: Sequence[Baris]) -> None:
    """Take back the remark about RT and RW where they are known after all."""
    for row in baris:
        if row.normal.get("rt") and row.normal.get("rw"):
            row.temuan = [t for t in row.temuan if t.kode != "RTRW_KOSONG"]


def konteks_judul(
    judul: str, kolom: Mapping[str, int], konteks: Konteks
) -> tuple[Konteks, str | None]:
    """The context with RT and RW that the title above the table names, and a sentence about it.

    Only for a list that has no column for them, and only when the title names one RT.
    """
    if _BERKOLOM & kolom.keys() or konteks.rt is not None:
        return konteks, None
    found = read_dari_judul(judul)
    if found.rt is None:
        return konteks, None
    words = f"RT {found.rt}" + (f" RW {found.rw}" if found.rw else "")
    made = replace(konteks, rt=found.rt, rw=konteks.rw or found.rw)
    return made, f"{words} dibaca dari judul di atas tabel."


def apply_konteks(baris: Sequence[Baris], kolom: Mapping[str, int], konteks: Konteks) -> list[str]:
    """Fill RT, RW and dusun that no row says; returns which of them are still to be asked.

    A file that has its own columns for RT and RW is not asked about: its gaps are gaps.
    """
    asked = []
    for key, answer in (("rt", konteks.rt), ("rw", konteks.rw), ("dusun", konteks.dusun)):
        empty = [b for b in baris if b.is_dipakai and b.normal.get(key) is None]
        if answer is not None:
            for row in empty:
                row.normal[key] = answer
        elif empty and key in PERTANYAAN and not _BERKOLOM & kolom.keys():
            asked.append(key)
    return asked
