"""The two rows at the top: where, when and who; and the menu of at most seven doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.tampil import tanggal_hari
from sipd_desktop.render import warna
from sipd_desktop.ui.icons import icon, pixmap
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.tombol import BigButton

_TEPI = 10
"""Left and right of both rows."""
_JARAK = 4
"""Between two doors."""
_PINGGIR = 44
"""Frame, padding and the gap between icon and words of a button."""


@dataclass(frozen=True, slots=True)
class Pintu:
    """One door of the menu; `singkat` are its words where all doors must fit into one row."""

    key: str
    teks: str
    icon: str
    nomor: int | None
    singkat: str = ""


class TombolPanjang(BigButton):
    """A button whose words are shortened with dots when the window is too narrow for them."""

    def __init__(self, ikon: str = "") -> None:
        self._penuh = ""
        super().__init__("", peran="polos")
        if ikon:
            self.setIcon(icon(ikon, warna.UTAMA_TUA))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_penuh(self, teks: str, nama: str = "") -> None:
        """The whole text; also what a screen reader and the hint say."""
        self._penuh = teks
        self.setAccessibleName(nama or teks)
        self.setToolTip(nama or teks)
        self.setText(_escaped(f" {teks}"))
        self.updateGeometry()
        self._shorten()

    def sizeHint(self) -> QSize:
        room = self.fontMetrics().horizontalAdvance(f" {self._penuh}")
        extra = self.iconSize().width() + px(_PINGGIR)
        return QSize(room + extra, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(110), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        room = self.width() - self.iconSize().width() - px(_PINGGIR) + 2
        shown = self.fontMetrics().elidedText(
            f" {self._penuh}", Qt.TextElideMode.ElideRight, max(room, 0)
        )
        if self.text() != _escaped(shown):
            self.setText(_escaped(shown))


class BilahAtas(QFrame):
    """Posyandu, day, user, lock; below them the menu."""

    dibuka = Signal(str)
    posyandu_dipilih = Signal(str)
    tanggal_diminta = Signal()
    kunci_diminta = Signal()
    bantuan_diminta = Signal()

    def __init__(self, pintu: Sequence[Pintu], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "bilah-atas")
        self.posyandu = TombolPanjang()
        self.posyandu.clicked.connect(self._show_choices)
        self._pilihan = QMenu(self)
        self.tanggal = TombolPanjang("calendar-event")
        self.tanggal.clicked.connect(self.tanggal_diminta)
        self.pengguna = TombolPanjang("settings")
        self.pengguna.clicked.connect(lambda: self.dibuka.emit("laptop"))
        self.bantuan = make_button("Bantuan", self.bantuan_diminta.emit, tautan=True, kunci="F1")
        self.kunci = make_button("Kunci", self.kunci_diminta.emit, ikon="lock", kunci="Ctrl+L")
        top = QHBoxLayout()
        top.addWidget(self.posyandu)
        top.addWidget(self.tanggal)
        top.addStretch(1)
        top.addWidget(self.pengguna)
        top.addWidget(self.bantuan)
        top.addWidget(self.kunci)
        self._row = QWidget()
        menu = AlirLayout(self._row, jarak=_JARAK)
        menu.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.tombol: dict[str, QPushButton] = {}
        self._pintu = {door.key: door for door in pintu}
        for door in pintu:
            button = self._door(door)
            menu.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(_TEPI, 4, _TEPI, 4)
        box.setSpacing(2)
        box.addLayout(top)
        self.contoh = make_label("CONTOH", "contoh")
        self.contoh.hide()
        below = QHBoxLayout()
        below.setSpacing(2 * _JARAK)
        below.addWidget(self._row, 1)
        below.addWidget(self.contoh, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(below)

    def _door(self, door: Pintu) -> QPushButton:
        button = QPushButton(_words(door, door.teks))
        button.setProperty("peran", "menu")
        button.setIcon(_two_colours(door.icon))
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(door.teks)
        if door.nomor is not None:
            button.setAccessibleDescription(f"Tombol Alt+{door.nomor}")
        button.clicked.connect(lambda _on=False, key=door.key: self.dibuka.emit(key))
        self._group.addButton(button)
        self.tombol[door.key] = button
        return button

    def show_context(
        self,
        posyandu: Sequence[tuple[str, str]],
        kini: str,
        tanggal: date,
        pengguna: str,
        *,
        contoh: bool,
    ) -> None:
        """Name the present Posyandu, day and user; with several Posyandu the name is a menu."""
        self._pilihan.clear()
        for row_id, nama in posyandu:
            action = self._pilihan.addAction(_escaped(nama))
            action.triggered.connect(lambda _on=False, i=row_id: self.posyandu_dipilih.emit(i))
        self.contoh.setVisible(contoh)
        self._fit_menu()
        several = len(posyandu) > 1
        self.posyandu.setIcon(icon("chevron-down", warna.UTAMA_TUA) if several else QIcon())
        self.posyandu.set_penuh(f"Posyandu {dict(posyandu).get(kini, '')}".strip())
        self.tanggal.set_penuh(tanggal_hari(tanggal))
        self.pengguna.set_penuh(pengguna, f"{pengguna}: buka Laptop ini")

    def _show_choices(self) -> None:
        if len(self._pilihan.actions()) > 1:
            below = self.posyandu.rect().bottomLeft()
            self._pilihan.popup(self.posyandu.mapToGlobal(below))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_menu()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_menu()

    def _fit_menu(self) -> None:
        """One row of doors: whole words, else short ones, else those without their icons."""
        if not hasattr(self, "_pintu"):
            return  # a style comes before the doors
        room = self.contentsRect().width() - 2 * _TEPI
        if self.contoh.isVisibleTo(self):
            room -= self.contoh.sizeHint().width() + 2 * _JARAK
        for short, bare in ((False, False), (True, False), (True, True)):
            for key, button in self.tombol.items():
                door = self._pintu[key]
                button.setText(_words(door, (short and door.singkat) or door.teks))
                hide = bare and door.nomor is not None
                button.setIcon(QIcon() if hide else _two_colours(door.icon))
                button.setToolTip(door.teks if short else "")
            shown = [b for b in self.tombol.values() if not b.isHidden()]
            if sum(b.sizeHint().width() + _JARAK for b in shown) <= room:
                return

    def mark(self, key: str) -> None:
        """Show which door is open; an unknown key marks none."""
        self._group.setExclusive(False)
        for door, button in self.tombol.items():
            button.setChecked(door == key)
        self._group.setExclusive(True)


def _two_colours(name: str) -> QIcon:
    """An icon that turns white with its words when the door is open."""
    made = QIcon()
    for side in (24, 32, 48):
        made.addPixmap(pixmap(name, side, warna.TINTA), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, side, warna.PUTIH), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _words(door: Pintu, teks: str) -> str:
    """What a door says: its number and words; one without a number is its icon alone."""
    return "" if door.nomor is None else f" {door.nomor}  {_escaped(teks)}"


def _escaped(text: str) -> str:
    """Words for a button or menu, where a single & would mark a letter."""
    return text.replace("&", "&&")
