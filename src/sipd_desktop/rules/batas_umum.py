"""Input limits of everyone but balita: what is refused, what is asked again, slipped commas.

As `rules.batas` for balita: hard problems refuse, soft ones ask once; a suggestion is only a
parameter that nothing accepts by itself. Limits are the rows of `data/sasaran` (health-rules 15).
Parameters hold numbers only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from sipd_desktop.base.errors import Problem
from sipd_desktop.rules.tabel_sasaran import TabelSasaran, tabel_pada

Angka = Mapping[str, Decimal | None]
"""Measures by field key; a missing key is a measure not taken."""

UKURAN: Final = (
    "berat_badan",
    "tinggi_badan",
    "lila",
    "lingkar_perut",
    "sistolik",
    "diastolik",
    "gds",
    "hb",
)
_GESER: Final = tuple(Decimal(text) for text in ("0.1", "10", "0.01", "100", "0.001"))
_KODE: Final = {
    "berat_badan": "berat-orang",
    "tinggi_badan": "tinggi-orang",
    "lila": "lila-orang",
    "lingkar_perut": "perut",
    "sistolik": "td",
    "diastolik": "td",
    "gds": "gds",
    "hb": "hb",
}


def check_umum(
    kelompok: str, tanggal: date, kini: Angka, lalu: Angka | None = None
) -> tuple[Problem, ...]:
    """Findings about one entry, hard ones first; `lalu` are this person's last known measures."""
    tabel, before = tabel_pada(tanggal), lalu or {}
    found: list[Problem] = []
    for key in UKURAN:
        value = kini.get(key)
        if value is not None:
            found.extend(_outside(kelompok, key, value, before.get(key), tabel))
    found.extend(_tekanan(kini, tabel, {p.field for p in found}))
    if not any(p.field in ("berat_badan", "tinggi_badan") for p in found):
        found.extend(_imt(kelompok, kini, before, tabel))
    return tuple(sorted(found, key=lambda problem: not problem.hard))


def _outside(
    kelompok: str, key: str, value: Decimal, before: Decimal | None, tabel: TabelSasaran
) -> Iterator[Problem]:
    low, high = tabel.batas(kelompok, key)
    if low <= value <= high:
        if key == "gds" and not _gds_usual(value, tabel):
            yield Problem(key, "gds-tak-wajar", False, (("nilai", value),))
        return
    saran = _slip(value, before, low, high)
    if saran is not None:
        params = (("nilai", value), ("saran", saran))
        yield Problem(key, f"{_KODE[key]}-mungkin-geser", True, params)
        return
    limits = (("nilai", value), ("min", low), ("maks", high))
    yield Problem(key, f"{_KODE[key]}-di-luar-batas", True, limits)


def _gds_usual(value: Decimal, tabel: TabelSasaran) -> bool:
    return tabel.nilai("TANYA.gds.MIN") <= value <= tabel.nilai("TANYA.gds.MAKS")


def _slip(value: Decimal, before: Decimal | None, low: Decimal, high: Decimal) -> Decimal | None:
    """The number probably meant when the comma slipped or metre was typed for cm, else None."""
    meant = [v for factor in _GESER if low <= (v := value * factor) <= high]
    if not meant:
        return None
    best = meant[0] if before is None else min(meant, key=lambda v: abs(v - before))
    return Decimal(f"{best.normalize():f}")


def _tekanan(kini: Angka, tabel: TabelSasaran, refused: set[str]) -> Iterator[Problem]:
    """A blood pressure has two parts, the upper one higher."""
    atas, bawah = kini.get("sistolik"), kini.get("diastolik")
    if (atas is None) != (bawah is None):
        yield Problem("sistolik", "td-belum-lengkap")
    elif atas is not None and bawah is not None and not refused & {"sistolik", "diastolik"}:
        params = (("atas", atas), ("bawah", bawah))
        if atas <= bawah:
            yield Problem("sistolik", "td-terbalik", True, params)
        elif atas - bawah < tabel.nilai("TANYA.td.BEDA"):
            yield Problem("sistolik", "td-terlalu-dekat", False, params)


def _imt(kelompok: str, kini: Angka, before: Angka, tabel: TabelSasaran) -> Iterator[Problem]:
    """Weight and height of a grown-up that cannot belong together, also with last time's height."""
    if kelompok not in ("dewasa", "lansia", "bumil"):
        return
    berat = kini.get("berat_badan")
    tinggi = kini.get("tinggi_badan") or before.get("tinggi_badan")
    if berat is None or not tinggi:
        return
    imt = berat / (tinggi / 100) ** 2
    low, high = tabel.nilai("TANYA.imt.MIN"), tabel.nilai("TANYA.imt.MAKS")
    if low <= imt <= high:
        return
    params = (("berat", berat), ("tinggi", tinggi))
    yield Problem("berat_badan", "berat-tinggi-orang-tak-cocok", False, params)
