"""Keluarga & warga: find anyone by name or by the end of a number, then open the family.

The cursor stays in the box; Down goes into the list, a letter typed there comes back to the box.
Answers to older texts are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.services.cari import Ketemu, search
from sipd_desktop.services.orang import with_status
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import make_button
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView

BANYAK = 20
_AJAKAN = "Ketik nama, nama ibu, atau 4 angka terakhir NIK atau KK, lalu Enter."
_KOLOM = (
    Column("nama", "Nama", lambda k: with_status(k.orang), rentang=True),
    Column("jk", "L/P", lambda k: k.orang.jk, "tengah"),
    Column("umur", "Umur", lambda k: k.orang.umur),
    Column("ibu", "Nama ibu", lambda k: k.orang.nama_ibu, rentang=True),
    Column("rt", "RT/RW", lambda k: "/".join(filter(None, (k.orang.rt, k.orang.rw)))),
    Column("nik", "NIK", lambda k: f"...{k.orang.nik_ekor}" if k.orang.nik_ekor else "menyusul"),
)


class CariOrangPage(Halaman):
    """Search box and the people found."""

    judul = "Keluarga & warga"
    kinds = frozenset({"warga", "keluarga"})
    bantuan = (
        "Ketik sebagian nama. Salah eja sedikit tidak apa-apa.",
        "Bisa juga 4 angka terakhir NIK atau nomor KK.",
        "Panah bawah memilih orang, Enter membuka keluarganya.",
        "F4 perubahan penduduk untuk OpenSID, F6 catatan ganda, F7 LAMPID, F8 anak tanpa NIK.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._asked = ""
        self._open_first = False
        self.kotak = SearchBox("Cari orang", _AJAKAN)
        self.hasil = TableView("Orang yang ditemukan", _KOLOM, klik_membuka=True)
        self.kosong = EmptyState(_AJAKAN, ikon="search")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.kosong)
        self._stack.addWidget(self.hasil)
        box = QVBoxLayout(self)
        box.setSpacing(12)
        box.addWidget(SectionTitle("Keluarga & warga"))
        box.addWidget(self.kotak)
        box.addWidget(self._stack, 1)
        doors = QWidget()
        row = AlirLayout(doors, jarak=4)
        for door in self._doors():
            row.addWidget(door)
        box.addWidget(doors)
        self.kotak.dicari.connect(self._ask)
        self.kotak.dipilih.connect(self._enter)
        self.kotak.ke_daftar.connect(self.hasil.setFocus)
        self.kotak.ditinggalkan.connect(lambda: self.sesi.go("beranda"))
        self.hasil.dibuka.connect(self._open)
        self.hasil.keluar_atas.connect(self.kotak.setFocus)
        self.hasil.diketik.connect(self._typed_in_list)

    def _doors(self) -> tuple[QWidget, ...]:
        """The lists about everyone, each with its key."""
        go = self.sesi.go
        doors: tuple[tuple[Aksi, Callable[[], None]], ...] = (
            (Aksi("ganda", "Catatan ganda", ("F6", "Ctrl+G")), lambda: go("ganda")),
            (Aksi("lampid", "LAMPID", ("F7", "Ctrl+M")), lambda: go("cetak", laporan="lampid")),
            (
                Aksi("tanpa_nik", "Anak tanpa NIK atau akta", ("F8", "Ctrl+U")),
                lambda: go("cetak", laporan="bayi-belum-nik"),
            ),
        )
        made = [
            make_button("Keluarga baru datang", lambda: go("datang"), kunci="F3", tautan=True),
            make_button("Perubahan penduduk", self._changes, kunci="F4", tautan=True),
        ]
        for aksi, call in doors:
            make_action(aksi, self, call)
            made.append(make_button(aksi.teks, call, kunci=aksi.keys[0], tautan=True))
        return tuple(made)

    def _changes(self) -> None:
        self.sesi.go("perubahan")

    def open(self, teks: str | None = None, **_kw: object) -> None:
        """Come up; with `teks` search for it at once."""
        if teks is not None:
            self.kotak.setText(teks)
        self.reload()

    def reload(self) -> None:
        self._asked = ""
        self._ask(self.kotak.teks())

    def focus_start(self) -> None:
        self.kotak.setFocus()
        self.kotak.selectAll()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "cari": self.focus_start,
            "kembali": self._leave,
            "baru": lambda: self.sesi.go("datang"),
            "ubah": self._changes,
        }

    def _leave(self) -> None:
        if self.kotak.text():
            self.kotak.clear()
            self.kotak.setFocus()
        else:
            self.sesi.go("beranda")

    def _ask(self, teks: str) -> None:
        if teks == self._asked and teks:
            return
        self._asked = teks
        self._open_first = False
        if not teks:
            self._show_empty(_AJAKAN)
            return
        tanggal, posyandu = self.sesi.tanggal, self.sesi.posyandu_id

        def work(conn: Any) -> tuple[Ketemu, ...]:
            return search(conn, teks, tanggal=tanggal, posyandu_id=posyandu, batas=BANYAK)

        self.sesi.read(self, work, lambda found: self._show(teks, found))

    def _show(self, teks: str, found: tuple[Ketemu, ...]) -> None:
        if teks != self._asked:
            return
        if not found:
            self._show_empty(
                f"Tidak ada \u201c{teks}\u201d di laptop ini. Coba sebagian nama, nama ibu, atau "
                "ejaan lain."
            )
            return
        self.hasil.set_rows(found)
        self._stack.setCurrentWidget(self.hasil)
        if self._open_first:
            self._open_first = False
            self._open(found[0])

    def _show_empty(self, text: str) -> None:
        self.hasil.set_rows(())
        self.kosong.set_teks(text)
        self._stack.setCurrentWidget(self.kosong)

    def _enter(self, teks: str) -> None:
        """Enter opens the first one found; pressed before the answer came, it waits for it."""
        if not teks:
            return
        if self.hasil.isi.rows and self._stack.currentWidget() is self.hasil:
            row = self.hasil.row() or self.hasil.isi.rows[0]
            self._open(row)
        else:
            self._open_first = True

    def _open(self, row: object) -> None:
        assert isinstance(row, Ketemu)
        if row.orang.keluarga_id:
            self.sesi.go("keluarga", keluarga_id=row.orang.keluarga_id, warga_id=row.orang.id)
        elif row.orang.is_balita:
            self.sesi.go("anak", warga_id=row.orang.id)
        else:
            self.sesi.go("orang", warga_id=row.orang.id)

    def _typed_in_list(self, letter: str) -> None:
        self.kotak.setFocus()
        self.kotak.setText(self.kotak.text() + letter)
