"""The quick row panel of everyone but balita: raw values, Enter to the next, the last one saves.

It opens at once when a person is chosen and takes keys while the sheet is still being read.
Letters in a box are commands: H hadir dulu, B ke bidan, K hamil atau melahirkan, D sumber angka,
S pakai saran; in the box of gula darah L and H are LO and HI of the meter.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.services.hari.ukur_umum import check_lembar_umum
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.isian_ukur import Langkah
from sipd_desktop.ui.hari.isian_umum import LO_HI, IsianUmum
from sipd_desktop.ui.hari.kotak_td import TdField
from sipd_desktop.ui.hari.rupa_umum import RupaUmum, is_ibu


class UmumPanel(RupaUmum):
    """One person at the table."""

    simpan = Signal()
    hadir = Signal()
    ke_bidan = Signal()
    hamil_dijawab = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isian: IsianUmum | None = None
        self._at = ""
        self._swallow = ""
        self.diperintah.connect(lambda letter: self.command(letter, self._at))
        self.tombol_simpan.clicked.connect(self.save)
        self.hamil.dijawab.connect(self.hamil_dijawab)
        self.hamil.ditinggalkan.connect(self.close_hamil)

    def connect_boxes(self) -> None:
        for key, field in self.baris.items():
            field.berubah.connect(lambda _v, k=key: self._typed(k))
            field.maju.connect(lambda k=key: self._enter(k))
            field.mundur.connect(lambda k=key: self._back(k))
            field.perintah.connect(lambda letter, k=key: self.command(letter, k))
            if isinstance(field, TdField):
                field.lengkap.connect(lambda k=key: self._complete(k))
        for key, tick in self.tik.items():
            tick.toggled.connect(lambda on, k=key: self._ticked(k, on))

    # showing

    def prepare(self, nama: str, kelompok: str, jk: str) -> None:
        """A person was chosen: empty boxes that take keys at once."""
        self.isian = None
        self._swallow = self._at = ""
        self.build(kelompok, jk)
        self.empty(nama)

    def focus_first(self) -> None:
        """Cursor in the first box."""
        next(iter(self.baris.values())).kotak.setFocus()

    def show_isian(self, isian: IsianUmum, *, lanjut: bool = False) -> None:
        """Show the sheet (or the draft) of a person; what was typed meanwhile stays."""
        early = {key: f.kotak.text() for key, f in self.baris.items() if f.kotak.text()}
        here = next((k for k, f in self.baris.items() if f.kotak.hasFocus()), "")
        self.isian = isian
        self.build(isian.lembar.kelompok, isian.lembar.orang.jk)
        isian.teks.update({key: text for key, text in early.items() if key in isian.teks})
        self.fill(isian, lanjut=lanjut)
        target = here if early and here in self.baris else isian.mulai
        box = self.baris[target].kotak
        box.setFocus()
        if not early:
            box.selectAll()

    def clear(self) -> None:
        """Take every name and number off."""
        self.isian = None
        self._swallow = self._at = ""
        self.empty("")

    # acting

    def command(self, letter: str, key: str = "") -> None:
        """A letter typed in a box, or its button."""
        if self.isian is None:
            return
        if key == "gds" and letter in LO_HI:
            self._set_text(key, LO_HI[letter])
        elif letter == "H":
            self.hadir.emit()
        elif letter == "B":
            self.ke_bidan.emit()
        elif letter == "K" and is_ibu(self.isian.lembar):
            self.open_hamil()
        elif letter == "D" and key in self.baris:
            self.isian.next_sumber(key)
            self.show_lalu(self.isian, key)

    def open_hamil(self) -> None:
        """The line about pregnancy, with what is most likely to be said."""
        assert self.isian is not None
        lembar = self.isian.lembar
        known = lembar.kelompok == "bumil" and lembar.pasti
        self.hamil.start(lembar.hari.tanggal, "M" if known else "H")

    def close_hamil(self) -> bool:
        """Shut the line about pregnancy; False when it was not open."""
        if not self.hamil.isVisible():
            return False
        self.hamil.hide()
        if self.isian is not None:
            self.baris[self.isian.mulai].kotak.setFocus()
        return True

    def save(self) -> None:
        """Save from the button or Ctrl+S."""
        if self.isian is not None:
            self._go(self.isian.save(check_lembar_umum))

    def refuse(self, problem: Problem) -> None:
        """The file refused this value: say so at its box."""
        self._go(Langkah("tahan", problem.field, problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers():
            self.command(event.text().upper(), self._at)
        else:
            super().keyPressEvent(event)

    def _set_text(self, key: str, text: str) -> None:
        self.baris[key].kotak.setText(text)
        self.baris[key].clear_tanya()
        self._typed(key)

    def _typed(self, key: str) -> None:
        self._at = key
        if self._swallow == key:
            self._swallow = ""
        if self.isian is not None:
            self.isian.teks[key] = self.baris[key].kotak.text()

    def _ticked(self, key: str, on: bool) -> None:
        if self.isian is not None:
            self.isian.tik[key] = on

    def _back(self, key: str) -> None:
        keys = list(self.baris)
        self._focus(keys[max(0, keys.index(key) - 1)])

    def _enter(self, key: str) -> None:
        if self._swallow == key and not self.baris[key].kotak.text():
            self._swallow = ""  # the Enter of habit after a blood pressure that went on by itself
            return
        self._swallow = ""
        self.baris[key].clear_tanya()
        if self.isian is not None:
            self._go(self.isian.enter(key, check_lembar_umum))
            return
        keys = list(self.baris)  # the sheet is still being read
        if key != keys[-1]:
            self._focus(keys[keys.index(key) + 1])

    def _complete(self, key: str) -> None:
        """A whole blood pressure was typed: on to the next box, but never to saving."""
        keys = list(self.baris)
        if self.isian is None or key == keys[-1] or self.isian.is_correction(key):
            return
        step = self.isian.enter(key, check_lembar_umum)
        self._go(step)
        if step.gerak == "ke":
            self._swallow = step.field

    def _focus(self, key: str) -> None:
        self._at = key
        box = self.baris[key].kotak
        box.setFocus()
        box.selectAll()
        self.gulung.ensureWidgetVisible(self.baris[key], 0, 0)

    def _go(self, step: Langkah) -> None:
        if step.gerak == "simpan":
            self.simpan.emit()
            return
        key = step.field if step.field in self.baris else next(iter(self.baris))
        if step.gerak == "tahan" and step.problem is not None:
            problem = step.problem
            self.baris[key].set_tanya(
                kata.problem_teks(problem), kata.saran(problem), keras=problem.hard
            )
        self._focus(key)
