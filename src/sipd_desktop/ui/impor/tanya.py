"""What the file does not say: RT, RW, the day of the pendataan. Asked once, only when missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_angka
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.konteks import Konteks
from sipd_desktop.services.impor.rtrw import read_satu
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    make_button,
    make_field,
    make_label,
)
from sipd_desktop.ui.theme import px


class TanyaBar(QFrame):
    """The questions on one line above the rows; answering judges the file anew."""

    dijawab = Signal(object)
    """A `Konteks`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "tanya")
        self._acuan = date.min
        self._asked: tuple[str, ...] = ()
        self.judul = make_label("", "tebal")
        self.rt = make_field("RT", "003")
        self.rw = make_field("RW", "001")
        self.tanggal = make_field("Tanggal pendataan", "12-05-2026")
        self._bagian: dict[str, QWidget] = {}
        self.pakai = make_button("Pakai", self._answer, kunci="Enter")
        self.keluhan = Keluhan()
        row = in_row(self.judul)
        row.setSpacing(10)
        for key, name, box, wide in (
            ("rt", "RT", self.rt, 90),
            ("rw", "RW", self.rw, 90),
            ("tanggal", "Tanggal pendataan", self.tanggal, 170),
        ):
            box.setFixedWidth(px(wide))
            label = make_label(name)
            label.setBuddy(box)
            part = QWidget()
            part.setLayout(in_row(label, box))
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._bagian[key] = part
            row.addWidget(part)
        row.addWidget(self.pakai)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 6, 14, 6)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.keluhan)
        EnterGoesOn((self.rt, self.rw, self.tanggal), self._answer)
        self.hide()

    def ask(self, pertanyaan: tuple[str, ...], konteks: Konteks, acuan: date) -> None:
        """Show what is missing; nothing when the file or an answer says it all."""
        self._asked, self._acuan = pertanyaan, acuan
        for key, part in self._bagian.items():
            part.setVisible(key in pertanyaan)
        self.rt.setText(konteks.rt or "")
        self.rw.setText(konteks.rw or "")
        self.tanggal.setText(tanggal_angka(konteks.tanggal) if konteks.tanggal else "")
        self.keluhan.say()
        self.judul.setText("Belum ada di berkas, isi bila tahu:")
        self.setVisible(bool(pertanyaan))

    def _answer(self) -> None:
        problem = self._problem()
        self.keluhan.say(problem)
        if problem:
            return
        found = self._date()
        self.dijawab.emit(
            Konteks(rt=read_satu(self.rt.text()), rw=read_satu(self.rw.text()), tanggal=found)
        )

    def _date(self) -> date | None:
        text = self.tanggal.text().strip()
        return read_tanggal_teks(text, self._acuan).tanggal if text else None

    def _problem(self) -> str:
        for key, box in (("rt", self.rt), ("rw", self.rw)):
            text = box.text().strip()
            if key in self._asked and text and read_satu(text) is None:
                return f"{key.upper()} ditulis dengan angka, contoh 003."
        text = self.tanggal.text().strip()
        found = self._date()
        if text and found is None:
            return "Tanggal ditulis hari-bulan-tahun, contoh 12-05-2026."
        if found is not None and found > self._acuan:
            return "Tanggal pendataan melewati hari ini. Periksa tahunnya."
        return ""
