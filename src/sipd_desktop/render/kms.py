"""The growth chart (KMS): weight for age on the bands of the Buku KIA, painted with QPainter.

One painter for screen, PDF and PNG. The lines come from the caller (by day, from the rules), so
that a dot and its word cannot disagree. Readable without colour: the red and the orange line
carry their names, the yellow and orange bands are hatched in opposite directions.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from sipd_desktop.render import app, warna
from sipd_desktop.render.kms_bidang import (
    BidangKms,
    age_window,
    titik_teks,
    weight_range,
)
from sipd_desktop.render.kms_latar import (
    Kuas,
    paint_axes,
    paint_bands,
    paint_head,
    paint_line_names,
)
from sipd_desktop.render.teks import draw_lines, width_of
from sipd_desktop.spec.lembar import DataKms, TitikKms

_LONG_GAP = 1.6  # months; a longer gap is joined by a dotted line


def bidang_of(
    kotak: QRectF, data: DataKms, *, huruf: float, jendela: tuple[int, int] | None = None
) -> BidangKms:
    """The mapping that `paint_kms` uses for the same arguments (to find a point by mouse)."""
    months = jendela or age_window(data)
    plot = kotak.adjusted(2.9 * huruf, 2.4 * huruf, -4.6 * huruf, -3.7 * huruf)
    return BidangKms(plot, months, weight_range(data, months))


def paint_kms(
    painter: QPainter,
    kotak: QRectF,
    data: DataKms,
    *,
    huruf: float,
    jendela: tuple[int, int] | None = None,
    terpilih: int | None = None,
) -> None:
    """Draw the chart into `kotak`.

    `huruf` is the height of its text in the painter's units (10 pt on paper). `jendela` is the
    age span in months, None chooses one that shows every point; `terpilih` is the index of the
    point to be ringed and named.
    """
    app.ensure_app()
    kuas = Kuas(painter, bidang_of(kotak, data, huruf=huruf, jendela=jendela), huruf)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(kotak, QColor(warna.PUTIH))
    paint_head(kuas, kotak, data)
    paint_bands(kuas, data)
    paint_axes(kuas, kotak)
    paint_line_names(kuas, data)
    _marks(kuas, data)
    _points(kuas, data)
    if terpilih is not None and 0 <= terpilih < len(data.titik):
        _selected(kuas, data, data.titik[terpilih])
    if not data.titik:
        _say_empty(kuas)
    painter.restore()


def _marks(kuas: Kuas, data: DataKms) -> None:
    """The row N/T under the months; where letters collide N gives way, then the older one."""
    bidang, h = kuas.bidang, kuas.h
    top = bidang.kotak.bottom() + 1.85 * h
    strip = QRectF(bidang.kotak.left(), top - 0.15 * h, bidang.kotak.width(), 1.55 * h)
    kuas.pen("#A9B4BE", 0.05)
    kuas.painter.setBrush(Qt.BrushStyle.NoBrush)
    kuas.painter.drawRect(strip)
    label = QRectF(bidang.kotak.left() - 2.9 * h, top, 2.5 * h, h)
    draw_lines(kuas.painter, ("N/T",), label, kuas.tebal, "kanan")
    taken: list[QRectF] = []
    for titik in sorted(data.titik, key=lambda t: (t.tanda == "N", -t.umur_bulan)):
        width = width_of(titik.tanda, kuas.tebal)
        box = QRectF(bidang.x(titik.umur_bulan) - width / 2, top, width, h)
        free = not any(box.adjusted(-0.2 * h, 0, 0.2 * h, 0).intersects(other) for other in taken)
        if titik.tanda and free and _in_window(bidang, titik):
            draw_lines(kuas.painter, (titik.tanda,), box, kuas.tebal)
            taken.append(box)


def _points(kuas: Kuas, data: DataKms) -> None:
    painter, h = kuas.painter, kuas.h
    painter.save()
    painter.setClipRect(kuas.bidang.kotak.adjusted(-0.5 * h, -0.5 * h, 0.5 * h, 0.5 * h))
    titik = sorted(data.titik, key=lambda t: t.umur_bulan)
    for one, other in pairwise(titik):
        far = other.umur_bulan - one.umur_bulan > _LONG_GAP
        kuas.pen(warna.TINTA, 0.15, Qt.PenStyle.DotLine if far else Qt.PenStyle.SolidLine)
        painter.drawLine(_place(kuas, one), _place(kuas, other))
    radius = min(0.30 * h, max(0.36 * kuas.bidang.per_bulan, 0.16 * h))
    for one in titik:
        kuas.pen(warna.PUTIH, 0.09 if kuas.bidang.per_bulan > 1.1 * h else 0.02)
        painter.setBrush(QColor(warna.TINTA))
        painter.drawEllipse(_place(kuas, one), radius, radius)
    painter.restore()


def _selected(kuas: Kuas, data: DataKms, titik: TitikKms) -> None:
    """Ring, line down to the month, and a label that stays inside the plot."""
    if not _in_window(kuas.bidang, titik):
        return
    painter, h, plot = kuas.painter, kuas.h, kuas.bidang.kotak
    spot = _place(kuas, titik)
    kuas.pen(warna.UTAMA, 0.09, Qt.PenStyle.DashLine)
    painter.drawLine(spot, QPointF(spot.x(), plot.bottom()))
    kuas.pen(warna.UTAMA, 0.17)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(spot, 0.58 * h, 0.58 * h)
    text = titik_teks(titik)
    gaya = kuas.tebal
    box = QRectF(0, 0, width_of(text, gaya) + 1.2 * h, gaya.tinggi + 0.7 * h)
    box.moveTopLeft(_label_corner(kuas, data, spot, box))
    kuas.pen(warna.TINTA, 0.10)
    painter.setBrush(QColor(warna.PUTIH))
    painter.drawRoundedRect(box, 0.35 * h, 0.35 * h)
    draw_lines(painter, (text,), box.adjusted(0.6 * h, 0.35 * h, 0, 0), gaya)


def _label_corner(kuas: Kuas, data: DataKms, spot: QPointF, box: QRectF) -> QPointF:
    """Top left corner of the label: in the plot, near its point, over as few others as can be."""
    h, plot = kuas.h, kuas.bidang.kotak
    others = [_place(kuas, titik) for titik in data.titik]

    def covered(corner: QPointF) -> int:
        area = QRectF(corner, box.size()).adjusted(-0.3 * h, -0.3 * h, 0.3 * h, 0.3 * h)
        return sum(area.contains(place) for place in others)

    lefts = [spot.x() - box.width() - 0.6 * h, spot.x() + 0.6 * h, spot.x() - box.width() / 2]
    tops = [spot.y() - box.height() - d * h for d in (1.1, 2.2, 3.5)] + [spot.y() + 1.1 * h]
    corners = [
        QPointF(
            min(max(left, plot.left() + 0.2 * h), plot.right() - box.width() - 0.2 * h),
            min(max(top, plot.top() + 0.2 * h), plot.bottom() - box.height() - 0.2 * h),
        )
        for top in tops
        for left in lefts
    ]
    return min(corners, key=covered)


def _say_empty(kuas: Kuas) -> None:
    text = "Belum ada penimbangan"
    plot = kuas.bidang.kotak
    width = width_of(text, kuas.tebal) + 2 * kuas.h
    box = QRectF(plot.center().x() - width / 2, plot.center().y() - kuas.h, width, 2.2 * kuas.h)
    kuas.pen(warna.GARIS, 0.08)
    kuas.painter.setBrush(QColor(warna.PUTIH))
    kuas.painter.drawRoundedRect(box, 0.4 * kuas.h, 0.4 * kuas.h)
    draw_lines(kuas.painter, (text,), box.adjusted(0, 0.45 * kuas.h, 0, 0), kuas.tebal, "tengah")


def _in_window(bidang: BidangKms, titik: TitikKms) -> bool:
    return bidang.bulan[0] <= titik.umur_bulan <= bidang.bulan[1]


def _place(kuas: Kuas, titik: TitikKms) -> QPointF:
    return kuas.bidang.at(titik.umur_bulan, titik.berat)
