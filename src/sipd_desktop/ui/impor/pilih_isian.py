"""The list of what a column can become, with a box that narrows it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from sipd_desktop.services.impor.cocok_kolom import KolomBerkas, list_isian
from sipd_desktop.ui.pages.bagian import make_field, make_label

TIDAK = "Tidak dicocokkan"


class PilihIsian(QFrame):
    """The list of fields with a box that narrows it; Enter takes the marked one."""

    dipilih = Signal(object)
    """Key of the field, or None."""
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self._judul = make_label("", "bagian", lipat=True)
        self.cari = make_field("Cari isian", "ketik, misalnya lahir")
        self.daftar = QListWidget()
        self.daftar.setAccessibleName("Kolom ini menjadi")
        self.daftar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.daftar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._saran = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.addWidget(self._judul)
        box.addWidget(self.cari)
        box.addWidget(self.daftar, 1)
        self.cari.textChanged.connect(self._narrow)
        self.daftar.itemClicked.connect(self._take)
        self.cari.installEventFilter(self)

    def ask(self, column: KolomBerkas) -> None:
        """Begin with what the column is now, never with a suggestion."""
        self._judul.setText(f"Kolom {column.huruf} \u201c{column.judul or 'tanpa judul'}\u201d")
        self._saran = column.saran or ""
        self.cari.blockSignals(True)
        self.cari.clear()
        self.cari.blockSignals(False)
        self._narrow("")
        for number in range(self.daftar.count()):
            if self.daftar.item(number).data(Qt.ItemDataRole.UserRole) == column.kunci:
                self.daftar.setCurrentRow(number)
        self.setVisible(True)
        self.cari.setFocus()

    def _narrow(self, typed: str) -> None:
        self.daftar.clear()
        words = typed.casefold().split()
        if not words:
            self._add(None, TIDAK)
        for key, name in list_isian():
            if all(word in name.casefold() for word in words):
                self._add(key, f"{name}   (saran)" if key == self._saran else name)
        self.daftar.setCurrentRow(0)

    def _add(self, key: str | None, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.daftar.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.dipilih.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if (
            watched is self.cari
            and isinstance(event, QKeyEvent)
            and event.type() == event.Type.KeyPress
        ):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.daftar.currentRow()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.daftar.currentItem())
        elif key == Qt.Key.Key_Down:
            self.daftar.setCurrentRow(min(row + 1, self.daftar.count() - 1))
        elif key == Qt.Key.Key_Up:
            self.daftar.setCurrentRow(max(row - 1, 0))
        elif key == Qt.Key.Key_Escape:
            self.batal.emit()
        else:
            return False
        return True
