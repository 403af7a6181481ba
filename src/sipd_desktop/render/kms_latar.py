"""What lies under the weighings of the growth chart: head, bands, grid, axes, names of lines."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from sipd_desktop.render import app, warna
from sipd_desktop.render.kms_bidang import BidangKms, line_at, line_in
from sipd_desktop.render.teks import Gaya, draw_lines, width_of
from sipd_desktop.spec.lembar import DataKms

GARIS_MERAH, GARIS_ORANYE = -3, 1
_HATCH_YELLOW, _HATCH_ORANGE = "#D2B63A", "#DB8F4E"
# (lower SD, upper SD, ground, hatch, hatch rises)
_PITA: tuple[tuple[int, int, str, str, bool], ...] = (
    (-3, -2, warna.PITA_KUNING, _HATCH_YELLOW, True),
    (-2, -1, warna.PITA_HIJAU_MUDA, "", True),
    (-1, 0, warna.PITA_HIJAU, "", True),
    (0, 1, warna.PITA_HIJAU, "", True),
    (1, 2, warna.PITA_ORANYE, _HATCH_ORANGE, False),
    (2, 3, warna.PITA_ORANYE_MUDA, _HATCH_ORANGE, False),
)
_KEPALA = {"L": ("KMS anak laki-laki", warna.KMS_L), "P": ("KMS anak perempuan", warna.KMS_P)}
_MARKED = (
    (GARIS_ORANYE, ("garis", "oranye"), warna.ORANYE_TUA),
    (GARIS_MERAH, ("garis", "merah"), warna.MERAH),
)


@dataclass(frozen=True, slots=True)
class Kuas:
    """Painter, sizes and mapping of one drawing; `h` is the height of its letters."""

    painter: QPainter
    bidang: BidangKms
    h: float

    @property
    def biasa(self) -> Gaya:
        """Plain text."""
        return Gaya(round(self.h))

    @property
    def tebal(self) -> Gaya:
        """Half-bold text."""
        return Gaya(round(self.h), app.SETENGAH)

    def pen(self, color: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Take a pen; its width is in letter heights."""
        pen = QPen(QColor(color), width * self.h, style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)


def paint_head(kuas: Kuas, kotak: QRectF, data: DataKms) -> None:
    """The strip on top, blue for boys and pink for girls as on the paper chart."""
    title, tint = _KEPALA[data.jk]
    strip = QRectF(kotak.left(), kotak.top(), kotak.width(), 1.8 * kuas.h)
    kuas.painter.fillRect(strip, QColor(tint))
    inner = strip.adjusted(0.6 * kuas.h, 0.25 * kuas.h, -0.6 * kuas.h, 0)
    right = "berat badan (kg) menurut umur (bulan)"
    if width_of(title, kuas.tebal) + width_of(right, kuas.biasa) + kuas.h <= inner.width():
        draw_lines(kuas.painter, (right,), inner, kuas.biasa, "kanan")
    draw_lines(kuas.painter, (title,), inner, kuas.tebal)


def paint_bands(kuas: Kuas, data: DataKms) -> None:
    """Bands, grid and SD lines, inside the plot only."""
    painter = kuas.painter
    painter.save()
    painter.setClipRect(kuas.bidang.kotak)
    lines = {g.sd: line_in(g.titik, kuas.bidang.bulan) for g in data.garis}
    for low, high, ground, hatch, rises in _PITA:
        if lines.get(low) and lines.get(high):
            _band(kuas, lines[low], lines[high], (ground, hatch, rises))
    _grid(kuas)
    for sd, points in sorted(lines.items()):
        _sd_line(kuas, sd, points)
    painter.restore()


def _band(
    kuas: Kuas,
    low: list[tuple[float, float]],
    high: list[tuple[float, float]],
    look: tuple[str, str, bool],
) -> None:
    ground, hatch, rises = look
    around = [kuas.bidang.at(*p) for p in (*low, *reversed(high))]
    path = QPainterPath()
    path.addPolygon(QPolygonF(around))
    path.closeSubpath()
    kuas.painter.fillPath(path, QColor(ground))
    if not hatch:
        return
    kuas.painter.save()
    kuas.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    kuas.pen(hatch, 0.06)
    box = kuas.bidang.kotak
    step, x = 0.75 * kuas.h, box.left() - box.height()
    while x < box.right() + box.height():
        top, foot = (box.top(), box.bottom()) if rises else (box.bottom(), box.top())
        kuas.painter.drawLine(QPointF(x, foot), QPointF(x + box.height(), top))
        x += step
    kuas.painter.restore()


