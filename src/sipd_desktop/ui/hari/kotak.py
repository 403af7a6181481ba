"""Boxes for words and dates that Enter leaves, beside the measure box of `ui/widgets`."""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from sipd_desktop.ui.hari.lebar import fix_width
from sipd_desktop.ui.theme import set_look
from sipd_desktop.ui.widgets.kotak import Kotak


class KotakTanggal(Kotak):
    """A date in digits: 21-10-2026, 21/10/2026 or 21102026; letters are handed up as commands."""

    perintah = Signal(str)

    def __init__(self, nama: str, parent: QWidget | None = None) -> None:
        super().__init__(nama, parent)
        pattern = QRegularExpression("[0-9][0-9 ./-]{0,11}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setPlaceholderText("hh-bb-tttt")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.perintah.emit(event.text().upper())
            return
        super().keyPressEvent(event)


class DateField(QWidget):
    """A date with label and question, as `MeasureField` is for measures."""

    maju = Signal()
    mundur = Signal()
    perintah = Signal(str)
    berubah = Signal(object)

    def __init__(self, nama: str, *, singkat: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kotak = KotakTanggal(nama, self)
        fix_width(self.kotak, 150)
        self.label = QLabel(singkat or nama, self)
        self.label.setProperty("peran", "tebal")
        self.label.setBuddy(self.kotak)
        self._tanya = QLabel(self)
        self._tanya.setProperty("peran", "galat")
        self._tanya.setWordWrap(True)
        self._tanya.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.kotak, 0, 1)
        grid.addWidget(self._tanya, 1, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        self.setFocusProxy(self.kotak)
        self.kotak.maju.connect(self.maju)
        self.kotak.mundur.connect(self.mundur)
        self.kotak.perintah.connect(self.perintah)
        self.kotak.textEdited.connect(self._edited)

    def set_tanya(self, kalimat: str, _saran: object = None, *, keras: bool = False) -> None:
        """Say below the box what is doubtful or refused."""
        self._tanya.setText(kalimat)
        set_look(self._tanya, "keras", keras)
        set_look(self.kotak, "salah", keras)
        self._tanya.show()
        self.kotak.setAccessibleDescription(kalimat)

    def tanya(self) -> str:
        """The question now in sight, or nothing."""
        return self._tanya.text()

    def clear_tanya(self) -> None:
        """Take the question away."""
        self._tanya.clear()
        self._tanya.hide()
        set_look(self.kotak, "salah", False)
        self.kotak.setAccessibleDescription("")

    def _edited(self) -> None:
        self.clear_tanya()
        self.berubah.emit(self.kotak.text())
