"""How the quick row looks: boxes of the group in card order, last values beside, acts below.

The boxes are made anew when the group changes; no class and no colour ever stands here.
"""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import BULAN_PENDEK, teks_desimal
from sipd_desktop.bidang.kesehatan import PEMERIKSAAN
from sipd_desktop.rules.sasaran import NAMA
from sipd_desktop.services.hari.ukur_umum import LembarUmum
from sipd_desktop.ui.hari import kata
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.hamil import HamilFrame
from sipd_desktop.ui.hari.isian_umum import IsianUmum
from sipd_desktop.ui.hari.kolom import Kolom
from sipd_desktop.ui.hari.kolom_umum import TD, list_kotak, list_tik
from sipd_desktop.ui.hari.kotak_td import TdField
from sipd_desktop.ui.hari.lebar import least_width
from sipd_desktop.ui.theme import px, set_peran
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.isian_angka import MeasureField
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

SUMBER = {"alat": "", "buku": "dari buku", "ditanyakan": "ditanyakan"}
_UNIT_PX = 58
CARA = {
    TD: "ketik 12080, garis miring muncul sendiri",
    "gds": "alat menulis LO: L, HI: H",
}
DISIMPAN = "Angka disimpan apa adanya, lalu dinilai bidan."


class RupaUmum(QWidget):
    """The widgets of the panel; `UmumPanel` gives them life."""

    diperintah = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kelompok = ""
        self.baris: dict[str, MeasureField] = {}
        self.tik: dict[str, QCheckBox] = {}
        self._jk = ""
        self.nama = Kata(self, "judul", lipat=True)
        self.golongan = Kata(self, "bagian")
        self.siapa = Kata(self, "petunjuk")
        self.tanya = Kata(self, "galat", lipat=True)
        self.hamil = HamilFrame(self)
        self.catatan = Kata(self, "petunjuk", teks=DISIMPAN)
        self.tombol_simpan = BigButton("Simpan", ikon="circle-check", kunci="Enter", parent=self)
        self.tombol_hadir = self._command("Hadir dulu", "H", "Catat hadir, ukur nanti")
        self.tombol_bidan = self._command("Ke bidan", "B", "Perlu ke bidan hari ini")
        self.tombol_hamil = self._command("Hamil / melahirkan", "K", "Keadaan hamil atau nifas")
        self.tombol_sumber = self._command("Sumber angka", "D", "Dari alat, buku, atau ditanyakan")
        self.gulung = Gulung(self)
        self._lay_out()

    def _command(self, text: str, key: str, about: str) -> BigButton:
        button = BigButton(text, kunci=key, peran="biasa", parent=self)
        set_peran(button, "kecil")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleDescription(f"{about}, tombol {key}")
        button.clicked.connect(lambda _on=False: self.diperintah.emit(key))
        return button

    def _lay_out(self) -> None:
        self.gulung.setWidget(QWidget(self))
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.nama, 1)
        top.addWidget(self.tombol_hadir)
        top.addWidget(self.tombol_bidan)
        who = AlirLayout(jarak=px(16))
        who.addWidget(self.golongan)
        who.addWidget(self.siapa)
        acts = AlirLayout(jarak=px(8))
        acts.addWidget(self.tombol_hamil)
        acts.addWidget(self.tombol_sumber)
        acts.addWidget(self.catatan)
        end = QHBoxLayout()
        end.setSpacing(px(12))
        end.addLayout(acts, 1)
        end.addWidget(self.tombol_simpan, 0, Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(8))
        outer.addLayout(top)
        outer.addLayout(who)
        outer.addWidget(self.tanya)
        outer.addWidget(self.hamil)
        outer.addWidget(self.gulung)
        outer.addLayout(end)
        outer.addStretch(1)

    # the boxes of a group

    def build(self, kelompok: str, jk: str) -> None:
        """The boxes and ticks of a group; nothing when they stand there already."""
        if (kelompok, jk) == (self.kelompok, self._jk):
            return
        self.kelompok, self._jk = kelompok, jk
        form = PEMERIKSAAN[kelompok]
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setVerticalSpacing(px(10))
        self.baris = {k.key: self._field(k, inner) for k in list_kotak(form, jk)}
        for place, field in enumerate(self.baris.values()):
            grid.addWidget(field, place, 0)
        ticks = QWidget(inner)
        flow = AlirLayout(ticks, jarak=px(16))
        self.tik = {}
        for key, short, full in list_tik(form, jk):
            self.tik[key] = self._tick(key, short, full, ticks)
            flow.addWidget(self.tik[key])
        grid.addWidget(ticks, len(self.baris), 0)
        old = self.gulung.takeWidget()
        self.gulung.setWidget(inner)
        if old is not None:
            old.deleteLater()
        self._order()
        self.connect_boxes()

    def connect_boxes(self) -> None:
        """Give life to boxes that were just made."""

    def _order(self) -> None:
        """Tab walks as Enter does: boxes, ticks, then the button."""
        chain: list[QWidget] = [f.kotak for f in self.baris.values()]
        chain += [*self.tik.values(), self.tombol_simpan]
        for first, second in itertools.pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _field(self, kolom: Kolom, parent: QWidget) -> MeasureField:
        if kolom.key == TD:
            made: MeasureField = TdField(
                kolom.nama, kolom.satuan, singkat=kolom.singkat, parent=parent
            )
        else:
            made = MeasureField(
                kolom.nama,
                kolom.satuan,
                singkat=kolom.singkat,
                tempat=2 if kolom.key == "tinggi_badan" else kolom.tempat,  # metre: 1,58
                parent=parent,
            )
        made.kotak.setObjectName(f"umum-{kolom.key}")
        least_width(made.satuan, _UNIT_PX)
        return made

    def _tick(self, key: str, short: str, full: str, parent: QWidget) -> QCheckBox:
        box = QCheckBox(short, parent)
        box.setObjectName(f"tik-umum-{key}")
        box.setAccessibleName(full)
        return box

    # filling

    def empty(self, nama: str) -> None:
        """Nothing but the name of whom is waited for."""
        self.nama.setText(nama)
        self.golongan.setText(NAMA.get(self.kelompok, ""))
        self.siapa.clear()
        self.tanya.fill("")
        self.hamil.hide()
        for field in self.baris.values():
            field.kotak.clear()
            field.set_lalu_teks("")
            field.clear_tanya()
        for tick in self.tik.values():
            tick.setChecked(False)
        self.show_bidan(False)

    def fill(self, isian: IsianUmum, *, lanjut: bool) -> None:
        """Show all of a person's entry."""
        lembar = isian.lembar
        nomor = f"{lembar.nomor}   " if lembar.nomor else ""
        self.nama.setText(nomor + lembar.orang.nama)
        self.golongan.setText(golongan_teks(lembar))
        rest = "   (isian tadi belum disimpan)" if lanjut else ""
        self.siapa.setText(kata.orang_teks(lembar.orang) + rest)
        ask = "Menurut data penduduk ibu ini hamil. Tanyakan, lalu tekan K."
        self.tanya.fill("" if lembar.pasti else ask)
        self.tombol_hamil.setVisible(is_ibu(lembar))
        for key, field in self.baris.items():
            field.kotak.setText(isian.teks[key])
            field.clear_tanya()
            self.show_lalu(isian, key)
        for key, tick in self.tik.items():
            tick.blockSignals(True)
            tick.setChecked(bool(isian.tik.get(key)))
            tick.blockSignals(False)
        self.show_bidan(lembar.ke_bidan)

    def show_lalu(self, isian: IsianUmum, key: str) -> None:
        """Beside a box: last value and month, how to type, and where the number comes from."""
        source = SUMBER[isian.sumber[key]]
        found = lalu_teks(isian.lembar, key)
        parts = (f"({source})" if source else "", found, "" if found else CARA.get(key, ""))
        self.baris[key].set_lalu_teks("   ".join(filter(None, parts)))

    def show_bidan(self, on: bool) -> None:
        """The button says what pressing it does."""
        self.tombol_bidan.set_teks("Batal ke bidan" if on else "Ke bidan")


