"""Which form: numbered buttons, and under each what was filled before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.formulir import PilihanForm
from sipd_desktop.ui.pages.bagian import make_button, make_label, on_card
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.judul import EmptyState

_RIWAYAT = 12


class PilihForm(QWidget):
    """`diminta` carries the form's key and the id of an entry (empty: a new one)."""

    diminta = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pilihan: tuple[PilihanForm, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setSpacing(12)
        self._parts: list[QWidget] = []

    def fill(self, pilihan: tuple[PilihanForm, ...]) -> None:
        """Show the forms that fit."""
        self._pilihan = pilihan
        for part in self._parts:
            self._box.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = [self._card(n, p) for n, p in enumerate(pilihan, start=1)]
        if not pilihan:
            self._parts = [EmptyState("Belum ada formulir untuk diisi di sini.")]
        for part in self._parts:
            self._box.addWidget(part)
        self._box.addStretch(1)

    def _card(self, number: int, pilihan: PilihanForm) -> QWidget:
        kunci = str(number) if number <= 9 else ""
        open_new = make_button(
            teks(pilihan.label), lambda: self.diminta.emit(pilihan.key, ""), kunci=kunci
        )
        flow = AlirLayout(jarak=6)
        for entry in pilihan.terisi[:_RIWAYAT]:
            flow.addWidget(
                make_button(
                    tanggal_pendek(entry.tanggal),
                    partial(self.diminta.emit, pilihan.key, entry.id),
                    tautan=True,
                )
            )
        said = "Pernah diisi:" if pilihan.terisi else "Belum pernah diisi."
        return on_card(open_new, make_label(said, "petunjuk"), flow)

    def focus_start(self) -> None:
        """The cursor where a digit picks."""
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed.isdigit() and 1 <= int(typed) <= len(self._pilihan):
            self.diminta.emit(self._pilihan[int(typed) - 1].key, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and len(self._pilihan) == 1:
            self.diminta.emit(self._pilihan[0].key, "")
        else:
            super().keyPressEvent(event)
