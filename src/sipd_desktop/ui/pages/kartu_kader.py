"""The kader of today's Posyandu: names to choose from at the langkah, one line to add another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.posyandu import JABATAN
from sipd_desktop.services.buka import Pengguna, list_pengguna
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.kader import add_kader, retire_kader
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_row,
    make_button,
    make_field,
    make_label,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat

_LABEL = dict(JABATAN)


class KartuKader(QFrame):
    """A card; `reload` reads the names, `clear` takes them off when the screen is locked."""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self._sesi = sesi
        self.judul = make_label("", "bagian")
        self.nama = make_field("Nama kader baru", "Nama kader baru")
        self.nama.returnPressed.connect(self.add)
        self.jabatan = QComboBox()
        self.jabatan.setAccessibleName("Jabatan kader baru")
        for key, label in JABATAN:
            self.jabatan.addItem(label, key)
        self.jabatan.setCurrentIndex(self.jabatan.findData("kader"))
        self.tambah = make_button("Tambah", self.add)
        self.salah = Keluhan()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(3, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        box.addWidget(self.judul)
        box.addLayout(self._grid)
        box.addLayout(in_row(self.nama, self.jabatan, self.tambah, 1))
        box.addWidget(self.salah)

    def reload(self) -> None:
        """Read who there is."""
        self.judul.setText(f"Kader Posyandu {self._sesi.nama_posyandu}")
        self._sesi.read(self, list_pengguna, self._show)

    def add(self) -> None:
        """Add the name that is typed."""
        posyandu, who = self._sesi.posyandu_id, self._sesi.petugas
        nama, jabatan = self.nama.text(), str(self.jabatan.currentData())

        def work(conn: Any) -> tuple[str, Changes]:
            return add_kader(conn, who, posyandu_id=posyandu, nama=nama, jabatan=jabatan)

        self._sesi.write(self, work, partial(self._added, nama.strip()), self._refused)

    def _added(self, nama: str, result: tuple[str, Changes]) -> None:
        self.nama.clear()
        self.salah.say()
        self._sesi.saved(f"Kader ditambahkan: {nama}", result[1])
        self.nama.setFocus()

    def _refused(self, error: UserError) -> None:
        self.salah.say(kalimat(error))

    def _retire(self, kader: Pengguna) -> None:
        who = self._sesi.petugas

        def done(changes: Changes) -> None:
            self._sesi.saved(f"{kader.nama} tidak lagi di daftar kader", changes)

        self._sesi.write(self, lambda conn: retire_kader(conn, who, kader.id), done, self._refused)

    def _show(self, people: Sequence[Pengguna]) -> None:
        self.clear()
        own = [p for p in people if p.posyandu_id == self._sesi.posyandu_id]
        for line, kader in enumerate(own):
            self._grid.addWidget(make_label(kader.nama, "tebal"), line, 0)
            self._grid.addWidget(make_label(_LABEL.get(kader.jabatan, kader.jabatan)), line, 1)
            if kader.id != self._sesi.pengguna.id:
                off = make_button("Keluarkan", partial(self._retire, kader), tautan=True)
                off.setAccessibleName(f"Keluarkan {kader.nama} dari daftar")
                self._grid.addWidget(off, line, 2)

    def clear(self) -> None:
        """Take the names off."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
