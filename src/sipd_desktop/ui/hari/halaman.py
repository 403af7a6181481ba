"""The hari buka page: the search box to which the cursor always returns, and what opens from it.

One panel is in sight at a time (start, search, weighing, newcomer, who has not come, close); the
queue stands beside it. Panels tell what was wanted, `muat` and the services do it; this page leads
from one to the next. What was typed and not saved is kept as a draft per child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.services.cari import search
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hadir import list_belum, ringkas
from sipd_desktop.services.hari.hari import reopen_hari
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.hari import muat
from sipd_desktop.ui.hari.antrean import AntreanPanel
from sipd_desktop.ui.hari.belum import BelumPanel
from sipd_desktop.ui.hari.cari import CariPanel
from sipd_desktop.ui.hari.kepala import KepalaHari
from sipd_desktop.ui.hari.meja import Meja
from sipd_desktop.ui.hari.mulai import MulaiPanel
from sipd_desktop.ui.hari.tutup import TutupPanel
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px


class HariPage(Halaman):
    """The day, from the first child to the signature."""

    judul = "Hari buka"
    kinds = frozenset({"hari_buka", "kehadiran", "isian", "warga", "keluarga", "kader"})
    bantuan = (
        "Ketik nama anak, nomor antrean, atau 4 angka terakhir NIK, lalu Enter.",
        "Ketik BB, Enter, TB, Enter. Enter di kotak kosong menyimpan.",
        "Kata besar di kartu adalah yang harus dikerjakan. Tombol A membuka artinya.",
        "Salah ketik? Panah atas, Enter, ketik ulang, Enter. Atau Ctrl+Z untuk membatalkan tadi.",
        "Anak belum tercatat: F3. Belum datang: F6. Menutup hari: F7.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.hari: Hari | None = None
        self._loaded: tuple[str, date] | None = None
        self._wanted = ""
        self.kepala = KepalaHari(self)
        self.mulai = MulaiPanel(self)
        self.cari = CariPanel(self._search, self)
        self.belum = BelumPanel(self)
        self.tutup = TutupPanel(self)
        self.antrean = AntreanPanel(self)
        self.meja = Meja(self)
        self.stack = QStackedWidget(self)
        for panel in (
            self.mulai, self.cari, self.meja.ukur, self.meja.baru, self.belum, self.tutup,
        ):  # fmt: skip
            self.stack.addWidget(panel)
        left = QVBoxLayout()
        left.addWidget(self.kepala)
        left.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setSpacing(px(24))
        row.addLayout(left, 7)
        row.addWidget(self.antrean, 3)
        self._connect()
        for aksi, call in self._own_actions():
            make_action(aksi, self, call)
        self.antrean.hide()
        self.kepala.show_hari(None)

    def _connect(self) -> None:
        self.kepala.diminta.connect(self._door)
        self.mulai.mulai.connect(self._start_day)
        self.mulai.tanggal_dipilih.connect(lambda d: self.sesi.choose(tanggal=d))
        self.mulai.posyandu_dipilih.connect(lambda p: self.sesi.choose(posyandu_id=p))
        self.cari.dipilih.connect(self.meja.choose)
        self.cari.minta_baru.connect(self.meja.register)
        self.cari.jalan_antrean.connect(self.antrean.daftar.step)
        self.cari.pilih_antrean.connect(self._take_from_queue)
        self.antrean.dipilih.connect(self.meja.choose)
        self.belum.dipilih.connect(self.meja.choose)
        self.tutup.dipilih.connect(self.meja.choose)
        self.tutup.tutup.connect(self._close_day)
        self.tutup.buka_lagi.connect(self._reopen)
        self.tutup.laporan.connect(lambda: self.sesi.go("skdn"))

    # the contract of a page

    def open(self, warga_id: str = "", **_kw: object) -> None:
        """Show the day; with `warga_id` the scale for this child."""
        self._wanted = warga_id
        loaded = self.hari is not None and self._loaded == self._context()
        self.reload()
        if loaded and warga_id:
            self.meja.choose(warga_id)

    def reload(self) -> None:
        posyandu, tanggal = self._context()
        if self.hari is None or self._loaded != (posyandu, tanggal):
            self.meja.leave()
            self.hari = None
            self.sesi.read(
                self, lambda conn: muat.read_mulai(conn, posyandu, tanggal), self._show_start
            )
            return
        hari_id = self.hari.id
        self.sesi.read(self, lambda conn: muat.read_papan(conn, hari_id), self._show_board)
        if self.stack.currentWidget() is self.belum:
            self._show_missing()
        elif self.stack.currentWidget() is self.tutup:
            self._show_closing()

    def clear(self) -> None:
        self.meja.leave()
        self.cari.draf = ""
        self.cari.start()
        self.antrean.daftar.show_rows(())
        self.belum.daftar.show_rows(())
        self.tutup.clear()
        if self.hari is not None:
            self.show_panel(self.cari)

    def focus_start(self) -> None:
        if self.stack.currentWidget() in (self.mulai, self.tutup):
            self.stack.currentWidget().focus_start()
        elif self.stack.currentWidget() is self.cari:
            self.cari.kotak.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cari": self.back_to_search, "baru": self._new, "kembali": self.back}

    def _own_actions(self) -> tuple[tuple[Aksi, Callable[[], None]], ...]:
        """Keys that only this page has, working while it is in sight."""
        return (
            (Aksi("petugas", "Petugas hari ini", ("F5", "Ctrl+J")), self._roster),
            (Aksi("belum", "Belum datang", ("F6", "Ctrl+D")), self._missing),
            (Aksi("tutup_hari", "Tutup hari", ("F7", "Ctrl+T")), self._closing),
            (Aksi("arti", "Lihat arti", ("F8", "Ctrl+R")), self.meja.meaning),
            (Aksi("simpan", "Simpan", ("Ctrl+S",)), self.meja.save_now),
            (Aksi("lembar", "Lembar anak", ("Ctrl+O",)), self.meja.open_sheet),
        )

    def show_panel(self, panel: QWidget) -> None:
        """Bring one panel in sight; the cursor is put by the caller, never passed to a list."""
        here = self.focusWidget()
        if here is not None:
            here.clearFocus()
        self.stack.setCurrentWidget(panel)
        self.kepala.setVisible(panel in (self.cari, self.belum))
        self.antrean.setVisible(self.hari is not None and panel not in (self.mulai, self.tutup))

    # start

    def _context(self) -> tuple[str, date]:
        """Posyandu and day that the window is at."""
        return self.sesi.posyandu_id, self.sesi.tanggal

    def _show_start(self, isi: muat.Mulai) -> None:
        self._loaded = self._context()
        self.hari = isi.hari
        self.kepala.show_hari(isi.hari)
        self._fill_start(isi)
        if isi.hari is None:
            self.show_panel(self.mulai)
            self.mulai.focus_start()
            return
        self.reload()
        wanted, self._wanted = self._wanted, ""
        if isi.hari.status == "tutup":
            self._closing()
        elif wanted:
            self.meja.choose(wanted)
        else:
            self.back_to_search()

    def _fill_start(self, isi: muat.Mulai) -> None:
        self.mulai.show_mulai(
            isi,
            tanggal=self.sesi.tanggal,
            posyandu=self.sesi.posyandu,
            kini=self.sesi.posyandu_id,
        )

    def _start_day(self) -> None:
        kader, bidan = self.mulai.pilihan()
        petugas, posyandu = self.sesi.petugas, self.sesi.posyandu_id
        tanggal = self.mulai.tanggal

        def work(conn: Any) -> Any:
            return muat.write_mulai(
                conn, petugas, posyandu_id=posyandu, tanggal=tanggal, kader=kader, bidan=bidan
            )

        self.sesi.write(self, work, self._started, lambda e: self.mulai.tell(kalimat(e)))

    def _started(self, result: tuple[Hari, Any]) -> None:
        self.hari = result[0]
        self.kepala.show_hari(self.hari)
        self.reload()
        self.back_to_search()

    def _roster(self) -> None:
        posyandu, tanggal = self._context()

        def show(isi: muat.Mulai) -> None:
            self._fill_start(isi)
            self.meja.leave()
            self.show_panel(self.mulai)
            self.mulai.petugas[0].setFocus()

        self.sesi.read(self, lambda conn: muat.read_mulai(conn, posyandu, tanggal), show)

    # the board

    def _show_board(self, papan: muat.Papan) -> None:
        if self.hari is None or papan.hari.id != self.hari.id:
            return
        self.hari = papan.hari
        self.kepala.show_hari(papan.hari)
        self.antrean.show_queue(papan.antrean, papan.ringkas)

    def _search(self, teks: str) -> None:
        assert self.hari is not None
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

    # doors

    def _door(self, key: str) -> None:
        {
            "baru": self._new,
            "belum": self._missing,
            "petugas": self._roster,
            "tutup": self._closing,
        }[key]()

    def _new(self) -> None:
        if self.hari is not None:
            self.meja.register("" if self.cari.teks.isdigit() else self.cari.teks)

    def _missing(self) -> None:
        if self.hari is not None:
            self.meja.leave()
            self.show_panel(self.belum)
            self.belum.daftar.setFocus()
            self._show_missing()

    def _show_missing(self) -> None:
        assert self.hari is not None
        hari_id = self.hari.id
        self.sesi.read(
            self,
            lambda conn: (list_belum(conn, hari_id), ringkas(conn, hari_id)),
            lambda found: self.belum.show_groups(*found),
        )

    def _closing(self) -> None:
        if self.hari is not None:
            self.meja.leave()
            self._show_closing()

    def _show_closing(self) -> None:
        assert self.hari is not None
        hari_id = self.hari.id

        def show(isi: muat.Penutup) -> None:
            self.tutup.show_penutup(isi)
            if self.stack.currentWidget() is not self.tutup:
                self.show_panel(self.tutup)
                self.tutup.focus_start()

        self.sesi.read(self, lambda conn: muat.read_penutup(conn, hari_id), show)

    def _close_day(self) -> None:
        assert self.hari is not None
        petugas, hari_id = self.sesi.petugas, self.hari.id
        self.sesi.write(
            self,
            lambda conn: muat.write_tutup(conn, petugas, hari_id),
            lambda c: self.sesi.saved("Hari buka ditutup dan ditandatangani.", c),
        )

    def _reopen(self) -> None:
        assert self.hari is not None
        petugas, hari_id = self.sesi.petugas, self.hari.id

        def done(changes: Any) -> None:
            self.sesi.saved("Hari buka dibuka lagi. Tanda tangan dilepas.", changes)
            self.back_to_search()

        self.sesi.write(self, lambda conn: reopen_hari(conn, petugas, hari_id), done)

    # back

    def back_to_search(self) -> None:
        """Empty box, cursor in it; what was typed for a child stays as its draft."""
        if self.hari is None:
            return
        self.meja.leave()
        self.antrean.daftar.forget()
        self.show_panel(self.cari)
        self.cari.draf = self.meja.draf_teks()
        self.cari.start()

    def back(self) -> None:
        """One step back: out of a panel, then out of the typed text, then to the first page."""
        if self.hari is None or (
            self.stack.currentWidget() is self.cari
            and not self.cari.teks
            and self.antrean.daftar.terpilih() is None
        ):
            self.sesi.go("beranda")
        else:
            self.back_to_search()
