"""The boxes above the list of masalah: words, kind, status, place, overdue, and saved views."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from sipd_desktop.bidang.umum.masalah import JENIS_MASALAH, STATUS_MASALAH
from sipd_desktop.services.petak.lihatan import BAWAAN, Lihatan, Tersimpan
from sipd_desktop.ui.pages.bagian import in_row, make_button
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.cari import SearchBox

_BEBAS = "Pilihan sendiri"
Tempat = tuple[str, str, str, str]
"""rt, rw, dusun, dasawisma"""


class SaringMasalah(QWidget):
    """`berubah` when the list must be read again."""

    berubah = Signal()
    simpan_diminta = Signal()
    hapus_diminta = Signal(str)
    ganti_diminta = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kata = SearchBox("Cari di daftar masalah", "Nama, masalah atau alasan")
        self.lihatan = _combo("Lihatan")
        self.jenis = _combo("Jenis masalah", ("", "Semua masalah"), *JENIS_MASALAH)
        self.status = _combo(
            "Status", ("", "Belum selesai"), *STATUS_MASALAH, ("semua", "Semua status")
        )
        self.tempat = _combo("Tempat", (("", "", "", ""), "Semua tempat"))
        self.lewat = QCheckBox("Lewat tenggat")
        self.simpan = make_button("Simpan lihatan", self.simpan_diminta.emit, tautan=True)
        self.ganti = make_button("Ganti nama", self._rename, tautan=True)
        self.hapus = make_button("Hapus lihatan", self._drop, tautan=True)
        self._tersimpan: tuple[Tersimpan, ...] = ()
        for combo in (self.jenis, self.status, self.tempat):
            combo.activated.connect(lambda _n: self._changed())
        self.kata.dicari.connect(lambda _t: self._changed())
        self.lewat.clicked.connect(lambda _on: self._changed())
        self.lihatan.activated.connect(self._take_view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        top = in_row(self.simpan, self.ganti, self.hapus)
        top.insertWidget(0, self.kata, 1)
        box.addLayout(top)
        flow = AlirLayout()
        for part in (self.lihatan, self.jenis, self.status, self.tempat, self.lewat):
            flow.addWidget(part)
        box.addLayout(flow)
        self.set_tersimpan(())

    def set_tersimpan(self, saved: Sequence[Tersimpan]) -> None:
        """Offer these views after those everybody has."""
        self._tersimpan = (*BAWAAN, *saved)
        self.lihatan.clear()
        for view in self._tersimpan:
            self.lihatan.addItem(view.nama, view.lihatan)
        self.lihatan.addItem(_BEBAS, None)
        self._mark_view()

    def set_tempat(self, places: Sequence[tuple[Tempat, str]]) -> None:
        """Offer these places; the chosen one stays chosen."""
        kept = self.tempat.currentData()
        self.tempat.clear()
        self.tempat.addItem("Semua tempat", ("", "", "", ""))
        for key, label in places:
            self.tempat.addItem(label, key)
        self._choose(self.tempat, kept)

    def lihatan_kini(self) -> Lihatan:
        """What the boxes say."""
        rt, rw, dusun, dasawisma = self.tempat.currentData() or ("", "", "", "")
        return Lihatan(
            jenis=self.jenis.currentData() or "",
            status=self.status.currentData() or "",
            rt=rt,
            rw=rw,
            dusun=dusun,
            dasawisma=dasawisma,
            kata=self.kata.teks(),
            lewat_tenggat=self.lewat.isChecked(),
        )

    def set_lihatan(self, view: Lihatan) -> None:
        """Put a view into the boxes; a place that is not offered is offered now."""
        self.kata.blockSignals(True)
        self.kata.setText(view.kata)
        self.kata.blockSignals(False)
        self._choose(self.jenis, view.jenis)
        self._choose(self.status, view.status)
        place = (view.rt, view.rw, view.dusun, view.dasawisma)
        if self._find(self.tempat, place) < 0:
            self.tempat.addItem(place_label(place), place)
        self._choose(self.tempat, place)
        self.lewat.setChecked(view.lewat_tenggat)
        self._mark_view()

    def nama_lihatan(self) -> str:
        """Name of the chosen view if the account saved it itself, else empty."""
        own = self._tersimpan[len(BAWAAN) :]
        return next((v.nama for v in own if v.nama == self.lihatan.currentText()), "")

    def _take_view(self, number: int) -> None:
        view = self.lihatan.itemData(number)
        if isinstance(view, Lihatan):
            self.set_lihatan(view)
            self.berubah.emit()
        else:
            self.kata.setFocus()

    def _drop(self) -> None:
        if name := self.nama_lihatan():
            self.hapus_diminta.emit(name)

    def _rename(self) -> None:
        if name := self.nama_lihatan():
            self.ganti_diminta.emit(name)

    def _changed(self) -> None:
        self._mark_view()
        self.berubah.emit()

    def _mark_view(self) -> None:
        """Name the view that the boxes happen to say."""
        now = self.lihatan_kini()
        views = [v.lihatan for v in self._tersimpan]
        self.lihatan.setCurrentIndex(views.index(now) if now in views else len(views))
        own = bool(self.nama_lihatan())
        self.simpan.setVisible(now not in views)
        self.hapus.setVisible(own)
        self.ganti.setVisible(own)

    def _find(self, combo: QComboBox, data: object) -> int:
        return next((n for n in range(combo.count()) if combo.itemData(n) == data), -1)

    def _choose(self, combo: QComboBox, data: object) -> None:
        combo.setCurrentIndex(max(self._find(combo, data), 0))


def place_label(place: Tempat) -> str:
    """`RT 002, RW 001, Krajan` of a filter."""
    rt, rw, dusun, dasawisma = place
    parts = (dasawisma, f"RT {rt}" if rt else "", f"RW {rw}" if rw else "", dusun.title())
    return ", ".join(filter(None, parts)) or "Tempat belum diisi"


def _combo(nama: str, *items: tuple[object, str]) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(nama)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, label in items:
        combo.addItem(teks(label), value)
    return combo
