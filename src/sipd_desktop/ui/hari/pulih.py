"""After a start: the drafts of the day come out of the file and the typist goes on where she was.

The panel that was open when the program ended comes up with its boxes, field and cursor; other
drafts wait until their person is chosen again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from sipd_desktop.services.naskah import Naskah, list_naskah
from sipd_desktop.services.orang import list_orang
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.naskah_hari import make_baru
from sipd_desktop.ui.naskah import place_cursor

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.meja import Meja

KEMBALI = "Ketikan tadi dikembalikan. Periksa, lalu lanjutkan."


class Pulih(QObject):
    """Drafts of the day found in the file, by person, until their sheet is opened."""

    def __init__(self, meja: Meja) -> None:
        super().__init__(meja)
        self.meja = meja
        self._isi: dict[str, Mapping[str, Any]] = {}
        self._nama: dict[str, str] = {}

    def restore(self, wanted: str, nothing: Callable[[], None]) -> None:
        """Read the drafts of the day; open `wanted`, else what was open, else call `nothing`."""
        page = self.meja.page
        hari = page.hari
        assert hari is not None
        self.forget()

        def work(conn: Any) -> Any:
            found = list_naskah(conn, hari.id)
            ids = [n.bagian[-1] for n in found if n.bagian[0] == "ukur"]
            return found, {o.id: o.nama for o in list_orang(conn, ids, hari.tanggal)}

        def show(result: tuple[Sequence[Naskah], Mapping[str, str]]) -> None:
            if page.hari is not None and page.hari.id == hari.id:
                self._sort(*result)
                self._go_on(wanted, result[0], nothing)

        page.sesi.read(page, work, show)

    def forget(self) -> None:
        """Another day is shown: what was typed on the last one waits in the file, not here."""
        self.meja.forget_thrown()
        self.meja.balita.draf.clear()
        self.meja.umum.draf.clear()
        self.meja.pendatang.draf = None
        self._isi = {}

    def take(self, warga_id: str) -> Mapping[str, Any] | None:
        """The draft of a person whose sheet is being opened, once."""
        return self._isi.pop(warga_id, None)

    def names(self) -> list[str]:
        """Whose drafts wait."""
        found = [kata.nama_pendek(self._nama[i]) for i, n in self._isi.items() if n["berubah"]]
        return [*found, "anak baru"] if self.meja.pendatang.draf is not None else found

    def _sort(self, found: Sequence[Naskah], nama: Mapping[str, str]) -> None:
        self._nama = dict(nama)
        for naskah in found:
            tempat, owner = naskah.bagian[0], naskah.bagian[-1]
            if tempat == "ukur" and owner in nama:
                self._isi[owner] = naskah.isi
            elif tempat == "baru" and naskah.berubah:
                hari = self.meja.page.hari
                assert hari is not None
                self.meja.pendatang.draf = make_baru(hari.tanggal, naskah.isi["nilai"])

    def _go_on(self, wanted: str, found: Sequence[Naskah], nothing: Callable[[], None]) -> None:
        last = found[0] if found and found[0].terbuka else None
        if wanted:
            self.meja.choose(wanted, self._nama.get(wanted, ""))
        elif last is None or not self._may_open():
            nothing()
        elif last.bagian[-1] in self._isi:
            self._tell(last)
            self.meja.choose(last.bagian[-1], self._nama[last.bagian[-1]])
        elif last.bagian[0] == "baru" and self.meja.pendatang.draf is not None:
            self._tell(last)
            self.meja.register("")
            place_cursor(self.meja.baru, last.isi)
        else:
            nothing()

    def _may_open(self) -> bool:
        hari = self.meja.page.hari
        return hari is not None and hari.status != "jeda"

    def _tell(self, naskah: Naskah) -> None:
        if naskah.berubah:
            self.meja.page.sesi.message(KEMBALI)
