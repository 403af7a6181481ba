"""Two laptops of one Posyandu join a day without the centre: rows, their versions, the merge.

A version of a field is (laptop, its running number, instant). Each side also tells which versions
it has seen, so a value that was built on the other's is taken, an older one is not, and only two
values written blindly side by side are a difference for a person. Both laptops come to the same
result, in any order and however often it is repeated. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec import Struct

from sipd_desktop.base.ids import natural_id
from sipd_desktop.wire.canonical import canonical

SEMUA, HAPUS = "*", "deleted_at"
"""All fields of a fresh row without a version of their own; being voided, treated as a field."""
TABEL = (
    "kader",
    "keluarga",
    "warga",
    "hari_buka",
    "lembar_hari",
    "kehadiran",
    "isian",
    "kehamilan",
    "tindakan",
)
"""What a day is made of, subjects before what refers to them."""
MAX_BARIS = 20_000


class Versi(NamedTuple):
    """Who wrote a value: laptop, its running number there, instant."""

    perangkat: str
    urut: int
    waktu: str


Tahu = dict[str, dict[str, int]]
"""Field to {laptop: highest running number seen}."""


class Dasar(Struct, kw_only=True):
    """What the centre is known to hold of a row; `isi` None: just what the row says."""

    seq: int
    isi: dict[str, Any] | None = None
    hapus: bool = False


class BarisHari(Struct, kw_only=True, omit_defaults=True):
    """One row of the day as its laptop holds it."""

    tbl: str
    id: str
    isi: dict[str, Any]
    hapus: bool = False
    dasar: Dasar | None = None
    dibuat: str = ""
    diubah: str = ""
    versi: dict[str, Versi] = {}
    tahu: Tahu = {}


class BedaHari(Struct, kw_only=True):
    """A difference that waits for a person; the fields of the register `konflik`."""

    id: str
    objek_jenis: str
    objek: str
    kolom: str
    nilai_dipakai: str
    nilai_lain: str
    perangkat_dipakai: str
    perangkat_lain: str
    waktu: str
    putusan: str | None = None
    diputus_oleh: str | None = None


class KepalaGabung(Struct, kw_only=True):
    """Header of a day that is carried to another laptop."""

    desa: str
    contoh: bool
    posyandu: str
    tanggal: str
    hari: str
    perangkat: str
    dibuat: str
    baris: int
    app: str = ""
    skema: int = 0


class IsiHari(Struct, kw_only=True):
    """A further part of the file: some rows, and the differences known so far."""

    baris: list[BarisHari]
    beda: list[BedaHari] = []


@dataclass(frozen=True, slots=True)
class Aturan:
    """What the declaration says about fields: guarded ones, and rules both sides agree by."""

    guarded: frozenset[str] = frozenset()
    gabung: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Hasil:
    """What a merge asks for: fields to take (None = removed), voiding, and open differences."""

    ambil: dict[str, Any] = field(default_factory=dict)
    hapus: bool | None = None
    beda: list[BedaHari] = field(default_factory=list)


def merge_baris(mine: BarisHari, theirs: BarisHari, aturan: Aturan, waktu: str) -> Hasil:
    """Merge their row into mine; nothing is changed here."""
    hasil = Hasil()
    for key in sorted(mine.isi.keys() | theirs.isi.keys() | _written(mine) | _written(theirs)):
        _merge_field(hasil, mine, theirs, key, aturan, waktu)
    _merge_void(hasil, mine, theirs, waktu)
    return hasil


def _written(row: BarisHari) -> set[str]:
    return set(row.versi) - {SEMUA, HAPUS}


def _merge_field(
    hasil: Hasil, mine: BarisHari, theirs: BarisHari, key: str, aturan: Aturan, waktu: str
) -> None:
    a, b = theirs.isi.get(key), mine.isi.get(key)
    if type(a) is type(b) and a == b:
        return
    va, vb = version_of(theirs, key), version_of(mine, key)
    if va is None or _only_confirmed(theirs, key) or knows(mine, key, va):
        return
    if vb is None or _is_base(mine, theirs, key) or knows(theirs, key, vb):
        hasil.ambil[key] = a
        return
    rule = aturan.gabung.get(key)
    takes = _agrees(rule, a, b, va, vb) if rule else _wins(va, vb) != (key in aturan.guarded)
    if takes:
        hasil.ambil[key] = a
    if not rule:
        used, other = ((a, va), (b, vb)) if takes else ((b, vb), (a, va))
        hasil.beda.append(make_beda(mine.tbl, mine.id, key, used, other, waktu))


def _merge_void(hasil: Hasil, mine: BarisHari, theirs: BarisHari, waktu: str) -> None:
    """A voiding the other had not edited against is taken; an edit it had not seen wins."""
    if mine.hapus == theirs.hapus:
        return
    va, vb = theirs.versi.get(HAPUS), mine.versi.get(HAPUS)
    if va is not None and vb is not None:
        if knows(mine, HAPUS, va):
            return
        if knows(theirs, HAPUS, vb):
            hasil.hapus = theirs.hapus
            return
    void, live = (theirs, mine) if theirs.hapus else (mine, theirs)
    by = void.versi.get(HAPUS) or _none(void)
    unseen = [v for k, v in live.versi.items() if not knows(void, k, v)]
    if not unseen:
        hasil.hapus = True if void is theirs else None
        return
    hasil.hapus = False if void is mine else None
    edit = max(unseen, key=lambda v: (v.waktu, v.perangkat))
    hasil.beda.append(make_beda(mine.tbl, mine.id, HAPUS, (False, edit), (True, by), waktu))


def _none(row: BarisHari) -> Versi:
    return row.versi.get(SEMUA) or Versi("", 0, row.diubah)


def version_of(row: BarisHari, key: str) -> Versi | None:
    """Who wrote the value a row shows; None when nobody ever wrote this field."""
    found = row.versi.get(key)
    return found if found or row.isi.get(key) is None else row.versi.get(SEMUA)


def knows(row: BarisHari, key: str, versi: Versi) -> bool:
    """Whether this side has already taken that version into account."""
    seen = [row.tahu.get(k, {}).get(versi.perangkat, -1) for k in (key, SEMUA)]
    own = [v.urut for k in (key, SEMUA) if (v := row.versi.get(k)) and v[0] == versi.perangkat]
    return max([*seen, *own]) >= versi.urut


def _only_confirmed(row: BarisHari, key: str) -> bool:
    """They have not touched it since the centre had it: the centre itself will bring it."""
    if row.dasar is None:
        return False
    if row.dasar.isi is None:
        return True
    have, base = row.isi.get(key), row.dasar.isi.get(key)
    return type(have) is type(base) and have == base


def _is_base(mine: BarisHari, theirs: BarisHari, key: str) -> bool:
    """Mine is what they started from: the centre's value, or an older one of the centre's."""
    if theirs.dasar is None or theirs.dasar.isi is None:
        return False
    have, base = mine.isi.get(key), theirs.dasar.isi.get(key)
    if type(base) is type(have) and base == have:
        return True
    older = mine.dasar is not None and mine.dasar.seq <= theirs.dasar.seq
    return older and _only_confirmed(mine, key)


def _wins(new: Versi, old: Versi) -> bool:
    return (new.waktu, new.perangkat) > (old.waktu, old.perangkat)


def _agrees(rule: str, new: object, old: object, va: Versi, vb: Versi) -> bool:
    """As `wire.merge`: a removed value never stands against a written one."""
    if new is None or old is None:
        return old is None
    if rule == "terawal":
        return _wins(vb, va)
    return isinstance(new, int) and isinstance(old, int) and new > old


def make_beda(
    tbl: str,
    row_id: str,
    key: str,
    used: tuple[object, Versi],
    other: tuple[object, Versi],
    waktu: str,
) -> BedaHari:
    """The case of two values; its id is the same on both laptops."""
    names = sorted(f"{v.perangkat}:{v.urut}" for _, v in (used, other))
    return BedaHari(
        id=natural_id("beda", tbl, row_id, key, *names),
        objek_jenis=tbl,
        objek=row_id,
        kolom=key,
        nilai_dipakai=canonical(used[0]).decode(),
        nilai_lain=canonical(other[0]).decode(),
        perangkat_dipakai=used[1].perangkat,
        perangkat_lain=other[1].perangkat,
        waktu=waktu,
    )
