"""One file on its way into the laptop: read, judged, compared, stored; the page only watches.

All work runs beside the window. What was read is forgotten when the screen is locked; the path
stays, so that the same file is there again after the lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.read_sheet import BerkasBaca, read_berkas
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.impor.baca import MuatKenal, read_lembar
from sipd_desktop.services.impor.batal import Pembatalan, cancel_impor
from sipd_desktop.services.impor.cocok_kolom import Cocokan, guess_judul, open_cocokan
from sipd_desktop.services.impor.hasil import Bacaan, Usul
from sipd_desktop.services.impor.ingat_kolom import find_ingatan, list_ingatan
from sipd_desktop.services.impor.jalankan import (
    check_boleh,
    compare,
    open_kenal,
    save_bacaan,
)
from sipd_desktop.services.impor.judul import judul_di
from sipd_desktop.services.impor.konteks import KOSONG, Konteks
from sipd_desktop.services.impor.lembar import LembarBerkas, list_lembar
from sipd_desktop.services.impor.pantau import Pantau
from sipd_desktop.services.impor.pilih_orang import choose_orang, forget_orang
from sipd_desktop.services.impor.terputus import forget_terputus
from sipd_desktop.services.impor.tinjau import BarisTinjau, hitung, list_tinjau
from sipd_desktop.ui.impor.jeda import let_go, without_pause
from sipd_desktop.ui.sesi import Sesi


@dataclass(frozen=True, slots=True)
class Pilihan:
    """What the person chose about the file: sheet, own mapping, answers."""

    lembar: str = ""
    konteks: Konteks = KOSONG
    cocokan: Cocokan | None = None
    """Own mapping of the columns of `lembar`."""


@dataclass(slots=True)
class Isi:
    """A file that was read: its sheets, and the judged rows of the chosen one."""

    berkas: BerkasBaca
    lembar: tuple[LembarBerkas, ...]
    bacaan: Bacaan | None = None
    baris: tuple[BarisTinjau, ...] = ()
    galat: UserError | None = None
    """Why no sheet could be judged."""
    cocokan: Cocokan | None = None
    """The mapping that was used, when it was a person's own."""
    ingatan: str = ""
    """Name of the remembered mapping that was used."""


@dataclass(frozen=True, slots=True)
class Tersimpan:
    """What was stored, as numbers; no name."""

    berkas: str
    hitungan: dict[str, int]
    changes: Changes
    batch: str = ""
    """Id of the stored import; empty when the file brought nothing."""
    hilang: int = 0
    """People of the file's places who are not in it."""


def _judge(
    conn: Any, made: Isi, pilihan: Pilihan, acuan: date, pantau: Pantau, kenal: MuatKenal
) -> Bacaan:
    """Read the chosen sheet: with a person's mapping, a remembered one, or the known headings."""
    berkas, lembar = made.berkas, pilihan.lembar
    made.cocokan = pilihan.cocokan
    if made.cocokan is None:
        sheets = [s for s in berkas.lembar if not lembar or s.nama == lembar]
        found = find_ingatan(sheets, list_ingatan(conn))
        if found is not None:
            sheet, judul, known = found
            made.ingatan = known.nama
            made.cocokan = open_cocokan(sheet, judul, acuan, known.kolom)
    own = made.cocokan
    bacaan = read_lembar(
        berkas,
        acuan,
        lembar=own.lembar if own else lembar,
        konteks=pilihan.konteks,
        peta=own.peta if own else None,
        judul=own.judul if own else None,
        pantau=pantau,
        kenal=kenal,
    )
    bacaan.sidik = own.sidik if own else ""
    return bacaan


def make_cocokan(isi: Isi, lembar: str, acuan: date, awal: int | None = None) -> Cocokan | None:
    """The columns of the sheet in sight, else of the first with a header; `awal` is its row."""
    if awal is None and isi.cocokan is not None:
        return isi.cocokan
    wanted = isi.bacaan.sheet if isi.bacaan else (isi.cocokan.lembar if isi.cocokan else lembar)
    sheets = [s for s in isi.berkas.lembar if not wanted or s.nama == wanted]
    for sheet in sorted(sheets, key=lambda s: -len(s.baris)):
        if awal is None:
            judul = guess_judul(sheet)
        else:
            judul = judul_di(sheet, awal) if awal < len(sheet.baris) else None
        if judul is not None:
            return open_cocokan(sheet, judul, acuan)
    return None


