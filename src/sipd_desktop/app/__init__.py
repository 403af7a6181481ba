"""Composition root of the window: folder, log, lanes, theme, main window; the one that wires.

It may see `storage`, which the window may not: what a screen needs from there goes in as a plain
function (`Akses`).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from sipd_desktop.base import clock, paths
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.penjaga import back_up_at_close
from sipd_desktop.services.satu_jendela import LIHAT_MS, SatuJendela
from sipd_desktop.storage import folder as tempat
from sipd_desktop.storage import kunci, rahasia
from sipd_desktop.storage.keadaan import get_setelan, set_setelan
from sipd_desktop.ui.icons import icon
from sipd_desktop.ui.main_window import MainWindow
from sipd_desktop.ui.sesi import Akses, Keterangan
from sipd_desktop.ui.setelan_layar import SetelanLayar
from sipd_desktop.ui.tasks import Tasks, bug_text
from sipd_desktop.ui.theme import apply_theme

log = logging.getLogger(__name__)


def check_sandi(ruang: Ruang, sandi: str) -> None:
    """Whether this passphrase (or recovery code) opens the folder that is open now.

    Raises `sandi-salah` or `rahasia-laptop-tidak-ada`; nothing is opened or changed.
    """
    folder_id = tempat.read_tanda(ruang.folder)["id"]
    kunci.open_keys(ruang.folder, sandi, rahasia.read_secret(folder_id))


def describe(conn: Any) -> Keterangan:
    """What the frame of the window shows of an open folder."""
    return Keterangan(
        zona=clock.zone_of(get_setelan(conn, "kode_desa") or "32"),
        contoh=get_setelan(conn, "contoh") == "1",
    )


def choose_posyandu(conn: Any, posyandu_id: str) -> None:
    """Remember today's Posyandu for the next start."""
    set_setelan(conn, "posyandu_kini", posyandu_id)


AKSES = Akses(check_sandi=check_sandi, describe=describe, choose_posyandu=choose_posyandu)


class Aplikasi(QObject):
    """One running window program: `start` shows it, `close` ends it in order."""

    def __init__(
        self,
        folder: Path,
        *,
        today: Callable[[], date] = clock.today,
        kini: Callable[[], datetime] = clock.now,
    ) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.setelan = SetelanLayar()
        apply_theme(app, self.setelan.get_number("zoom", 1.0))
        self.tasks = Tasks(self)
        self.window = MainWindow(folder, self.tasks, AKSES, self.setelan, today=today, kini=kini)
        self.window.closed.connect(self.close)
        self._closed = False
        self.diminta: Callable[[], bool] = lambda: False
        """Whether somebody wants in while the last backup is made: then it is given up."""

    def start(self) -> None:
        """Show the window at its first page."""
        self.window.start()
        self.window.show()

    def answer_calls(self, place: SatuJendela) -> None:
        """Come to the front when the program is started a second time."""
        self.diminta = place.is_called

        def look() -> None:
            if place.answer():
                self.come_forward()

        timer = QTimer(self, interval=LIHAT_MS)
        timer.timeout.connect(look)
        timer.start()

    def come_forward(self) -> None:
        """Before all other windows, also from the task bar."""
        state = self.window.windowState() & ~Qt.WindowState.WindowMinimized
        self.window.setWindowState(state | Qt.WindowState.WindowActive)
        self.window.raise_()
        self.window.activateWindow()

    def close(self) -> None:
        """Let writes end, close the file, give the folder back."""
        if self._closed:
            return
        self._closed = True
        self.window.hide()
        self.window.stop_workers()
        ruang = self.window.ruang
        self.tasks.close()
        if ruang is not None:
            back_up_at_close(ruang.buku, self.diminta)
            ruang.close()


def start_log(folder: Path) -> None:
    """Log of this program only (others may print values), small and turned over."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "sipd-desktop.log", maxBytes=500_000, backupCount=2, encoding="utf-8"
        )
    except OSError:
        return  # no log is no reason not to weigh a child
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    own = logging.getLogger("sipd_desktop")
    own.addHandler(handler)
    own.setLevel(logging.INFO)


def catch_bugs(tell: Callable[[str], None]) -> None:
    """An unexpected error anywhere ends in the log and one dialog, never in silence."""

    def hook(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        text = bug_text(error)
        log.error("kesalahan di layar\n%s", text)
        tell(text)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error("kesalahan di utas\n%s", bug_text(args.exc_value))

    sys.excepthook = hook
    threading.excepthook = thread_hook


def run(folder: Path | None = None) -> int:
    """Start the window program and stay until it is closed."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    # the menu entry that this window belongs to, and the picture in the task bar
    app.setDesktopFileName("sipd-desktop")
    app.setWindowIcon(icon("sipd"))
    place = SatuJendela(folder or paths.data_dir())
    if not place.enter():
        return 0  # the window that is there came to the front
    start_log(paths.config_dir() / "log")
    aplikasi = Aplikasi(folder or paths.data_dir())
    aplikasi.answer_calls(place)
    catch_bugs(aplikasi.tasks.broke.emit)
    aplikasi.start()
    code = app.exec()
    aplikasi.close()
    place.leave()
    return code
