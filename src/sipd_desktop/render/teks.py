"""Breaking text into lines and drawing lines: the same result on paper and in a picture.

Lengths are in the painter's units. On paper one unit is 1/100 mm (`PT` units per point), so
that PDF and PNG share one layout and only the last scale differs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from sipd_desktop.render import app
from sipd_desktop.render.warna import TINTA
from sipd_desktop.spec.lembar import Rata

MM = 100.0
PT = 2540 / 72


@dataclass(frozen=True, slots=True)
class Gaya:
    """Size (painter's units), weight and colour of text."""

    px: int
    berat: int = app.BIASA
    warna: str = TINTA

    @property
    def tinggi(self) -> float:
        """Line height, with a little air."""
        return app.metrics(self.px, self.berat).height() * 1.06

    @property
    def naik(self) -> float:
        """From the top of a line down to its baseline."""
        return app.metrics(self.px, self.berat).ascent() * 1.03


def gaya_pt(pt: float, berat: int = app.BIASA, warna: str = TINTA) -> Gaya:
    """A style in points on paper."""
    return Gaya(round(pt * PT), berat, warna)


@lru_cache(maxsize=20_000)
def text_width(text: str, px: int, weight: int) -> float:
    """Width of one line."""
    return app.metrics(px, weight).horizontalAdvance(text)


def width_of(text: str, gaya: Gaya) -> float:
    """Width of one line in a style."""
    return text_width(text, gaya.px, gaya.berat)


def wrap(text: str, gaya: Gaya, width: float) -> tuple[str, ...]:
    """Lines no wider than `width`: broken at spaces, a longer word anywhere; never empty."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrap_line(part, gaya, width)
    return tuple(lines)


def _wrap_line(text: str, gaya: Gaya, width: float) -> list[str]:
    if width_of(text, gaya) <= width:
        return [text]
    lines: list[str] = []
    current = ""
    for word in text.split():
        joined = f"{current} {word}" if current else word
        if width_of(joined, gaya) <= width:
            current = joined
            continue
        if current:
            lines.append(current)
        current = word
        while width_of(current, gaya) > width and len(current) > 1:
            keep = _fitting(current, gaya, width)
            lines.append(current[:keep])
            current = current[keep:]
    return [*lines, current] if current else lines


def _fitting(word: str, gaya: Gaya, width: float) -> int:
    """How many first letters of a word fit, at least one."""
    keep = 1
    while keep + 1 < len(word) and width_of(word[: keep + 1], gaya) <= width:
        keep += 1
    return keep


def draw_lines(
    painter: QPainter, lines: tuple[str, ...], box: QRectF, gaya: Gaya, rata: Rata = "kiri"
) -> None:
    """Lines from the top of a box, aligned in its width."""
    painter.setFont(app.font(gaya.px, gaya.berat))
    painter.setPen(QColor(gaya.warna))
    y = box.top() + gaya.naik
    for line in lines:
        spare = box.width() - width_of(line, gaya)
        shift = {"kiri": 0.0, "tengah": spare / 2, "kanan": spare}[rata]
        painter.drawText(QPointF(box.left() + shift, y), line)
        y += gaya.tinggi
