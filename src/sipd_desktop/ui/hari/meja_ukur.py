"""At the table with a balita: the scale, its sheet and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.hari.baris import LembarUkur
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.isian_ukur import IsianUkur
from sipd_desktop.ui.hari.meja_orang import MejaOrang, Tulis
from sipd_desktop.ui.hari.naskah_hari import fill_ukur, read_ukur
from sipd_desktop.ui.hari.ukur import UkurPanel

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class MejaUkur(MejaOrang[IsianUkur]):
    """The acts of the weighing panel."""

    panel: UkurPanel

    def __init__(self, page: HariPage) -> None:
        super().__init__(page, UkurPanel(page))
        self.panel.lembar_anak.connect(lambda i: page.sesi.go("anak", warga_id=i))

    def choose(self, warga_id: str, nama: str) -> None:
        """Open the scale for a child; keys typed before the sheet came are kept."""
        self._chosen = warga_id
        self.panel.prepare(nama)
        self.page.show_panel(self.panel)
        self.panel.baris["berat_badan"].kotak.setFocus()
        self._read(warga_id)

    def _not_opened(self, error: UserError) -> None:
        if error.code == "bukan-balita":
            self.page.meja.umum.choose(self._chosen, self.panel.nama.text())
        else:
            super()._not_opened(error)

    def _open_lembar(self, conn: Any, hari_id: str, warga_id: str) -> LembarUkur:
        return open_lembar(conn, hari_id, warga_id)

    def _make_isian(self, lembar: LembarUkur) -> IsianUkur:
        return IsianUkur(lembar)

    def _read_isian(self, isian: IsianUkur) -> tuple[dict[str, Any], bool]:
        return read_ukur(isian)

    def _fill_isian(self, isian: IsianUkur, nilai: Mapping[str, Any]) -> None:
        fill_ukur(isian, nilai)

    def _prepare(self, isian: IsianUkur) -> None:
        self.panel.prepare(isian.lembar.orang.nama)

    def _tulis(self, isian: IsianUkur) -> Tulis:
        hari_id, warga_id = self._hari.id, isian.lembar.orang.id
        nilai, kms = isian.nilai(), isian.punya_kms
        return lambda conn, who: save_ukur(conn, who, hari_id, warga_id, nilai, punya_kms=kms)

    def _tersimpan(self, isian: IsianUkur) -> str:
        return kata.tersimpan_teks(isian.lembar.orang, isian.nilai().berat_badan)
