"""The keeper of the backups in the window: one quiet thread beside the work.

Every half hour, when something was saved, it makes a backup; once a month it tries a restore; a
file too large to be checked while it is opened is checked here. Closing the window asks for a last
backup and gives it up when somebody wants in again. Waits are monotonic: a clock that jumps stops
nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from sipd_desktop.base.clock import monotonic, now
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.cadangan import back_up, drill, has_changed, is_drill_due, list_cadangan
from sipd_desktop.services.rawat import PENUH
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.salinan import check_pages

SETIAP_S = 30 * 60
"""A7: every 30 minutes if changed."""
AWAL_S = 20.0
ULANG_S = 5 * 60.0
"""After a failure (full disk) it is tried again this soon."""
JURNAL = 20_000_000
"""A journal beyond this (a large import or pull) is worth a backup before its time."""
_LOOK_S = 30.0
_log = logging.getLogger(__name__)


class Dihentikan(UserError):
    """The program closes, or somebody wants in; the backup under way is given up."""

    def __init__(self) -> None:
        super().__init__("cadangan-dihentikan")


class Penjaga:
    """Keeps the backups of one open file until `stop`; `on_kabar` is called in its thread."""

    def __init__(
        self, buku: Buku, on_kabar: Callable[[str], None], *, awal_s: float = AWAL_S
    ) -> None:
        self._buku = buku
        self._tell = on_kabar
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._due = monotonic() + awal_s
        self._looked = False
        self._thread = threading.Thread(target=self._run, name="sipd-cadangan", daemon=True)

    def start(self) -> None:
        """Begin to keep watch."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Give up what is under way; waits `timeout` seconds for the slice to end."""
        self._stopped.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def check(self) -> None:
        """Between the slices of a backup."""
        if self._stopped.is_set():
            raise Dihentikan

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(min(_LOOK_S, max(0.1, self._due - monotonic())))
            self._wake.clear()
            if self._stopped.is_set():
                return
            if monotonic() >= self._due or self._is_large():
                self._due = monotonic() + self._round()
                self._looked = True

    def _is_large(self) -> bool:
        return self._buku.jurnal is not None and self._buku.jurnal.bytes > JURNAL

    def _round(self) -> float:
        """One round; returns the seconds until the next."""
        try:
            self._work()
        except Dihentikan:
            return SETIAP_S
        except UserError as error:
            _log.warning("cadangan gagal: %s", error.code)
            self._tell(error.code)
            return ULANG_S
        except Exception as error:  # noqa: BLE001 - a bug must not end the backups for good
            _log.error("cadangan gagal: %s", type(error).__name__)
            self._tell("kesalahan-program")
            return ULANG_S
        self._tell("")
        return SETIAP_S

    def _work(self) -> None:
        folder = self._buku.path.parent
        if not self._looked and self._buku.path.stat().st_size >= PENUH:
            self._check_large()
        if has_changed(self._buku):
            back_up(self._buku, "berkala", check=self.check)
        if is_drill_due(folder, now()) and drill(self._buku, check=self.check) is False:
            self._replace_bad(folder)

    def _check_large(self) -> None:
        conn = self._buku.raw()
        try:
            good = check_pages(conn)
        finally:
            conn.close()
        if not good:
            raise UserError("berkas-rusak")

    def _replace_bad(self, folder: Path) -> None:
        """The newest backup did not pass: put it aside under another name and make a new one."""
        bad = list_cadangan(folder)[0].path
        bad.replace(bad.with_suffix(".gagal"))
        _log.error("latihan pemulihan gagal; cadangan dibuat lagi")
        back_up(self._buku, "berkala", check=self.check)
        drill(self._buku, check=self.check)


def back_up_at_close(buku: Buku, wanted: Callable[[], bool]) -> None:
    """The last backup of the day, the window already gone; given up when `wanted` says so.

    Whatever goes wrong here, the records are in the file and in the journal.
    """

    def check() -> None:
        if wanted():
            raise Dihentikan

    try:
        if has_changed(buku):
            back_up(buku, "tutup", check=check, wait=False)
    except Dihentikan:
        _log.info("cadangan saat tutup dihentikan")
    except UserError as error:
        _log.warning("cadangan saat tutup gagal: %s", error.code)


def routine(buku: Buku, hours: int = 24) -> None:
    """For the command line: a laptop that is only sent from by a schedule has backups too."""
    folder = buku.path.parent
    have = list_cadangan(folder)[:1]
    large = buku.jurnal is not None and buku.jurnal.bytes > JURNAL
    old = not have or abs((now() - have[0].waktu).total_seconds()) >= hours * 3600
    if (large or old) and has_changed(buku):
        back_up_at_close(buku, lambda: False)
