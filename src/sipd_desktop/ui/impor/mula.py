"""Where an import begins: the place for a file, and the doors to what earlier files left."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.services.impor.riwayat import count_menunggu
from sipd_desktop.ui.impor.awal import AwalPanel
from sipd_desktop.ui.pages.bagian import in_row, make_button
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.widgets.judul import SectionTitle


class MulaPanel(QWidget):
    """The file on top, one door per letter below."""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sesi = sesi
        self.awal = AwalPanel()
        self.riwayat = make_button(
            "Riwayat impor", lambda: sesi.go("impor_riwayat"), ikon="history", kunci="R"
        )
        self.menunggu = make_button(
            "Perlu dipilih", lambda: sesi.go("impor_pilih"), ikon="list-check", kunci="P"
        )
        self.kolom = make_button(
            "Cocokan kolom", lambda: sesi.go("impor_kolom"), ikon="list-check", kunci="K"
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(SectionTitle("Impor data"))
        box.addWidget(self.awal, 1)
        box.addLayout(in_row(self.riwayat, self.menunggu, self.kolom, 1))

    def press(self, letter: str) -> bool:
        """The letter of a door; False when it is none."""
        doors = {"r": self.riwayat, "p": self.menunggu, "k": self.kolom}
        door = doors.get(letter.casefold())
        if door is not None:
            door.click()
        return door is not None

    def reload(self) -> None:
        """How many questions still wait."""
        who = self.sesi.petugas
        self.sesi.read(self, lambda conn: count_menunggu(conn, who), self._show_waiting)

    def _show_waiting(self, count: int) -> None:
        self.menunggu.set_teks(f"Perlu dipilih ({count})" if count else "Perlu dipilih")
        self.menunggu.setEnabled(bool(count))
