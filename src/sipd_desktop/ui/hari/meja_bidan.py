"""At langkah 4: reading the list, opening a person, storing her answer, countersigning the day.

Rights go by the account that is logged in, never by the roster: the bidan types under her own name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.bidan import (
    DaftarBidan,
    Jawaban,
    LembarBidan,
    countersign,
    open_daftar,
    open_pasien,
    save_jawaban,
)
from sipd_desktop.ui.hari.bidan import BidanPanel

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class MejaBidan(QObject):
    """The acts of the bidan panel."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.panel = BidanPanel(page)
        self.draf: dict[str, Jawaban] = {}
        """Answers begun and not saved, by person."""
        self._wanted = ""
        self.panel.dipilih.connect(self.choose)
        self.panel.simpan.connect(self._save)
        self.panel.sahkan.connect(self._countersign)

    def open(self) -> None:
        """The list at once; its names in a moment."""
        if self.page.hari is None:
            return
        self._close()
        self.page.show_panel(self.panel)
        self.panel.focus_start()
        self.read()

    def read(self) -> None:
        """Read the list again."""
        if self.page.hari is None:
            return
        hari_id, petugas = self.page.hari.id, self.page.sesi.petugas
        self.page.sesi.read(
            self.page, lambda conn: open_daftar(conn, petugas, hari_id), self._show_list
        )

    def _show_list(self, isi: DaftarBidan) -> None:
        self.panel.show_daftar(isi)

    def choose(self, warga_id: str) -> None:
        """Open one person before the bidan."""
        assert self.page.hari is not None
        self._keep()
        self._wanted = warga_id
        hari_id = self.page.hari.id

        def show(lembar: LembarBidan) -> None:
            if lembar.pasien.orang.id == self._wanted:
                self.panel.show_pasien(lembar, self.draf.get(lembar.pasien.orang.id))

        self.page.sesi.read(self.page, lambda conn: open_pasien(conn, hari_id, warga_id), show)

    def close_pasien(self) -> bool:
        """From a person back to the list; False when none was open."""
        if self.page.stack.currentWidget() is not self.panel or self.panel.lembar is None:
            return False
        self._close()
        self.panel.focus_start()
        return True

    def _close(self) -> None:
        """Nobody before the bidan; what she began to answer stays."""
        self._keep()
        self._wanted = ""
        self.panel.close_pasien()

    def _keep(self) -> None:
        lembar, draf = self.panel.lembar, self.panel.jawaban.draf()
        if lembar is not None and draf is not None:
            self.draf[lembar.pasien.orang.id] = draf

    def leave(self) -> None:
        """The screen is locked: every name off, what was begun stays."""
        self._close()
        self.panel.clear()

    def _save(self, jawaban: Jawaban) -> None:
        lembar, hari = self.panel.lembar, self.page.hari
        assert lembar is not None
        assert hari is not None
        orang, petugas = lembar.pasien.orang, self.page.sesi.petugas

        def done(changes: Changes) -> None:
            self.page.sesi.saved(f"Jawaban bidan tersimpan: {orang.nama}", changes)
            if self._wanted == orang.id:
                self.close_pasien()
            self.draf.pop(orang.id, None)
            self.panel.daftar.forget()
            self.read()

        self.page.sesi.write(
            self.page,
            lambda conn: save_jawaban(conn, petugas, hari.id, orang.id, jawaban),
            done,
            self._refused,
        )

    def _refused(self, error: UserError) -> None:
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.jawaban.refuse(error.problems[0])
        else:
            self.page.sesi.tasks.refused.emit(error)

    def _countersign(self) -> None:
        hari = self.page.hari
        assert hari is not None
        petugas = self.page.sesi.petugas

        def work(conn: Any) -> Changes:
            return countersign(conn, petugas, hari.id)

        def done(changes: Changes) -> None:
            self.page.sesi.saved("Hari buka disahkan bidan.", changes)
            self.read()

        self.page.sesi.write(self.page, work, done)
