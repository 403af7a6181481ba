"""Riwayat impor: which files came in, what each of them did row by row, and taking one back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import waktu
from sipd_desktop.services.impor.batal import Pembatalan, cancel_impor
from sipd_desktop.services.impor.batch import Batch, BatchRinci, list_batch
from sipd_desktop.services.impor.riwayat import (
    BarisRiwayat,
    RencanaBatal,
    UbahanKata,
    list_ubahan,
    open_riwayat,
    plan_batal,
)
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.impor.kata import kalimat_batal, kalimat_rencana_batal
from sipd_desktop.ui.impor.kata_riwayat import BARIS, UBAHAN, about, level, state
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_card, make_label, scrolling
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.bilah_pesan import ConfirmBar
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView


class RiwayatImporPage(Halaman):
    """Opened from Impor data."""

    judul = "Riwayat impor"
    kinds = frozenset({"warga", "keluarga"})
    bantuan = (
        "Panah memilih impor, Enter menampilkan baris-barisnya.",
        "Untuk setiap baris terlihat isi sebelum dan sesudahnya.",
        "Batalkan impor mengembalikan semuanya, kecuali yang sudah diubah sesudah itu.",
        "Berkas yang dibatalkan boleh diimpor lagi kapan saja.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        zona = sesi.keterangan.zona
        self._wanted = ""
        self.daftar = TableView(
            "Riwayat impor",
            (
                Column("waktu", "Waktu", lambda b: waktu(parse_instant(b.waktu), zona)),
                Column("berkas", "Berkas", rentang=True),
                Column("keadaan", "Keadaan", state, tingkat=level),
            ),
        )
        self.kosong = EmptyState("Belum ada berkas yang diimpor di laptop ini.", ikon="history")
        self.kepala = make_label("", "sedang", lipat=True)
        self.ket = make_label("", "petunjuk", lipat=True)
        self.baris = TableView("Baris berkas ini", BARIS)
        self.ubahan = TableView("Isi sebelum dan sesudah", UBAHAN)
        self.batal = make_button(
            "Batalkan impor ini", self._ask_cancel, ikon="arrow-back-up", kunci="B"
        )
        self.pilih = make_button("Perlu dipilih", self._go_choose, kunci="P")
        self.hilang = make_button("Tidak ada di berkas", self._go_missing, kunci="T")
        self.tanya = ConfirmBar()
        self.tanya.disetujui.connect(self._cancel)
        self.tanya.dibatalkan.connect(self._asked)
        self._build()
        self.daftar.dipilih.connect(self._picked)
        self.daftar.dibuka.connect(lambda _row: self.baris.setFocus())
        self.daftar.diketik.connect(self._typed)
        self.baris.dipilih.connect(self._row_picked)

    def _build(self) -> None:
        card, inner = make_card()
        self._kartu = scrolling(card)
        self._fit()
        inner.addWidget(self.kepala)
        inner.addWidget(self.ket)
        inner.addWidget(self.baris, 3)
        inner.addWidget(self.ubahan, 2)
        self._tombol = row = QWidget()
        doors = AlirLayout(row, jarak=8)
        for button in (self.batal, self.pilih, self.hilang):
            doors.addWidget(button)
        for table in (self.baris, self.ubahan):  # the room there is, never more
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        isi = QWidget()
        pair = in_row()
        pair.setSpacing(12)
        pair.addWidget(self.daftar, 5)
        pair.addWidget(self._kartu, 6)
        whole = QVBoxLayout(isi)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(pair, 1)
        for part in (row, self.tanya):
            whole.addWidget(part)
        self.daftar.setMinimumWidth(px(300))
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(self.kosong)
        self.tumpuk.addWidget(isi)
        kembali = make_button("Kembali", self.sesi.back, tautan=True, kunci="Esc")
        head = in_row()
        head.addWidget(SectionTitle("Riwayat impor"), 1)
        head.addWidget(kembali)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.tumpuk, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_kartu"):
            self._fit()

    def _fit(self) -> None:
        """A few rows stay in sight at any size; then the card scrolls."""
        self.baris.setMinimumHeight(px(130))
        self.ubahan.setMinimumHeight(px(100))

    # the contract of a page

    def open(self, batch: str = "", **_kw: object) -> None:
        """`batch` is chosen at once."""
        self._wanted = batch
        self.reload()

    def reload(self) -> None:
        who = self.sesi.petugas
        self.sesi.read(self, lambda conn: list_batch(conn, who), self._show, self._refused)

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def clear(self) -> None:
        for table in (self.daftar, self.baris, self.ubahan):
            table.set_rows(())
        self.kepala.setText("")
        self.ket.setText("")
        self.tanya.hide()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back}

    def _back(self) -> None:
        if self.baris.hasFocus():
            self.daftar.setFocus()
        else:
            self.sesi.back()

    # showing

    def _refused(self, error: UserError) -> None:
        self.kosong.set_teks(kalimat(error))
        self.tumpuk.setCurrentIndex(0)

    def _show(self, batches: tuple[Batch, ...]) -> None:
        self.tumpuk.setCurrentIndex(1 if batches else 0)
        before = self._batch()
        wanted = self._wanted or (before.id if before else "")
        self._wanted = ""
        self.daftar.set_rows(batches)
        places = [n for n, b in enumerate(batches) if b.id == wanted]
        self.daftar.select(places[0] if places else 0)
        self._picked(self.daftar.row())

    def _batch(self) -> Batch | None:
        row = self.daftar.row()
        return row if isinstance(row, Batch) else None

    def _picked(self, row: object) -> None:
        if self.tanya.isVisible():
            self._asked()
        if not isinstance(row, Batch):
            return
        who = self.sesi.petugas
        self.kepala.setText(row.berkas)
        self.ket.setText(about(row))
        self.batal.setEnabled(row.dibatalkan is None)
        self.pilih.set_teks(f"Perlu dipilih ({row.menunggu})" if row.menunggu else "Perlu dipilih")
        self.pilih.setEnabled(bool(row.menunggu))
        self.hilang.setEnabled(row.dibatalkan is None)
        self.sesi.read(self, lambda conn: open_riwayat(conn, who, row.id), self._show_rows)

    def _show_rows(self, found: tuple[BatchRinci, tuple[BarisRiwayat, ...]]) -> None:
        batch = self._batch()
        if batch is None or found[0].batch.id != batch.id:
            return
        self.ubahan.set_rows(())
        self.baris.set_rows(found[1])
        self.baris.select(0)

    def _row_picked(self, row: object) -> None:
        if isinstance(row, BarisRiwayat):
            self.sesi.read(self, lambda conn: list_ubahan(conn, row.baris), self._show_changes)

    def _show_changes(self, changes: tuple[UbahanKata, ...]) -> None:
        self.ubahan.set_rows(changes)

    # doing

    def _typed(self, letter: str) -> None:
        keys = {"b": self.batal, "p": self.pilih, "t": self.hilang}
        button = keys.get(letter.casefold())
        if button is not None and button.isEnabled():
            button.click()

    def _ask_cancel(self) -> None:
        batch = self._batch()
        if batch is None or batch.dibatalkan:
            return
        who = self.sesi.petugas

        def ask(plan: RencanaBatal) -> None:
            if self._batch() is batch:
                for part in (self.ubahan, self._tombol):  # room for the question
                    part.hide()
                self.tanya.ask(kalimat_rencana_batal(plan), "Batalkan impor")

        self.sesi.read(self, lambda conn: plan_batal(conn, who, batch.id), ask)

    def _asked(self) -> None:
        self.tanya.hide()
        for part in (self.ubahan, self._tombol):
            part.show()
        self.daftar.setFocus()

    def _cancel(self) -> None:
        batch = self._batch()
        self._asked()
        if batch is None:
            return
        work = partial(_cancel, petugas=self.sesi.petugas, batch=batch.id, acuan=self.sesi.hari_ini)
        self.sesi.write(self, work, lambda done: self._cancelled(batch, done[0]))

    def _cancelled(self, batch: Batch, done: Pembatalan) -> None:
        self.sesi.message(kalimat_batal(batch.berkas, done))
        self.daftar.setFocus()

    def _go_choose(self) -> None:
        self.sesi.go("impor_pilih")

    def _go_missing(self) -> None:
        batch = self._batch()
        if batch is not None:
            self.sesi.go("impor_hilang", batch=batch.id, berkas=batch.berkas)


def _cancel(conn: Any, *, petugas: Any, batch: str, acuan: Any) -> tuple[Pembatalan, Any]:
    done = cancel_impor(conn, petugas, batch, acuan=acuan)
    return done, done.changes
