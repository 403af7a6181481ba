"""Who is at the table: which panel a person belongs to, and the drafts of all three.

The acts of the panels are in `meja_ukur` (balita), `meja_umum` (everyone else) and `meja_baru`
(newcomers). What is typed is kept as a draft in the file too (`ui/naskah.py`); the save drops it
in its own transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.isian_baru import IsianBaru
from sipd_desktop.ui.hari.isian_ukur import IsianUkur
from sipd_desktop.ui.hari.isian_umum import IsianUmum
from sipd_desktop.ui.hari.meja_baru import MejaBaru
from sipd_desktop.ui.hari.meja_ukur import MejaUkur
from sipd_desktop.ui.hari.meja_umum import MejaUmum
from sipd_desktop.ui.hari.pulih import Pulih
from sipd_desktop.ui.naskah import PenjagaNaskah

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class Meja(QObject):
    """Leads to the panel of a person, and away from it."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.balita = MejaUkur(page)
        self.pendatang = MejaBaru(page)
        self.umum = MejaUmum(page)
        self.ukur, self.baru = self.balita.panel, self.pendatang.panel
        self.naskah = PenjagaNaskah(page.sesi, self)
        self.pulih = Pulih(self)
        self._dibuang: IsianUkur | IsianUmum | IsianBaru | None = None

    def choose(self, warga_id: str, nama: str = "") -> None:
        """Open the panel of a person, by the group she is known to be in."""
        self.leave()
        row = self.page.cari.hasil.terpilih()
        nama = nama or (row.utama if row and row.kunci == warga_id else "")
        kelompok, jk = self.page.who(warga_id)
        if kelompok not in ("", "balita"):
            self.umum.choose(warga_id, nama, kelompok, jk)
        else:
            self.balita.choose(warga_id, nama)

    def register(self, nama: str) -> None:
        """Open the short form of a newcomer."""
        self.leave()
        self.pendatang.open(nama)

    def leave(self) -> None:
        """Leave the panels; what was changed stays as a draft, silently."""
        self.naskah.lepas()
        for part in (self.umum, self.balita, self.pendatang):
            part.leave()

    def _isian(self) -> IsianUkur | IsianUmum | None:
        return self.ukur.isian or self.umum.panel.isian

    def opened(self) -> str:
        """Who is at the table now; empty when nobody is."""
        isian = self._isian()
        return isian.lembar.orang.id if isian is not None else ""

    def tell_unsaved(self) -> None:
        """The page is left: what was typed is not recorded yet, and stays."""
        isian = self._isian()
        if isian is not None and isian.berubah:
            nama = kata.nama_pendek(isian.lembar.orang.nama)
            self.page.sesi.message(f"Ketikan untuk {nama} belum disimpan. Tetap ada di Hari buka.")

    def throw_away(self) -> None:
        """Ctrl+I: what was typed for the person in sight is not wanted; again, it is after all."""
        shown = self.page.stack.currentWidget()
        if shown is self.baru:
            self._dibuang = self.pendatang.throw_away()
        elif self.opened() and shown in (self.ukur, self.umum.panel):
            self._dibuang = self._isian()
            self.balita.draf.pop(self.opened(), None)
            self.umum.draf.pop(self.opened(), None)
            self.ukur.isian = self.umum.panel.isian = None
        else:
            self._take_back()
            return
        self.naskah.buang()
        self.page.sesi.message(
            "Ketikan dibuang. Yang sudah tersimpan tidak berubah. Ctrl+I mengembalikannya."
        )
        self.page.back_to_search()

    def forget_thrown(self) -> None:
        """What was thrown away does not come back any more: another day, or a locked screen."""
        self._dibuang = None

    def _take_back(self) -> None:
        """What was thrown away last comes back, where it was typed."""
        found, self._dibuang = self._dibuang, None
        if found is None or self.page.stack.currentWidget() is not self.page.cari:
            return
        if isinstance(found, IsianBaru):
            self.pendatang.draf = found
            self.register("")
            return
        part: MejaUkur | MejaUmum
        if isinstance(found, IsianUkur):
            part = self.balita
            self.balita.draf[found.lembar.orang.id] = found
        else:
            part = self.umum
            self.umum.draf[found.lembar.orang.id] = found
        self.leave()
        part.choose(found.lembar.orang.id, found.lembar.orang.nama)

    def draf_teks(self) -> str:
        """Whose entries are not saved yet; empty when none is."""
        names = [*self.balita.draf_nama(), *self.pulih.names(), *self.umum.draf_nama()]
        return f"Belum disimpan: {', '.join(names)}. Pilih lagi untuk melanjutkan." if names else ""

    def meaning(self) -> None:
        """F8: uncover or cover the sensitive words."""
        self.ukur.command("A")

    def save_now(self) -> None:
        """Ctrl+S, from any box of the panel in sight."""
        shown = self.page.stack.currentWidget()
        if shown in (self.ukur, self.baru, self.umum.panel):
            shown.save()

    def open_sheet(self) -> None:
        """The chart of the child at the scale, or of the one chosen in the queue."""
        row = self.page.antrean.daftar.terpilih()
        isian = self.ukur.isian
        warga = isian.lembar.orang.id if isian else row.kunci if row else ""
        if warga:
            self.page.sesi.go("anak", warga_id=warga)
