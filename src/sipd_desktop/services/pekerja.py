"""The background exchange of the window: one thread, a timer that is always armed again.

It tries after the start, some seconds after the last save, and then at intervals; after a failure
it waits a random part of a growing span, never less than the centre asked for (docs/sync.md I17). A
monotonic timer, so that a clock set back stops nothing.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from sipd_desktop.base.clock import monotonic
from sipd_desktop.services.sinkron import HasilKirim, count_belum_terkirim, kirim, read_keadaan
from sipd_desktop.storage.engine import Buku
from sipd_desktop.sync.exchange import MakeTransport
from sipd_desktop.sync.gerbang import Dihentikan, Gerbang
from sipd_desktop.sync.jadwal import DEBOUNCE_S, LEAST_S, Chance, idle_delay, retry_delay
from sipd_desktop.sync.transport import Transport

START_S = 3.0
UNENROLLED_S = 3600.0
LONGEST_DEBOUNCE_S = 300.0
_log = logging.getLogger(__name__)


class Pekerja:
    """Sends and receives by itself until `stop`; `on_hasil` is called in the worker's thread."""

    def __init__(
        self,
        buku: Buku,
        on_hasil: Callable[[HasilKirim], None],
        *,
        make_transport: MakeTransport = Transport,
        chance: Chance = random.random,
        start_s: float = START_S,
        debounce_s: float = DEBOUNCE_S,
    ) -> None:
        self._buku = buku
        self._tell = on_hasil
        self._make = make_transport
        self._chance = chance
        self._debounce = debounce_s
        self._gate = Gerbang()
        self._wake = threading.Condition()
        self._due = monotonic() + start_s
        self._not_before = 0.0
        self._failures = 0
        self._first_nudge: float | None = None
        self._routine = 0.0
        """When the next exchange is due though nothing was saved."""
        self._pressed = False
        self._thread = threading.Thread(target=self._run, name="sipd-kirim", daemon=True)

    def start(self) -> None:
        """Begin; the first try follows soon."""
        self._thread.start()

    def nudge(self) -> None:
        """Something was saved: try when no further save follows for a while.

        While the line is down the growing span stands; a save does not shorten it.
        """
        now = monotonic()
        with self._wake:
            if self._failures:
                return
            if self._first_nudge is None:
                self._first_nudge = now
            due = min(now + self._debounce, self._first_nudge + LONGEST_DEBOUNCE_S)
            self._due = max(due, self._not_before)
            self._wake.notify()

    def send_now(self) -> None:
        """The button: try at once; a hold of the centre is still respected and named."""
        with self._wake:
            self._pressed = True
            self._due = monotonic()
            self._wake.notify()

    def stop(self, timeout: float = 1.0) -> None:
        """End within `timeout` seconds; nothing is written to the file afterwards."""
        self._gate.stop()
        with self._wake:
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)

    @property
    def seconds_to_next(self) -> float:
        """How long until the next try; always finite."""
        with self._wake:
            return max(0.0, self._due - monotonic())

    def _run(self) -> None:
        while self._wait():
            with self._wake:
                only_nudged = self._first_nudge is not None and not self._pressed
                self._first_nudge, self._pressed = None, False
            delay = self._attempt(only_nudged)
            with self._wake:  # yang terjadi selama pertukaran tidak dilupakan
                if self._pressed:
                    delay = 0.0
                elif self._first_nudge is not None and not self._failures:
                    delay = max(min(delay, self._debounce), self._not_before - monotonic())
                self._due = monotonic() + delay

    def _attempt(self, only_nudged: bool) -> float:
        """One try; whatever it meets, there is a next one (I17)."""
        try:
            if only_nudged and self._nothing_new():
                return max(LEAST_S, self._routine - monotonic())
            return self._try_once()
        except Dihentikan:
            return UNENROLLED_S
        except Exception as error:  # noqa: BLE001 - a bug must not end the exchange for good
            # hanya jenisnya: isi pesan bisa memuat data orang
            _log.error("pertukaran gagal: %s", type(error).__name__)
            with self._wake:
                self._failures += 1
            self._report(HasilKirim(alasan="kesalahan-program"))
            return retry_delay(self._failures, self._chance)

    def _nothing_new(self) -> bool:
        """Woken by a change that came from the centre itself: nothing to send."""
        if monotonic() >= self._routine:
            return False
        with self._gate:
            return count_belum_terkirim(self._buku) == 0

    def _report(self, hasil: HasilKirim) -> None:
        try:
            self._tell(hasil)
        except Exception as error:  # noqa: BLE001 - a window that is gone must not end the exchange
            _log.error("hasil pertukaran tidak tersampaikan: %s", type(error).__name__)

    def _wait(self) -> bool:
        with self._wake:
            while not self._gate.stopped.is_set():
                left = self._due - monotonic()
                if left <= 0:
                    return True
                self._wake.wait(left)
        return False

    def _try_once(self) -> float:
        """One exchange; returns the seconds until the next."""
        with self._gate:
            terdaftar = read_keadaan(self._buku).terdaftar
        if not terdaftar:
            return UNENROLLED_S
        hasil = kirim(self._buku, gerbang=self._gate, make_transport=self._make)
        self._gate.check()
        hold = hasil.backoff
        if hasil.alasan == "antre":
            hold = max(hold, float(str(dict(hasil.params).get("detik", 0))))
        with self._wake:
            self._not_before = monotonic() + hold
            self._failures = 0 if hasil.selesai else self._failures + 1
        if hasil.selesai:
            delay = idle_delay(self._chance, hold)
            self._routine = monotonic() + delay
        else:
            delay = retry_delay(self._failures, self._chance, hold)
        self._report(hasil)
        return delay
