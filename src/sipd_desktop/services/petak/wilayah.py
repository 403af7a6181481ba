"""The places a count goes by: RT, RW or dasawisma, with the households and people living there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from sqlalchemy import Connection

from sipd_desktop.services.petak.pendataan import load_penghuni, load_tempat

Per = Literal["rt", "rw", "dasawisma"]
KATA_PER: dict[Per, str] = {"rt": "RT", "rw": "RW", "dasawisma": "dasawisma"}
Kunci = tuple[str, ...]


class Bertempat(Protocol):
    """Anything with a place: a household, a masalah."""

    @property
    def rt(self) -> str:
        """Three digits, or empty."""
        ...

    @property
    def rw(self) -> str:
        """Three digits, or empty."""
        ...

    @property
    def dusun(self) -> str:
        """As written, or empty."""
        ...

    @property
    def dasawisma(self) -> str:
        """As written, or empty."""
        ...


@dataclass(frozen=True, slots=True)
class Wilayah:
    """One place and who lives there; an empty key is the whole desa."""

    kunci: Kunci
    judul: str
    """Short, for a heading: `RT 002`."""
    rinci: str
    """What makes it plain which one: `RW 001, Krajan`."""
    keluarga: int
    orang: int

    @property
    def nama(self) -> str:
        """All of it in one line."""
        return ", ".join(filter(None, (self.judul, self.rinci)))


def kunci_of(per: Per, row: Bertempat) -> Kunci:
    """Under which place a row is counted."""
    if per == "rt":
        return (row.dusun, row.rw, row.rt)
    if per == "rw":
        return (row.dusun, row.rw)
    return (row.dusun, row.rw, row.rt, row.dasawisma)


def list_wilayah(
    conn: Connection, per: Per, posyandu_id: str = "", extra: Iterable[Bertempat] = ()
) -> tuple[Wilayah, ...]:
    """The whole desa first, then its places in order; `extra` are rows that need a place too.

    `posyandu_id` keeps to the households of one Posyandu.
    """
    homes = {k: t for k, t in load_tempat(conn).items() if posyandu_id in ("", t.posyandu_id)}
    people = [home for home in load_penghuni(conn).values() if home in homes]
    found: dict[Kunci, list[int]] = {}
    for place in homes.values():
        found.setdefault(kunci_of(per, place), [0, 0])[0] += 1
    for home in people:
        found[kunci_of(per, homes[home or ""])][1] += 1
    for row in extra:
        found.setdefault(kunci_of(per, row), [0, 0])
    names = _names(per, found)
    desa = Wilayah((), "Semua", "", len(homes), len(people))
    return (desa, *(Wilayah(k, *names[k], *found[k]) for k in sorted(found, key=_order)))


def _order(key: Kunci) -> tuple[object, ...]:
    """By RW, then RT, then dusun; unknown ones last."""
    dusun, *rest = key
    return (*((part == "", part) for part in rest), dusun)


def _names(per: Per, found: Mapping[Kunci, object]) -> dict[Kunci, tuple[str, str]]:
    """Heading and detail of each place; the dusun only where the numbers alone do not tell."""
    alike = Counter(key[1:] for key in found)
    return {key: _name(per, key, alike[key[1:]] > 1) for key in found}


def _name(per: Per, key: Kunci, several: bool) -> tuple[str, str]:
    dusun = (key[0].title() or "dusun belum diisi") if several else ""
    if per == "rw":
        return f"RW {key[1]}" if key[1] else "RW belum diisi", dusun
    rt = f"RT {key[2]}" if key[2] else "RT belum diisi"
    rw = f"RW {key[1]}" if key[1] else ""
    if per == "rt":
        return rt, ", ".join(filter(None, (rw, dusun)))
    head = key[3] or "Dasawisma belum diisi"
    return head, ", ".join(filter(None, (rt, rw, dusun)))
