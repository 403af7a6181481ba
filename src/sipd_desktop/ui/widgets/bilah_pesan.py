"""Bars that speak: what was just saved with its undo, and the three questions that are asked.

A message stays until the next one: nobody has to read against a clock.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.bilah_suara import SpeakingBar
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


class MessageBar(SpeakingBar):
    """The bar at the foot: "Tersimpan: ... [Batalkan tadi Ctrl+Z]", advice, warnings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self._batal = BigButton(
            "Batalkan tadi", ikon="arrow-back-up", kunci="Ctrl+Z", peran="", parent=self
        )
        self._batal.clicked.connect(self.undo)
        self._tutup = BigButton("Tutup pesan", peran="polos", parent=self)
        self._tutup.clicked.connect(self.clear)
        self._offer(self._batal, self._tutup)
        self.clear()

    def show_tersimpan(self, apa: str, undo: Callable[[], None] | None = None) -> None:
        """After COMMIT only: "Tersimpan: Bagas 8,9 kg", with a way back."""
        self._undo = undo
        self._say(f"Tersimpan: {apa}", "baik", batal=undo is not None)

    def show_info(self, teks: str) -> None:
        """Advice that asks nothing."""
        self._undo = None
        self._say(teks, "info", batal=False)

    def show_warn(self, teks: str, *, bahaya: bool = False) -> None:
        """Something needs a look; red only for danger."""
        self._undo = None
        self._say(teks, "bahaya" if bahaya else "perhatian", batal=False)

    def undo(self) -> None:
        """Take back what the bar speaks of, once; the page binds Ctrl+Z to this."""
        call, self._undo = self._undo, None
        if call is not None:
            self._batal.hide()
            call()

    def can_undo(self) -> bool:
        """There is something to take back."""
        return self._undo is not None

    def teks(self) -> str:
        """What it says now."""
        return self._teks.text()

    def clear(self) -> None:
        """Say nothing."""
        self._undo = None
        self._teks.clear()
        self.hide()

    def _say(self, text: str, tingkat: Tingkat, *, batal: bool) -> None:
        self._batal.setVisible(batal)
        self._tutup.setVisible(tingkat != "baik")
        self._speak(text, tingkat)


class ConfirmBar(QFrame):
    """A question on the page itself, for the very few things that cannot be undone.

    The cursor is on the harmless answer, and Esc gives it.
    """

    disetujui = Signal()
    dibatalkan = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "tanya")
        self._teks = Kata(self, "tebal", lipat=True)
        self._ya = BigButton("Ya", peran="bahaya", parent=self)
        self._tidak = BigButton("Tidak jadi", kunci="Esc", peran="utama", parent=self)
        self._ya.clicked.connect(self._agree)
        self._tidak.clicked.connect(self._refuse)
        answers = QWidget(self)
        row = AlirLayout(answers, jarak=12)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._tidak)
        row.addWidget(self._ya)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(10)
        box.addWidget(self._teks)
        box.addWidget(answers)
        self.hide()

    def ask(self, pertanyaan: str, ya: str, tidak: str = "Tidak jadi") -> None:
        """Show a question; `ya` names the act itself ("Pulihkan"), never just "OK"."""
        self._teks.setText(pertanyaan)
        self._ya.set_teks(ya)
        self._tidak.set_teks(tidak)
        self.setAccessibleName(pertanyaan)
        self.show()
        self._tidak.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._refuse()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        self.hide()
        self.disetujui.emit()

    def _refuse(self) -> None:
        self.hide()
        self.dibatalkan.emit()
