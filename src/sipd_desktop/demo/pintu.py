"""At the door of the play: from the locked laptop to Beranda."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from sipd_desktop.demo.tangan import Tangan

Key = Qt.Key


class Pintu:
    """Logs the ketua in, with keys and pictures or at once."""

    def __init__(self, tangan: Tangan, sandi: str) -> None:
        self.t, self._sandi = tangan, sandi

    @property
    def _window(self) -> Any:
        return self.t.app.window

    def masuk(self) -> None:
        """Four words, the name, no PIN."""
        masuk = self._window.masuk
        self.t.until(masuk.isVisible, "layar masuk")
        self.t.shot("01-masuk")
        masuk.ask_recovery()
        self.t.shot("02-kode-pemulihan")
        masuk.ask_words()
        self._type_words()
        self.t.shot("02-masuk-terisi")
        self._pilih_nama()
        self.t.shot("03-pin")
        masuk.pin.selesai.emit()
        self.t.until(lambda: self._window.bingkai is not None, "beranda")
        self.t.shot("04-beranda")

    def kunci(self) -> None:
        """Cover the screen, and come back with the same four words."""
        self._window.lock()
        self.t.shot("43-terkunci")
        self._type_words()
        if self._window.terkunci:
            self.t.enter()
        self.t.until(lambda: not self._window.terkunci, "kunci terbuka")
        self.t.settle()

    def _type_words(self) -> None:
        for place, word in enumerate(self._sandi.split()):
            if place:
                self.t.press(Key.Key_Space)
            self.t.type(word[:4])

    def buka_langsung(self) -> None:
        """Log in without the keyboard (a window that is not in front gets no keys)."""
        masuk = self._window.masuk
        for box, word in zip(masuk.isian.kotak, self._sandi.split(), strict=True):
            box.setFocus()
            box.feed(word)
        self._pilih_nama()
        masuk.pin.selesai.emit()
        self.t.until(lambda: self._window.bingkai is not None, "beranda")
        self._window.bingkai.show_page("hari")

    def _pilih_nama(self) -> None:
        """The laptop opens at the fourth word; then the first name, up to the choice of a PIN."""
        masuk = self._window.masuk

        def ready() -> bool:
            return masuk.pin.isVisible() or (masuk.petak.isVisible() and bool(masuk.petak.tombol))

        self.t.rest(0.05)
        if not ready():
            masuk.open_with_words()
        self.t.until(ready, "nama")
        if not masuk.pin.isVisible():
            self.t.shot("03-nama")
            masuk.petak.tombol[0].click()
        self.t.until(masuk.pin.isVisible, "pilihan PIN")
