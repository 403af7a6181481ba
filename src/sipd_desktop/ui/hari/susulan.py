"""Keying in the printed sheet: a number (or Enter for the next row), then the child's boxes.

Here digits are the number on the sheet, never the queue number, and the screen says so. Arrows
skip rows of children who did not come; letters search a name; F3 is a newcomer of the blank lines.
"""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_panjang, umur_pendek
from sipd_desktop.services.hari.susulan import BarisSusulan, Susulan
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.daftar import BarisDaftar, Daftar
from sipd_desktop.ui.hari.lebar import fix_width
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}
_CARA = (
    "Enter: salin baris ini.   Panah: lewati yang tidak datang.   Huruf: cari nama.   "
    "F3: anak di baris kosong (B1, B2, ...)."
)
_HABIS = "Semua nomor di lembar sudah dilewati. Tutup hari dengan F7, atau ketik nomor lain."


class KotakNomor(QLineEdit):
    """At most three digits of the sheet; letters are handed up as the begin of a name."""

    maju = Signal()
    jalan = Signal(int)
    huruf = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("peran", "angka")
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,4}"), self))
        self.setAccessibleName("Nomor di lembar")
        self.setObjectName("kotak-nomor-lembar")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.maju.emit()
        elif event.key() in _STEPS:
            self.jalan.emit(_STEPS[Qt.Key(event.key())])
        elif event.text().isalpha() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.huruf.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class SusulanPanel(QWidget):
    """The number box, and whose row it is."""

    dipilih = Signal(str, str)
    """Id and name of the child whose row is keyed now."""
    huruf = Signal(str)
    diminta = Signal(str)
    kode_dipilih = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isi: Susulan | None = None
        self.nomor = 0
        """The number opened last."""
        self.judul = Kata(self, "judul", lipat=True, teks="Susulan dari Lembar Hari Buka")
        self.ket = Kata(self, lipat=True)
        self.label = Kata(self, "tebal", teks="Nomor di lembar (bukan nomor antrean)")
        self.kotak = KotakNomor(self)
        self.label.setBuddy(self.kotak)
        self.nama = Kata(self, "judul", lipat=True)
        self.siapa = Kata(self, "petunjuk", lipat=True)
        self.cara = Kata(self, "petunjuk", lipat=True, teks=_CARA)
        self.tutup = BigButton("Tutup hari", kunci="F7", peran="biasa", parent=self)
        self.antrean = BigButton("Kembali ke antrean", kunci="F11", peran="biasa", parent=self)
        self.lembar = BigButton("Ganti lembar", peran="biasa", parent=self)
        self.tutup.clicked.connect(lambda: self.diminta.emit("tutup"))
        self.antrean.clicked.connect(lambda: self.diminta.emit("lanjut"))
        self.lembar.clicked.connect(self._other_sheet)
        self.kotak.maju.connect(self.take)
        self.kotak.jalan.connect(self.step)
        self.kotak.huruf.connect(self.huruf)
        self.kotak.textEdited.connect(lambda _text: self._show_row())
        self._lay_out()

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setProperty("peran", "kartu")
        fix_width(self.kotak, 110)
        who = QVBoxLayout()
        who.addWidget(self.nama)
        who.addWidget(self.siapa)
        row = QHBoxLayout()
        row.setSpacing(px(18))
        row.addWidget(self.kotak, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(who, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(18), px(14), px(18), px(14))
        inside.setSpacing(px(10))
        inside.addWidget(self.label)
        inside.addLayout(row)
        acts = QWidget(self)
        flow = AlirLayout(acts, jarak=px(12))
        flow.setContentsMargins(0, 0, 0, 0)
        for button in (self.tutup, self.antrean, self.lembar):
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(12))
        for part in (self.judul, self.ket, card, self.cara, acts):
            box.addWidget(part)
        box.addStretch(1)

    def show_susulan(self, isi: Susulan, *, terlambat: str, hari_sama: bool) -> None:
        """Fill it; the box stands at the next row that is not keyed."""
        self.isi = isi
        day = tanggal_panjang(isi.hari.tanggal, hari=True)
        self.ket.setText(
            " ".join(filter(None, (f"Tanggal ukur tetap {day}.", f"Lembar {isi.kode}.", terlambat)))
        )
        self.antrean.setVisible(hari_sama)
        self.lembar.setVisible(bool(isi.lain))
        if not self.kotak.text() or self.kotak.hasSelectedText():
            self.show_next()
        else:
            self._show_row()

    def show_next(self) -> None:
        """The next row that is not keyed, below the one opened last, into the box."""
        following = self.isi.next_after(self.nomor) if self.isi else None
        self._put(following)

    def step(self, by: int) -> None:
        """Skip rows up or down."""
        if self.isi is None:
            return
        here = self._typed() or self.nomor
        self._put(self.isi.step(here, by))

    def take(self) -> None:
        """Open the row of the number in the box."""
        row = self._row()
        if row is not None:
            self.nomor = row.nomor
            self.dipilih.emit(row.orang.id, row.orang.nama)

    def clear(self) -> None:
        """Take every name off."""
        self.isi = None
        self.kotak.clear()
        self.nama.clear()
        self.siapa.clear()

    def focus_start(self) -> None:
        """Cursor in the number box, its number chosen so that typing replaces it."""
        self.kotak.setFocus()
        self.kotak.selectAll()

    def _put(self, row: BarisSusulan | None) -> None:
        self.kotak.setText(str(row.nomor) if row else "")
        self.kotak.selectAll()
        self._show_row()

    def _typed(self) -> int:
        return int(self.kotak.text() or 0)

    def _row(self) -> BarisSusulan | None:
        return self.isi.find(self._typed()) if self.isi else None

    def _show_row(self) -> None:
        row = self._row()
        if row is not None:
            self.nama.setText(row.orang.nama)
            done = f"sudah disalin: BB {row.berat}" if row.berat else "sudah disalin"
            note = "" if row.di_lembar else "ditambahkan sesudah lembar dicetak"
            about = (kata.orang_teks(row.orang), done if row.selesai else "", note)
            self.siapa.setText("   ".join(filter(None, about)))
        elif self.kotak.text():
            self.nama.setText("")
            self.siapa.setText(f"Nomor {self.kotak.text()} tidak ada di lembar ini.")
        else:
            self.nama.setText("")
            self.siapa.setText(_HABIS if self.isi and self.isi.baris else "Lembar ini kosong.")

    def _other_sheet(self) -> None:
        if self.isi is not None and self.isi.lain:
            self.kode_dipilih.emit(self.isi.lain[0])


