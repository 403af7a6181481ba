"""F1: three to six steps for the page in sight, and the keys that work there. Never in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sipd_desktop.ui.actions import AKSI
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.bilah_bawah import KeyHintBar
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.label import Kata

LEBAR = 340
_SELALU = ("bantuan", "kirim", "batalkan", "kunci", "tutup_layar", "kembali", "besar", "kecil")


class BantuanPanel(QFrame):
    """Lies over the right edge of the pages, squeezing none; closed again by F1 or Esc."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._bawah = over
        over.installEventFilter(self)
        self.setProperty("peran", "kartu")
        self.setAccessibleName("Bantuan")
        self._isi = QWidget()
        self._box = QVBoxLayout(self._isi)
        self.judul = SectionTitle("Bantuan")
        self._box.addWidget(self.judul)
        self.langkah: list[Kata] = []
        self.tombol = KeyHintBar()
        self._box.addWidget(SectionTitle("Tombol"))
        self._box.addWidget(self.tombol)
        self._box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._isi)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 4)
        outer.addWidget(area)
        self._fit()
        self.hide()

    def show_steps(self, judul: str, steps: Sequence[str], ids: Iterable[str]) -> None:
        """Fill it for a page: its steps, and the keys of these actions and of the usual ones."""
        self.judul.set_teks(judul or "Bantuan")
        for old in self.langkah:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.langkah = [
            Kata(None, teks=f"{n}.  {step}", lipat=True) for n, step in enumerate(steps, start=1)
        ]
        for place, step in enumerate(self.langkah, start=1):
            self._box.insertWidget(place, step)
        wanted = set(ids) | set(_SELALU)
        rows = [a for a in AKSI if a.id in wanted and a.keys]
        self.tombol.set_hints([(" / ".join(a.keys), a.teks.lower()) for a in rows])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def place(self) -> None:
        """Go to the right edge, above the page in sight."""
        over = self._bawah
        self.setGeometry(over.width() - self.width(), 0, self.width(), over.height())
        self.raise_()

    def _fit(self) -> None:
        self.setFixedWidth(px(LEBAR))
        self.place()
