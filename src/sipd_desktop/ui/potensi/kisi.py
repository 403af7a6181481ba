"""A table drawn cell by cell that is walked with the arrow keys: what grid and tile map share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class KisiModel(QAbstractTableModel):
    """Shows one value as a whole; another value is another table."""

    def size(self) -> tuple[int, int]:
        """Rows and columns of the value; none while there is none."""
        raise NotImplementedError

    def become(self, change: Callable[[], None]) -> None:
        """Show another value, set by `change`."""
        self.beginResetModel()
        change()
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.size()[0]

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.size()[1]


class KisiView(QTableView):
    """One cell at a time; Enter is `enter`, and `fit` sets the sizes, also after a new font."""

    def __init__(self, nama: str, isi: KisiModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)
        self.setModel(isi)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(lambda now, _old: self._moved(now))

    def draw_with(self, gambar: QStyledItemDelegate) -> None:
        """Who paints the cells; sizes follow."""
        self.setItemDelegate(gambar)
        self.fit()

    def enter(self) -> None:
        """What Enter does with the cell under the cursor."""
        raise NotImplementedError

    def fit(self) -> None:
        """Set the sizes of rows and columns."""
        raise NotImplementedError

    def moved(self, index: QModelIndex) -> None:
        """The cursor stands on another cell."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changed = event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if changed and self.model() is not None:
            self.fit()

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.moved(index)
