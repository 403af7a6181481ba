"""The first page of the day: one large button, how many have come, what needs attention, the month.

Enter presses the large button, whatever the phase: start, go on, or look at the closed day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import nama_periode, tanggal_panjang, teks_persen, teks_ribuan
from sipd_desktop.services.beranda import Beranda, open_beranda
from sipd_desktop.services.hari.baris import RingkasHari
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import make_button, make_card, make_label, scrolling
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_SKDN = (
    ("S", "balita sasaran"),
    ("K", "punya KMS"),
    ("D", "ditimbang"),
    ("N", "naik"),
)
_HADIR = (
    ("sasaran", "Sasaran"),
    ("hadir", "Datang"),
    ("ditimbang", "Ditimbang"),
    ("belum", "Belum datang"),
)


class Angka(QWidget):
    """A large figure over its word."""

    def __init__(self, kata: str, peran: str = "angka-besar") -> None:
        super().__init__()
        self._kata = kata
        self.nilai = make_label("-", peran)
        self.ket = make_label(kata, "petunjuk", lipat=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.nilai)
        box.addWidget(self.ket)

    def show_angka(self, nilai: int) -> None:
        """Show a count."""
        self.nilai.setText(teks_ribuan(nilai))
        self.setAccessibleName(f"{self._kata}: {nilai}")


class TombolBesar(BigButton):
    """The one large button of the day."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, px(76)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class BerandaPage(Halaman):
    """Wireframe 2 of docs/trust-and-ux."""

    judul = "Beranda"
    kinds = frozenset({"hari_buka", "kehadiran", "isian", "warga", "konflik", "posyandu"})
    bantuan = (
        "Tekan Enter untuk memulai atau melanjutkan hari buka.",
        "Mencari orang: tekan F2, ketik nama atau 4 angka terakhir NIK, lalu Enter.",
        "Tanggal dan Posyandu bisa diganti di baris paling atas.",
        "Baris paling bawah memberi tahu catatan yang belum terkirim. Semua aman di laptop ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.cari = SearchBox("Cari orang", "F2  Cari orang: nama, atau 4 angka terakhir NIK / KK")
        self.cari.dipilih.connect(self._find)
        self.cari.ditinggalkan.connect(self.focus_start)
        self.hari = make_label("", "judul", lipat=True)
        self.tombol = TombolBesar("Mulai hari buka", ikon="calendar-event", kunci="Enter")
        self.tombol.clicked.connect(self._go_on)
        self.angka = {key: Angka(kata) for key, kata in _HADIR}
        self.maju = QProgressBar()
        self.maju.setTextVisible(False)
        self.terakhir = make_label("", "petunjuk", lipat=True)
        self.skdn = {huruf: Angka(f"{huruf} \u00b7 {kata}", "besar") for huruf, kata in _SKDN}
        self.banding = make_label("", "petunjuk", lipat=True)
        self._attention: list[Kata] = []
        self._build()

    def _build(self) -> None:
        day, box = make_card()
        box.setContentsMargins(28, 20, 28, 20)
        box.setSpacing(18)
        box.addWidget(self.hari)
        box.addStretch(1)
        box.addWidget(self.tombol)
        box.addLayout(_in_grid(self.angka.values(), kolom=4))
        box.addWidget(self.maju)
        box.addWidget(self.terakhir)
        box.addStretch(2)
        care, self._care = make_card("Perlu perhatian")
        self._care.addStretch(1)
        month, box = make_card()
        self.bulan = make_label("Bulan ini", "bagian")
        box.addWidget(self.bulan)
        box.addLayout(_in_grid(self.skdn.values(), kolom=2))
        box.addWidget(self.banding)
        box.addStretch(1)
        box.addWidget(make_button("Lihat laporan", lambda: self.sesi.go("skdn")))
        right = QVBoxLayout()
        right.addWidget(care, 1)
        right.addWidget(month, 1)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(day, 3)
        cards.addLayout(right, 2)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setSpacing(12)
        inner.addWidget(self.cari)
        inner.addLayout(cards, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))

    # the contract of a page

    def reload(self) -> None:
        posyandu, tanggal = self.sesi.posyandu_id, self.sesi.tanggal
        self.sesi.read(self, lambda conn: open_beranda(conn, posyandu, tanggal), self.show_beranda)

    def focus_start(self) -> None:
        self.tombol.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cari": self.cari.setFocus, "kembali": self.focus_start}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    # showing

    def show_beranda(self, isi: Beranda) -> None:
        """Fill the page."""
        self.hari.setText(self._headline(isi))
        self.tombol.set_teks(_button(isi))
        for key, part in self.angka.items():
            part.show_angka(getattr(isi.angka, key))
        self._show_progress(isi.angka)
        self.terakhir.fill(isi.terakhir)
        self._show_attention(isi.perhatian)
        self.bulan.setText(nama_periode(isi.periode))
        for huruf, part in self.skdn.items():
            part.show_angka(isi.skdn.get(huruf, 0))
        d, s, n = (isi.skdn.get(h, 0) for h in "DSN")
        self.banding.setText(f"D/S {teks_persen(d, s)}     N/D {teks_persen(n, d)}")

    def _show_progress(self, angka: RingkasHari) -> None:
        self.maju.setRange(0, max(angka.sasaran, 1))
        self.maju.setValue(angka.sasaran - angka.belum)
        self.maju.setAccessibleName(
            f"Sudah datang {angka.sasaran - angka.belum} dari {angka.sasaran}"
        )

    def _headline(self, isi: Beranda) -> str:
        day = tanggal_panjang(self.sesi.tanggal, hari=True)
        if isi.hari is None:
            return day
        word = "hari buka sudah ditutup" if isi.hari.status == "tutup" else "hari buka Posyandu"
        return f"{day} - {word}"

    def _show_attention(self, rows: tuple[tuple[str, int], ...]) -> None:
        for old in self._attention:
            self._care.removeWidget(old)
            old.hide()
            old.deleteLater()
        texts = [f"{teks_ribuan(n)} {text}" for text, n in rows] or ["Semua beres."]
        self._attention = [make_label(text, "sedang", lipat=True) for text in texts]
        for place, label in enumerate(self._attention, start=1):
            self._care.insertWidget(place, label)

    def _go_on(self) -> None:
        self.sesi.go("hari")

    def _find(self, text: str) -> None:
        self.cari.clear()
        self.sesi.go("cari", teks=text)


def _in_grid(parts: Iterable[QWidget], *, kolom: int) -> QGridLayout:
    """Figures side by side in columns of one width."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    for place, part in enumerate(parts):
        grid.addWidget(part, place // kolom, place % kolom)
        grid.setColumnStretch(place % kolom, 1)
    return grid


def _button(isi: Beranda) -> str:
    if isi.hari is None:
        return "Mulai hari buka"
    return "Lihat hari buka" if isi.hari.status == "tutup" else "Lanjutkan hari buka"
