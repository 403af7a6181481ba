"""Hands and eyes of the demo: press real keys in the real window, wait, take pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sipd_desktop.app import Aplikasi
from sipd_desktop.base.clock import monotonic

_WAIT_S = 20.0
_CTRL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Tangan:
    """Keys go to whatever has the cursor, as from a keyboard."""

    def __init__(self, aplikasi: Aplikasi, keluar: Path | None) -> None:
        self.app = aplikasi
        self._keluar = keluar
        self.gambar: list[str] = []
        self.tombol = 0

    def until(self, done: Callable[[], bool], what: str, seconds: float = _WAIT_S) -> None:
        """Let the window work until something is so; a named failure after twenty seconds."""
        end = monotonic() + seconds
        while not done():
            self.rest(0.005)
            if monotonic() > end:
                raise TimeoutError(f"menunggu {what}")

    def settle(self) -> None:
        """Until no work is under way and nothing is left to draw."""
        for _ in range(2):
            self.until(self.app.tasks.is_idle, "pekerjaan selesai")
            self.rest(0.01)

    def rest(self, seconds: float) -> None:
        """Let the window's timers and the other threads run; QTest.qWait would hold these up."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def _target(self) -> QWidget:
        if QApplication.activeWindow() is None:  # keys would go nowhere, and the play just wait
            raise RuntimeError("jendela tidak lagi di depan: sebuah widget terbuka sendiri")
        return QApplication.focusWidget() or self.app.window

    def type(self, text: str) -> None:
        """Type letters and digits."""
        for letter in text:
            QTest.keyClicks(self._target(), letter)
            self.tombol += 1
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        """Press special keys one after the other."""
        for key in keys:
            QTest.keyClick(self._target(), key, _CTRL if ctrl else _NONE)
            self.tombol += 1
            QApplication.processEvents()

    def enter(self) -> None:
        """The key of the whole program."""
        self.press(Qt.Key.Key_Return)

    def shot(self, name: str) -> None:
        """A picture of the window as it stands, into the output folder (if there is one)."""
        if self._keluar is None:
            return
        if "timbang" in name or name.endswith("bulan-pertama"):
            self.rest(0.15)  # the status is judged a moment after the last key
        self.settle()
        picture = self.app.window.grab()
        assert not picture.isNull()
        if not picture.save(str(self._keluar / f"{name}.png")):
            raise OSError(f"gambar {name} tidak tersimpan")
        self.gambar.append(f"{name}.png")
