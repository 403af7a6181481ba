"""Keeps masalah fresh while people work: a moment after a save, and a daily round on their page.

It writes beside the work, never inside a save, so that saving a weighing costs nothing more and an
undo takes back only what the person did.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.masalah.segar import (
    DIBACA,
    MAKS,
    refresh_next,
    refresh_tindakan,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat

_TENANG_MS = 1500
_JEDA_MS = 30
_HALAMAN = ("potensi", "masalah")


class PenyegarMasalah(QObject):
    """One per login; lives and dies with its session."""

    def __init__(self, sesi: Sesi) -> None:
        super().__init__(sesi)
        self._sesi = sesi
        self._tindakan: list[str] = []
        self._berjalan = False
        self.tenang = QTimer(self)
        self.tenang.setSingleShot(True)
        self.tenang.setInterval(_TENANG_MS)
        self.tenang.timeout.connect(self.flush)
        sesi.data_changed.connect(self._changed)
        sesi.go_asked.connect(self._gone)
        if sesi.kiriman is not None:
            sesi.kiriman.akan_kirim.connect(self.flush)

    def _changed(self, changes: object) -> None:
        if isinstance(changes, Changes) and changes.kinds & DIBACA:
            self._tindakan += changes.tindakan
            self.tenang.start()

    def flush(self) -> None:
        """Judge whomever the acts since the last time were about; also before a sending."""
        self.tenang.stop()
        acts, self._tindakan = self._tindakan, []
        if not 0 < len(acts) <= MAKS:
            return
        work = partial(
            refresh_tindakan,
            petugas=self._sesi.petugas,
            tindakan=acts,
            acuan=self._sesi.hari_ini,
        )
        self._sesi.write(self, work)

    def _gone(self, key: str, _kw: object) -> None:
        if key in _HALAMAN and not self._berjalan:
            self._berjalan = True
            self._next()

    def _next(self) -> None:
        work = partial(refresh_next, petugas=self._sesi.petugas, acuan=self._sesi.hari_ini)
        self._sesi.write(self, work, self._done, self._stopped)

    def _done(self, answer: tuple[bool, Changes]) -> None:
        self._berjalan = answer[0]
        if answer[0]:
            QTimer.singleShot(_JEDA_MS, self, self._next)

    def _stopped(self, error: UserError) -> None:
        self._berjalan = False
        self._sesi.message(kalimat(error))
