"""The code on a queue ticket: which hari buka, which number, and a check letter; nobody's name.

`K` + five letters of the day + three digits + check, e.g. `KQ7M2X0174`: letters and digits only, so
that a scanner types it alike on every keyboard. It opens nothing by itself: without the laptop's
own queue it is a number on paper.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

ABJAD: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TANPA_RAGU: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
TERBESAR: Final = 999
_BENTUK = re.compile(r"K[A-Z2-9]{5}\d{3}[0-9A-Z]")


@dataclass(frozen=True, slots=True)
class IsiKarcis:
    """What a ticket says."""

    tanda: str
    """Five letters of its day."""
    nomor: int

    def of_hari(self, hari_id: str) -> bool:
        """Whether the ticket belongs to this hari buka."""
        return self.tanda == tanda_hari(hari_id)


def tanda_hari(hari_id: str) -> str:
    """Five letters that tell one hari buka from another."""
    number = int.from_bytes(hashlib.sha256(f"karcis {hari_id}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(5):
        number, rest = divmod(number, len(_TANPA_RAGU))
        letters.append(_TANPA_RAGU[rest])
    return "".join(letters)


def make_kode(hari_id: str, nomor: int) -> str:
    """The code of a number on a day; ValueError outside 1..999."""
    if not 1 <= nomor <= TERBESAR:
        raise ValueError(f"no ticket with number {nomor}")
    body = f"K{tanda_hari(hari_id)}{nomor:03d}"
    return body + _check(body)


def read_kode(teks: str) -> IsiKarcis | None:
    """A typed or scanned code; None when it is none, or mistyped."""
    plain = "".join(teks.split()).upper()
    if not _BENTUK.fullmatch(plain) or _check(plain[:-1]) != plain[-1]:
        return None
    nomor = int(plain[6:9])
    return IsiKarcis(plain[1:6], nomor) if nomor else None


def _check(body: str) -> str:
    """Luhn over 36 signs: one wrong sign, or two neighbours swapped, is noticed."""
    total = 0
    for place, sign in enumerate(reversed(body)):
        value = ABJAD.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // 36 + value % 36
    return ABJAD[-total % 36]
