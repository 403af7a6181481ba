"""The grid as a table: kinds down, places across; arrow keys move, Enter opens the list of a cell.

A bold number is confirmed or being worked on, `+3?` is dugaan; a cell above the average is orange
and bears `!`, so that colour is never alone.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sipd_desktop.render import warna
from sipd_desktop.services.petak.kotak import BarisKotak, Kotak, Sel, describe_sel, teks_data
from sipd_desktop.ui.potensi.kisi import Index, KisiModel, KisiView
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.theme import px

_SEL = int(Qt.ItemDataRole.UserRole) + 11
_DATA = 1
"""Column of the date of the data, after the one of all places."""
_LEBAR, _LEBAR_DATA, _TINGGI = 92, 130, 33


class KotakModel(KisiModel):
    """Cells of a `Kotak`; column 1 is the date of the data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kotak: Kotak | None = None

    def set_kotak(self, kotak: Kotak | None) -> None:
        """Show another grid."""
        self.become(lambda: setattr(self, "kotak", kotak))

    def size(self) -> tuple[int, int]:
        if self.kotak is None:
            return 0, 0
        return len(self.kotak.baris), len(self.kotak.wilayah) + 1

    def place(self, column: int) -> int:
        """Number of the place of a column; the date's column says what all places have."""
        return 0 if column <= _DATA else column - 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.kotak is None or not index.isValid():
            return None
        row, where = self.kotak.baris[index.row()], self.place(index.column())
        if role == _SEL:
            return None if index.column() == _DATA or row.tertutup else row.sel[where]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == _DATA:
                return _date(row)
            return "ditutup" if row.tertutup else sel_teks(row.sel[where])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return describe_sel(self.kotak, row, where)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if self.kotak is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return teks(self.kotak.baris[section].label)
        if section == _DATA:
            return "Data per"
        place = self.kotak.wilayah[self.place(section)]
        return "\n".join(filter(None, (place.judul, place.rinci)))


def _date(row: BarisKotak) -> str:
    return teks_data(row).partition(",")[0]


def sel_teks(sel: Sel) -> str:
    """`7 +5? !` as one text: for a screen reader and for finding."""
    if not sel.jumlah:
        return "-"
    parts = (str(sel.pasti) if sel.pasti else "", f"+{sel.dugaan}?" if sel.dugaan else "")
    return " ".join(filter(None, (*parts, "!" if sel.tinggi else "")))


class _Gambar(QStyledItemDelegate):
    """Draws one cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sel = index.data(_SEL)
        chosen = bool(option.state & QStyle.StateFlag.State_HasFocus) or bool(
            option.state & QStyle.StateFlag.State_Selected
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, QColor(_ground(sel, chosen=chosen)))
        painter.setPen(QColor(warna.GARIS_MUDA))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        if isinstance(sel, Sel) and sel.jumlah:
            self._numbers(painter, option, sel)
        else:
            painter.setPen(QColor(warna.ABU))
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, str(index.data() or ""))
        if chosen:
            pen = painter.pen()
            pen.setColor(QColor(warna.UTAMA))
            pen.setWidth(px(3))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(px(2), px(2), -px(3), -px(3)))
        painter.restore()

    def _numbers(self, painter: QPainter, option: QStyleOptionViewItem, sel: Sel) -> None:
        parts = []
        if sel.pasti:
            parts.append((str(sel.pasti), 700, warna.TINTA))
        if sel.dugaan:
            parts.append((f"+{sel.dugaan}?", 400, warna.ABU))
        if sel.tinggi:
            parts.append(("!", 700, warna.ORANYE_TUA))
        font = option.font
        gap, widths = px(5), []
        for text, weight, _ in parts:
            font.setWeight(font.Weight(weight))
            painter.setFont(font)
            widths.append(painter.fontMetrics().horizontalAdvance(text))
        x = option.rect.center().x() - (sum(widths) + gap * (len(parts) - 1)) / 2
        for (text, weight, color), width in zip(parts, widths, strict=True):
            font.setWeight(font.Weight(weight))
            painter.setFont(font)
            painter.setPen(QColor(color))
            area = QRectF(x, option.rect.top(), width + 2, option.rect.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            x += width + gap


def _ground(sel: object, *, chosen: bool) -> str:
    if isinstance(sel, Sel) and sel.tinggi:
        return warna.PITA_ORANYE_MUDA
    return warna.PILIH if chosen else warna.PUTIH


class KotakView(KisiView):
    """`dipilih` and `dibuka` carry the number of the kind and of the place (0: all)."""

    dipilih = Signal(int, int)
    dibuka = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.isi = KotakModel()
        super().__init__("Masalah per wilayah", self.isi, parent)
        self.isi.setParent(self)
        self.setCornerButtonEnabled(False)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionsClickable(False)
            head.setHighlightSections(True)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clicked.connect(self._open)
        self.draw_with(_Gambar(self))

    def set_kotak(self, kotak: Kotak | None) -> None:
        """Show another grid; the cursor stays where it was as far as that place exists."""
        old = self.currentIndex()
        row, column = max(old.row(), 0), max(old.column(), 0)
        self.isi.set_kotak(kotak)
        self.fit()
        if self.isi.rowCount():
            row = min(row, self.isi.rowCount() - 1)
            self.setCurrentIndex(self.isi.index(row, min(column, self.isi.columnCount() - 1)))

    def cell(self) -> tuple[int, int] | None:
        """Kind and place under the cursor."""
        index = self.currentIndex()
        return (index.row(), self.isi.place(index.column())) if index.isValid() else None

    def enter(self) -> None:
        self._open(self.currentIndex())

    def fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(px(_TINGGI))
        head, metrics = self.horizontalHeader(), self.fontMetrics()
        for column in range(self.isi.columnCount()):
            words = str(self.isi.headerData(column, Qt.Orientation.Horizontal) or "")
            cells = [str(self.isi.index(r, column).data()) for r in range(self.isi.rowCount())]
            lines = [*words.split("\n"), *cells]
            wide = max((metrics.horizontalAdvance(line) for line in lines), default=0)
            least = _LEBAR_DATA if column == _DATA else _LEBAR
            head.resizeSection(column, max(px(least), wide + px(26)))

    def moved(self, index: QModelIndex) -> None:
        self.dipilih.emit(index.row(), self.isi.place(index.column()))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.dibuka.emit(index.row(), self.isi.place(index.column()))
