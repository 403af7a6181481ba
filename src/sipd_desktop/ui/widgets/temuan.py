"""A status as a chip, and the box of the worst finding: colour, icon, letter and word together.

What stands large is an action. A word that may shame at the table is covered until a key is
pressed, is covered again for the next child, and is not told to a screen reader before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.render import warna
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui.theme import set_tingkat
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.susun import empty

KUNCI_PEKA = "F8"


@dataclass(frozen=True, slots=True)
class Status:
    """Letter and word of a status, with its level and icon."""

    huruf: str
    kata: str
    tingkat: Tingkat
    ikon: str


TANDA: dict[str, Status] = {
    "N": Status("N", "Naik", "baik", "arrow-up"),
    "T": Status("T", "Tidak naik", "perhatian", "arrow-right"),
    "2T": Status("2T", "Dua kali tidak naik", "perhatian", "alert-triangle"),
    "BGM": Status("BGM", "Di bawah garis merah", "bahaya", "arrow-down"),
    "O": Status("O", "Bulan lalu tidak ditimbang", "netral", "circle-dashed"),
    "B": Status("B", "Baru", "info", "plus"),
}
IKON_TINGKAT: dict[Tingkat, str] = {
    "bahaya": "alert-octagon",
    "perhatian": "alert-triangle",
    "baik": "circle-check",
    "info": "info-circle",
    "netral": "circle-dashed",
}


class StatusChip(QFrame):
    """`[N ^] Naik`: never colour alone, never a letter alone."""

    def __init__(self, status: Status | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._ikon = IkonLabel("", sisi=22, warna_ikon=warna.PUTIH, parent=self)
        self._huruf, self._kata = Kata(self), Kata(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 5, 12, 5)
        box.setSpacing(8)
        for part in (self._ikon, self._huruf, self._kata):
            box.addWidget(part)
        self.set_status(status)

    def set_status(self, status: Status | None) -> None:
        """Show a status; None hides the chip."""
        self.setVisible(status is not None)
        if status is None:
            self.setAccessibleName("")
            return
        self._ikon.set_ikon(status.ikon)
        self._huruf.setText(status.huruf)
        self._huruf.setVisible(bool(status.huruf))
        self._kata.setText(status.kata)
        self.setAccessibleName(f"Status {status.huruf}: {status.kata}".replace(" :", ":"))
        set_tingkat(self, status.tingkat)


class TemuanBox(QFrame):
    """The worst finding: a large action, its word, other statuses, and a covered word.

    `KUNCI_PEKA` (F8) or the button uncovers the word that may shame; `peka_dibuka` tells it.
    """

    peka_dibuka = Signal()

    def __init__(self, parent: QWidget | None = None, *, kunci: str = KUNCI_PEKA) -> None:
        super().__init__(parent)
        self.setProperty("peran", "temuan")
        self._peka = ""
        self._kunci = kunci
        self._ikon = IkonLabel("", sisi=40, parent=self)
        self._tindakan = Kata(self, "besar", lipat=True)
        self._kata = Kata(self, "sedang", lipat=True)
        self._arti = Kata(self, "sedang", lipat=True)
        self._tombol = QPushButton(self)
        self._tombol.setProperty("peran", "kecil")
        self._tombol.clicked.connect(self.toggle_peka)
        self._chips = QWidget(self)
        self._alir = AlirLayout(self._chips)
        words = QVBoxLayout()
        words.setSpacing(4)
        for part in (self._tindakan, self._kata, self._arti):
            words.addWidget(part)
        words.addWidget(self._chips)
        words.addWidget(self._tombol, 0, Qt.AlignmentFlag.AlignLeft)
        box = QHBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(12)
        box.addWidget(self._ikon, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        if kunci:
            QShortcut(QKeySequence(kunci), self).activated.connect(self.toggle_peka)
        self.clear("Ketik berat badan, lalu Enter")

    def clear(self, petunjuk: str) -> None:
        """Nothing judged yet: a neutral box with what to do first."""
        self.show_temuan(petunjuk, tingkat="netral")

    def show_temuan(
        self,
        tindakan: str,
        *,
        tingkat: Tingkat,
        kata: str = "",
        peka: str = "",
        status: Sequence[Status] = (),
    ) -> None:
        """Show a finding; `peka` stays covered until the key, also if the last one was open."""
        self._ikon.set_ikon(IKON_TINGKAT[tingkat], warna.KUAT[tingkat])
        self._tindakan.setText(tindakan)
        self._kata.fill(kata)
        self._show_chips(status)
        self._peka = peka
        self._tombol.setVisible(bool(peka))
        set_tingkat(self, tingkat)
        self._cover(covered=True)

    def is_peka_open(self) -> bool:
        """The word that may shame is in sight now."""
        return not self._arti.isHidden()

    def toggle_peka(self) -> None:
        """Uncover or cover the word."""
        if not self._peka:
            return
        self._cover(covered=self.is_peka_open())
        if self.is_peka_open():
            self.peka_dibuka.emit()

    def _cover(self, *, covered: bool) -> None:
        self._arti.fill("" if covered else self._peka)
        word = "Lihat hasil" if covered else "Tutup hasil"
        self._tombol.setText(f"{word}   {self._kunci}" if self._kunci else word)
        self._tombol.setAccessibleName(word)
        self.setAccessibleName(self._tindakan.text())
        told = (self._kata.text(), *self._chip_names(), self._arti.text())
        self.setAccessibleDescription(". ".join(filter(None, told)))

    def _show_chips(self, status: Sequence[Status]) -> None:
        empty(self._alir)
        for one in status:
            self._alir.addWidget(StatusChip(one, self._chips))
        self._chips.setVisible(bool(status))

    def _chip_names(self) -> list[str]:
        items = filter(None, (self._alir.itemAt(i) for i in range(self._alir.count())))
        return [chip.accessibleName() for chip in (item.widget() for item in items) if chip]