def golongan_teks(lembar: LembarUmum) -> str:
    """The group in words, for bumil with the week where the HPHT is known."""
    minggu = f", {lembar.minggu} minggu" if lembar.minggu is not None else ""
    return NAMA[lembar.kelompok] + minggu


def is_ibu(lembar: LembarUmum) -> bool:
    """Women and girls who are not old: pregnancy may be noted."""
    return lembar.orang.jk == "P" and lembar.kelompok in ("remaja", "dewasa", "bumil", "bufas")


def lalu_teks(lembar: LembarUmum, key: str) -> str:
    """`lalu 120/80 (Okt)`, `lalu 62,5 kg (Okt)`; empty when there is none."""
    if key == TD:
        upper, lower = lembar.lalu.get("sistolik"), lembar.lalu.get("diastolik")
        if upper is None or lower is None or upper.tanggal != lower.tanggal:
            return ""
        return f"lalu {upper.nilai}/{lower.nilai} ({_bulan(lembar, upper.tanggal)})"
    found = lembar.lalu.get(key)
    if found is None:
        return ""
    value = found.nilai
    number = teks_desimal(kata.rapi(value)) if isinstance(value, Decimal) else str(value)
    unit = lembar.form.by_key()[key].unit
    return f"lalu {number} {unit} ({_bulan(lembar, found.tanggal)})"


def _bulan(lembar: LembarUmum, tanggal: date) -> str:
    year = "" if tanggal.year == lembar.hari.tanggal.year else f" {tanggal.year}"
    return BULAN_PENDEK[tanggal.month - 1] + year
