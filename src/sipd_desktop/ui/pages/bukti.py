"""One receipt, large enough to be shown to the operator, and as a sheet to sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from sipd_desktop.services.laporan.lembar_bukti import BuktiKirim, lembar_bukti, open_bukti
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.laporan.simpan import ask_path, save_lembar
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_card, make_label, scrolling
from sipd_desktop.ui.sesi import Sesi


class BuktiPage(Halaman):
    """Opened from the list of receipts on Kirim & terima."""

    judul = "Tanda terima"
    bantuan = (
        "Tanda terima menyebut berapa catatan yang sudah diterima pusat data desa.",
        "Ctrl+P menyimpannya sebagai PDF untuk dicetak dan ditandatangani.",
        "Esc kembali ke Kirim & terima.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._nomor = 0
        self.bukti: BuktiKirim | None = None
        self.ask_path: Callable[[QWidget, str], Path | None] = ask_path
        self.nama = make_label("", "judul", lipat=True)
        self.kapan = make_label("", "petunjuk", lipat=True)
        self.simpulan = make_label("", "sedang", lipat=True)
        self.pdf = make_button("Simpan PDF", self.save, utama=True, ikon="printer", kunci="Ctrl+P")
        self.kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        card, inner = make_card()
        self.baris = QFormLayout()
        self.baris.setHorizontalSpacing(28)
        inner.addLayout(self.baris)
        self.sisih = make_label("", "galat", lipat=True)
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(12)
        head = in_row()
        head.addWidget(self.nama, 1)
        head.addWidget(self.kembali)
        box.addLayout(head)
        for part in (self.kapan, self.simpulan, card, self.sisih):
            box.addWidget(part)
        box.addLayout(in_row(self.pdf, 1))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))

    def open(self, nomor: int = 0, **_kw: object) -> None:
        """Show a receipt by its number."""
        self._nomor = nomor
        self.reload()

    def reload(self) -> None:
        nomor, unit, zona = self._nomor, self.sesi.posyandu_id, self.sesi.keterangan.zona
        if nomor:
            self.sesi.read(self, lambda conn: open_bukti(conn, nomor, unit, zona), self._show)

    def focus_start(self) -> None:
        self.pdf.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self.save}

    def _show(self, bukti: BuktiKirim) -> None:
        self.bukti = bukti
        self.nama.setText(f"Tanda terima kirim no. {bukti.nomor}")
        self.kapan.setText(f"{bukti.kepala.unit}. Laptop {bukti.laptop}, {bukti.waktu}.")
        self.simpulan.setText(bukti.simpulan)
        while self.baris.rowCount():
            self.baris.removeRow(0)
        for label, value in bukti.baris:
            self.baris.addRow(make_label(label), make_label(value, "tebal"))
        self.sisih.fill("\n".join(bukti.sisih))

    def save(self) -> None:
        """Write the receipt as a PDF."""
        if self.bukti is None:
            return
        path = self.ask_path(self, f"tanda-terima-{self.bukti.nomor}.pdf")
        if path is not None:
            save_lembar(self, self.sesi, lembar_bukti(self.bukti), path, _nothing)


def _nothing(*_args: Any) -> None:
    """The message bar has said it."""
