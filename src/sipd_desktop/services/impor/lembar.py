"""The sheets of a file and what each of them probably is, so that a person can take another."""

from __future__ import annotations

from dataclasses import dataclass

from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca
from sipd_desktop.services.impor.judul import Judul, find_judul
from sipd_desktop.services.impor.profil import find_profil
from sipd_desktop.services.impor.sel import bersih


@dataclass(frozen=True, slots=True)
class LembarBerkas:
    """One sheet: rows below the header, columns with a heading and how many of them are known."""

    nama: str
    baris: int
    kolom: int
    dikenal: int
    profil: str
    """Key of the layout, "" when no header was found."""
    is_daftar: bool
    """Name and birth date both have a column."""
    tersembunyi: bool


def list_lembar(berkas: BerkasBaca) -> tuple[LembarBerkas, ...]:
    """All sheets that hold something, in the order of the file."""
    found = (_describe(sheet) for sheet in berkas.lembar)
    return tuple(sheet for sheet in found if sheet is not None)


def _describe(sheet: LembarBaca) -> LembarBerkas | None:
    rows = sum(1 for row in sheet.baris if any(cell != "" for cell in row))
    if not rows:
        return None
    judul = find_judul(sheet)
    if judul is None:
        width = max(sum(1 for cell in row if bersih(cell)) for row in sheet.baris[:25])
        return LembarBerkas(sheet.nama, rows, width, 0, "", False, sheet.tersembunyi)
    return LembarBerkas(
        nama=sheet.nama,
        baris=sum(1 for row in sheet.baris[judul.data_awal :] if any(c != "" for c in row)),
        kolom=sum(1 for stack in judul.teks if stack),
        dikenal=_known(judul),
        profil=find_profil(judul),
        is_daftar=judul.has_wajib,
        tersembunyi=sheet.tersembunyi,
    )


def _known(judul: Judul) -> int:
    return sum(1 for key in judul.kunci if key)
