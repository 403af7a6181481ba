"""The recovery code: twenty letters of the envelope, or twelve the operator reads out by telephone.

One box for both, told apart by their length. What the operator has to hear (which laptop, which
code) stands on the page, for nothing else can be read while the laptop is locked.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.folder_info import find_telepon
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_field,
    make_label,
)
from sipd_desktop.ui.text import kalimat

AMPLOP, TELEPON = 20, 12


def with_groups(teks: str) -> str:
    """A recovery code as it is printed: capitals in groups of four."""
    plain = "".join(ch for ch in teks.upper() if ch.isascii() and ch.isalnum())[:AMPLOP]
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


class KodePulih(QWidget):
    """`diminta` gives the code and whether it came by telephone."""

    diminta = Signal(str, bool)
    kembali = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.kode = make_field("Kode pemulihan", "ABCD-EFGH-JKMN")
        self.kode.textEdited.connect(self._group)
        self.kode.returnPressed.connect(self.press)
        self.salah = Keluhan()
        self.tombol = make_button("Buka", self.press, utama=True)
        self.telepon = make_label("", lipat=True)
        self.telepon.setProperty("peran", "petunjuk")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(make_label("Buka dengan kode pemulihan", "judul"))
        box.addLayout(
            labelled(
                "Kode pemulihan",
                self.kode,
                "20 huruf dari amplop di kantor desa, atau 12 huruf dari operator lewat telepon.",
            )
        )
        box.addWidget(self.telepon)
        box.addWidget(self.salah)
        back = make_button("Kembali", self.kembali.emit)
        box.addLayout(in_row(self.tombol, back, 1))

    def start(self) -> None:
        """Cursor to the box; the words to say on the telephone are read anew."""
        self.salah.say()
        found = find_telepon(self._folder)
        self.telepon.fill(
            f"Menelepon operator desa? Sebutkan: laptop {found.sebutan}, kode nomor {found.nomor}."
            if found.nomor
            else "Kode lewat telepon belum ada di laptop ini; pakai kode dari amplop."
        )
        self.kode.setFocus()

    def press(self) -> None:
        """Ask for the file to be opened."""
        letters = len(self.kode.text().replace("-", ""))
        if letters not in (AMPLOP, TELEPON):
            self.salah.say(kalimat(UserError("kode-pemulihan-bentuk")))
            return
        self.diminta.emit(self.kode.text(), letters == TELEPON)

    def _group(self, text: str) -> None:
        at_end = self.kode.cursorPosition() == len(text)
        self.kode.setText(with_groups(text))
        if at_end:
            self.kode.setCursorPosition(len(self.kode.text()))
