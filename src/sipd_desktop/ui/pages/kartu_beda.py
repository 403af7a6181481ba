"""The right half of the inbox: one difference as two large values, chosen with the key 1 or 2."""

from __future__ import annotations

from datetime import timezone

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import waktu
from sipd_desktop.services.beda.baris import Beda, Sisi
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_card, make_label
from sipd_desktop.ui.widgets.alir import AlirLayout

_KATA = {"dipakai": "Dipakai sekarang", "lain": "Yang satu lagi"}


class KartuNilai(QFrame):
    """One value: what stands large, who wrote it where and when, and the button that takes it."""

    dipilih = Signal()

    def __init__(self, tombol: str, kunci: str) -> None:
        super().__init__()
        frame, box = make_card()
        self.peran = make_label("", "petunjuk")
        self.nilai = make_label("", "besar", lipat=True)
        self.siapa = make_label("", "petunjuk", lipat=True)
        self.usul = make_label("Usul", "tebal")
        self.tombol = make_button(tombol, self.dipilih.emit, kunci=kunci)
        box.addLayout(in_row(self.peran, 1, self.usul))
        box.addWidget(self.nilai)
        box.addWidget(self.siapa)
        box.addStretch(1)
        box.addWidget(self.tombol)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def fill(self, peran: str, sisi: Sisi, zona: timezone, *, usul: bool, bisa: bool) -> None:
        """Show a side; `usul` marks it as the proposal, `bisa` whether it may be chosen here."""
        self.peran.setText(peran)
        self.nilai.setText(sisi.nilai)
        self.siapa.setText(who(sisi, zona))
        self.usul.setVisible(usul)
        self.tombol.setVisible(bisa)
        self.tombol.setAccessibleName(f"Pakai {sisi.nilai}")


def who(sisi: Sisi, zona: timezone) -> str:
    """Who wrote it, where and when, in one line."""
    when = waktu(clock.parse_instant(sisi.waktu), zona) if sisi.waktu else ""
    return ", ".join(filter(None, (sisi.pelaku, sisi.laptop, when)))


class KartuBeda(QWidget):
    """One difference with both values, the proposal and its reason."""

    diputus = Signal(str)
    """`dipakai` or `lain`."""
    dibiarkan = Signal()
    semua_diminta = Signal()
    nomor_diminta = Signal()
    orang_diminta = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.judul = make_label("", "judul", lipat=True)
        self.apa = make_label("", "bagian", lipat=True)
        self.kartu = {
            "dipakai": KartuNilai("Pakai yang ini", "1"),
            "lain": KartuNilai("Pakai yang ini", "2"),
        }
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for key, card in self.kartu.items():
            card.dipilih.connect(lambda k=key: self.diputus.emit(k))
            pair.addWidget(card, 1)
        self.alasan = make_label("", "sedang", lipat=True)
        self.kini = make_label("", "galat", lipat=True)
        self.biarkan = make_button("Biarkan yang sekarang", self.dibiarkan.emit, kunci="3")
        self.semua = make_button("", self.semua_diminta.emit, kunci="9")
        self.nomor = make_button("Lihat nomornya", self.nomor_diminta.emit, tautan=True)
        self.orang = make_button("Buka orangnya", self.orang_diminta.emit, tautan=True)
        flow = AlirLayout(jarak=10)
        for part in (self.biarkan, self.semua, self.nomor, self.orang):
            flow.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.judul)
        box.addWidget(self.apa)
        box.addLayout(pair)
        box.addWidget(self.kini)
        box.addWidget(self.alasan)
        box.addLayout(flow)
        box.addStretch(1)

    def fill(self, beda: Beda, zona: timezone, sejenis: int) -> None:
        """Show a difference; `sejenis` = open ones of the same field, this one included."""
        decided = beda.putusan is not None
        self.judul.setText(beda.judul)
        self.apa.setText(beda.apa)
        for key, sisi in (("dipakai", beda.dipakai), ("lain", beda.lain)):
            self.kartu[key].fill(
                _role(beda, key), sisi, zona, usul=beda.usul == key and not decided,
                bisa=beda.ada and not decided,
            )  # fmt: skip
        self.kini.fill(_now(beda))
        self.alasan.setText(_reason(beda))
        self.biarkan.setVisible(beda.kini is not None and not decided)
        self.semua.setVisible(sejenis > 1 and not decided and beda.usul == "dipakai")
        self.semua.set_teks(f"Pakai yang terbaru untuk {sejenis} catatan seperti ini")
        self.nomor.setVisible(beda.samar and "*" in beda.dipakai.nilai + beda.lain.nilai)
        self.orang.setVisible(beda.warga_id is not None)

    def clear(self) -> None:
        """Take every name and value away."""
        for label in (self.judul, self.apa, self.alasan):
            label.clear()
        self.kini.fill("")
        for card in self.kartu.values():
            for part in (card.nilai, card.siapa):
                part.clear()
            card.tombol.setAccessibleName("Pakai yang ini")


def _role(beda: Beda, key: str) -> str:
    if beda.putusan is None:
        return _KATA[key]
    return "Dipilih" if beda.putusan == key else "Tidak dipilih"


def _now(beda: Beda) -> str:
    if beda.kini is None or beda.putusan is not None:
        return ""
    return f"Sesudah itu sudah diganti lagi menjadi: {beda.kini}."


def _reason(beda: Beda) -> str:
    if beda.putusan is not None:
        by = f" oleh {beda.diputus}" if beda.diputus else ""
        return f"Sudah diputuskan{by}."
    if not beda.ada:
        return "Catatan ini ada di Posyandu lain, jadi dipilih di sana."
    return f"Usul: {beda.alasan}" if beda.usul else beda.alasan
