"""Peta RT: one kind of masalah over the tiles of the desa, with a legend and a layout to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH
from sipd_desktop.services.petak.kotak import teks_data
from sipd_desktop.services.petak.lihatan import Lihatan
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.ubin import (
    Peta,
    Ubin,
    legend,
    load_letak,
    load_pilihan,
    make_peta,
    pick_jenis,
    save_letak,
    save_pilihan,
)
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.potensi.legenda import Legenda
from sipd_desktop.ui.potensi.petak import lihatan_of
from sipd_desktop.ui.potensi.tab import TINGGI_TABEL, Tab
from sipd_desktop.ui.potensi.ubin_gambar import UbinView, ubin_teks
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout

_CARA = (
    "Tanpa titik rumah. Enter membuka daftarnya. Spasi mengangkat kotak, panah memindahkannya, "
    "Spasi meletakkannya; atau geser dengan tetikus. Tata letak hanya di laptop ini."
)


class PetaTab(Tab):
    """`daftar_diminta` asks for the list of one tile."""

    nama = "Peta RT"
    daftar_diminta = Signal(object)

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.jenis = QComboBox()
        self.jenis.setAccessibleName("Masalah di peta")
        for key, label in JENIS_MASALAH:
            self.jenis.addItem(teks(label), key)
        self.jenis.activated.connect(lambda _n: self._choose())
        self._dipilih = ""
        self.peta = UbinView()
        self.peta.setMinimumHeight(px(TINGGI_TABEL))
        self.peta.dipilih.connect(self._tell)
        self.peta.dibuka.connect(self._open)
        self.peta.ditata.connect(self._lay_out)
        self.legenda = Legenda()
        self.kata = make_label("", "tebal", lipat=True)
        self.data = make_label("", "petunjuk")
        self.cara = make_label(_CARA, "petunjuk", lipat=True)
        self.urut = make_button("Urutkan lagi per RW", self._in_order, tautan=True)
        self.cetak = make_button("Cetak", self._print, tautan=True, ikon="printer", kunci="Ctrl+P")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        top = AlirLayout(jarak=10)
        for part in (self.jenis, self.data, self.urut, self.cetak):
            top.addWidget(part)
        box.addLayout(top)
        box.addWidget(self.legenda)
        box.addWidget(self.peta, 1)
        box.addWidget(self.kata)
        box.addWidget(self.cara)

    def _choose(self) -> None:
        who, jenis = self.sesi.petugas, str(self.jenis.currentData())
        self._dipilih = jenis
        self.sesi.write(self, lambda conn: save_pilihan(conn, who, jenis), lambda _n: self.load())

    def load(self) -> None:
        """The kind chosen here or the last time, else the first that occurs."""
        wish, who = self._dipilih, self.sesi.petugas
        day, unit = self.sesi.tanggal, self.unit

        def work(conn: Any) -> tuple[Peta, bool]:
            kotak = open_kotak(conn, who, "rt", day, unit)
            jenis = pick_jenis(kotak, wish or load_pilihan(conn, who))
            line = next(row for row in kotak.baris if row.jenis == jenis)
            return make_peta(kotak, jenis, load_letak(conn), teks_data(line)), line.tertutup

        self.sesi.read(self, work, self._show, self._refused, slow=True)

    def forget(self) -> None:
        self._dipilih = ""
        self.peta.set_peta(None)
        self.legenda.set_isi(())
        self.kata.clear()
        self.data.clear()

    def focus_start(self) -> None:
        self.peta.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self._print}

    def _show(self, found: tuple[Peta, bool]) -> None:
        peta, closed = found
        if self._dipilih not in ("", peta.jenis):
            return  # something else was asked for meanwhile
        self.jenis.setCurrentIndex(self.jenis.findData(peta.jenis))
        if closed:
            self.forget()
            self.kata.setText(f"{teks(peta.label)}: hanya untuk petugas bidangnya.")
            return
        self.peta.set_peta(peta)
        self.legenda.set_isi(legend(peta.batas), peta.satuan)
        self.data.setText(f"Data per {peta.data_per}")
        self._tell(self.peta.tile())

    def _refused(self, error: UserError) -> None:
        self.forget()
        self.kata.setText(kalimat(error))

    def _tell(self, tile: object) -> None:
        peta = self.peta.isi.peta
        self.kata.setText(ubin_teks(tile, peta) if isinstance(tile, Ubin) and peta else "")

    def _open(self, tile: Ubin) -> None:
        view: Lihatan = lihatan_of("rt", str(self.jenis.currentData()), tile.wilayah)
        self.daftar_diminta.emit(view)

    def _lay_out(self, places: dict[Any, Any]) -> None:
        self.sesi.write(self, lambda conn: save_letak(conn, places), lambda _n: self.load())

    def _in_order(self) -> None:
        self._lay_out({})

    def _print(self) -> None:
        jenis = str(self.jenis.currentData())
        self.sesi.go("cetak", laporan="peta-masalah", posyandu=self.unit or None, pilihan=jenis)
