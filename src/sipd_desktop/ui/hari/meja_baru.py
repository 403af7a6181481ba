"""At the table with somebody nobody knew: the short form, its draft, and on to the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hari import pelaku_of
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.naskah import drop_naskah, kunci_naskah
from sipd_desktop.ui.hari.baru import BaruPanel
from sipd_desktop.ui.hari.isian_baru import IsianBaru
from sipd_desktop.ui.hari.naskah_hari import read_baru

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class MejaBaru(QObject):
    """The acts of the newcomer panel."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.panel = BaruPanel(page)
        self.draf: IsianBaru | None = None
        """The one form that was begun and left."""
        self._registering = False
        self.panel.simpan.connect(self._register)

    @property
    def _hari(self) -> Hari:
        assert self.page.hari is not None
        return self.page.hari

    def open(self, nama: str) -> None:
        """Open the short form with the name typed so far, or the one that was left."""
        isian = IsianBaru(self._hari.tanggal)
        if nama:
            isian.teks["nama"] = " ".join(word.capitalize() for word in nama.split())
        elif self.draf is not None:
            isian = self.draf
        self.draf = None
        self.page.show_panel(self.panel)
        self.panel.show_isian(isian)
        self._keep(isian)

    def leave(self) -> None:
        """Leave the panel; what was typed stays as the draft, silently."""
        if self.panel.isian is not None:
            self.draf = self.panel.isian
            self.panel.isian = None
        self.panel.clear()

    def throw_away(self) -> IsianBaru | None:
        """What was typed is not wanted; gives it, should it be wanted after all."""
        found = self.panel.isian
        self.panel.isian = self.draf = None
        return found

    def _keep(self, isian: IsianBaru) -> None:
        """From now on what is typed in the form is kept."""
        self.page.meja.naskah.pasang(self._kunci(), self.panel, lambda: read_baru(isian))

    def _kunci(self) -> str:
        return kunci_naskah("baru", self._hari.id)

    def _register(self) -> None:
        isian = self.panel.isian
        if isian is None or self._registering:
            return
        hari, data, kunci = self._hari, isian.data(), self._kunci()
        petugas = pelaku_of(hari, 1, self.page.sesi.pengguna.id)

        def work(conn: Any) -> tuple[str, Changes]:
            drop_naskah(conn, kunci)
            return register(conn, petugas, hari.id, data)

        self._registering = True
        self.page.meja.naskah.look()
        self.page.meja.naskah.tersimpan()
        self.page.sesi.write(self.page, work, self._registered, self._not_registered)

    def _registered(self, result: tuple[str, Changes]) -> None:
        self._registering = False
        isian, self.panel.isian = self.panel.isian, None
        nama = isian.teks["nama"] if isian else ""
        if isian is not None:
            self.page.cari.kenal[result[0]] = (isian.kelompok(), isian.teks["jk"].upper())
        self.page.sesi.saved(f"Terdaftar: {nama}", result[1])
        self.page.meja.choose(result[0], nama)

    def _not_registered(self, error: UserError) -> None:
        self._registering = False
        if self.panel.isian is not None:
            self._keep(self.panel.isian)
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.refuse(error.problems[0])
        else:
            params = tuple(error.params.items())
            field = "nik" if error.code.startswith("nik") else "nama"
            self.panel.refuse(Problem(field, error.code, params=params))
