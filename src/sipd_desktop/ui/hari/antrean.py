"""The queue: who came, by number, and how far the day is; no status of anyone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import umur_pendek
from sipd_desktop.rules.sasaran import SINGKAT
from sipd_desktop.services.hari.baris import Antrean, RingkasHari
from sipd_desktop.services.hari.sasaran import RingkasKelompok
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.hari.saring import SaringKelompok, hadir_teks
from sipd_desktop.ui.widgets.label import Kata

KOSONG = "Belum ada yang datang. Ketik nama yang pertama lalu Enter."


class AntreanPanel(QWidget):
    """Progress and list; no status of a child ever stands here (shame at the table)."""

    dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kenal: dict[str, tuple[str, str]] = {}
        self.sudah = Kata(self, "bagian", lipat=True)
        self.maju = QProgressBar(self)
        self.maju.setTextVisible(False)
        self.maju.setAccessibleName("Kemajuan hari ini")
        self.hadir = Kata(self, "petunjuk", lipat=True)
        self.saring = SaringKelompok(parent=self)
        self.saring.berganti.connect(self._fill)
        self._antrean: tuple[Antrean, ...] = ()
        self.kosong = Kata(self, lipat=True, teks=KOSONG)
        self.daftar = Daftar("Antrean", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.sudah, self.maju, self.hadir, self.kosong):
            box.addWidget(part)
        box.addWidget(self.saring, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.daftar, 1)
        box.addStretch(0)
        self.daftar.activated.connect(self._take)
        self.daftar.clicked.connect(self._take)
        self.show_queue((), RingkasHari(0, 0, 0, 0, 0))

    def show_queue(
        self,
        antrean: Sequence[Antrean],
        ringkas: RingkasHari,
        kelompok: Sequence[RingkasKelompok] = (),
    ) -> None:
        """The newest stands last; the chosen one stays chosen."""
        self.sudah.setText(f"Sudah {ringkas.ditimbang} dari {ringkas.sasaran} balita")
        self.maju.setMaximum(max(1, ringkas.sasaran))
        self.maju.setValue(min(ringkas.ditimbang, ringkas.sasaran))
        self.hadir.fill(hadir_teks(kelompok))
        self._antrean = tuple(antrean)
        self.kenal = {a.orang.id: (a.kelompok, a.orang.jk) for a in antrean}
        self.saring.show_counts({r.kode: r.hadir for r in kelompok})
        self.saring.setVisible(
            sum(1 for r in kelompok if r.hadir) > 1 or bool(self.saring.kelompok)
        )
        self._fill()

    def _fill(self) -> None:
        """The rows of the group that is chosen."""
        wanted = self.saring.kelompok
        rows = [_row(a) for a in self._antrean if not wanted or a.kelompok == wanted]
        chosen = self.daftar.terpilih()
        self.daftar.show_rows(rows, chosen.kunci if chosen else "")
        self.daftar.setVisible(bool(rows))
        self.kosong.setVisible(not self._antrean)
        if not chosen and rows:
            self.daftar.scrollToBottom()

    def clear(self) -> None:
        """Take every name off."""
        self._antrean = ()
        self.kenal = {}
        self._fill()

    def _take(self) -> None:
        row = self.daftar.terpilih()
        if row is not None:
            self.dipilih.emit(row.kunci)


def _row(a: Antrean) -> BarisDaftar:
    umur = umur_pendek(a.orang.umur_bulan) if a.orang.umur_bulan is not None else ""
    lalu = f"lalu {a.lalu}" if a.lalu else ""
    tanda = f"nomor dari {a.tanda}" if a.tanda else ""
    golongan = SINGKAT[a.kelompok] if a.kelompok not in ("", "balita") else ""
    kedua = "   ".join(filter(None, (tanda, umur, golongan, lalu)))
    wait = "belum ditimbang" if a.kelompok == "balita" else "belum diukur"
    sudah = "" if a.sudah_diukur else wait
    return BarisDaftar(a.orang.nama, kedua, str(a.nomor), sudah, a.orang.id)
