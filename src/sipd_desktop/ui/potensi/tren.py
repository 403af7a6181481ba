"""Perubahan: what two days of pendataan say about the same people and families."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.petak.pergi import Pergi
from sipd_desktop.services.petak.tren import BarisTren, Tren, open_tren
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.potensi.tab import TINGGI_TABEL, Tab
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TUTUP = "ditutup"
KOLOM = (
    Column("label", "Masalah menurut jawaban", lambda r: teks(r.label), rentang=True),
    Column("dulu", "Dulu", lambda r: _number(r, r.dulu), "kanan"),
    Column("kini", "Kini", lambda r: _number(r, r.kini), "kanan"),
    Column("arah", "Arah", lambda r: "" if r.tertutup else _way(r)),
    Column("baru", "Baru", lambda r: _number(r, r.baru), "kanan"),
    Column("hilang", "Tidak lagi", lambda r: _number(r, r.hilang), "kanan"),
    Column("tetap", "Tetap", lambda r: _number(r, r.tetap), "kanan"),
    Column("pergi", "Pergi", lambda r: _number(r, r.pergi), "kanan"),
)
_ARTI = (
    "Dibandingkan dari jawaban orang dan keluarga yang sama pada kedua tanggal. Jawaban adalah "
    "dugaan; yang sudah dipastikan kader ada di Kotak dan Daftar. Yang dicetak hanya yang sudah "
    "dipastikan, tanpa nama."
)
_BANYAK_NAMA = 8


def _number(row: BarisTren, number: int) -> str:
    return _TUTUP if row.tertutup else str(number)


def _way(row: BarisTren) -> str:
    change = row.kini - row.dulu
    if not change:
        return "tetap"
    return f"naik {change}" if change > 0 else f"turun {-change}"


class TrenTab(Tab):
    """Two boxes with the days there are; by itself the first and the last."""

    nama = "Perubahan"

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.awal, self.akhir = QComboBox(), QComboBox()
        self.awal.setAccessibleName("Tanggal pendataan dulu")
        self.akhir.setAccessibleName("Tanggal pendataan kini")
        for box in (self.awal, self.akhir):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _n: self.load())
        self.pilihan = QWidget()
        self.pergi = make_label("", "", lipat=True)
        self.cetak = make_button("Cetak", self._print, tautan=True, ikon="printer", kunci="Ctrl+P")
        row = in_row(
            make_label("Dulu", "tebal"), self.awal, make_label("Kini", "tebal"), self.akhir
        )
        row.addStretch(1)
        row.addWidget(self.cetak)
        self.pilihan.setLayout(row)
        self.jumlah = make_label("", "tebal", lipat=True)
        self.tabel = TableView("Perubahan masalah", KOLOM)
        self.tabel.setMinimumHeight(px(TINGGI_TABEL))
        self.kosong = EmptyState("Belum ada pendataan.")
        self.arti = make_label(_ARTI, "petunjuk", lipat=True)
        box_ = QVBoxLayout(self)
        box_.setContentsMargins(0, 0, 0, 0)
        box_.setSpacing(8)
        for part in (self.pilihan, self.jumlah):
            box_.addWidget(part)
        box_.addWidget(self.tabel, 1)
        box_.addWidget(self.kosong, 1)
        box_.addWidget(self.pergi)
        box_.addWidget(self.arti)

    def load(self) -> None:
        work = partial(
            open_tren,
            petugas=self.sesi.petugas,
            awal=self.awal.currentData(),
            akhir=self.akhir.currentData(),
            posyandu_id=self.unit,
        )
        self.sesi.read(self, work, self._show, self._refused, slow=True)

    def forget(self) -> None:
        self.tabel.set_rows(())
        self.jumlah.clear()
        self.pergi.fill("")

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self._print}

    def _print(self) -> None:
        days = (self.awal.currentData(), self.akhir.currentData())
        wish = days if all(days) else None
        self.sesi.go("cetak", laporan="tren-masalah", posyandu=self.unit or None, pilihan=wish)

    def focus_start(self) -> None:
        (self.tabel if self.tabel.isVisible() else self).setFocus()

    def _show(self, tren: Tren) -> None:
        there = len(tren.tanggal) >= 2
        for box, chosen in ((self.awal, tren.awal), (self.akhir, tren.akhir)):
            box.clear()
            for day, count in tren.tanggal:
                box.addItem(f"{tanggal_pendek(day)} ({count} isian)", day)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        for part in (self.pilihan, self.jumlah, self.tabel):
            part.setVisible(there)
        self.kosong.setVisible(not there)
        if not there:
            self.kosong.set_teks(_too_few(tren))
            return
        assert tren.awal is not None
        assert tren.akhir is not None
        self.jumlah.setText(
            f"{tanggal_pendek(tren.awal)} dan {tanggal_pendek(tren.akhir)}: {tren.keluarga} "
            f"keluarga dan {tren.orang} orang didata pada kedua tanggal."
        )
        self.tabel.set_rows(tren.baris)
        self.pergi.fill(_gone(tren.pergi))
        if self.tabel.row() is None:
            self.tabel.select(0)

    def _refused(self, error: UserError) -> None:
        self.forget()
        for part in (self.pilihan, self.jumlah, self.tabel):
            part.hide()
        self.kosong.set_teks(kalimat(error))
        self.kosong.show()


def _gone(people: Sequence[Pergi]) -> str:
    """Who is counted nowhere, by name and why."""
    if not people:
        return ""
    named = [
        f"{p.nama} ({p.sebab}{f' {tanggal_pendek(p.tanggal)}' if p.tanggal else ''}: "
        f"{', '.join(p.masalah).lower()})"
        for p in people[:_BANYAK_NAMA]
    ]
    rest = len(people) - len(named)
    more = f", dan {rest} lagi" if rest else ""
    return f"Sudah tidak di sini, tidak dibandingkan: {', '.join(named)}{more}."


def _too_few(tren: Tren) -> str:
    if not tren.tanggal:
        return "Belum ada pendataan. Impor SDGs Desa dulu, atau isi formulir pendataan keluarga."
    day = tanggal_pendek(tren.tanggal[0][0])
    return f"Baru ada satu tanggal pendataan, {day}. Perubahan tampak sesudah didata lagi."
