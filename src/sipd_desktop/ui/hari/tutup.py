"""Close and sign: one page with the figures, who goes to the bidan, and who did not come.

Enter on the button signs; nothing else is asked, because the day can be opened again.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.tampil import tanggal_hari, tanggal_panjang
from sipd_desktop.services.hari.keadaan import days_after, is_late, last_day
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.belum import alamat_teks
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.muat import ANGKA, Penutup, angka_teks
from sipd_desktop.ui.hari.saring import kelompok_teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_DAFTAR = 130
"""Least height of the two lists: three rows."""


class TutupPanel(QWidget):
    """The end of the day."""

    tutup = Signal()
    buka_lagi = Signal()
    dipilih = Signal(str)
    laporan = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self.judul = Kata(self, "judul", lipat=True)
        self.angka: list[tuple[Kata, Kata]] = []
        self.kelompok = Kata(self, lipat=True)
        self.periksa = Kata(self, lipat=True)
        self.kepala_bidan = Kata(self, "bagian", lipat=True)
        self.bidan = Daftar("Ke bidan hari ini", self, dua_baris=False)
        self.bidan.activated.connect(self._take)
        self.kepala_belum = Kata(self, "bagian", lipat=True)
        self.belum = Daftar("Belum datang per RT", self, dua_baris=False)
        self.tombol = BigButton("", ikon="circle-check", kunci="Enter", parent=self)
        self.tombol.clicked.connect(self._press)
        self.tombol_laporan = BigButton(
            "Laporan SKDN", ikon="file-text", peran="biasa", parent=self
        )
        self.tombol_laporan.clicked.connect(self._press_second)
        self._lay_out()

    def _lay_out(self) -> None:
        frame = QFrame(self)
        frame.setProperty("peran", "kartu")
        flow = AlirLayout(frame, jarak=px(28))
        flow.setContentsMargins(px(16), px(8), px(16), px(8))
        for _ in ANGKA:
            flow.addWidget(self._figure(frame))
        lists = QGridLayout()
        lists.setHorizontalSpacing(16)
        lists.addWidget(self.kepala_bidan, 0, 0)
        lists.addWidget(self.bidan, 1, 0)
        lists.addWidget(self.kepala_belum, 0, 1)
        lists.addWidget(self.belum, 1, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.tombol)
        acts.addWidget(self.tombol_laporan)
        acts.addStretch(1)
        inner = QWidget(self)
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, px(8), 0)
        for part in (self.judul, frame, self.kelompok, self.periksa):
            body.addWidget(part)
        body.addLayout(lists, 1)
        for rows in (self.bidan, self.belum):
            rows.setMinimumHeight(px(_DAFTAR))
        scroll = Gulung(self)  # at 150 % nothing is squeezed; the buttons stay in sight
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        scroll.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll, 1)
        box.addLayout(acts)

    def show_penutup(self, isi: Penutup, hari_ini: date) -> None:
        """Fill the page; `hari_ini` tells whether the day is closed in time."""
        self._closed = isi.hari.status == "tutup"
        when = tanggal_hari(isi.hari.tanggal)
        if self._closed:
            signed = f", ditandatangani {isi.penanda}" if isi.penanda else ""
            self.judul.setText(f"Hari buka {when} sudah ditutup{signed}")
        else:
            self.judul.setText(f"Tutup hari buka {when}")
        self._show_figures(isi)
        self.kelompok.fill(f"Hadir per kelompok: {kelompok_teks(isi.kelompok)}.")
        self.periksa.setText(_check(isi, hari_ini))
        self.kepala_bidan.setText(f"Ke bidan hari ini: {len(isi.bidan)} orang")
        self.bidan.show_rows(
            [BarisDaftar(a.orang.nama, nomor=str(a.nomor), kunci=a.orang.id) for a in isi.bidan]
        )
        self.kepala_belum.setText(f"Belum datang: {isi.ringkas.belum} anak")
        self.belum.show_rows(
            [BarisDaftar(alamat_teks(g), kanan=f"{len(g.orang)} anak") for g in isi.belum]
        )
        # once signed, the Enter of habit must not take the signature off again
        self.tombol.set_teks("Laporan SKDN" if self._closed else "Tutup dan tanda tangani")
        self.tombol_laporan.set_teks("Buka lagi" if self._closed else "Laporan SKDN")

    def clear(self) -> None:
        """Take every name off."""
        self.bidan.show_rows(())

    def focus_start(self) -> None:
        """Cursor on the button."""
        self.tombol.setFocus()

    def _figure(self, parent: QWidget) -> QWidget:
        """One large figure over what it counts."""
        cell = QWidget(parent)
        number, about = Kata(cell, "angka-besar"), Kata(cell, "petunjuk")
        box = QVBoxLayout(cell)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(number)
        box.addWidget(about)
        self.angka.append((number, about))
        return cell

    def _show_figures(self, isi: Penutup) -> None:
        for (number, about), (letter, figure, word) in zip(
            self.angka, angka_teks(isi.laporan), strict=True
        ):
            number.setText(f"{letter} {figure}")
            about.setText(word)
            number.setAccessibleName(f"{letter} {figure}, {word}")

    def _press(self) -> None:
        (self.laporan if self._closed else self.tutup).emit()

    def _press_second(self) -> None:
        (self.buka_lagi if self._closed else self.laporan).emit()

    def _take(self) -> None:
        row = self.bidan.terpilih()
        if row is not None:
            self.dipilih.emit(row.kunci)


def _check(isi: Penutup, hari_ini: date) -> str:
    """What to look at before signing; empty lines are left out."""
    lines = []
    after = days_after(isi.hari, hari_ini)
    if isi.hari.status != "tutup" and after > 0:
        limit = tanggal_panjang(last_day(isi.hari))
        late = is_late(isi.hari, hari_ini)
        end = f"sudah lewat ({limit}). Tetap bisa ditutup; tercatat terlambat." if late else limit
        lines.append(f"Sekarang H+{after}. Batas tutup {end}{'' if late else '.'}")
    if isi.belum_diukur:
        names = ", ".join(kata.nama_pendek(a.orang.nama) for a in isi.belum_diukur[:5])
        lines.append(f"{len(isi.belum_diukur)} anak hadir tetapi belum ditimbang: {names}.")
    luar = isi.laporan.tabel.jumlah("LUAR")
    if luar:
        lines.append(f"D memuat {luar} anak dari luar wilayah, tidak dihitung di S.")
    if not isi.belum_diukur and not luar:
        lines.append("Semua yang hadir sudah ditimbang.")
    return "\n".join(lines)
