"""The last screen while a hari buka is not closed: what stays open, what is not recorded yet.

It asks nothing. The program ends by itself in a moment; Enter ends it at once, Esc goes back.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.keadaan import last_day
from sipd_desktop.ui.pages.bagian import in_middle, in_row, make_button, make_card, make_label

LAMA_MS = 4_000
"""Long enough to be read."""
LEBAR = 640
_TUTUP = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pamit(QWidget):
    """Says goodbye; `selesai` when the program may end, `kembali` when it goes on."""

    selesai = Signal()
    kembali = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isi = [make_label("", "sedang", lipat=True) for _ in range(3)]
        self.tutup = make_button("Tutup sekarang", self.end, utama=True, kunci="Enter")
        frame, box = make_card()
        box.addWidget(make_label("Hari buka belum ditutup", "judul"))
        for line in self.isi:
            box.addWidget(line)
        box.addLayout(
            in_row(self.tutup, make_button("Kembali bekerja", self.go_on, kunci="Esc"), 1)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(in_middle(frame, lebar=LEBAR))
        self.waktu = QTimer(self, singleShot=True, interval=LAMA_MS)
        self.waktu.timeout.connect(self.end)

    def show_pamit(self, hari: Hari, draf: int) -> None:
        """Fill it and begin to wait."""
        day = tanggal_panjang(hari.tanggal, hari=True)
        self.isi[0].setText("Semua catatan aman di laptop ini.")
        until = tanggal_panjang(last_day(hari))
        self.isi[1].setText(f"Hari buka {day} tetap terbuka, ditutup paling lambat {until}.")
        self.isi[2].fill(
            f"{draf} ketikan belum disimpan; ada lagi waktu program dibuka." if draf else ""
        )
        self.tutup.setFocus()
        self.waktu.start()

    def end(self) -> None:
        """The program may end."""
        self.waktu.stop()
        self.selesai.emit()

    def go_on(self) -> None:
        """Back to work."""
        self.waktu.stop()
        self.kembali.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TUTUP:
            self.end()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_on()
        else:
            super().keyPressEvent(event)
