"""The status of the child at the scale: the box of the worst finding, and the smaller ones below.

What may shame is covered until a key is pressed (A or F8); the card of the next child is covered
again, the same child's card stays open while the numbers are typed.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.render.warna import Tingkat as Warna
from sipd_desktop.rules.penilaian import Penilaian, Tingkat
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.temuan import TANDA, Status, TemuanBox

WARNA: dict[Tingkat, Warna] = {
    Tingkat.BAHAYA: "bahaya",
    Tingkat.UKUR_ULANG: "perhatian",
    Tingkat.RUJUK: "bahaya",
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
        self.kotak = TemuanBox(self, kunci="A")
        self.lain = Kata(self, lipat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.kotak)
        box.addWidget(self.lain)
        self.clear()

    def clear(self) -> None:
        """Nothing judged yet; words covered again."""
        self.arti = False
        self._penilaian = None
        self.kotak.clear(AJAKAN)
        self.lain.fill("")

    def show_penilaian(self, penilaian: Penilaian) -> None:
        """Show a judgement; words uncovered for this child stay so."""
        self._penilaian = penilaian
        status = kata.to_status(penilaian)
        self.kotak.show_temuan(
            status.tindakan,
            tingkat=WARNA[penilaian.tingkat],
            kata=status.kata,
            peka=status.peka,
            status=self._chips(penilaian, status),
        )
        if self.arti:
            self.kotak.toggle_peka()
        self.lain.fill("\n".join(status.lain))

    def toggle_arti(self) -> None:
        """Uncover or cover the sensitive words."""
        if self._penilaian is not None:
            self.kotak.toggle_peka()
            self.arti = self.kotak.is_peka_open()

    def teks(self) -> str:
        """All words in sight, for tests and screen readers."""
        told = (self.kotak.accessibleName(), self.kotak.accessibleDescription(), self.lain.text())
        return ". ".join(filter(None, told))

    def _chips(self, penilaian: Penilaian, status: kata.StatusTampil) -> tuple[Status, ...]:
        """The mark with its word; green only when nothing worse was found."""
        if not status.tanda or penilaian.tingkat is Tingkat.UKUR_ULANG:
            return ()  # measure again before anything else is said
        chip = TANDA[status.tanda]
        if chip.tingkat == "baik" and penilaian.tingkat is not Tingkat.BAIK:
            chip = replace(chip, tingkat="netral")
        gain = kata.naik_teks(penilaian)
        return (replace(chip, kata=f"{chip.kata}  {gain}" if gain else chip.kata),)
