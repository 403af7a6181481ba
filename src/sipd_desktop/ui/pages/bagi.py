"""Bagi Posyandu: some RT with all their families go to another Posyandu, or to a new one.

RT are ticked with Space; the button says how many families and people will move before it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.pindah import RtPindah, list_rt, split
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, labelled, make_button, make_field, make_label
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.yang_mengubah import only_look


@dataclass(frozen=True, slots=True)
class Baris:
    """One RT of the list, ticked or not."""

    rt: RtPindah
    pilih: bool
    usul: str

    @property
    def tempat(self) -> str:
        """`RT 002 RW 001, KRAJAN`."""
        if not self.rt.rt:
            return "RT belum diisi"
        words = f"RT {self.rt.rt}" + (f" RW {self.rt.rw}" if self.rt.rw else "")
        return f"{words}, {self.rt.dusun}" if self.rt.dusun else words


_KOLOM = (
    Column(
        "pilih",
        "Pindah",
        lambda b: "pindah" if b.pilih else "-",
        "tengah",
        tingkat=lambda b: "info" if b.pilih else "",
    ),
    Column("tempat", "RT/RW", rentang=True),
    Column("keluarga", "Keluarga", lambda b: str(len(b.rt.keluarga)), "kanan"),
    Column("orang", "Orang", lambda b: str(b.rt.orang), "kanan"),
    Column("usul", "Dilayani juga oleh", rentang=True),
)


class DaftarRt(TableView):
    """Space ticks, Enter too."""

    ditandai = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.ditandai.emit(self.row())
        else:
            super().keyPressEvent(event)


class BagiPage(Halaman):
    """Split a Posyandu by RT."""

    judul = "Bagi Posyandu"
    kinds = frozenset({"warga", "keluarga", "posyandu"})
    bantuan = (
        "Spasi menandai RT yang pindah. Panah atas dan bawah untuk baris lain.",
        "Pilih Posyandu tujuan, atau tulis nama Posyandu yang baru.",
        "Pindahkan memindahkan semua keluarga di RT itu sekaligus. Ctrl+Z membatalkan.",
        "Laptop Posyandu baru didaftarkan oleh operator desa.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._ticked: set[tuple[str, str, str]] = set()
        self._rows: tuple[RtPindah, ...] = ()
        self.judul_teks = make_label("", "judul", lipat=True)
        self.daftar = DaftarRt("RT Posyandu ini", _KOLOM, klik_membuka=True)
        self.daftar.dibuka.connect(self._tick)
        self.daftar.ditandai.connect(self._tick)
        self.tujuan = QComboBox()
        self.tujuan.setAccessibleName("Posyandu tujuan")
        self.tujuan.currentIndexChanged.connect(self._sum)
        self.nama_baru = make_field("Nama Posyandu baru", "Kenanga")
        self.nama_baru.textChanged.connect(self._sum)
        self.jumlah = make_label("", "tebal", lipat=True)
        self.pindahkan = make_button("Pindahkan", self._split, utama=True)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        head = in_row()
        head.addWidget(self.judul_teks, 1)
        head.addWidget(kembali)
        box.addLayout(head)
        box.addWidget(make_label("Tandai RT yang pindah dengan Spasi.", "petunjuk"))
        box.addWidget(self.daftar, 1)
        target = in_row()
        target.addLayout(labelled("Ke Posyandu", self.tujuan), 1)
        target.addLayout(labelled("Nama Posyandu baru", self.nama_baru), 1)
        target.addStretch(1)
        box.addLayout(target)
        self.hak = make_label("", "petunjuk", lipat=True)
        box.addWidget(self.hak)
        last = in_row(self.pindahkan)
        last.addWidget(self.jumlah, 1)
        box.addLayout(last)

    def open(self, **_kw: object) -> None:
        """Begin with nothing ticked."""
        self._ticked.clear()
        self.nama_baru.clear()
        self.reload()

    def reload(self) -> None:
        self.sesi.read(self, partial(list_rt, posyandu_id=self.sesi.posyandu_id), self._show)

    def clear(self) -> None:
        self._rows = ()
        self.daftar.set_rows(())

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def _show(self, rows: tuple[RtPindah, ...]) -> None:
        self._rows = rows
        self.judul_teks.setText(f"Bagi Posyandu {self.sesi.nama_posyandu} menurut RT")
        chosen = self.tujuan.currentData()
        self.tujuan.blockSignals(True)
        self.tujuan.clear()
        for posyandu_id, nama in self.sesi.posyandu:
            if posyandu_id != self.sesi.posyandu_id:
                self.tujuan.addItem(nama, posyandu_id)
        hak = only_look(self.sesi, "wilayah", "tambah")
        self.hak.fill(hak and f"Membuat Posyandu baru: {hak.partition(': ')[2]}")
        if not hak:
            self.tujuan.addItem("Posyandu baru", "")
        self.nama_baru.setVisible(not hak)
        self.tujuan.setCurrentIndex(max(self.tujuan.findData(chosen), 0))
        self.tujuan.blockSignals(False)
        self._draw(0)

    def _draw(self, place: int) -> None:
        names = dict(self.sesi.posyandu)
        self.daftar.set_rows(
            [Baris(r, _key(r) in self._ticked, names.get(r.usul or "", "")) for r in self._rows]
        )
        self.daftar.select(place)
        self._sum()

    def _tick(self, row: object) -> None:
        if not isinstance(row, Baris):
            return
        self._ticked ^= {_key(row.rt)}
        self._draw(self._rows.index(row.rt))

    def _chosen(self) -> tuple[RtPindah, ...]:
        return tuple(r for r in self._rows if _key(r) in self._ticked)

    def _sum(self) -> None:
        new = self.tujuan.currentData() == ""
        self.nama_baru.setEnabled(new)
        chosen = self._chosen()
        families, people = sum(len(r.keluarga) for r in chosen), sum(r.orang for r in chosen)
        words = f"{len(chosen)} RT: {families} keluarga, {people} orang" if chosen else ""
        self.jumlah.setText(words)
        self.pindahkan.setEnabled(bool(chosen) and (not new or bool(self.nama_baru.text().strip())))

    def _split(self) -> None:
        petugas, dari, rt = self.sesi.petugas, self.sesi.posyandu_id, self._chosen()
        ke, baru = self.tujuan.currentData() or "", self.nama_baru.text()
        name = self.tujuan.currentText() if ke else " ".join(baru.split())
        words = self.jumlah.text()

        def work(conn: Any) -> Changes:
            return split(conn, petugas, dari, rt, ke=ke, nama_baru="" if ke else baru)[1]

        self.sesi.write(self, work, lambda changes: self._done(words, name, changes))

    def _done(self, words: str, name: str, changes: Changes) -> None:
        self._ticked.clear()
        self.nama_baru.clear()
        self.sesi.saved(f"{words} pindah ke Posyandu {name}.", changes)
        self.sesi.read(self, list_posyandu, self._units)

    def _units(self, units: tuple[tuple[str, str], ...]) -> None:
        """A new Posyandu can be chosen at once, in the bar above too."""
        self.sesi.posyandu = units
        self.sesi.context_changed.emit()


def _key(rt: RtPindah) -> tuple[str, str, str]:
    return rt.dusun, rt.rw, rt.rt
