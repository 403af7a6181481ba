"""The tiles as a table of squares: arrow keys move, a tile may be picked up and laid elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sipd_desktop.base.tampil import teks_persen
from sipd_desktop.render import warna
from sipd_desktop.services.petak.ubin import LEBAR, Letak, Peta, Ubin
from sipd_desktop.ui.potensi.kisi import Index, KisiModel, KisiView
from sipd_desktop.ui.theme import px

_UBIN = int(Qt.ItemDataRole.UserRole) + 12
SISI, TINGGI = 132, 92
_PANAH = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class _Model(KisiModel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.peta: Peta | None = None
        self.letak: dict[Letak, Ubin] = {}

    def set_peta(self, peta: Peta | None) -> None:
        self.become(lambda: self._take(peta))

    def _take(self, peta: Peta | None) -> None:
        self.peta = peta
        self.letak = {u.letak: u for u in peta.ubin} if peta else {}

    def size(self) -> tuple[int, int]:
        """One row more than there are, to lay a tile into."""
        if self.peta is None:
            return 0, 0
        rows = max((r for r, _ in self.letak), default=-1) + 2
        return rows, max(max((c for _, c in self.letak), default=0) + 1, LEBAR)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tile = self.letak.get((index.row(), index.column()))
        if role == _UBIN:
            return tile
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ubin_teks(tile, self.peta) if tile is not None and self.peta else ""
        return None


def ubin_teks(tile: Ubin, peta: Peta) -> str:
    """A tile in words: `RT 002, RW 001: 7 dari 42 keluarga (17 %)`."""
    if not tile.sel.jumlah:
        return f"{tile.wilayah.nama}: tidak ada, dari {tile.sel.dari} {peta.satuan}."
    share = teks_persen(tile.sel.jumlah, tile.sel.dari)
    guess = f", {tile.sel.dugaan} di antaranya dugaan" if tile.sel.dugaan else ""
    return (
        f"{tile.wilayah.nama}: {tile.sel.jumlah} dari {tile.sel.dari} {peta.satuan} "
        f"({share}){guess}."
    )


class _Gambar(QStyledItemDelegate):
    """Draws one tile: place, count large, share; a border where the cursor is."""

    def __init__(self, view: UbinView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tile = index.data(_UBIN)
        focused = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect).adjusted(px(3), px(3), -px(3), -px(3))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(tile, Ubin):
            self._tile(painter, area, tile)
        if focused:
            self._ring(painter, area)
        painter.restore()

    def _ring(self, painter: QPainter, area: QRectF) -> None:
        """Ink outside, white inside: seen on every shade; dashed while a tile is in the hand."""
        picked = self._view.diangkat is not None
        style = Qt.PenStyle.DashLine if picked else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, shrink in ((warna.TINTA, 0), (warna.PUTIH, px(3))):
            painter.setPen(QPen(QColor(color), px(3), style))
            inner = area.adjusted(shrink, shrink, -shrink, -shrink)
            painter.drawRoundedRect(inner, px(8), px(8))

    def _tile(self, painter: QPainter, area: QRectF, tile: Ubin) -> None:
        ground, ink = warna.UBIN[tile.tingkat]
        painter.setPen(QColor(warna.GARIS))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, px(8), px(8))
        painter.setPen(QColor(ink))
        font = painter.font()
        base = font.pixelSize()
        inner = area.adjusted(px(8), px(6), -px(8), -px(6))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, tile.wilayah.judul)
        font.setPixelSize(round(base * 1.6))
        font.setWeight(font.Weight.Bold)
        painter.setFont(font)
        number = str(tile.sel.jumlah) if tile.sel.jumlah else "-"
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        font.setPixelSize(base)
        font.setWeight(font.Weight.Normal)
        painter.setFont(font)
        below = Qt.AlignmentFlag.AlignBottom
        short = (
            tile.wilayah.rinci.partition(",")[0],
            teks_persen(tile.sel.jumlah, tile.sel.dari) if tile.sel.jumlah else "",
        )
        painter.drawText(inner, below | Qt.AlignmentFlag.AlignLeft, short[0])
        painter.drawText(inner, below | Qt.AlignmentFlag.AlignRight, short[1])


class UbinView(KisiView):
    """`dibuka` carries the tile; `ditata` the new places of all tiles after one was laid down.

    Space picks a tile up and lays it down (changing places with what lies there), Esc lets it be;
    with the mouse a tile is dragged.
    """

    dipilih = Signal(object)
    dibuka = Signal(object)
    ditata = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.isi = _Model()
        self.diangkat: Letak | None = None
        self._pressed: QPoint | None = None
        super().__init__("Peta RT", self.isi, parent)
        self.isi.setParent(self)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.hide()
        self.draw_with(_Gambar(self))

    def set_peta(self, peta: Peta | None) -> None:
        """Show another map; the cursor stays on its place."""
        old = self.currentIndex()
        spot = (max(old.row(), 0), max(old.column(), 0))
        self.diangkat = None
        self.isi.set_peta(peta)
        if spot not in self.isi.letak:
            spot = min(self.isi.letak, default=(0, 0))
        self.setCurrentIndex(self.isi.index(*spot))

    def tile(self) -> Ubin | None:
        """The tile under the cursor."""
        index = self.currentIndex()
        return self.isi.letak.get((index.row(), index.column()))

    def enter(self) -> None:
        if self.diangkat is not None:
            self._lay_down()
        elif (tile := self.tile()) is not None:
            self.dibuka.emit(tile)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self._lay_down() if self.diangkat is not None else self._pick_up()
        elif key == Qt.Key.Key_Escape and self.diangkat is not None:
            self.diangkat = None
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = self._pressed is not None and (
            event.position().toPoint() - self._pressed
        ).manhattanLength() > px(20)
        if far and self.diangkat is None:
            self._pick_up()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        dragged, self._pressed = self.diangkat is not None, None
        index = self.indexAt(event.position().toPoint())
        if dragged and index.isValid():
            self.setCurrentIndex(index)
            self._lay_down()
        elif not dragged and (tile := self.tile()) is not None and index.isValid():
            self.dibuka.emit(tile)

    def fit(self) -> None:
        self.horizontalHeader().setDefaultSectionSize(px(SISI))
        self.verticalHeader().setDefaultSectionSize(px(TINGGI))

    def moved(self, _index: QModelIndex) -> None:
        self.dipilih.emit(self.tile())

    def _pick_up(self) -> None:
        tile = self.tile()
        if tile is not None:
            self.diangkat = tile.letak
            self.viewport().update()

    def _lay_down(self) -> None:
        start, self.diangkat = self.diangkat, None
        index = self.currentIndex()
        goal = (index.row(), index.column())
        self.viewport().update()
        if start is None or goal == start:
            return
        swap = {start: goal, goal: start}
        self.ditata.emit(
            {u.wilayah.kunci: swap.get(spot, spot) for spot, u in self.isi.letak.items()}
        )
