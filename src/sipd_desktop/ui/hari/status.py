"""The status of the child at the scale: the box of the worst finding, and the smaller ones below.

What may shame is covered until a key is pressed (A or F8); the card of the next child is covered
again, the same child's card stays open while the numbers are typed.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.render.warna import Tingkat as Warna
from sipd_desktop.rules.penilaian import Penilaian, Tingkat
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.temuan import TANDA, Status, TemuanBox

WARNA: dict[Tingkat, Warna] = {
    Tingkat.BAHAYA: "bahaya",
    Tingkat.UKUR_ULANG: "perhatian",
    Tingkat.RUJUK: "perhatian",
    Tingkat.BIDAN: "perhatian",
    Tingkat.PERHATIAN: "perhatian",
    Tingkat.BELUM: "netral",
    Tingkat.BAIK: "baik",
}
AJAKAN = "Ketik berat badan, lalu Enter"


class KartuStatus(QWidget):
    """What to do now, worst first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._penilaian: Penilaian | None = None
        self.arti = False
        self._lain = ""
        self._shown: tuple[object, ...] | None = None
        self.kotak = TemuanBox(self, kunci="A")
        self.lain = Kata(self, lipat=True)
        self._box = box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.kotak)
        box.addWidget(self.lain)
        self.kotak.peka_dibuka.connect(self._opened)
        self.clear()

    def clear(self) -> None:
        """Nothing judged yet; words covered again."""
        self.arti = False
        self._penilaian = None
        self._shown = None
        self.kotak.clear(AJAKAN)
        self._lain = ""
        self._show_rest()

    def show_penilaian(self, penilaian: Penilaian) -> None:
        """Show a judgement; words uncovered for this child stay so."""
        self._penilaian = penilaian
        status = kata.to_status(penilaian)
        chips, warna = self._chips(penilaian, status), _warna(penilaian)
        shown = (status.tindakan, status.kata, status.peka, chips, warna)
        if shown != self._shown:
            self._note_arti()
            self._shown = shown
            self.kotak.show_temuan(
                status.tindakan, tingkat=warna, kata=status.kata, peka=status.peka, status=chips
            )
            if self.arti:
                self.kotak.toggle_peka()
        lain = status.lain
        if penilaian.tingkat is not Tingkat.UKUR_ULANG:
            lain = (kata.naik_teks(penilaian), *lain)
        self._lain = "     ".join(filter(None, lain))
        self._show_rest()

    def toggle_arti(self) -> None:
        """Uncover or cover the sensitive words."""
        if self._penilaian is not None:
            self.kotak.toggle_peka()
            self._note_arti()
            self._show_rest()

    def _opened(self) -> None:
        self.arti = True
        self._show_rest()

    def _note_arti(self) -> None:
        """The box has its own key and button; where it hides nothing the wish stays as it was."""
        if self._shown is not None and self._shown[2]:
            self.arti = self.kotak.is_peka_open()

    def teks(self) -> str:
        """All words in sight, for tests and screen readers."""
        told = (self.kotak.accessibleName(), self.kotak.accessibleDescription(), self.lain.text())
        return ". ".join(filter(None, told))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_rest(self) -> None:
        """The smaller findings; while the covered words are open those take their room."""
        self.lain.fill("" if self.arti else self._lain)
        self._fit()

    def _fit(self) -> None:
        """Never squeezed: what stands here is why the child is measured."""
        self._box.activate()
        self.setMinimumHeight(self._box.totalHeightForWidth(self.width()))

    def _chips(self, penilaian: Penilaian, status: kata.StatusTampil) -> tuple[Status, ...]:
        """The mark with its word; green only when nothing worse was found."""
        if not status.tanda or penilaian.tingkat is Tingkat.UKUR_ULANG:
            return ()  # measure again before anything else is said
        chip = TANDA[status.tanda]
        if chip.tingkat == "baik" and penilaian.tingkat is not Tingkat.BAIK:
            chip = replace(chip, tingkat="netral")
        return (chip,)


def _warna(penilaian: Penilaian) -> Warna:
    """Red is kept for danger and for below the red line."""
    if penilaian.tingkat is Tingkat.RUJUK and penilaian.bgm:
        return "bahaya"
    return WARNA[penilaian.tingkat]
