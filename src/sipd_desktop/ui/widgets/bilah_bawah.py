"""The two quiet bars: which keys work here, and how things stand with sending and backup.

Offline is grey and normal. The unsent number is given by the caller, who counts it each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.render import warna
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.ikon import IkonLabel
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.susun import empty


class KeyHintBar(QWidget):
    """Keys with their words, in as many rows as it takes."""

    def __init__(
        self, hints: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._alir = AlirLayout(self, jarak=16)
        self._alir.setContentsMargins(12, 4, 12, 4)
        self.set_hints(hints)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Pairs of key and word: ("Enter", "simpan")."""
        empty(self._alir)
        for key, word in hints:
            self._alir.addWidget(_hint(key, word, self))
        told = ", ".join(f"{key} {word}" for key, word in hints)
        self.setAccessibleName("Tombol yang bisa dipakai")
        self.setAccessibleDescription(told)


def _hint(key: str, word: str, parent: QWidget) -> QWidget:
    pair = QWidget(parent)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(Kata(pair, "kunci", teks=key))
    row.addWidget(Kata(pair, teks=word))
    return pair


@dataclass(frozen=True, slots=True)
class Keadaan:
    """What the bar tells; texts of time are made by the caller ("3 Nov", "kemarin 16.40").

    `tersambung`: None when nobody knows. `sedang_kirim` shows that a sending runs.
    """

    tersambung: bool | None = None
    belum_terkirim: int = 0
    terakhir_kirim: str = ""
    cadangan: str = ""
    sedang_kirim: bool = False


class StatusBar(QFrame):
    """At the foot of every screen; answers "sudah terkirim atau belum?" in three seconds.

    One row always: where the whole words need two (150 %), each part says its short ones, and the
    whole ones in its tooltip and to a screen reader.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "bilah")
        self._alir = AlirLayout(self, jarak=24)
        self._alir.setContentsMargins(14, 6, 14, 6)
        self._parts = {
            name: _Part(icon, self)
            for name, icon in (
                ("sambung", "cloud-off"),
                ("kirim", "send"),
                ("terakhir", "history"),
                ("cadangan", "database-export"),
            )
        }
        for part in self._parts.values():
            self._alir.addWidget(part)
        self.show_keadaan(Keadaan())

    def show_keadaan(self, keadaan: Keadaan) -> None:
        """Say how things stand."""
        online = bool(keadaan.tersambung)
        self._parts["sambung"].say(
            "Tersambung" if online else "Tanpa internet, tetap bisa bekerja",
            "cloud-check" if online else "cloud-off",
            pendek="" if online else "Tanpa internet",
        )
        self._parts["kirim"].say(unsent_teks(keadaan), pendek=_unsent_pendek(keadaan))
        last = keadaan.terakhir_kirim
        self._parts["terakhir"].say(
            f"Terakhir kirim: {last}" if last else "Belum pernah kirim",
            pendek=f"Kirim: {last}" if last else "",
        )
        backup = keadaan.cadangan
        self._parts["cadangan"].say(
            f"Salinan aman: {backup}" if backup else "Belum ada salinan aman",
            pendek=f"Salinan: {backup}" if backup else "Belum ada salinan",
        )
        self.setAccessibleName("Keadaan")
        self.setAccessibleDescription(". ".join(p.teks() for p in self._parts.values()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Whole words where they fit in one row, else the short ones."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for part in self._parts.values():
            part.shorten(short=False)
        if self._alir.sizeHint().width() > self.width():
            for part in self._parts.values():
                part.shorten(short=True)


def unsent_teks(keadaan: Keadaan) -> str:
    """The unsent records in words; the same on every screen."""
    count = keadaan.belum_terkirim
    if keadaan.sedang_kirim and count:
        return f"Sedang mengirim, sisa {teks_ribuan(count)} catatan"
    if count:
        return f"{teks_ribuan(count)} catatan belum terkirim (aman di laptop ini)"
    return "Semua catatan sudah terkirim"


def _unsent_pendek(keadaan: Keadaan) -> str:
    count = keadaan.belum_terkirim
    if not count:
        return "Semua terkirim"
    return f"{'sisa ' if keadaan.sedang_kirim else ''}{teks_ribuan(count)} belum terkirim"


class _Part(QWidget):
    """Icon and words."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._utuh = self._pendek = ""
        self._ikon = IkonLabel(icon, sisi=22, warna_ikon=warna.ABU, parent=self)
        self._teks = Kata(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._ikon)
        row.addWidget(self._teks)

    def set_ikon(self, icon: str) -> None:
        self._ikon.set_ikon(icon)

    def say(self, text: str, icon: str = "", *, pendek: str = "") -> None:
        if icon:
            self.set_ikon(icon)
        self._utuh, self._pendek = text, pendek or text
        self.shorten(short=False)

    def shorten(self, *, short: bool) -> None:
        text = self._pendek if short else self._utuh
        if self._teks.text() != text:
            self._teks.setText(text)
            self.updateGeometry()  # the row above asks at once, not after the next event
        self.setToolTip(self._utuh if short else "")

    def teks(self) -> str:
        return self._utuh
