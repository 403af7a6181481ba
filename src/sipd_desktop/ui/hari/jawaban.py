"""The bidan's answer for one person: one letter says what was done, Enter saves.

P diperiksa, G diberi, R dirujuk, L datang lagi; C says that the hasil skrining is right, X that it
is not; N goes to the note. In the note letters are letters.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.bidang.kesehatan.layanan_bidan import RUJUK_KE
from sipd_desktop.services.hari.bidan import Jawaban
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.kotak import Kotak
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_KUNCI_TINDAKAN = {"diperiksa": "P", "diberi": "G", "dirujuk": "R", "datang_lagi": "L"}
_KUNCI_SKRINING = {"sesuai": "C", "tidak_sesuai": "X"}
_KUNCI_KE = {"pustu": "1", "puskesmas": "2", "rs": "3"}
_PENDEK = {
    "diperiksa": "Diperiksa",
    "diberi": "Diberi",
    "dirujuk": "Dirujuk",
    "datang_lagi": "Datang lagi",
}
_COCOK = {"sesuai": "Sesuai", "tidak_sesuai": "Tidak sesuai"}
_TINDAKAN = {letter: key for key, letter in _KUNCI_TINDAKAN.items()}
_SKRINING = {letter: key for key, letter in _KUNCI_SKRINING.items()}
_KE = {letter: key for key, letter in _KUNCI_KE.items()}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JawabanForm(QFrame):
    """Choices and two short texts."""

    simpan = Signal(object)
    """The Jawaban to be stored."""
    perintah = Signal(str)
    """A letter that means nothing here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Jawaban bidan")
        self.isi = Jawaban()
        self.awal = Jawaban()
        self.tindakan = {k: self._choice(t, _KUNCI_TINDAKAN[k]) for k, t in _PENDEK.items()}
        self.skrining = {k: self._choice(t, _KUNCI_SKRINING[k]) for k, t in _COCOK.items()}
        self.ke = {k: self._choice(t, _KUNCI_KE[k]) for k, t in RUJUK_KE}
        self.diberikan = self._text("Yang diberikan", 200)
        self.catatan = self._text("Catatan singkat", 300)
        self.ket_diberikan = Kata(self, "tebal", teks="Yang diberikan")
        self.ket_ke = Kata(self, "tebal", teks="Dirujuk ke")
        self.galat = Kata(self, "galat", lipat=True)
        self.galat.hide()
        # di luar kotak, supaya tidak ikut tergulung; panel yang menaruhnya
        self.tombol = BigButton("Simpan jawaban", ikon="circle-check", kunci="Enter", parent=self)
        self.tombol.clicked.connect(self.save)
        self._lay_out()

    def _choice(self, text: str, key: str) -> QPushButton:
        button = QPushButton(f"{text}   {key}", self)
        button.setProperty("peran", "kecil")
        button.setCheckable(True)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _on=False: self.command(key))
        return button

    def _text(self, name: str, limit: int) -> Kotak:
        box = Kotak(name, self)
        box.setMaxLength(limit)
        box.maju.connect(self.save)
        box.mundur.connect(self.setFocus)
        return box

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(12), px(16), px(12))
        box.setSpacing(px(8))
        box.addWidget(Kata(self, "tebal", teks="Yang dilakukan"))
        box.addLayout(_flow(*self.tindakan.values()))
        given = QHBoxLayout()
        given.addWidget(self.ket_diberikan)
        given.addWidget(self.diberikan, 1)
        box.addLayout(given)
        box.addLayout(_flow(self.ket_ke, *self.ke.values()))
        box.addWidget(Kata(self, "tebal", teks="Hasil skrining (boleh dikosongkan)"))
        box.addLayout(_flow(*self.skrining.values()))
        note = QHBoxLayout()
        note.addWidget(Kata(self, "tebal", teks="Catatan singkat   N"))
        note.addWidget(self.catatan, 1)
        box.addLayout(note)
        box.addWidget(self.galat)

    def show_jawaban(self, tersimpan: Jawaban, draf: Jawaban | None = None) -> None:
        """An empty or a stored answer, or what was typed over it before; letters are commands."""
        self.awal, jawaban = tersimpan, draf or tersimpan
        self.isi = jawaban
        self.diberikan.setText(jawaban.diberikan)
        self.catatan.setText(jawaban.catatan_bidan)
        self.galat.fill("")
        self._show()

    def clear(self) -> None:
        """Take every word off."""
        self.show_jawaban(Jawaban())

    def draf(self) -> Jawaban | None:
        """What stands there now, if it differs from what is stored."""
        now = self._now()
        return None if now == self.awal else now

    def command(self, letter: str) -> None:
        """A letter typed outside the texts, or its button."""
        if letter in _TINDAKAN:
            self._do(_TINDAKAN[letter])
        elif letter in _SKRINING:
            chosen = _SKRINING[letter]
            same = self.isi.skrining == chosen
            self.isi = replace(self.isi, skrining="" if same else chosen)
        elif letter in _KE and self.isi.tindakan_bidan == "dirujuk":
            self.isi = replace(self.isi, rujuk_ke=_KE[letter])
        elif letter == "N":
            self.catatan.setFocus()
        else:
            self.perintah.emit(letter)
        self._show()

    def _do(self, tindakan: str) -> None:
        ke = self.isi.rujuk_ke or "puskesmas" if tindakan == "dirujuk" else ""
        self.isi = replace(self.isi, tindakan_bidan=tindakan, rujuk_ke=ke)
        self._show()
        (self.diberikan if tindakan == "diberi" else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.save()
        elif event.text().isalnum() and not event.modifiers() & ~_HARMLESS:
            self.command(event.text().upper())
        else:
            super().keyPressEvent(event)

    def save(self) -> None:
        """Ask for the answer to be stored, once it says what was done."""
        if not self.isi.tindakan_bidan:
            self.refuse(Problem("tindakan_bidan", "tindakan-bidan-kosong"))
            return
        self.simpan.emit(self._now())

    def refuse(self, problem: Problem) -> None:
        """Why it is not stored."""
        self.galat.fill(sentence(problem.code, **dict(problem.params)))
        self.setFocus()

    def _now(self) -> Jawaban:
        return replace(
            self.isi,
            diberikan=self.diberikan.text().strip() if self._gives() else "",
            catatan_bidan=self.catatan.text().strip(),
        )

    def _gives(self) -> bool:
        return self.isi.tindakan_bidan == "diberi"

    def _show(self) -> None:
        for key, button in self.tindakan.items():
            button.setChecked(self.isi.tindakan_bidan == key)
        for key, button in self.skrining.items():
            button.setChecked(self.isi.skrining == key)
        refers = self.isi.tindakan_bidan == "dirujuk"
        for key, button in self.ke.items():
            button.setVisible(refers)
            button.setChecked(self.isi.rujuk_ke == key)
        self.ket_ke.setVisible(refers)
        self.ket_diberikan.setVisible(self._gives())
        self.diberikan.setVisible(self._gives())
        if self.isi.tindakan_bidan:
            self.galat.fill("")


_HARMLESS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _flow(*parts: QWidget) -> AlirLayout:
    flow = AlirLayout(jarak=px(8))
    for part in parts:
        flow.addWidget(part)
    return flow
