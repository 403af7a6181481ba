"""Which paper a report is made for: F4, as in most village offices, or A4."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from sipd_desktop.spec.lembar import Kertas


class PilihKertas(QObject):
    """Two buttons of which one is down; the page lays them out."""

    berubah = Signal()

    def __init__(self, page: QWidget, kata: Mapping[Kertas, str]) -> None:
        super().__init__(page)
        self.tombol = {kertas: QRadioButton(text, page) for kertas, text in kata.items()}
        self.tombol["F4"].setChecked(True)
        group = QButtonGroup(self)
        for button in self.tombol.values():
            group.addButton(button)
        group.buttonClicked.connect(lambda _button: self.berubah.emit())

    @property
    def kertas(self) -> Kertas:
        """The chosen one."""
        return "A4" if self.tombol["A4"].isChecked() else "F4"
