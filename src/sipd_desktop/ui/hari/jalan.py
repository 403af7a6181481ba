"""How the day goes on at the screen: jeda, going on, keying in the sheet, a day left open.

`home` decides what stands where the search box stands otherwise; the page asks it each time the
typist is done with somebody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.keadaan import (
    days_after,
    is_late,
    last_day,
    pause_hari,
    resume_hari,
    start_susulan,
)
from sipd_desktop.services.hari.susulan import Susulan, open_susulan
from sipd_desktop.ui.hari.susulan import LembarSamping, SusulanPanel
from sipd_desktop.ui.hari.tenang import TenangPanel

if TYPE_CHECKING:
    from sipd_desktop.services.hari.baris import Hari
    from sipd_desktop.ui.hari.halaman import HariPage

_LEMBAR = "Listrik padam? Tulis di Lembar Hari Buka. Nanti disalin menurut nomornya dengan Susulan."


class JalanHari(QObject):
    """The calm panel, the sheet, and the acts that change how the day stands."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.tenang = TenangPanel(page)
        self.susulan = SusulanPanel(page)
        self.samping = LembarSamping(page)
        self.samping.hide()
        self._kode = ""
        self._at = ""
        """Who was at the table when the jeda began."""
        self._goes_on = ""
        """The past day that is used as an ordinary one on purpose."""
        self.tenang.diminta.connect(self._act)
        self.susulan.diminta.connect(self._act)
        self.susulan.dipilih.connect(self._take_row)
        self.susulan.huruf.connect(self._letters)
        self.susulan.kode_dipilih.connect(self._take_sheet)
        self.samping.dipilih.connect(self._take_line)

    @property
    def _hari(self) -> Hari:
        assert self.page.hari is not None
        return self.page.hari

    @property
    def keys_sheet(self) -> bool:
        """Digits mean a number of the sheet now."""
        return self.page.hari is not None and self.page.hari.status == "susulan"

    # what stands where the search box stands otherwise

    def home(self) -> bool:
        """Show the panel of a day that is not simply open; False when the search box is right."""
        hari = self._hari
        if hari.status == "jeda":
            self._show_jeda()
        elif hari.status == "susulan":
            self._show_susulan()
        elif hari.status == "buka" and self._is_left_open(hari):
            self._show_left_open()
        else:
            return False
        return True

    def refresh(self, before: Hari | None) -> None:
        """The board was read anew: another laptop may have changed how the day stands."""
        if before is not None and before.status != self._hari.status:
            self._kode = ""
            self.susulan.nomor = 0
            if self.page.stack.currentWidget() in (self.page.cari, self.tenang, self.susulan):
                self.page.back_to_search()
        elif self.keys_sheet:
            self._read_sheet()

    def clear(self) -> None:
        """Take every name off."""
        self.susulan.clear()
        self.samping.clear()

    def focus_start(self) -> None:
        """Cursor where the panel in sight begins."""
        shown = self.page.stack.currentWidget()
        if shown in (self.tenang, self.susulan):
            shown.focus_start()

    def _is_left_open(self, hari: Hari) -> bool:
        return days_after(hari, self.page.sesi.hari_ini) > 0 and self._goes_on != hari.id

    def _show_jeda(self) -> None:
        counts = self.page.antrean.sudah.text()
        self.tenang.show_tenang(
            "player-pause",
            "Jeda",
            (f"Semua catatan sudah tersimpan. {counts}.", _LEMBAR),
            (
                ("lanjut", "Lanjutkan", "Enter"),
                ("susulan", "Susulan dari lembar", "F11"),
                ("tutup", "Tutup hari", "F7"),
            ),
        )
        self._bring(self.tenang)

    def _show_left_open(self) -> None:
        hari = self._hari
        day = tanggal_panjang(hari.tanggal, hari=True)
        after = days_after(hari, self.page.sesi.hari_ini)
        self.tenang.show_tenang(
            "calendar-event",
            f"Hari buka {day} belum ditutup",
            (
                f"Sekarang H+{after}. Semua catatan aman.",
                self._late() or f"Masih bisa disalin dari lembar sampai {self._limit()}.",
            ),
            (
                ("susulan", "Susulan dari lembar", "Enter"),
                ("tutup", "Tutup hari", "F7"),
                ("biasa", "Tanpa lembar", "F2"),
            ),
        )
        self._bring(self.tenang)

    def _show_susulan(self) -> None:
        self._bring(self.susulan)
        self._read_sheet()

    def _bring(self, panel: TenangPanel | SusulanPanel) -> None:
        if self.page.stack.currentWidget() is not panel:
            self.page.show_panel(panel)
        panel.focus_start()

    def _late(self) -> str:
        if not is_late(self._hari, self.page.sesi.hari_ini):
            return ""
        return f"Batas tutup {self._limit()} sudah lewat; tetap bisa disalin dan ditutup."

    def _limit(self) -> str:
        return tanggal_panjang(last_day(self._hari))

    # the sheet

    def _read_sheet(self) -> None:
        hari_id, kode = self._hari.id, self._kode
        self.page.sesi.read(self.page, lambda c: open_susulan(c, hari_id, kode), self._show_sheet)

    def _show_sheet(self, isi: Susulan) -> None:
        if self.page.hari is None or self.page.hari.id != isi.hari.id or not self.keys_sheet:
            return
        self._kode = isi.kode
        same = days_after(isi.hari, self.page.sesi.hari_ini) <= 0
        self.susulan.show_susulan(isi, terlambat=self._late(), hari_sama=same)
        self.samping.show_rows(isi, self.susulan.nomor)

    def type_number(self, teks: str) -> None:
        """Digits typed in the search box: here they are a number of the sheet."""
        self._bring(self.susulan)
        self.susulan.kotak.setText(teks)
        self.susulan.kotak.end(False)
        self.susulan.kotak.textEdited.emit(teks)
        self._read_sheet()

    def _letters(self, letter: str) -> None:
        self.page.show_panel(self.page.cari)
        self.page.cari.start()
        self.page.cari.kotak.setText(letter)
        self.page.cari.kotak.end(False)

    def _take_line(self, nomor: int) -> None:
        row = self.susulan.isi.find(nomor) if self.susulan.isi else None
        if row is not None:
            self.susulan.nomor = nomor
            self._take_row(row.orang.id, row.orang.nama)

    def _take_row(self, warga_id: str, nama: str) -> None:
        self.samping.daftar.choose(str(self.susulan.nomor))
        self.page.meja.choose(warga_id, nama)

    def _take_sheet(self, kode: str) -> None:
        self._kode = kode
        self.susulan.nomor = 0
        self.susulan.kotak.clear()
        self._read_sheet()

    # acts

    def pause(self) -> None:
        """F10: pause, and the same key goes on."""
        if self.page.hari is None:
            return
        if self._hari.status == "jeda":
            self._act("lanjut")
        elif self._hari.status == "buka":
            self._at = self.page.meja.opened()
            self.page.meja.leave()
            self._step(pause_hari, "Hari buka dijeda. Semua catatan tersimpan.")

    def key_sheet(self) -> None:
        """F11: the printed sheet, and the same key goes back to the queue."""
        if self.page.hari is None or self._hari.status == "tutup":
            return
        self._act("lanjut" if self.keys_sheet else "susulan")

    def _act(self, key: str) -> None:
        if key == "susulan":
            self.page.meja.leave()
            self._step(start_susulan, "Susulan: ketik menurut nomor di lembar.")
        elif key == "lanjut":
            today = self.page.sesi.hari_ini
            if self.keys_sheet and days_after(self._hari, today) > 0:
                return
            self._step(
                lambda conn, who, hari: resume_hari(conn, who, hari, today),
                "Hari buka dilanjutkan.",
            )
        elif key == "tutup":
            self.page.ini.closing()
        elif key == "biasa":
            self.use_search()

    def use_search(self) -> None:
        """Search in a past day without its sheet."""
        self._goes_on = self._hari.id
        self.page.back_to_search()

    def _step(self, act: Callable[[Any, Any, str], Changes], text: str) -> None:
        petugas, hari_id = self.page.sesi.petugas, self._hari.id

        def work(conn: Any) -> tuple[Hari, Changes]:
            changes = act(conn, petugas, hari_id)
            return get_hari(conn, hari_id), changes

        self.page.sesi.write(self.page, work, lambda result: self._stepped(text, *result))

    def _stepped(self, text: str, hari: Hari, changes: Changes) -> None:
        if self.page.hari is None or self.page.hari.id != hari.id:
            return
        self.page.hari = hari
        self._kode = ""
        self.susulan.nomor = 0
        self.susulan.kotak.clear()
        self.page.sesi.saved(text, changes)
        self.page.back_to_search()
        if hari.status == "buka" and self._at:
            self.page.meja.choose(self._at)
        self._at = "" if hari.status != "jeda" else self._at
