"""The tile map on paper: shades of one hue with the value in every tile, and a legend above."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.render import app, warna
from sipd_desktop.render.potongan import Potongan
from sipd_desktop.render.teks import MM, Gaya, draw_lines, gaya_pt, width_of
from sipd_desktop.spec.lembar import PetaUbin, UbinCetak

_TINGGI, _CELAH, _LEBAR = 17 * MM, 1 * MM, 34 * MM
_CONTOH = 5 * MM


def tile_map(peta: PetaUbin, width: float) -> Potongan:
    """All tiles on one slice; as narrow as it must be to fit the width."""
    columns = max((u.kolom for u in peta.ubin), default=0) + 1
    rows = max((u.baris for u in peta.ubin), default=-1) + 1
    side = min(_LEBAR, (width + _CELAH) / columns - _CELAH)
    legend = gaya_pt(10)
    top = legend.tinggi + 3 * MM

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _legend(painter, x, y, peta, legend)
        for tile in peta.ubin:
            left = x + tile.kolom * (side + _CELAH)
            box = QRectF(left, y + top + tile.baris * (_TINGGI + _CELAH), side, _TINGGI)
            _tile(painter, box, tile)
        painter.restore()

    return Potongan(top + rows * (_TINGGI + _CELAH), draw)


def _legend(painter: QPainter, x: float, y: float, peta: PetaUbin, gaya: Gaya) -> None:
    for number, words in enumerate(peta.legenda):
        box = QRectF(x, y, _CONTOH, gaya.tinggi)
        _ground(painter, box, number)
        width = width_of(words, gaya)
        draw_lines(painter, (words,), QRectF(x + _CONTOH + MM, y, width, gaya.tinggi), gaya)
        x += _CONTOH + width + 5 * MM


def _ground(painter: QPainter, box: QRectF, tingkat: int) -> None:
    painter.setPen(QPen(QColor(warna.GARIS), 0.2 * MM))
    painter.setBrush(QColor(warna.UBIN[tingkat][0]))
    painter.drawRect(box)


def _tile(painter: QPainter, box: QRectF, tile: UbinCetak) -> None:
    _ground(painter, box, tile.tingkat)
    ink = warna.UBIN[tile.tingkat][1]
    small, large = gaya_pt(10, warna=ink), gaya_pt(15, app.TEBAL, ink)
    inner = box.adjusted(1.2 * MM, 0.8 * MM, -1.2 * MM, -0.6 * MM)
    draw_lines(painter, (tile.judul,), inner, small)
    draw_lines(painter, (tile.nilai,), inner, large, "kanan")
    below = QRectF(inner.left(), inner.bottom() - small.tinggi, inner.width(), small.tinggi)
    draw_lines(painter, (tile.rinci,), below, small)
    draw_lines(painter, (tile.bagian,), below, small, "kanan")
