"""The one bar for what concerns the safety of the data, above the bar of how things stand.

One matter at a time, the gravest first: a file that was mended (once, until read), a disk that is
nearly full, no copy on a stick for seven days. It never blocks the work and can be put off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui.widgets.bilah_suara import SpeakingBar
from sipd_desktop.ui.widgets.tombol import BigButton


@dataclass(frozen=True)
class Perkara:
    """One matter: its sentence, how grave, its act (words and call), the words that put it off.

    `tutup` is called when it was put off or acted on, for what need not be told again.
    """

    kunci: str
    teks: str
    tingkat: Tingkat = "perhatian"
    tindak: str = ""
    lakukan: Callable[[], None] | None = field(default=None, compare=False)
    nanti: str = "Nanti"
    tutup: Callable[[], None] | None = field(default=None, compare=False)


class BilahPenting(SpeakingBar):
    """Shows the first matter that was not put off."""

    URUTAN = ("pulih", "impor", "tempat", "baterai", "gagal", "luar")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ada: dict[str, Perkara] = {}
        self._ditunda: set[str] = set()
        self._tampil: Perkara | None = None
        self.tindak = BigButton("", peran="", parent=self)
        self.tindak.clicked.connect(self._act)
        self.nanti = BigButton("Nanti", peran="polos", parent=self)
        self.nanti.clicked.connect(self._later)
        self._offer(self.tindak, self.nanti)
        self.hide()

    def set_perkara(self, kunci: str, perkara: Perkara | None) -> None:
        """Bring up a matter, or take it away when it is settled."""
        if perkara is None:
            self._ada.pop(kunci, None)
            self._ditunda.discard(kunci)
        else:
            self._ada[kunci] = perkara
        self._show()

    def teks(self) -> str:
        """What it says now; "" when it is not there."""
        return self._teks.text() if self._tampil else ""

    def forget(self) -> None:
        """Nobody is logged in: nothing is told, nothing stays put off."""
        self._ada.clear()
        self._ditunda.clear()
        self._show()

    def _act(self) -> None:
        shown = self._tampil
        if shown is not None and shown.lakukan is not None:
            shown.lakukan()
            if shown.tutup is not None:
                self._later()

    def _later(self) -> None:
        shown = self._tampil
        if shown is not None:
            self._ditunda.add(shown.kunci)
            self._show()
            if shown.tutup is not None:
                shown.tutup()

    def _show(self) -> None:
        open_ones = [self._ada[k] for k in self.URUTAN if k in self._ada and k not in self._ditunda]
        new = open_ones[0] if open_ones else None
        if new == self._tampil:
            return
        self._tampil = new
        if new is None:
            self.hide()
            return
        self.tindak.setVisible(bool(new.tindak))
        self.tindak.set_teks(new.tindak)
        self.nanti.set_teks(new.nanti)
        self._speak(new.teks, new.tingkat)
