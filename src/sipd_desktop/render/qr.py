"""QR codes as black squares: on paper in 1/100 mm, on the screen in whole pixels."""

from __future__ import annotations

from functools import lru_cache

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from sipd_desktop.render.warna import PUTIH

TEPI = 4
"""Quiet zone in modules, as the standard asks."""
_HITAM = "#000000"


@lru_cache(maxsize=512)
def matrix(teks: str, koreksi: str = "m") -> tuple[bytes, ...]:
    """The modules of a text, rows of 0 and 1, without the quiet zone; `koreksi` l, m, q or h."""
    code = segno.make(teks, error=koreksi, micro=False, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


def paint_qr(painter: QPainter, kotak: QRectF, teks: str, koreksi: str = "m") -> None:
    """Draw a code with its quiet zone into the largest square of a box."""
    rows = matrix(teks, koreksi)
    side = min(kotak.width(), kotak.height())
    unit = side / (len(rows) + 2 * TEPI)
    left = kotak.left() + (kotak.width() - side) / 2 + TEPI * unit
    top = kotak.top() + (kotak.height() - side) / 2 + TEPI * unit
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_HITAM))
    for y, row in enumerate(rows):
        start = 0
        while start < len(row):  # runs, so that no hairline parts two squares
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                painter.drawRect(
                    QRectF(left + start * unit, top + y * unit, (end - start) * unit, unit)
                )
            start = max(end, start + 1)
    painter.restore()


def qr_image(teks: str, sisi: int, koreksi: str = "l") -> QImage:
    """A code at most `sisi` pixels wide (quiet zone included), each module a whole number of them.

    At least three pixels for a module: a longer text gives a larger picture rather than none.
    """
    rows = matrix(teks, koreksi)
    modules = len(rows) + 2 * TEPI
    unit = max(3, sisi // modules)
    image = QImage(modules * unit, modules * unit, QImage.Format.Format_RGB32)
    image.fill(QColor(PUTIH))
    painter = QPainter(image)
    paint_qr(painter, QRectF(0, 0, image.width(), image.height()), teks, koreksi)
    painter.end()
    return image
