"""Tear-off tickets: a large number beside its code, dashed lines to cut along."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.render import app
from sipd_desktop.render.potongan import Potongan
from sipd_desktop.render.qr import paint_qr
from sipd_desktop.render.teks import MM, draw_lines, gaya_pt, width_of, wrap
from sipd_desktop.render.warna import ABU, GARIS
from sipd_desktop.spec.lembar import Karcis, LembarKarcis

NOMOR = gaya_pt(34, app.TEBAL)
KECIL = gaya_pt(10)
KODE = gaya_pt(10, warna=ABU)
_PAD = 2.5 * MM
_QR_SHARE = 0.46


def ticket_rows(blok: LembarKarcis, width: float) -> Iterator[Potongan]:
    """Rows of tickets, each row unbreakable."""
    height = blok.tinggi_mm * MM
    each = width / blok.kolom
    for start in range(0, len(blok.karcis), blok.kolom):
        row = blok.karcis[start : start + blok.kolom]

        def draw(
            painter: QPainter, x: float, y: float, row: tuple[Karcis, ...] = tuple(row)
        ) -> None:
            for place, karcis in enumerate(row):
                _ticket(painter, QRectF(x + place * each, y, each, height), karcis)

        yield Potongan(height, draw)


def _ticket(painter: QPainter, box: QRectF, karcis: Karcis) -> None:
    pen = QPen(QColor(GARIS), 0.25 * MM, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
    inner = box.adjusted(_PAD, _PAD, -_PAD, -_PAD)
    foot = max(len(karcis.baris), 1) * KECIL.tinggi
    side = min(inner.width() * _QR_SHARE, inner.height() - foot)
    paint_qr(painter, QRectF(inner.right() - side, inner.top(), side, side), karcis.kode)
    draw_lines(painter, (karcis.nomor,), inner, NOMOR)
    below = QRectF(inner.left(), inner.bottom() - foot, inner.width(), foot)
    room = inner.width() - width_of(karcis.kode, KODE) - _PAD
    first, last = karcis.baris[:-1], karcis.baris[-1:]
    lines = [wrap(text, KECIL, inner.width())[0] for text in first]
    lines += [wrap(text, KECIL, room)[0] for text in last]
    draw_lines(painter, tuple(lines), below, KECIL)
    corner = below.adjusted(0, foot - KODE.tinggi, 0, 0)
    draw_lines(painter, (karcis.kode,), corner, KODE, "kanan")
