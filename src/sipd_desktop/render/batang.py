"""Grouped bars (balok SKDN), told apart in black and white by hatching and by their order."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.base.tampil import teks_desimal
from sipd_desktop.render import app, warna
from sipd_desktop.render.teks import Gaya, draw_lines, width_of
from sipd_desktop.spec.lembar import GrafikBatang

# (ground, hatch): none, rising, falling, none
_ISI: tuple[tuple[str, str], ...] = (
    (warna.ABU_MUDA, ""),
    (warna.PITA_KUNING, "naik"),
    (warna.UTAMA, ""),
    (warna.PITA_HIJAU, "turun"),
)


def paint_bars(painter: QPainter, kotak: QRectF, grafik: GrafikBatang, *, huruf: float) -> None:
    """Legend on top, groups below; `huruf` is the height of text in the painter's units."""
    app.ensure_app()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _legend(painter, kotak, grafik, huruf)
    plot = kotak.adjusted(2.6 * huruf, 2.6 * huruf, -0.5 * huruf, -1.9 * huruf)
    top = _nice_top(grafik)
    _grid(painter, plot, top, huruf)
    room = plot.width() / max(len(grafik.kelompok), 1)
    bar = min(room * 0.8 / max(len(grafik.seri), 1), 2.4 * huruf)
    for i, (label, values) in enumerate(grafik.kelompok):
        middle = plot.left() + (i + 0.5) * room
        left = middle - bar * len(values) / 2
        for j, value in enumerate(values):
            if value is not None:
                box = QRectF(left + j * bar, 0, bar * 0.9, value / top * plot.height())
                box.moveBottom(plot.bottom())
                _bar(painter, box, j, huruf)
                _value(painter, box, value, huruf)
        gaya = Gaya(round(huruf))
        below = QRectF(middle - room / 2, plot.bottom() + 0.4 * huruf, room, huruf)
        draw_lines(painter, (label,), below, gaya, "tengah")
    painter.restore()


def _nice_top(grafik: GrafikBatang) -> float:
    high = max((v or 0 for _label, values in grafik.kelompok for v in values), default=0) or 1
    unit = 10 ** math.floor(math.log10(high))
    return float(next(unit * s for s in (1, 2, 5, 10) if unit * s >= high))


def _grid(painter: QPainter, plot: QRectF, top: float, h: float) -> None:
    for part in range(6):
        y = plot.bottom() - plot.height() * part / 5
        painter.setPen(QPen(QColor(warna.GARIS if part == 0 else warna.GARIS_MUDA), 0.06 * h))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        value = top * part / 5
        text = teks_desimal(value, 0 if float(value).is_integer() else 1)
        box = QRectF(plot.left() - 2.6 * h, y - 0.62 * h, 2.2 * h, h)
        draw_lines(painter, (text,), box, Gaya(round(h)), "kanan")


def _bar(painter: QPainter, box: QRectF, number: int, h: float) -> None:
    ground, hatch = _ISI[number % len(_ISI)]
    painter.setPen(QPen(QColor(warna.TINTA), 0.07 * h))
    painter.setBrush(QColor(ground))
    painter.drawRect(box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not hatch or box.isEmpty():
        return
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    rise = box.width() if hatch == "naik" else -box.width()
    y = box.top() - box.width()
    while y < box.bottom() + box.width():
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y - rise))
        y += 0.45 * h
    painter.restore()


def _value(painter: QPainter, box: QRectF, value: float, h: float) -> None:
    text = teks_desimal(value, 0 if float(value).is_integer() else 1)
    gaya = Gaya(round(h))
    if width_of(text, gaya) > box.width() * 1.15:
        return
    above = QRectF(box.left() - h, box.top() - 1.35 * h, box.width() + 2 * h, h)
    draw_lines(painter, (text,), above, gaya, "tengah")


def _legend(painter: QPainter, kotak: QRectF, grafik: GrafikBatang, h: float) -> None:
    x = kotak.left() + 2.6 * h
    gaya = Gaya(round(h))
    for i, name in enumerate(grafik.seri):
        _bar(painter, QRectF(x, kotak.top() + 0.2 * h, 1.3 * h, 0.9 * h), i, h)
        width = width_of(name, gaya)
        draw_lines(painter, (name,), QRectF(x + 1.7 * h, kotak.top(), width, h), gaya)
        x += width + 3.2 * h
