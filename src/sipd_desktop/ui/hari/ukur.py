"""The weighing panel: boxes in paper order, last month beside them, the status while typing.

It knows no rules: `IsianUkur` says where Enter leads, `judge_lembar` and `check_lembar` judge. It
opens at once when a child is chosen and takes keys while the sheet is still being read. Letters in
a number box are commands: A arti, B ke bidan, C cara ukur, H hadir dulu, S pakai saran, Y or T for
the question about the KMS.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.services.hari.ukur import check_lembar, judge_lembar
from sipd_desktop.ui.hari import kata, kolom
from sipd_desktop.ui.hari.isian_ukur import IsianUkur, Langkah
from sipd_desktop.ui.hari.rupa_ukur import Field, RupaUkur

JEDA_MS = 120
"""Wait after a key before the status is judged: fast typing does not make it flicker."""


class UkurPanel(RupaUkur):
    """One child at the scale."""

    simpan = Signal()
    hadir = Signal()
    ke_bidan = Signal()
    lembar_anak = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isian: IsianUkur | None = None
        self._wait = QTimer(self, singleShot=True, interval=JEDA_MS)
        self._wait.timeout.connect(self._judge)
        self.diperintah.connect(self.command)
        self.tombol_simpan.clicked.connect(self.save)
        self.tombol_lembar.clicked.connect(self._open_sheet)
        for field in self.baris.values():
            field.berubah.connect(self._typed)
            field.maju.connect(self._enter)
            field.mundur.connect(self.focusPreviousChild)
            field.perintah.connect(self.command)
        for key, tick in self.tik.items():
            tick.toggled.connect(lambda on, k=key: self._ticked(k, on))

    # showing

    def prepare(self, nama: str) -> None:
        """A child was chosen: empty boxes that take keys at once, the sheet comes in a moment."""
        self.isian = None
        self._wait.stop()
        self.empty(nama)

    def show_isian(self, isian: IsianUkur, *, lanjut: bool = False) -> None:
        """Show the sheet (or the draft) of a child; what was typed meanwhile stays."""
        early = {key: f.kotak.text() for key, f in self.baris.items() if f.kotak.text()}
        self.isian = isian
        isian.teks.update({key: text for key, text in early.items() if key in isian.teks})
        self.fill(isian, lanjut=lanjut)
        if not early:
            self.baris["berat_badan"].kotak.selectAll()
        self._judge()

    def clear(self) -> None:
        """Take every name and number off."""
        self.prepare("")

    # acting

    def command(self, key: str) -> None:
        """A letter typed in a number box, or its button."""
        if self.isian is None:
            return
        if key == "A":
            self.status.toggle_arti()
        elif key == "C":
            self.isian.toggle_cara()
            self.show_cara(self.isian)
            self._judge()
        elif key == "H":
            self.hadir.emit()
        elif key == "B":
            self.ke_bidan.emit()
        elif key in ("Y", "T") and self.isian.lembar.tanya_kms:
            self.isian.punya_kms = key == "Y"
            self.show_kms(self.isian)

    def save(self) -> None:
        """Save from the button or Ctrl+S."""
        if self.isian is not None:
            self._go(self.isian.save(check_lembar))

    def refuse(self, problem: Problem) -> None:
        """The file refused this value: say so at its box."""
        self._go(Langkah("tahan", problem.field, problem))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalpha() and not event.modifiers():
            self.command(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _key_of(self, field: object) -> str:
        return next(key for key, found in self.baris.items() if found is field)

    def _typed(self) -> None:
        key = self._key_of(self.sender())
        if self.isian is not None:
            self.isian.teks[key] = self.baris[key].kotak.text()
            self._wait.start()

    def _ticked(self, key: str, on: bool) -> None:
        if self.isian is not None:
            self.isian.tik[key] = on
            self._judge()

    def _enter(self) -> None:
        key = self._key_of(self.sender())
        if self.isian is not None:
            self.baris[key].clear_tanya()
            self._go(self.isian.enter(key, check_lembar))
        elif key == kolom.ANGKA[0] and self.baris[key].kotak.text():
            self.baris[kolom.EKOR].kotak.setFocus()  # the sheet is still being read

    def _go(self, step: Langkah) -> None:
        self._wait.stop()
        self._judge()
        if step.gerak == "simpan":
            self.simpan.emit()
            return
        field = self.baris.get(step.field, self.baris["berat_badan"])
        if step.gerak == "tahan" and step.problem is not None:
            self.show_problem(field, step.problem)
        field.kotak.setFocus()
        field.kotak.selectAll()
        self.gulung.ensureWidgetVisible(field, 0, 0)

    def show_problem(self, field: Field, problem: Problem) -> None:
        """Below the box: what is doubtful or refused, and how to go on."""
        field.set_tanya(kata.problem_teks(problem), kata.saran(problem), keras=problem.hard)

    def _judge(self) -> None:
        if self.isian is None:
            return
        lembar, nilai = self.isian.lembar, self.isian.nilai()
        self.show_lalu(lembar, nilai)
        if self.isian.kosong and not any(self.isian.tik.values()):
            self.status.clear()
        else:
            self.status.show_penilaian(judge_lembar(lembar, nilai))

    def _open_sheet(self) -> None:
        if self.isian is not None:
            self.lembar_anak.emit(self.isian.lembar.orang.id)
