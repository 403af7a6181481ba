"""Who has not come, by RT: the list for a call, and tomorrow's home visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.services.hari.baris import KelompokRt
from sipd_desktop.services.hari.sasaran import RingkasKelompok
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.hari.saring import SaringKelompok
from sipd_desktop.ui.widgets.label import Kata


class BelumPanel(QWidget):
    """Names under headings of RT with their counts; Enter on a name opens the row."""

    dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saring = SaringKelompok("balita", self)
        self.kenal: dict[str, tuple[str, str]] = {}
        self.judul = Kata(self, "judul", lipat=True)
        self.daftar = Daftar("Belum datang", self)
        self.kosong = Kata(self, "sedang", teks="Semua sudah datang.")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.judul, 1)
        top.addWidget(self.saring)
        box.addLayout(top)
        box.addWidget(self.kosong)
        box.addWidget(self.daftar, 1)
        box.addStretch(0)
        self.daftar.activated.connect(self._take)
        self.daftar.clicked.connect(self._take)
        self.kosong.hide()

    def show_groups(
        self, kode: str, groups: Sequence[KelompokRt], ringkas: Sequence[RingkasKelompok]
    ) -> None:
        """Headings and names of one group; the choice starts at the first name."""
        if kode != self.saring.kelompok:
            return  # another group was asked for meanwhile
        chosen = self.daftar.terpilih()
        self.saring.show_counts({r.kode: r.belum for r in ringkas})
        own = next(r for r in ringkas if r.kode == kode)
        self.judul.setText(f"Belum datang: {own.belum} dari {own.sasaran} {own.nama.lower()}")
        self.kenal = {o.id: (kode, o.jk) for g in groups for o in g.orang}
        word = "anak" if kode in ("balita", "apras") else "orang"
        rows: list[BarisDaftar] = []
        for group in groups:
            rows.append(
                BarisDaftar(alamat_teks(group), kanan=f"{len(group.orang)} {word}", judul=True)
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

    def clear(self) -> None:
        """Take every name off."""
        self.kenal = {}
        self.daftar.show_rows(())

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
