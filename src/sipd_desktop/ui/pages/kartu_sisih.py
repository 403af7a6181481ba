"""The right half of the inbox for an entry the centre set aside, and for a NIK used twice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.beda.baris import Disisihkan, Ganda
from sipd_desktop.services.beda.kata import KOSONG
from sipd_desktop.services.beda.sisih import reason_code
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_field,
    make_label,
)
from sipd_desktop.ui.text import teks


class KartuSisih(QWidget):
    """What was set aside, why, and the one thing to do about it."""

    diperbaiki = Signal(str)
    kirim_lagi = Signal()
    orang_diminta = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.judul = make_label("", "judul", lipat=True)
        self.apa = make_label("", "bagian", lipat=True)
        self.nilai = make_label("", "sedang", lipat=True)
        self.sebab = make_label("", "", lipat=True)
        self.kotak = make_field("Isi yang benar", keterangan="Kosongkan bila memang tidak ada.")
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan, lalu kirim lagi", self._save, utama=True, kunci="Enter")
        self.ulang = make_button("Kirim lagi", self.kirim_lagi.emit, utama=True, kunci="1")
        self.orang = make_button("Buka orangnya", self.orang_diminta.emit, tautan=True)
        self.kotak.returnPressed.connect(self._save)
        self._isian = QWidget()
        inner = QVBoxLayout(self._isian)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(labelled("Isi yang benar", self.kotak))
        inner.addWidget(self.keluhan)
        inner.addLayout(in_row(self.simpan, 1))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for part in (self.judul, self.apa, self.nilai, self.sebab, self._isian):
            box.addWidget(part)
        box.addLayout(in_row(self.ulang, self.orang, 1))
        box.addStretch(1)

    def fill(self, baris: Disisihkan) -> None:
        """Show an entry."""
        self.judul.setText(baris.judul)
        self.apa.setText(baris.apa)
        self.nilai.fill(f"Isinya: {baris.nilai}" if baris.nilai != KOSONG else "")
        kolom = baris.apa.rpartition(": ")[2]
        self.sebab.setText(teks(sentence(reason_code(baris), kolom=kolom)))
        self.kotak.clear()
        self.keluhan.say()
        self._isian.setVisible(baris.cara == "perbaiki")
        self.ulang.setVisible(baris.cara == "kirim-lagi")
        self.orang.setVisible(baris.warga_id is not None)

    def clear(self) -> None:
        """Take every name and value away."""
        for label in (self.judul, self.apa, self.nilai, self.sebab):
            label.clear()
        self.kotak.clear()
        self.keluhan.say()

    def _save(self) -> None:
        self.diperbaiki.emit(self.kotak.text())


class KartuGanda(QWidget):
    """One NIK, the people who carry it, and their pages."""

    orang_diminta = Signal(str)
    banding_diminta = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.judul = make_label("", "judul", lipat=True)
        self.banding = make_button("Bandingkan berdampingan", self._compare, ikon="users")
        self.apa = make_label(
            "Satu NIK hanya milik satu orang. Buka orangnya, cocokkan dengan KK, lalu perbaiki "
            "yang salah ketik. Tidak ada yang hilang selama belum dipilih.",
            "sedang",
            lipat=True,
        )
        self._tombol = [make_button("", partial(self._open, n)) for n in range(6)]
        self._ids: tuple[str, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.judul)
        box.addWidget(self.apa)
        for button in self._tombol:
            box.addLayout(in_row(button, 1))
        box.addLayout(in_row(self.banding, 1))
        box.addStretch(1)

    def fill(self, ganda: Ganda) -> None:
        """Show the people of one NIK."""
        self.judul.setText(f"NIK {ganda.nik_samar} dipakai {len(ganda.orang)} orang")
        self._ids = tuple(i for i, _ in ganda.orang)
        for n, button in enumerate(self._tombol):
            button.setVisible(n < len(ganda.orang))
            if n < len(ganda.orang):
                button.set_teks(ganda.orang[n][1])

    def clear(self) -> None:
        """Take every name away."""
        self.judul.clear()
        self._ids = ()
        for button in self._tombol:
            button.set_teks("")

    def _compare(self) -> None:
        """Same person or a typing mistake: the first two side by side."""
        if len(self._ids) > 1:
            self.banding_diminta.emit(self._ids[0], self._ids[1])

    def _open(self, number: int) -> None:
        if number < len(self._ids):
            self.orang_diminta.emit(self._ids[number])
