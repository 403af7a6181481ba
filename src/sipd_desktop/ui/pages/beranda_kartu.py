"""The parts of the start page: figures over their words, rows of groups, short lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.render import warna
from sipd_desktop.services.beranda import Beranda
from sipd_desktop.services.laporan.kepala import teks_rt
from sipd_desktop.services.laporan.sesudah import Sesudah
from sipd_desktop.services.laporan.siap import Siap
from sipd_desktop.ui.icons import icon
from sipd_desktop.ui.pages.bagian import make_card, make_label
from sipd_desktop.ui.pages.beranda_pintu import Pintu
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

Isi = tuple[str, list[tuple[str, str]], str]
"""Heading, lines of a word and a figure, and a remark."""
_MANY = 7
"""So many lines of a list are shown; the paper has all."""


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
        box.addStretch(1)

    def show_angka(self, nilai: int) -> None:
        """Show a count."""
        self.nilai.setText(teks_ribuan(nilai))
        self.setAccessibleName(f"{self._kata}: {nilai}")


class TombolBesar(BigButton):
    """The one large button of the day."""

    def show_pintu(self, pintu: Pintu) -> None:
        """The words and picture of a door."""
        self.setIcon(icon(pintu.ikon, warna.PUTIH))
        self.set_teks(pintu.teks)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, px(76)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class BarisPintu(QWidget):
    """The smaller doors of a phase, each with its digit."""

    def __init__(self, call: Callable[[Pintu], None]) -> None:
        super().__init__()
        self._call = call
        self.tombol: list[BigButton] = []
        self.pintu: tuple[Pintu, ...] = ()
        self._flow = AlirLayout(self)

    def show_pintu(self, pintu: Sequence[Pintu]) -> None:
        """Other doors; the same ones stay as they are, with the cursor on them."""
        if tuple(pintu) == self.pintu:
            return
        self.pintu = tuple(pintu)
        for old in self.tombol:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tombol = []
        for number, door in enumerate(self.pintu, start=1):
            button = BigButton(
                door.teks, ikon=door.ikon, kunci=str(number), peran="biasa", parent=self
            )
            button.clicked.connect(lambda _on=False, d=door: self._call(d))
            self._flow.addWidget(button)
            button.show()
            self.tombol.append(button)
        self.updateGeometry()


class Baris(QFrame):
    """A card with a heading and lines; a line has a word and a figure at its right."""

    def __init__(self, judul: str) -> None:
        super().__init__()
        card, self._box = make_card()
        self.judul = make_label(judul, "bagian", lipat=True)
        self.ket = make_label("", "petunjuk", lipat=True)
        self.isi: list[tuple[Kata, Kata]] = []
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._box.addWidget(self.judul)
        self._box.addLayout(self._grid)
        self._box.addWidget(self.ket)
        self._box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_rows(self, judul: str, rows: Iterable[tuple[str, str]], ket: str = "") -> None:
        """Replace all lines."""
        self.judul.setText(judul)
        self.ket.fill(ket)
        wanted = list(rows)
        while len(self.isi) < len(wanted):
            word, figure = make_label(lipat=True), make_label("", "tebal")
            place = len(self.isi)
            self._grid.addWidget(word, place, 0)
            self._grid.addWidget(figure, place, 1, Qt.AlignmentFlag.AlignRight)
            self.isi.append((word, figure))
        for place, (word, figure) in enumerate(self.isi):
            text, number = wanted[place] if place < len(wanted) else ("", "")
            word.fill(text)
            figure.fill(number)

    def texts(self) -> list[tuple[str, str]]:
        """The lines in sight."""
        return [(w.text(), f.text()) for w, f in self.isi if w.text()]


def baris_kelompok(isi: Beranda) -> tuple[str, list[tuple[str, str]]]:
    """All groups: how many are expected, on the day how many of them came."""
    rows = [k for k in isi.kelompok if k.sasaran or k.hadir]
    if isi.hari is not None:
        title = "Datang, dari sasaran"
        return title, [(k.nama, f"{k.hadir} dari {teks_ribuan(k.sasaran)}") for k in rows]
    return "Sasaran", [(k.nama, teks_ribuan(k.sasaran)) for k in rows]


def baris_bekal(siap: Siap) -> Isi:
    """What must lie ready: things of this month, and doses by age."""
    rows = [(word, f"{n} anak") for word, n in siap.kebutuhan]
    rows += [(word, f"{n} anak") for word, n in siap.dosis]
    words = []
    if siap.dosis:
        words.append("Imunisasi: jadwal menurut umur. Siapa yang sudah menerima, lihat Buku KIA.")
    if not siap.kebutuhan:
        words.append("Vitamin A dan obat cacing: Februari dan Agustus.")
    return "Disiapkan", rows, " ".join(words)


def baris_rt(siap: Siap) -> Isi:
    """Whom to invite, RT by RT."""
    rows = []
    for rt in siap.rt[:_MANY]:
        parts = [(rt.balita, "balita"), (rt.ibu, "ibu"), (rt.lansia, "lansia")]
        rows.append((rt.alamat, ", ".join(f"{n} {word}" for n, word in parts if n)))
    more = len(siap.rt) - _MANY
    return "Diundang per RT", rows, f"dan {more} RT lagi di undangan." if more > 0 else ""


def baris_belum(sesudah: Sesudah) -> Isi:
    """Who did not come, RT by RT: the home visits of these days."""
    groups = sesudah.belum
    rows = [(teks_rt(g.rt, g.rw, g.dusun), f"{len(g.orang)} anak") for g in groups[:_MANY]]
    more = len(groups) - _MANY
    note = f"dan {more} RT lagi di daftar kunjungan." if more > 0 else ""
    return f"Belum datang: {sesudah.ringkas.belum} balita", rows, note


def baris_tindak(sesudah: Sesudah) -> Isi:
    """Who was sent on, and when their news is due; counts only, names stand on the paper."""
    rows = [("Ke bidan hari itu", f"{len(sesudah.bidan)} orang")]
    if sesudah.dijawab:
        rows.append(("Sudah dijawab bidan", f"{sesudah.dijawab} orang"))
    days = sorted({c.tanggal for c in sesudah.cek})
    for day in days:
        count = sum(c.tanggal == day for c in sesudah.cek)
        left = (day - sesudah.hari.tanggal).days
        word = "Dirujuk segera, tanya kabar H+1" if left == 1 else f"Dirujuk, tanya kabar H+{left}"
        rows.append((word, f"{count} orang"))
    return "Tindak lanjut", rows, ""


def in_grid(parts: Iterable[QWidget], *, kolom: int) -> QGridLayout:
    """Figures side by side in columns of one width."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    for place, part in enumerate(parts):
        grid.addWidget(part, place // kolom, place % kolom)
        grid.setColumnStretch(place % kolom, 1)
    return grid
