"""The doors of the hari buka page: what its keys and the words in its head open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.ui.actions import Aksi, make_action

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class PintuHari(QObject):
    """Keys that only this page has, its share of the window's keys, and the words of its head."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        for aksi, call in self._own_actions():
            make_action(aksi, page, call)
        page.kepala.diminta.connect(self._open)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What this page does for the keys of the window."""
        return {
            "cari": self._to_search,
            "baru": self._new,
            "kembali": self.page.back,
            "cetak": self._print,
            "langkah_4": self.page.bidan.open,
        }

    def _own_actions(self) -> tuple[tuple[Aksi, Callable[[], None]], ...]:
        """Working while the page is in sight."""
        page = self.page
        ini, meja, jalan = page.ini, page.meja, page.jalan
        return (
            (Aksi("petugas", "Petugas hari ini", ("F5", "Ctrl+J")), ini.roster),
            (Aksi("belum", "Belum datang", ("F6", "Ctrl+D")), ini.missing),
            (Aksi("tutup_hari", "Tutup hari", ("F7", "Ctrl+T")), ini.closing),
            (Aksi("jeda", "Jeda, lanjutkan", ("F10", "Ctrl+M")), jalan.pause),
            (Aksi("susulan", "Susulan dari lembar", ("F11", "Ctrl+U")), jalan.key_sheet),
            (Aksi("buang", "Buang ketikan", ("Ctrl+I",)), meja.throw_away),
            (Aksi("arti", "Lihat arti", ("F8", "Ctrl+R")), self._meaning),
            (Aksi("simpan", "Simpan", ("Ctrl+S",)), meja.save_now),
            (Aksi("kelompok", "Kelompok berikut", ("Ctrl+G",)), self._next_group),
            (Aksi("lembar", "Lembar anak", ("Ctrl+O",)), meja.open_sheet),
        )

    def _open(self, key: str) -> None:
        page = self.page
        {
            "baru": self._new,
            "belum": page.ini.missing,
            "bidan": page.bidan.open,
            "petugas": page.ini.roster,
            "tutup": page.ini.closing,
            "jeda": page.jalan.pause,
            "susulan": page.jalan.key_sheet,
        }[key]()

    def _to_search(self) -> None:
        """F2: the empty box; in a past day left open that means without its sheet."""
        page = self.page
        if page.hari is not None and page.hari.status == "buka":
            page.jalan.use_search()
        else:
            page.back_to_search()

    def _new(self) -> None:
        page = self.page
        if page.hari is not None and page.hari.status not in ("jeda", "tutup"):
            page.meja.register("" if page.cari.teks.isdigit() else page.cari.teks)

    def _meaning(self) -> None:
        """F8: uncover or cover what may shame, on the panel in sight."""
        page = self.page
        at_bidan = page.stack.currentWidget() is page.bidan.panel
        (page.bidan.panel.toggle if at_bidan else page.meja.meaning)()

    def _next_group(self) -> None:
        """Ctrl+G: another group on the list in sight."""
        page = self.page
        missing = page.stack.currentWidget() is page.ini.belum
        (page.ini.belum if missing else page.antrean).saring.step()

    def _print(self) -> None:
        """Ctrl+P: the page of results while the day is being closed, else its paper sheet."""
        page = self.page
        closing = page.stack.currentWidget() is page.ini.tutup
        paper = "akhir-hari" if closing and page.hari else "lembar-hari-buka"
        page.sesi.go("cetak", laporan=paper, tanggal=page.sesi.tanggal)
