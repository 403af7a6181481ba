"""Kotak: the grid of masalah by RT, RW or dasawisma, and the chosen cell in words below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.petak.kotak import ATURAN_TANDA, Kotak, describe_sel, fold_kosong
from sipd_desktop.services.petak.lihatan import TIDAK_DIISI, Lihatan
from sipd_desktop.services.petak.sumber import open_kotak
from sipd_desktop.services.petak.wilayah import Per, Wilayah
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.potensi.kotak import KotakView
from sipd_desktop.ui.potensi.tab import TINGGI_TABEL, Tab
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.theme import px

PILIHAN: tuple[tuple[Per, str], ...] = (("rt", "RT"), ("rw", "RW"), ("dasawisma", "Dasawisma"))
ARTI = "Angka tebal: terkonfirmasi atau ditangani. +3?: masih dugaan."


class PetakTab(Tab):
    """`daftar_diminta` asks for the list of one cell."""

    nama = "Kotak"
    daftar_diminta = Signal(object)

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.per: Per = "rt"
        self.pilih = {key: QRadioButton(label) for key, label in PILIHAN}
        group = QButtonGroup(self)
        for key, button in self.pilih.items():
            group.addButton(button)
            button.setAccessibleName(f"Per {button.text()}")
            button.clicked.connect(lambda _on=False, k=key: self.choose(k))
        self.pilih["rt"].setChecked(True)
        self.kotak = KotakView()
        self.kotak.setMinimumHeight(px(TINGGI_TABEL))
        self.kotak.dipilih.connect(self._tell)
        self.kotak.dibuka.connect(self._open)
        self.kata = make_label("", "tebal", lipat=True)
        self.tidak_ada = make_label("", "petunjuk", lipat=True)
        self.arti = make_label(f"{ARTI} {ATURAN_TANDA}", "petunjuk", lipat=True)
        self.cetak = make_button("Cetak", self._print, tautan=True, ikon="printer", kunci="Ctrl+P")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(in_row(make_label("Per:", "tebal"), *self.pilih.values(), 1, self.cetak))
        box.addWidget(self.kotak, 1)
        for part in (self.kata, self.tidak_ada, self.arti):
            box.addWidget(part)

    def choose(self, per: str) -> None:
        """Count by RT, RW or dasawisma."""
        self.per = cast("Per", per)
        self.pilih[self.per].setChecked(True)
        self.load()

    def load(self) -> None:
        work = partial(
            open_kotak,
            petugas=self.sesi.petugas,
            per=self.per,
            acuan=self.sesi.tanggal,
            posyandu_id=self.unit,
        )
        self.sesi.read(self, work, self._show, self._refused, slow=True)

    def forget(self) -> None:
        self.kotak.set_kotak(None)
        self.kata.clear()
        self.tidak_ada.fill("")

    def focus_start(self) -> None:
        self.kotak.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self._print}

    def _show(self, kotak: Kotak) -> None:
        if kotak.per != self.per:
            return  # something else was asked for meanwhile
        shown, gone = fold_kosong(kotak)
        self.kotak.set_kotak(shown)
        self.tidak_ada.fill(f"Tidak ada: {', '.join(map(teks, gone))}." if gone else "")
        if self.kotak.hasFocus() or self.kotak.cell() is not None:
            row, place = self.kotak.cell() or (0, 0)
            self._tell(row, place)

    def _refused(self, error: UserError) -> None:
        self.forget()
        self.kata.setText(kalimat(error))

    def _tell(self, row: int, place: int) -> None:
        kotak = self.kotak.isi.kotak
        if kotak is not None:
            self.kata.setText(describe_sel(kotak, kotak.baris[row], place))

    def _open(self, row: int, place: int) -> None:
        kotak = self.kotak.isi.kotak
        if kotak is not None and not kotak.baris[row].tertutup:
            self.daftar_diminta.emit(
                lihatan_of(self.per, kotak.baris[row].jenis, kotak.wilayah[place])
            )

    def _print(self) -> None:
        self.sesi.go("cetak", laporan="petak-masalah", posyandu=self.unit or None, pilihan=self.per)


def lihatan_of(per: Per, jenis: str, place: Wilayah) -> Lihatan:
    """The filter of the list of one cell."""
    if not place.kunci:
        return Lihatan(jenis=jenis)
    dusun, rw, *rest = place.kunci
    rw = rw or TIDAK_DIISI
    rt = (rest[0] or TIDAK_DIISI) if rest else ""
    dasawisma = (rest[1] or TIDAK_DIISI) if per == "dasawisma" else ""
    return Lihatan(jenis=jenis, dusun=dusun, rw=rw, rt=rt, dasawisma=dasawisma)
