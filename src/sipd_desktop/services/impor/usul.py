"""Proposals: stored people a new row may be about although nothing matches exactly.

"Bayi Ny. X" and a named child of the same mother or KK, sex and day of birth (one day off) are
probably one child; so are two names that differ by a letter. The program proposes, a person
decides, and twins are always asked about (import page, 8.8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from rapidfuzz import fuzz

from sipd_desktop.services.impor.cocok import Calon, Daftar, Ragu
from sipd_desktop.services.impor.gudang import Isian
from sipd_desktop.services.impor.nama_bayi import Bayi, is_nama_sama, kata_nama, read_bayi

MIRIP = 92.0
"""Likeness of two names from which they are proposed as one (import page, 8.8)."""
_SEHARI = 400  # more people than this on one day of birth: a made-up date, only KK is looked at


class Pengusul:
    """Looks for proposals among people that no row of the file speaks for."""

    def __init__(self, daftar: Daftar, nik_berkas: Iterable[str]) -> None:
        """`nik_berkas`: numbers in the file; whoever has one of them has a row of her own."""
        self._daftar = daftar
        self._hari: dict[str, list[Calon]] = defaultdict(list)
        self._kk: dict[tuple[str, str], list[Calon]] = defaultdict(list)
        taken = set(nik_berkas)
        for calon in daftar.semua.values():
            values = calon.tersimpan.nilai
            day = values.get("tanggal_lahir")
            if calon.is_baru or calon.tersimpan.terhapus or not isinstance(day, str):
                continue
            if calon.is_diklaim or values.get("nik") in taken:
                continue
            if calon.tersimpan.id in daftar.pesanan:
                continue
            self._hari[day].append(calon)
            self._kk[daftar.kk_of(values) or "", day].append(calon)

    def usul(self, row: Isian, no_kk: str | None) -> Ragu | None:
        """The proposal for a row, or None."""
        day = row.get("tanggal_lahir")
        if not isinstance(day, str):
            return None
        near = [c for d in _sekitar(day) for c in self._pada(d, no_kk) if not c.is_diklaim]
        near = [c for c in near if _jk(c.tersimpan.nilai, row)]
        babies = [c for c in near if self._is_bayi_sama(c, row, no_kk)]
        if babies:
            return Ragu("bayi" if len(babies) == 1 else "kembar", tuple(babies))
        alike = [c for c in near if self._is_mirip(c, row, no_kk)]
        return Ragu("mirip", tuple(alike)) if alike else None

    def _pada(self, day: str, no_kk: str | None) -> list[Calon]:
        found = self._hari.get(day, [])
        return found if len(found) <= _SEHARI else self._kk.get((no_kk or "", day), [])

    def _is_bayi_sama(self, calon: Calon, row: Isian, no_kk: str | None) -> bool:
        values = calon.tersimpan.nilai
        stored, given = read_bayi(str(values.get("nama"))), read_bayi(str(row.get("nama")))
        if (stored is None and given is None) or not _nik_mungkin(values, row):
            return False
        for label, other in ((stored, row), (given, values)):
            if label and label.nama and not read_bayi(str(other.get("nama"))):
                return is_nama_sama(label.nama, kata_nama(str(other.get("nama"))))
        same_kk = no_kk is not None and self._daftar.kk_of(values) == no_kk
        mothers = _ibu(values, stored), _ibu(row, given)
        return is_nama_sama(*mothers) or (same_kk and not all(mothers))

    def _is_mirip(self, calon: Calon, row: Isian, no_kk: str | None) -> bool:
        values = calon.tersimpan.nilai
        if values.get("tanggal_lahir") != row.get("tanggal_lahir"):
            return False
        same_kk = no_kk is not None and self._daftar.kk_of(values) == no_kk
        if not (_nik_mungkin(values, row) or same_kk):
            return False
        mothers = _ibu(values, None), _ibu(row, None)
        if all(mothers) and not same_kk and not is_nama_sama(*mothers):
            return False
        one, two = (" ".join(kata_nama(str(v.get("nama")))) for v in (values, row))
        return fuzz.ratio(one, two) >= MIRIP


def _sekitar(day: str) -> list[str]:
    """The day, the one before and the one after."""
    middle = date.fromisoformat(day)
    return [(middle + timedelta(days=n)).isoformat() for n in (0, -1, 1)]


def _jk(stored: Isian, row: Isian) -> bool:
    one, two = stored.get("jenis_kelamin"), row.get("jenis_kelamin")
    return one is None or two is None or one == two


def _nik_mungkin(stored: Isian, row: Isian) -> bool:
    """Not two different numbers."""
    one, two = stored.get("nik"), row.get("nik")
    return one is None or two is None or one == two


def _ibu(values: Isian, label: Bayi | None) -> tuple[str, ...]:
    name = values.get("nama_ibu")
    if isinstance(name, str) and name:
        return kata_nama(name)
    return label.ibu if label else ()