def _grid(kuas: Kuas) -> None:
    bidang = kuas.bidang
    first, last = bidang.bulan
    months = 1 if bidang.per_bulan > 0.4 * kuas.h else 3
    per_kg = bidang.kotak.height() / (bidang.kg[1] - bidang.kg[0])
    step = 1 if per_kg > 0.4 * kuas.h else 5
    for month in range(first, last + 1):
        year = month % 12 == 0
        if month % months:
            continue
        kuas.pen(warna.GARIS if year else "#A9B4BE", 0.10 if year else 0.04)
        x = bidang.x(month)
        kuas.painter.drawLine(QPointF(x, bidang.kotak.top()), QPointF(x, bidang.kotak.bottom()))
    for kg in range(bidang.kg[0], bidang.kg[1] + 1):
        if kg % step:
            continue
        kuas.pen("#A9B4BE", 0.08 if kg % 5 == 0 else 0.04)
        y = bidang.y(kg)
        kuas.painter.drawLine(QPointF(bidang.kotak.left(), y), QPointF(bidang.kotak.right(), y))


def _sd_line(kuas: Kuas, sd: int, points: list[tuple[float, float]]) -> None:
    if sd == GARIS_MERAH:
        kuas.pen(warna.MERAH, 0.24)
    elif sd == GARIS_ORANYE:
        kuas.pen(warna.ORANYE_TUA, 0.18, Qt.PenStyle.DashLine)
    else:
        kuas.pen("#5E8F56" if -3 < sd < 1 else "#A9703C", 0.05)
    kuas.painter.drawPolyline(QPolygonF([kuas.bidang.at(*p) for p in points]))


def paint_axes(kuas: Kuas, kotak: QRectF) -> None:
    """Frame, kilograms at the left, months below."""
    _axis_kg(kuas)
    _axis_months(kuas, kotak)


def _axis_kg(kuas: Kuas) -> None:
    bidang = kuas.bidang
    kuas.pen(warna.TINTA, 0.10)
    kuas.painter.setBrush(Qt.BrushStyle.NoBrush)
    kuas.painter.drawRect(bidang.kotak)
    per_kg = bidang.kotak.height() / (bidang.kg[1] - bidang.kg[0])
    step = next((s for s in (1, 2, 5) if per_kg * s >= 1.25 * kuas.h), 10)
    for kg in range(bidang.kg[0], bidang.kg[1] + 1):
        y = bidang.y(kg)
        if kg % step or y < bidang.kotak.top() + 1.15 * kuas.h:
            continue
        box = QRectF(bidang.kotak.left() - 2.6 * kuas.h, y - 0.62 * kuas.h, 2.2 * kuas.h, kuas.h)
        draw_lines(kuas.painter, (str(kg),), box, kuas.biasa, "kanan")
    corner = QRectF(
        bidang.kotak.left() - 2.6 * kuas.h, bidang.kotak.top() - 0.55 * kuas.h, 2.2 * kuas.h, kuas.h
    )
    draw_lines(kuas.painter, ("kg",), corner, kuas.tebal, "kanan")


def _axis_months(kuas: Kuas, kotak: QRectF) -> None:
    bidang, h = kuas.bidang, kuas.h
    room = width_of("24", kuas.tebal) + 0.5 * h
    step = next((s for s in (1, 2, 3, 6) if bidang.per_bulan * s >= room), 12)
    top = bidang.kotak.bottom() + 0.25 * h
    for month in range(bidang.bulan[0], bidang.bulan[1] + 1):
        if month % step:
            continue
        year = month % 12 == 0
        box = QRectF(bidang.x(month) - 2 * h, top, 4 * h, h)
        draw_lines(kuas.painter, (str(month),), box, kuas.tebal if year else kuas.biasa, "tengah")
    left = bidang.kotak.right() + 0.9 * h
    box = QRectF(left, top, kotak.right() - left, h)
    draw_lines(kuas.painter, ("bulan",), box, kuas.biasa)


def paint_line_names(kuas: Kuas, data: DataKms) -> None:
    """Names of the red and the orange line at the right edge, on the height of their ends.

    A low chart leaves no room for both at their ends: they then move apart, the upper one up.
    """
    ends = [
        (
            kuas.bidang.y(line_at(g.titik, kuas.bidang.bulan[1])),
            words,
            Gaya(round(kuas.h), app.SETENGAH, color),
        )
        for sd, words, color in _MARKED
        for g in data.garis
        if g.sd == sd and g.titik
    ]
    box = kuas.bidang.kotak
    floor = box.top()
    room = [len(words) * gaya.tinggi for _, words, gaya in sorted(ends, key=lambda e: e[0])]
    for number, (y, words, gaya) in enumerate(sorted(ends, key=lambda e: e[0])):
        below = box.bottom() - sum(room[number:])
        top = max(floor, min(y - room[number] / 2, below))
        floor = top + room[number]
        area = QRectF(box.right() + 0.4 * kuas.h, top, 4 * kuas.h, room[number])
        draw_lines(kuas.painter, words, area, gaya)
