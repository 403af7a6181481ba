"""Masalah found in data: the table of dated thresholds, the facts a rule reads, what it finds.

Every number is a row of `data/masalah/` with its source and date; a desa may put its own number in
force from a date (`Setelan`). A rule gives a plain sentence built from values, never a diagnosis.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

VERSI: Final = "2026.1"
_FILE = Path(__file__).parent / "data" / "masalah" / f"{VERSI}.json"


@dataclass(frozen=True, slots=True)
class Angka:
    """One threshold: value in its unit, allowed range, source and how sure it is."""

    kode: str
    label: str
    nilai: int
    satuan: str
    min: int
    maks: int
    berlaku: date
    sumber: str
    tanda: str
    """`pasti`, `K` (own knowledge) or `?` (to be confirmed)."""


@dataclass(frozen=True, slots=True)
class Setelan:
    """A desa's own value for one threshold, in force from a date."""

    kode: str
    nilai: int
    berlaku: date


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One answer of a list and what it means for the rules (`golongan`)."""

    kode: str
    label: str
    golongan: str


@dataclass(frozen=True, slots=True)
class DataOrang:
    """What one survey said about a person; `tanggal` is the date of the data."""

    tanggal: date
    sumber: str
    kondisi_kerja: int | None = None
    """1 bersekolah, 2 IRT, 3 tidak bekerja, 4 mencari kerja, 5 bekerja (P201)."""
    pendidikan: int | None = None
    """Code of `sdgs_pendidikan`, 1..10 (P501)."""
    sekolah_kini: bool | None = None
    """Goes to school now (P503); None when not asked."""
    penyakit: tuple[str, ...] = ()
    disabilitas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Orang:
    """A living person of the desa as rules see her; `jk` is `L`, `P` or empty."""

    id: str
    jk: str
    lahir: date | None
    data: DataOrang | None = None
    """Newest survey that asked about work and school."""
    sakit: DataOrang | None = None
    """Newest that asked about illness."""
    difabel: DataOrang | None = None
    """Newest that asked about disability."""
    cacat: int | None = None
    """Code of SIAK/OpenSID, 1..7 (7: none)."""


@dataclass(frozen=True, slots=True)
class DataKeluarga:
    """What one survey said about a household; rupiah, m2, answers as their labels."""

    tanggal: date
    sumber: str
    jumlah_anggota: int | None = None
    pengeluaran: int | None = None
    bantuan: tuple[str, ...] = ()
    desil: int | None = None
    luas_lantai: int | None = None
    lantai: str = ""
    dinding: str = ""
    atap: str = ""
    jamban: str = ""
    air_minum: str = ""
    energi_masak: str = ""


@dataclass(frozen=True, slots=True)
class Bantuan:
    """A programme on the receivers' list, for the household or one of its members."""

    program: str
    awal: date | None = None
    akhir: date | None = None
    tanggal: date | None = None

    def berjalan(self, acuan: date) -> bool:
        """Whether it is being received on a date."""
        begun = self.awal is None or self.awal <= acuan
        return begun and (self.akhir is None or self.akhir >= acuan)


@dataclass(frozen=True, slots=True)
class Keluarga:
    """A household with its living members."""

    id: str
    anggota: tuple[Orang, ...] = ()
    data: DataKeluarga | None = None
    """Newest survey that asked about spending, programmes or desil."""
    rumah: DataKeluarga | None = None
    """Newest that asked about house, latrine and water."""
    bantuan: tuple[Bantuan, ...] = ()


@dataclass(frozen=True, slots=True)
class Temuan:
    """What a rule found: kind, detail code, one sentence, and the date and source of the data."""

    jenis: str
    alasan: str
    tanggal: date | None
    """None when it follows from age alone, or the list bears no date."""
    kode: str = ""
    sumber: str = ""
    kunci: str = ""
    """Part of the natural id: more than one record of a kind per subject needs it."""


class Aturan:
    """The table with a desa's own values put in, as it stands on a date."""

    def __init__(self, acuan: date, setelan: Iterable[Setelan] = ()) -> None:
        self.acuan = acuan
        self._angka = load_angka()
        self._setelan: dict[str, Setelan] = {}
        for row in sorted(setelan, key=lambda s: s.berlaku):
            if row.kode in self._angka and row.berlaku <= acuan:
                self._setelan[row.kode] = row

    def __getitem__(self, kode: str) -> int:
        own = self._setelan.get(kode)
        return own.nilai if own else self._angka[kode].nilai

    def tahun(self, kode: str) -> int:
        """The year since when the value holds, as shown beside it."""
        own = self._setelan.get(kode)
        return (own.berlaku if own else self._angka[kode].berlaku).year

    @property
    def versi(self) -> str:
        """Version of the table, and of a desa's own values the newest date."""
        own = max((s.berlaku for s in self._setelan.values()), default=None)
        return f"{VERSI}+{own.isoformat()}" if own else VERSI


@cache
def read_table() -> Mapping[str, Any]:
    """The whole file of this version."""
    found: Mapping[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return found


@cache
def load_angka() -> Mapping[str, Angka]:
    """All thresholds by code, in the order of the file."""
    raw = read_table()
    return {
        row["kode"]: Angka(
            kode=row["kode"],
            label=row["label"],
            nilai=row["nilai"],
            satuan=row["satuan"],
            min=row["min"],
            maks=row["maks"],
            berlaku=date.fromisoformat(row["berlaku"]),
            sumber=raw["sumber"][row["sumber"]],
            tanda=row["tanda"],
        )
        for row in raw["angka"]
    }


@cache
def _jawaban(daftar: str) -> Mapping[str, Jawaban]:
    found: dict[str, Jawaban] = {}
    for row in read_table()["jawaban"][daftar]:
        made = Jawaban(row["kode"], row["label"], row["golongan"])
        for text in (row["kode"], *row["sebutan"]):
            found.setdefault(lipat(text) if daftar != "rumah" else made.kode + lipat(text), made)
    return found


def lipat(teks: str) -> str:
    """A label folded for comparing: letters and digits only, lower case."""
    return re.sub(r"[^a-z0-9]+", "", teks.lower())


def find_jawaban(daftar: str, teks: str) -> Jawaban | None:
    """The answer a label or code of this list stands for, or None."""
    return _jawaban(daftar).get(lipat(teks))


def is_ciri_rumah(bagian: str, teks: str) -> bool:
    """Whether this floor, wall or roof counts as poor."""
    return bagian + lipat(teks) in _jawaban("rumah")


def jenis_tertutup(daftar: str, teks: str) -> str:
    """Closed kind (`tbc`, `hiv`, `jiwa`) of an answer of `penyakit` or `disabilitas`, else empty.

    An answer nobody listed is searched for the words of the closed ones, so that "tbc kelenjar"
    typed by hand does not stand open.
    """
    found = find_jawaban(daftar, teks)
    if found:
        return found.golongan.partition(":")[2]
    words = set(re.findall(r"[a-z0-9]+", teks.lower()))
    for row in read_table()["jawaban"][daftar]:
        kind = str(row["golongan"]).partition(":")[2]
        if kind and any(lipat(s) in words for s in row["sebutan"]):
            return kind
    return ""


def rupiah(nilai: int) -> str:
    """An amount as people write it: `Rp 480.000`."""
    return "Rp " + f"{nilai:,}".replace(",", ".")


def sebut(nama: Iterable[str]) -> str:
    """Several words as one phrase: `a, b dan c`."""
    words = list(nama)
    return ", ".join(words[:-1]) + " dan " + words[-1] if len(words) > 1 else "".join(words)
