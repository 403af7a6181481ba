"""Siapa melihat: who opened whom, when and why; a kader reads her own acts, the ketua all."""

from __future__ import annotations

from datetime import timezone

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.lihat import Pernah, list_melihat
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.tabel import Column, TableView

_KATA = {"melihat": "membuka", "mengekspor": "menyimpan atau mencetak"}
_JENIS = {"warga": "", "keluarga": "satu keluarga", "posyandu": "laporan Posyandu"}


def columns(zona: timezone) -> tuple[Column, ...]:
    """Time at the province's offset, who, what, whom, why."""
    return (
        Column(
            "waktu",
            "Waktu",
            lambda p: parse_instant(p.waktu).astimezone(zona).strftime("%d-%m-%Y %H.%M"),
        ),
        Column("siapa", "Siapa", lambda p: p.siapa or "kader laptop lain"),
        Column("perbuatan", "Perbuatan", lambda p: _KATA.get(p.perbuatan, p.perbuatan)),
        Column("objek", "Tentang", _about, rentang=True),
        Column("alasan", "Alasan", lambda p: p.alasan or "-"),
    )


def _about(act: Pernah) -> str:
    kind = _JENIS.get(act.objek_jenis, act.objek_jenis)
    return " ".join(filter(None, (kind, act.objek))) or "-"


class SiapaMelihatPage(Halaman):
    """Opened from Laptop ini."""

    judul = "Siapa melihat"
    bantuan = (
        "Setiap kali data seseorang dibuka atau disimpan ke berkas, itu tercatat di sini.",
        "Ketua melihat catatan Posyandunya; kader melihat catatannya sendiri.",
        "Esc kembali ke Laptop ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.tabel = TableView("Siapa melihat data", columns(sesi.keterangan.zona))
        self.kabar = make_label("", "petunjuk", lipat=True)
        kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(in_row(make_label("Siapa melihat data", "judul"), 1, kembali))
        box.addWidget(self.kabar)
        box.addWidget(self.tabel, 1)

    def open(self, **_kw: object) -> None:
        """Read the newest."""
        self.reload()

    def reload(self) -> None:
        who = self.sesi.petugas
        self.sesi.read(self, lambda conn: list_melihat(conn, who), self._show, self._refused)

    def focus_start(self) -> None:
        self.tabel.setFocus()

    def clear(self) -> None:
        self.tabel.set_rows(())

    def _show(self, acts: tuple[Pernah, ...]) -> None:
        self.kabar.fill("" if acts else "Belum ada yang tercatat.")
        self.tabel.set_rows(acts)

    def _refused(self, error: UserError) -> None:
        self.tabel.set_rows(())
        self.kabar.fill(kalimat(error))
