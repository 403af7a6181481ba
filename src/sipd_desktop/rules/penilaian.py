"""What a measuring is worth: indices, mark, lines and findings, as the screen and SKDN read it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from sipd_desktop.rules.nilai import HasilIndeks
from sipd_desktop.rules.tanda import HasilTanda
from sipd_desktop.rules.ukuran import Tanda
from sipd_desktop.rules.versi import Kelas


class Tingkat(IntEnum):
    """How bad a finding is; smaller is worse, and the worst stands first and largest."""

    BAHAYA = 0
    """Refer today: danger sign, gizi buruk."""
    UKUR_ULANG = 1
    """Implausible: measure again before anything else is said."""
    RUJUK = 2
    """Letter of referral: 2T, BGM."""
    BIDAN = 3
    """To the bidan today: T, gizi kurang, pendek, above the orange line."""
    PERHATIAN = 4
    """Watch and counsel."""
    BELUM = 5
    """Not judged: a measure is missing."""
    BAIK = 6
    """Nothing worse was found and nothing that matters is missing."""


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding: `kata` says what was found, `tindakan` is the action shown large.

    `peka`: `kata` may shame at the table and is shown only after a key. `tindakan` never shames.
    """

    kode: str
    tingkat: Tingkat
    kata: str
    tindakan: str
    peka: bool = False


@dataclass(frozen=True, slots=True)
class Penilaian:
    """The judgement of one measuring by one rule version; never synced, always made again.

    `bgm` and `ago` are None where BB/U was not judged; `bb_minimal` is the kg that gives N today.
    """

    versi_aturan: str
    umur_hari: int
    umur_bulan: int
    indeks: tuple[HasilIndeks, ...]
    lila: Kelas | None
    gabungan: frozenset[str]
    hasil_tanda: HasilTanda
    alasan_ganti: str
    bgm: bool | None
    ago: bool | None
    bb_minimal: Decimal | None
    temuan: tuple[Temuan, ...]

    @property
    def tanda(self) -> Tanda | None:
        """The mark in force: the kader's where one was given and may stand, else ours."""
        return self.hasil_tanda.tanda

    @property
    def tanda_otomatis(self) -> Tanda | None:
        """The mark the rules give."""
        return self.hasil_tanda.otomatis

    @property
    def dua_t(self) -> bool:
        """T in two successive months."""
        return self.hasil_tanda.dua_t

    @property
    def tingkat(self) -> Tingkat:
        """The worst finding's level; green only when it is BAIK."""
        return self.temuan[0].tingkat if self.temuan else Tingkat.BELUM

    def hasil(self, indeks: str) -> HasilIndeks | None:
        """The result of one index, None where this age does not have it."""
        return next((hasil for hasil in self.indeks if hasil.indeks == indeks), None)