class LembarSamping(QWidget):
    """Beside it, where the queue stands otherwise: the rows of the sheet, done ones marked."""

    dipilih = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sudah = Kata(self, "bagian", lipat=True)
        self.maju = QProgressBar(self)
        self.maju.setTextVisible(False)
        self.maju.setAccessibleName("Baris lembar yang sudah disalin")
        self.daftar = Daftar("Baris lembar", self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in (self.sudah, self.maju):
            box.addWidget(part)
        box.addWidget(self.daftar, 1)
        for signal in (self.daftar.activated, self.daftar.clicked):
            signal.connect(lambda _index: self._take())

    def show_rows(self, isi: Susulan, nomor: int) -> None:
        """The rows, the present one chosen and in sight."""
        total = len(isi.baris)
        self.sudah.setText(f"Disalin {isi.selesai} dari {total} nomor")
        self.maju.setMaximum(max(1, total))
        self.maju.setValue(isi.selesai)
        rows = [
            BarisDaftar(
                b.orang.nama,
                _about(b),
                str(b.nomor),
                (f"\u2713 {b.berat}" if b.selesai else ""),
                str(b.nomor),
            )
            for b in isi.baris
        ]
        self.daftar.show_rows(rows, str(nomor))

    def clear(self) -> None:
        """Take every name off."""
        self.daftar.show_rows(())

    def _take(self) -> None:
        row = self.daftar.terpilih()
        if row is not None:
            self.dipilih.emit(int(row.kunci))


def _about(baris: BarisSusulan) -> str:
    """Age, and the mother of a child."""
    mother = baris.orang.nama_ibu if baris.orang.is_balita else ""
    return "   ".join(filter(None, (_umur(baris), f"Ibu {mother.title()}" if mother else "")))


def _umur(baris: BarisSusulan) -> str:
    months = baris.orang.umur_bulan
    return umur_pendek(months) if months is not None else ""
