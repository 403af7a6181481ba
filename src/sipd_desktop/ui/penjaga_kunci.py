"""Locking the screen in a session: pages emptied, dialogs closed, the copied text taken away."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from sipd_desktop.services.buka import Pengguna

if TYPE_CHECKING:
    from sipd_desktop.ui.main_window import MainWindow


class PenjagaKunci(QObject):
    """Covers the session until its account, or another one, proves who is there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.terkunci = False
        self._copied = False
        QGuiApplication.clipboard().dataChanged.connect(self._note_copy)

    def lock(self) -> None:
        """Empty all pages and ask who is there; safe to call twice."""
        window = self._window
        if window.bingkai is None or window.sesi is None or self.terkunci:
            return
        self.terkunci = True
        window.diam.stop()
        window.tutup_layar.uncover()
        self.close_dialogs()
        window.tasks.forget_reads()
        window.tumpuk.setCurrentWidget(window.kunci)
        window.bingkai.clear()
        if self._copied:
            QGuiApplication.clipboard().clear()
        window.kunci.lock(window.sesi)
        window.kunci.focus_start()

    def unlock(self, pengguna: Pengguna) -> None:
        """Somebody proved to be there: go on once the date is sure."""
        self._window.jam.check(partial(self._resume, pengguna))

    def close_dialogs(self) -> None:
        """Nothing of the session stays in front."""
        self._window.pelapor.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()

    def _resume(self, pengguna: Pengguna, hari_ini: date) -> None:
        window = self._window
        assert window.sesi is not None
        assert window.bingkai is not None
        self.terkunci = False
        window.sesi.move_today(hari_ini)
        window.tumpuk.setCurrentWidget(window.bingkai)
        if pengguna.id != window.sesi.pengguna.id:
            window.sesi.choose(pengguna=pengguna)
        window.bingkai.restore()
        window.diam.start()

    def _note_copy(self) -> None:
        """What was copied while this program was in front is this program's to take away."""
        self._copied = QApplication.activeWindow() is not None
