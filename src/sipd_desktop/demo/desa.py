"""The second act: a survey of the desa comes in, and its masalah are looked at and decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Qt

from sipd_desktop.base.paths import resources
from sipd_desktop.demo.tangan import Tangan
from sipd_desktop.ui.bingkai import Bingkai
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.impor.halaman import ImporPage
from sipd_desktop.ui.masalah.halaman import MasalahPage
from sipd_desktop.ui.potensi.halaman import PotensiMasalahPage

Key = Qt.Key
H = TypeVar("H", bound=Halaman)
_UMUR_DATA = 21
"""Days since the survey was taken."""
_DIPUTUSKAN = 6
"""Families whose masalah a person decides."""


class Desa:
    """Imports the SDGs survey and works through what it shows, by keys."""

    def __init__(self, tangan: Tangan, today: date) -> None:
        self.t, self._today = tangan, today
        self.masalah = self.diputuskan = 0

    @property
    def _frame(self) -> Bingkai:
        frame = self.t.app.window.bingkai
        assert frame is not None
        return frame

    def _page(self, kind: type[H]) -> H:
        page = self._frame.page
        assert isinstance(page, kind), type(page).__name__
        return page

    def _open(self, key: str, kind: type[H]) -> H:
        self._frame.show_page(key)
        self.t.settle()
        return self._page(kind)

    def play(self) -> None:
        """From the file of the survey to a potensi noted by hand."""
        self.impor()
        self.putuskan()
        self.rumah()
        self.peta()
        self.potensi()

    def impor(self) -> None:
        """A file looked at row by row, its missing date answered, then stored."""
        page = self._open("impor", ImporPage)
        page.open_berkas(resources() / "contoh" / "sdgs_desa_individu.xlsx")
        self._until(page, page.periksa)
        page.periksa.tanya.tanggal.setFocus()
        self.t.type(f"{self._today - timedelta(days=_UMUR_DATA):%d-%m-%Y}")
        self.t.enter()
        self._until(page, page.periksa)
        self.t.press(Key.Key_Down)
        self.t.shot("23-impor-periksa")
        self.t.press(Key.Key_S, ctrl=True)
        self._until(page, page.hasil)
        self.t.shot("24-impor-hasil")

    def _until(self, page: ImporPage, part: Any) -> None:
        self.t.until(lambda: page.tumpuk.currentWidget() is part, "impor")
        self.t.settle()

    def putuskan(self) -> None:
        """From the grid to the list; the first families are confirmed, taken on, or refused."""
        page = self._open("potensi", PotensiMasalahPage)
        self.t.shot("25-kotak-masalah")
        self.t.enter()
        self.t.settle()
        self.masalah = len(page.daftar.tabel.isi.rows)
        page.daftar.tabel.setFocus()
        self.t.shot("26-daftar-masalah")
        self.diputuskan = min(_DIPUTUSKAN, self.masalah)
        for number in range(self.diputuskan):
            self._decide(page, number)
        self.t.shot("28-daftar-diputuskan")

    def _decide(self, page: PotensiMasalahPage, number: int) -> None:
        page.daftar.tabel.select(number)
        page.daftar.tabel.setFocus()
        self.t.press(Key.Key_F4)
        self.t.settle()
        card = self._page(MasalahPage)
        if number == 0:
            self.t.shot("27-masalah-dugaan")
        self.t.type("2" if number == self.diputuskan - 1 else "1")
        self.t.settle()
        if number < 2:
            self._take_on(card, show=number == 0)
        self.t.press(Key.Key_Escape)
        self.t.settle()
        assert self._page(PotensiMasalahPage) is page

    def _take_on(self, card: MasalahPage, *, show: bool) -> None:
        """3, the first kader, Enter through the due date."""
        self.t.type("3")
        self.t.until(card.tugas.isVisible, "penugasan")
        self.t.press(Key.Key_Down)
        self.t.enter()
        self.t.enter()
        self.t.until(lambda: not card.tugas.isVisible(), "penugasan tersimpan")
        if show:
            self.t.shot("27-masalah-ditangani")

    def rumah(self) -> None:
        """The family of the first row and its head, with what all fields know of them."""
        page = self._page(PotensiMasalahPage)
        page.daftar.tabel.select(0)
        self.t.enter()
        self.t.shot("29-keluarga")
        self.t.press(Key.Key_F6)
        self.t.shot("30-orang")

    def peta(self) -> None:
        """The tiles of the RT, and the grid now that something is decided."""
        self._open("potensi", PotensiMasalahPage)
        self.t.press(Key.Key_1, ctrl=True)
        self.t.shot("31-kotak-diputuskan")
        self.t.press(Key.Key_3, ctrl=True)
        self.t.shot("32-peta-rt")

    def potensi(self) -> None:
        """What the survey counts, and a mushola noted by hand."""
        page = self._open("potensi", PotensiMasalahPage)
        self.t.press(Key.Key_5, ctrl=True)
        self.t.settle()
        self.t.press(Key.Key_F3)
        self.t.settle()
        for answer in ("1", "Mushola Al-Ikhlas", "1", "unit", "", "2", "1", "", "", "", ""):
            self.t.type(answer)
            self.t.enter()
        self.t.shot("33-potensi-baru")
        self.t.enter()
        self.t.until(lambda: self._frame.page is page, "potensi tersimpan")
        self.t.settle()
        assert self._page(PotensiMasalahPage) is page
        self.t.shot("34-potensi")
