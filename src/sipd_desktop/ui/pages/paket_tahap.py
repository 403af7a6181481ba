"""The steps of the flashdisk card: choose a stick, wait, the result. One is shown at a time.

A stick that is plugged in while the step is open appears by itself; nothing is asked twice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.services.flashdisk import list_flashdisk
from sipd_desktop.ui.pages.bagian import Keluhan, in_row, make_button, make_label
from sipd_desktop.ui.pages.isian_sandi import IsianSandi
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.judul import CodeLabel
from sipd_desktop.ui.widgets.tombol import BigButton

LIHAT_MS = 1_500
Lister = Callable[[], list[Path]]


class Tahap(QWidget):
    """One step: a heading, a line of explanation, its own parts, and the way back."""

    batal = Signal()

    def __init__(self, tidak: str = "Tidak jadi") -> None:
        super().__init__()
        self.judul = make_label("", "tebal", lipat=True)
        self.ket = make_label("", lipat=True)
        self.tidak = make_button(tidak, self.batal.emit)
        self.isi = QVBoxLayout()
        self.isi.setSpacing(8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.judul)
        box.addWidget(self.ket)
        box.addLayout(self.isi)

    def say(self, judul: str, ket: str = "") -> None:
        """Heading and explanation."""
        self.judul.setText(judul)
        self.ket.fill(ket)


class TahapTempat(Tahap):
    """Which stick; `dipilih` carries the folder."""

    dipilih = Signal(object)

    def __init__(self, lister: Lister = list_flashdisk) -> None:
        super().__init__()
        self._lister = lister
        self._seen: list[Path] | None = None
        self.tombol: list[BigButton] = []
        self.kosong = make_label("Belum ada flashdisk. Colok dulu, nanti muncul di sini.", "sedang")
        self._alir = AlirLayout(jarak=10, jarak_baris=8)
        self.lain = make_button("Folder lain ...", self._ask)
        self.isi.addWidget(self.kosong)
        self.isi.addLayout(self._alir)
        self.isi.addLayout(in_row(self.lain, self.tidak, 1))
        self._timer = QTimer(self, interval=LIHAT_MS)
        self._timer.timeout.connect(self.look)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._seen = None
        self.look()
        self._timer.start()
        (self.tombol[0] if self.tombol else self.lain).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def look(self) -> None:
        """Show the sticks that are plugged in now."""
        found = self._lister()
        if found == self._seen:
            return
        held = any(b.hasFocus() for b in self.tombol) or self.lain.hasFocus()
        self._seen = found
        for old in self.tombol:
            self._alir.removeWidget(old)
            old.deleteLater()
        self.tombol = [
            make_button(_name(path), partial(self.dipilih.emit, path), ikon="device-usb")
            for path in found
        ]
        for button in self.tombol:
            self._alir.addWidget(button)
            button.show()
        self.kosong.setVisible(not found)
        if held and self.tombol:
            self.tombol[0].setFocus()

    def _ask(self) -> None:
        start = str(self._seen[0].parent if self._seen else Path.home())
        name = QFileDialog.getExistingDirectory(self, "Pilih flashdisk atau folder", start)
        if name:
            self.dipilih.emit(Path(name))


def _name(path: Path) -> str:
    return path.name or str(path)


class TahapKerja(Tahap):
    """Working; the stick must stay where it is."""

    def __init__(self) -> None:
        super().__init__("Batal")
        self.maju = QProgressBar()
        self.maju.setAccessibleName("Kemajuan")
        self.maju.setTextVisible(False)
        self.isi.addWidget(self.maju)
        self.isi.addLayout(in_row(self.tidak, 1))

    def begin(self, judul: str, *, bisa_batal: bool) -> None:
        """Show what is being done."""
        self.say(judul, "Flashdisk jangan dicabut dulu.")
        self.maju.setRange(0, 0)
        self.tidak.setVisible(bisa_batal)
        if bisa_batal:
            self.tidak.setFocus()

    def step(self, done: int, all_: int) -> None:
        """How far it is."""
        self.maju.setRange(0, max(all_, 1))
        self.maju.setValue(done)


class TahapHasil(Tahap):
    """What came of it, in words; perhaps four words to type elsewhere, perhaps a next step."""

    lanjut = Signal()

    def __init__(self) -> None:
        super().__init__("Selesai")
        self._ikon = {
            True: IkonLabel("circle-check", sisi=34, warna_ikon=warna.KUAT["baik"]),
            False: IkonLabel("alert-triangle", sisi=34, warna_ikon=warna.KUAT["perhatian"]),
        }
        self.besar = make_label("", "besar", lipat=True)
        self.kode = CodeLabel("Kata gabung")
        self.sesudah = make_label("", "petunjuk", lipat=True)
        self.tombol = make_button("", self.lanjut.emit, ikon="send")
        head = in_row(*self._ikon.values(), self.besar)
        head.setStretch(2, 1)
        head.setSpacing(10)
        self.judul.hide()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertLayout(0, head)
        for part in (self.kode, self.sesudah):
            self.isi.addWidget(part)
        self.isi.addLayout(in_row(self.tidak, self.tombol, 1))

    def tell(
        self,
        besar: str,
        ket: str,
        *,
        baik: bool = True,
        kode: str = "",
        sesudah: str = "",
        lanjut: str = "",
    ) -> None:
        """Show a result."""
        for good, ikon in self._ikon.items():
            ikon.setVisible(good == baik)
        self.besar.setText(besar)
        self.ket.fill(ket)
        self.kode.set_kode(kode)
        self.kode.setVisible(bool(kode))
        self.sesudah.fill(sesudah)
        self.tombol.set_teks(lanjut)
        self.tombol.setVisible(bool(lanjut))
        self.tidak.setFocus()


class TahapKode(Tahap):
    """The four words of the other laptop; `diketik` carries them."""

    diketik = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.kata = IsianSandi()
        self.kata.set_visible_text(True)
        self.kata.diminta.connect(self._send)
        self.salah = Keluhan()
        self.tombol = make_button("Gabung", self._send, kunci="Enter")
        self.isi.addWidget(self.kata)
        self.isi.addWidget(self.salah)
        self.isi.addLayout(in_row(self.tombol, self.tidak, 1))

    def ask(self, judul: str, ket: str, salah: str = "") -> None:
        """Begin, or again after words that did not fit."""
        self.say(judul, ket)
        self.salah.say(salah)
        if not salah:
            self.kata.reset()
        self.kata.focus_start()

    def _send(self) -> None:
        words = self.kata.sandi()
        if words:
            self.diketik.emit(words)


class TahapPratinjau(Tahap):
    """What a file would change, before it is taken; Enter takes nothing, its own key does."""

    diterima = Signal()

    def __init__(self, tombol: str, huruf: str) -> None:
        super().__init__()
        self._huruf = huruf.lower()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tombol = make_button(tombol, self.diterima.emit, kunci=huruf.upper())
        self.tombol.setAutoDefault(False)
        self.isi.addLayout(in_row(self.tombol, self.tidak, 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().lower() == self._huruf:
            self.diterima.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.batal.emit()
        else:
            event.accept()  # Enter of habit is for nothing here


class TahapDua(Tahap):
    """Two ways to go on, as two large buttons."""

    def __init__(self, satu: BigButton, dua: BigButton) -> None:
        super().__init__()
        row = AlirLayout(jarak=10, jarak_baris=8)
        for button in (satu, dua, self.tidak):
            row.addWidget(button)
        self._satu = satu
        self.isi.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._satu.setFocus(Qt.FocusReason.OtherFocusReason)
