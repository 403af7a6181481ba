"""Lists of people: number, name, a second line, and a short word at the right; keyboard first.

One model and one way of drawing for search results, queue, who has not come and the lists behind
figures. The text of a row for a screen reader is the same as what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from sipd_desktop.ui.theme import px

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BARIS = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class BarisDaftar:
    """One row; `judul` rows are headings that cannot be chosen. `kunci` is what was chosen."""

    utama: str
    kedua: str = ""
    nomor: str = ""
    kanan: str = ""
    kunci: str = ""
    judul: bool = False


class ModelDaftar(QAbstractListModel):
    """Rows of one list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[BarisDaftar, ...] = ()

    def show(self, rows: Sequence[BarisDaftar]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(filter(None, (row.nomor, row.utama, row.kedua, row.kanan)))
        return row if role == _BARIS else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.rows[index.row()].judul:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class GambarBaris(QStyledItemDelegate):
    """Draws a row in one or two lines, never shorter than a finger needs."""

    def __init__(self, parent: QWidget, *, dua_baris: bool = True) -> None:
        super().__init__(parent)
        self._dua = dua_baris

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = QFontMetrics(option.font).height()
        row: BarisDaftar = index.data(_BARIS)
        lines = 2 if self._dua and row.kedua and not row.judul else 1
        return QSize(100, max(px(38), lines * line + px(14)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: BarisDaftar = index.data(_BARIS)
        palette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected) and not row.judul
        painter.save()
        if chosen:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        elif row.judul:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.AlternateBase))
        ink = palette.color(
            QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        )
        soft = ink if chosen else palette.color(QPalette.ColorRole.PlaceholderText)
        self._draw(painter, option, row, ink, soft)
        painter.restore()

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: BarisDaftar,
        ink: QColor,
        soft: QColor,
    ) -> None:
        bold = QFont(option.font)
        bold.setBold(True)
        area = option.rect.adjusted(px(12), 0, -px(12), 0)
        height = QFontMetrics(option.font).height()
        middle = Qt.AlignmentFlag.AlignVCenter
        right = QFontMetrics(option.font).horizontalAdvance(row.kanan)
        right += px(12) if row.kanan else 0
        if row.nomor:
            painter.setFont(bold)
            painter.setPen(ink)
            wide = QFontMetrics(bold).horizontalAdvance("000") + px(8)
            painter.drawText(QRect(area.left(), area.top(), wide, area.height()), middle, row.nomor)
            area.setLeft(area.left() + wide)
        two = self._dua and bool(row.kedua) and not row.judul
        below, side = row.kedua, row.kanan
        if two and right > area.width() // 2:  # the name needs the room more
            below, side, right = f"{row.kanan}   {row.kedua}", "", 0
        top = area.top() + (area.height() - (2 * height if two else height)) // 2
        line = QRect(area.left(), top, area.width() - right, height)
        self._line(painter, bold, ink, line, row.utama)
        if two:
            self._line(painter, option.font, soft, line.translated(0, height), below)
        if side:
            painter.setFont(option.font)
            painter.setPen(soft)
            painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, side)

    def _line(self, painter: QPainter, font: QFont, colour: QColor, area: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)


class Daftar(QListView):
    """A list that can be walked with Up and Down, also from a box above it."""

    def __init__(self, nama: str, parent: QWidget | None = None, *, dua_baris: bool = True) -> None:
        super().__init__(parent)
        self.isi = ModelDaftar(self)
        self.setModel(self.isi)
        self.setItemDelegate(GambarBaris(self, dua_baris=dua_baris))
        self.setAccessibleName(nama)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(False)

    def show_rows(self, rows: Sequence[BarisDaftar], pilih: str = "") -> None:
        """Replace the rows; the row with key `pilih` stays chosen."""
        self.isi.show(rows)
        if pilih:
            self.choose(pilih)

    def terpilih(self) -> BarisDaftar | None:
        """The chosen row, or None."""
        index = self.currentIndex()
        if not index.isValid() or self.isi.rows[index.row()].judul:
            return None
        return self.isi.rows[index.row()]

    def choose(self, kunci: str) -> bool:
        """Choose the row with this key."""
        for place, row in enumerate(self.isi.rows):
            if row.kunci == kunci and not row.judul:
                self.setCurrentIndex(self.isi.index(place))
                return True
        return False

    def step(self, by: int) -> None:
        """Move the choice up or down, over headings; from none to the first or the last."""
        rows = self.isi.rows
        index = self.currentIndex()
        place = index.row() + by if index.isValid() else (0 if by > 0 else len(rows) - 1)
        while 0 <= place < len(rows) and rows[place].judul:
            place += 1 if by > 0 else -1
        if 0 <= place < len(rows):
            self.setCurrentIndex(self.isi.index(place))

    def forget(self) -> None:
        """No row is chosen."""
        self.selectionModel().clear()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Only who comes on purpose (Tab, click) gets a row chosen."""
        chosen = self.terpilih() is not None
        super().focusInEvent(event)
        if not chosen and event.reason() == Qt.FocusReason.OtherFocusReason:
            self.forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.terpilih():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
