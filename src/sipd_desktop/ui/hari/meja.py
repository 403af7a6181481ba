"""At the scale: choosing a child, weighing, newcomers, drafts and saving.

Saving returns to the empty search box at once; "Tersimpan" is said only after the commit. If the
file refuses, the child comes back with what was typed. What is typed is kept as a draft in the
file too (`ui/naskah.py`); the save drops it in its own transaction.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import Hari, LembarUkur
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import pelaku_of
from sipd_desktop.services.hari.pendatang import register
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.naskah import drop_naskah, kunci_naskah
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.baru import BaruPanel
from sipd_desktop.ui.hari.isian_baru import IsianBaru
from sipd_desktop.ui.hari.isian_ukur import IsianUkur
from sipd_desktop.ui.hari.meja_umum import MejaUmum
from sipd_desktop.ui.hari.naskah_hari import fill_ukur, read_baru, read_ukur
from sipd_desktop.ui.hari.pulih import Pulih
from sipd_desktop.ui.hari.ukur import UkurPanel
from sipd_desktop.ui.naskah import PenjagaNaskah, place_cursor
from sipd_desktop.ui.text import kalimat

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class Meja(QObject):
    """The acts of the weighing and newcomer panels."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.ukur = UkurPanel(page)
        self.baru = BaruPanel(page)
        self.umum = MejaUmum(page)
        self.draf: dict[str, IsianUkur] = {}
        self.draf_baru: IsianBaru | None = None
        self.naskah = PenjagaNaskah(page.sesi, self)
        self.pulih = Pulih(self)
        self._chosen = ""
        self._registering = False
        self._saving: deque[IsianUkur] = deque()
        self.ukur.simpan.connect(self._save)
        self.ukur.hadir.connect(self._present)
        self.ukur.ke_bidan.connect(self.umum.ask_bidan)
        self.ukur.lembar_anak.connect(lambda i: self.page.sesi.go("anak", warga_id=i))
        self.baru.simpan.connect(self._register)

    @property
    def _hari(self) -> Hari:
        assert self.page.hari is not None
        return self.page.hari

    # one child

    def choose(self, warga_id: str, nama: str = "") -> None:
        """Open the scale for a child; keys typed before the sheet came are kept."""
        self.leave()
        row = self.page.cari.hasil.terpilih()
        nama = nama or (row.utama if row and row.kunci == warga_id else "")
        kelompok, jk = self.page.who(warga_id)
        if kelompok not in ("", "balita"):
            self.umum.choose(warga_id, nama, kelompok, jk)
            return
        self._chosen = warga_id
        self.ukur.prepare(nama)
        self.page.show_panel(self.ukur)
        self.ukur.baris["berat_badan"].kotak.setFocus()
        hari_id = self._hari.id
        self.page.sesi.read(
            self.page,
            lambda conn: (warga_id, open_lembar(conn, hari_id, warga_id)),
            self._opened,
            self._not_opened,
        )

    def _opened(self, answer: tuple[str, LembarUkur]) -> None:
        warga_id, lembar = answer
        if warga_id != self._chosen:
            return
        isian = IsianUkur(lembar)
        draft = self.draf.get(lembar.orang.id)
        found = self.pulih.take(lembar.orang.id)
        if draft is not None:
            isian.resume(draft)
        elif found is not None:
            fill_ukur(isian, found["nilai"])
        self.show_ukur(isian, lanjut=isian.berubah)
        if found is not None:
            place_cursor(self.ukur, found)

    def show_ukur(self, isian: IsianUkur, *, lanjut: bool) -> None:
        """Show a sheet; from now on what is typed in it is kept."""
        self.ukur.show_isian(isian, lanjut=lanjut)
        self.naskah.pasang(self._kunci(isian), self.ukur, lambda: read_ukur(isian))

    def _kunci(self, isian: IsianUkur) -> str:
        return kunci_naskah("ukur", isian.lembar.hari.id, isian.lembar.orang.id)

    def _not_opened(self, error: UserError) -> None:
        if error.code == "bukan-balita":
            self.umum.choose(self._chosen, self.ukur.nama.text())
            return
        self.page.back_to_search()
        self.page.cari.tell(kalimat(error))

    def leave(self) -> None:
        """Leave the panels; what was changed stays as a draft, silently."""
        self.naskah.lepas()
        self.umum.leave()
        isian, self.ukur.isian = self.ukur.isian, None
        self._chosen = ""
        if isian is not None and isian.berubah:
            self.draf[isian.lembar.orang.id] = isian
        if self.baru.isian is not None:
            self.draf_baru = self.baru.isian
            self.baru.isian = None
        self.ukur.clear()
        self.baru.clear()

    def opened(self) -> str:
        """Who is at the table now; empty when nobody is."""
        isian = self.ukur.isian or self.umum.panel.isian
        return isian.lembar.orang.id if isian is not None else ""

    def tell_unsaved(self) -> None:
        """The page is left: what was typed is not recorded yet, and stays."""
        isian = self.ukur.isian or self.umum.panel.isian
        if isian is not None and isian.berubah:
            nama = kata.nama_pendek(isian.lembar.orang.nama)
            self.page.sesi.message(f"Ketikan untuk {nama} belum disimpan. Tetap ada di Hari buka.")

    def throw_away(self) -> None:
        """Ctrl+I: what was typed for the person in sight is not wanted."""
        shown = self.page.stack.currentWidget()
        if shown is self.baru:
            self.baru.isian = self.draf_baru = None
        elif self.opened() and shown in (self.ukur, self.umum.panel):
            self.draf.pop(self.opened(), None)
            self.umum.draf.pop(self.opened(), None)
            self.ukur.isian = self.umum.panel.isian = None
        else:
            return
        self.naskah.buang()
        self.page.sesi.message("Ketikan dibuang. Yang sudah tersimpan tidak berubah.")
        self.page.back_to_search()

    def draf_teks(self) -> str:
        """Whose entries are not saved yet; empty when none is."""
        waiting = {id(isian) for isian in self._saving}
        names = [
            kata.nama_pendek(d.lembar.orang.nama)
            for d in self.draf.values()
            if id(d) not in waiting
        ]
        names += self.pulih.names()
        names += [kata.nama_pendek(nama) for nama in self.umum.draf_nama()]
        return f"Belum disimpan: {', '.join(names)}. Pilih lagi untuk melanjutkan." if names else ""

    def _save(self) -> None:
        isian = self.ukur.isian
        assert isian is not None
        if not isian.berubah:
            self.draf.pop(isian.lembar.orang.id, None)
            self.ukur.isian = None
            self.page.back_to_search()
            return
        hari, orang = self._hari, isian.lembar.orang
        nilai, kms, kunci = isian.nilai(), isian.punya_kms, self._kunci(isian)
        petugas = pelaku_of(hari, 2, self.page.sesi.pengguna.id)

        def work(conn: Any) -> Changes:
            drop_naskah(conn, kunci)
            return save_ukur(conn, petugas, hari.id, orang.id, nilai, punya_kms=kms)

        self._saving.append(isian)
        self.naskah.look()
        self.naskah.tersimpan()
        self.page.sesi.write(self.page, work, self._saved, self._refused)
        self.page.back_to_search()

    def _saved(self, changes: Changes) -> None:
        isian = self._saving.popleft()
        orang = isian.lembar.orang
        if self.draf.get(orang.id) is isian:
            del self.draf[orang.id]
        berat = isian.nilai().berat_badan
        self.page.sesi.saved(kata.tersimpan_teks(orang, berat), changes)

    def _refused(self, error: UserError) -> None:
        """Not stored: bring the child back with what was typed, unless another one is open."""
        isian = self._saving.popleft()
        self.draf[isian.lembar.orang.id] = isian
        self.page.sesi.tasks.refused.emit(error)
        if self.ukur.isian is not None or self.page.cari.teks:
            self.page.cari.draf = self.draf_teks()
            return
        self.page.show_panel(self.ukur)
        self._chosen = isian.lembar.orang.id
        self.ukur.prepare(isian.lembar.orang.nama)
        self.show_ukur(isian, lanjut=True)
        if isinstance(error, InvalidInput) and error.problems:
            self.ukur.refuse(error.problems[0])

    def _present(self) -> None:
        """Only came, not weighed yet: the queue number is given."""
        isian = self.ukur.isian
        assert isian is not None
        hari, orang = self._hari, isian.lembar.orang
        petugas = pelaku_of(hari, 1, self.page.sesi.pengguna.id)

        def done(result: tuple[int, Changes]) -> None:
            self.page.sesi.saved(f"Hadir: {orang.nama}, nomor {result[0]}", result[1])

        self.page.sesi.write(
            self.page, lambda conn: mark_hadir(conn, petugas, hari.id, orang.id), done
        )
        self.page.back_to_search()

    def meaning(self) -> None:
        """F8: uncover or cover the sensitive words."""
        self.ukur.command("A")

    def save_now(self) -> None:
        """Ctrl+S, from any box of the panel in sight."""
        shown = self.page.stack.currentWidget()
        if shown in (self.ukur, self.baru, self.umum.panel):
            shown.save()

    def open_sheet(self) -> None:
        """The chart of the child at the scale, or of the one chosen in the queue."""
        row = self.page.antrean.daftar.terpilih()
        isian = self.ukur.isian
        warga = isian.lembar.orang.id if isian else row.kunci if row else ""
        if warga:
            self.page.sesi.go("anak", warga_id=warga)

    # newcomer

    def register(self, nama: str) -> None:
        """Open the short form with the name typed so far, or the one that was left."""
        self.leave()
        isian = IsianBaru(self._hari.tanggal)
        if nama:
            isian.teks["nama"] = " ".join(word.capitalize() for word in nama.split())
        elif self.draf_baru is not None:
            isian = self.draf_baru
        self.draf_baru = None
        self.page.show_panel(self.baru)
        self.show_baru(isian)

    def show_baru(self, isian: IsianBaru) -> None:
        """Show the newcomer form; from now on what is typed in it is kept."""
        self.baru.show_isian(isian)
        self.naskah.pasang(self._kunci_baru(), self.baru, lambda: read_baru(isian))

    def _kunci_baru(self) -> str:
        return kunci_naskah("baru", self._hari.id)

    def _register(self) -> None:
        isian = self.baru.isian
        if isian is None or self._registering:
            return
        hari, data, kunci = self._hari, isian.data(), self._kunci_baru()
        petugas = pelaku_of(hari, 1, self.page.sesi.pengguna.id)

        def work(conn: Any) -> tuple[str, Changes]:
            drop_naskah(conn, kunci)
            return register(conn, petugas, hari.id, data)

        self._registering = True
        self.naskah.look()
        self.naskah.tersimpan()
        self.page.sesi.write(self.page, work, self._registered, self._not_registered)

    def _registered(self, result: tuple[str, Changes]) -> None:
        self._registering = False
        isian, self.baru.isian = self.baru.isian, None
        nama = isian.teks["nama"] if isian else ""
        if isian is not None:
            self.page.cari.kenal[result[0]] = (isian.kelompok(), isian.teks["jk"].upper())
        self.page.sesi.saved(f"Terdaftar: {nama}", result[1])
        self.choose(result[0], nama)

    def _not_registered(self, error: UserError) -> None:
        self._registering = False
        if self.baru.isian is not None:
            isian = self.baru.isian
            self.naskah.pasang(self._kunci_baru(), self.baru, lambda: read_baru(isian))
        if isinstance(error, InvalidInput) and error.problems:
            self.baru.refuse(error.problems[0])
        else:
            params = tuple(error.params.items())
            field = "nik" if error.code.startswith("nik") else "nama"
            self.baru.refuse(Problem(field, error.code, params=params))