class Proses(QObject):
    """The file of one import page."""

    maju = Signal(str, int, int)
    siap = Signal()
    """The rows can be looked at, or `isi.galat` says why not."""
    gagal = Signal(object)
    """A UserError; nothing was stored."""
    tersimpan = Signal(object)
    """A `Tersimpan`."""
    dibatalkan = Signal(str, object)
    """Name of the file and the `Pembatalan` of its import."""

    def __init__(self, sesi: Sesi, parent: QObject) -> None:
        super().__init__(parent)
        self.sesi = sesi
        self.path: Path | None = None
        self.pilihan = Pilihan()
        self.isi: Isi | None = None
        self.tahap: Literal["", "baca", "simpan"] = ""
        """What is running."""
        self._pantau = Pantau()
        self._giliran = 0
        """Answers of an older turn are nobody's."""

    def open(self, path: Path) -> None:
        """Begin with a file."""
        self.shut()
        self.pilihan = Pilihan()
        self.path = path
        self.read_again()

    def choose(self, **kw: Any) -> None:
        """Another sheet, mapping or answer: judge anew."""
        self.pilihan = replace(self.pilihan, **kw)
        self.read_again()

    def read_again(self) -> None:
        """Read what was chosen, from the file if it is not in memory."""
        path, pilihan = self.path, self.pilihan
        if path is None:
            return
        have = self.isi.berkas if self.isi is not None else None
        acuan, pengguna = self.sesi.hari_ini, self.sesi.pengguna
        kenal = open_kenal(self.sesi.ruang.buku)
        pantau, mine = self._start("baca")

        def work(conn: Any) -> Isi:
            check_boleh(pengguna)
            pantau.maju("Membuka berkas")
            berkas = have or read_berkas(path)
            pantau.maju("Mencari judul kolom")
            made = Isi(berkas, list_lembar(berkas))
            try:
                bacaan = _judge(conn, made, pilihan, acuan, pantau, kenal)
            except UserError as error:
                if pantau.is_batal:
                    raise
                made.galat = error
                return made
            compare(conn, bacaan, pantau, acuan=acuan)
            made.bacaan, made.baris = bacaan, list_tinjau(bacaan)
            return made

        calm = without_pause()(work)
        self.sesi.read(self, calm, mine(self._read), mine(self._failed), slow=True)

    def save(self) -> None:
        """Store what is shown."""
        isi, ruang, pengguna = self.isi, self.sesi.ruang, self.sesi.pengguna
        if isi is None or isi.bacaan is None:
            return
        bacaan = isi.bacaan
        today = self.sesi.hari_ini
        pantau, mine = self._start("simpan")

        def work() -> Tersimpan:
            changes = save_bacaan(ruang.buku, pengguna, bacaan, pantau, acuan=today)
            counts = hitung(list_tinjau(bacaan))
            missing = len(bacaan.hilang)
            return Tersimpan(bacaan.berkas, counts, changes, bacaan.batch, missing)

        # stored is stored, whoever looks: the answer is taken even when the screen was locked
        calm = without_pause()(work)
        self.sesi.tasks.job(self, calm, self._stored, mine(self._failed))

    def answer_orang(self, usul: Usul, warga_id: str | None, *, lupa: bool = False) -> None:
        """Say who a row is (None: someone new), or take that back; the file is compared again."""
        who = self.sesi.petugas

        def work(conn: Any) -> None:
            if lupa:
                forget_orang(conn, who, usul)
            else:
                choose_orang(conn, who, usul, warga_id)

        self.sesi.write(self, work, lambda _none: self.compare_again())

    def compare_again(self) -> None:
        """Compare what is in memory with what is stored now."""
        isi, today = self.isi, self.sesi.hari_ini
        if isi is None or isi.bacaan is None:
            return
        bacaan = isi.bacaan
        pantau, mine = self._start("baca")

        def work(conn: Any) -> Isi:
            compare(conn, bacaan, pantau, acuan=today)
            return replace(isi, baris=list_tinjau(bacaan))

        calm = without_pause()(work)
        self.sesi.read(self, calm, mine(self._read), mine(self._failed), slow=True)

    def undo(self, made: Tersimpan) -> None:
        """Take a stored import back."""
        who, today = self.sesi.petugas, self.sesi.hari_ini

        def work(conn: Any) -> tuple[Pembatalan, Changes]:
            done = cancel_impor(conn, who, made.batch, acuan=today)
            return done, done.changes

        self.sesi.write(self, work, lambda done: self.dibatalkan.emit(made.berkas, done[0]))

    def cancel(self) -> None:
        """Stop what is running."""
        self._pantau.cancel()

    def shut(self) -> None:
        """Let go of the file and of everything read from it."""
        self.forget()
        self.path = None

    def forget(self) -> None:
        """Forget every name; the path and the choices stay. What is being stored is stored."""
        self.isi = None
        let_go()
        if self.tahap == "baca":
            self._pantau.cancel()
            self.tahap = ""
            self._giliran += 1

    def _start(
        self, tahap: Literal["baca", "simpan"]
    ) -> tuple[Pantau, Callable[[Callable[[Any], None]], Callable[[Any], None]]]:
        self._pantau.cancel()
        self._pantau = Pantau(self.maju.emit)
        self.tahap = tahap
        self._giliran += 1
        turn = self._giliran

        def mine(call: Callable[[Any], None]) -> Callable[[Any], None]:
            def answer(found: Any) -> None:
                if turn == self._giliran:
                    call(found)

            return answer

        return self._pantau, mine

    def _read(self, isi: Isi) -> None:
        self.isi, self.tahap = isi, ""
        self.siap.emit()

    def _failed(self, error: UserError) -> None:
        self.tahap = ""
        self.gagal.emit(error)

    def _stored(self, made: Tersimpan) -> None:
        self.tahap = ""
        self.sesi.tasks.data_changed.emit(made.changes)
        self.shut()
        self.tersimpan.emit(made)
        self.sesi.write(self, forget_terputus)  # the result is in sight
