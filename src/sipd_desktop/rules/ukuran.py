"""One measuring of a balita, and the past weighings its mark needs: what the rules are given.

Field names are those of the form pemeriksaan_balita; weights in kg, lengths in cm, None is not
measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Tanda = Literal["N", "T", "O", "B"]
"""N naik, T tidak naik, O bulan lalu tidak ditimbang, B baru pertama kali."""

TandaKader = Literal["N", "T"]
"""What a kader may say in place of ours."""
CaraUkur = Literal["baring", "berdiri"]


@dataclass(frozen=True, slots=True)
class Pengukuran:
    """One child's measures on one day; `tanda_bahaya` holds codes of danger signs seen."""

    tanggal: date
    berat_badan: Decimal | None = None
    tinggi_badan: Decimal | None = None
    cara_ukur: CaraUkur | None = None
    lingkar_kepala: Decimal | None = None
    lila: Decimal | None = None
    edema: bool = False
    tanda_bahaya: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timbang:
    """One weighing, past or present; `tanda` is the mark a kader gave in place of ours (N or T)."""

    tanggal: date
    berat: Decimal | None
    edema: bool = False
    tanda: Tanda | None = None


@dataclass(frozen=True, slots=True)
class Ganti:
    """A kader's own mark, and why: the KMS lets the direction of the curve decide in doubt."""

    tanda: TandaKader
    alasan: str


def read_tanda(text: str | None) -> Tanda | None:
    """A stored mark; an unknown one is none."""
    return "O" if text == "O" else "B" if text == "B" else read_tanda_kader(text)


def read_tanda_kader(text: str | None) -> TandaKader | None:
    """A kader's stored mark; an unknown one is none."""
    return "N" if text == "N" else "T" if text == "T" else None


def read_cara_ukur(text: str | None) -> CaraUkur | None:
    """A stored way of measuring; an unknown one is none."""
    return "baring" if text == "baring" else "berdiri" if text == "berdiri" else None
