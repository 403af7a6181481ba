"""Where does this family belong? One key chooses a Posyandu, Ctrl+Z takes the move back.

The Posyandu that serves their RT stands first. Moving is said in words: whether their record stays
on this laptop after the next exchange.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sipd_desktop.services.catat import Changes
from sipd_desktop.services.pindah import LembarPindah, Tujuan, move, open_pindah
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView


def _place(t: Tujuan) -> str:
    return "tetap ada di laptop ini" if t.di_sini else "pindah ke laptop Posyandu itu"


_KOLOM = (
    Column("nama", "Posyandu", rentang=True),
    Column(
        "usul",
        "RT mereka",
        lambda t: "dilayani di sini" if t.usul else "",
        tingkat=lambda t: "baik" if t.usul else "",
    ),
    Column("di_sini", "Catatan mereka", _place, rentang=True),
)


class PindahPage(Halaman):
    """A family or one of its members, and the Posyandu of the desa."""

    judul = "Pindah Posyandu"
    kinds = frozenset({"warga", "keluarga", "posyandu"})
    bantuan = (
        "Posyandu yang melayani RT keluarga ini ada di baris pertama.",
        "Panah bawah memilih Posyandu, Enter memindahkan. Ctrl+Z membatalkan.",
        "Semua catatan mereka ikut: penimbangan, kunjungan, riwayat.",
        "Hanya satu orang yang pindah? Pilih dulu namanya di atas.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = self._warga = self._nama = ""
        self.isi: LembarPindah | None = None
        self.kepala = make_label("", "judul", lipat=True)
        self.asal = make_label("", "petunjuk", lipat=True)
        self.semua = QRadioButton("Seluruh keluarga")
        self.satu = QRadioButton("Hanya satu orang")
        group = QButtonGroup(self)
        for choice in (self.semua, self.satu):
            group.addButton(choice)
        self.semua.setChecked(True)
        self.tujuan = TableView("Posyandu tujuan", _KOLOM)
        self.tujuan.dibuka.connect(self._move)
        self.kosong = EmptyState("Di desa ini baru ada satu Posyandu.", ikon="info-circle")
        self.pindahkan = make_button("Pindahkan", self._chosen, utama=True, kunci="Enter")
        self.batal = make_button("Tidak jadi", sesi.back, tautan=True, kunci="Esc")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(self.batal)
        box.addLayout(head)
        box.addWidget(self.asal)
        box.addLayout(in_row(make_label("Yang pindah:", "tebal"), self.semua, self.satu, 1))
        box.addWidget(make_label("Ke Posyandu mana?", "bagian"))
        box.addWidget(self.tujuan, 1)
        box.addWidget(self.kosong, 1)
        box.addLayout(in_row(self.pindahkan, 1))

    def open(
        self, keluarga_id: str = "", warga_id: str = "", nama: str = "", **_kw: object
    ) -> None:
        """Show a family; `warga_id` and `nama` are the member who may go alone."""
        self._id, self._warga, self._nama = keluarga_id, warga_id, nama
        self.semua.setChecked(True)
        self.reload()

    def reload(self) -> None:
        if self._id:
            open_checked(self, self.sesi, "keluarga", self._id, self._load)

    def _load(self) -> None:
        self.sesi.read(self, partial(open_pindah, keluarga_id=self._id), self._show)

    def clear(self) -> None:
        self.isi = None
        for label in (self.kepala, self.asal):
            label.clear()
        self.satu.setText("")
        self.tujuan.set_rows(())

    def focus_start(self) -> None:
        self.tujuan.setFocus()

    def _show(self, isi: LembarPindah) -> None:
        self.isi = isi
        self.kepala.setText(f"Pindah Posyandu: keluarga {isi.kepala}")
        now = f"sekarang Posyandu {isi.asal}" if isi.asal else "sekarang belum ada Posyandunya"
        self.asal.setText(", ".join(filter(None, (isi.alamat, now))))
        self.semua.setText(f"Seluruh keluarga ({isi.orang} orang)")
        self.satu.setText(f"Hanya {self._nama}")
        self.satu.setVisible(bool(self._warga and self._nama and isi.orang > 1))
        self.tujuan.set_rows(isi.tujuan)
        self.tujuan.select(0)
        self.tujuan.setVisible(bool(isi.tujuan))
        self.kosong.setVisible(not isi.tujuan)
        self.pindahkan.setEnabled(bool(isi.tujuan))

    def _chosen(self) -> None:
        row = self.tujuan.row()
        if row is not None:
            self._move(row)

    def _move(self, row: object) -> None:
        if self.isi is None:
            return
        assert isinstance(row, Tujuan)
        alone = self.satu.isChecked()
        who = {"warga": (self._warga,)} if alone else {"keluarga": (self.isi.keluarga_id,)}
        name = self._nama if alone else f"Keluarga {self.isi.kepala}"
        petugas = self.sesi.petugas

        def work(conn: Any) -> Changes:
            return move(conn, petugas, row.id, **who)

        self.sesi.write(self, work, lambda changes: self._moved(name, row, changes))

    def _moved(self, name: str, row: Tujuan, changes: Changes) -> None:
        after = "" if row.di_sini else " Setelah kirim, catatannya ada di laptop Posyandu itu."
        self.sesi.back()
        self.sesi.saved(f"{name} pindah ke Posyandu {row.nama}.{after}", changes)
