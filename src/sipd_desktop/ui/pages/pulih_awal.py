"""Bringing the data back before anybody is in: a new laptop, or a file that cannot be opened.

A backup and the code from the envelope are enough (or the passphrase that was just typed, on the
laptop it belongs to). Never a dead end, and never "erase".
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import teks_ribuan, waktu
from sipd_desktop.services.flashdisk import list_flashdisk
from sipd_desktop.services.folder_info import is_ours
from sipd_desktop.services.pulih import Dipulihkan, peek, restore_closed, restore_fresh
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_middle,
    in_row,
    labelled,
    make_button,
    make_field,
    make_label,
    on_card,
)
from sipd_desktop.ui.pages.kartu_kunci import KartuKunci
from sipd_desktop.ui.pages.kepala_nama import KepalaNama
from sipd_desktop.ui.pages.kode_pulih import with_groups
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.text import kalimat


class PulihAwalPage(QStackedWidget):
    """Choose the backup, type the code; then the new passphrase, shown once."""

    selesai = Signal()
    """The data are there; the login comes next."""
    batal = Signal()
    bantuan = (
        "Colok flashdisk, tekan Pilih salinan aman.",
        "Ketik kode pemulihan dari amplop di kantor desa.",
        "Tekan Pulihkan, lalu catat kata sandi baru yang tampil.",
    )

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._tasks = folder, tasks
        self._path: Path | None = None
        self._sandi = ""
        self.pilih = make_button("Pilih salinan aman ...", self._ask_file, ikon="device-usb")
        self.berkas = make_label("Belum ada yang dipilih.", lipat=True)
        self.kode = make_field("Kode pemulihan", "ABCD-EFGH-JKMN-PQRS-TVWX")
        self.kode.textEdited.connect(self._group)
        self.kode.returnPressed.connect(self.restore)
        self._kotak_kode = QWidget()
        field = labelled(
            "Kode pemulihan", self.kode, "20 huruf dan angka, dari amplop di kantor desa."
        )
        field.setContentsMargins(0, 0, 0, 0)
        self._kotak_kode.setLayout(field)
        self.salah = Keluhan()
        self.tombol = make_button("Pulihkan", self.restore, utama=True)
        self.kembali = make_button("Kembali", self.batal.emit)
        self.judul = make_label("Pulihkan dari salinan aman", "judul")
        self.ket = make_label("", lipat=True)
        card = on_card(
            self.judul,
            self.ket,
            in_row(self.pilih, 1),
            self.berkas,
            self._kotak_kode,
            self.salah,
            in_row(self.tombol, self.kembali, 1),
        )
        self.addWidget(in_middle(KepalaNama(), card, lebar=760))
        self.kartu = KartuKunci()
        self.kartu.selesai.connect(self._noted)
        self.addWidget(self.kartu)

    def ask(self, sandi: str = "") -> None:
        """Begin; `sandi` is what was typed at the login of a folder that does not open."""
        self._sandi, self._path = sandi, None
        self.kode.clear()
        self.salah.say()
        self.berkas.setText("Belum ada yang dipilih.")
        self._kotak_kode.setVisible(not sandi)
        self.ket.setText(
            "Berkas data di laptop ini rusak. Pilih salinan aman di flashdisk; berkas yang rusak "
            "tetap disimpan."
            if is_ours(self._folder)
            else "Untuk laptop baru atau laptop pengganti. Siapkan flashdisk berisi salinan aman "
            "dan kode pemulihan."
        )
        self.setCurrentIndex(0)
        self.pilih.setFocus()

    def _ask_file(self) -> None:
        sticks = list_flashdisk()
        start = str(sticks[0] if sticks else Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "Pilih salinan aman", start, "Salinan aman (*.cadangan)"
        )
        if name:
            self.choose(Path(name))

    def choose(self, path: Path) -> None:
        """Look at a backup; tells when it is from and how many people are in it."""
        self.salah.say()
        try:
            isi = peek(path)
        except UserError as error:
            self.salah.say(kalimat(error))
            return
        self._path = path
        when = waktu(clock.parse_instant(isi.waktu), clock.zone_of("32"))
        people = teks_ribuan(isi.baris.get("warga", 0))
        self.berkas.setText(f"Salinan {when}, {people} warga.")
        (self.tombol if self._sandi else self.kode).setFocus()

    def restore(self) -> None:
        """Do it, with the backup and the code."""
        text = self._sandi or self.kode.text()
        if self._path is None:
            self.salah.say("Pilih dulu salinan amannya.")
            self.pilih.setFocus()
            return
        if not self._sandi and len(text.replace("-", "")) != 20:
            self.salah.say(kalimat(UserError("kode-pemulihan-bentuk")))
            return
        self._busy(True)
        call = restore_closed if is_ours(self._folder) else restore_fresh
        work = partial(call, self._folder, self._path, text)
        self._tasks.job(self, work, self._done, self._failed)

    def _done(self, done: Dipulihkan) -> None:
        self._busy(False)
        if done.kata_sandi is None:
            self._noted()
            return
        self.kartu.show_keys(done.kata_sandi, self.kode.text(), "")
        self.setCurrentIndex(1)
        self.kartu.focus_start()

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        self.salah.say(kalimat(error))

    def _noted(self) -> None:
        self.kartu.forget()
        self.kode.clear()
        self._sandi = ""
        self.selesai.emit()

    def _busy(self, busy: bool) -> None:
        for button in (self.tombol, self.pilih, self.kembali):
            button.setEnabled(not busy)
        self.tombol.set_teks("Memulihkan ..." if busy else "Pulihkan")

    def _group(self, text: str) -> None:
        self.kode.setText(with_groups(text))
