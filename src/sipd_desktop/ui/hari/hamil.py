"""Pregnancy in two keys: K opens it, Enter says "sedang hamil"; a date typed first is the HPHT.

For one who is pregnant Enter with a date says "baru melahirkan". Letters change what is said.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.ui.hari.isian_ukur import read_tanggal_ketik
from sipd_desktop.ui.hari.kotak import KotakTanggal
from sipd_desktop.ui.hari.lebar import fix_width
from sipd_desktop.ui.theme import px, set_look
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata

PILIHAN = {"H": "Sedang hamil", "M": "Baru melahirkan", "T": "Sudah tidak hamil"}
_TANGGAL = {
    "H": "HPHT (boleh kosong):",
    "M": "Tanggal melahirkan:",
    "T": "Sejak (kosong: hari ini):",
}


class HamilFrame(QFrame):
    """One line of choices and one date."""

    dijawab = Signal(str, object)
    """H, M or T, and the typed date or None."""
    ditinggalkan = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "tanya")
        self._hari = date.min
        self.pilihan = "H"
        self.tombol: dict[str, QPushButton] = {}
        flow = AlirLayout(jarak=px(8))
        for key, text in PILIHAN.items():
            button = QPushButton(f"{text}   {key}", self)
            button.setProperty("peran", "kecil")
            button.setCheckable(True)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _on=False, k=key: self.choose(k))
            flow.addWidget(button)
            self.tombol[key] = button
        self.ket = Kata(self, "tebal")
        self.tanggal = KotakTanggal("Tanggal", self)
        fix_width(self.tanggal, 150)
        self.tanggal.maju.connect(self._enter)
        self.tanggal.mundur.connect(self.ditinggalkan)
        self.tanggal.perintah.connect(self._letter)
        self.tanggal.textEdited.connect(lambda _t: self.tell(""))
        self.galat = Kata(self, "galat", lipat=True)
        row = QHBoxLayout()
        row.addWidget(self.ket)
        row.addWidget(self.tanggal)
        row.addWidget(Kata(self, "petunjuk", teks="Enter menyimpan, Esc batal"))
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(8), px(12), px(8))
        box.addLayout(flow)
        box.addLayout(row)
        box.addWidget(self.galat)
        self.galat.hide()
        self.hide()

    def start(self, hari: date, pilihan: str) -> None:
        """Open with one choice, cursor in the date."""
        self._hari = hari
        self.tanggal.clear()
        self.choose(pilihan)
        self.show()

    def choose(self, key: str) -> None:
        """One of the three; the date means something else for each."""
        self.pilihan = key
        for own, button in self.tombol.items():
            button.setChecked(own == key)
        self.ket.setText(_TANGGAL[key])
        self.tanggal.setAccessibleName(_TANGGAL[key].rstrip(":"))
        self.tell("")
        self.tanggal.setFocus()

    def tell(self, text: str) -> None:
        """Why it is not taken, or nothing."""
        self.galat.fill(text)
        set_look(self.tanggal, "salah", bool(text))
        self.tanggal.setAccessibleDescription(text)

    def refuse(self, problem: Problem) -> None:
        """The file refused it: the line stays open."""
        self.show()
        self.tell(sentence(problem.code, **dict(problem.params)))
        self.tanggal.setFocus()

    def _letter(self, letter: str) -> None:
        if letter in PILIHAN:
            self.choose(letter)

    def _enter(self) -> None:
        text = self.tanggal.text().strip()
        try:
            day = read_tanggal_ketik(text, self._hari) if text else None
        except ValueError:
            self.tell(sentence("isian-tanggal"))
            return
        if day is None and self.pilihan == "M":
            self.tell(sentence("tanggal-bersalin-kosong"))
            return
        self.dijawab.emit(self.pilihan, day)
