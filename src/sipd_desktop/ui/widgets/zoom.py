"""Ctrl + and Ctrl - change the size of everything, Ctrl 0 goes back to 100 %."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from sipd_desktop.ui import theme


class ZoomController(QObject):
    """Puts the keys on a window; `berubah` carries the size (1.0 to 1.5) for the settings.

    A window that has its own actions for the keys passes `kunci=False` and calls the methods.
    """

    berubah = Signal(float)

    def __init__(self, window: QWidget, *, kunci: bool = True) -> None:
        super().__init__(window)
        if not kunci:
            return
        for keys, call in (
            (("Ctrl++", "Ctrl+="), self.larger),
            (("Ctrl+-",), self.smaller),
            (("Ctrl+0",), self.reset),
        ):
            for key in keys:
                QShortcut(QKeySequence(key), window, call)

    def larger(self) -> None:
        """One size up."""
        self._step(1)

    def smaller(self) -> None:
        """One size down."""
        self._step(-1)

    def reset(self) -> None:
        """100 %."""
        self.set_zoom(theme.UKURAN[0])

    def set_zoom(self, size: float) -> None:
        """The nearest size there is."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if theme.nearest_zoom(size) != theme.zoom():
            self.berubah.emit(theme.apply_theme(app, size))

    def _step(self, by: int) -> None:
        here = theme.UKURAN.index(theme.nearest_zoom(theme.zoom()))
        self.set_zoom(theme.UKURAN[min(max(here + by, 0), len(theme.UKURAN) - 1)])
