"""One person at one panel of the table: opened, kept as a draft, saved, brought back if refused.

Saving returns to the empty search box at once; "Tersimpan" is said only after the commit. If the
file refuses, the person comes back with what was typed. What differs between balita and everyone
else (sheet, boxes, words) is in `meja_ukur` and `meja_umum`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hari.baris import Hari
from sipd_desktop.services.hari.hadir import mark_hadir
from sipd_desktop.services.hari.hari import pelaku_of
from sipd_desktop.services.hari.ke_bidan import toggle_ke_bidan
from sipd_desktop.services.naskah import drop_naskah, kunci_naskah
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.naskah import place_cursor
from sipd_desktop.ui.text import kalimat

if TYPE_CHECKING:
    from sipd_desktop.ui.hari.halaman import HariPage


class Isian(Protocol):
    """What is typed in the sheet of one person."""

    @property
    def lembar(self) -> Any:
        """The sheet as it was read."""

    @property
    def berubah(self) -> bool:
        """Something differs from what is stored."""

    def resume(self, draft: Any) -> None:
        """Go on with what was typed before."""


T = TypeVar("T", bound=Isian)
Tulis = Callable[[Any, Petugas], Changes]
"""Stores one sheet on a connection, in the name of who measured and who typed."""


class MejaOrang(QObject, Generic[T]):
    """The acts of a panel that holds the sheet of one person."""

    def __init__(self, page: HariPage, panel: Any) -> None:
        super().__init__(page)
        self.page = page
        self.panel = panel
        self.draf: dict[str, T] = {}
        """Typed and not saved, by person."""
        self._chosen = ""
        self._saving: deque[T] = deque()
        panel.simpan.connect(self._save)
        panel.hadir.connect(self._present)
        panel.ke_bidan.connect(self._ask_bidan)

    # what a panel does in its own way

    def _open_lembar(self, conn: Any, hari_id: str, warga_id: str) -> Any:
        raise NotImplementedError

    def _make_isian(self, lembar: Any) -> T:
        raise NotImplementedError

    def _read_isian(self, isian: T) -> tuple[dict[str, Any], bool]:
        """What a draft of this sheet holds."""
        raise NotImplementedError

    def _fill_isian(self, isian: T, nilai: Mapping[str, Any]) -> None:
        """Put a draft back into this sheet."""
        raise NotImplementedError

    def _prepare(self, isian: T) -> None:
        """Make the empty panel ready for a person whose sheet is known."""
        raise NotImplementedError

    def _tulis(self, isian: T) -> Tulis:
        """How to store what is typed now; later typing does not change it."""
        raise NotImplementedError

    def _tersimpan(self, isian: T) -> str:
        """What is said after the commit."""
        raise NotImplementedError

    def _is_busy(self) -> bool:
        """Something else is in sight that a refused sheet must not push away."""
        return self.page.stack.currentWidget() is not self.page.cari or bool(self.page.cari.teks)

    def _again(self, warga_id: str) -> None:
        """Something about the person was noted beside the sheet."""

    # one person

    @property
    def _hari(self) -> Hari:
        assert self.page.hari is not None
        return self.page.hari

    def _read(self, warga_id: str) -> None:
        hari_id = self._hari.id
        self.page.sesi.read(
            self.page,
            lambda conn: (warga_id, self._open_lembar(conn, hari_id, warga_id)),
            self._opened,
            self._not_opened,
        )

    def _opened(self, answer: tuple[str, Any]) -> None:
        warga_id, lembar = answer
        if warga_id != self._chosen:
            return
        isian = self._make_isian(lembar)
        draft = self.draf.get(lembar.orang.id)
        found = self.page.meja.pulih.take(lembar.orang.id)
        if draft is not None:
            isian.resume(draft)
        elif found is not None:
            self._fill_isian(isian, found["nilai"])
        self._show(isian, lanjut=isian.berubah)
        if found is not None:
            place_cursor(self.panel, found)

    def _show(self, isian: T, *, lanjut: bool) -> None:
        """Show a sheet; from now on what is typed in it is kept."""
        self.panel.show_isian(isian, lanjut=lanjut)
        kunci = self._kunci(isian)
        self.page.meja.naskah.pasang(kunci, self.panel, lambda: self._read_isian(isian))

    def _kunci(self, isian: T) -> str:
        return kunci_naskah("ukur", isian.lembar.hari.id, isian.lembar.orang.id)

    def _not_opened(self, error: UserError) -> None:
        self.page.back_to_search()
        self.page.cari.tell(kalimat(error))

    def leave(self) -> None:
        """Leave the panel; what was changed stays as a draft, silently."""
        isian, self.panel.isian = self.panel.isian, None
        self._chosen = ""
        if isian is not None and isian.berubah:
            self.draf[isian.lembar.orang.id] = isian
        self.panel.clear()

    def draf_nama(self) -> list[str]:
        """Whose entries are not saved yet."""
        waiting = {id(isian) for isian in self._saving}
        return [
            kata.nama_pendek(d.lembar.orang.nama)
            for d in self.draf.values()
            if id(d) not in waiting
        ]

    # saving

    def _save(self) -> None:
        isian = self.panel.isian
        assert isian is not None
        if not isian.berubah:
            self.draf.pop(isian.lembar.orang.id, None)
            self.panel.isian = None
            self.page.back_to_search()
            return
        tulis, kunci = self._tulis(isian), self._kunci(isian)
        petugas = pelaku_of(self._hari, 2, self.page.sesi.pengguna.id)

        def work(conn: Any) -> Changes:
            drop_naskah(conn, kunci)
            return tulis(conn, petugas)

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
        self.page.sesi.saved(self._tersimpan(isian), changes)

    def _refused(self, error: UserError) -> None:
        """Not stored: bring the person back with what was typed, unless another one is open."""
        isian = self._saving.popleft()
        orang = isian.lembar.orang
        self.draf[orang.id] = isian
        self.page.sesi.tasks.refused.emit(error)
        if self._is_busy():
            self.page.cari.draf = self.page.meja.draf_teks()
            return
        self._prepare(isian)
        self.page.show_panel(self.panel)
        self._chosen = orang.id
        self._show(isian, lanjut=True)
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.refuse(error.problems[0])

    # beside the sheet

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

    def _ask_bidan(self) -> None:
        """B: the bidan is to see who is open; B again takes it back."""
        isian = self.panel.isian
        assert isian is not None
        hari, orang = self._hari, isian.lembar.orang
        petugas = pelaku_of(hari, 3, self.page.sesi.pengguna.id)

        def done(result: tuple[bool, Changes]) -> None:
            word = "Ke bidan hari ini" if result[0] else "Tidak lagi ke bidan"
            self.page.sesi.saved(f"{word}: {orang.nama}", result[1])
            self._again(orang.id)

        self.page.sesi.write(
            self.page, lambda conn: toggle_ke_bidan(conn, petugas, hari.id, orang.id), done
        )
