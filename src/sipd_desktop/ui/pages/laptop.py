"""Laptop ini: size of the letters, PIN and passphrase of this laptop, where the data lies."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sipd_desktop import __version__
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.ui import theme
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import (
    in_row,
    make_button,
    make_card,
    make_label,
    scrolling,
)
from sipd_desktop.ui.pages.ganti_sandi import GantiSandi
from sipd_desktop.ui.pages.kartu_cadangan import KartuCadangan
from sipd_desktop.ui.pages.kartu_kader import KartuKader
from sipd_desktop.ui.pages.pin_baru import PinBaru
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.zoom import ZoomController


class LaptopPage(Halaman):
    """What belongs to this laptop and not to the people in it."""

    judul = "Laptop ini"
    kinds = frozenset({"kader"})
    bantuan = (
        "Salinan aman dibuat sendiri. Sekali seminggu tekan Salin ke flashdisk.",
        "Kader yang ditambahkan di sini bisa dipilih sebagai petugas tiap langkah.",
        "Ukuran tulisan juga bisa diganti dengan Ctrl + dan Ctrl -.",
        "PIN 6 angka membuka layar yang terkunci.",
        "Kata sandi baru menggantikan yang lama. Kode pemulihan tetap berlaku.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._zoom = sesi.zoom or ZoomController(self, kunci=False)
        self._zoom.berubah.connect(self._mark_zoom)
        self._asked = ""
        self.ukuran = QButtonGroup(self)
        self.pin = PinBaru(sesi.tasks, "bagian")
        self.pin.nanti.hide()
        self.pin.selesai.connect(self._pin_saved)
        self.sandi = GantiSandi(sesi.tasks, "Ganti kata sandi laptop")
        self.sandi.diganti.connect(self._sandi_saved)
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(12)
        box.addWidget(SectionTitle("Laptop ini", f"SIPD Desktop {__version__}"))
        self.kader = KartuKader(sesi)
        box.addWidget(self.kader)
        self.cadangan = KartuCadangan(sesi)
        box.addWidget(self.cadangan)
        box.addWidget(self._share_card())
        box.addWidget(self._sizes())
        box.addLayout(in_row(self._pin_card(), self._sandi_card()))
        box.addStretch(1)
        box.addWidget(make_label(f"Folder data: {sesi.ruang.folder}", "petunjuk", lipat=True))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        self._mark_zoom(theme.zoom())

    def _sizes(self) -> QWidget:
        frame, box = make_card("Ukuran tulisan")
        row = in_row()
        for number, size in enumerate(theme.UKURAN):
            choice = QRadioButton(f"{round(size * 100)} %")
            self.ukuran.addButton(choice, number)
            row.addWidget(choice)
        row.addStretch(1)
        box.addLayout(row)
        self.ukuran.idClicked.connect(lambda n: self._zoom.set_zoom(theme.UKURAN[n]))
        return frame

    def _share_card(self) -> QWidget:
        frame, box = make_card("Posyandu")
        self.bagi = make_button("Bagi Posyandu menurut RT", lambda: self.sesi.go("bagi"))
        words = "Bila Posyandu dipecah: beberapa RT sekaligus pindah ke Posyandu lain."
        box.addLayout(in_row(self.bagi, make_label(words, "petunjuk"), 1))
        return frame

    def _pin_card(self) -> QWidget:
        frame, box = make_card()
        box.addWidget(self.pin)
        box.addStretch(1)
        return frame

    def _sandi_card(self) -> QWidget:
        frame, box = make_card("Kata sandi laptop")
        box.addWidget(self.sandi)
        self.alasan_sandi = make_label("", "petunjuk", lipat=True)
        box.addWidget(self.alasan_sandi)
        box.addStretch(1)
        return frame

    def reload(self) -> None:
        self.kader.reload()
        self.cadangan.reload()
        if self._asked != self.sesi.pengguna.id:  # asking moves the cursor
            self._asked = self.sesi.pengguna.id
            self.pin.ask(self.sesi.pengguna)
            self.sandi.start(self.sesi.ruang, self.sesi.petugas)
            problem = refusal_of_role(self.sesi.pengguna.jabatan, "laptop", "ubah")
            self.sandi.setVisible(problem is None)
            self.alasan_sandi.fill(kalimat(problem) if problem else "")

    def focus_start(self) -> None:
        self.kader.nama.setFocus()

    def _sandi_saved(self, _kata: bool) -> None:
        self.sesi.message("Kata sandi laptop sudah diganti.")

    def _pin_saved(self) -> None:
        self.sesi.message("PIN sudah disimpan.")

    def _mark_zoom(self, size: float) -> None:
        self.ukuran.button(theme.UKURAN.index(theme.nearest_zoom(size))).setChecked(True)
