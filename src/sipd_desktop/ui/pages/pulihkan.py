"""Restoring a backup: choose it, see what would go back, and only then say yes.

One of the three acts that are asked about (trust-and-ux B7). The present data are kept beside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import teks_ribuan, waktu
from sipd_desktop.services.beda_cadangan import Selisih
from sipd_desktop.services.cadangan import Cadangan, list_cadangan
from sipd_desktop.services.flashdisk import list_flashdisk
from sipd_desktop.services.pulih import show_open_difference
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.jaga import kapan
from sipd_desktop.ui.pages.bagian import Keluhan, make_button, make_card, make_label, scrolling
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.bilah_pesan import ConfirmBar
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.susun import empty

_JUDUL = ("Jenis", "Sekarang", "Di salinan", "Akan hilang", "Kembali lama", "Muncul lagi")


class PulihkanPage(Halaman):
    """List of backups on the left, the difference on the right, the question below it."""

    judul = "Pulihkan"
    bantuan = (
        "Pilih salinan yang ingin dipakai; yang terbaru ada di atas.",
        "Lihat dulu apa yang akan mundur. Belum ada yang berubah.",
        "Tekan Pulihkan. Data sekarang tetap disimpan di samping, tidak dihapus.",
        "Sesudahnya masuk lagi, lalu tekan Kirim & terima agar yang sudah terkirim kembali.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._path: Path | None = None
        self.daftar = QListWidget()
        self.daftar.setAccessibleName("Daftar salinan aman")
        self.daftar.currentItemChanged.connect(self._chosen)
        self.lain = make_button("Pilih dari flashdisk ...", self._ask_file, ikon="device-usb")
        self.salah = Keluhan()
        self.intinya = make_label("", "bagian", lipat=True)
        self.waktunya = make_label("", lipat=True)
        self._kisi = QGridLayout()
        self._kisi.setHorizontalSpacing(24)
        self._kisi.setVerticalSpacing(6)
        self.pulihkan = make_button("Pulihkan ...", self._ask)
        self.tanya = ConfirmBar()
        self.tanya.disetujui.connect(self._agreed)
        self.tanya.dibatalkan.connect(self.daftar.setFocus)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.daftar, 1)
        left.addWidget(self.lain)
        card, inner = make_card("Apa yang akan berubah")
        inner.addWidget(self.intinya)
        inner.addWidget(self.waktunya)
        inner.addLayout(self._kisi)
        inner.addWidget(self.salah)
        inner.addWidget(self.tanya)
        row = QHBoxLayout()
        row.addWidget(self.pulihkan)
        row.addStretch(1)
        inner.addLayout(row)
        inner.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addLayout(left, 2)
        columns.addWidget(card, 5)
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(12)
        box.addWidget(SectionTitle("Pulihkan data dari salinan aman", ""))
        box.addLayout(columns, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))

    def reload(self) -> None:
        folder = self.sesi.ruang.folder
        self._empty()
        self.sesi.tasks.network(self, lambda: list_cadangan(folder), self._listed)

    def clear(self) -> None:
        self._empty()
        self.daftar.clear()

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self.sesi.back}

    def _listed(self, found: list[Cadangan]) -> None:
        now, zona = clock.now(), self.sesi.keterangan.zona
        self.daftar.clear()
        for one in found:
            people = teks_ribuan(one.isi.baris.get("warga", 0))
            day = kapan(one.waktu, zona, now)
            when = day if "ini" in day or "kemarin" in day else waktu(one.waktu, zona)
            item = QListWidgetItem(f"{when[0].upper()}{when[1:]}\n{people} warga", self.daftar)
            item.setSizeHint(QSize(0, px(52)))
            item.setData(Qt.ItemDataRole.UserRole, str(one.path))
        if found:
            self.daftar.setCurrentRow(0)
        else:
            self.intinya.fill("Belum ada salinan di laptop ini. Pilih dari flashdisk.")

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.compare(Path(item.data(Qt.ItemDataRole.UserRole)))

    def _ask_file(self) -> None:
        sticks = list_flashdisk()
        start = str(sticks[0] if sticks else Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "Pilih salinan aman", start, "Salinan aman (*.cadangan)"
        )
        if name:
            self.compare(Path(name))

    def compare(self, path: Path) -> None:
        """Verify a backup and show the difference; nothing is changed."""
        self._empty()
        self._path = path
        self.intinya.fill("Memeriksa salinan ...")
        work = partial(show_open_difference, self.sesi.ruang.buku, path)
        self.sesi.tasks.network(self, work, partial(self._compared, path), self._refused)

    def _compared(self, path: Path, beda: Selisih) -> None:
        if path != self._path:
            return
        self.intinya.fill(_gist(beda))
        self.waktunya.fill(_times(beda, self.sesi))
        self._fill_table(beda)
        self.pulihkan.show()
        self._question = _question(beda, self.sesi)

    def _refused(self, error: UserError) -> None:
        self.intinya.fill("")
        self.salah.say(kalimat(error))

    def _fill_table(self, beda: Selisih) -> None:
        rows = [t for t in beda.tabel if t.hilang or t.mundur or t.kembali]
        if not rows:
            return
        for column, word in enumerate(_JUDUL):
            self._kisi.addWidget(make_label(word, "petunjuk"), 0, column)
        for number, t in enumerate(rows, 1):
            self._kisi.addWidget(make_label(t.label), number, 0)
            for column, value in enumerate((t.kini, t.cadangan, t.hilang, t.mundur, t.kembali), 1):
                strong = column > 2 and value
                label = make_label(teks_ribuan(value), "tebal" if strong else "")
                self._kisi.addWidget(label, number, column, Qt.AlignmentFlag.AlignRight)
        self._kisi.setColumnStretch(len(_JUDUL), 1)

    def _empty(self) -> None:
        self._path = None
        self._question = ""
        self.salah.say()
        self.tanya.hide()
        self.pulihkan.hide()
        self.intinya.fill("")
        self.waktunya.fill("")
        empty(self._kisi)

    def _ask(self) -> None:
        self.pulihkan.hide()
        self.tanya.ask(self._question, "Pulihkan")

    def _agreed(self) -> None:
        if self._path is not None:
            self.sesi.pulihkan_diminta.emit(self._path)


def _gist(beda: Selisih) -> str:
    if beda.mundur == 0:
        return "Tidak ada catatan yang akan mundur."
    told = f"{teks_ribuan(beda.mundur)} catatan akan hilang atau kembali ke isi lama"
    if beda.belum_terkirim:
        return f"{told}; {teks_ribuan(beda.belum_terkirim)} di antaranya belum terkirim."
    return f"{told}; semuanya sudah terkirim dan kembali saat Kirim & terima."


def _times(beda: Selisih, sesi: Sesi) -> str:
    zona = sesi.keterangan.zona
    parts = []
    if beda.kini_terakhir:
        parts.append(f"Catatan terakhir sekarang: {waktu(beda.kini_terakhir, zona)}.")
    if beda.cadangan_terakhir:
        parts.append(f"Catatan terakhir di salinan: {waktu(beda.cadangan_terakhir, zona)}.")
    return " ".join(parts)


def _question(beda: Selisih, sesi: Sesi) -> str:
    when = waktu(clock.parse_instant(beda.isi.waktu), sesi.keterangan.zona)
    unsent = (
        f" {teks_ribuan(beda.belum_terkirim)} catatan yang belum terkirim tidak ikut."
        if beda.belum_terkirim
        else ""
    )
    return (
        f"Kembalikan data ke keadaan {when}?{unsent} Data sekarang tetap disimpan di samping, "
        "tidak dihapus."
    )
