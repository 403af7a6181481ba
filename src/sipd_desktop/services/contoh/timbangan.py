"""A year of made-up weighings: each child keeps to a channel, with good and bad months."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sipd_desktop.rules.kms import kurva
from sipd_desktop.rules.umur import umur_bulan, umur_hari
from sipd_desktop.services.hari.baris import NilaiUkur

_STANDING_DAYS = 731


@dataclass(slots=True)
class Anak:
    """One child with its channel (z-scores) that drifts from month to month."""

    id: str
    jk: str
    lahir: date
    z_berat: float
    z_tinggi: float
    rajin: float


def make_anak(rng: random.Random, warga_id: str, jk: str, lahir: date) -> Anak:
    """A child near the middle of what Posyandu see: mean -0.7 SD, some well below."""
    return Anak(
        warga_id, jk, lahir, rng.gauss(-0.7, 1.0), rng.gauss(-0.9, 1.0), rng.uniform(0.6, 0.98)
    )


def hari_contoh(today: date, bulan: int) -> Iterator[date]:
    """The second Saturday of each of the `bulan` months before this one, oldest first."""
    for back in range(bulan, 0, -1):
        index = today.year * 12 + today.month - 1 - back
        first = date(index // 12, index % 12 + 1, 1)
        yield first + timedelta(days=(5 - first.weekday()) % 7 + 7)


def weigh(rng: random.Random, anak: Anak, tanggal: date) -> NilaiUkur | None:
    """This month's values, or None when the child is not balita or stays at home."""
    days = umur_hari(anak.lahir, tanggal)
    if days < 0 or umur_bulan(anak.lahir, tanggal) >= 60 or days > 1826:
        return None
    anak.z_berat = max(-3.6, min(2.6, anak.z_berat + rng.gauss(0.015, 0.06)))
    anak.z_tinggi = max(-3.4, min(2.4, anak.z_tinggi + rng.gauss(0.0, 0.04)))
    if rng.random() > anak.rajin:
        return None
    sick = rng.random() < 0.08
    z = anak.z_berat - (0.35 if sick else 0.0)
    berat = kurva("BBU", anak.jk, z, [days])[0]
    tinggi = kurva("TBU", anak.jk, anak.z_tinggi, [days])[0]
    measured = rng.random() < 0.85
    return NilaiUkur(
        berat_badan=_round(berat, "0.1"),
        tinggi_badan=_round(tinggi, "0.5") if measured else None,
        cara_ukur=("baring" if days < _STANDING_DAYS else "berdiri") if measured else None,
        lila=_lila(rng, anak, days),
        catatan="batuk pilek" if sick else None,
        vitamin_a=True if tanggal.month in (2, 8) and days >= 183 else None,
    )


def _lila(rng: random.Random, anak: Anak, days: int) -> Decimal | None:
    if days < 183 or rng.random() < 0.4:
        return None
    return _round(kurva("LILAU", anak.jk, anak.z_berat * 0.8, [days])[0], "0.1")


def _round(value: float, step: str) -> Decimal:
    unit = Decimal(step)
    return (Decimal(str(round(value, 4))) / unit).quantize(Decimal(1)) * unit
