"""Who may do what: the roles matrix of `data/hak/matriks.json`, read and decided; pure.

A cell says `ya`, `tidak`, or names conditions: `a & b` needs both, `a | b` one of the two. What the
matrix does not name is refused. The facts of a case come in as `Perkara`; a fact that nobody found
out counts against the person who asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE = Path(__file__).parent / "data" / "hak" / "matriks.json"

AKSI: Final = ("lihat", "tambah", "ubah", "batalkan", "ekspor")
SISTEM: Final = "sistem"
YA, TIDAK = "ya", "tidak"


@dataclass(frozen=True, slots=True)
class Perkara:
    """The facts of one wish; each default is the one that refuses."""

    posyandu_sendiri: bool = False
    milik_sendiri: bool = False
    """The record was made by who asks."""
    umur_hari: int | None = None
    """Days since the record was made."""
    ditandatangani: bool = True
    """The hari buka of the record is signed."""
    hadir_di_sini: bool = False
    """The person came to a hari buka of the own Posyandu."""
    pindah_ke_sini: bool = False
    """The change moves the person to the own Posyandu."""
    bidang_sendiri: bool = False
    akun_sendiri: bool = False
    lewat_impor: bool = False
    alasan: str = ""
    hanya_angka: bool = False
    """Counts are shown, no person."""
    nik_tersamar: bool = False


@dataclass(frozen=True, slots=True)
class Syarat:
    """One named condition: the fact it reads, and the test."""

    fakta: tuple[str, ...]
    benar: Callable[[Perkara], bool]


_HARI_MILIK = 30

SYARAT: Final[Mapping[str, Syarat]] = {
    "posyandu-sendiri": Syarat(("posyandu_sendiri",), lambda p: p.posyandu_sendiri),
    "milik-sendiri": Syarat(("milik_sendiri",), lambda p: p.milik_sendiri),
    "dalam-30-hari": Syarat(
        ("umur_hari",), lambda p: p.umur_hari is not None and 0 <= p.umur_hari <= _HARI_MILIK
    ),
    "belum-ditandatangani": Syarat(("ditandatangani",), lambda p: not p.ditandatangani),
    "hadir-di-sini": Syarat(("hadir_di_sini",), lambda p: p.hadir_di_sini),
    "pindah-ke-sini": Syarat(("pindah_ke_sini",), lambda p: p.pindah_ke_sini),
    "bidang-sendiri": Syarat(("bidang_sendiri",), lambda p: p.bidang_sendiri),
    "akun-sendiri": Syarat(("akun_sendiri",), lambda p: p.akun_sendiri),
    "lewat-impor": Syarat(("lewat_impor",), lambda p: p.lewat_impor),
    "dengan-alasan": Syarat(("alasan",), lambda p: bool(p.alasan)),
    "hanya-angka": Syarat(("hanya_angka",), lambda p: p.hanya_angka),
    "nik-tersamar": Syarat(("nik_tersamar",), lambda p: p.nik_tersamar),
}


@dataclass(frozen=True, slots=True)
class Objek:
    """One row group of the matrix: cells by (aksi, peran), each a tuple of alternatives."""

    key: str
    label: str
    bidang: str
    luar: str
    """The object that stands for records of another Posyandu; empty when there is none."""
    sel: Mapping[tuple[str, str], str]

    @property
    def aksi(self) -> tuple[str, ...]:
        """The acts there are for it, in the order of `AKSI`."""
        have = {aksi for aksi, _ in self.sel}
        return tuple(a for a in AKSI if a in have)


@dataclass(frozen=True, slots=True)
class Matriks:
    """The whole file."""

    versi: str
    peran: Mapping[str, str]
    """Role to its word."""
    sedesa: frozenset[str]
    """Roles whose area is the whole desa."""
    kolom: Mapping[str, str]
    """`table.column` to the object that guards it besides its record."""
    nilai: Mapping[str, Mapping[str, str]]
    """`table.column` to {value: object that guards such a record besides its own}."""
    keluar: Mapping[str, str]
    """Table of the thing that leaves the program to the object of its export; "" is no table."""
    objek: Mapping[str, Objek]

    def cell(self, peran: str, objek: str, aksi: str) -> str:
        """The text of a cell; what is not named is `tidak`."""
        found = self.objek.get(objek)
        return found.sel.get((aksi, peran), TIDAK) if found else TIDAK

    def roles(self, objek: str, aksi: str) -> tuple[str, ...]:
        """People whose cell is not `tidak`, in the order of the file."""
        return tuple(p for p in self.peran if p != SISTEM and self.cell(p, objek, aksi) != TIDAK)


@cache
def alternatives(cell: str) -> tuple[tuple[str, ...], ...]:
    """`a & b | c` to (("a", "b"), ("c",)); `ya` to one empty tuple, `tidak` to none."""
    if cell == TIDAK:
        return ()
    if cell == YA:
        return ((),)
    return tuple(tuple(n.strip() for n in part.split("&")) for part in cell.split("|"))


@cache
def facts_of(cell: str) -> frozenset[str]:
    """Names of the facts (fields of `Perkara`) a cell asks for."""
    names = {name for part in alternatives(cell) for name in part}
    return frozenset(fact for name in names for fact in SYARAT[name].fakta)


@dataclass(frozen=True, slots=True)
class Putusan:
    """Allowed, or what is missing: a condition, or `peran` when the role never may."""

    boleh: bool
    kurang: str = ""


def decide(peran: str, objek: str, aksi: str, perkara: Perkara) -> Putusan:
    """What the matrix says; `kurang` is the first unmet condition of the last way there is."""
    missing = "peran"
    for names in alternatives(read_matriks().cell(peran, objek, aksi)):
        lacking = [n for n in names if not SYARAT[n].benar(perkara)]
        if not lacking:
            return Putusan(True)
        missing = lacking[0]
    return Putusan(False, missing)


@cache
def read_matriks() -> Matriks:
    """The matrix of the package, checked: every role in every cell, every condition known."""
    raw = json.loads(_FILE.read_text("utf-8"))
    roles = dict(raw["peran"])
    return Matriks(
        versi=raw["versi"],
        peran=roles,
        sedesa=frozenset(raw["sedesa"]),
        kolom=dict(raw["kolom"]),
        nilai={key: dict(found) for key, found in raw["nilai"].items()},
        keluar=dict(raw["keluar"]),
        objek={key: _read_objek(key, value, set(roles)) for key, value in raw["objek"].items()},
    )


def _read_objek(key: str, raw: Mapping[str, Any], roles: set[str]) -> Objek:
    cells: dict[tuple[str, str], str] = {}
    for aksi, row in raw["aksi"].items():
        assert aksi in AKSI, f"{key}: {aksi}"
        assert set(row) == roles, f"{key}.{aksi}: peran kurang"
        for peran, cell in row.items():
            unknown = {n for part in alternatives(cell) for n in part} - set(SYARAT)
            assert not unknown, f"{key}.{aksi}.{peran}: {unknown}"
            cells[aksi, peran] = cell
    return Objek(key, raw["label"], raw.get("bidang", ""), raw.get("luar", ""), cells)


def table_of(matriks: Matriks) -> list[str]:
    """The matrix as lines of a table for the docs: object, act, one column per role."""
    lines = ["| objek | perbuatan | " + " | ".join(matriks.peran) + " |"]
    lines.append("| --- | --- | " + " | ".join("---" for _ in matriks.peran) + " |")
    for objek in matriks.objek.values():
        for aksi in objek.aksi:
            cells = (matriks.cell(p, objek.key, aksi) for p in matriks.peran)
            shown = ("-" if c == TIDAK else c.replace(" | ", " atau ") for c in cells)
            lines.append(f"| {objek.label} | {aksi} | " + " | ".join(shown) + " |")
    return lines
