"""Find the stored person a row is about: NIK; else KK, name, birth date; else with mother.

A likeness never matches by itself (`usul`), and two candidates are none: the row then waits for a
person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from sipd_desktop.services.impor.gudang import Isian, Tersimpan
from sipd_desktop.services.impor.hasil import AlasanUsul
from sipd_desktop.services.impor.nama_bayi import read_bayi
from sipd_desktop.services.impor.sel import fold_nilai
from sipd_desktop.spec.field import Wire

_NAMA_LAIN = 60.0  # below this, together with another birth date, an equal NIK is another person


@dataclass(slots=True)
class Calon:
    """A stored or just planned person, and whether a row of this file already speaks for it."""

    tersimpan: Tersimpan
    is_baru: bool = False
    is_diklaim: bool = False
    lama: Isian | None = None
    """What stood in a row that comes back."""
    lembar: str = ""
    row: int = 0
    asal_baru: Isian = field(default_factory=dict)
    """What this file gives; remembered as the base of the next import."""
    ubah: Isian = field(default_factory=dict)

    def kini(self, key: str) -> Wire:
        """The value after the import."""
        return self.ubah.get(key, self.tersimpan.nilai.get(key))


@dataclass(frozen=True, slots=True)
class Ragu:
    """People a row may be about; only a person can tell."""

    alasan: AlasanUsul
    calon: tuple[Calon, ...]


Jumpa = Calon | Ragu | None


class Daftar:
    """The index of people; rows planned earlier in the same file are in it too."""

    def __init__(self, warga: Iterable[Tersimpan], no_kk: dict[str, str]) -> None:
        self._no_kk = no_kk
        self._nik: dict[str, tuple[Calon, ...]] = {}
        self._kk: dict[tuple[str, ...], tuple[Calon, ...]] = {}
        self._nama: dict[tuple[str, ...], tuple[Calon, ...]] = {}
        self.pesanan: set[str] = set()
        """Ids that a person chose for another row of the file."""
        self.semua: dict[str, Calon] = {}
        for person in warga:
            self.add(Calon(person))

    def add(self, calon: Calon) -> None:
        """Make a person findable."""
        values = calon.tersimpan.nilai
        self.semua[calon.tersimpan.id] = calon
        nik = values.get("nik")
        for number in (*calon.tersimpan.nik_lain, nik):
            if isinstance(number, str):
                self._nik[number] = (*self._nik.get(number, ()), calon)
        kk, who = self.kk_of(values), _nama_tanggal(values)
        if kk:
            self._kk[kk, *who] = (*self._kk.get((kk, *who), ()), calon)
        key = (*who, fold_nilai(_text(values, "nama_ibu")))
        self._nama[key] = (*self._nama.get(key, ()), calon)

    def kk_of(self, values: Isian) -> str | None:
        """No KK of the household of a person."""
        return self._no_kk.get(str(values.get("keluarga_id")))

    def by_nik(self, nik: str | None) -> list[Calon]:
        """Living rows with this number."""
        return [c for c in self._nik.get(nik or "", ()) if not c.tersimpan.terhapus]

    def find(self, row: Isian, no_kk: str | None) -> Jumpa:
        """The person of a row, None for nobody known, `Ragu` when a person has to tell."""
        nik = row.get("nik")
        if isinstance(nik, str) and nik in self._nik:
            found = _one(self._nik[nik])
            if isinstance(found, Calon) and _is_orang_lain(found.tersimpan.nilai, row):
                return Ragu("nik_lain", (found,))
            return found
        if no_kk:
            fitting = self._fit(self._kk.get((no_kk, *_nama_tanggal(row)), ()), row)
            if fitting:
                return _pick(fitting, row)
        key = (*_nama_tanggal(row), fold_nilai(_text(row, "nama_ibu")))
        fitting = self._fit(self._nama.get(key, ()), row)
        if not (key[1] and key[2]):
            fitting = [c for c in fitting if self._is_lemah_cocok(c, nik, no_kk)]
        return _pick(fitting, row) if fitting else None

    def _fit(self, found: Sequence[Calon], row: Isian) -> list[Calon]:
        """Those whose NIK does not speak against it; a label of a baby says too little of itself:
        another sex is another child."""
        fitting = [
            c for c in found if _nik_cocok(c, row.get("nik")) and c.tersimpan.id not in self.pesanan
        ]
        if fitting and read_bayi(_text(row, "nama") or ""):
            fitting = [c for c in fitting if _jk_cocok(c, row)]
        return fitting

    def _is_lemah_cocok(self, calon: Calon, nik: Wire, no_kk: str | None) -> bool:
        """Without birth date or mother a name says little: both without NIK, in one household."""
        values = calon.tersimpan.nilai
        return nik is None and values.get("nik") is None and self.kk_of(values) == no_kk


def _pick(fitting: list[Calon], row: Isian) -> Jumpa:
    """Found by name: two babies of one mother and day are never taken for one."""
    found = _one(fitting)
    if isinstance(found, Calon) and found.is_diklaim and read_bayi(_text(row, "nama") or ""):
        return Ragu("kembar", ())  # the one found has a row of her own
    return found


def _one(found: Sequence[Calon]) -> Jumpa:
    live = [c for c in found if not c.tersimpan.terhapus]
    if not live:
        back = (c for c in found if c.tersimpan.bisa_pulih)
        live = sorted(back, key=lambda c: c.tersimpan.id)[:1]
    several = tuple(live or found)
    return several[0] if len(several) == 1 else Ragu("ganda", several)


def _nik_cocok(calon: Calon, nik: Wire) -> bool:
    stored = calon.tersimpan.nilai.get("nik")
    return nik is None or stored is None or stored == nik


def _jk_cocok(calon: Calon, row: Isian) -> bool:
    stored, given = calon.tersimpan.nilai.get("jenis_kelamin"), row.get("jenis_kelamin")
    return stored is None or given is None or stored == given


def _text(values: Isian, key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None


def _nama_tanggal(values: Isian) -> tuple[str, str]:
    return fold_nilai(_text(values, "nama")), _text(values, "tanggal_lahir") or ""


def _is_orang_lain(stored: Isian, row: Isian) -> bool:
    old, new = _nama_tanggal(stored), _nama_tanggal(row)
    return bool(old[1] and new[1]) and old[1] != new[1] and fuzz.ratio(old[0], new[0]) < _NAMA_LAIN
