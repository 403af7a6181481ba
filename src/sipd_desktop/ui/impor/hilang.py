"""Tidak ada di berkas: people of the places a file covers who are not in it.

Nobody is taken out by this. Whoever moved or died is noted one by one on the family's own page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor, tanggal_pendek, teks_ribuan
from sipd_desktop.services.impor.hilang import Hilang, list_hilang
from sipd_desktop.services.orang import Orang, get_orang
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView


def _born(row: Hilang) -> str:
    return tanggal_pendek(date.fromisoformat(row.tanggal_lahir)) if row.tanggal_lahir else ""


_KOLOM = (
    Column("nama", "Nama", rentang=True),
    Column("nik", "NIK", lambda h: mask_nomor(h.nik) if h.nik else "-"),
    Column("lahir", "Lahir", _born),
    Column("kk", "No. KK", lambda h: mask_nomor(h.no_kk) if h.no_kk else "-"),
    Column("tempat", "RT/RW", lambda h: f"{h.rt}/{h.rw}"),
    Column("dusun", "Dusun"),
)


class HilangPage(Halaman):
    """Opened from the result of an import or its history."""

    judul = "Tidak ada di berkas"
    kinds = frozenset({"warga", "keluarga"})
    bantuan = (
        "Orang ini tersimpan di laptop, tetapi tidak ada di berkas terakhir untuk RT-nya.",
        "Tidak ada yang dihapus. Tanyakan dulu, lalu catat satu per satu.",
        "M mencatat meninggal, P mencatat pindah, Enter membuka keluarganya.",
        "Bila orangnya masih ada, biarkan saja.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._batch, self._berkas = "", ""
        self.kepala = SectionTitle("Tidak ada di berkas")
        self.daftar = TableView("Tidak ada di berkas", _KOLOM)
        self.kosong = EmptyState(
            "Semua orang di RT berkas ini ada di dalamnya.", ikon="circle-check"
        )
        self.meninggal = make_button("Catat meninggal", lambda: self._note("meninggal"), kunci="M")
        self.pindah = make_button("Catat pindah", lambda: self._note("pindah"), kunci="P")
        self.keluarga = make_button("Buka keluarganya", lambda: self._note(""), kunci="Enter")
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(self.kosong)
        isi = QWidget()
        inner = QVBoxLayout(isi)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.daftar, 1)
        row = QWidget()
        doors = AlirLayout(row, jarak=10)
        for button in (self.meninggal, self.pindah, self.keluarga):
            doors.addWidget(button)
        inner.addWidget(row)
        self.tumpuk.addWidget(isi)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(make_button("Kembali", sesi.back, tautan=True, kunci="Esc"))
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.tumpuk, 1)
        self.daftar.dibuka.connect(lambda _row: self._note(""))
        self.daftar.diketik.connect(self._typed)

    def open(self, batch: str = "", berkas: str = "", **_kw: object) -> None:
        """The missing of one import."""
        self._batch, self._berkas = batch or self._batch, berkas or self._berkas
        self.reload()

    def reload(self) -> None:
        who, batch = self.sesi.petugas, self._batch
        if batch:
            self.sesi.read(
                self, lambda conn: list_hilang(conn, who, batch), self._show, self._refused
            )

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def clear(self) -> None:
        self.daftar.set_rows(())

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {}

    def _show(self, rows: tuple[Hilang, ...]) -> None:
        place = self.daftar.currentIndex().row()
        said = (
            f"{teks_ribuan(len(rows))} orang tersimpan di laptop tetapi tidak ada di "
            f"{self._berkas}. Tidak ada yang dihapus; tanyakan dulu, lalu catat satu per satu."
        )
        self.kepala.set_teks("Tidak ada di berkas", said if rows else "")
        self.tumpuk.setCurrentIndex(1 if rows else 0)
        self.daftar.set_rows(rows)
        self.daftar.select(max(place, 0))

    def _refused(self, error: UserError) -> None:
        self.kosong.set_teks(kalimat(error))
        self.tumpuk.setCurrentIndex(0)

    def _typed(self, letter: str) -> None:
        keys = {"m": "meninggal", "p": "pindah"}
        if letter.casefold() in keys:
            self._note(keys[letter.casefold()])

    def _note(self, acara: str) -> None:
        row, today = self.daftar.row(), self.sesi.hari_ini
        if not isinstance(row, Hilang):
            return

        def go(orang: Orang) -> None:
            if orang.keluarga_id:
                page = "peristiwa" if acara else "keluarga"
                more = {"acara": acara} if acara else {}
                self.sesi.go(page, keluarga_id=orang.keluarga_id, warga_id=orang.id, **more)

        self.sesi.read(self, lambda conn: get_orang(conn, row.warga_id, today), go)
