"""Tables of frozen rows: columns are data, the keyboard is enough, rows are 38 px high.

A row may be any frozen dataclass; a `Column` says how a cell reads. Enter or (where wished) a
click opens a row; Up above the first row hands the cursor back to the search box.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.tabel_gambar import TINGKAT_ROLE, GambarSel

Index = QModelIndex | QPersistentModelIndex
TINGGI_BARIS = 38
_NOWHERE = QModelIndex()
_ALIGN = {
    "kiri": Qt.AlignmentFlag.AlignLeft,
    "tengah": Qt.AlignmentFlag.AlignHCenter,
    "kanan": Qt.AlignmentFlag.AlignRight,
}
_MEASURED = 200  # rows looked at for the widths


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `text` makes the words of a cell (default: the attribute `key`).

    `tingkat` gives a level that the cell is shown in (a small chip), or "" for none; `rentang`
    lets the column take the room that is left. `tip` explains the heading.
    """

    key: str
    title: str
    text: Callable[..., str] | None = None
    align: Literal["kiri", "tengah", "kanan"] = "kiri"
    tip: str = ""
    rentang: bool = False
    tingkat: Callable[..., Tingkat | Literal[""]] | None = None

    def words(self, row: object) -> str:
        """The cell of a row."""
        if self.text is not None:
            return self.text(row)
        value = getattr(row, self.key)
        return "" if value is None else str(value)


class TableModel(QAbstractTableModel):
    """A tuple of rows under a tuple of columns."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[object] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[object, ...] = tuple(rows)

    def set_rows(self, rows: Sequence[object]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.words(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.words(row) or 'kosong'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == TINGKAT_ROLE and column.tingkat is not None:
            return column.tingkat(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None


class TableView(QTableView):
    """A table for the keyboard: rows as a whole, Enter opens, nothing hides behind hovering.

    `dipilih` and `dibuka` carry the row itself; `keluar_atas` is Up above the first row and
    `diketik` a letter or digit (for the search box). `klik_membuka` opens on a single click.
    """

    dipilih = Signal(object)
    dibuka = Signal(object)
    keluar_atas = Signal()
    diketik = Signal(str)

    def __init__(
        self,
        nama: str,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        klik_membuka: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)
        self.isi = TableModel(columns, parent=self)
        self.setModel(self.isi)
        self.setItemDelegate(GambarSel(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(24)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._natural: tuple[int, ...] = ()
        self._fit_rows()
        self.selectionModel().currentRowChanged.connect(self._moved)
        if klik_membuka:
            self.clicked.connect(lambda index: self._open(index))

    def set_rows(self, rows: Sequence[object], pilih: object | None = None) -> None:
        """Replace the rows; `pilih` (or else the equal of the last choice) is chosen again."""
        kept = pilih if pilih is not None else self.row()
        self.isi.set_rows(rows)
        self._measure()
        if kept is not None and kept in self.isi.rows:
            self.select(self.isi.rows.index(kept))

    def row(self) -> object | None:
        """The row the cursor is on."""
        index = self.currentIndex()
        return self.isi.rows[index.row()] if index.isValid() else None

    def select(self, number: int) -> None:
        """Put the cursor on a row (clamped); nothing happens in an empty table."""
        if self.isi.rows:
            last = len(self.isi.rows) - 1
            self.selectRow(min(max(number, 0), last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and here <= 0:
            self.keluar_atas.emit()
        elif key == Qt.Key.Key_Home:
            self.select(0)
        elif key == Qt.Key.Key_End:
            self.select(len(self.isi.rows) - 1)
        elif event.text().isalnum() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.diketik.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.select(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()
            self._measure()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.dibuka.emit(self.isi.rows[index.row()])

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self.dipilih.emit(self.isi.rows[now.row()])

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(TINGGI_BARIS))

    def _measure(self) -> None:
        """Widths that the words would like, from the first rows and the headings."""
        if not hasattr(self, "_natural"):
            return
        metrics, head = self.fontMetrics(), self.horizontalHeader()
        room = px(22) + 6
        widths = []
        for number, column in enumerate(self.isi.columns):
            if self.isColumnHidden(number):
                widths.append(0)
                continue
            words = [column.words(row) for row in self.isi.rows[:_MEASURED]]
            widest = max((metrics.horizontalAdvance(text) for text in words), default=0)
            chip = px(16) if column.tingkat is not None else 0
            widths.append(max(widest + room + chip, head.sectionSizeHint(number) + px(4)))
        self._natural = tuple(widths)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give what is left to the columns that stretch; take from them what is missing."""
        if not self._natural:
            return
        room = self._room()
        stretch = [i for i, c in enumerate(self.isi.columns) if c.rentang]
        stretch = stretch or [len(self._natural) - 1]
        spare = (room - sum(self._natural)) // len(stretch)
        head = self.horizontalHeader()
        for number, width in enumerate(self._natural):
            least = max(px(90), head.sectionSizeHint(number))
            wide = max(width + spare, min(width, least)) if number in stretch else width
            head.resizeSection(number, wide)

    def _room(self) -> int:
        """Width for the columns, from the size of the table and its rows alone.

        The viewport's own width depends on the scroll bars, which depend on the columns: taking
        it here makes the bars come and go for ever.
        """
        inner = self.contentsRect()
        rows = len(self.isi.rows) * self.verticalHeader().defaultSectionSize()
        high = rows + self.horizontalHeader().sizeHint().height() > inner.height()
        return inner.width() - (self.verticalScrollBar().sizeHint().width() if high else 0)
