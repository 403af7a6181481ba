"""The grid of SKDN figures: rows of letters, columns of age group and sex; a cell opens its list.

Arrows walk from cell to cell, Enter (or a click) opens the children a figure counts. A screen
reader hears row, group and figure together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from sipd_desktop.rules.skdn import GOLONGAN, Kode, Skdn
from sipd_desktop.ui.theme import px

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LABEL_PX, _BARIS_PX = 165, 34
_JK = {"L": "laki-laki", "P": "perempuan", None: "semua"}


@dataclass(frozen=True, slots=True)
class Sel:
    """Which figure: letter, age group (None = all) and sex (None = both)."""

    kode: Kode
    golongan: str | None = None
    jk: str | None = None

    def judul(self, label: str) -> str:
        """What the figure counts, in words."""
        parts = [label.strip()]
        if self.golongan:
            parts.append(f"{self.golongan} bulan")
        if self.jk:
            parts.append(_JK[self.jk])
        return ", ".join(parts)


KOLOM: tuple[tuple[str | None, str | None], ...] = (
    *((group, jk) for group in GOLONGAN for jk in ("L", "P")),
    (None, "L"),
    (None, "P"),
    (None, None),
)
"""Columns after the label: group and sex; the last three are the sums."""


class ModelAngka(QAbstractTableModel):
    """Figures of one month."""

    def __init__(self, baris: Sequence[tuple[Kode, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self.baris = tuple(baris)
        self._tabel: Skdn | None = None

    def show(self, tabel: Skdn | None) -> None:
        """Other figures, or none."""
        self.beginResetModel()
        self._tabel = tabel
        self.endResetModel()

    def sel(self, index: _Index) -> Sel:
        """The figure of a cell; the label stands for the whole row."""
        kode = self.baris[index.row()][0]
        if index.column() == 0:
            return Sel(kode)
        return Sel(kode, *KOLOM[index.column() - 1])

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.baris)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(KOLOM) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        label = self.baris[index.row()][1]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignHCenter
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and index.column() == self.columnCount() - 1:
            font = QFont(self._view.font())
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.DisplayRole:
            return label.strip() if index.column() == 0 else self._figure(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.sel(index).judul(label)}: {self._figure(index)} anak"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return "Keterangan\n(umur dalam bulan)"
        group, jk = KOLOM[section - 1]
        return f"{group or 'Jml'}\n{jk or 'L+P'}"

    def _figure(self, index: _Index) -> str:
        if self._tabel is None:
            return ""
        sel = self.sel(index)
        return str(self._tabel.jumlah(sel.kode, sel.golongan, sel.jk))


class TabelAngka(QTableView):
    """The grid; `dibuka` carries the chosen figure."""

    dibuka = Signal(object)

    def __init__(
        self, nama: str, baris: Sequence[tuple[Kode, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(nama)
        self.isi = ModelAngka(baris, self)
        self.setModel(self.isi)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clicked.connect(self._open)
        self.setCurrentIndex(self.isi.index(0, self.isi.columnCount() - 1))

    def show_tabel(self, tabel: Skdn | None) -> None:
        """Other figures; the cursor stays on its cell."""
        here = self.currentIndex()
        place = (here.row(), here.column()) if here.isValid() else (0, len(KOLOM))
        self.isi.show(tabel)
        self.setCurrentIndex(self.isi.index(*place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The label takes what the figures leave."""
        room = self.viewport().width()
        head = self.horizontalHeader()
        self.verticalHeader().setMinimumSectionSize(px(_BARIS_PX))
        metrics, count = self.fontMetrics(), len(KOLOM)
        least = metrics.horizontalAdvance("24-59") + px(14)
        natural = max(metrics.horizontalAdvance(t.strip()) for _, t in self.isi.baris) + px(24)
        label = max(px(_LABEL_PX), min(natural, room - count * least))
        figure = max(least, (room - label) // count)
        for column in range(1, self.isi.columnCount()):
            head.resizeSection(column, figure)
        head.resizeSection(0, max(label, room - figure * count))
        self._fit_rows(max(label, room - figure * count) - px(22))

    def _fit_rows(self, width: int) -> None:
        """A label that does not fit in one line gets two."""
        flags = Qt.TextFlag.TextWordWrap
        for place, (_, text) in enumerate(self.isi.baris):
            box = self.fontMetrics().boundingRect(0, 0, width, 1000, flags, text.strip())
            self.setRowHeight(place, max(px(_BARIS_PX), box.height() + px(10)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "isi"):
            self._fit()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.dibuka.emit(self.isi.sel(index))
