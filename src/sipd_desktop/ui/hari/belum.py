"""Who has not come, by RT: the list for a call, and tomorrow's home visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.services.hari.baris import KelompokRt, RingkasHari
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.widgets.label import Kata


class BelumPanel(QWidget):
    """Names under headings of RT with their counts; Enter on a name opens the weighing."""

    dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kelompok = "balita"
        self.kenal: dict[str, tuple[str, str]] = {}
        self.judul = Kata(self, "judul", lipat=True)
        self.daftar = Daftar("Belum datang", self)
        self.kosong = Kata(self, "sedang", teks="Semua sudah datang.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self.judul, self.kosong):
            box.addWidget(part)
        box.addWidget(self.daftar, 1)
        box.addStretch(0)
        self.daftar.activated.connect(self._take)
        self.daftar.clicked.connect(self._take)
        self.kosong.hide()

    def show_groups(self, groups: Sequence[KelompokRt], ringkas: RingkasHari) -> None:
        """Headings and names; the choice starts at the first name."""
        chosen = self.daftar.terpilih()
        self.judul.setText(f"Belum datang: {ringkas.belum} dari {ringkas.sasaran} balita")
        self.kenal = {o.id: (self.kelompok, o.jk) for g in groups for o in g.orang}
        rows: list[BarisDaftar] = []
        for group in groups:
            rows.append(
                BarisDaftar(alamat_teks(group), kanan=f"{len(group.orang)} anak", judul=True)
            )
            rows += [
                BarisDaftar(o.nama, kata.orang_teks(o, alamat=False), kunci=o.id)
                for o in group.orang
            ]
        self.daftar.show_rows(rows, chosen.kunci if chosen else "")
        if self.daftar.terpilih() is None:
            self.daftar.step(1)
        self.daftar.setVisible(bool(rows))
        self.kosong.setVisible(not rows)

    def _take(self) -> None:
        row = self.daftar.terpilih()
        if row is not None:
            self.dipilih.emit(row.kunci)


def alamat_teks(group: KelompokRt) -> str:
    """`RT 002 / RW 001, Dusun Krajan`; says so when the address is not known."""
    rt = f"RT {group.rt}" if group.rt else "RT belum diisi"
    rw = f" / RW {group.rw}" if group.rw else ""
    dusun = f", {group.dusun.title()}" if group.dusun else ""
    return rt + rw + dusun
