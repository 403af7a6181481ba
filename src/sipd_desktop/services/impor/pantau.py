"""How far a long piece of work is, and whether the person still wants it.

Work calls `maju` now and then; the window shows it, the command line prints it. A cancelled work
ends at its next call, before anything was stored.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from sipd_desktop.base.clock import monotonic
from sipd_desktop.base.errors import UserError

JEDA_S = 0.05
"""Progress is told at most this often within one step."""

Kabar = Callable[[str, int, int], None]
"""(what is being done, how many are done, of how many); 0 of 0 = not known."""


class Pantau:
    """Progress and cancelling of one piece of work; `cancel` may be called from any thread."""

    def __init__(self, kabar: Kabar | None = None) -> None:
        self._kabar = kabar
        self._batal = threading.Event()
        self._kata = ""
        self._told = 0.0

    def cancel(self) -> None:
        """End the work at its next step."""
        self._batal.set()

    @property
    def is_batal(self) -> bool:
        """Whether it was cancelled."""
        return self._batal.is_set()

    def maju(self, kata: str, selesai: int = 0, dari: int = 0) -> None:
        """Tell where the work is; raises UserError `impor-dibatalkan` when it was cancelled."""
        if self._batal.is_set():
            raise UserError("impor-dibatalkan")
        if self._kabar is None:
            return
        moment = monotonic()
        if kata != self._kata or moment - self._told >= JEDA_S:
            self._kata, self._told = kata, moment
            self._kabar(kata, selesai, dari)


DIAM = Pantau()
"""Nobody watches."""
