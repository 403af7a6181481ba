"""What becomes of the columns of a file: asked, used, remembered, forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.services.impor.cocok_kolom import Cocokan
from sipd_desktop.services.impor.ingat_kolom import forget_ingatan, save_ingatan
from sipd_desktop.ui.impor.proses import make_cocokan

if TYPE_CHECKING:
    from sipd_desktop.ui.impor.halaman import ImporPage


class AlurKolom(QObject):
    """The part of the import page that is about columns."""

    def __init__(self, page: ImporPage) -> None:
        super().__init__(page)
        self.page = page
        page.cocok.dipakai.connect(self._use_columns)
        page.cocok.baris_dipilih.connect(self._header_at)
        page.cocok.lupa_diminta.connect(self._forget_columns)

    def open(self) -> None:
        """F4: the columns of the sheet in sight."""
        shown = self.page.tumpuk.currentWidget()
        if shown is self.page.periksa and self.page.periksa.cocok.isEnabled():
            self.ask()

    def ask(self, awal: int | None = None) -> bool:
        """Show the columns; False when the file has no sheet with any heading."""
        isi = self.page.proses.isi
        found = isi and make_cocokan(
            isi, self.page.proses.pilihan.lembar, self.page.sesi.hari_ini, awal
        )
        if isi is None or not found:
            return False
        self.page.show_part(self.page.cocok)
        self.page.cocok.fill(found, diingat=bool(isi.ingatan))
        self.page.focus_start()
        return True

    def _header_at(self, awal: int) -> None:
        self.ask(awal)
        self.page.cocok.baris.setFocus()

    def _use_columns(self, cocokan: Cocokan) -> None:
        who = self.page.sesi.petugas
        name = Path(self.page.proses.path or "").stem or cocokan.lembar
        self.page.sesi.write(self, lambda conn: save_ingatan(conn, who, cocokan, name))
        self.page.show_busy("Memeriksa baris")
        self.page.proses.choose(lembar=cocokan.lembar, cocokan=cocokan)

    def _forget_columns(self, sidik: str) -> None:
        who = self.page.sesi.petugas
        self.page.sesi.write(self, lambda conn: forget_ingatan(conn, who, sidik), self._forgotten)

    def _forgotten(self, _none: object) -> None:
        self.page.sesi.message(
            "Cocokan kolom dilupakan. Berkas ini dibaca dengan judul yang dikenal."
        )
        self.page.show_busy("Memeriksa baris")
        self.page.proses.choose(cocokan=None)
