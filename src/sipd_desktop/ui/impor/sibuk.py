"""While the file is being read or stored: what is done, how far, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.theme import px


class SibukPanel(QFrame):
    """A line of words, a bar, and Batal while it can still be stopped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.berkas = make_label("", "petunjuk", lipat=True)
        self.kata = make_label("", "sedang", lipat=True)
        self.maju = QProgressBar()
        self.maju.setAccessibleName("Kemajuan")
        self.maju.setTextVisible(False)
        self.maju.setFixedWidth(px(460))
        self.batal = make_button("Hentikan", kunci="Esc")
        center = Qt.AlignmentFlag.AlignHCenter
        box = QVBoxLayout(self)
        box.setSpacing(14)
        box.addStretch(2)
        for label in (self.kata, self.berkas):
            label.setAlignment(center)
            box.addWidget(label)
        box.addWidget(self.maju, 0, center)
        box.addWidget(self.batal, 0, center)
        box.addStretch(3)

    def start(self, berkas: str, kata: str) -> None:
        """Begin: nothing is known yet."""
        self.berkas.setText(berkas)
        self.show_maju(kata, 0, 0)
        self.batal.setEnabled(True)
        self.batal.setFocus()

    def show_maju(self, kata: str, selesai: int, dari: int) -> None:
        """One more step; 0 of 0 = it cannot be said how far."""
        self.maju.setRange(0, dari)
        self.maju.setValue(selesai)
        amount = f" ({teks_ribuan(selesai)} dari {teks_ribuan(dari)})" if dari and selesai else ""
        self.kata.setText(f"{kata}{amount}")
