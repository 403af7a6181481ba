"""The full name of the program on the screens before work: "SIPD" alone means another system."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata


class KepalaNama(QWidget):
    """Mark, name, full name; `contoh` says that the folder holds made-up people."""

    def __init__(self, parent: QWidget | None = None, *, contoh: bool = False) -> None:
        super().__init__(parent)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Kata(None, "besar", teks="SIPD Desktop"))
        names.addWidget(Kata(None, "petunjuk", teks="Sistem Informasi Posyandu Desa"))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 8)
        row.setSpacing(12)
        row.addWidget(IkonLabel("sipd", sisi=48, warna_ikon=warna.UTAMA))
        row.addLayout(names)
        row.addStretch(1)
        if contoh:
            row.addWidget(Kata(None, "contoh", teks="CONTOH"))
