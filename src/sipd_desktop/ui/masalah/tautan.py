"""Where a masalah goes on: a record of this program from a list, or a few words about another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from sipd_desktop.bidang.umum.masalah import TAUTAN
from sipd_desktop.rules.tanggal_teks import read_tanggal
from sipd_desktop.services.masalah.tautan import PilihanTautan, Tautan
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_card,
    make_field,
)

_LAIN = "Tidak ada di sini: tulis sendiri"
_LUAR = ("kasus", "rujukan", "aspirasi")
"""Kinds one may write down; a record of this program is always chosen."""


class IsianTautan(QWidget):
    """Enter goes on and saves in the last box, Esc takes it away."""

    disimpan = Signal(object)
    """Tautan."""
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hari = date.min
        self.pilih = QComboBox()
        self.pilih.setAccessibleName("Catatan yang melanjutkannya")
        self.pilih.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.pilih.setMinimumContentsLength(24)
        self.pilih.currentIndexChanged.connect(lambda _n: self._show_boxes())
        self.jenis = QComboBox()
        self.jenis.setAccessibleName("Jenis tindak lanjut")
        for key, label in TAUTAN:
            if key in _LUAR:
                self.jenis.addItem(str(label), key)
        self.ke = make_field("Diteruskan kepada", "mis. Puskesmas, kantor desa")
        self.nomor = make_field("Nomor, bila ada", "mis. 12/PKM")
        self.tanggal = make_field("Tanggal, bila tahu", "mis. 12-11-2026")
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan", self._save, utama=True, kunci="Enter")
        self.lepas = make_button("Lepas tautan", self._let_go, tautan=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card())
        boxes = (self.pilih, self.jenis, self.ke, self.nomor, self.tanggal)
        self.enter = EnterGoesOn(boxes, self._save)

    def _card(self) -> QFrame:
        frame, box = make_card("Diteruskan ke mana?")
        box.addLayout(labelled("Catatan orang atau keluarga ini", self.pilih))
        self.sendiri = QWidget()
        fields = in_row()
        fields.setSpacing(12)
        for name, field in (
            ("Jenis", self.jenis),
            ("Kepada", self.ke),
            ("Nomor", self.nomor),
            ("Tanggal", self.tanggal),
        ):
            fields.addLayout(labelled(name, field), 1)
        self.sendiri.setLayout(fields)
        box.addWidget(self.sendiri)
        box.addWidget(self.keluhan)
        cancel = make_button("Tidak jadi", self.batal.emit, tautan=True, kunci="Esc")
        box.addLayout(in_row(self.simpan, self.lepas, cancel, 1))
        return frame

    def ask(self, hari: date, pilihan: Sequence[PilihanTautan], kini: Tautan) -> None:
        """Show it with what is known so far."""
        self._hari = hari
        self.keluhan.say()
        words = {key: str(label) for key, label in TAUTAN}
        self.pilih.clear()
        for one in pilihan:
            self.pilih.addItem(f"{words[one.tautan.jenis]}: {one.teks}", one.tautan)
        self.pilih.addItem(_LAIN, None)
        chosen = next((n for n, p in enumerate(pilihan) if kini.id and p.tautan.id == kini.id), -1)
        outside = bool(kini.jenis) and chosen < 0
        self.pilih.setCurrentIndex(self.pilih.count() - 1 if outside else max(chosen, 0))
        self.jenis.setCurrentIndex(max(self.jenis.findData(kini.jenis), 0))
        self.ke.setText(kini.ke)
        self.nomor.setText(kini.nomor)
        self.tanggal.setText(kini.tanggal.strftime("%d-%m-%Y") if kini.tanggal else "")
        self.lepas.setVisible(bool(kini.jenis))
        self._show_boxes()
        self.show()
        self.pilih.setFocus()

    def _show_boxes(self) -> None:
        self.sendiri.setVisible(self.pilih.currentData() is None)

    def _save(self) -> None:
        chosen = self.pilih.currentData()
        if isinstance(chosen, Tautan):
            self.disimpan.emit(chosen)
            return
        text = self.tanggal.text().strip()
        day = read_tanggal(text, self._hari).tanggal
        if text and (day is None or day > self._hari):
            self.keluhan.say("Tulis tanggalnya hari-bulan-tahun, tidak melewati hari ini.")
            self.tanggal.setFocus()
            return
        made = Tautan(
            jenis=str(self.jenis.currentData()),
            nomor=self.nomor.text().strip(),
            tanggal=day,
            ke=self.ke.text().strip(),
        )
        self.disimpan.emit(made)

    def _let_go(self) -> None:
        self.disimpan.emit(Tautan())
