"""The SKDN page: figures of a month, each opening its list; saved as PDF (F4 or A4) and XLSX.

A figure and its list are one thing (the list is what was counted), so they can never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.errors import NotAllowed
from sipd_desktop.base.tampil import nama_periode
from sipd_desktop.rules.skdn import Kode
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.laporan.lembar_skdn import BARIS, lembar_skdn, persen
from sipd_desktop.services.laporan.skdn import LaporanSkdn, list_angka, open_skdn, record_export
from sipd_desktop.spec.lembar import Catatan
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.laporan.daftar_angka import DaftarAngka
from sipd_desktop.ui.laporan.pilih_kertas import PilihKertas
from sipd_desktop.ui.laporan.simpan import ask_path, save_lembar
from sipd_desktop.ui.laporan.tabel_angka import Sel, TabelAngka
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

BULAN_KE_BELAKANG = 24
_RENDAH_PX = 400
_UTAMA: tuple[Kode, ...] = ("S", "K", "D", "N")
_RASIO = ("D/S", "N/D'", "K/S")
_LABEL = dict(BARIS)


class SkdnPage(Halaman):
    """Wireframe 9, for SKDN."""

    judul = "Laporan SKDN"
    kinds = frozenset({"isian", "warga", "keluarga", "hari_buka", "posyandu"})
    bantuan = (
        "Pilih bulan di kiri atas.",
        "Panah memilih angka, Enter membuka daftar anaknya, Esc kembali.",
        "Simpan PDF (Ctrl+P) memakai kertas F4 atau A4 yang dipilih; Simpan XLSX untuk Excel.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.laporan: LaporanSkdn | None = None
        self.ask_path: Callable[[QWidget, str], Path | None] = ask_path
        self.bulan = QComboBox(self)
        self.bulan.setAccessibleName("Bulan laporan")
        self.bulan.activated.connect(lambda _n: self.reload())
        self.unit = QComboBox(self)
        self.unit.setAccessibleName("Posyandu")
        self.unit.activated.connect(lambda _n: self.reload())
        self.kertas = PilihKertas(self, {"F4": "F4", "A4": "A4"})
        self.angka = {kode: self._figure(kode) for kode in _UTAMA}
        self.rasio = Kata(self, "tebal", lipat=True)
        self.catatan = Kata(self, "petunjuk", lipat=True)
        self.tabel = TabelAngka("Angka SKDN menurut umur dan jenis kelamin", BARIS, self)
        self.tabel.dibuka.connect(self.open_list)
        self.daftar = DaftarAngka(self)
        self.daftar.dibuka.connect(lambda i: self.sesi.go("anak", warga_id=i))
        self.daftar.kembali.connect(self.close_list)
        self.pdf = BigButton("Simpan PDF", ikon="printer", kunci="Ctrl+P", parent=self)
        self.xlsx = BigButton("Simpan XLSX", ikon="file-text", peran="biasa", parent=self)
        self.lihat = BigButton("Lihat cetakan", ikon="eye", peran="biasa", parent=self)
        self.lihat.clicked.connect(lambda _on=False: self.preview())
        self.pdf.clicked.connect(lambda _on=False: self.save(".pdf"))
        self.xlsx.clicked.connect(lambda _on=False: self.save(".xlsx"))
        self.tidak_boleh = Kata(self, "petunjuk", lipat=True)
        self._lay_out()

    def _figure(self, kode: Kode) -> BigButton:
        button = BigButton(kode, peran="biasa", parent=self)
        button.clicked.connect(lambda _on=False: self.open_list(Sel(kode)))
        return button

    def _lay_out(self) -> None:
        top = AlirLayout()
        for part in (self.bulan, self.unit, *self.angka.values()):
            top.addWidget(part)
        acts = QHBoxLayout()
        acts.addWidget(self.pdf)
        acts.addWidget(self.xlsx)
        acts.addWidget(self.lihat)
        acts.addStretch(1)
        acts.addWidget(Kata(self, teks="Kertas"))
        for button in self.kertas.tombol.values():
            acts.addWidget(button)
        page = QWidget(self)
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addLayout(top)
        box.addWidget(self.rasio)
        box.addWidget(self.tabel, 1)
        box.addWidget(self.catatan)
        box.addLayout(acts)
        box.addWidget(self.tidak_boleh)
        self.tumpuk = QStackedWidget(self)
        self.tumpuk.addWidget(page)
        self.tumpuk.addWidget(self.daftar)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(8), px(16), px(8))
        outer.addWidget(self.tumpuk)
        self._page = page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the remarks give their room to the figures (paper has them too)."""
        super().resizeEvent(event)
        self.catatan.setVisible(self.height() >= px(_RENDAH_PX))

    # the contract of a page

    def open(self, periode: str = "", **_kw: object) -> None:
        """Show a month (default: that of the day)."""
        self._offer(refusal_of_role(self.sesi.pengguna.jabatan, "laporan", "ekspor"))
        self._fill_choices(periode)
        self.tumpuk.setCurrentWidget(self._page)
        self.reload()

    def reload(self) -> None:
        if self.bulan.count() == 0:
            self._fill_choices("")
        periode, unit = self.bulan.currentData(), self.unit.currentData()
        work = partial(open_skdn, posyandu_id=unit, periode=periode, today=self.sesi.tanggal)
        self.sesi.read(self, work, self._show, slow=True)

    def clear(self) -> None:
        self.laporan = None
        self.tabel.show_tabel(None)
        self.daftar.clear()
        self.tumpuk.setCurrentWidget(self._page)

    def focus_start(self) -> None:
        self.tabel.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {"cetak": lambda: self.save(".pdf")}
        if self.tumpuk.currentWidget() is self.daftar:
            found["kembali"] = self.close_list
        return found

    # choices

    def _fill_choices(self, periode: str) -> None:
        wanted = periode or self.bulan.currentData() or f"{self.sesi.tanggal:%Y-%m}"
        self.bulan.clear()
        for month in months_before(self.sesi.tanggal, BULAN_KE_BELAKANG):
            self.bulan.addItem(nama_periode(month), month)
        self.bulan.setCurrentIndex(max(0, self.bulan.findData(wanted)))
        self.unit.clear()
        for key, nama in self.sesi.posyandu:
            self.unit.addItem(f"Posyandu {nama}", key)
        if len(self.sesi.posyandu) > 1:
            self.unit.addItem("Semua Posyandu", None)
        self.unit.setCurrentIndex(max(0, self.unit.findData(self.sesi.posyandu_id)))
        self.unit.setVisible(len(self.sesi.posyandu) > 1)

    # showing

    def _show(self, laporan: LaporanSkdn) -> None:
        self.laporan = laporan
        self.tabel.show_tabel(laporan.tabel)
        for kode, button in self.angka.items():
            figure = laporan.tabel.jumlah(kode)
            button.set_teks(f"{kode}  {figure}")
            button.setAccessibleName(f"{_LABEL[kode].strip()}: {figure} anak, buka daftarnya")
        self.rasio.setText("     ".join(f"{r} {persen(laporan.tabel, r)}" for r in _RASIO))
        sheet = lembar_skdn(laporan)
        notes = [t for b in sheet.blok if isinstance(b, Catatan) for t in b.butir]
        self.catatan.setText("\n".join(notes))
        if self.daftar.sel is not None and self.tumpuk.currentWidget() is self.daftar:
            self._fill_list(self.daftar.sel)

    def open_list(self, sel: Sel) -> None:
        """The children a figure counts."""
        if self.laporan is None:
            return
        self._fill_list(sel)
        self.tumpuk.setCurrentWidget(self.daftar)
        self.daftar.focus_start()

    def _fill_list(self, sel: Sel) -> None:
        assert self.laporan is not None
        people = list_angka(self.laporan, sel.kode, sel.golongan, sel.jk)
        periode = nama_periode(self.laporan.periode)
        self.daftar.show_list(sel, f"{sel.judul(_LABEL[sel.kode])}, {periode}", people)

    def close_list(self) -> None:
        """Back to the figures, the cursor on the same cell."""
        self.tumpuk.setCurrentWidget(self._page)
        self.tabel.setFocus()

    # saving

    def preview(self) -> None:
        """The pages as on paper, to print from."""
        if self.laporan is not None:
            unit, month = self.laporan.posyandu_id, self.laporan.periode
            self.sesi.go("cetak", laporan="skdn", periode=month, posyandu=unit)

    def _offer(self, problem: NotAllowed | None) -> None:
        """Grey, with the reason, for who may look but not let the report out."""
        for button in (self.pdf, self.xlsx):
            button.setEnabled(problem is None)
            button.setToolTip(kalimat(problem) if problem else "")
        self.tidak_boleh.fill(kalimat(problem) if problem else "")

    def save(self, ending: str) -> None:
        """Ask where to, write the sheet, and note in the history that it left the program."""
        problem = refusal_of_role(self.sesi.pengguna.jabatan, "laporan", "ekspor")
        if self.laporan is None or problem is not None:
            self._offer(problem)
            return
        laporan, petugas = self.laporan, self.sesi.petugas
        path = self.ask_path(self, f"skdn-{laporan.periode}{ending}")
        if path is None:
            return
        sheet = lembar_skdn(laporan, self.kertas.kertas)

        def note(conn: Any) -> Changes:
            record_export(conn, petugas, laporan.posyandu_id)
            return Changes()

        save_lembar(self, self.sesi, sheet, path, lambda: self.sesi.write(self, note))


def months_before(day: date, count: int) -> list[str]:
    """The month of a day and those before it, newest first, as `2026-11`."""
    first = day.year * 12 + day.month - 1
    return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, first - count, -1)]
