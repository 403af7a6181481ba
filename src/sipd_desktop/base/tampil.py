"""How numbers, dates and ages are written for a kader: decimals with a comma, months in words.

Pure text functions used by screens, prints and sheets alike, so that one value never looks
different in two places. Nothing here asks the clock or the system locale.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from decimal import ROUND_HALF_UP, Decimal

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HARI_PENDEK = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
BULAN_PENDEK = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Mei",
    "Jun",
    "Jul",
    "Agu",
    "Sep",
    "Okt",
    "Nov",
    "Des",
)
MINUS = "\u2212"
KOSONG = "-"

_ANGKA = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{0,6})?|[+-]?[.,]\d{1,6}", re.ASCII)


def teks_desimal(nilai: Decimal | float | None, tempat: int | None = None) -> str:
    """A number with a decimal comma; None is "-".

    `tempat` rounds half up to that many decimals (Decimal keeps its own when None, a float is
    shown with one). Never an exponent, never a thousands mark: `teks_ribuan` does that.
    """
    if nilai is None:
        return KOSONG
    angka = nilai if isinstance(nilai, Decimal) else Decimal(repr(nilai))
    if not isinstance(nilai, Decimal) and tempat is None:
        tempat = 0 if isinstance(nilai, int) else 1
    if tempat is not None:
        angka = angka.quantize(Decimal(1).scaleb(-tempat), rounding=ROUND_HALF_UP)
    return f"{angka:f}".replace(".", ",").replace("-", MINUS)


def parse_desimal(teks: str) -> Decimal | None:
    """A typed number, comma or dot, to Decimal; empty is None; ValueError on anything else."""
    bersih = teks.strip().replace(MINUS, "-")
    if not bersih:
        return None
    if not _ANGKA.fullmatch(bersih):
        raise ValueError("bukan angka")
    return Decimal(bersih.replace(",", "."))


def teks_ribuan(nilai: int) -> str:
    """A whole number with thousands dots: 12.345."""
    return f"{nilai:,}".replace(",", ".").replace("-", MINUS)


def teks_persen(bagian: int, seluruh: int, tempat: int = 0) -> str:
    """Share as "81 %"; "-" when there is nothing to divide by."""
    if seluruh == 0:
        return KOSONG
    return teks_desimal(Decimal(bagian) * 100 / Decimal(seluruh), tempat) + " %"


def teks_selisih_gram(gram: int) -> str:
    """Weight gained or lost since last time, with its sign: "+300 g"."""
    tanda = "+" if gram > 0 else MINUS if gram < 0 else ""
    return f"{tanda}{teks_ribuan(abs(gram))} g"


def tanggal_hari(tanggal: date) -> str:
    """Short date with its day: "Sab, 21 Nov 2026"."""
    return f"{HARI_PENDEK[tanggal.weekday()]}, {tanggal_pendek(tanggal)}"


def tanggal_pendek(tanggal: date) -> str:
    """Short date: "21 Nov 2026"."""
    return f"{tanggal.day} {BULAN_PENDEK[tanggal.month - 1]} {tanggal.year}"


def tanggal_panjang(tanggal: date, *, hari: bool = False) -> str:
    """Date as on letters: "21 November 2026", with `hari` "Sabtu, 21 November 2026"."""
    teks = f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"
    return f"{HARI[tanggal.weekday()]}, {teks}" if hari else teks


def tanggal_angka(tanggal: date) -> str:
    """Date as it is typed: "21-11-2026"."""
    return f"{tanggal.day:02d}-{tanggal.month:02d}-{tanggal.year:04d}"


def bulan_tahun(tanggal: date, *, pendek: bool = False) -> str:
    """Month and year: "November 2026", short "Nov 2026"."""
    nama = BULAN_PENDEK if pendek else BULAN
    return f"{nama[tanggal.month - 1]} {tanggal.year}"


def nama_periode(periode: str) -> str:
    """A stored period "2026-11" as "November 2026"; ValueError when it is none."""
    tahun, bulan = periode.split("-")
    return bulan_tahun(date(int(tahun), int(bulan), 1))


def tanggal_teks(teks: str) -> str:
    """A stored date (ISO) as people write it; any other text as it is."""
    try:
        return tanggal_pendek(date.fromisoformat(teks))
    except ValueError:
        return teks


def waktu(saat: datetime, zona: timezone) -> str:
    """An aware instant as "21 Nov 2026 16.40" at the province's fixed offset."""
    lokal = saat.astimezone(zona)
    return f"{tanggal_pendek(lokal.date())} {lokal.hour:02d}.{lokal.minute:02d}"


def umur_pendek(bulan: int) -> str:
    """Age for a narrow column: "2 th 3 bln", under one year "7 bln", from 6 years "34 th"."""
    tahun, sisa = divmod(bulan, 12)
    if tahun == 0:
        return f"{bulan} bln"
    return f"{tahun} th {sisa} bln" if sisa and tahun < 6 else f"{tahun} th"


def mask_nomor(nomor: str) -> str:
    """A NIK or KK number with its middle hidden: "3201********0123"; short ones wholly hidden."""
    if len(nomor) < 12:
        return "*" * len(nomor)
    return nomor[:4] + "*" * (len(nomor) - 8) + nomor[-4:]
