"""Nobody is at the laptop: first the names are covered, then the screen is locked.

Elsewhere five minutes; in an open hari buka names are covered after three and locked after twenty
(DESIGN section 5). Waking from sleep counts too: the wall clock is looked at beside the steady one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from sipd_desktop.base import clock

_SIGNS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


@dataclass(frozen=True, slots=True)
class Batas:
    """Idle seconds until the names are covered and until the screen is locked."""

    tutup: float
    kunci: float


BIASA = Batas(300, 300)
HARI_BUKA = Batas(180, 1200)


class Diam(QObject):
    """Watches keys and mouse of each window that gets the focus."""

    tutup = Signal()
    kunci = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = clock.monotonic,
        wall: Callable[[], float] = lambda: clock.now().timestamp(),
    ) -> None:
        super().__init__(parent)
        self._steady, self._wall = steady, wall
        self.batas = BIASA
        self.touch()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.check)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)

    def watch(self, window: QWindow | None) -> None:
        """Count keys and mouse of this window too; dialogs come by themselves."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def start(self) -> None:
        """Begin to count, from now."""
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Nothing to protect: locked, or not logged in."""
        self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._at = (self._steady(), self._wall())
        self._covered = False

    def check(self) -> None:
        """Compare the idle time with the limits; the timer calls this every second."""
        idle = max(self._steady() - self._at[0], self._wall() - self._at[1])
        if idle >= self.batas.kunci:
            self.kunci.emit()
        elif idle >= self.batas.tutup and not self._covered:
            self._covered = True
            self.tutup.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self.touch()
        return False
