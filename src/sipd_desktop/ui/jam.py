"""Between the login (or the lock) and the pages: today's date, asked when the clock is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from sipd_desktop.services.jam import Jam, answer_jam, read_jam
from sipd_desktop.services.naskah import purge_naskah
from sipd_desktop.ui.hari.tanggal_hari_ini import TanggalHariIni
from sipd_desktop.ui.tasks import Tasks


class PenjagaJam(QObject):
    """Asks once and remembers; the clock comes in as two functions."""

    def __init__(
        self,
        tasks: Tasks,
        tumpuk: QStackedWidget,
        *,
        today: Callable[[], date],
        kini: Callable[[], datetime],
    ) -> None:
        super().__init__(tumpuk)
        self._tasks, self._tumpuk, self._today, self._kini = tasks, tumpuk, today, kini
        self._then: Callable[[date], None] | None = None
        self._seen: tuple[date, datetime, date] | None = None
        self.layar = TanggalHariIni(tumpuk)
        self.layar.dijawab.connect(self._answered)
        tumpuk.addWidget(self.layar)

    def check(self, then: Callable[[date], None]) -> None:
        """Call `then` with today, after asking if need be; at once while nothing jumped."""
        day, now = self._today(), self._kini()
        if self._seen is not None and self._seen[0] == day and now >= self._seen[1]:
            then(self._seen[2])
            return
        self._tasks.read(
            self, lambda conn: read_jam(conn, day, now), lambda jam: self._settle(jam, then)
        )

    def set_today(self, hari_ini: date, then: Callable[[date], None]) -> None:
        """Somebody said on a page what day it is; remembered as an answer."""
        self._then = then
        self._answered(hari_ini)

    def _settle(self, jam: Jam, then: Callable[[date], None]) -> None:
        if jam.tanya is None:
            self._known(jam.hari_ini, then)
            return
        self._then = then
        self.layar.show_tanya(jam.tanya)
        self._tumpuk.setCurrentWidget(self.layar)
        self.layar.focus_start()

    def _answered(self, hari_ini: date) -> None:
        then, self._then = self._then, None
        if then is None:
            return
        day, now = self._today(), self._kini()
        self._tasks.write(
            self,
            lambda conn: answer_jam(conn, day, now, hari_ini),
            lambda _done: self._known(hari_ini, then),
        )

    def _known(self, hari_ini: date, then: Callable[[date], None]) -> None:
        self._seen = (self._today(), self._kini(), hari_ini)

        def purge(conn: Any) -> None:
            purge_naskah(conn, hari_ini)

        self._tasks.write(self, purge)
        then(hari_ini)
