"""Which view of the list of masalah a report shows: those of everybody, then the saved ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from sipd_desktop.services.petak.lihatan import BAWAAN, Lihatan, Tersimpan, list_lihatan

_BEBAS = "Pilihan sendiri"


class PilihLihatan(QComboBox):
    """`dipilih` carries a `Lihatan`; what came with the question stays to be chosen again."""

    dipilih = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lihatan yang dicetak")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda number: self.dipilih.emit(self.itemData(number)))
        self.hide()

    def offer(self, sesi: Any, kini: object) -> None:
        """Read the saved views of this account and show them with the one asked for."""
        view = kini if isinstance(kini, Lihatan) else Lihatan()
        sesi.read(self, partial(list_lihatan, petugas=sesi.petugas), partial(self._fill, view))

    def _fill(self, kini: Lihatan, saved: tuple[Tersimpan, ...]) -> None:
        self.clear()
        views = (*BAWAAN, *saved)
        for view in views:
            self.addItem(view.nama, view.lihatan)
        known = [view.lihatan for view in views]
        if kini not in known:
            self.addItem(_BEBAS, kini)
        self.setCurrentIndex(known.index(kini) if kini in known else len(known))
        self.show()
