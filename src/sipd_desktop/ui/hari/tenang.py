"""One calm screen with one large button: the jeda, and a day that was left open.

It says first that everything is saved. The cursor stands on the button, Enter presses it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_LEBAR = 820


class TenangPanel(QWidget):
    """Icon, heading, a few lines, the main act and at most two others."""

    diminta = Signal(str)
    """The key of the act."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts: list[str] = []
        self.ikon = IkonLabel("", sisi=px(64), parent=self)
        self.judul = Kata(self, "judul", lipat=True)
        self.isi = [Kata(self, "sedang", lipat=True) for _ in range(4)]
        self.utama = BigButton("", ikon="arrow-right", kunci="Enter", parent=self)
        self.lain = [BigButton("", peran="biasa", parent=self) for _ in range(2)]
        for place, button in enumerate((self.utama, *self.lain)):
            button.clicked.connect(lambda _on=False, n=place: self.diminta.emit(self._acts[n]))
        middle = QWidget(self)
        middle.setMaximumWidth(px(_LEBAR))
        box = QVBoxLayout(middle)
        box.setSpacing(px(14))
        box.addWidget(self.ikon, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.judul)
        for line in self.isi:
            box.addWidget(line)
        row = QWidget(self)
        flow = AlirLayout(row, jarak=px(14))
        flow.setContentsMargins(0, px(10), 0, 0)
        for button in (self.utama, *self.lain):
            flow.addWidget(button)
        box.addWidget(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def show_tenang(
        self, ikon: str, judul: str, isi: Sequence[str], acts: Sequence[tuple[str, str, str]]
    ) -> None:
        """Fill it; `acts` are (key of the act, words, key to press), the main one first."""
        self.ikon.set_ikon(ikon, warna.UTAMA)
        self.judul.setText(judul)
        for place, line in enumerate(self.isi):
            line.fill(isi[place] if place < len(isi) else "")
        self._acts = [key for key, _, _ in acts]
        for place, button in enumerate((self.utama, *self.lain)):
            button.setVisible(place < len(acts))
            if place < len(acts):
                _, words, kunci = acts[place]
                button.set_kunci(kunci)
                button.set_teks(words)

    def focus_start(self) -> None:
        """Cursor on the main button."""
        self.utama.setFocus()
