"""Potensi & Masalah: the first menu of the ministry's design, in five parts behind one row of tabs.

Ctrl+1..5 open a part; each loads when it is seen. A cell of the grid or a tile of the map opens the
list behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from sipd_desktop.services.petak.lihatan import Lihatan
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, scrolling
from sipd_desktop.ui.potensi.daftar import DaftarTab
from sipd_desktop.ui.potensi.peta import PetaTab
from sipd_desktop.ui.potensi.petak import PetakTab
from sipd_desktop.ui.potensi.potensi import PotensiTab
from sipd_desktop.ui.potensi.tab import Tab
from sipd_desktop.ui.potensi.tren import TrenTab
from sipd_desktop.ui.sesi import Sesi


class PotensiMasalahPage(Halaman):
    """Grid, list, tile map, trend, potensi."""

    judul = "Potensi & Masalah"
    kinds = frozenset(
        {"masalah", "potensi", "warga", "keluarga", "isian", "bantuan", "vaksinasi", "peristiwa"}
    )
    bantuan = (
        "Ctrl+1 sampai Ctrl+5 membuka Kotak, Daftar, Peta RT, Perubahan dan Potensi.",
        "Di Kotak dan Peta, panah memilih dan Enter membuka daftar orang atau keluarganya.",
        "Angka dengan tanda tanya masih dugaan: dipastikan dulu oleh kader, tidak pernah dicetak.",
        "Di Daftar, ketik nama; Enter membuka orang atau keluarga, F4 memastikan, Ctrl+P mencetak.",
        "F3 mencatat: di Potensi potensi baru, di Daftar masalah lain dari orang yang dipilih.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.petak = PetakTab(sesi)
        self.daftar = DaftarTab(sesi)
        self.peta = PetaTab(sesi)
        self.tren = TrenTab(sesi)
        self.potensi = PotensiTab(sesi)
        self.tabs: tuple[Tab, ...] = (
            self.petak,
            self.daftar,
            self.peta,
            self.tren,
            self.potensi,
        )
        self._stale = set(self.tabs)
        self.bilah = QTabBar()
        self.bilah.setAccessibleName("Bagian Potensi dan Masalah")
        self.bilah.setExpanding(False)
        self.bilah.setDrawBase(False)
        self.tumpuk = QStackedWidget()
        for number, tab in enumerate(self.tabs, start=1):
            self.bilah.addTab(f"{number}  {tab.nama}")
            self.tumpuk.addWidget(scrolling(tab))
        self.unit = QComboBox()
        self.unit.setAccessibleName("Posyandu yang dilihat")
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.bilah.currentChanged.connect(self._tab_chosen)
        self.unit.activated.connect(lambda _n: self._unit_chosen())
        self.petak.daftar_diminta.connect(self.show_view)
        self.peta.daftar_diminta.connect(self.show_view)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addLayout(in_row(self.bilah, 1, self.unit))
        box.addWidget(self.tumpuk, 1)
        self._fill_units()

    # the contract of a page

    def open(self, bagian: str = "", lihatan: Lihatan | None = None, **_kw: object) -> None:
        """A part by its name (`daftar`, `potensi`, ...), with a view of the list."""
        self._fill_units()
        if lihatan is not None:
            self.daftar.show_view(lihatan)
        wanted = {tab.nama.lower(): n for n, tab in enumerate(self.tabs)}.get(bagian.lower())
        if wanted is not None:
            self.bilah.setCurrentIndex(wanted)
        self.reload()

    def reload(self) -> None:
        self._stale = set(self.tabs)
        self._load()

    def clear(self) -> None:
        for tab in self.tabs:
            tab.forget()

    def focus_start(self) -> None:
        self.tab.focus_start()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        doors = {f"langkah_{n + 1}": partial(self._go_to, n) for n in range(len(self.tabs))}
        own = ("cetak", "baru", "cari", "ubah")
        return {**doors, **{key: partial(self._act, key) for key in own}}

    @property
    def tab(self) -> Tab:
        """The part in sight."""
        return self.tabs[self.tumpuk.currentIndex()]

    def show_view(self, view: Lihatan) -> None:
        """The list, filtered; where one came from stays one key away."""
        self.daftar.show_view(view)
        self._stale.add(self.daftar)
        self._go_to(self.tabs.index(self.daftar))
        self._load()

    def _go_to(self, number: int) -> None:
        self.bilah.setCurrentIndex(number)
        self.tab.focus_start()

    def _act(self, key: str) -> None:
        handler = self.tab.handlers().get(key)
        if handler is not None:
            handler()
        elif key == "cari":
            self.sesi.go("cari")
        elif key == "baru":
            self._go_to(self.tabs.index(self.potensi))

    def _tab_chosen(self, number: int) -> None:
        self.tumpuk.setCurrentIndex(number)
        self._load()

    def _load(self) -> None:
        tab = self.tab
        if tab in self._stale:
            self._stale.discard(tab)
            tab.unit = self.unit.currentData() or ""
            tab.load()

    def _unit_chosen(self) -> None:
        self.reload()

    def _fill_units(self) -> None:
        """All Posyandu of this laptop together, or one; the session's first."""
        kept = self.unit.currentData() if self.unit.count() else self.sesi.posyandu_id
        several = len(self.sesi.posyandu) > 1
        self.unit.clear()
        for row_id, nama in self.sesi.posyandu if several else ():
            self.unit.addItem(f"Posyandu {nama}", row_id)
        self.unit.addItem("Semua Posyandu", "")
        self.unit.setCurrentIndex(max(self.unit.findData(kept), 0))
        self.unit.setVisible(several)
