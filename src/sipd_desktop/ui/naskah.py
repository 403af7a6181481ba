"""Keeps what is typed in a panel as a draft, within a second, without the panel's help.

A page attaches it in one line: `self.naskah.pasang(kunci, panel, baca)`. It looks at the panel a
few times a second and writes only what differs from the last time, on the data lane. The save of
the page drops the draft in its own transaction (`services.naskah.drop_naskah`) and says
`tersimpan` here; leaving keeps the draft (`lepas`), throwing away drops it (`buang`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from sipd_desktop.services.naskah import drop_naskah, save_naskah

if TYPE_CHECKING:
    from sipd_desktop.ui.sesi import Sesi

SETIAP_MS = 250
"""How often the panel is looked at; with the write it stays well below one second."""

Baca = Callable[[], tuple[Mapping[str, Any], bool] | None]
"""What is typed now (values that fit JSON) and whether it differs from what is stored; None while
the panel is not ready."""


class PenjagaNaskah(QObject):
    """The draft of the panel in sight."""

    def __init__(self, sesi: Sesi, parent: QObject) -> None:
        super().__init__(parent)
        self._sesi = sesi
        self._kunci = ""
        self._panel: QWidget | None = None
        self._baca: Baca | None = None
        self._written: dict[str, Any] | None = None
        self._clock = QTimer(self, interval=SETIAP_MS)
        self._clock.timeout.connect(self.look)
        app = QApplication.instance()
        if isinstance(app, QApplication):  # a box was left: what stood in it is written at once
            app.focusChanged.connect(self._moved)

    @property
    def kunci(self) -> str:
        """The key of the draft being kept; empty when none is."""
        return self._kunci

    def pasang(self, kunci: str, panel: QWidget, baca: Baca) -> None:
        """Keep what is typed in `panel` under `kunci` from now on; whoever was kept is left."""
        if self._kunci and self._kunci != kunci:
            self.lepas()
        self._kunci, self._panel, self._baca, self._written = kunci, panel, baca, None
        self._clock.start()
        self.look()

    def look(self) -> None:
        """Write the draft if it differs from the last one written."""
        self._write(terbuka=True)

    def lepas(self) -> None:
        """The panel is left: what was typed stays, a panel without anything typed is forgotten."""
        if not self._kunci:
            return
        found = self._baca() if self._baca else None
        if found is not None and found[1]:
            self._write(terbuka=False)
        else:
            self._drop()
        self._forget()

    def tersimpan(self) -> None:
        """The save was asked for and drops the draft itself: write nothing more."""
        self._forget()

    def buang(self) -> None:
        """What was typed is not wanted."""
        if self._kunci:
            self._drop()
        self._forget()

    def _moved(self, old: QWidget | None, _new: QWidget | None) -> None:
        if self._panel is not None and old is not None and self._panel.isAncestorOf(old):
            self.look()

    def _write(self, *, terbuka: bool) -> None:
        found = self._baca() if self._baca else None
        if found is None:
            return
        nilai, berubah = found
        kolom, kursor = self._where()
        isi = {
            "nilai": dict(nilai),
            "kolom": kolom,
            "kursor": kursor,
            "berubah": berubah,
            "terbuka": terbuka,
        }
        if isi == self._written:
            return
        self._written = isi
        kunci, hari_ini = self._kunci, self._sesi.tanggal
        self._sesi.write(self, lambda conn: save_naskah(conn, kunci, isi, hari_ini))

    def _drop(self) -> None:
        kunci = self._kunci
        self._sesi.write(self, lambda conn: drop_naskah(conn, kunci))

    def _forget(self) -> None:
        self._clock.stop()
        self._kunci, self._panel, self._baca, self._written = "", None, None, None

    def _where(self) -> tuple[str, int]:
        """The box with the cursor, and the cursor in it; as last written while elsewhere."""
        box = QApplication.focusWidget()
        if self._panel is not None and box is not None and self._panel.isAncestorOf(box):
            place = box.cursorPosition() if isinstance(box, QLineEdit) else 0
            return box.objectName(), place
        last = self._written or {}
        return str(last.get("kolom", "")), int(last.get("kursor", 0))


def place_cursor(panel: QWidget, isi: Mapping[str, Any]) -> None:
    """Put the cursor where the typist stood when the draft was written."""
    box = panel.findChild(QWidget, str(isi.get("kolom") or "-"))
    if box is None or not box.isVisibleTo(panel):
        return
    box.setFocus()
    if isinstance(box, QLineEdit):
        box.deselect()
        box.setCursorPosition(int(isi.get("kursor") or 0))
