"""Tear-off tickets: a large number beside its code, dashed lines to cut along."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.render import app
from sipd_desktop.render.potongan import Potongan
from sipd_desktop.render.qr import paint_qr
from sipd_desktop.render.teks import MM, draw_lines, gaya_pt, wrap
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
    side = min(inner.width() * _QR_SHARE, inner.height() - KODE.tinggi)
    square = QRectF(inner.right() - side, inner.top(), side, side)
    paint_qr(painter, square, karcis.kode)
    below = QRectF(inner.left(), inner.bottom() - KODE.tinggi, inner.width(), KODE.tinggi)
    draw_lines(painter, (karcis.kode,), below, KODE, "kanan")
    left = QRectF(inner.left(), inner.top(), inner.width() - side - _PAD, inner.height())
    draw_lines(painter, (karcis.nomor,), left, NOMOR)
    lines = [line for text in karcis.baris for line in wrap(text, KECIL, left.width())]
    draw_lines(painter, tuple(lines), left.translated(0, NOMOR.tinggi), KECIL)
