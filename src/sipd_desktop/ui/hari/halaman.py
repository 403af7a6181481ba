"""The hari buka page: the search box to which the cursor always returns, and what opens from it.

One panel is in sight at a time (start, search, weighing, newcomer, who has not come, close); the
queue stands beside it. Panels tell what was wanted, `muat` and the services do it; this page leads
from one to the next. What was typed and not saved is kept as a draft per child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.jam import Pertanyaan, check_rencana
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.hari import muat
from sipd_desktop.ui.hari.antrean import AntreanPanel
from sipd_desktop.ui.hari.cari import CariPanel
from sipd_desktop.ui.hari.hari_ini import HariIni
from sipd_desktop.ui.hari.jalan import JalanHari
from sipd_desktop.ui.hari.kepala import KepalaHari
from sipd_desktop.ui.hari.lebar import refit
from sipd_desktop.ui.hari.meja import Meja
from sipd_desktop.ui.hari.meja_bidan import MejaBidan
from sipd_desktop.ui.hari.pintu import PintuHari
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px

_PERLU, _TAK_PERLU = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
_ANTREAN = 0.25
"""Share of the width that the queue takes."""


class HariPage(Halaman):
    """The day, from the first child to the signature."""

    judul = "Hari buka"
    kinds = frozenset({"hari_buka", "kehadiran", "isian", "warga", "keluarga", "kader"})
    bantuan = (
        "Ketik nama, nomor antrean, atau 4 angka terakhir NIK, lalu Enter.",
        "Ketik BB, Enter, TB, Enter. Enter di kotak kosong menyimpan.",
        "Kata besar di kartu adalah yang harus dikerjakan. Tombol A membuka artinya.",
        "Salah ketik? Panah atas, Enter, ketik ulang, Enter. Atau Ctrl+Z untuk membatalkan tadi.",
        "Belum tercatat: F3. Belum datang: F6. Menutup hari: F7. Ctrl+G: kelompok lain.",
        "Perlu ke bidan: tombol B saat mengukur. Daftar dan jawaban bidan: Ctrl+4.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.hari: Hari | None = None
        self._loaded: tuple[str, date] | None = None
        self._wanted = ""
        self.kepala = KepalaHari(self)
        self.cari = CariPanel(self._search, self)
        self.ini = HariIni(self)
        self.antrean = AntreanPanel(self)
        self.meja = Meja(self)
        self.bidan = MejaBidan(self)
        self.stack = QStackedWidget(self)
        ini, meja = self.ini, self.meja
        self.jalan = JalanHari(self)
        tables = (meja.ukur, meja.umum.panel, meja.baru, self.jalan.tenang, self.jalan.susulan)
        start: tuple[QWidget, ...] = (ini.mulai, ini.tanya, self.cari)
        self._panels = (*start, *tables, ini.belum, self.bidan.panel, ini.tutup)
        for panel in self._panels:
            self.stack.addWidget(panel)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.kepala)
        left.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setSpacing(px(24))
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.addLayout(left, 1)
        row.addWidget(self.antrean)
        row.addWidget(self.jalan.samping)
        self._connect()
        self.pintu = PintuHari(self)
        self.antrean.hide()
        self.kepala.show_hari(None)

    def _connect(self) -> None:
        self.cari.dipilih.connect(self.meja.choose)
        self.cari.minta_baru.connect(self.meja.register)
        self.cari.jalan_antrean.connect(self.antrean.daftar.step)
        self.cari.pilih_antrean.connect(self._take_from_queue)
        self.antrean.dipilih.connect(self.meja.choose)
        self.ini.belum.dipilih.connect(self.meja.choose)
        self.ini.tutup.dipilih.connect(self.meja.choose)

    # the contract of a page

    def open(self, warga_id: str = "", **_kw: object) -> None:
        """Show the day; with `warga_id` the scale for this child."""
        self._wanted = warga_id
        loaded = self.hari is not None and self._loaded == self.context()
        self.reload()
        if loaded and warga_id:
            self.meja.choose(warga_id)

    def reload(self) -> None:
        posyandu, tanggal = self.context()
        if self.hari is None or self._loaded != (posyandu, tanggal):
            self.meja.leave()
            self.meja.pulih.forget()
            self.hari = None
            chosen = tanggal != self.sesi.hari_ini

            def work(conn: Any) -> tuple[muat.Mulai, Pertanyaan | None]:
                tanya = None if chosen else check_rencana(conn, posyandu, tanggal)
                return muat.read_mulai(conn, posyandu, tanggal), tanya

            self.sesi.read(self, work, lambda found: self._show_start(*found))
            return
        hari_id = self.hari.id
        self.sesi.read(self, lambda conn: muat.read_papan(conn, hari_id), self._show_board)
        self.ini.refresh(self.stack.currentWidget())
        if self.stack.currentWidget() is self.bidan.panel:
            self.bidan.read()

    def clear(self) -> None:
        self.meja.leave()
        self.cari.draf = ""
        self.cari.start()
        self.antrean.clear()
        self.jalan.clear()
        self.ini.clear()
        self.bidan.leave()
        if self.hari is not None:
            self.show_panel(self.cari)

    def focus_start(self) -> None:
        here = self.stack.currentWidget()
        for panel in (self.ini.mulai, self.ini.tanya, self.ini.tutup):
            if here is panel:
                panel.focus_start()
                return
        if here is self.cari:
            self.cari.kotak.setFocus()
        else:
            self.jalan.focus_start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for side in (self.antrean, self.jalan.samping):
            side.setFixedWidth(int(self.width() * _ANTREAN))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page came up: what was typed stays here, and that is said."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.meja.tell_unsaved()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        refit(self, event)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return self.pintu.handlers()

    def show_panel(self, panel: QWidget) -> None:
        """Bring one panel in sight; what was typed elsewhere stays as a draft.

        The cursor is put by the caller, never passed to a list beside it.
        """
        self.ini.forget()
        if panel not in (self.meja.ukur, self.meja.umum.panel, self.meja.baru):
            self.meja.leave()
        here = self.focusWidget()
        if here is not None:
            here.clearFocus()
        for other in self._panels:  # only the panel in sight says how much room it needs
            way = _PERLU if other is panel else _TAK_PERLU
            other.setSizePolicy(way, way)
        self.stack.setCurrentWidget(panel)
        self.kepala.setVisible(panel in (self.cari, self.ini.belum))
        beside = self.hari is not None and panel not in (
            self.ini.mulai,
            self.ini.tanya,
            self.ini.tutup,
            self.jalan.tenang,
            self.bidan.panel,
        )
        self.antrean.setVisible(beside and not self.jalan.keys_sheet)
        self.jalan.samping.setVisible(beside and self.jalan.keys_sheet)

    def who(self, warga_id: str) -> tuple[str, str]:
        """Group and sex of a person who is in sight on some list, else two empty texts."""
        for known in (self.cari.kenal, self.antrean.kenal, self.ini.belum.kenal):
            if warga_id in known:
                return known[warga_id]
        return "", ""

    # start

    def context(self) -> tuple[str, date]:
        """Posyandu and day that the window is at."""
        return self.sesi.posyandu_id, self.sesi.tanggal

    def _show_start(self, isi: muat.Mulai, tanya: Pertanyaan | None) -> None:
        self._loaded = self.context()
        self.hari = isi.hari
        self.kepala.show_hari(isi.hari)
        self.ini.fill_start(isi)
        if isi.hari is None:
            self.ini.ask_start(tanya)
            return
        self.reload()
        wanted, self._wanted = self._wanted, ""
        if isi.hari.status == "tutup":
            self.ini.closing()
        else:
            self.meja.pulih.restore(wanted, self.back_to_search)

    def begin(self, hari: Hari) -> None:
        """The day was started, or its roster changed: to the search box."""
        self.hari = hari
        self.kepala.show_hari(hari)
        self.reload()
        self.back_to_search()

    # the board

    def _show_board(self, papan: muat.Papan) -> None:
        if self.hari is None or papan.hari.id != self.hari.id:
            return
        before, self.hari = self.hari, papan.hari
        self.kepala.show_hari(papan.hari)
        self.antrean.show_queue(papan.antrean, papan.ringkas, papan.kelompok)
        self.jalan.refresh(before)

    def _search(self, teks: str) -> None:
        assert self.hari is not None
        if self.jalan.keys_sheet and teks.isdigit():
            self.jalan.type_number(teks)
            return
        hari = self.hari

        def work(conn: Any) -> Any:
            return search(
                conn, teks, tanggal=hari.tanggal, hari_id=hari.id, posyandu_id=hari.posyandu_id
            )

        self.sesi.read(
            self,
            work,
            lambda found: self.cari.show_result(teks, found),
            lambda e: self.cari.failed(kalimat(e)),
        )

    def _take_from_queue(self) -> None:
        row = self.antrean.daftar.terpilih()
        if row is not None:
            self.meja.choose(row.kunci, row.utama)

    # back

    def back_to_search(self) -> None:
        """Empty box, cursor in it; what was typed for a child stays as its draft."""
        if self.hari is None:
            return
        self.antrean.daftar.forget()
        if self.jalan.home():
            return
        self.show_panel(self.cari)
        self.cari.draf = self.meja.draf_teks()
        self.cari.start()

    def back(self) -> None:
        """One step back: out of a panel, then out of the typed text, then to the first page."""
        if self.meja.umum.panel.close_hamil() or self.bidan.close_pasien():
            return
        here = self.stack.currentWidget()
        if (
            self.hari is None
            or here in (self.jalan.tenang, self.jalan.susulan)
            or (
                here is self.cari
                and not self.cari.teks
                and self.antrean.daftar.terpilih() is None
                and not self.jalan.keys_sheet
            )
        ):
            self.sesi.go("beranda")
        else:
            self.back_to_search()
