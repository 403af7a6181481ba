"""The growth chart on the screen: the same painter as on paper, read by the arrow keys.

Left and Right go from weighing to weighing, Home and End to the first and last, Space between the
part that matters and the whole 0-60 months. The chosen point is told in words, as the name of the
widget, so that a screen reader follows; `kms_columns` and the points are its twin as a table.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from sipd_desktop.render import warna
from sipd_desktop.render.kms import bidang_of, paint_kms
from sipd_desktop.render.kms_bidang import SEMUA, berat_teks, titik_teks
from sipd_desktop.spec.lembar import DataKms, TitikKms
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.tabel import Column

NAMA = "Grafik berat badan menurut umur"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_FRAME = 3


class KmsView(QWidget):
    """One child's chart; `dipilih` carries the index of the chosen point."""

    dipilih = Signal(int)

    def __init__(self, data: DataKms | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = DataKms("P", (), ())
        self._chosen = -1
        self._whole = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 260)
        if data is not None:
            self.set_data(data)
        else:
            self._describe()

    def set_data(self, data: DataKms) -> None:
        """Show a child; the newest weighing is chosen, points are taken in rising age."""
        points = tuple(sorted(data.titik, key=lambda t: t.umur_bulan))
        self._data = DataKms(data.jk, points, data.garis)
        self._chosen = len(points) - 1
        self._whole = False
        self._describe()
        self.update()

    def clear(self) -> None:
        """No child, no weight in sight or in the name."""
        self.set_data(DataKms(self._data.jk, (), ()))

    def chosen(self) -> int:
        """Index of the chosen point, -1 when there is none."""
        return self._chosen

    def choose(self, number: int) -> None:
        """Choose a point, clamped; tells it when it is another."""
        last = len(self._data.titik) - 1
        number = min(max(number, 0), last)
        if last < 0 or number == self._chosen:
            return
        self._chosen = number
        self._describe()
        self.update()
        self.dipilih.emit(number)

    def set_whole(self, whole: bool) -> None:
        """The whole 0-60 months, or the part around the points."""
        self._whole = whole
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(640), px(420))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_kms(
            painter,
            self._box(),
            self._data,
            huruf=px(15),
            jendela=self._window(),
            terpilih=self._chosen,
        )
        ring = self.hasFocus()
        pen = QPen(QColor(warna.UTAMA if ring else warna.GARIS_MUDA), px(_FRAME) if ring else 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = pen.width() / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.choose(self._chosen + _STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(len(self._data.titik) - 1)
        elif key == Qt.Key.Key_Space:
            self.set_whole(not self._whole)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point nearest to the click, if one is near."""
        field = bidang_of(self._box(), self._data, huruf=px(15), jendela=self._window())
        spot = event.position()
        distances = [
            (field.at(t.umur_bulan, t.berat) - spot).manhattanLength() for t in self._data.titik
        ]
        if distances and min(distances) < px(30):
            self.choose(distances.index(min(distances)))
        super().mousePressEvent(event)

    def _window(self) -> tuple[int, int] | None:
        return SEMUA if self._whole else None

    def _box(self) -> QRectF:
        edge = px(_FRAME) + 1
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    def _describe(self) -> None:
        titik = self._data.titik
        if not titik:
            self.setAccessibleName(f"{NAMA}. Belum ada penimbangan.")
            self.setAccessibleDescription("")
            return
        self.setAccessibleName(titik_teks(titik[self._chosen]))
        self.setAccessibleDescription(
            f"{NAMA}, penimbangan {self._chosen + 1} dari {len(titik)}. "
            "Panah kiri dan kanan membaca penimbangan lain, spasi menampilkan 0 sampai 60 bulan."
        )
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))


def kms_columns() -> tuple[Column, ...]:
    """Columns of the table twin: its rows are the points of the same data."""

    def umur(titik: TitikKms) -> str:
        return f"{int(titik.umur_bulan)} bln"

    def tanda(titik: TitikKms) -> str:
        return " ".join(filter(None, (titik.tanda, titik.kata)))

    return (
        Column("bulan", "Bulan"),
        Column("umur_bulan", "Umur", umur, "kanan"),
        Column("berat", "BB (kg)", lambda t: berat_teks(t.berat), "kanan"),
        Column("tanda", "N/T", tanda, rentang=True),
    )
