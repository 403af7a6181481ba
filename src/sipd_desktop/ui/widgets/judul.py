"""Words on a page: headings, codes to copy by hand, and what an empty place teaches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


class SectionTitle(QWidget):
    """A heading, with a line of explanation when there is one."""

    def __init__(self, judul: str, ket: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judul = Kata(self, "bagian", lipat=True)
        self._ket = Kata(self, "petunjuk", lipat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for label in (self._judul, self._ket):
            box.addWidget(label)
        self.set_teks(judul, ket)

    def set_teks(self, judul: str, ket: str = "") -> None:
        """Change both lines."""
        self._judul.setText(judul)
        self._ket.fill(ket)
        self.setAccessibleName(judul)
        self.setAccessibleDescription(ket)


class CodeLabel(Kata):
    """A code in groups of four, large, with a slashed zero, to be read out or written down."""

    def __init__(self, nama: str, kode: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, "kode", lipat=True)
        self._nama = nama
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = self.font()
        font.setFeature(QFont.Tag("zero"), 1)
        self.setFont(font)
        self.set_kode(kode)

    def set_kode(self, kode: str) -> None:
        """Show a code; its own dashes and spaces are kept if it has any."""
        plain = kode if set(kode) & set("- ") else " ".join(_groups(kode, 4))
        self.setText(plain)
        self.setAccessibleName(self._nama)
        self.setAccessibleDescription(" ".join(ch for ch in kode if ch.isalnum()))


class EmptyState(QWidget):
    """What to do when there is nothing: one sentence that teaches, and perhaps a button."""

    dipilih = Signal()

    def __init__(
        self,
        teks: str,
        *,
        ikon: str = "info-circle",
        tombol: str = "",
        kunci: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._teks = Kata(self, "sedang", lipat=True)
        self._teks.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.tombol = BigButton(tombol, kunci=kunci, parent=self) if tombol else None
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addStretch(1)
        picture = IkonLabel(ikon, sisi=48, warna_ikon=warna.GARIS, parent=self)
        box.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self._teks)
        if self.tombol is not None:
            self.tombol.clicked.connect(self.dipilih)
            box.addWidget(self.tombol, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.set_teks(teks)

    def set_teks(self, teks: str) -> None:
        """Another sentence."""
        self._teks.setText(teks)
        self.setAccessibleName(teks)


def _groups(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(0, len(text), size)]
