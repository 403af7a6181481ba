"""The keys of the whole window: what each does, here or on the page in sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.ui.actions import AKSI, make_action
from sipd_desktop.ui.pages.pilih_tanggal import PilihTanggal

if TYPE_CHECKING:
    from sipd_desktop.ui.main_window import MainWindow


class Perintah(QObject):
    """Gives every action to the window, or to the page that is in sight."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        own: dict[str, Callable[[], None]] = {
            "bantuan": self._help,
            "kirim": self._send,
            "batalkan": self._undo,
            "kunci": window.lock,
            "kembali": self._back,
            "besar": window.zoom.larger,
            "kecil": window.zoom.smaller,
            "ukuran_awal": window.zoom.reset,
        }
        for aksi in AKSI:
            if aksi.id == "tutup_layar":
                continue  # the cover has its own keys, they work while it lies over everything
            make_action(aksi, window, own.get(aksi.id) or partial(self._for_page, aksi.id))

    def ask_date(self) -> None:
        """Another working date, chosen by a person."""
        sesi = self._window.sesi
        assert sesi is not None
        dialog = PilihTanggal(sesi.tanggal, sesi.hari_ini, self._window)
        dialog.dipilih.connect(lambda day: sesi.choose(tanggal=day))
        dialog.hari_ini.connect(sesi.set_today)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _for_page(self, aksi_id: str) -> None:
        bingkai = self._window.bingkai
        if bingkai is None or self._window.terkunci:
            return
        if aksi_id.startswith("menu_"):
            self._open_door(int(aksi_id.removeprefix("menu_")))
            return
        call = bingkai.page.handlers().get(aksi_id) if bingkai.page is not None else None
        if call is not None:
            call()
        elif aksi_id == "cari":
            bingkai.show_page("cari")

    def _open_door(self, number: int) -> None:
        bingkai = self._window.bingkai
        numbered = [p for p in self._window.pages if p.menu and p.nomor]
        if bingkai is not None and number <= len(numbered):
            bingkai.show_page(numbered[number - 1].key)

    def _back(self) -> None:
        window = self._window
        if window.tumpuk.currentWidget() is window.pamit.layar:
            window.pamit.layar.go_on()
            return
        bingkai = window.bingkai
        if bingkai is None or window.terkunci:
            return
        if bingkai.bantuan.isVisible():
            bingkai.toggle_help()
            return
        call = bingkai.page.handlers().get("kembali") if bingkai.page is not None else None
        (call or bingkai.back)()

    def _help(self) -> None:
        if self._window.bingkai is not None and not self._window.terkunci:
            self._window.bingkai.toggle_help()

    def _undo(self) -> None:
        if self._window.bingkai is not None:
            self._window.bingkai.undo()

    def _send(self) -> None:
        window = self._window
        if window.kiriman is not None and window.bingkai is not None and not window.terkunci:
            window.bingkai.show_page("kirim")
            window.kiriman.send_now()
