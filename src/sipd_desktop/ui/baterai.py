"""The battery on the bar for grave matters: said below 20 %, gone when plugged in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from sipd_desktop.services.baterai import Baterai, read_baterai
from sipd_desktop.ui.bilah_penting import BilahPenting, Perkara

SETIAP_MS = 60_000
KUNCI = "baterai"


class PenjagaBaterai(QObject):
    """Looks once a minute; `baca` is what tells the charge."""

    def __init__(
        self, bilah: BilahPenting, baca: Callable[[], Baterai | None] = read_baterai
    ) -> None:
        super().__init__(bilah)
        self.baca = baca
        self._bilah = bilah
        self._clock = QTimer(self, interval=SETIAP_MS)
        self._clock.timeout.connect(self.look)

    def start(self) -> None:
        """From now on, and at once."""
        self._clock.start()
        self.look()

    def stop(self) -> None:
        """Nobody is logged in."""
        self._clock.stop()

    def look(self) -> None:
        """Say it, or take it away."""
        now = self.baca()
        if now is None or not now.lemah:
            self._bilah.set_perkara(KUNCI, None)
            return
        text = (
            f"Baterai {now.persen} %. Colok listrik, atau cetak dan tulis di lembar; "
            "semua catatan sudah tersimpan."
        )
        self._bilah.set_perkara(KUNCI, Perkara(KUNCI, text))
