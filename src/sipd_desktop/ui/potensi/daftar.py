"""Daftar: the people and families behind the counts, with filter, saved views and the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.bidang.umum.masalah import UNIT_MASALAH
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.masalah.daftar import MasalahBaris
from sipd_desktop.services.petak.daftar import DaftarMasalah, narrow, open_daftar
from sipd_desktop.services.petak.lihatan import (
    Lihatan,
    drop_lihatan,
    rename_lihatan,
    save_lihatan,
)
from sipd_desktop.ui.pages.bagian import in_row, labelled, make_button, make_field, make_label
from sipd_desktop.ui.potensi.saring import SaringMasalah
from sipd_desktop.ui.potensi.tab import TINGGI_TABEL, Tab
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView

TINGKAT_STATUS: dict[str, Tingkat] = {
    "dugaan": "netral",
    "terkonfirmasi": "perhatian",
    "ditangani": "info",
    "selesai": "baik",
    "bukan": "netral",
}


def _place(row: MasalahBaris) -> str:
    return "/".join(filter(None, (row.rt, row.rw))) or "-"


def _data_day(row: MasalahBaris) -> str:
    if row.tanggal is None:
        return "-"
    return tanggal_pendek(row.tanggal) + (" (lama)" if row.is_lama else "")


def _due(row: MasalahBaris) -> str:
    return tanggal_pendek(row.tenggat) if row.tenggat else "-"


KOLOM = (
    Column("nama", "Nama"),
    Column("label", "Masalah", lambda r: teks(r.label)),
    Column(
        "status",
        "Status",
        lambda r: teks(r.status_label),
        tingkat=lambda r: TINGKAT_STATUS.get(r.status, ""),
    ),
    Column("rt", "RT/RW", _place),
    Column("tanggal", "Data per", _data_day),
    Column("tenggat", "Tenggat", _due, tingkat=lambda r: "bahaya" if r.is_lewat else ""),
    Column("alasan", "Alasan", rentang=True),
)
KOSONG = "Tidak ada masalah untuk pilihan ini. Ganti pilihannya di atas."


class DaftarTab(Tab):
    """Enter opens the person or family; Ctrl+P prints the list as it is filtered."""

    nama = "Daftar"

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.saring = SaringMasalah()
        self.jumlah = make_label("", "tebal")
        self.tabel = TableView("Daftar masalah", KOLOM)
        self.tabel.setMinimumHeight(px(TINGGI_TABEL))
        self.kosong = EmptyState(KOSONG)
        self.rinci = make_label("", "", lipat=True)
        self.cetak = make_button("Cetak atau Excel", self._print, ikon="printer", kunci="Ctrl+P")
        self.buka = make_button("Buka", self._open_row, utama=True, kunci="Enter")
        self.pasti = make_button("Pastikan", self._decide, ikon="circle-check", kunci="F4")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._wait.timeout.connect(self.load)
        self._dibaca: DaftarMasalah | None = None
        """What was read last: other words alone are looked for in it."""
        self.saring.berubah.connect(self._changed)
        self.saring.simpan_diminta.connect(self._ask_name)
        self.saring.hapus_diminta.connect(self._drop_view)
        self.saring.ganti_diminta.connect(self._ask_new_name)
        self.saring.kata.ke_daftar.connect(self.tabel.setFocus)
        self.saring.kata.dipilih.connect(lambda _t: self._open_row())
        self.saring.kata.ditinggalkan.connect(sesi.back)
        self.tabel.dipilih.connect(self._tell)
        self.tabel.dibuka.connect(lambda _row: self._open_row())
        self.tabel.keluar_atas.connect(self.saring.kata.setFocus)
        self.tabel.diketik.connect(self._type_on)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.saring)
        box.addWidget(self.tabel, 1)
        box.addWidget(self.kosong, 1)
        box.addWidget(self.rinci)
        box.addLayout(in_row(self.buka, self.pasti, self.cetak, self.jumlah, 1))

    def show_view(self, view: Lihatan) -> None:
        """Put a view into the boxes; the page loads it."""
        self.saring.set_lihatan(view)

    def load(self) -> None:
        self._dibaca = None
        work = partial(
            open_daftar,
            petugas=self.sesi.petugas,
            view=self.saring.lihatan_kini(),
            acuan=self.sesi.tanggal,
            posyandu_id=self.unit,
        )
        self.sesi.read(self, work, self._show, self._refused, slow=True)

    def _changed(self) -> None:
        """Words are found at once in what is here; for anything else the list is read again."""
        narrower = narrow(self._dibaca, self.saring.lihatan_kini()) if self._dibaca else None
        if narrower is None or self._wait.isActive():
            self._wait.start()
        else:
            self._show_rows(narrower)

    def forget(self) -> None:
        self._wait.stop()
        self._dibaca = None
        self.tabel.set_rows(())
        self.rinci.clear()
        self.jumlah.clear()
        self.saring.kata.clear()
        self._wait.stop()

    def focus_start(self) -> None:
        self.saring.kata.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {**self._on_row(), "cetak": self._print, "cari": self.saring.kata.setFocus}

    def _on_row(self) -> dict[str, Callable[[], None]]:
        return {"ubah": self._decide, "baru": self._another}

    def _show(self, made: DaftarMasalah) -> None:
        now = narrow(made, self.saring.lihatan_kini())
        if now is None:
            return  # something else was asked for meanwhile
        self._dibaca = made
        self.saring.set_tempat(made.tempat)
        self.saring.set_tersimpan(made.tersimpan)
        self._show_rows(now)

    def _show_rows(self, made: DaftarMasalah) -> None:
        self.tabel.set_rows(made.baris)
        if self.tabel.row() is None:
            self.tabel.select(0)
        subjects = len({r.subjek for r in made.baris})
        count = f"{len(made.baris)} masalah, {subjects} orang atau keluarga"
        self.jumlah.setText(count if made.baris else "")
        self.kosong.set_teks(KOSONG)
        self._show_parts(there=bool(made.baris))
        self._tell(self.tabel.row())

    def _refused(self, error: UserError) -> None:
        self.forget()
        self.kosong.set_teks(kalimat(error))
        self._show_parts(there=False)

    def _show_parts(self, *, there: bool) -> None:
        self.tabel.setVisible(there)
        self.kosong.setVisible(not there)
        self.buka.setEnabled(there)
        self.pasti.setEnabled(there)
        self.cetak.setEnabled(there)

    def _tell(self, row: object) -> None:
        if not isinstance(row, MasalahBaris):
            self.rinci.clear()
            return
        parts = (
            row.alasan,
            f"Data per {_data_day(row)}." if row.tanggal else "",
            f"Tenggat {_due(row)}." if row.tenggat else "",
            f"Unit {teks(dict(UNIT_MASALAH).get(row.unit, row.unit))}." if row.unit else "",
            f"Kader {row.kader}." if row.kader else "",
            f"Diteruskan: {row.tautan}." if row.tautan else "",
        )
        self.rinci.setText(" ".join(filter(None, parts)))

    def _type_on(self, letter: str) -> None:
        self.saring.kata.setFocus()
        self.saring.kata.insert(letter)

    def _open_row(self) -> None:
        row = self.tabel.row()
        if not isinstance(row, MasalahBaris):
            return
        if row.subjek_jenis == "keluarga":
            self.sesi.go("keluarga", keluarga_id=row.subjek)
        else:
            self.sesi.go("orang", warga_id=row.subjek)

    def _decide(self) -> None:
        """The card of the masalah: confirm, refuse, take on, close."""
        row = self.tabel.row()
        if isinstance(row, MasalahBaris):
            self.sesi.go("masalah", masalah_id=row.id)

    def _another(self) -> None:
        """Note another masalah of the person or family of this row."""
        row = self.tabel.row()
        if isinstance(row, MasalahBaris):
            self.sesi.go("masalah_baru", subjek_jenis=row.subjek_jenis, subjek=row.subjek)

    def _print(self) -> None:
        view = self.saring.lihatan_kini()
        self.sesi.go("cetak", laporan="daftar-masalah", posyandu=self.unit or None, pilihan=view)

    # saved views

    def _ask_name(self) -> None:
        dialog = NamaLihatan("Simpan pilihan ini dengan nama", parent=self)
        self._open_dialog(dialog, self._save_view)

    def _ask_new_name(self, name: str) -> None:
        dialog = NamaLihatan("Ganti nama lihatan", name, self)
        self._open_dialog(dialog, lambda made: self._rename_view(name, made))

    def _open_dialog(self, dialog: NamaLihatan, then: Callable[[NamaLihatan], None]) -> None:
        dialog.simpan.clicked.connect(lambda _on=False: then(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_view(self, dialog: NamaLihatan) -> None:
        view, who, name = self.saring.lihatan_kini(), self.sesi.petugas, dialog.nama.text()
        dialog.accept()

        def done(_none: object) -> None:
            self.sesi.message("Lihatan tersimpan di laptop ini.")
            self.load()

        self.sesi.write(self, lambda conn: save_lihatan(conn, who, name, view), done)

    def _rename_view(self, name: str, dialog: NamaLihatan) -> None:
        who, new = self.sesi.petugas, dialog.nama.text()
        dialog.accept()

        def done(_none: object) -> None:
            self.sesi.message("Nama lihatan sudah diganti.")
            self.load()

        self.sesi.write(self, lambda conn: rename_lihatan(conn, who, name, new), done)

    def _drop_view(self, name: str) -> None:
        who = self.sesi.petugas
        self.sesi.write(self, lambda conn: drop_lihatan(conn, who, name), lambda _none: self.load())


class NamaLihatan(QDialog):
    """What a view shall be called."""

    def __init__(self, judul: str, nama: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lihatan")
        self.nama = make_field("Nama lihatan", "mis. Jamban RT 002")
        self.nama.setText(nama)
        self.nama.selectAll()
        self.simpan = make_button("Simpan", utama=True)
        self.simpan.setDefault(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(make_label(judul, "judul"))
        box.addLayout(labelled("Nama", self.nama, "Hanya untuk Anda, di laptop ini."))
        box.addLayout(in_row(self.simpan, make_button("Tidak jadi", self.reject, kunci="Esc"), 1))
        self.nama.setFocus()
