"""The list behind a figure: as many children as the figure says, Enter opens a child's sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.ui.laporan.tabel_angka import Sel
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.widgets.tombol import BigButton

_KOLOM = (
    Column("nama", "Nama", rentang=True),
    Column("jk", "L/P", align="tengah"),
    Column("umur", "Umur"),
    Column("rt", "RT/RW", lambda o: "/".join(filter(None, (o.rt, o.rw)))),
    Column("nama_ibu", "Ibu", rentang=True),
    Column("luar", "Keterangan", lambda o: "luar wilayah" if o.luar_wilayah else ""),
)


class DaftarAngka(QWidget):
    """Heading with the count, and the names."""

    dibuka = Signal(str)
    kembali = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sel: Sel | None = None
        self.judul = Kata(self, "judul", lipat=True)
        self.tabel = TableView("Daftar anak", _KOLOM, self)
        self.tabel.dibuka.connect(lambda o: self.dibuka.emit(o.id))
        self.kosong = EmptyState("Tidak ada anak di angka ini.", parent=self)
        self.tombol = BigButton(
            "Kembali", ikon="chevron-left", kunci="Esc", peran="biasa", parent=self
        )
        self.tombol.clicked.connect(self.kembali)
        acts = QHBoxLayout()
        acts.addWidget(self.tombol)
        acts.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(self.judul)
        box.addWidget(self.tabel, 1)
        box.addWidget(self.kosong, 1)
        box.addLayout(acts)

    def show_list(self, sel: Sel, judul: str, orang: Sequence[Orang]) -> None:
        """Show who a figure counts."""
        self.sel = sel
        self.judul.setText(f"{judul}: {len(orang)} anak")
        self.tabel.set_rows(orang)
        self.tabel.setVisible(bool(orang))
        self.kosong.setVisible(not orang)

    def clear(self) -> None:
        """Take the names off."""
        self.sel = None
        self.judul.clear()
        self.tabel.set_rows(())

    def focus_start(self) -> None:
        """Cursor on the first name, or on the way back."""
        (self.tabel if self.tabel.isVisibleTo(self) else self.tombol).setFocus()
