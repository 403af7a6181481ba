"""The backups as the window sees them: the keeper beside the work, how things stand, the copy.

A backup is made beside the data lane, so nobody waits for it. Ages are never negative, whatever the
clock says.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.buka import Ruang
from sipd_desktop.services.cadangan import (
    KeadaanCadangan,
    back_up,
    copy_out,
    read_keadaan_cadangan,
)
from sipd_desktop.services.penjaga import Penjaga
from sipd_desktop.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class KeadaanJaga:
    """What the screens show; `alasan` names why the last try failed, "" when it did not."""

    cadangan: KeadaanCadangan
    bebas: int
    """Bytes free on the disk of the data folder."""
    alasan: str = ""
    sibuk: str = ""
    """A backup or a copy asked for by a person is under way: its words."""


def kapan(saat: datetime, zona: timezone, kini: datetime) -> str:
    """ "hari ini 09.10", "kemarin 16.40", else the date; a time in the future is just its date."""
    lokal, hari = saat.astimezone(zona), kini.astimezone(zona).date()
    jam = f"{lokal.hour:02d}.{lokal.minute:02d}"
    names = {0: f"hari ini {jam}", 1: f"kemarin {jam}"}
    return names.get((hari - lokal.date()).days, tanggal_pendek(lokal.date()))


class Jaga(QObject):
    """One open folder's backups."""

    berubah = Signal(object)
    """KeadaanJaga, after each look."""
    kabar = Signal(str)
    """A whole sentence about what was asked for."""
    gagal = Signal(object)
    """UserError of what was asked for."""
    _dari_penjaga = Signal(str)

    def __init__(
        self, ruang: Ruang, tasks: Tasks, zona: timezone, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.ruang, self.zona = ruang, zona
        self._tasks = tasks
        self.keadaan = KeadaanJaga(KeadaanCadangan(), 0)
        self.penjaga = Penjaga(ruang.buku, self._dari_penjaga.emit)
        self._dari_penjaga.connect(self._told)
        self._alasan = self._sibuk = ""

    def start(self) -> None:
        """Look, and keep watch from now on."""
        self.look()
        self.penjaga.start()

    def stop(self) -> None:
        """Give up what is under way; the file can be closed afterwards."""
        self.penjaga.stop()

    def look(self) -> None:
        """Read how things stand from the files."""
        folder = self.ruang.folder
        self._tasks.network(self, lambda: _look(folder), self._seen, self._unseen)

    def back_up_now(self) -> None:
        """The button: a backup now."""
        self._busy("Membuat salinan ...")
        buku, check = self.ruang.buku, self.penjaga.check
        self._tasks.network(
            self, lambda: back_up(buku, "diminta", check=check), self._made, self._no
        )

    def copy_to(self, target: Path) -> None:
        """A verified copy on a stick."""
        self._busy("Menyalin ke flashdisk ...")
        work = partial(copy_out, self.ruang.buku, target, check=self.penjaga.check)
        self._tasks.network(self, work, self._copied, self._no)

    def teks(self) -> str:
        """For the status bar: age of the newest backup; "" when there is none."""
        last = self.keadaan.cadangan.terakhir
        return kapan(last, self.zona, clock.now()) if last else ""

    def _busy(self, words: str) -> None:
        self._sibuk = words
        self._show(self.keadaan.cadangan, self.keadaan.bebas)

    def _made(self, _made: object) -> None:
        self._sibuk = self._alasan = ""
        self.kabar.emit("Salinan aman sudah dibuat dan diperiksa.")
        self.look()

    def _copied(self, found: tuple[Path, object, bool]) -> None:
        path, _isi, outside = found
        self._sibuk = self._alasan = ""
        if outside:
            said = (
                f"Salinan aman ada di flashdisk dan sudah diperiksa ({path.name}). Boleh dicabut."
            )
        else:
            said = (
                f"Salinan sudah dibuat ({path.name}), tetapi masih di laptop ini. "
                "Simpan juga di flashdisk."
            )
        self.kabar.emit(said)
        self.look()

    def _no(self, error: UserError) -> None:
        self._sibuk = ""
        self.gagal.emit(error)
        self.look()

    def _told(self, alasan: str) -> None:
        self._alasan = alasan
        self.look()

    def _seen(self, found: tuple[KeadaanCadangan, int]) -> None:
        self._show(*found)

    def _unseen(self, _error: object) -> None:
        return

    def _show(self, cadangan: KeadaanCadangan, bebas: int) -> None:
        self.keadaan = KeadaanJaga(cadangan, bebas, self._alasan, self._sibuk)
        self.berubah.emit(self.keadaan)


def _look(folder: Path) -> tuple[KeadaanCadangan, int]:
    return read_keadaan_cadangan(folder), shutil.disk_usage(folder).free
