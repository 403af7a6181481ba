"""The preview of any report: its pages as they will lie on paper, then printer, PDF or Excel.

`sesi.go("cetak", laporan="lembar-hari-buka", tanggal=...)` shows it. Enter presses the one large
button (printing; saving as PDF where no printer is known). What a report must hold (the order of
the Lembar Hari Buka) is held only when it leaves the program, never by looking at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import nama_periode, tanggal_hari
from sipd_desktop.render.halaman import Halaman as Susunan
from sipd_desktop.render.halaman import pages_of
from sipd_desktop.services.alasan_keluar import ALASAN_KELUAR
from sipd_desktop.services.laporan.daftar import LAPORAN, find_laporan
from sipd_desktop.services.laporan.jenis import Diminta, Laporan
from sipd_desktop.services.laporan.terbit import issue, note_issued
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.laporan import cetak
from sipd_desktop.ui.laporan.gambar_halaman import GambarHalaman
from sipd_desktop.ui.laporan.pilih_kertas import PilihKertas
from sipd_desktop.ui.laporan.pilih_lihatan import PilihLihatan
from sipd_desktop.ui.laporan.simpan import ask_path, save_lembar
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tanya_alasan import TanyaAlasan
from sipd_desktop.ui.widgets.tombol import BigButton
from sipd_desktop.ui.yang_mengubah import only_look

_PAGE_KEYS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_SCROLL_KEYS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PratinjauPage(Halaman):
    """One report, page by page."""

    judul = "Cetak"
    kinds = frozenset(
        {"isian", "warga", "keluarga", "hari_buka", "kehadiran", "posyandu", "lembar_hari"}
        | {"masalah", "potensi"}
    )
    bantuan = (
        "Enter mencetak. Tanpa printer, Enter menyimpan berkas PDF untuk dicetak di tempat lain.",
        "PgUp dan PgDn membuka halaman sebelum dan sesudahnya; panah menggulung.",
        "Pilih kertas F4 atau A4 di kanan bawah. Esc kembali.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.jenis: Laporan = find_laporan("lembar-hari-buka")
        self.minta: Diminta | None = None
        self._enter_waits = self._loading = False
        self.ask_path: Callable[[QWidget, str], Path | None] = ask_path
        self.ask_printer = cetak.ask_printer
        self.has_printer = cetak.has_printer
        self.pilihan = QComboBox(self)
        self.pilihan.setAccessibleName("Lembar yang mana")
        for kind in LAPORAN:
            if kind.masa == "hari":
                self.pilihan.addItem(kind.label, kind.key)
        self.lihatan = PilihLihatan(self)
        self.lihatan.dipilih.connect(self._take_view)
        self.nama = Kata(self, "judul", lipat=True)
        self.letak = Kata(self, "petunjuk")
        self.hak = Kata(self, "tebal", lipat=True)
        self.gambar = GambarHalaman(self)
        self.gambar.letak_berubah.connect(self.letak.setText)
        self.utama = BigButton("Cetak", ikon="printer", kunci="Enter", parent=self)
        self.pdf = BigButton("Simpan PDF", kunci="Ctrl+S", peran="biasa", parent=self)
        self.xlsx = BigButton("Simpan XLSX", ikon="file-text", peran="biasa", parent=self)
        self.keluar = BigButton("Kembali", kunci="Esc", peran="biasa", parent=self)
        self.kertas = PilihKertas(self, {"F4": "F4 (215 x 330 mm)", "A4": "A4"})
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.utama.clicked.connect(lambda _on=False: self.press())
        self.pdf.clicked.connect(lambda _on=False: self.save(".pdf"))
        self.xlsx.clicked.connect(lambda _on=False: self.save(".xlsx"))
        self.keluar.clicked.connect(lambda _on=False: self.sesi.back())
        self.kertas.berubah.connect(self.reload)
        self.pilihan.activated.connect(lambda _n: self._choose(self.pilihan.currentData()))
        make_action(Aksi("simpan", "Simpan", ("Ctrl+S",)), self, lambda: self.save(".pdf"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.pilihan)
        top.addWidget(self.nama, 1)
        top.addWidget(self.lihatan)
        top.addWidget(self.letak)
        acts = AlirLayout()
        for part in (self.utama, self.pdf, self.xlsx, self.keluar, *self.kertas.tombol.values()):
            acts.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(8), px(16), px(8))
        box.setSpacing(px(8))
        box.addLayout(top)
        box.addWidget(self.gambar, 1)
        box.addWidget(self.hak)
        box.addLayout(acts)

    # the contract of a page

    def open(
        self,
        laporan: str = "lembar-hari-buka",
        tanggal: date | None = None,
        periode: str = "",
        posyandu: str | None = "",
        pilihan: object = None,
        **_kw: object,
    ) -> None:
        """Show a report of a day or of a month (default: the session's).

        `posyandu` None means all on this laptop, empty the session's; `pilihan` is what of it is
        wanted, of the kind that report understands.
        """
        day = tanggal or self.sesi.tanggal
        unit = self.sesi.posyandu_id if posyandu == "" else posyandu
        self.minta = Diminta(unit, periode or f"{day:%Y-%m}", day, pilihan=pilihan)
        self._choose(laporan)

    def _choose(self, key: str) -> None:
        """Another report of the same day."""
        assert self.minta is not None
        self.jenis = find_laporan(key)
        self._enter_waits = False
        self.gambar.forget()
        self.pilihan.setCurrentIndex(self.pilihan.findData(key))
        self.pilihan.setVisible(self.jenis.masa == "hari")
        when = self.minta.tanggal if self.jenis.masa == "hari" else None
        month = nama_periode(self.minta.periode)
        self.nama.setText(tanggal_hari(when) if when else f"{self.jenis.label}, {month}")
        self._show()
        self.lihatan.hide()
        if self.jenis.berlihatan:
            self.lihatan.offer(self.sesi, self.minta.pilihan)
        self.reload()

    def _take_view(self, view: object) -> None:
        """The same report of another view of the list."""
        if self.minta is not None:
            self.minta = replace(self.minta, pilihan=view)
            self.gambar.forget()
            self.reload()

    def reload(self) -> None:
        if self.minta is None:
            return
        minta, kind = self._asked(), self.jenis
        self._loading = True

        def work(conn: Any) -> tuple[Diminta, Laporan, Susunan]:
            return minta, kind, pages_of(kind.buat(conn, minta).lembar)

        self.sesi.read(self, work, self._made, self._failed, slow=True)

    def clear(self) -> None:
        self.minta = None
        self.gambar.forget()
        self._show()

    def focus_start(self) -> None:
        self.utama.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self.press}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _PAGE_KEYS:
            self.gambar.turn(_PAGE_KEYS[key])
        elif key in _SCROLL_KEYS:
            self.gambar.move_page(_SCROLL_KEYS[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.gambar.draw()

    @property
    def susunan(self) -> Susunan | None:
        """The sheet in sight; None while there is none."""
        return self.gambar.susunan

    def _asked(self) -> Diminta:
        assert self.minta is not None
        paper, who = self.kertas.kertas, self.sesi.petugas
        return replace(self.minta, kertas=paper, today=self.sesi.tanggal, petugas=who)

    # showing

    def _made(self, made: tuple[Diminta, Laporan, Susunan]) -> None:
        minta, kind, susunan = made
        if self.minta is None or kind is not self.jenis or minta != self._asked():
            return  # something else was asked for meanwhile
        self._loading = False
        self.gambar.show_pages(susunan)
        self._show()
        waiting, self._enter_waits = self._enter_waits, False
        if waiting:
            self.press()

    def _failed(self, error: UserError) -> None:
        """Nothing to show: say why where the page would be."""
        self._loading = self._enter_waits = False
        self.gambar.tell(kalimat(error))
        self._show()

    def _show(self) -> None:
        there = self.susunan is not None
        self.utama.set_teks("Cetak" if self.has_printer() else "Simpan PDF")
        self.pdf.setVisible(self.has_printer())
        hak = only_look(self.sesi, self.jenis.hak, "ekspor")
        self.hak.fill(hak.replace("mengubah", "mencetak atau menyimpan"))
        for button in (self.pdf, self.xlsx):
            button.setEnabled(there and not hak)
        self.utama.setEnabled(not hak)

    # leaving the program

    def press(self) -> None:
        """Enter and Ctrl+P: print, or save where there is no printer; pressed early, it waits."""
        if only_look(self.sesi, self.jenis.hak, "ekspor"):
            return
        if self.susunan is None:
            self._enter_waits = self._loading
            return
        if not self.has_printer():
            self.save(".pdf")
            return
        printer = self.ask_printer(self, self.susunan)
        if printer is not None:
            self._with_reason(lambda: self._issue(lambda sheet: self._print(printer, sheet)))

    def save(self, ending: str) -> None:
        """Ask where to, hold what must be held, write, and note it in the history."""
        if self.minta is None or self.susunan is None:
            return
        day = self.minta.tanggal if self.jenis.masa == "hari" else self.minta.periode
        path = self.ask_path(self, f"{self.jenis.key}-{day}{ending}")
        if path is not None:
            self._with_reason(
                lambda: self._issue(
                    lambda sheet: save_lembar(self, self.sesi, sheet.lembar, path, self._note)
                )
            )

    def _with_reason(self, then: Callable[[], None]) -> None:
        """Ask why a list with names leaves the program, where that must be known."""
        if not self.jenis.perlu_alasan:
            then()
            return

        def chosen(key: str) -> None:
            if self.minta is not None:
                self.minta = replace(self.minta, alasan=key)
                then()

        dialog = TanyaAlasan("Daftar ini memuat nama orang. Untuk apa?", ALASAN_KELUAR, self)
        dialog.dipilih.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _issue(self, then: Callable[[Any], None]) -> None:
        minta, kind, petugas = self._asked(), self.jenis, self.sesi.petugas
        self.sesi.write(
            self,
            lambda conn: issue(conn, petugas, kind, minta),
            lambda made: then(made[0]),
        )

    def _print(self, printer: Any, made: Any) -> None:
        try:
            cetak.print_pages(printer, pages_of(made.lembar))
        except UserError as error:
            self.sesi.tasks.refused.emit(error)
            return
        self.sesi.message(f"Dikirim ke printer: {made.lembar.judul}")
        self._note()

    def _note(self) -> None:
        if self.minta is None:
            return
        petugas, kind, minta = self.sesi.petugas, self.jenis, self.minta
        self.sesi.write(self, lambda conn: note_issued(conn, petugas, kind, minta))
