"""Closing the window during an open hari buka: what stays open is said, nothing is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.naskah import list_naskah
from sipd_desktop.ui.pages.pamit import Pamit

if TYPE_CHECKING:
    from sipd_desktop.ui.main_window import MainWindow


class PenjagaPamit(QObject):
    """Holds the first try to close; the second one, or a moment, ends the program."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.hari: Hari | None = None
        """The day that is not closed, as last read."""
        self._said = False
        self._before: QWidget | None = None
        self.layar = Pamit()
        self.layar.selesai.connect(self._end)
        self.layar.kembali.connect(self.forget)
        window.tumpuk.addWidget(self.layar)

    def holds(self) -> bool:
        """Something is to be said first; when the computer itself shuts down there is no time."""
        window = self._window
        if (
            self.hari is None
            or self._said
            or window.bingkai is None
            or window.terkunci
            or not window.isVisible()
            or _is_shutting_down()
            or window.tasks.stopping.is_set()
        ):
            return False
        self._said = True
        self._before = window.tumpuk.currentWidget()
        hari = self.hari
        window.tasks.read(
            self,
            lambda conn: sum(n.berubah for n in list_naskah(conn)),
            lambda draf: self._show(hari, draf),
        )
        return True

    def forget(self) -> None:
        """Back to work: the next try to close says it again."""
        self._said = False
        if self._before is not None:
            self._window.tumpuk.setCurrentWidget(self._before)
            if self._window.bingkai is not None and self._window.bingkai.page is not None:
                self._window.bingkai.page.focus_start()
        self._before = None

    def _show(self, hari: Hari, draf: int) -> None:
        self._window.tumpuk.setCurrentWidget(self.layar)
        self.layar.show_pamit(hari, draf)

    def _end(self, *_: Any) -> None:
        self._window.close()


def _is_shutting_down() -> bool:
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
