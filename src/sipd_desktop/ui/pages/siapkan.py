"""First start: desa, Posyandu, first user, passphrase. Then the keys are shown, once.

The folder is made off the UI thread; nothing is left behind when something is refused.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.siapkan import (
    Siap,
    check_kode_desa,
    jenis_desa,
    make_kata_sandi,
    prepare_folder,
)
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    Selebar,
    in_column,
    in_row,
    labelled,
    make_button,
    make_field,
    make_label,
    on_card,
    scrolling,
)
from sipd_desktop.ui.pages.baris_posyandu import BarisPosyandu
from sipd_desktop.ui.pages.kartu_kunci import KartuKunci
from sipd_desktop.ui.pages.kepala_nama import KepalaNama
from sipd_desktop.ui.pages.kode_desa import KotakKodeDesa
from sipd_desktop.ui.pages.sandi_baru import PilihanSandi
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.text import kalimat

_JENIS = {"desa": "desa", "kelurahan": "kelurahan", "desa_adat": "desa adat"}


class SiapkanPage(QStackedWidget):
    """The form, then the card with the keys; `selesai` when they were written down."""

    selesai = Signal()
    pulih_diminta = Signal()
    """This laptop replaces another one: bring its data back instead."""
    bantuan = (
        "Isi kode dan nama desa. Kode 10 angka ada di papan nama desa atau surat desa.",
        "Isi nama Posyandu. Bila melayani RT tertentu saja, tulis RT/RW-nya.",
        "Isi nama Anda sebagai ketua atau pengguna pertama.",
        "Biarkan program membuatkan kata sandi 4 kata, lalu catat di kertas.",
        "Simpan kode pemulihan di kantor desa, terpisah dari laptop.",
    )

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._tasks = folder, tasks
        self.kode = KotakKodeDesa()
        self.desa = make_field("Nama desa", "Sukamaju")
        self.jenis = make_label("", "petunjuk")
        self.jenis.hide()
        self.posyandu = BarisPosyandu()
        self.nama = make_field("Nama Anda", "Siti Aminah")
        self.sandi = PilihanSandi()
        self.salah = Keluhan()
        self.tombol = make_button("Siapkan laptop ini", self.prepare, utama=True)
        self.punya = make_button("Sudah punya salinan aman", self.pulih_diminta.emit, tautan=True)
        self.kartu = KartuKunci()
        self.kartu.selesai.connect(self._noted)
        self._enter: EnterGoesOn | None = None
        self.addWidget(self._form())
        self.addWidget(self.kartu)
        self.kode.textChanged.connect(self._kind)
        self.posyandu.berubah.connect(self._wire_enter)
        self._wire_enter()

    def _form(self) -> QWidget:
        card = on_card(
            make_label("Menyiapkan laptop ini", "judul"),
            make_label(
                "Cukup sekali. Semua data disimpan bersandi di laptop ini dan tetap bisa dipakai "
                "tanpa internet.",
                lipat=True,
            ),
            in_row(labelled("Kode desa", self.kode), labelled("Nama desa", self.desa)),
            self.jenis,
            self.posyandu,
            labelled("Nama Anda (ketua atau pengguna pertama)", self.nama),
            in_column(make_label("Kata sandi laptop", "tebal"), self.sandi),
        )
        top = QWidget()
        box = QVBoxLayout(top)
        box.addWidget(KepalaNama())
        box.addWidget(card)
        box.addStretch(1)
        foot = QWidget()
        box = QVBoxLayout(foot)
        box.addWidget(self.salah)
        box.addLayout(in_row(self.tombol, self.punya, 1))
        page = QWidget()
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scrolling(Selebar(top, 860)), 1)
        box.addWidget(Selebar(foot, 860))
        return page

    def focus_start(self) -> None:
        """Cursor to the first box."""
        self.kode.setFocus()

    def prepare(self) -> None:
        """Make the folder with what was typed."""
        self.salah.say()
        try:
            kode = check_kode_desa(self.kode.text())
            posyandu = self.posyandu.read()
            self._need(self.desa, "nama-desa-kosong")
            self._need(self.nama, "nama-pengguna-kosong")
            own = self.sandi.read()
        except UserError as error:
            if error.code == "kode-desa-salah":
                self.kode.setFocus()
            self._refused(error)
            return
        self.tombol.setEnabled(False)
        sandi = own or make_kata_sandi()
        work = partial(
            prepare_folder,
            self._folder,
            kode_desa=kode,
            nama_desa=self.desa.text().strip(),
            posyandu=posyandu,
            nama=self.nama.text(),
            sandi=sandi,
        )
        shown = None if own else sandi
        self._tasks.job(self, work, partial(self._made, shown), self._refused)

    @staticmethod
    def _need(box: QLineEdit, code: str) -> None:
        if not box.text().strip():
            box.setFocus()
            raise UserError(code)

    def _made(self, sandi: str | None, siap: Siap) -> None:
        self.tombol.setEnabled(True)
        self.kartu.show_keys(sandi, siap.kode_pemulihan, self.desa.text().strip())
        self.setCurrentIndex(1)
        self.kartu.focus_start()

    def _noted(self) -> None:
        """The keys were written down: nothing of them stays on the screen."""
        self.kartu.forget()
        self.sandi.reset()
        self.selesai.emit()

    def _refused(self, error: UserError) -> None:
        self.tombol.setEnabled(True)
        self.salah.say(kalimat(error))

    def _kind(self) -> None:
        kode = self.kode.kode()
        text = f"Dari kodenya, ini sebuah {_JENIS[jenis_desa(kode)]}." if len(kode) == 10 else ""
        self.jenis.fill(text)

    def _wire_enter(self) -> None:
        if self._enter is not None:
            self._enter.release()
        boxes = [self.kode, self.desa, *self.posyandu.boxes(), self.nama]
        self._enter = EnterGoesOn([*boxes, self.sandi.satu, self.sandi.dua], self.prepare)
