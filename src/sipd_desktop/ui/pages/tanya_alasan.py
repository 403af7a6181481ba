"""Before a person comes up: noted in the history, and a reason where the matrix asks for one.

Once per person, account and login; coming back to the same sheet asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.lihat import ALASAN, open_orang
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat


class TanyaAlasan(QDialog):
    """Four reasons, a digit each; Esc opens nothing."""

    dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Alasan membuka")
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addWidget(make_label("Orang ini dari Posyandu lain. Untuk apa dibuka?", "judul"))
        box.addWidget(make_label("Alasan ini tercatat dan bisa dilihat ketua.", "petunjuk"))
        self.tombol = [
            make_button(f"{n}   {label}", partial(self._take, key))
            for n, (key, label) in enumerate(ALASAN.items(), start=1)
        ]
        for button in self.tombol:
            button.setAutoDefault(False)
            box.addWidget(button)
        box.addWidget(make_button("Tidak jadi", self.reject, tautan=True, kunci="Esc"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdigit() and 1 <= int(digit) <= len(self.tombol):
            self.tombol[int(digit) - 1].click()
            return
        super().keyPressEvent(event)

    def _take(self, key: str) -> None:
        self.dipilih.emit(key)
        self.accept()


def open_checked(
    page: QWidget, sesi: Sesi, tbl: str, row_id: str, then: Callable[[], None]
) -> None:
    """Go on with `then` once this account may see the person; otherwise say why not."""
    key = (sesi.pengguna.id, tbl, row_id)
    if key in sesi.dibuka:
        then()
        return

    def done(_none: object) -> None:
        sesi.dibuka.add(key)
        if page.isVisible():  # the screen may have been locked meanwhile
            then()

    def failed(error: UserError) -> None:
        if not page.isVisible():
            return
        if error.code != "hak-dengan-alasan":
            sesi.message(kalimat(error))
            return
        dialog = TanyaAlasan(page)
        dialog.dipilih.connect(ask)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask(alasan: str = "") -> None:
        work = partial(open_orang, petugas=sesi.petugas, tbl=tbl, row_id=row_id, alasan=alasan)
        sesi.write(page, work, done, failed)

    ask()
