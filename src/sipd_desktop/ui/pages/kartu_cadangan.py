"""The card of the backups on the page Laptop ini: how old, checked, on a stick since when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.render import warna
from sipd_desktop.services.cadangan import KeadaanCadangan
from sipd_desktop.ui.jaga import KeadaanJaga, kapan
from sipd_desktop.ui.pages.bagian import Keluhan, in_row, make_button, make_card, make_label
from sipd_desktop.ui.salin import copy_to_stick
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.ikon import IkonLabel

_SENDIRI = (
    "Dibuat sendiri setiap 30 menit bila ada catatan baru, sebelum impor, dan saat program ditutup."
)


class KartuCadangan(QWidget):
    """Salinan aman: terakhir, di flashdisk; buat sekarang, salin, pulihkan."""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sesi = sesi
        self._jaga = sesi.jaga
        frame, box = make_card("Salinan aman")
        self.terakhir = make_label("", "tebal")
        self.luar = make_label("", lipat=True)
        self.rincian = make_label("", "petunjuk", lipat=True)
        self.salah = Keluhan()
        self._ikon = IkonLabel("circle-check", sisi=26, warna_ikon=warna.KUAT["baik"])
        self._ikon_luar = IkonLabel("device-usb", sisi=26, warna_ikon=warna.ABU)
        self.salin = make_button("Salin ke flashdisk", self._copy, utama=True, ikon="device-usb")
        self.buat = make_button("Buat sekarang", self._make)
        self.pulihkan = make_button("Pulihkan ...", lambda: sesi.go("pulihkan"))
        rows = in_row(self._ikon, self.terakhir), in_row(self._ikon_luar, self.luar)
        for row in rows:
            row.setStretch(1, 1)
            row.setSpacing(10)
            box.addLayout(row)
        box.addWidget(self.rincian)
        box.addWidget(self.salah)
        box.addLayout(in_row(self.salin, self.buat, self.pulihkan, 1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        if self._jaga is not None:
            self._jaga.berubah.connect(self.show_keadaan)
            self._jaga.gagal.connect(self._refused)
            self.show_keadaan(self._jaga.keadaan)

    def reload(self) -> None:
        """Look again."""
        self.salah.say()
        if self._jaga is not None:
            self._jaga.look()

    def show_keadaan(self, keadaan: KeadaanJaga) -> None:
        """Ages and counts, as they are now."""
        now, c = clock.now(), keadaan.cadangan
        zona = self._sesi.keterangan.zona
        busy = bool(keadaan.sibuk)
        if c.terakhir is None:
            self.terakhir.setText("Belum ada salinan aman")
        else:
            self.terakhir.setText(f"Terakhir {kapan(c.terakhir, zona, now)}, sudah diperiksa")
        self._ikon.setVisible(c.terakhir is not None)
        self.luar.setText(_outside(c, kapan(c.luar, zona, now) if c.luar else "", now))
        self.rincian.setText(keadaan.sibuk or _details(c))
        for button in (self.salin, self.buat, self.pulihkan):
            button.setEnabled(not busy)

    def _copy(self) -> None:
        self.salah.say()
        if self._jaga is not None:
            copy_to_stick(self, self._jaga)

    def _make(self) -> None:
        self.salah.say()
        if self._jaga is not None:
            self._jaga.back_up_now()

    def _refused(self, error: UserError) -> None:
        self.salah.say(kalimat(error))


def _outside(c: KeadaanCadangan, when: str, now: datetime) -> str:
    if c.luar is None:
        return "Belum pernah disalin ke flashdisk"
    days = c.umur_luar(now)
    return f"Di flashdisk: {when}" + (f" ({days} hari lalu)" if days and days > 1 else "")


def _details(c: KeadaanCadangan) -> str:
    if not c.jumlah:
        return _SENDIRI
    size = f"{teks_ribuan(max(1, round(c.ukuran / 1_000_000)))} MB"
    told = f"{c.jumlah} salinan di laptop ini, {size}. {_SENDIRI}"
    if c.latihan_baik is not None:
        told += " Latihan memulihkan terakhir " + ("berhasil." if c.latihan_baik else "gagal.")
    return told
