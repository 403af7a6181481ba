"""Why? A few reasons, a digit each; Esc does nothing. Asked before people are shown or printed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sipd_desktop.ui.text import teks
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


class TanyaAlasan(QDialog):
    """`dipilih` carries the key of the reason."""

    dipilih = Signal(str)

    def __init__(
        self, judul: str, alasan: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Alasan")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addWidget(Kata(self, "judul", teks=judul))
        box.addWidget(Kata(self, "petunjuk", teks="Alasan ini tercatat dan bisa dilihat ketua."))
        self.tombol: list[BigButton] = []
        for number, (key, label) in enumerate(alasan.items(), start=1):
            button = BigButton(f"{number}   {teks(label)}", peran="")
            button.clicked.connect(partial(self._take, key))
            button.setAutoDefault(False)
            self.tombol.append(button)
            box.addWidget(button)
        leave = BigButton("Tidak jadi", kunci="Esc", peran="polos")
        leave.clicked.connect(self.reject)
        box.addWidget(leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdigit() and 1 <= int(digit) <= len(self.tombol):
            self.tombol[int(digit) - 1].click()
            return
        super().keyPressEvent(event)

    def _take(self, key: str, _on: bool = False) -> None:
        self.dipilih.emit(key)
        self.accept()
