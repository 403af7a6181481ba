"""Acts on the day itself: start, roster, who has not come, close and sign, open again.

An answer that comes after the person has gone elsewhere brings no panel up.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import tanggal_angka
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hadir import list_belum
from sipd_desktop.services.hari.hari import get_hari
from sipd_desktop.services.hari.keadaan import reopen_hari
from sipd_desktop.services.hari.sasaran import ringkas_kelompok
from sipd_desktop.services.jam import Pertanyaan, answer_rencana
from sipd_desktop.ui.hari import muat
from sipd_desktop.ui.hari.belum import BelumPanel
from sipd_desktop.ui.hari.mulai import MulaiPanel
from sipd_desktop.ui.hari.tanggal_hari_ini import TanggalHariIni
from sipd_desktop.ui.hari.tutup import TutupPanel
from sipd_desktop.ui.text import kalimat

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from sipd_desktop.ui.hari.halaman import HariPage


class HariIni(QObject):
    """The start, missing and closing panels, and what they ask for."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.mulai = MulaiPanel(page)
        self.belum = BelumPanel(page)
        self.tutup = TutupPanel(page)
        self.belum.saring.berganti.connect(self._read_missing)
        self.tanya = TanggalHariIni(page)
        self.tanya.dijawab.connect(self._told_date)
        self._awaited: QWidget | None = None
        self.mulai.mulai.connect(self._start)
        self.mulai.tanggal_dipilih.connect(self._take_date)
        self.mulai.posyandu_dipilih.connect(lambda p: page.sesi.choose(posyandu_id=p))
        self.tutup.tutup.connect(self._close)
        self.tutup.buka_lagi.connect(self._reopen)
        self.tutup.laporan.connect(lambda: page.sesi.go("skdn"))

    def forget(self) -> None:
        """The person went elsewhere: no panel is waited for."""
        self._awaited = None

    def clear(self) -> None:
        """Take every name off."""
        self.forget()
        self.belum.clear()
        self.tutup.clear()

    def refresh(self, shown: QWidget | None) -> None:
        """Read again what the panel in sight shows."""
        if shown is self.belum:
            self._read_missing()
        elif shown is self.tutup:
            self.closing()

    # start and roster

    def ask_start(self, tanya: Pertanyaan | None) -> None:
        """The start panel; far from the planned day, today's date is asked before it."""
        if tanya is None:
            self.page.show_panel(self.mulai)
            self.mulai.focus_start()
        else:
            self.page.show_panel(self.tanya)
            self.tanya.show_tanya(tanya)

    def _told_date(self, tanggal: date) -> None:
        sesi, posyandu = self.page.sesi, self.page.sesi.posyandu_id
        if tanggal != sesi.hari_ini:
            sesi.set_today(tanggal)
            return

        sesi.write(
            self.page,
            lambda conn: answer_rencana(conn, posyandu, tanggal),
            lambda _done: self.ask_start(None),
        )

    def fill_start(self, isi: muat.Mulai) -> None:
        """Show the day, the kader and who stands where."""
        sesi = self.page.sesi
        self.mulai.show_mulai(
            isi, tanggal=sesi.tanggal, posyandu=sesi.posyandu, kini=sesi.posyandu_id
        )

    def _take_date(self, tanggal: date) -> None:
        if tanggal > self.page.sesi.hari_ini:
            self.mulai.tell(sentence("hari-belum-tiba", tanggal=tanggal_angka(tanggal)))
        else:
            self.page.sesi.choose(tanggal=tanggal)

    def _start(self) -> None:
        kader, bidan = self.mulai.pilihan()
        petugas, posyandu = self.page.sesi.petugas, self.page.sesi.posyandu_id
        tanggal, today = self.mulai.tanggal, self.page.sesi.hari_ini

        def work(conn: Any) -> Any:
            return muat.write_mulai(
                conn,
                petugas,
                posyandu_id=posyandu,
                tanggal=tanggal,
                kader=kader,
                bidan=bidan,
                hari_ini=today,
            )

        def done(result: tuple[Hari, Any]) -> None:
            self.page.begin(result[0])

        self.page.sesi.write(self.page, work, done, lambda e: self.mulai.tell(kalimat(e)))

    def roster(self) -> None:
        """Who stands at which langkah, changed at any time."""
        posyandu, tanggal = self.page.context()
        self._awaited = self.mulai

        def show(isi: muat.Mulai) -> None:
            if self._awaited is self.mulai:
                self.fill_start(isi)
                self.page.show_panel(self.mulai)
                self.mulai.petugas[0].setFocus()

        self.page.sesi.read(self.page, lambda conn: muat.read_mulai(conn, posyandu, tanggal), show)

    # who has not come

    def missing(self) -> None:
        """The list by RT, at once; its names in a moment."""
        if self.page.hari is not None:
            self.page.show_panel(self.belum)
            self.belum.daftar.setFocus()
            self._read_missing()

    def _read_missing(self) -> None:
        assert self.page.hari is not None
        hari_id, kode = self.page.hari.id, self.belum.saring.kelompok
        self.page.sesi.read(
            self.page,
            lambda conn: (kode, list_belum(conn, hari_id, kode), ringkas_kelompok(conn, hari_id)),
            lambda found: self.belum.show_groups(*found),
        )

    # close

    def closing(self) -> None:
        """The summary of the day, with the cursor on the button that signs."""
        if self.page.hari is None:
            return
        hari_id = self.page.hari.id
        self._awaited = self.tutup

        def show(isi: muat.Penutup) -> None:
            if self._awaited is not self.tutup:
                return
            self.tutup.show_penutup(isi, self.page.sesi.hari_ini)
            if self.page.stack.currentWidget() is not self.tutup:
                self.page.show_panel(self.tutup)
                self.tutup.focus_start()

        self.page.sesi.read(self.page, lambda conn: muat.read_penutup(conn, hari_id), show)

    def _close(self) -> None:
        assert self.page.hari is not None
        petugas, hari_id = self.page.sesi.petugas, self.page.hari.id
        today = self.page.sesi.hari_ini
        self.page.sesi.write(
            self.page,
            lambda conn: muat.write_tutup(conn, petugas, hari_id, today),
            lambda c: self.page.sesi.saved("Hari buka ditutup dan ditandatangani.", c),
        )

    def _reopen(self) -> None:
        assert self.page.hari is not None
        petugas, hari_id = self.page.sesi.petugas, self.page.hari.id
        today = self.page.sesi.hari_ini

        def work(conn: Any) -> tuple[Hari, Any]:
            changes = reopen_hari(conn, petugas, hari_id, today)
            return get_hari(conn, hari_id), changes

        def done(result: tuple[Hari, Any]) -> None:
            self.page.sesi.saved("Hari buka dibuka lagi. Tanda tangan dilepas.", result[1])
            self.page.begin(result[0])

        self.page.sesi.write(self.page, work, done)
