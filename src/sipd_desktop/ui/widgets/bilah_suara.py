"""The shape of a bar that speaks: an icon, one whole sentence, the acts it offers.

A sentence is told to a screen reader at the moment it comes up; nothing has to be answered.
"""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui.theme import set_tingkat
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.temuan import IKON_TINGKAT


class SpeakingBar(QFrame):
    """Icon and sentence in one row; who derives from it adds the acts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "pesan")
        self._ikon = IkonLabel("", sisi=28, parent=self)
        self._teks = Kata(self, lipat=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 6, 14, 6)
        box.setSpacing(12)
        box.addWidget(self._ikon)
        box.addWidget(self._teks, 1)

    def _offer(self, *acts: QWidget) -> None:
        """Put the acts behind the sentence."""
        box = self.layout()
        assert box is not None
        for act in acts:
            box.addWidget(act)

    def _speak(self, text: str, tingkat: Tingkat) -> None:
        """Come up with a sentence, in the colour of how grave it is."""
        self._ikon.set_ikon(IKON_TINGKAT[tingkat], warna.KUAT[tingkat])
        self._teks.setText(text)
        set_tingkat(self, tingkat)
        self.setAccessibleName(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
