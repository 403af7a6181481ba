"""What a person does about a case of the inbox: choose, leave, mend, send, find the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from sipd_desktop.base import clock
from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services.beda.baris import Beda, Disisihkan, Pilihan
from sipd_desktop.services.beda.putus import decide, decide_many
from sipd_desktop.services.beda.sisih import mend, send_again
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.orang import Orang, get_orang
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks

_IKUT = "Catatan ikut kiriman berikutnya"


class TindakBeda(QObject):
    """Each act is one write; the page only says on which case."""

    diputus = Signal()
    """A value was chosen or left."""
    dikirim = Signal()
    """What was set aside goes out again, mended or as it was."""
    ditolak = Signal(str)
    """A mended value is not taken, and why."""

    def __init__(self, sesi: Sesi, parent: QObject) -> None:
        super().__init__(parent)
        self.sesi = sesi

    def choose(self, row: Beda, pilihan: Pilihan) -> None:
        """Use the value of one side."""
        if row.ada and row.putusan is None:
            side = row.lain if pilihan == "lain" else row.dipakai
            work = partial(decide, petugas=self.sesi.petugas, beda_id=row.id, pilihan=pilihan)
            self._decide(work, f"Dipilih: {side.nilai}")

    def leave(self, row: Beda) -> None:
        """Keep what stands there now."""
        if row.kini is not None:
            who = self.sesi.petugas
            work = partial(decide, petugas=who, beda_id=row.id, pilihan="dipakai", biarkan=True)
            self._decide(work, f"Dibiarkan: {row.kini}")

    def choose_newest(self, wanted: Sequence[str]) -> None:
        """Use the newest value in all these cases."""
        who = self.sesi.petugas
        work = partial(decide_many, petugas=who, beda_ids=wanted, pilihan="dipakai")
        self._decide(work, f"Dipilih yang terbaru untuk {len(wanted)} catatan")

    def mend(self, row: Disisihkan, typed: str) -> None:
        """Put a proper value in place of the one the centre did not take."""
        kolom = row.kolom
        if kolom is None:
            return
        who, today = self.sesi.petugas, self.sesi.tanggal
        self.sesi.write(
            self,
            lambda conn: mend(conn, who, row.tbl, row.id, kolom, typed, today),
            self._mended,
            self._not_mended,
        )

    def send_again(self, row: Disisihkan) -> None:
        """As it is; the centre may take it now."""
        moment = clock.now_text()
        self.sesi.write(
            self,
            lambda conn: send_again(conn, row.tbl, row.id, moment),
            lambda _none: self._sent_again(),
        )

    def open_person(self, warga_id: str) -> None:
        """Go to the page that shows this person best."""
        tanggal = self.sesi.tanggal
        self.sesi.read(self, lambda conn: get_orang(conn, warga_id, tanggal), self._found)

    def _decide(self, work: Callable[[Any], Changes], said: str) -> None:
        def done(changes: Changes) -> None:
            self.sesi.saved(said, changes)
            self.diputus.emit()

        self.sesi.write(self, work, done)

    def _mended(self, changes: Changes) -> None:
        self.sesi.saved(f"Diperbaiki. {_IKUT}", changes)
        self.diputus.emit()
        self.dikirim.emit()

    def _not_mended(self, error: UserError) -> None:
        if isinstance(error, InvalidInput):
            self.ditolak.emit(teks(sentence(error.problems[0].code)))
        else:
            self.ditolak.emit(kalimat(error))

    def _sent_again(self) -> None:
        self.sesi.message(f"{_IKUT}.")
        self.dikirim.emit()

    def _found(self, orang: Orang) -> None:
        if orang.keluarga_id:
            self.sesi.go("keluarga", keluarga_id=orang.keluarga_id, warga_id=orang.id)
        elif orang.is_balita:
            self.sesi.go("anak", warga_id=orang.id)
        else:
            self.sesi.go("cari", teks=orang.nama)
