"""The filter by group of sasaran: one button that goes to the next group, one key (Ctrl+G)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sipd_desktop.rules.sasaran import KELOMPOK, SINGKAT
from sipd_desktop.services.hari.sasaran import RingkasKelompok
from sipd_desktop.ui.theme import set_peran
from sipd_desktop.ui.widgets.tombol import BigButton

SEMUA = ""
KUNCI = "Ctrl+G"


class SaringKelompok(BigButton):
    """Which group is shown; `berganti` after each step. Without `semua` one group is always on."""

    berganti = Signal()

    def __init__(self, awal: str = SEMUA, parent: QWidget | None = None) -> None:
        super().__init__("", kunci=KUNCI, peran="biasa", parent=parent)
        set_peran(self, "kecil")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kelompok = awal
        self._jumlah: dict[str, int] = {}
        self._semua = awal == SEMUA
        self.clicked.connect(self.step)
        self._tell()

    def show_counts(self, jumlah: Mapping[str, int]) -> None:
        """How many stand in each group; only groups with someone can be chosen."""
        self._jumlah = {kode: n for kode in KELOMPOK if (n := jumlah.get(kode, 0))}
        self._tell()

    def step(self) -> None:
        """The next group that has someone."""
        order = [*([SEMUA] if self._semua else []), *self._jumlah]
        if not order:
            return
        place = order.index(self.kelompok) + 1 if self.kelompok in order else 0
        self.kelompok = order[place % len(order)]
        self._tell()
        self.berganti.emit()

    def _tell(self) -> None:
        name = SINGKAT.get(self.kelompok, "Semua")
        count = self._jumlah.get(self.kelompok) if self.kelompok else sum(self._jumlah.values())
        self.set_teks(f"{name} {count or 0}")
        self.setAccessibleDescription(f"Kelompok yang ditampilkan, tombol {KUNCI} kelompok berikut")


def kelompok_teks(rows: Sequence[RingkasKelompok], *, lewati: str = "") -> str:
    """`Balita 12 dari 60, Ibu hamil 3 dari 12`: who came of each group that has anyone."""
    shown = [r for r in rows if (r.sasaran or r.hadir) and r.kode != lewati]
    return ", ".join(f"{r.nama} {r.hadir} dari {r.sasaran}" for r in shown)


def hadir_teks(rows: Sequence[RingkasKelompok]) -> str:
    """`Hadir: 3 ibu hamil, 10 lansia`: the groups besides balita of which someone came."""
    shown = [f"{r.hadir} {r.nama.lower()}" for r in rows if r.hadir and r.kode != "balita"]
    return "Hadir juga: " + ", ".join(shown) if shown else ""
