"""The working frame: top bar, pages, help at the side, message bar. Pages come and go in here.

It knows pages only by the contract of `Halaman`. A page that shows what changed is reloaded when
it is in sight, else when it comes up. When the screen is locked all pages are emptied: one that
cannot empty itself is thrown away and built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.urungkan import undo
from sipd_desktop.ui.bantuan import BantuanPanel
from sipd_desktop.ui.bilah_atas import BilahAtas, Pintu
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.messages import BilahPesan
from sipd_desktop.ui.sesi import Sesi

NEWS_S = 2.0
"""News younger than this survives the change of page it came with."""


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the registry: `menu` gives it a door, `induk` is whose door is marked else.

    `boleh` says whether a role (jabatan) sees the door; without it everyone does. `singkat` are the
    words of the door where all must fit into one row.
    """

    key: str
    teks: str
    icon: str
    factory: Callable[[Sesi], QWidget]
    menu: bool = True
    nomor: bool = True
    induk: str = ""
    boleh: Callable[[str], bool] | None = None
    singkat: str = ""


class Bingkai(QWidget):
    """What is in sight while someone is logged in and the screen is not locked."""

    kunci_diminta = Signal()
    tanggal_diminta = Signal()

    def __init__(self, sesi: Sesi, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sesi = sesi
        self.pages = {page.key: page for page in pages}
        self._made: dict[str, Halaman] = {}
        self._stale: set[str] = set()
        self._trail: list[tuple[str, dict[str, object]]] = []
        self._locked = False
        self._told_at = 0.0
        self.atas = BilahAtas(make_doors(pages))
        self.tumpuk = QStackedWidget()
        self.bantuan = BantuanPanel(self.tumpuk)
        self.pesan = BilahPesan()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.atas)
        box.addWidget(self.tumpuk, 1)
        box.addWidget(self.pesan)
        self.atas.dibuka.connect(self.show_page)
        self.atas.posyandu_dipilih.connect(lambda i: sesi.choose(posyandu_id=i))
        self.atas.kunci_diminta.connect(self.kunci_diminta)
        self.atas.tanggal_diminta.connect(self.tanggal_diminta)
        self.atas.bantuan_diminta.connect(self.toggle_help)
        sesi.go_asked.connect(self.show_page)
        sesi.back_asked.connect(self.back)
        sesi.message_asked.connect(self._message)
        sesi.undo_asked.connect(self._message_with)
        sesi.quiet_asked.connect(lambda text, ids: self._message(text, ids, tenang=True))
        sesi.data_changed.connect(self._data_changed)
        sesi.context_changed.connect(self._context_changed)
        self._show_context()

    # pages

    @property
    def page(self) -> Halaman | None:
        """The page in sight."""
        shown = self.tumpuk.currentWidget()
        return shown if isinstance(shown, Halaman) else None

    @property
    def key(self) -> str:
        """Its key."""
        return self._trail[-1][0] if self._trail else ""

    def show_page(self, key: str, kw: dict[str, object] | None = None) -> None:
        """Open a page by key; where one came from is remembered for Esc."""
        wish = (key, dict(kw or {}))
        self._trail = [t for t in self._trail if t[0] != key]
        self._trail.append(wish)
        self._drop_old_news()
        self._come_up(*wish)

    def _drop_old_news(self) -> None:
        """News that was read on the page before; what can be taken back stays."""
        if not self.pesan.can_undo() and clock.monotonic() - self._told_at > NEWS_S:
            self.pesan.clear()

    def back(self) -> None:
        """One page back; from the last one to the first page."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._come_up(*self._trail[-1])
        elif self.key != next(iter(self.pages)):
            self.show_page(next(iter(self.pages)))

    def _come_up(self, key: str, kw: dict[str, object]) -> None:
        page = self._made.get(key)
        if page is None:
            made = self.pages[key].factory(self.sesi)
            assert isinstance(made, Halaman)
            page = self._made[key] = made
            self.tumpuk.addWidget(page)
        self._stale.discard(key)
        self.tumpuk.setCurrentWidget(page)
        self.bantuan.place()
        self.atas.mark(key if key in self.atas.tombol else self.pages[key].induk)
        self._fill_help()
        page.open(**kw)
        page.focus_start()

    # what pages tell

    def _message(self, text: str, undo_ids: tuple[str, ...], *, tenang: bool = False) -> None:
        if self._locked:
            return
        self._told_at = clock.monotonic()
        if undo_ids:
            self.pesan.show_saved(text, lambda: self._undo(text, undo_ids), tenang=tenang)
        else:
            self.pesan.show_info(text)

    def _message_with(self, text: str, undo: Callable[[], None]) -> None:
        if not self._locked:
            self._told_at = clock.monotonic()
            self.pesan.show_saved(text, undo)

    def show_refused(self, error: UserError) -> None:
        """A refusal that no page shows itself."""
        if not self._locked:
            self._told_at = clock.monotonic()
            self.pesan.show_refused(error)

    def undo(self) -> None:
        """Ctrl+Z: take back what was saved last."""
        self.pesan.undo()

    def _undo(self, text: str, undo_ids: tuple[str, ...]) -> None:
        who = self.sesi.petugas
        said = text.removeprefix("Tersimpan: ")
        self.sesi.write(
            self,
            lambda conn: undo(conn, who, undo_ids),
            lambda _changes: self._message(f"Dibatalkan: {said}", ()),
        )

    def _data_changed(self, changes: Changes) -> None:
        if self._locked:
            self.clear()  # a page may have shown the answer of its write
            return
        for key, page in self._made.items():
            if page.kinds & changes.kinds:
                self._stale.add(key)
        self._freshen()

    def _context_changed(self) -> None:
        self._show_context()
        self._stale.update(self._made)
        if not self._locked:
            self._freshen()

    def _freshen(self) -> None:
        if self.page is not None and self.key in self._stale:
            self._stale.discard(self.key)
            self.page.reload()

    def _show_context(self) -> None:
        s = self.sesi
        role = s.pengguna.jabatan
        for key, door in self.atas.tombol.items():
            allowed = self.pages[key].boleh
            door.setVisible(allowed is None or allowed(role))
        self.atas.show_context(
            s.posyandu,
            s.posyandu_id,
            s.tanggal,
            s.pengguna.nama,
            contoh=s.keterangan.contoh,
        )

    # help

    def toggle_help(self) -> None:
        """Open or close the steps for this page."""
        self.bantuan.setVisible(not self.bantuan.isVisible())
        self.bantuan.place()

    def _fill_help(self) -> None:
        if self.page is not None:
            self.bantuan.show_steps(self.page.judul, self.page.bantuan, self.page.handlers())

    # lock

    def clear(self) -> None:
        """Take everything personal off all pages; nothing comes up until `restore`."""
        self._locked = True
        self.pesan.clear()
        self.bantuan.hide()
        for key, page in list(self._made.items()):
            if type(page).clear is Halaman.clear:
                self.tumpuk.removeWidget(page)
                page.setParent(None)
                page.deleteLater()
                del self._made[key]
            else:
                page.clear()
        self._stale.update(self._made)

    def restore(self) -> None:
        """Bring the page back that was in sight."""
        self._locked = False
        if not self._trail:
            return
        key, kw = self._trail[-1]
        if key in self._made:
            self.tumpuk.setCurrentWidget(self._made[key])
            self._freshen()
            self._made[key].focus_start()
        else:
            self._come_up(key, kw)


def make_doors(pages: Sequence[Page]) -> tuple[Pintu, ...]:
    """The menu of the registry, numbered in order."""
    doors, number = [], 0
    for page in pages:
        if not page.menu:
            continue
        if page.nomor:
            number += 1
        shown = number if page.nomor else None
        doors.append(Pintu(page.key, page.teks, page.icon, shown, page.singkat))
    return tuple(doors)
