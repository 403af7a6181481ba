"""Potensi: what was noted by hand and what the pendataan counts, with the date of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.masalah import JENIS_POTENSI
from sipd_desktop.services.potensi.daftar import (
    JAWABAN_LAIN,
    PotensiBaris,
    SaringPotensi,
    sort_potensi,
)
from sipd_desktop.services.potensi.daftar import list_potensi as _by_hand
from sipd_desktop.services.potensi.kuesioner import list_kuesioner
from sipd_desktop.services.potensi.turunan import list_turunan
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.potensi.tab import TINGGI_TABEL, Tab
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView

KOLOM = (
    Column("label", "Jenis", lambda p: teks(p.label)),
    Column("nama", "Nama"),
    Column("jumlah", "Jumlah"),
    Column("rt", "RT/RW", lambda p: "/".join(filter(None, (p.rt, p.rw))) or "semua"),
    Column(
        "segar",
        "Data per",
        lambda p: p.segar.teks,
        tingkat=lambda p: "perhatian" if p.segar.keadaan == "lama" else "",
    ),
    Column("kontak_samar", "Kontak", lambda p: p.kontak_samar or "-"),
    Column("asal", "Asal", rentang=True),
)
_KOSONG = "Belum ada potensi yang dicatat. Tekan F3, misalnya untuk kelompok tani atau mushola."
_BELUM_DINILAI = (
    "Jawaban kuesioner yang belum dikenal. Bila ini potensi, Enter menjadikannya catatan: pilih "
    "jenisnya, tambah tempat dan kontak."
)
_DARI_KUESIONER = "Dari kuesioner. Enter menjadikannya catatan dengan tempat dan kontak."
_TIDAK_COCOK = "Tidak ada potensi untuk pilihan ini. Ganti pilihannya, atau catat dengan F3."


class PotensiTab(Tab):
    """F3 notes a new one; Enter opens one noted by hand, or notes one from an answer."""

    nama = "Potensi"

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.kata = SearchBox("Cari potensi", "Nama atau tempat potensi")
        self.jenis = QComboBox()
        self.jenis.setAccessibleName("Jenis potensi")
        self.jenis.addItem("Semua jenis", "")
        for key, label in JENIS_POTENSI:
            self.jenis.addItem(teks(label), key)
        self.jenis.addItem("Jawaban lain, belum dinilai", JAWABAN_LAIN)
        self.tabel = TableView("Daftar potensi", KOLOM)
        self.tabel.setMinimumHeight(px(TINGGI_TABEL))
        self.kosong = EmptyState(_KOSONG)
        self.rinci = make_label("", "petunjuk", lipat=True)
        self.baru = make_button("Catat potensi", self._new, utama=True, ikon="plus", kunci="F3")
        self.buka = make_button("Buka", self._open_row, ikon="pencil", kunci="Enter")
        self.cetak = make_button("Cetak", self._print, ikon="printer", kunci="Ctrl+P")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self.load)
        self.kata.dicari.connect(lambda _t: self._wait.start())
        self.kata.ke_daftar.connect(self.tabel.setFocus)
        self.kata.dipilih.connect(lambda _t: self._open_row())
        self.kata.ditinggalkan.connect(sesi.back)
        self.jenis.activated.connect(lambda _n: self.load())
        self.tabel.dipilih.connect(self._tell)
        self.tabel.dibuka.connect(lambda _row: self._open_row())
        self.tabel.keluar_atas.connect(self.kata.setFocus)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        top = in_row(self.jenis)
        top.insertWidget(0, self.kata, 1)
        box.addLayout(top)
        box.addWidget(self.tabel, 1)
        box.addWidget(self.kosong, 1)
        box.addWidget(self.rinci)
        box.addLayout(in_row(self.baru, self.buka, self.cetak, 1))

    def saring(self) -> SaringPotensi:
        """What the boxes say."""
        return SaringPotensi(jenis=self.jenis.currentData() or "", kata=self.kata.teks())

    def load(self) -> None:
        wish, who, day = self.saring(), self.sesi.petugas, self.sesi.tanggal

        def work(conn: Any) -> tuple[SaringPotensi, tuple[PotensiBaris, ...]]:
            noted = _by_hand(conn, who, day, wish)
            counted = list_turunan(conn, who, day, wish)
            told = list_kuesioner(conn, who, day, wish)
            return wish, sort_potensi((*noted, *counted, *told))

        self.sesi.read(self, work, self._show, self._refused, slow=True)

    def forget(self) -> None:
        self._wait.stop()
        self.tabel.set_rows(())
        self.rinci.clear()

    def focus_start(self) -> None:
        self.kata.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"baru": self._new, "cetak": self._print, "cari": self.kata.setFocus}

    def _show(self, made: tuple[SaringPotensi, tuple[PotensiBaris, ...]]) -> None:
        wish, rows = made
        if wish != self.saring():
            return  # something else was asked for meanwhile
        self.tabel.set_rows(rows)
        if self.tabel.row() is None:
            self.tabel.select(0)
        self.kosong.set_teks(_KOSONG if wish == SaringPotensi() else _TIDAK_COCOK)
        self.tabel.setVisible(bool(rows))
        self.kosong.setVisible(not rows)
        self.cetak.setEnabled(bool(rows))
        self._tell(self.tabel.row())

    def _refused(self, error: UserError) -> None:
        self.forget()
        self.tabel.hide()
        self.kosong.set_teks(kalimat(error))
        self.kosong.show()

    def _tell(self, row: object) -> None:
        mine = isinstance(row, PotensiBaris) and bool(row.id)
        told = isinstance(row, PotensiBaris) and row.usul is not None
        self.buka.setEnabled(mine or told)
        self.buka.set_teks("Jadikan potensi" if told else "Buka")
        if not isinstance(row, PotensiBaris):
            self.rinci.clear()
        elif told:
            lain = row.jenis == JAWABAN_LAIN
            self.rinci.setText(_BELUM_DINILAI if lain else _DARI_KUESIONER)
        elif mine:
            where = ", ".join(filter(None, (row.tempat, row.dusun.title())))
            self.rinci.setText(where or "Enter membuka catatan ini dengan kontaknya.")
        else:
            self.rinci.setText(
                "Jumlah dari pendataan, tanpa nama. Berubah sendiri bila didata lagi."
            )

    def _new(self) -> None:
        self.sesi.go("potensi_baru", unit=self.unit)

    def _open_row(self) -> None:
        row = self.tabel.row()
        if isinstance(row, PotensiBaris) and row.id:
            self.sesi.go("potensi_baru", potensi_id=row.id, unit=self.unit)
        elif isinstance(row, PotensiBaris) and row.usul is not None:
            self.sesi.go("potensi_baru", usul=row.usul, unit=self.unit)

    def _print(self) -> None:
        self.sesi.go("cetak", laporan="potensi", posyandu=self.unit or None, pilihan=self.saring())
