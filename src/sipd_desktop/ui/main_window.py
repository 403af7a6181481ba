"""The window: first start, login, work, lock; one at a time, above the bar of how things stand.

It owns the open folder until it is closed. Work begins after someone was chosen at the login; from
then on the exchange runs in the background, also while the screen is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.buka import Pengguna, Ruang
from sipd_desktop.services.folder_info import is_prepared
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.lanjutan import find_berjalan
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.ui.batas_hari import BatasHari
from sipd_desktop.ui.baterai import PenjagaBaterai
from sipd_desktop.ui.bilah_keadaan import BilahKeadaan
from sipd_desktop.ui.bilah_penting import BilahPenting
from sipd_desktop.ui.bingkai import Bingkai, Page
from sipd_desktop.ui.daftar_halaman import PAGES
from sipd_desktop.ui.diam import Diam
from sipd_desktop.ui.jaga import Jaga
from sipd_desktop.ui.jam import PenjagaJam
from sipd_desktop.ui.kiriman import KeadaanLayar, Kiriman
from sipd_desktop.ui.masalah.segar import PenyegarMasalah
from sipd_desktop.ui.messages import Pelapor
from sipd_desktop.ui.pages.kunci_layar import KunciLayarPage
from sipd_desktop.ui.pages.masuk import MasukPage
from sipd_desktop.ui.pages.pulih_awal import PulihAwalPage
from sipd_desktop.ui.pages.siapkan import SiapkanPage
from sipd_desktop.ui.pamit import PenjagaPamit
from sipd_desktop.ui.pemulih import Pemulih
from sipd_desktop.ui.penjaga_kunci import PenjagaKunci
from sipd_desktop.ui.penting import Penting
from sipd_desktop.ui.perintah import Perintah
from sipd_desktop.ui.sesi import Akses, Keterangan, Sesi
from sipd_desktop.ui.setelan_layar import SetelanLayar
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.widgets.tutup_layar import CoverWidget
from sipd_desktop.ui.widgets.zoom import ZoomController

NAMA = "SIPD Desktop - Sistem Informasi Posyandu Desa"
UKURAN_AWAL, UKURAN_MIN = (1366, 740), (1024, 600)


class MainWindow(QMainWindow):
    """All screens of the program."""

    closed = Signal()
    dibuka = Signal()
    """Someone is in; `sesi` is there."""

    def __init__(
        self,
        folder: Path,
        tasks: Tasks,
        akses: Akses,
        setelan: SetelanLayar,
        *,
        today: Callable[[], date],
        kini: Callable[[], datetime],
        pages: Sequence[Page] = PAGES,
    ) -> None:
        super().__init__()
        self.setWindowTitle(NAMA)
        self.setMinimumSize(*UKURAN_MIN)
        self.resize(*UKURAN_AWAL)
        self.ruang: Ruang | None = None
        self.sesi: Sesi | None = None
        self.bingkai: Bingkai | None = None
        self.kiriman: Kiriman | None = None
        self.jaga: Jaga | None = None
        self._folder, self.tasks, self._akses = folder, tasks, akses
        self._pages, self._setelan = tuple(pages), setelan
        self.tumpuk = QStackedWidget()
        self.siapkan = SiapkanPage(folder, tasks)
        self.pulih_awal = PulihAwalPage(folder, tasks)
        self.masuk = MasukPage(folder, tasks, setelan)
        self.kunci = KunciLayarPage(akses, setelan)
        self.jam = PenjagaJam(tasks, self.tumpuk, today=today, kini=kini)
        self.keadaan = BilahKeadaan()
        self.penting = BilahPenting()
        self.baterai = PenjagaBaterai(self.penting)
        self.pamit = PenjagaPamit(self)
        self.pemulih = Pemulih(self)
        for part in (self.siapkan, self.masuk, self.kunci, self.pulih_awal):
            self.tumpuk.addWidget(part)
        middle = QWidget()
        box = QVBoxLayout(middle)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tumpuk, 1)
        box.addWidget(self.penting)
        box.addWidget(self.keadaan)
        self.setCentralWidget(middle)
        self.tutup_layar = CoverWidget(self)
        self.zoom = ZoomController(self, kunci=False)
        self.zoom.berubah.connect(lambda size: setelan.set("zoom", size))
        self.pelapor = Pelapor(self)
        self.diam = Diam(self)
        self.perintah = Perintah(self)
        self.penjaga_kunci = PenjagaKunci(self)
        self.batas = BatasHari(self)
        self._connect()

    def _connect(self) -> None:
        self.siapkan.selesai.connect(self._show_login)
        self.siapkan.pulih_diminta.connect(self._ask_backup)
        self.masuk.pulih_diminta.connect(self._ask_backup)
        self.pulih_awal.selesai.connect(self._show_login)
        self.pulih_awal.batal.connect(self.start)
        self.masuk.terbuka.connect(self._opened)
        self.masuk.masuk.connect(self._entering)
        self.kunci.terbuka.connect(self.penjaga_kunci.unlock)
        self.tasks.broke.connect(self.pelapor.show_bug)
        self.tasks.refused.connect(self._refused)
        self.diam.tutup.connect(self.tutup_layar.cover)
        self.diam.kunci.connect(self.lock)

    # start and login

    def start(self) -> None:
        """Choose the first screen."""
        if is_prepared(self._folder):
            self._show_login()
        else:
            self.keadaan.show_tertutup("Laptop ini belum disiapkan")
            self.tumpuk.setCurrentWidget(self.siapkan)
            self.siapkan.focus_start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.diam.watch(self.windowHandle())

    def _show_login(self) -> None:
        self.keadaan.show_tertutup()
        self.tumpuk.setCurrentWidget(self.masuk)
        self.masuk.focus_start()

    def _ask_backup(self, sandi: str = "") -> None:
        self.tumpuk.setCurrentWidget(self.pulih_awal)
        self.pulih_awal.ask(sandi)

    def _opened(self, ruang: Ruang) -> None:
        """The folder is open; from here on this window closes it."""
        self.ruang = ruang
        self.tasks.attach(ruang.buku)

    def _entering(self, pengguna: Pengguna) -> None:
        def facts(conn: Any) -> tuple[Any, ...]:
            return pengguna, list_posyandu(conn), self._akses.describe(conn)

        def known(found: tuple[Any, ...], day: date) -> None:
            unit = pengguna.posyandu_id or next((i for i, _ in found[1]), "")
            self.tasks.read(
                self,
                lambda conn: find_berjalan(conn, unit, day),
                lambda berjalan: self._entered(day, berjalan, *found),
            )

        self.tasks.read(self, facts, lambda found: self.jam.check(partial(known, found)))

    def _entered(
        self,
        hari_ini: date,
        berjalan: Hari | None,
        pengguna: Pengguna,
        posyandu: tuple[tuple[str, str], ...],
        keterangan: Keterangan,
    ) -> None:
        assert self.ruang is not None
        sesi = Sesi(
            self.ruang,
            self.tasks,
            pengguna,
            posyandu=posyandu,
            tanggal=hari_ini,
            keterangan=keterangan,
            parent=self,
        )
        self.sesi = sesi
        sesi.posyandu_id = self.masuk.posyandu_id(pengguna) or sesi.posyandu_id
        sesi.zoom, sesi.jam = self.zoom, self.jam
        self.kiriman = sesi.kiriman = Kiriman(self.ruang, self.tasks, self)
        self.kiriman.berubah.connect(self._show_state)
        self._start_jaga(sesi)
        self.bingkai = Bingkai(sesi, self._pages)
        self.bingkai.kunci_diminta.connect(self.lock)
        self.bingkai.tanggal_diminta.connect(self.perintah.ask_date)
        sesi.context_changed.connect(self._context_changed)
        sesi.data_changed.connect(self.batas.read)
        PenyegarMasalah(sesi)
        self.tumpuk.addWidget(self.bingkai)
        self.tumpuk.setCurrentWidget(self.bingkai)
        self.setWindowTitle(f"{NAMA} - CONTOH" if keterangan.contoh else NAMA)
        self.kiriman.start()
        first = self._pages[0].key
        if berjalan is not None and "hari" in self.bingkai.pages:  # where the power cut found it
            sesi.choose(tanggal=berjalan.tanggal)
            first = "hari"
        self.bingkai.show_page(first)
        self.batas.read()
        self.diam.start()
        self.baterai.start()
        self.dibuka.emit()

    def _start_jaga(self, sesi: Sesi) -> None:
        """Backups beside the work; the bar above the foot tells what concerns the data."""
        assert self.kiriman is not None
        self.jaga = sesi.jaga = Jaga(sesi.ruang, self.tasks, sesi.keterangan.zona, sesi)
        self.penting.forget()
        Penting(self.penting, sesi, self.jaga)
        self.jaga.kabar.connect(sesi.message)
        self.jaga.gagal.connect(self._refused)
        self.jaga.berubah.connect(self._show_backup)
        sesi.pulihkan_diminta.connect(self.pemulih.restore)
        self.jaga.start()

    def stop_workers(self) -> None:
        """End what runs beside the work; safe to call twice."""
        self.diam.stop()
        for worker in (self.kiriman, self.jaga, self.baterai):
            if worker is not None:
                worker.stop()

    def leave(self) -> None:
        """End the session and show the login; who called closes the folder."""
        self.stop_workers()
        self.penjaga_kunci.close_dialogs()
        self.tasks.forget_reads()
        self.tasks.attach(None)
        self.tutup_layar.uncover()
        self._show_login()
        self.penting.forget()
        for part in (self.bingkai, self.sesi, self.kiriman):
            if part is not None:
                part.setParent(None)
                part.deleteLater()
        self.bingkai = self.sesi = self.kiriman = self.jaga = self.ruang = None
        self.penjaga_kunci.terkunci = False

    def lock(self) -> None:
        """Empty all pages and ask who is there; safe to call twice."""
        self.penjaga_kunci.lock()

    @property
    def terkunci(self) -> bool:
        """The screen is locked; the session is still there."""
        return self.penjaga_kunci.terkunci

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of this window, in the order of the menu."""
        return self._pages

    def _context_changed(self) -> None:
        assert self.sesi is not None
        posyandu = self.sesi.posyandu_id
        self.tasks.write(self, lambda conn: self._akses.choose_posyandu(conn, posyandu))
        self.batas.read()

    def _show_state(self, layar: KeadaanLayar) -> None:
        if self.sesi is not None:
            shown = layar.to_keadaan(self.sesi.keterangan.zona)
            backup = self.jaga.teks() if self.jaga is not None else ""
            self.keadaan.show_keadaan(replace(shown, cadangan=backup))

    def _show_backup(self, _keadaan: object) -> None:
        if self.kiriman is not None:
            self._show_state(self.kiriman.keadaan)

    def _refused(self, error: UserError) -> None:
        if self.bingkai is not None:
            self.bingkai.show_refused(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.pamit.holds():
            event.ignore()
            return
        self.pelapor.close()
        self.stop_workers()
        super().closeEvent(event)
        self.closed.emit()
