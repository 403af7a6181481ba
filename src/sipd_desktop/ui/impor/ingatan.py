"""Cocokan kolom: the mappings that were chosen once, to rename or to forget.

Forgetting changes nothing that is stored; the next file with that header asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timezone

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import teks_ribuan, waktu
from sipd_desktop.services.impor.cocok_kolom import nama_isian
from sipd_desktop.services.impor.ingat_kolom import (
    Ingatan,
    forget_ingatan,
    list_ingatan,
    rename_ingatan,
    restore_ingatan,
)
from sipd_desktop.services.impor.pemetaan import huruf_kolom
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, labelled, make_button, make_card, make_field
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tabel import Column, TableView

_NAMA = 80
"""Letters of a name."""


def _columns(zona: timezone) -> tuple[Column, ...]:
    def last(row: Ingatan) -> str:
        return waktu(parse_instant(row.terakhir), zona) if row.terakhir else "belum pernah"

    return (
        Column("nama", "Nama", rentang=True),
        Column("jenis", "Isinya", lambda r: "kuesioner" if r.is_tanya else "daftar orang"),
        Column("kolom", "Kolom", lambda r: str(len(r.kolom)), align="kanan"),
        Column("terakhir", "Terakhir dipakai", last),
        Column("dipakai", "Dipakai", lambda r: f"{teks_ribuan(r.dipakai)} kali", align="kanan"),
    )


_ISI = (
    Column("huruf", "Kolom di berkas", lambda pair: huruf_kolom(pair[0])),
    Column("menjadi", "Menjadi", lambda pair: nama_isian(pair[1]), rentang=True),
)


class IngatanPage(Halaman):
    """Opened from Impor data with K."""

    judul = "Cocokan kolom"
    kinds = frozenset({"warga"})
    bantuan = (
        "Daftar judul kolom yang pernah Anda cocokkan. Berkas dengan judul sama langsung dibaca.",
        "G mengganti namanya, Del melupakannya. Data yang sudah tersimpan tidak berubah.",
        "Sesudah dilupakan, berkas berikutnya dengan judul itu ditanyakan lagi.",
        "Salah? Tekan Ctrl+Z.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.daftar = TableView("Cocokan kolom", _columns(sesi.keterangan.zona))
        self.isi = TableView("Kolomnya menjadi", _ISI)
        self.isi.setFocusPolicy(self.isi.focusPolicy().NoFocus)
        self.kosong = EmptyState(
            "Belum ada cocokan kolom yang diingat. Cocokan dibuat saat mengimpor daftar "
            "dengan judul sendiri.",
            ikon="list-check",
        )
        self.kepala = Kata(self, "sedang", lipat=True)
        self.nama = make_field("Nama baru")
        self.nama.setMaxLength(_NAMA)
        self.ganti = make_button("Ganti nama", self._ask_name, kunci="G")
        self.lupa = make_button("Lupakan", self._forget, kunci="Del")
        self._build()
        self.daftar.dipilih.connect(self._picked)
        self.daftar.diketik.connect(self._typed)
        self.nama.returnPressed.connect(self._rename)

    def _build(self) -> None:
        card, inner = make_card()
        self._kotak = QWidget()
        box = QVBoxLayout(self._kotak)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(labelled("Nama baru", self.nama, "Enter menyimpan, Esc membatalkan."))
        self._kotak.hide()
        doors = QWidget()
        flow = AlirLayout(doors, jarak=8)
        for button in (self.ganti, self.lupa):
            flow.addWidget(button)
        for part in (self.kepala, self._kotak):
            inner.addWidget(part)
        inner.addWidget(self.isi, 1)
        inner.addWidget(doors)
        both = QWidget()
        pair = in_row()
        pair.setSpacing(12)
        pair.addWidget(self.daftar, 7)
        pair.addWidget(card, 4)
        both.setLayout(pair)
        self.daftar.setMinimumWidth(px(300))
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(self.kosong)
        self.tumpuk.addWidget(both)
        head = in_row()
        head.addWidget(SectionTitle("Cocokan kolom yang diingat"), 1)
        head.addWidget(make_button("Kembali", self._back, tautan=True, kunci="Esc"))
        outer = QVBoxLayout(self)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addWidget(self.tumpuk, 1)

    # the contract of a page

    def reload(self) -> None:
        self.sesi.read(self, list_ingatan, self._show, self._refused)

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def clear(self) -> None:
        self.daftar.set_rows(())
        self.isi.set_rows(())
        self.kepala.clear()
        self._kotak.hide()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.daftar.hasFocus():
            self._forget()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        if self._kotak.isVisible():
            self._kotak.hide()
            self.daftar.setFocus()
        else:
            self.sesi.back()

    # showing

    def _refused(self, error: UserError) -> None:
        self.kosong.set_teks(kalimat(error))
        self.tumpuk.setCurrentIndex(0)

    def _show(self, rows: tuple[Ingatan, ...]) -> None:
        before, place = self._one(), self.daftar.currentIndex().row()
        self.tumpuk.setCurrentIndex(1 if rows else 0)
        self.daftar.set_rows(rows)
        same = [n for n, r in enumerate(rows) if before and r.sidik == before.sidik]
        self.daftar.select(same[0] if same else max(place, 0))
        self._picked(self.daftar.row())

    def _one(self) -> Ingatan | None:
        row = self.daftar.row()
        return row if isinstance(row, Ingatan) else None

    def _picked(self, row: object) -> None:
        self._kotak.hide()
        if isinstance(row, Ingatan):
            self.kepala.setText(row.nama)
            by_place = sorted((n, key) for key, n in row.kolom.items())
            self.isi.set_rows(by_place)

    # doing

    def _typed(self, letter: str) -> None:
        if letter.casefold() == "g":
            self._ask_name()

    def _ask_name(self) -> None:
        row = self._one()
        if row is not None:
            self.nama.setText(row.nama)
            self._kotak.show()
            self.nama.setFocus()
            self.nama.selectAll()

    def _rename(self) -> None:
        row, name, who = self._one(), self.nama.text().strip(), self.sesi.petugas
        if row is None or not name:
            return

        def call(said: str) -> Callable[[], None]:
            return lambda: self.sesi.write(
                self, lambda conn: rename_ingatan(conn, who, row.sidik, said), self._again
            )

        call(name)()
        if name != row.nama:
            self.sesi.saved_with(f"Nama cocokan diganti: {name}", call(row.nama))

    def _forget(self) -> None:
        row, who = self._one(), self.sesi.petugas
        if row is None:
            return

        def back() -> None:
            self.sesi.write(self, lambda conn: restore_ingatan(conn, who, row), self._again)

        def done(_none: object) -> None:
            self.sesi.saved_with(f"Cocokan {row.nama} dilupakan", back)
            self._again()

        self.sesi.write(self, lambda conn: forget_ingatan(conn, who, row.sidik), done)

    def _again(self, _done: object = None) -> None:
        self._kotak.hide()
        self.reload()
        self.daftar.setFocus()
