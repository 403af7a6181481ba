"""The counts as large buttons: each shows how many rows and, pressed, only those."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.ui.impor.kata import SARINGAN, Saringan
from sipd_desktop.ui.widgets.alir import AlirLayout


class SaringBar(QWidget):
    """One button per kind of row; digits 1 to 8 press them from the table."""

    dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.tombol: dict[str, QPushButton] = {}
        row = AlirLayout(self, jarak=8)
        row.setContentsMargins(0, 0, 0, 0)
        for number, kind in enumerate(SARINGAN, 1):
            row.addWidget(self._button(number, kind))

    def _button(self, number: int, kind: Saringan) -> QPushButton:
        button = QPushButton()
        button.setProperty("peran", "saring")
        button.setProperty("tingkat", kind.tingkat)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setToolTip(kind.arti)
        button.setAccessibleDescription(f"{kind.arti} Tombol {number}")
        button.clicked.connect(lambda _on=False, key=kind.kunci: self.dipilih.emit(key))
        self._group.addButton(button, number)
        self.tombol[kind.kunci] = button
        return button

    def fill(self, counts: Mapping[str, int]) -> None:
        """Show the counts; a kind without rows is not there, its digit stays its own."""
        for number, kind in enumerate(SARINGAN, 1):
            amount = counts.get(kind.kunci, 0)
            button = self.tombol[kind.kunci]
            button.setText(f"{teks_ribuan(amount)}\n{number}  {kind.kata}")
            button.setAccessibleName(f"{kind.kata}: {amount}")
            button.setVisible(bool(amount) or kind.kunci == "semua")

    def mark(self, key: str) -> None:
        """Show which one is on."""
        self.tombol[key].setChecked(True)

    def press(self, digit: str) -> bool:
        """The digit of a button; False when there is none."""
        button = self._group.button(int(digit)) if digit.isdigit() else None
        if button is None or button.isHidden():
            return False
        button.click()
        return True
