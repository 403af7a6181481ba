"""Langkah 4: the list at the left, one person before the bidan at the right.

The list holds number, name and "sudah", nothing else. What stands large is an action; values and
findings wait for a key (A or F8) and are covered again for the next person.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import umur_pendek
from sipd_desktop.rules.sasaran import SINGKAT
from sipd_desktop.services.hari.bidan import DaftarBidan, Jawaban, LembarBidan, Pasien
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.jawaban import JawabanForm
from sipd_desktop.ui.theme import px, set_peran
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

KOSONG = (
    "Belum ada yang perlu ke bidan. Anak dengan hasil yang perlu dilihat bidan masuk sendiri; "
    "orang lain dengan tombol B di barisnya."
)
BUKAN_BIDAN = "Jawaban diisi bidan. Bidan masuk dengan namanya sendiri: Ctrl+L."
SUDAH_TUTUP = "Hari ini sudah ditutup. Ketua dapat membukanya lagi (F7) bila ada yang kurang."
PILIH = "Pilih nama, lalu Enter."


class BidanPanel(QWidget):
    """Who needs the bidan, and her answer."""

    dipilih = Signal(str)
    simpan = Signal(object)
    sahkan = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lembar: LembarBidan | None = None
        self._boleh = False
        self._mengapa = BUKAN_BIDAN
        self.judul = Kata(self, "judul", lipat=True)
        self.sah = Kata(self, "petunjuk", lipat=True)
        self.tombol_sah = BigButton("Sahkan hari ini", ikon="circle-check", parent=self)
        self.tombol_sah.clicked.connect(self.sahkan)
        self.daftar = Daftar("Perlu ke bidan hari ini", self)
        self.kosong = Kata(self, lipat=True, teks=KOSONG)
        self.nama = Kata(self, "bagian", lipat=True)
        self.siapa = Kata(self, "petunjuk", lipat=True)
        self.tindakan = Kata(self, "besar", lipat=True)
        self.tombol_hasil = BigButton(
            "Lihat hasil", ikon="eye", kunci="A", peran="biasa", parent=self
        )
        set_peran(self.tombol_hasil, "kecil")
        self.tombol_hasil.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rincian = Kata(self, lipat=True)
        self.jawaban = JawabanForm(self)
        self.ket = Kata(self, lipat=True)
        self._lay_out()
        self.daftar.activated.connect(self._take)
        self.daftar.clicked.connect(self._take)
        self.tombol_hasil.clicked.connect(self.toggle)
        self.jawaban.simpan.connect(self.simpan)
        self.jawaban.perintah.connect(lambda letter: self.toggle() if letter == "A" else None)
        self.clear()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.judul, 1)
        top.addWidget(self.tombol_sah)
        left = QVBoxLayout()
        left.addWidget(self.kosong)
        left.addWidget(self.daftar, 1)
        left.addStretch(0)
        inner = QWidget(self)
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(0, 0, px(8), 0)
        for part in (self.rincian, self.jawaban):
            middle.addWidget(part)
        self.gulung = Gulung(self)
        self.gulung.setWidget(inner)
        head = QHBoxLayout()
        head.addWidget(self.nama, 1)
        head.addWidget(self.tombol_hasil)
        side = QVBoxLayout()
        side.setSpacing(px(6))
        side.addLayout(head)
        for below in (self.siapa, self.tindakan, self.gulung, self.ket):
            side.addWidget(below)
        side.addWidget(self.jawaban.tombol, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addLayout(left, 2)
        row.addLayout(side, 3)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.sah)
        box.addLayout(row, 1)

    # showing

    def show_daftar(self, isi: DaftarBidan) -> None:
        """The list; the chosen one stays chosen, else the first that waits."""
        self._boleh = isi.boleh_menjawab
        self._mengapa = SUDAH_TUTUP if isi.hari.status == "tutup" else BUKAN_BIDAN
        waiting = sum(1 for p in isi.pasien if not p.selesai)
        done = len(isi.pasien) - waiting
        self.judul.setText(f"Bidan: {waiting} menunggu, {done} sudah")
        self.sah.fill(f"Hari ini disahkan {isi.disahkan}." if isi.disahkan else "")
        self.tombol_sah.setVisible(isi.boleh_mengesahkan and not isi.disahkan)
        chosen = self.daftar.terpilih()
        self.daftar.show_rows([_row(p) for p in isi.pasien], chosen.kunci if chosen else "")
        self.daftar.setVisible(bool(isi.pasien))
        self.kosong.setVisible(not isi.pasien)
        if self.daftar.terpilih() is None:
            self.daftar.step(1)
        if self.lembar is None:
            self._show_nobody()

    def show_pasien(self, lembar: LembarBidan, draf: Jawaban | None = None) -> None:
        """One person; the result stays covered, an answer begun before comes back."""
        self.lembar = lembar
        pasien = lembar.pasien
        self.nama.setText(f"{pasien.nomor}   {pasien.orang.nama}")
        self.siapa.setText(kata.orang_teks(pasien.orang, kelompok=pasien.kelompok))
        self.tindakan.setText(lembar.tindakan)
        self.rincian.fill("")
        self.tombol_hasil.setVisible(bool(lembar.rincian))
        self.tombol_hasil.set_teks("Lihat hasil")
        self.jawaban.show_jawaban(lembar.jawaban, draf)
        self._show_answer(self._boleh)
        self.ket.fill("" if self._boleh else self._mengapa)
        if self._boleh:
            self.jawaban.setFocus()

    def _show_nobody(self) -> None:
        for part in (self.nama, self.siapa, self.tindakan):
            part.setText("")
        self.rincian.fill("")
        self.tombol_hasil.hide()
        self.jawaban.clear()
        self._show_answer(False)
        self.ket.fill(PILIH if self._boleh else self._mengapa)

    def _show_answer(self, on: bool) -> None:
        self.jawaban.setVisible(on)
        self.jawaban.tombol.setVisible(on)

    def clear(self) -> None:
        """Take every name and word off."""
        self.close_pasien()
        self.daftar.show_rows(())

    def close_pasien(self) -> None:
        """Back to the list."""
        self.lembar = None
        self._show_nobody()

    def focus_start(self) -> None:
        """Cursor in the list, on the first that waits."""
        self.daftar.setFocus()

    # acting

    def toggle(self) -> None:
        """Uncover or cover values and findings."""
        if self.lembar is None:
            return
        opening = not self.rincian.text()
        self.rincian.fill("\n".join(self.lembar.rincian) if opening else "")
        self.tombol_hasil.set_teks("Tutup hasil" if opening else "Lihat hasil")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().upper() == "A" and not event.modifiers():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        row = self.daftar.terpilih()
        if row is not None:
            self.dipilih.emit(row.kunci)


def _row(p: Pasien) -> BarisDaftar:
    umur = umur_pendek(p.orang.umur_bulan) if p.orang.umur_bulan is not None else ""
    about = "   ".join(filter(None, (umur, SINGKAT.get(p.kelompok, ""))))
    return BarisDaftar(p.orang.nama, about, str(p.nomor), "sudah" if p.selesai else "", p.orang.id)
