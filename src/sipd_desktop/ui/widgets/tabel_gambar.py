"""Draws the cells of a table: the chosen row clear, a level as a chip with its words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sipd_desktop.render import warna
from sipd_desktop.ui.theme import px

TINGKAT_ROLE = int(Qt.ItemDataRole.UserRole) + 7
Index = QModelIndex | QPersistentModelIndex


class GambarSel(QStyledItemDelegate):
    """Words in a cell, or a chip; too long words end in dots."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(option.rect, QColor(warna.PILIH))
        elif index.row() % 2:
            painter.fillRect(option.rect, QColor(warna.BARIS_SELANG))
        painter.setPen(QColor(warna.GARIS_MUDA))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen and index.column() == 0:
            mark = option.rect.adjusted(0, 0, px(5) - option.rect.width(), 0)
            painter.fillRect(mark, QColor(warna.UTAMA))
        tingkat = index.data(TINGKAT_ROLE)
        if tingkat:
            self._chip(painter, option, index, warna.KUAT[tingkat])
        else:
            self._words(painter, option, index, QRectF(option.rect).adjusted(px(11), 0, -px(11), 0))
        painter.restore()

    def _chip(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, color: str
    ) -> None:
        text = str(index.data() or "")
        area = QRectF(option.rect).adjusted(px(6), px(5), -px(6), -px(6))
        wish = option.fontMetrics.horizontalAdvance(text) + px(20)
        area.setWidth(min(area.width(), wish))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawRoundedRect(area, px(7), px(7))
        font = option.font
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(warna.PUTIH))
        inner = area.adjusted(px(8), 0, -px(8), 0)
        words = option.fontMetrics.elidedText(
            text, Qt.TextElideMode.ElideRight, round(inner.width()) + px(4)
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, words)

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRectF
    ) -> None:
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        words = option.fontMetrics.elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, round(area.width())
        )
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(area, int(align), words)
