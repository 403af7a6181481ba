"""Where things lie on the growth chart: age window, weight range, and the mapping to a box."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from sipd_desktop.base.tampil import teks_desimal
from sipd_desktop.spec.lembar import DataKms, TitikKms

SEMUA: tuple[int, int] = (0, 60)
_HALF = 24


@dataclass(frozen=True, slots=True)
class BidangKms:
    """The plot rectangle and the spans shown in it: months across, kg upwards."""

    kotak: QRectF
    bulan: tuple[int, int]
    kg: tuple[int, int]

    def at(self, umur_bulan: float, berat: float) -> QPointF:
        """The place of an age and a weight."""
        return QPointF(self.x(umur_bulan), self.y(berat))

    def x(self, umur_bulan: float) -> float:
        """Across, from the age in months."""
        first, last = self.bulan
        return self.kotak.left() + (umur_bulan - first) / (last - first) * self.kotak.width()

    def y(self, berat: float) -> float:
        """Down, from the weight in kg."""
        low, high = self.kg
        return self.kotak.bottom() - (berat - low) / (high - low) * self.kotak.height()

    @property
    def per_bulan(self) -> float:
        """Width of one month."""
        return self.kotak.width() / (self.bulan[1] - self.bulan[0])


def age_window(data: DataKms) -> tuple[int, int]:
    """Age span that shows every point: 0-24, 24-60, or the whole years around them.

    Never narrower than two years, so that the slope of a curve stays comparable.
    """
    ages = [titik.umur_bulan for titik in data.titik]
    if not ages or max(ages) <= _HALF:
        return 0, _HALF
    if min(ages) >= _HALF:
        return _HALF, max(60, 12 * math.ceil(max(ages) / 12))
    first = 12 * math.floor(min(ages) / 12)
    last = 12 * math.ceil(max(ages) / 12)
    return min(first, last - _HALF), last


def weight_range(data: DataKms, bulan: tuple[int, int]) -> tuple[int, int]:
    """Whole kilograms that hold the lines from -3 to +2 SD and every point of the window."""
    first, last = bulan
    shown = [t.berat for t in data.titik if first <= t.umur_bulan <= last]
    for garis in data.garis:
        if -3 <= garis.sd <= 2:
            shown += [line_at(garis.titik, first), line_at(garis.titik, last)]
    if not shown:
        return 0, 20
    return max(0, math.floor(min(shown) - 0.4)), math.ceil(max(shown) + 0.4)


def line_at(titik: tuple[tuple[float, float], ...], umur_bulan: float) -> float:
    """Weight of a line at an age, straight between its points, flat outside them."""
    i = bisect_left(titik, (umur_bulan, -math.inf))
    if i == 0:
        return titik[0][1]
    if i == len(titik):
        return titik[-1][1]
    (age_a, kg_a), (age_b, kg_b) = titik[i - 1], titik[i]
    return kg_a + (kg_b - kg_a) * (umur_bulan - age_a) / (age_b - age_a)


def line_in(
    titik: tuple[tuple[float, float], ...], bulan: tuple[int, int]
) -> list[tuple[float, float]]:
    """The part of a line inside an age span, with its ends on the edges of the span."""
    if not titik:
        return []
    first, last = max(bulan[0], titik[0][0]), min(bulan[1], titik[-1][0])
    inner = [point for point in titik if first < point[0] < last]
    return [(first, line_at(titik, first)), *inner, (last, line_at(titik, last))]


def titik_teks(titik: TitikKms) -> str:
    """One point in words, for the label and the screen reader: "Nov 2026: 11,2 kg, naik"."""
    kata = titik.kata or titik.tanda
    return f"{titik.bulan}: {berat_teks(titik.berat)} kg" + (f", {kata}" if kata else "")


def berat_teks(berat: float) -> str:
    """A weight as it was written, one or two decimals."""
    tempat = 1 if round(berat, 1) == round(berat, 2) else 2
    return teks_desimal(berat, tempat)
