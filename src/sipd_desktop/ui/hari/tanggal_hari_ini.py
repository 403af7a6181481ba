"""Hari ini tanggal berapa? Asked before anything is entered, when the clock is not to be believed.

Two dates that may be meant have a letter each; any other is typed. Enter takes no date that was
only proposed. A day before the last saved act is asked about once more.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.jam import Alasan, Pertanyaan
from sipd_desktop.ui.hari.isian_ukur import read_tanggal_ketik
from sipd_desktop.ui.hari.kotak import KotakTanggal
from sipd_desktop.ui.hari.lebar import fix_width
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_SEBAB: dict[Alasan, str] = {
    "mundur": "Jam laptop menunjuk {jam}, padahal catatan terakhir dibuat {terakhir}.",
    "depan": "Jam laptop menunjuk {jam}, padahal sudah ada hari buka tanggal {lain}.",
    "jauh": "Jam laptop menunjuk {jam}, jauh dari catatan terakhir di laptop ini ({lain}).",
    "lanjut": "Jam laptop tadi salah. Sekarang menunjuk {jam}, mestinya sekitar {lain}.",
    "rencana": "Hari buka direncanakan {lain}, padahal hari ini {jam}.",
}
_ASAL: dict[Alasan, str] = {
    "mundur": "tanggal catatan terakhir",
    "depan": "tanggal hari buka itu",
    "jauh": "tanggal catatan terakhir",
    "lanjut": "dihitung dari jawaban tadi",
    "rencana": "sesuai rencana",
}
_AMAN = (
    "Semua catatan aman dan tidak berubah. Umur dan status anak dihitung dari tanggal ini, "
    "jadi dijawab dulu sebelum mengisi."
)
_MIN = date(2000, 1, 1)
LEBAR = 640


class TanggalHariIni(QWidget):
    """The question; `dijawab` with the date."""

    dijawab = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tanya: Pertanyaan | None = None
        self._warned: date | None = None
        self.sebab = Kata(self, lipat=True)
        self.pilihan = [
            BigButton("", kunci=letter, peran="biasa", parent=self) for letter in ("A", "B")
        ]
        for place, button in enumerate(self.pilihan):
            button.clicked.connect(lambda _on=False, n=place: self.choose(n))
        self.asal = [Kata(self, "petunjuk", lipat=True) for _ in self.pilihan]
        self.kotak = KotakTanggal("Tanggal hari ini", self)
        self.kotak.perintah.connect(self._letter)
        self.kotak.maju.connect(self._typed)
        self.kotak.textEdited.connect(lambda _text: self._show_typed())
        self.ketik = Kata(self, "tebal", lipat=True)
        self.salah = Kata(self, "galat", lipat=True)
        self.salah.setProperty("keras", "true")
        self.salah.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        frame = QFrame(self)
        frame.setProperty("peran", "kartu")
        frame.setMaximumWidth(px(LEBAR))
        box = QVBoxLayout(frame)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Kata(frame, "judul", teks="Hari ini tanggal berapa?"))
        box.addWidget(self.sebab)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        for place, button in enumerate(self.pilihan):
            grid.addWidget(button, place, 0)
            grid.addWidget(self.asal[place], place, 1)
        grid.setColumnStretch(1, 1)
        box.addLayout(grid)
        label = Kata(frame, "tebal", teks="Atau ketik tanggalnya, lalu Enter")
        label.setBuddy(self.kotak)
        box.addWidget(label)
        fix_width(self.kotak, 160)
        typed = QHBoxLayout()
        typed.addWidget(self.kotak)
        typed.addWidget(self.ketik, 1)
        box.addLayout(typed)
        box.addWidget(self.salah)
        box.addWidget(Kata(frame, "petunjuk", teks=_AMAN, lipat=True))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 8)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def show_tanya(self, tanya: Pertanyaan) -> None:
        """Fill the question; the cursor stands in the box for typing."""
        self._tanya, self._warned = tanya, None
        said = {"jam": tanya.jam, "lain": tanya.lain, "terakhir": tanya.terakhir or tanya.lain}
        words = {key: tanggal_panjang(day) for key, day in said.items()}
        self.sebab.setText(_SEBAB[tanya.alasan].format(**words))
        days = (tanya.jam, tanya.lain)
        for button, day in zip(self.pilihan, days, strict=True):
            button.set_teks(tanggal_panjang(day, hari=True))
        self.asal[0].setText("menurut jam laptop" if tanya.alasan != "rencana" else "hari ini")
        self.asal[1].setText(_ASAL[tanya.alasan])
        for part in (self.pilihan[1], self.asal[1]):
            part.setVisible(tanya.jam != tanya.lain)
        self.kotak.clear()
        self.ketik.clear()
        self.salah.fill("")
        self.focus_start()

    def focus_start(self) -> None:
        """Cursor in the box."""
        self.kotak.setFocus()

    def choose(self, place: int) -> None:
        """Take one of the two dates."""
        if self._tanya is not None:
            self._take((self._tanya.jam, self._tanya.lain)[place])

    def _letter(self, letter: str) -> None:
        if letter in "AB" and self.pilihan["AB".index(letter)].isVisibleTo(self):
            self.choose("AB".index(letter))

    def _read(self) -> date | None:
        acuan = self._tanya.lain if self._tanya else _MIN
        try:
            found = read_tanggal_ketik(self.kotak.text(), acuan)
        except ValueError:
            return None
        return found if found >= _MIN else None

    def _show_typed(self) -> None:
        self.salah.fill("")
        found = self._read()
        self.ketik.setText(tanggal_panjang(found, hari=True) if found else "")

    def _typed(self) -> None:
        found = self._read()
        if found is None:
            text = "Tanggal ditulis hari-bulan-tahun, contoh 21-11-2026, atau tekan A atau B."
            self.salah.fill(text)
            return
        self._take(found)

    def _take(self, day: date) -> None:
        last = self._tanya.terakhir if self._tanya else None
        if last is not None and day < last and self._warned != day:
            self._warned = day
            self.salah.fill(
                f"{tanggal_panjang(day)} itu sebelum catatan terakhir ({tanggal_panjang(last)}). "
                "Kalau benar, pilih sekali lagi."
            )
            return
        self.salah.fill("")
        self.dijawab.emit(day)
