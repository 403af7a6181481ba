"""Find the stored person a row is about: NIK; else KK, name, birth date; else with mother.

A likeness never matches by itself, and two candidates are none: the row then waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz

from sipd_desktop.services.impor.gudang import Isian, Tersimpan
from sipd_desktop.services.impor.hasil import Nilai
from sipd_desktop.services.impor.sel import lipat_nilai

_NAMA_LAIN = 60.0  # below this, together with another birth date, an equal NIK is another person


@dataclass(slots=True)
class Calon:
    """A stored or just planned person, and whether a row of this file already speaks for it."""

    simpan: Tersimpan
    is_baru: bool = False
    is_diklaim: bool = False
    asal_baru: Isian = field(default_factory=dict)
    """What this file gives; remembered as the base of the next import."""
    ubah: Isian = field(default_factory=dict)

    def kini(self, key: str) -> Nilai:
        """The value after the import."""
        return self.ubah.get(key, self.simpan.nilai.get(key))


Jumpa = Calon | Literal["ganda", "bukan"] | None


class Daftar:
    """The index of people; rows planned earlier in the same file are in it too."""

    def __init__(self, warga: Iterable[Tersimpan], no_kk: dict[str, str]) -> None:
        self._no_kk = no_kk
        self._nik: dict[str, list[Calon]] = defaultdict(list)
        self._kk: dict[tuple[str, ...], list[Calon]] = defaultdict(list)
        self._nama: dict[tuple[str, ...], list[Calon]] = defaultdict(list)
        self.semua: list[Calon] = []
        for person in warga:
            self.add(Calon(person))

    def add(self, calon: Calon) -> None:
        """Make a person findable."""
        values = calon.simpan.nilai
        self.semua.append(calon)
        nik = values.get("nik")
        for number in (*calon.simpan.nik_lain, nik):
            if isinstance(number, str):
                self._nik[number].append(calon)
        kk = self._kk_of(values)
        if kk:
            self._kk[(kk, *_nama_tanggal(values))].append(calon)
        self._nama[(*_nama_tanggal(values), lipat_nilai(_text(values, "nama_ibu")))].append(calon)

    def _kk_of(self, values: Isian) -> str | None:
        return self._no_kk.get(str(values.get("keluarga_id")))

    def find(self, row: Isian, no_kk: str | None) -> Jumpa:
        """The person of a row, None for a new one, `ganda` when several fit.

        `bukan` when the NIK belongs to a stored person who is evidently someone else.
        """
        nik = row.get("nik")
        if isinstance(nik, str) and nik in self._nik:
            found = _one(self._nik[nik])
            if isinstance(found, Calon) and _is_orang_lain(found.simpan.nilai, row):
                return "bukan"
            return found
        if no_kk:
            by_kk = self._kk.get((no_kk, *_nama_tanggal(row)), [])
            fitting = [c for c in by_kk if _nik_cocok(c, nik)]
            if fitting:
                return _one(fitting)
        key = (*_nama_tanggal(row), lipat_nilai(_text(row, "nama_ibu")))
        fitting = [c for c in self._nama.get(key, []) if _nik_cocok(c, nik)]
        if not (key[1] and key[2]):
            fitting = [c for c in fitting if self._is_lemah_cocok(c, nik, no_kk)]
        return _one(fitting) if fitting else None

    def _is_lemah_cocok(self, calon: Calon, nik: Nilai, no_kk: str | None) -> bool:
        """Without birth date or mother a name says little: both without NIK, in one household."""
        values = calon.simpan.nilai
        return nik is None and values.get("nik") is None and self._kk_of(values) == no_kk


def _one(found: list[Calon]) -> Jumpa:
    live = [c for c in found if not c.simpan.terhapus] or found
    return live[0] if len(live) == 1 else "ganda"


def _nik_cocok(calon: Calon, nik: Nilai) -> bool:
    stored = calon.simpan.nilai.get("nik")
    return nik is None or stored is None or stored == nik


def _text(values: Isian, key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None


def _nama_tanggal(values: Isian) -> tuple[str, str]:
    return lipat_nilai(_text(values, "nama")), _text(values, "tanggal_lahir") or ""


def _is_orang_lain(stored: Isian, row: Isian) -> bool:
    old, new = _nama_tanggal(stored), _nama_tanggal(row)
    return bool(old[1] and new[1]) and old[1] != new[1] and fuzz.ratio(old[0], new[0]) < _NAMA_LAIN
