"""Ringkasan WA: the text of a day without names, to copy with Enter or to scan from the screen.

The picture holds exactly the text beside it, so that a phone needs no network and no cable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.render.qr import qr_image
from sipd_desktop.services.laporan.ringkasan_wa import note_copied, open_ringkasan
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton


class RingkasanPage(Halaman):
    """Text at the left, its code at the right."""

    judul = "Ringkasan WA"
    kinds = frozenset({"isian", "warga", "hari_buka", "kehadiran", "rencana_hari", "posyandu"})
    bantuan = (
        "Enter menyalin ringkasan. Di WhatsApp, tempel dengan Ctrl+V.",
        "Laptop tanpa internet: arahkan kamera HP ke kotak hitam putih, lalu bagikan tulisannya.",
        "Ringkasan ini tidak memuat nama. Kelompok yang sedikit digabung menjadi lainnya.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._day: date | None = None
        self.teks = QPlainTextEdit(self)
        self.teks.setReadOnly(True)
        self.teks.setAccessibleName("Ringkasan untuk WhatsApp")
        self.teks.setTabChangesFocus(True)
        self.kode = QLabel(self)
        self.kode.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.petunjuk = Kata(self, "petunjuk", lipat=True)
        self.petunjuk.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.salin = BigButton("Salin", ikon="clipboard-text", kunci="Enter", parent=self)
        self.salin.clicked.connect(lambda _on=False: self.copy())
        back = BigButton("Kembali", kunci="Esc", peran="biasa", parent=self)
        back.clicked.connect(lambda _on=False: self.sesi.back())
        acts = QHBoxLayout()
        acts.addWidget(self.salin)
        acts.addWidget(back)
        acts.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(px(10))
        left.addWidget(Kata(self, "judul", teks="Ringkasan untuk grup WhatsApp", lipat=True))
        left.addWidget(self.teks, 1)
        left.addLayout(acts)
        right = QVBoxLayout()
        right.addStretch(1)
        right.addWidget(self.kode)
        right.addWidget(self.petunjuk)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(24))
        row.addLayout(left, 1)
        row.addLayout(right, 1)

    # the contract of a page

    def open(self, tanggal: date | None = None, **_kw: object) -> None:
        """The text of a day, default the session's."""
        self._day = tanggal or self.sesi.tanggal
        self.reload()

    def reload(self) -> None:
        if self._day is None:
            return
        unit, day = self.sesi.posyandu_id, self._day
        self.sesi.read(self, lambda conn: open_ringkasan(conn, unit, day), self.show_text, self._no)

    def clear(self) -> None:
        self._day = None
        self.show_text("")

    def focus_start(self) -> None:
        self.salin.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    # showing

    def show_text(self, text: str) -> None:
        """Fill the box, and draw the code of the same text."""
        self.teks.setPlainText(text)
        self.salin.setEnabled(bool(text))
        self.petunjuk.setText("Atau pindai dengan kamera HP." if text else "")
        self._draw()

    def _no(self, error: UserError) -> None:
        self.show_text("")
        self.petunjuk.setText(kalimat(error))

    def _draw(self) -> None:
        text = self.teks.toPlainText()
        if not text:
            self.kode.clear()
            return
        ratio = self.devicePixelRatioF()
        room = min(self.width() // 2 - px(40), self.height() - px(90))
        image = qr_image(text, max(1, round(room * ratio)))
        image.setDevicePixelRatio(ratio)
        self.kode.setPixmap(QPixmap.fromImage(image))
        self.kode.setAccessibleName("Kode untuk dipindai: isinya sama dengan ringkasan")

    def copy(self) -> None:
        """To the clipboard, and say so."""
        text = self.teks.toPlainText()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.sesi.message("Ringkasan tersalin. Buka WhatsApp, lalu tempel.")
            petugas, unit = self.sesi.petugas, self.sesi.posyandu_id
            self.sesi.write(self, lambda conn: note_copied(conn, petugas, unit))
