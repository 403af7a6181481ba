"""Rows of the inbox as the screen shows them: frozen, in words, numbers of people masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pilihan = Literal["dipakai", "lain"]


@dataclass(frozen=True, slots=True)
class Sisi:
    """One of two values: its words, who wrote it where, and the instant (UTC text, or empty)."""

    nilai: str
    pelaku: str
    laptop: str
    waktu: str


@dataclass(frozen=True, slots=True)
class Beda:
    """A difference that waits for a person, or was decided.

    `dipakai` is the value that stands since the exchange, `lain` the one that lost. `kini` is set
    only when somebody has changed the field again to a third value.
    """

    id: str
    tbl: str
    objek: str
    kolom: str
    judul: str
    """Whom or what it is about."""
    apa: str
    """Which field, in words."""
    dipakai: Sisi
    lain: Sisi
    kini: str | None
    usul: Pilihan | None
    alasan: str
    """Why `usul` is proposed, or whom to ask when nothing is."""
    ada: bool
    """Whether the record itself is on this laptop."""
    samar: bool
    """Both values are numbers of a person, shown masked."""
    warga_id: str | None
    """Whose page tells more."""
    putusan: Pilihan | None = None
    diputus: str = ""
    """Name of who decided."""


@dataclass(frozen=True, slots=True)
class Disisihkan:
    """An entry the centre has set aside: what, why, and what a person can do about it."""

    n: int
    tbl: str
    id: str
    judul: str
    apa: str
    """Kind of record and field, in words."""
    nilai: str
    kode: str
    kolom: str | None
    cara: Literal["tunggu", "perbaiki", "kirim-lagi"]
    warga_id: str | None
    jumlah: int = 1
    """Entries of the same record set aside for the same reason."""


@dataclass(frozen=True, slots=True)
class Ganda:
    """One NIK that two or more living records carry; a person says whether they are one."""

    nik_samar: str
    orang: tuple[tuple[str, str], ...]
    """(id, words) of each."""


@dataclass(frozen=True, slots=True)
class Kotak:
    """The whole inbox."""

    beda: tuple[Beda, ...]
    disisihkan: tuple[Disisihkan, ...]
    ganda: tuple[Ganda, ...]
    selesai: tuple[Beda, ...]
    """Decided lately, newest first."""

    @property
    def jumlah(self) -> int:
        """How much waits for a person."""
        return len(self.beda) + len(self.disisihkan) + len(self.ganda)
