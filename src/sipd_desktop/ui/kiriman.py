"""The exchange as the window sees it: a background worker, and how things stand.

Results of the worker's thread come over by a signal. The unsent number is counted from the tables
each time, never remembered; "terkirim" is only said after a receipt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timezone

from PySide6.QtCore import QObject, QTimer, Signal

from sipd_desktop.base import clock
from sipd_desktop.base.tampil import waktu
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.pekerja import Pekerja
from sipd_desktop.services.sinkron import HasilKirim, KeadaanKirim, read_keadaan
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.widgets.bilah_bawah import Keadaan

HITUNG_MS = 1_000
"""While a sending runs the rest is counted this often."""
TAK_SAMPAI = frozenset({"server-tak-terjangkau", "bukan-server"})
"""Failures that mean: no connection to the data centre."""


@dataclass(frozen=True, slots=True)
class KeadaanLayar:
    """What all screens show of the exchange."""

    kirim: KeadaanKirim | None = None
    tersambung: bool | None = None
    sedang: bool = False

    def to_keadaan(self, zona: timezone) -> Keadaan:
        """For the status bar."""
        k = self.kirim
        done = k.terakhir_selesai if k else None
        last = waktu(clock.parse_instant(done), zona) if done else ""
        return Keadaan(
            tersambung=self.tersambung,
            belum_terkirim=k.belum_terkirim if k else 0,
            terakhir_kirim=last,
            sedang_kirim=self.sedang,
        )


class Kiriman(QObject):
    """One open folder's exchange."""

    berubah = Signal(object)
    """KeadaanLayar, after each count."""
    selesai = Signal(object)
    """HasilKirim of an exchange, finished or not."""
    akan_kirim = Signal()
    """Something is about to leave: who still has to write about earlier saves does it now."""
    _dari_pekerja = Signal(object)

    def __init__(self, ruang: Ruang, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ruang, self._tasks = ruang, tasks
        self.keadaan = KeadaanLayar()
        self.pekerja = Pekerja(ruang.buku, self._dari_pekerja.emit)
        self._dari_pekerja.connect(self._told)
        self._tasks.data_changed.connect(self._changed)
        self._counting = False
        self._timer = QTimer(self, interval=HITUNG_MS)
        self._timer.timeout.connect(self.count)

    def start(self) -> None:
        """Count, and begin to send in the background."""
        self.count()
        self.pekerja.start()

    def stop(self) -> None:
        """End the worker; the file can be closed afterwards."""
        self._timer.stop()
        self.pekerja.stop()

    def send_now(self) -> None:
        """The button: try at once; a laptop that is not enrolled has nowhere to send to."""
        kirim = self.keadaan.kirim
        if kirim is None or not kirim.terdaftar or self.keadaan.sedang:
            return
        self._set(sedang=True)
        self._timer.start()
        self.settle(self.pekerja.send_now)

    def settle(self, then: Callable[[], None]) -> None:
        """Call `then` when all that was saved is stored and judged, so that it leaves whole."""

        def flush(_: None) -> None:
            self.akan_kirim.emit()
            self._tasks.job(self, _pass, lambda _: then())

        self._tasks.job(self, _pass, flush)  # one lane, in order: earlier saves are told by then

    def enrolled(self) -> None:
        """This laptop was just enrolled: send what is here."""
        kirim = self.keadaan.kirim
        if kirim is not None:
            self._set(kirim=replace(kirim, terdaftar=True))
        self.send_now()

    def count(self) -> None:
        """Read how things stand; at most one count waits at a time."""
        if self._counting:
            return
        self._counting = True
        buku = self._ruang.buku
        self._tasks.job(self, lambda: read_keadaan(buku), self._counted, self._not_counted)

    def _counted(self, kirim: KeadaanKirim) -> None:
        self._counting = False
        self._set(kirim=kirim)

    def _not_counted(self, _error: object) -> None:
        self._counting = False

    def _told(self, hasil: HasilKirim) -> None:
        """On the main thread: an exchange ended."""
        self._timer.stop()
        online = None if hasil.alasan == "antre" else hasil.alasan not in TAK_SAMPAI
        self._set(sedang=False, tersambung=self.keadaan.tersambung if online is None else online)
        self.count()
        if hasil.kinds:
            self._tasks.data_changed.emit(Changes(hasil.kinds))
        self.selesai.emit(hasil)

    def _changed(self, _changes: object) -> None:
        self.count()
        self.pekerja.nudge()

    def _set(
        self,
        *,
        kirim: KeadaanKirim | None = None,
        tersambung: bool | None = None,
        sedang: bool | None = None,
    ) -> None:
        now = self.keadaan
        self.keadaan = KeadaanLayar(
            kirim=kirim or now.kirim,
            tersambung=now.tersambung if tersambung is None else tersambung,
            sedang=now.sedang if sedang is None else sedang,
        )
        self.berubah.emit(self.keadaan)


def _pass() -> None:
    """Takes its turn on the data lane, no more."""
