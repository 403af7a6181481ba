"""Enrolling this laptop at the data centre: an address and a one-time code of the operator."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.akun import require_laptop
from sipd_desktop.services.sinkron import Terdaftar, daftar
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_card,
    make_field,
    make_label,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.yang_mengubah import only_look


class DaftarForm(QWidget):
    """`terdaftar` when the data centre has taken this laptop."""

    terdaftar = Signal()

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sesi = sesi
        self.alamat = make_field("Alamat pusat data desa", "https://data.sukamaju.desa.id")
        self.kode = make_field("Kode pendaftaran", "ABCDE-FGHJK")
        self.salah = Keluhan()
        self.hak = make_label("", "petunjuk", lipat=True)
        self.tombol = make_button("Daftarkan laptop", self.send, utama=True)
        frame, box = make_card("Daftarkan laptop ini")
        box.addWidget(
            make_label(
                "Cukup sekali. Alamat dan kode diberikan operator desa. Kode berlaku satu kali. "
                "Sesudah terdaftar, catatan yang sudah ada ikut terkirim.",
                lipat=True,
            )
        )
        self._isian = QWidget()
        inner = QVBoxLayout(self._isian)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(
            in_row(labelled("Alamat", self.alamat), labelled("Kode pendaftaran", self.kode))
        )
        inner.addWidget(self.salah)
        inner.addLayout(in_row(self.tombol, 1))
        box.addWidget(self._isian)
        box.addWidget(self.hak)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        EnterGoesOn([self.alamat, self.kode], self.send)

    def show_role(self) -> None:
        """Boxes for those who answer for this laptop; the others read who that is."""
        words = only_look(self._sesi, "laptop")
        self.hak.fill(words.replace("mengubah", "mendaftarkan"))
        self._isian.setVisible(not words)

    def send(self) -> None:
        """Ask the data centre, off the UI thread."""
        alamat, kode = self.alamat.text().strip(), self.kode.text().strip()
        if not alamat or not kode:
            (self.kode if alamat else self.alamat).setFocus()
            return
        self.salah.say()
        self._busy(True)
        buku, who = self._sesi.ruang.buku, self._sesi.petugas

        def work() -> Terdaftar:
            require_laptop(buku, who)
            return daftar(buku, alamat, kode)

        self._sesi.tasks.network(self, work, self._done, self._failed)

    def _done(self, _terdaftar: object) -> None:
        self._busy(False)
        self.kode.clear()
        self.terdaftar.emit()

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        self.salah.say(kalimat(error))

    def _busy(self, busy: bool) -> None:
        self.tombol.setEnabled(not busy)
        self.tombol.set_teks("Menghubungi ..." if busy else "Daftarkan laptop")
