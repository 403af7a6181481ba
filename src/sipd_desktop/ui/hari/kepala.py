"""The line above the search box: the doors out of it, and whether the day is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata

PINTU = (
    ("baru", "Baru (F3)", "Daftarkan orang baru, tombol F3"),
    ("belum", "Belum datang (F6)", "Daftar yang belum datang per RT, tombol F6"),
    ("bidan", "Bidan (Ctrl+4)", "Langkah 4: yang perlu ke bidan hari ini, tombol Ctrl+4"),
    ("petugas", "Petugas (F5)", "Siapa berdiri di langkah mana, tombol F5"),
    ("jeda", "Jeda (F10)", "Jeda: hujan, listrik padam, istirahat, tombol F10"),
    ("susulan", "Susulan (F11)", "Salin dari Lembar Hari Buka menurut nomor, tombol F11"),
    ("tutup", "Tutup hari (F7)", "Ringkasan, tutup dan tanda tangani, tombol F7"),
)


class KepalaHari(QWidget):
    """Doors by key or click; they take no focus, so that Tab stays in paper order."""

    diminta = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.judul = Kata(self, "bagian")
        self.pintu: dict[str, QPushButton] = {}
        row = AlirLayout(self, jarak=px(8))
        row.setContentsMargins(0, 0, 0, 0)
        for key, text, about in PINTU:
            button = QPushButton(text, self)
            button.setProperty("peran", "kecil")
            button.setAccessibleDescription(about)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, k=key: self.diminta.emit(k))
            row.addWidget(button)
            self.pintu[key] = button
        row.addWidget(self.judul)

    def show_hari(self, hari: Hari | None) -> None:
        """The doors open once the day was started."""
        self.judul.fill("Hari ini sudah ditutup" if hari and hari.status == "tutup" else "")
        for button in self.pintu.values():
            button.setVisible(hari is not None)
