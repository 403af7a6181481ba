"""What all pages share while someone is logged in: the open folder, who, which Posyandu, which day.

Pages get a `Sesi` and nothing else. They read and write through it, ask for another page with
`go`, and tell what was saved with `message`. It holds no rows of people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, timezone
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sipd_desktop.services.buka import Pengguna, Ruang
from sipd_desktop.services.catat import Changes, Petugas
from sipd_desktop.ui.tasks import Failed, Tasks, Then

if TYPE_CHECKING:
    from sipd_desktop.ui.jaga import Jaga
    from sipd_desktop.ui.jam import PenjagaJam
    from sipd_desktop.ui.kiriman import Kiriman
    from sipd_desktop.ui.widgets.zoom import ZoomController


@dataclass(frozen=True, slots=True)
class Keterangan:
    """What the frame of the window shows of an open folder."""

    zona: timezone = UTC
    """Fixed offset of the province, for showing instants."""
    contoh: bool = False


@dataclass(frozen=True, slots=True)
class Akses:
    """What the window needs from below `services`, handed in by `app.py`."""

    check_sandi: Callable[[Ruang, str], None]
    describe: Callable[[Any], Keterangan]
    choose_posyandu: Callable[[Any, str], None]


class Sesi(QObject):
    """One login at one open folder."""

    data_changed = Signal(object)
    """Changes: what a write (or a pull) touched."""
    context_changed = Signal()
    """Another user, Posyandu or day was chosen; pages reload."""
    go_asked = Signal(str, dict)
    back_asked = Signal()
    message_asked = Signal(str, tuple)
    undo_asked = Signal(str, object)
    """Words for the bar and what Ctrl+Z does, for what is taken back in its own way."""
    quiet_asked = Signal(str, tuple)
    """As `message_asked`, without the look of something done well (a death)."""
    pulihkan_diminta = Signal(object)
    """Path of the backup that shall take the place of the data."""

    def __init__(
        self,
        ruang: Ruang,
        tasks: Tasks,
        pengguna: Pengguna,
        *,
        posyandu: tuple[tuple[str, str], ...],
        tanggal: date,
        keterangan: Keterangan | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.ruang = ruang
        self.tasks = tasks
        self.pengguna = pengguna
        self.posyandu = posyandu
        """All Posyandu on this laptop: (id, nama)."""
        self.posyandu_id = pengguna.posyandu_id or (posyandu[0][0] if posyandu else "")
        self.tanggal = tanggal
        """The day being worked at, as chosen by a person; never ask the clock for it."""
        self.hari_ini = tanggal
        """Today as far as it is known, asked when the clock is doubtful."""
        self.jam: PenjagaJam | None = None
        """Who remembers an answered date; None in a window without one."""
        self.keterangan = keterangan or Keterangan()
        self.dibuka: set[tuple[str, str, str]] = set()
        """People opened at this login: (account, table, id); each is noted once."""
        self.kiriman: Kiriman | None = None
        """The exchange; None in a window without one."""
        self.jaga: Jaga | None = None
        """The backups; None in a window without them."""
        self.zoom: ZoomController | None = None
        tasks.data_changed.connect(self.data_changed)

    @property
    def petugas(self) -> Petugas:
        """The logged-in user as doer and typist; the hari buka pages use its roster instead."""
        return self.pengguna.petugas

    @property
    def nama_posyandu(self) -> str:
        """Name of today's Posyandu."""
        return dict(self.posyandu).get(self.posyandu_id, "")

    def read(
        self,
        owner: QObject,
        fn: Callable[[Any], Any],
        then: Then,
        failed: Failed | None = None,
        *,
        slow: bool = False,
    ) -> None:
        """As `Tasks.read`."""
        self.tasks.read(owner, fn, then, failed, slow=slow)

    def write(
        self,
        owner: QObject,
        fn: Callable[[Any], Any],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """As `Tasks.write`."""
        self.tasks.write(owner, fn, then, failed)

    def go(self, key: str, **kw: object) -> None:
        """Ask for a page by its key; `kw` goes to its `open`."""
        self.go_asked.emit(key, kw)

    def back(self) -> None:
        """Ask for the page that was in sight before."""
        self.back_asked.emit()

    def message(self, text: str, undo_ids: tuple[str, ...] = ()) -> None:
        """Say in the bar what was saved; with the acts of a write it can be taken back (Ctrl+Z)."""
        self.message_asked.emit(text, undo_ids)

    def saved_with(self, text: str, undo: Callable[[], None]) -> None:
        """Say in the bar what was saved; Ctrl+Z calls `undo`."""
        self.undo_asked.emit(text, undo)

    def saved(self, text: str, changes: Changes, *, tenang: bool = False) -> None:
        """`message` for a write: its acts are what Ctrl+Z takes back; `tenang` says it quietly."""
        (self.quiet_asked if tenang else self.message_asked).emit(text, changes.tindakan)

    def set_today(self, hari_ini: date) -> None:
        """Somebody said what day it is: remembered for this day of the clock."""
        if self.jam is not None:
            self.jam.set_today(hari_ini, self.move_today)
        else:
            self.move_today(hari_ini)

    def move_today(self, hari_ini: date) -> None:
        """Another today: whoever worked at the old one works at the new one."""
        if hari_ini == self.hari_ini:
            return
        if self.tanggal == self.hari_ini or self.tanggal > hari_ini:
            self.tanggal = hari_ini
        self.hari_ini = hari_ini
        self.context_changed.emit()

    def choose(
        self,
        *,
        pengguna: Pengguna | None = None,
        posyandu_id: str | None = None,
        tanggal: date | None = None,
    ) -> None:
        """Change user, Posyandu or day and tell all pages."""
        self.pengguna = pengguna or self.pengguna
        self.posyandu_id = posyandu_id or self.posyandu_id
        self.tanggal = tanggal or self.tanggal
        self.context_changed.emit()
