"""After storing: what is in the laptop now, that a copy was made before, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.impor.kata import kalimat_tersimpan
from sipd_desktop.ui.impor.proses import Tersimpan
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.ikon import IkonLabel


class HasilPanel(QFrame):
    """One sentence, and what one does next."""

    urung_diminta = Signal()
    lain_diminta = Signal()
    pilih_diminta = Signal()
    hilang_diminta = Signal(object)
    """The `Tersimpan` whose missing people are asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self.made: Tersimpan | None = None
        self.kata = make_label("", "besar", lipat=True)
        self.ket = make_label("", "", lipat=True)
        self.lain = make_button(
            "Pilih berkas lain", self.lain_diminta.emit, utama=True, ikon="file-import", kunci="F3"
        )
        self.urung = make_button(
            "Batalkan impor", self.urung_diminta.emit, ikon="arrow-back-up", kunci="Ctrl+Z"
        )
        self.pilih = make_button(
            "Perlu dipilih", self.pilih_diminta.emit, ikon="list-check", kunci="P"
        )
        self.hilang = make_button(
            "Tidak ada di berkas",
            lambda: self.hilang_diminta.emit(self.made),
            ikon="users",
            kunci="T",
        )
        center = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(14)
        box.addStretch(2)
        self._ikon = IkonLabel("circle-check", sisi=56, warna_ikon=warna.HIJAU_TUA)
        box.addWidget(self._ikon, 0, center)
        for label in (self.kata, self.ket):
            label.setAlignment(center)
            box.addWidget(label)
        self.tombol = QWidget()
        row = AlirLayout(self.tombol, jarak=10)
        for button in (self.lain, self.pilih, self.hilang, self.urung):
            row.addWidget(button)
        box.addWidget(self.tombol, 0, center)
        box.addStretch(3)

    def fill(self, made: Tersimpan) -> None:
        """What was stored."""
        self.made = made
        n = made.hitungan
        changed = bool(n.get("baru") or n.get("berubah"))
        said = kalimat_tersimpan(n)
        self.kata.setText(f"Tersimpan: {said}" if changed else said)
        words = [f"Dari berkas {made.berkas}."]
        if changed:
            words.append("Salinan aman dibuat sebelum menyimpan.")
        if n.get("bentrok"):
            words.append(f"{n['bentrok']} baris perlu dipilih; sampai dipilih, isi lama dipakai.")
        if n.get("ditolak"):
            words.append(f"{n['ditolak']} baris ditolak dan tidak disimpan.")
        self.ket.setText(" ".join(words))
        self.urung.setVisible(bool(made.batch))
        self.pilih.setVisible(bool(n.get("bentrok")))
        self.pilih.set_teks(f"Perlu dipilih ({n.get('bentrok', 0)})")
        self.hilang.setVisible(bool(made.hilang and made.batch))
        self.hilang.set_teks(f"Tidak ada di berkas ({made.hilang})")

    def press(self, letter: str) -> bool:
        """The letter of a door; False when it is none."""
        door = {"p": self.pilih, "t": self.hilang}.get(letter.casefold())
        if door is None or not door.isVisible():
            return False
        door.click()
        return True

    def show_batal(self, kalimat: str) -> None:
        """It was taken back."""
        self.made = None
        self.kata.setText("Impor dibatalkan")
        self.ket.setText(kalimat)
        for button in (self.urung, self.pilih, self.hilang):
            button.hide()
