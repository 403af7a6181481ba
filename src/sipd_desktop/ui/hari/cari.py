"""The search box where the cursor always returns, and what it finds.

Letters search names, 1-3 digits the queue number, 4-6 digits the end of NIK or KK. Enter takes the
chosen row (the first at once); pressed before the answer came, it waits for it. With an empty box
Up and Down walk the queue beside it. An empty answer teaches and offers the newcomer form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.services.cari import Ketemu
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

Cari = Callable[[str], None]
PETUNJUK = "Cari: nama, nomor antrean, 4 angka terakhir NIK atau KK"
AJAKAN = "Ketik nama, nomor antrean, atau 4 angka terakhir NIK, lalu Enter."

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class KotakCari(SearchBox):
    """The box: Up and Down walk what is beside or below it, the cursor stays."""

    jalan = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.jalan.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class CariPanel(QWidget):
    """Box, hint and results."""

    dipilih = Signal(str)
    """The id of a person."""
    minta_baru = Signal(str)
    """Register someone; the name typed so far."""
    jalan_antrean = Signal(int)
    """Up or Down in an empty box."""
    pilih_antrean = Signal()
    """Enter in an empty box."""

    def __init__(self, cari: Cari, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cari = cari
        self._asked = ""
        self._busy = False
        self._enter_waits = False
        self.draf = ""
        self.kenal: dict[str, tuple[str, str]] = {}
        """Group and sex of those found, to open the right row at once."""
        self.kotak = KotakCari("Cari orang", PETUNJUK, self)
        self.hasil = Daftar("Hasil pencarian", self)
        self.petunjuk = Kata(self, lipat=True, teks=AJAKAN)
        self.petunjuk.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.tombol_baru = BigButton(
            "Daftarkan baru", ikon="user-plus", kunci="F3", peran="biasa", parent=self
        )
        kotak = QVBoxLayout(self)
        kotak.setContentsMargins(0, 0, 0, 0)
        kotak.setSpacing(8)
        kotak.addWidget(self.kotak)
        kotak.addWidget(self.petunjuk)
        kotak.addWidget(self.hasil, 1)
        kotak.addWidget(self.tombol_baru, 0, Qt.AlignmentFlag.AlignLeft)
        kotak.addStretch(0)
        self.kotak.textChanged.connect(self._typed)
        self.kotak.jalan.connect(self._walk)
        self.kotak.dipilih.connect(self._enter)
        self.hasil.activated.connect(self._take)
        self.hasil.clicked.connect(self._take)
        self.tombol_baru.clicked.connect(self._ask_new)
        self._settle()

    @property
    def teks(self) -> str:
        """What stands in the box, tidied."""
        return self.kotak.teks()

    def start(self) -> None:
        """Empty box, cursor in it; an answer still under way is not waited for."""
        self._enter_waits = self._busy = False
        self._asked = ""
        self.kotak.clear()
        self.hasil.show_rows(())
        self._settle()
        self.kotak.setFocus()

    def tell(self, text: str) -> None:
        """Say something under the box (a refusal); the next key takes it away."""
        self.petunjuk.setText(text)
        self.petunjuk.show()

    def show_result(self, teks: str, found: Sequence[Ketemu]) -> None:
        """The answer to `teks`; an answer to an older text only starts the next question."""
        self._busy = False
        if teks != self.teks:
            self._ask()
            return
        self.kenal = {k.orang.id: (k.kelompok, k.orang.jk) for k in found}
        self.hasil.show_rows([_row(k) for k in found])
        self.hasil.step(1)
        self._settle()
        if self._enter_waits:
            self._enter_waits = False
            self._take()

    def failed(self, text: str) -> None:
        """The question could not be answered; the next key asks again."""
        self._busy = False
        self._enter_waits = False
        self._asked = ""
        self.tell(text)

    def _typed(self) -> None:
        self._enter_waits = False
        if not self.teks:
            self._asked = ""
            self.hasil.show_rows(())
            self._settle()
            return
        self._ask()

    def _ask(self) -> None:
        if self._busy or not self.teks or self._asked == self.teks:
            return
        self._busy = True
        self._asked = self.teks
        self._cari(self.teks)

    def _settle(self) -> None:
        """Hint and button fit what is in sight."""
        empty, found = not self.teks, bool(self.hasil.isi.rows)
        self.hasil.setVisible(found)
        waiting = bool(self.teks) and not found and (self._busy or self._asked != self.teks)
        if empty:
            self.petunjuk.setText(f"{AJAKAN}\n\n{self.draf}" if self.draf else AJAKAN)
        elif not found:
            self.petunjuk.setText(
                f"Tidak ada \u201c{self.teks}\u201d. Coba sebagian nama, nama ibu, "
                "atau ejaan lain. Kalau memang belum tercatat, daftarkan baru."
            )
        self.petunjuk.setVisible(empty or (not found and not waiting))
        self.tombol_baru.setVisible(not empty and not waiting)

    def _walk(self, by: int) -> None:
        if self.teks:
            self.hasil.step(by)
        else:
            self.jalan_antrean.emit(by)

    def _enter(self) -> None:
        if not self.teks:
            self.pilih_antrean.emit()
        elif self._busy or self._asked != self.teks:
            self._enter_waits = True
        else:
            self._take()

    def _take(self) -> None:
        row = self.hasil.terpilih()
        if row is not None:
            self.dipilih.emit(row.kunci)

    def _ask_new(self) -> None:
        self.minta_baru.emit("" if self.teks.isdigit() else self.teks)


def _row(ketemu: Ketemu) -> BarisDaftar:
    nomor = str(ketemu.nomor) if ketemu.nomor else ""
    done = "sudah ditimbang" if ketemu.kelompok == "balita" else "sudah diukur"
    sudah = done if ketemu.sudah_diukur else ""
    about = kata.orang_teks(ketemu.orang, kelompok=ketemu.kelompok)
    return BarisDaftar(ketemu.orang.nama, about, nomor, sudah, ketemu.orang.id)
