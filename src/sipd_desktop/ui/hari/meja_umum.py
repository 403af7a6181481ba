"""At the table with everyone but balita: choosing, saving, drafts, pregnancy, asking the bidan.

Saving returns to the empty search box at once; "Tersimpan" is said only after the commit. If the
file refuses, the person comes back with what was typed.
"""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import pelaku_of
from sipd_desktop.services.hari.ke_bidan import toggle_ke_bidan
from sipd_desktop.services.hari.kehamilan import mark_hamil, mark_selesai
from sipd_desktop.services.hari.ukur_umum import LembarUmum, open_umum, save_umum
from sipd_desktop.services.naskah import drop_naskah, kunci_naskah
from sipd_desktop.ui.hari.isian_umum import IsianUmum
from sipd_desktop.ui.hari.naskah_hari import fill_umum, read_umum
from sipd_desktop.ui.hari.umum import UmumPanel
from sipd_desktop.ui.naskah import place_cursor
from sipd_desktop.ui.text import kalimat

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class MejaUmum(QObject):
    """The acts of the quick row panel."""

    def __init__(self, page: HariPage) -> None:
        super().__init__(page)
        self.page = page
        self.panel = UmumPanel(page)
        self.draf: dict[str, IsianUmum] = {}
        self._chosen = ""
        self._saving: deque[IsianUmum] = deque()
        self.panel.simpan.connect(self._save)
        self.panel.hadir.connect(self._present)
        self.panel.ke_bidan.connect(self.ask_bidan)
        self.panel.hamil_dijawab.connect(self._pregnancy)

    @property
    def _hari(self) -> Hari:
        assert self.page.hari is not None
        return self.page.hari

    # one person

    def choose(self, warga_id: str, nama: str, kelompok: str = "", jk: str = "") -> None:
        """Open the row of a person; keys typed before the sheet came are kept."""
        self._chosen = warga_id
        self.panel.prepare(nama, kelompok or "dewasa", jk)
        self.page.show_panel(self.panel)
        self.panel.focus_first()
        self._read(warga_id)

    def _read(self, warga_id: str) -> None:
        hari_id = self._hari.id
        self.page.sesi.read(
            self.page,
            lambda conn: (warga_id, open_umum(conn, hari_id, warga_id)),
            self._opened,
            self._not_opened,
        )

    def _opened(self, answer: tuple[str, LembarUmum]) -> None:
        warga_id, lembar = answer
        if warga_id != self._chosen:
            return
        isian = IsianUmum(lembar)
        draft = self.draf.get(lembar.orang.id)
        found = self.page.meja.pulih.take(lembar.orang.id)
        if draft is not None:
            isian.resume(draft)
        elif found is not None:
            fill_umum(isian, found["nilai"])
        self._show(isian, lanjut=isian.berubah)
        if found is not None:
            place_cursor(self.panel, found)

    def _show(self, isian: IsianUmum, *, lanjut: bool) -> None:
        """Show a row; from now on what is typed in it is kept."""
        self.panel.show_isian(isian, lanjut=lanjut)
        kunci = self._kunci(isian)
        self.page.meja.naskah.pasang(kunci, self.panel, lambda: read_umum(isian))

    def _kunci(self, isian: IsianUmum) -> str:
        return kunci_naskah("ukur", isian.lembar.hari.id, isian.lembar.orang.id)

    def _not_opened(self, error: UserError) -> None:
        self.page.back_to_search()
        self.page.cari.tell(kalimat(error))

    def leave(self) -> None:
        """Leave the panel; what was changed stays as a draft, silently."""
        self._keep()
        self._chosen = ""
        self.panel.clear()

    def _keep(self) -> None:
        isian, self.panel.isian = self.panel.isian, None
        if isian is not None and isian.berubah:
            self.draf[isian.lembar.orang.id] = isian

    def draf_nama(self) -> list[str]:
        """Whose entries are not saved yet."""
        waiting = {id(isian) for isian in self._saving}
        return [d.lembar.orang.nama for d in self.draf.values() if id(d) not in waiting]

    # saving

    def _save(self) -> None:
        isian = self.panel.isian
        assert isian is not None
        hari, orang = self._hari, isian.lembar.orang
        if not isian.berubah:
            self.draf.pop(orang.id, None)
            self.panel.isian = None
            self.page.back_to_search()
            return
        nilai, kunci = isian.nilai(), self._kunci(isian)
        petugas = pelaku_of(hari, 2, self.page.sesi.pengguna.id)

        def work(conn: Any) -> Changes:
            drop_naskah(conn, kunci)
            return save_umum(conn, petugas, hari.id, orang.id, nilai)

        self._saving.append(isian)
        self.page.meja.naskah.look()
        self.page.meja.naskah.tersimpan()
        self.page.sesi.write(self.page, work, self._saved, self._refused)
        self.page.back_to_search()

    def _saved(self, changes: Changes) -> None:
        isian = self._saving.popleft()
        orang = isian.lembar.orang
        if self.draf.get(orang.id) is isian:
            del self.draf[orang.id]
        self.page.sesi.saved(f"Tersimpan: {orang.nama}. Dinilai bidan.", changes)

    def _refused(self, error: UserError) -> None:
        """Not stored: bring the person back with what was typed, unless another one is open."""
        isian = self._saving.popleft()
        orang = isian.lembar.orang
        self.draf[orang.id] = isian
        self.page.sesi.tasks.refused.emit(error)
        if self.page.stack.currentWidget() is not self.page.cari or self.page.cari.teks:
            self.page.cari.draf = self.page.meja.draf_teks()
            return
        self.panel.prepare(orang.nama, isian.lembar.kelompok, orang.jk)
        self.page.show_panel(self.panel)
        self._chosen = orang.id
        self._show(isian, lanjut=True)
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.refuse(error.problems[0])

    # other acts

    def _present(self) -> None:
        """Only came, to be measured later: the queue number is given."""
        isian = self.panel.isian
        assert isian is not None
        hari, orang = self._hari, isian.lembar.orang
        petugas = pelaku_of(hari, 1, self.page.sesi.pengguna.id)

        def done(result: tuple[int, Changes]) -> None:
            self.page.sesi.saved(f"Hadir: {orang.nama}, nomor {result[0]}", result[1])

        self.page.sesi.write(
            self.page, lambda conn: mark_hadir(conn, petugas, hari.id, orang.id), done
        )
        self.page.back_to_search()

    def ask_bidan(self) -> None:
        """B: the bidan is to see who is open, balita too; B again takes it back."""
        hari, shown = self._hari, self.panel.isian or self.page.meja.ukur.isian
        assert shown is not None
        orang = shown.lembar.orang
        petugas = pelaku_of(hari, 3, self.page.sesi.pengguna.id)

        def done(result: tuple[bool, Changes]) -> None:
            word = "Ke bidan hari ini" if result[0] else "Tidak lagi ke bidan"
            self.page.sesi.saved(f"{word}: {orang.nama}", result[1])
            self._again(orang.id)

        self.page.sesi.write(
            self.page, lambda conn: toggle_ke_bidan(conn, petugas, hari.id, orang.id), done
        )

    def _pregnancy(self, answer: str, day: date | None) -> None:
        """The answer about pregnancy; the row of the new group opens with what was typed."""
        isian = self.panel.isian
        assert isian is not None
        hari, orang = self._hari, isian.lembar.orang
        petugas = pelaku_of(hari, 1, self.page.sesi.pengguna.id)

        def work(conn: Any) -> Changes:
            if answer == "H":
                return mark_hamil(conn, petugas, orang.id, hari.tanggal, hpht=day)
            hasil = "melahirkan" if answer == "M" else "berakhir"
            when = day or hari.tanggal
            return mark_selesai(conn, petugas, orang.id, hari.tanggal, selesai=when, hasil=hasil)

        def done(changes: Changes) -> None:
            words = {"H": "Sedang hamil", "M": "Baru melahirkan", "T": "Tidak hamil"}
            self.page.sesi.saved(f"{words[answer]}: {orang.nama}", changes)
            self.panel.close_hamil()
            self._again(orang.id)

        self.page.sesi.write(self.page, work, done, self._not_noted)

    def _not_noted(self, error: UserError) -> None:
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.hamil.refuse(error.problems[0])
        else:
            self.page.sesi.tasks.refused.emit(error)

    def _again(self, warga_id: str) -> None:
        """Read the sheet of the person still open anew; nothing typed is lost."""
        if self._chosen == warga_id and self.panel.isian is not None:
            isian = self.panel.isian
            if isian.berubah:
                self.draf[warga_id] = isian
            for field in self.panel.baris.values():
                field.kotak.clear()
            self._read(warga_id)
