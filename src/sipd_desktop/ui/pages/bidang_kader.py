"""Which of the six fields a kader works in: ticks with a digit each, in words.

What the roles matrix keeps to a field (`bidang-sendiri`) opens to a kader by this and nothing else,
so the card says what follows from it.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.bidang.umum.posyandu import BIDANG_TUGAS
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label


def bidang_words(bidang: Collection[str]) -> str:
    """The fields in words, in the order of the regulation."""
    found = [label for key, label in BIDANG_TUGAS if key in bidang]
    return ", ".join(found) if found else "belum ditetapkan"


class PilihBidang(QWidget):
    """`disimpan` with the Pengguna and a tuple of keys; digits tick, Enter keeps, Esc leaves."""

    disimpan = Signal(object, object)
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._siapa: Pengguna | None = None
        self.judul = make_label("", "tebal", lipat=True)
        self.petak = {
            key: QCheckBox(f"{number}  {label}")
            for number, (key, label) in enumerate(BIDANG_TUGAS, start=1)
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for place, box in enumerate(self.petak.values()):
            grid.addWidget(box, place % 3, place // 3)
        grid.setColumnStretch(2, 1)
        self.simpan = make_button("Simpan bidang", self._keep, kunci="Enter")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 8)
        outer.addWidget(self.judul)
        outer.addLayout(grid)
        outer.addWidget(
            make_label(
                "Kader Kesehatan bisa melihat dan mencatat KB, TBC dan sejenisnya; kader Sosial "
                "penyandang disabilitas. Kader lain tidak melihatnya.",
                "petunjuk",
                lipat=True,
            )
        )
        outer.addLayout(in_row(self.simpan, make_button("Tidak jadi", self.batal.emit), 1))

    def ask(self, kader: Pengguna, bidang: Collection[str]) -> None:
        """Begin with what stands, the cursor at the first field."""
        self._siapa = kader
        self.judul.fill(f"Bidang tugas {kader.nama} (angka 1 sampai {len(self.petak)} memilih)")
        for key, box in self.petak.items():
            box.setChecked(key in bidang)
        self.show()
        next(iter(self.petak.values())).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._siapa = None
        self.judul.fill("")
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdigit() and 1 <= int(digit) <= len(self.petak):
            list(self.petak.values())[int(digit) - 1].toggle()
        elif event.text() == "\r":
            self._keep()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._siapa is not None:
            chosen = tuple(key for key, box in self.petak.items() if box.isChecked())
            self.disimpan.emit(self._siapa, chosen)
