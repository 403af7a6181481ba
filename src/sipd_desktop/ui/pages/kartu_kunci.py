"""The keys of a new folder, shown once and large: four words and the recovery code.

They are kept nowhere else. The card can be printed or saved as PDF; who clicks on has written it
down, and is asked for the words right after, at the login.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_panjang
from sipd_desktop.render.pdf import write_pdf
from sipd_desktop.spec.lembar import AngkaKunci, Blok, Catatan, DeretAngka, Lembar, Paragraf
from sipd_desktop.ui.pages.bagian import (
    Selebar,
    in_row,
    make_button,
    make_card,
    make_label,
    scrolling,
)
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import CodeLabel

_SIMPAN = (
    "Kata sandi: catat di kartu kecil, dipegang ketua dan satu orang lain. "
    "Jangan ditempel di laptop.",
    "Kode pemulihan: simpan dalam amplop tertutup di kantor desa, terpisah dari laptop.",
    "Tanpa salah satunya, data tidak bisa dibuka oleh siapa pun.",
)


def lembar_kunci(sandi: str | None, kode: str, desa: str, hari: date) -> Lembar:
    """The card as a sheet: words, code, where to keep them."""
    parts: list[Blok] = []
    if sandi:
        words = tuple(AngkaKunci(f"kata {n}", w) for n, w in enumerate(sandi.split(), start=1))
        parts.append(DeretAngka(words, judul="Kata sandi laptop"))
    parts += [
        Paragraf(kode, judul="Kode pemulihan", tebal=True),
        Catatan(_SIMPAN, judul="Cara menyimpan"),
        Catatan(("Sesudah dicetak, hapus berkas PDF ini dari laptop.",), judul="Penting"),
    ]
    return Lembar(
        judul="Kartu kunci laptop",
        subjudul=(desa, tanggal_panjang(hari)),
        blok=tuple(parts),
        kertas="A4",
        rahasia=True,
    )


class KartuKunci(QWidget):
    """Words and code, large; `selesai` after they were written down."""

    selesai = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sandi: str | None = None
        self._kode = self._desa = ""
        self.kata = CodeLabel("Kata sandi laptop")
        self.kode = CodeLabel("Kode pemulihan")
        self.kabar = make_label("", "petunjuk", lipat=True)
        self.kabar.hide()
        self.cetak = make_button("Simpan untuk dicetak (PDF)", self.ask_pdf)
        self.lanjut = make_button("Sudah saya catat, lanjut", self.selesai.emit, utama=True)
        words, inner = make_card("Kata sandi laptop, diketik tiap kali program dinyalakan")
        self._words = words
        inner.addWidget(self.kata)
        code, inner = make_card("Kode pemulihan, bila kata sandi lupa atau laptop diganti")
        inner.addWidget(self.kode)
        page = QWidget()
        box = QVBoxLayout(page)
        box.setSpacing(12)
        box.addWidget(make_label("Catat sekarang, hanya ditampilkan sekali", "judul"))
        box.addWidget(words)
        box.addWidget(code)
        for line in _SIMPAN:
            box.addWidget(make_label(f"\u2022  {line}", lipat=True))
        box.addWidget(self.kabar)
        box.addLayout(in_row(self.lanjut, self.cetak, 1))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(Selebar(page, 860)))

    def show_keys(self, sandi: str | None, kode: str, desa: str) -> None:
        """Show them; an own passphrase (None) is not shown, its owner knows it."""
        self._sandi, self._kode, self._desa = sandi, kode, desa
        self._words.setVisible(sandi is not None)
        self.kata.set_kode("   ".join((sandi or "").split()))
        self.kode.set_kode(kode)
        self.kabar.fill("")

    def forget(self) -> None:
        """Take the keys off the screen and out of memory."""
        self._sandi, self._kode = None, ""
        self.kata.set_kode("")
        self.kode.set_kode("")

    def focus_start(self) -> None:
        """Cursor on the way to keep the card; Enter does not skip it by accident."""
        self.cetak.setFocus()

    def ask_pdf(self) -> None:
        """Ask where to, then write the card."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Simpan kartu kunci", "kartu-kunci.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save_pdf(Path(name))

    def save_pdf(self, path: Path) -> None:
        """Write the card as PDF and say so."""
        sheet = lembar_kunci(self._sandi, self._kode, self._desa, clock.today())
        try:
            write_pdf(path.with_suffix(".pdf"), sheet)
        except UserError as error:
            self.kabar.fill(kalimat(error))
            return
        self.kabar.fill(f"Tersimpan: {path.with_suffix('.pdf').name}. Cetak, lalu hapus berkasnya.")
