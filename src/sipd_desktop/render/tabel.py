"""Tables as slices: a heading that repeats on each page, rows that are never cut in two."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.render import app
from sipd_desktop.render.lebar import column_widths
from sipd_desktop.render.potongan import Potongan, keep_ends
from sipd_desktop.render.teks import MM, Gaya, draw_lines, gaya_pt, wrap
from sipd_desktop.render.warna import ABU, GARIS, LATAR_KEPALA, TINTA
from sipd_desktop.spec.lembar import Rata, Tabel

ISI = gaya_pt(10)
KEPALA = gaya_pt(10, app.SETENGAH)
JUMLAH = gaya_pt(10, app.TEBAL)
_SIDE, _UP = 1.3 * MM, 1.0 * MM
_LINE = 0.18 * MM
_MAX_LINES = 30  # a cell longer than this goes on in a row of its own


class TabelCetak:
    """One table at a width; `potongan()` gives its slices."""

    def __init__(self, tabel: Tabel, width: float) -> None:
        self._tabel = tabel
        self._width = width
        self._widths = column_widths(tabel, width, ISI, JUMLAH, 2 * _SIDE + 2)
        self._heading = self._head()

    def potongan(self) -> list[Potongan]:
        """Heading, group headings, rows, total; a heading clings to two rows."""
        slices: list[Potongan] = []
        groups = {k.mulai: k for k in self._tabel.kelompok}
        together = False
        for i, row in enumerate(self._tabel.baris):
            if i in groups:
                slices.append(self._group(groups[i].judul))
                together = groups[i].utuh
            start = len(slices)
            slices += self._row(row, ISI)
            ends_group = i + 1 in groups or i + 1 == len(self._tabel.baris)
            if (together and not ends_group) or (i in self._tabel.rekat and i + 1 not in groups):
                for j in range(start, len(slices)):
                    slices[j] = replace(slices[j], lengket=True)
        if not self._tabel.baris:
            slices.append(self._empty())
        slices = keep_ends(slices)
        if self._tabel.jumlah:
            slices[-1] = replace(slices[-1], lengket=True)
            slices += self._row(self._tabel.jumlah, JUMLAH, fill=LATAR_KEPALA)
        body = [replace(p, kepala=self._heading) for p in slices]
        return [self._heading, *body]

    def _lefts(self) -> list[float]:
        lefts, x = [], 0.0
        for width in self._widths:
            lefts.append(x)
            x += width
        return lefts

    def _row(
        self, row: tuple[str, ...], gaya: Gaya, fill: str = "", rata: Rata | None = None
    ) -> list[Potongan]:
        """A row as one slice, or several when a cell has very many lines."""
        cells = [
            wrap(text, gaya, width - 2 * _SIDE)
            for text, width in zip(row, self._widths, strict=True)
        ]
        longest = max(len(cell) for cell in cells)
        parts = range(0, longest, _MAX_LINES)
        return [
            self._cells([cell[k : k + _MAX_LINES] for cell in cells], gaya, fill, rata)
            for k in parts
        ]

    def _cells(
        self, cells: list[tuple[str, ...]], gaya: Gaya, fill: str, rata: Rata | None
    ) -> Potongan:
        lines = max(len(cell) for cell in cells)
        least = 0.0 if fill else self._tabel.tinggi_baris_mm * MM
        height = max(lines * gaya.tinggi + 2 * _UP, least)
        lefts = self._lefts()

        def draw(painter: QPainter, x: float, y: float) -> None:
            for left, width, cell, spec in zip(
                lefts, self._widths, cells, self._tabel.kolom, strict=True
            ):
                box = QRectF(x + left, y, width, height)
                _frame(painter, box, fill)
                draw_lines(
                    painter, cell, box.adjusted(_SIDE, _UP, -_SIDE, 0), gaya, rata or spec.rata
                )

        return Potongan(height, draw)

    def _head(self) -> Potongan:
        titles = self._row(
            tuple(k.judul for k in self._tabel.kolom), KEPALA, LATAR_KEPALA, "tengah"
        )
        lower = titles[0]
        spans = self._spans()
        if not spans:
            return replace(lower, lengket=True)
        titles_above = [wrap(title, KEPALA, width - 2 * _SIDE) for _left, width, title in spans]
        upper = max(len(lines) for lines in titles_above) * KEPALA.tinggi + 2 * _UP

        def draw(painter: QPainter, x: float, y: float) -> None:
            for (left, width, _title), lines in zip(spans, titles_above, strict=True):
                box = QRectF(x + left, y, width, upper)
                _frame(painter, box, LATAR_KEPALA)
                draw_lines(painter, lines, box.adjusted(_SIDE, _UP, -_SIDE, 0), KEPALA, "tengah")
            lower.gambar(painter, x, y + upper)

        return Potongan(upper + lower.tinggi, draw, lengket=True)

    def _spans(self) -> list[tuple[float, float, str]]:
        """Group titles over the columns: (left, width, title); empty when there are none."""
        if not any(k.grup for k in self._tabel.kolom):
            return []
        spans: list[tuple[float, float, str]] = []
        lefts = self._lefts()
        for i, spec in enumerate(self._tabel.kolom):
            if spans and spec.grup and spans[-1][2] == spec.grup:
                left, width, title = spans[-1]
                spans[-1] = (left, width + self._widths[i], title)
            else:
                spans.append((lefts[i], self._widths[i], spec.grup))
        return spans

    def _group(self, title: str) -> Potongan:
        lines = wrap(title, JUMLAH, self._width - 2 * _SIDE)
        height = len(lines) * JUMLAH.tinggi + 2 * _UP

        def draw(painter: QPainter, x: float, y: float) -> None:
            box = QRectF(x, y, self._width, height)
            _frame(painter, box, LATAR_KEPALA)
            draw_lines(painter, lines, box.adjusted(_SIDE, _UP, -_SIDE, 0), JUMLAH)

        return Potongan(height, draw, lengket=True)

    def _empty(self) -> Potongan:
        gaya = replace(ISI, warna=ABU)
        height = gaya.tinggi + 4 * _UP

        def draw(painter: QPainter, x: float, y: float) -> None:
            box = QRectF(x, y, self._width, height)
            _frame(painter, box, "")
            draw_lines(
                painter, (self._tabel.teks_kosong,), box.adjusted(0, 2 * _UP, 0, 0), gaya, "tengah"
            )

        return Potongan(height, draw)


def _frame(painter: QPainter, box: QRectF, fill: str) -> None:
    if fill:
        painter.fillRect(box, QColor(fill))
    painter.setPen(QPen(QColor(GARIS), _LINE))
    painter.drawRect(box)


def rule(painter: QPainter, x: float, y: float, width: float, color: str = TINTA) -> None:
    """A thin line across."""
    painter.setPen(QPen(QColor(color), _LINE))
    painter.drawLine(QPointF(x, y), QPointF(x + width, y))
