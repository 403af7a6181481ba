"""At the table with everyone but balita: the quick row, and the answer about a pregnancy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.hari import pelaku_of
from sipd_desktop.services.hari.kehamilan import mark_hamil, mark_selesai
from sipd_desktop.services.hari.ukur_umum import LembarUmum, open_umum, save_umum
from sipd_desktop.ui.hari.isian_umum import IsianUmum
from sipd_desktop.ui.hari.meja_orang import MejaOrang, Tulis
from sipd_desktop.ui.hari.naskah_hari import fill_umum, read_umum
from sipd_desktop.ui.hari.umum import UmumPanel

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class MejaUmum(MejaOrang[IsianUmum]):
    """The acts of the quick row panel."""

    panel: UmumPanel

    def __init__(self, page: HariPage) -> None:
        super().__init__(page, UmumPanel(page))
        self.panel.hamil_dijawab.connect(self._pregnancy)

    def choose(self, warga_id: str, nama: str, kelompok: str = "", jk: str = "") -> None:
        """Open the row of a person; keys typed before the sheet came are kept."""
        self._chosen = warga_id
        self.panel.prepare(nama, kelompok or "dewasa", jk)
        self.page.show_panel(self.panel)
        self.panel.focus_first()
        self._read(warga_id)

    def _open_lembar(self, conn: Any, hari_id: str, warga_id: str) -> LembarUmum:
        return open_umum(conn, hari_id, warga_id)

    def _make_isian(self, lembar: LembarUmum) -> IsianUmum:
        return IsianUmum(lembar)

    def _read_isian(self, isian: IsianUmum) -> tuple[dict[str, Any], bool]:
        return read_umum(isian)

    def _fill_isian(self, isian: IsianUmum, nilai: Mapping[str, Any]) -> None:
        fill_umum(isian, nilai)

    def _prepare(self, isian: IsianUmum) -> None:
        orang = isian.lembar.orang
        self.panel.prepare(orang.nama, isian.lembar.kelompok, orang.jk)

    def _tulis(self, isian: IsianUmum) -> Tulis:
        hari_id, warga_id, nilai = self._hari.id, isian.lembar.orang.id, isian.nilai()
        return lambda conn, who: save_umum(conn, who, hari_id, warga_id, nilai)

    def _tersimpan(self, isian: IsianUmum) -> str:
        return f"Tersimpan: {isian.lembar.orang.nama}. Dinilai bidan."

    # pregnancy

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
