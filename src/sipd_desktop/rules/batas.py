"""Input limits of a balita's measures: what is refused, what is asked again, and slipped commas.

Hard problems refuse, soft ones ask once and keep the answer. A suggestion ("94 kg? Mungkin 9,4")
is only a parameter of a problem: nothing accepts it by itself. Parameters hold numbers only.
docs/aturan-gizi.md section 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, Literal, cast

from sipd_desktop.base.errors import Problem
from sipd_desktop.rules.nilai import is_umur_balita_who, nilai_balita
from sipd_desktop.rules.ukuran import Pengukuran
from sipd_desktop.rules.umur import umur_bulan, umur_hari
from sipd_desktop.rules.versi import Aturan, aturan_pada
from sipd_desktop.rules.who import DAYS_PER_MONTH

Kolom = Literal["berat_badan", "tinggi_badan", "lingkar_kepala", "lila"]

KOLOM: Final[tuple[Kolom, ...]] = ("berat_badan", "tinggi_badan", "lingkar_kepala", "lila")
"""The measured fields, as the form pemeriksaan_balita names them."""

_INDEKS: Final[dict[Kolom, str]] = {
    "berat_badan": "BBU",
    "tinggi_badan": "TBU",
    "lingkar_kepala": "LKU",
    "lila": "LILAU",
}
_GESER: Final = tuple(Decimal(text) for text in ("0.1", "10", "0.01", "100", "0.001"))
"""Slips in the order they are tried: comma missed or doubled, metre for cm, gram for kg."""


def check_balita(
    jk: str | None,
    lahir: date | None,
    ukur: Pengukuran,
    lalu: Pengukuran | None = None,
    aturan: Aturan | None = None,
) -> tuple[Problem, ...]:
    """Findings about one entry, hard ones first; `lalu` is the newest earlier measuring.

    Without sex or birth date only the limits and the comparison with `lalu` are checked.
    """
    aturan = aturan or aturan_pada(ukur.tanggal)
    found: list[Problem] = []
    for kolom in KOLOM:
        nilai = _value(ukur, kolom)
        if nilai is not None:
            found.extend(_check_value(kolom, nilai, jk, lahir, ukur, lalu, aturan))
    refused = {problem.field for problem in found if problem.hard}
    if lalu is not None:
        found.extend(p for p in _changes(ukur, lalu, lahir, aturan) if p.field not in refused)
    if not refused and jk and lahir and not any(p.field == "berat_badan" for p in found):
        found.extend(_berat_tinggi(jk, lahir, ukur, aturan))
    return tuple(sorted(found, key=lambda problem: not problem.hard))


def suggest_slip(
    kolom: Kolom,
    nilai: Decimal,
    jk: str | None,
    lahir: date | None,
    tanggal: date,
    lalu: Decimal | None = None,
    aturan: Aturan | None = None,
) -> Decimal | None:
    """The number probably meant when the comma slipped or the unit was gram or metre, else None.

    None too when the number itself is plausible. Of several candidates the one nearest to `lalu`,
    without it the first of: a tenth, ten times, a hundredth, a hundred times, a thousandth.
    """
    aturan = aturan or aturan_pada(tanggal)
    if _is_plausible(kolom, nilai, jk, lahir, tanggal, aturan):
        return None
    meant = [
        candidate
        for candidate in (nilai * factor for factor in _GESER)
        if _is_plausible(kolom, candidate, jk, lahir, tanggal, aturan)
    ]
    if not meant:
        return None
    best = meant[0] if lalu is None else min(meant, key=lambda value: abs(value - lalu))
    return _tidy(best)


def _value(ukur: Pengukuran, kolom: Kolom) -> Decimal | None:
    return cast("Decimal | None", getattr(ukur, kolom))


def _tidy(value: Decimal) -> Decimal:
    """Without trailing zeros, and never in exponent form."""
    return Decimal(f"{value.normalize():f}")


def _is_within(kolom: Kolom, nilai: Decimal, aturan: Aturan) -> bool:
    low, high = aturan.nilai(f"BATAS.{kolom}.MIN"), aturan.nilai(f"BATAS.{kolom}.MAKS")
    return nilai.is_finite() and low <= nilai <= high


def _is_plausible(
    kolom: Kolom, nilai: Decimal, jk: str | None, lahir: date | None, tanggal: date, aturan: Aturan
) -> bool:
    return _is_within(kolom, nilai, aturan) and not _is_flagged(
        kolom, nilai, jk, lahir, tanggal, aturan
    )


def _is_flagged(
    kolom: Kolom, nilai: Decimal, jk: str | None, lahir: date | None, tanggal: date, aturan: Aturan
) -> bool:
    """Z.FLAG of one value by age alone; False where no z can be had."""
    if jk is None or lahir is None or not is_umur_balita_who(lahir, tanggal):
        return False
    alone = Pengukuran(
        tanggal,
        berat_badan=nilai if kolom == "berat_badan" else None,
        tinggi_badan=nilai if kolom == "tinggi_badan" else None,
        lingkar_kepala=nilai if kolom == "lingkar_kepala" else None,
        lila=nilai if kolom == "lila" else None,
    )
    hasil = nilai_balita(jk, lahir, alone, aturan)
    return any(h.bendera for h in hasil if h.indeks == _INDEKS[kolom])


def _check_value(
    kolom: Kolom,
    nilai: Decimal,
    jk: str | None,
    lahir: date | None,
    ukur: Pengukuran,
    lalu: Pengukuran | None,
    aturan: Aturan,
) -> Iterator[Problem]:
    within = _is_within(kolom, nilai, aturan)
    if within and not _is_flagged(kolom, nilai, jk, lahir, ukur.tanggal, aturan):
        return
    before = None if lalu is None else _value(lalu, kolom)
    saran = suggest_slip(kolom, nilai, jk, lahir, ukur.tanggal, before, aturan)
    if saran is not None:
        params: tuple[tuple[str, object], ...] = (("nilai", nilai), ("saran", saran))
        yield Problem(kolom, f"{_word(kolom)}-mungkin-geser", not within, params)
    elif within:
        yield Problem(kolom, f"{_word(kolom)}-tak-wajar", False, (("nilai", nilai),))
    else:
        limits = (
            ("min", aturan.nilai(f"BATAS.{kolom}.MIN")),
            ("maks", aturan.nilai(f"BATAS.{kolom}.MAKS")),
        )
        yield Problem(kolom, f"{_word(kolom)}-di-luar-batas", True, (("nilai", nilai), *limits))


def _changes(
    ukur: Pengukuran, lalu: Pengukuran, lahir: date | None, aturan: Aturan
) -> Iterator[Problem]:
    """Soft checks against the measuring before."""
    if lahir is not None and ukur.berat_badan is not None and lalu.berat_badan is not None:
        muda = umur_bulan(lahir, ukur.tanggal) < aturan.nilai("BATAS.berat_badan.BERUBAH_BULAN")
        months = max(1.0, umur_hari(lalu.tanggal, ukur.tanggal) / DAYS_PER_MONTH)
        beda = ukur.berat_badan - lalu.berat_badan
        if muda and float(abs(beda)) > float(aturan.nilai("BATAS.berat_badan.BERUBAH")) * months:
            params = (("nilai", ukur.berat_badan), ("lalu", lalu.berat_badan), ("beda", beda))
            yield Problem("berat_badan", "berat-berubah-banyak", False, params)
    falls: tuple[tuple[Kolom, str], ...] = (
        ("tinggi_badan", "tinggi-lebih-pendek"),
        ("lingkar_kepala", "kepala-lebih-kecil"),
    )
    for kolom, code in falls:
        kini, dulu = _value(ukur, kolom), _value(lalu, kolom)
        if kini is None or dulu is None:
            continue
        if dulu - kini > aturan.nilai(f"BATAS.{kolom}.TURUN"):
            yield Problem(kolom, code, False, (("nilai", kini), ("lalu", dulu)))


def _berat_tinggi(jk: str, lahir: date, ukur: Pengukuran, aturan: Aturan) -> Iterator[Problem]:
    """Weight and length that are each plausible for the age but not together."""
    if not is_umur_balita_who(lahir, ukur.tanggal):
        return
    hasil = {h.indeks: h for h in nilai_balita(jk, lahir, ukur, aturan)}
    if hasil["BBTB"].bendera or (hasil["BBTB"].z is None and hasil["IMTU"].bendera):
        params = (("berat", ukur.berat_badan), ("tinggi", ukur.tinggi_badan))
        yield Problem("berat_badan", "berat-tinggi-tak-cocok", False, params)


def _word(kolom: Kolom) -> str:
    return {"berat_badan": "berat", "tinggi_badan": "tinggi", "lingkar_kepala": "kepala"}.get(
        kolom, kolom
    )
