"""The panel of one act: heading, boxes, the sentence of what will happen, and its buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.pages.bagian import Keluhan, in_row, make_button, make_card, make_label
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan
from sipd_desktop.ui.penduduk.isian import FormPendek
from sipd_desktop.ui.penduduk.lahir import Lahir


class PanelAcara(QWidget):
    """`simpan` when everything was typed and, where it must be, agreed to."""

    simpan = Signal()
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acara: Acara | None = None
        self.k: Keadaan | None = None
        self.judul = make_label("", "bagian", lipat=True)
        self.form = FormPendek()
        self.kalimat = make_label("", "petunjuk", lipat=True)
        self.keluhan = Keluhan()
        self.tombol = make_button("Simpan", self.form.finish, utama=True, ikon="circle-check")
        self.kembar = make_button("Bayi kembar berikutnya", self._twin, kunci="F6")
        make_action(Aksi("simpan", "Simpan", ("Ctrl+S",)), self, self._finish)
        make_action(Aksi("kembar", "Bayi kembar berikutnya", ("F6",)), self, self._twin)
        self.tetap = make_button("", self._insist)
        self.batalkan = make_button("Tidak jadi", self.batal.emit, tautan=True, kunci="Esc")
        self.form.selesai.connect(self._done)
        self.form.berubah.connect(self._changed)
        frame, inner = make_card()
        inner.addWidget(self.judul)
        inner.addWidget(self.form)
        inner.addWidget(self.kalimat)
        inner.addWidget(self.keluhan)
        inner.addLayout(in_row(self.tombol, self.kembar, self.tetap, self.batalkan, 1))
        self.tanya, ask = make_card()
        self.pertanyaan = make_label("", "sedang", lipat=True)
        self.ya = make_button("", self._agree)
        self.tidak = make_button("Tidak jadi", self.batal.emit, utama=True, kunci="Esc")
        ask.addWidget(self.pertanyaan)
        ask.addLayout(in_row(self.tidak, self.ya, 1))
        self._kartu = frame
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(frame)
        box.addWidget(self.tanya)
        box.addStretch(1)
        self.clear()

    def show_acara(self, acara: Acara, k: Keadaan) -> None:
        """A fresh form for this act."""
        self.acara, self.k = acara, k
        self.judul.setText(acara.judul(k))
        self.form.fill(acara.isi(k), k.hari_ini)
        self.tombol.set_kunci("Enter")
        self.tombol.set_teks(acara.tombol)
        self.kembar.setVisible(isinstance(acara, Lahir))
        self.tetap.hide()
        self.keluhan.say()
        self._kartu.show()
        self.tanya.hide()
        self._say_what()

    def clear(self) -> None:
        """Take every name off the panel."""
        self.acara = self.k = None
        self.form.fill((), self.form.hari_ini)
        for label in (self.judul, self.kalimat, self.pertanyaan):
            label.clear()
        self.tanya.hide()

    def focus_start(self) -> None:
        """The cursor in the first box."""
        if self.form.isi:
            self.form.focus_start()
        else:
            self.tombol.setFocus()

    def refuse(self, problem: Problem) -> None:
        """The file refused a box: say so there."""
        self.step_back()
        self.form.refuse(problem)

    def say(self, error: UserError) -> None:
        """A refusal of the whole act, with the way on where there is one."""
        self.step_back()
        self.keluhan.say(sentence(error))
        code, words = self.acara.lanjut if self.acara else ("", "")
        if error.code == code:
            self.tetap.set_teks(words)
            self.tetap.show()
            self.tetap.setFocus()

    def step_back(self) -> bool:
        """From the question back to the boxes; False when there was no question."""
        if not self.tanya.isVisible():
            return False
        self.tanya.hide()
        self._kartu.show()
        self.form.focus_start()
        return True

    def _say_what(self) -> None:
        assert self.acara is not None
        assert self.k is not None
        self.kalimat.fill(self.acara.kalimat(self.k, self.form))

    def _changed(self) -> None:
        if self.acara is not None:
            self.keluhan.say()
            self.tetap.hide()
            self._say_what()

    def _finish(self) -> None:
        """Ctrl+S, from any box."""
        if self._kartu.isVisible():
            self.form.finish()

    def _done(self) -> None:
        if self.acara is None or self.k is None:
            return
        if not self.acara.tanya:
            self.simpan.emit()
            return
        self.pertanyaan.setText(self.acara.kalimat(self.k, self.form))
        self.ya.set_teks(f"Ya, catat {self.acara.label.lower()}")
        self._kartu.hide()
        self.tanya.show()
        self.tidak.setFocus()

    def _agree(self) -> None:
        self.simpan.emit()

    def _insist(self) -> None:
        assert self.k is not None
        self.k.tetap = True
        self.form.finish()

    def _twin(self) -> None:
        if (
            isinstance(self.acara, Lahir)
            and self.k is not None
            and self.acara.twin(self.k, self.form)
        ):
            self._say_what()
