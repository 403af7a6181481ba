"""Reading NIK and No KK out of a cell, and what a NIK says about birth date and sex.

Length and digits are errors; a birth date, sex or region that disagrees only warns, because a NIK
never changes when data is corrected. There is no check digit. Excel keeps 15 significant digits, so
a 16-digit number in a numeric cell that ends in 0 has lost its last digit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date

PANJANG = 16
BATAS_PASTI = 2**53
"""Whole numbers above this are not exact in a numeric cell."""

# formulir statistik: menolak / < 17 tahun tanpa NIK / >= 17 tahun tanpa NIK / WNA
PENGGANTI = frozenset(f"999999999999999{tail}" for tail in "4569")
_BELUM = frozenset(
    (
        "belum ada",
        "belum punya",
        "belum punya nik",
        "belum memiliki",
        "belum memiliki nik",
        "blm ada",
        "blm punya",
        "tidak ada",
        "tidak punya",
        "tdk ada",
        "tdk punya",
        "nihil",
        "kosong",
    )
)
_STRIP = dict.fromkeys(map(ord, " .\t\r\n'`\u2018\u2019\u02bc\u00b4\u2032\u00a0\ufeff\u00ad"), None)
_STRIP |= dict.fromkeys([*range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000])
_NOTASI = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+\Z")
_PECAHAN_NOL = re.compile(r"(\d{16})[.,]0+\Z")


@dataclass(frozen=True, slots=True)
class NomorTerbaca:
    """A number of 16 digits, or None, and the reason code of what was noticed (or None).

    `nomor` is set only when it may be used; a code beside a set number is a notice.
    """

    nomor: str | None
    kode: str | None = None


@dataclass(frozen=True, slots=True)
class IsiNik:
    """Birth date and sex as coded in a NIK; `hari` is already without the 40 of women."""

    hari: int
    bulan: int
    tahun2: int
    jenis_kelamin: int | None
    """1 man, 2 woman, None when the day part is impossible."""

    def cocok(self, tanggal: date) -> bool:
        """Whether a birth date agrees (the century is not in a NIK)."""
        return (self.hari, self.bulan, self.tahun2) == (
            tanggal.day,
            tanggal.month,
            tanggal.year % 100,
        )


def clean_nomor(text: str) -> str:
    """Without apostrophes, dots, spaces and invisible signs; nothing else is taken away."""
    return text if text.isascii() and text.isdigit() else text.translate(_STRIP)


def read_nik(value: object) -> NomorTerbaca:
    """A NIK cell (text or number): codes NIK_* of the importer's contract."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _numeric_nik(float(value))
    text = str(value if value is not None else "").strip()
    if _NOTASI.match(text.strip("'\u2019 \u00a0").replace(" ", "")):
        return NomorTerbaca(None, "NIK_NOTASI_ILMIAH")
    export = _PECAHAN_NOL.match(text.strip("'\u2019 \u00a0"))
    if export:  # a program wrote the number with decimals into a text file
        return _numeric_nik(float(export[1]))
    return _text_nik(clean_nomor(text), text)


def _numeric_nik(number: float) -> NomorTerbaca:
    if not math.isfinite(number) or number != int(number):
        return NomorTerbaca(None, "NIK_PANJANG")
    digits = str(int(number))
    if _is_placeholder(digits):
        return NomorTerbaca(None, "NIK_KOSONG")
    if len(digits) != PANJANG or number < 0:
        return NomorTerbaca(None, "NIK_PANJANG")
    if digits.endswith("0") or number > BATAS_PASTI:
        return NomorTerbaca(None, "NIK_PRESISI_HILANG")
    return NomorTerbaca(digits, "NIK_ANGKA")


def _text_nik(clean: str, original: str) -> NomorTerbaca:
    if _is_placeholder(clean) or " ".join(original.casefold().split()) in _BELUM:
        return NomorTerbaca(None, "NIK_KOSONG")
    if not _is_digits(clean):
        return NomorTerbaca(None, "NIK_BUKAN_ANGKA")
    if len(clean) != PANJANG:
        return NomorTerbaca(None, "NIK_PANJANG")
    return NomorTerbaca(clean)


def read_no_kk(value: object) -> NomorTerbaca:
    """A No KK cell: KK_KOSONG, KK_PANJANG or KK_BUKAN_ANGKA; the code list has no more.

    A number that Excel has damaged (16 digits ending in 0, or above 2**53) has too few certain
    digits and counts as KK_PANJANG.
    """
    if isinstance(value, float | int) and not isinstance(value, bool):
        found = _numeric_nik(float(value))
        if found.kode == "NIK_ANGKA":
            return NomorTerbaca(found.nomor)
        return NomorTerbaca(None, "KK_KOSONG" if found.kode == "NIK_KOSONG" else "KK_PANJANG")
    found = read_nik(value)
    code = found.kode
    if code is None or code == "NIK_ANGKA":
        return NomorTerbaca(found.nomor)
    if code in ("NIK_NOTASI_ILMIAH", "NIK_BUKAN_ANGKA"):
        return NomorTerbaca(None, "KK_BUKAN_ANGKA")
    return NomorTerbaca(None, "KK_KOSONG" if code == "NIK_KOSONG" else "KK_PANJANG")


def isi_nik(nik: str) -> IsiNik:
    """What the six middle digits of a 16-digit NIK say (not checked against the calendar)."""
    hari = int(nik[6:8])
    wanita = hari > 40
    polos = hari - 40 if wanita else hari
    jk = (2 if wanita else 1) if 1 <= polos <= 31 else None
    return IsiNik(polos, int(nik[8:10]), int(nik[10:12]), jk)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_placeholder(clean: str) -> bool:
    """Empty, dashes, zeros, one repeated digit, or a code of the statistical forms."""
    if not clean.strip("-_"):
        return True
    return (_is_digits(clean) and len(set(clean)) == 1) or clean in PENGGANTI
