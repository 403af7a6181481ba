"""Login: the passphrase opens the folder, then the names appear and someone is chosen.

The kader's names lie in the encrypted file, so they can only be shown after it is open. With the
recovery code the folder opens on any account; a new passphrase for this account is then offered.
Whatever refuses to open is said on this page, with a way to try again.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.akun import list_masuk
from sipd_desktop.services.buka import Pengguna, Ruang, open_ruang
from sipd_desktop.services.folder_info import is_contoh
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.pin import has_pin, reset_tries
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_middle,
    in_row,
    labelled,
    make_button,
    make_label,
    on_card,
)
from sipd_desktop.ui.pages.ganti_sandi import GantiSandi
from sipd_desktop.ui.pages.isian_sandi import IsianSandi
from sipd_desktop.ui.pages.kepala_nama import KepalaNama
from sipd_desktop.ui.pages.kode_pulih import KodePulih
from sipd_desktop.ui.pages.petak_nama import PetakNama
from sipd_desktop.ui.pages.pilih_posyandu import PilihPosyandu, Units
from sipd_desktop.ui.pages.pin_baru import PinBaru
from sipd_desktop.ui.setelan_layar import SetelanLayar
from sipd_desktop.ui.tasks import Tasks
from sipd_desktop.ui.text import kalimat

_SUSULAN_S = 1.5
_BARU = (
    "Buat kata sandi baru untuk akun laptop ini, supaya kode pemulihan bisa disimpan lagi. "
    "Kata sandi lama tidak berlaku lagi."
)
_SEKALI = (
    "Buat kata sandi baru sekarang. Sesudah itu kode dari operator tidak berlaku lagi; laptop ini "
    "menitipkan kode baru pada Kirim & terima berikutnya."
)
RUSAK = frozenset({"berkas-rusak", "cakram-gagal", "kunci-salah"})
"""Refusals after which a backup from elsewhere is the way on."""


class MasukPage(QStackedWidget):
    """Passphrase, recovery, new passphrase, names, PIN: one step at a time."""

    terbuka = Signal(object)
    """The Ruang, as soon as it is open: whoever holds it closes it."""
    pulih_diminta = Signal(str)
    """The file does not open: restore it from a backup, with the passphrase typed here."""
    masuk = Signal(object)
    """The Pengguna who goes on."""
    bantuan = (
        "Ketik kata sandi laptop: 4 huruf pertama tiap kata, lalu spasi. Enter untuk masuk.",
        "Kata sandi ada di kartu yang dipegang ketua.",
        "Lupa? Tekan \u201cPakai kode pemulihan\u201d: 20 huruf dari amplop di kantor desa, atau "
        "12 huruf yang dibacakan operator lewat telepon.",
        "Sesudah terbuka, pilih siapa yang bertugas: tekan huruf di petak namanya.",
        "Bila laptop dipakai beberapa Posyandu, angka memilih Posyandu hari ini.",
    )

    def __init__(
        self, folder: Path, tasks: Tasks, setelan: SetelanLayar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._tasks, self._setelan = folder, tasks, setelan
        self._ruang: Ruang | None = None
        self._punya_pin: frozenset[str] = frozenset()
        self._build_words()
        self._build_recovery()
        self._build_new()
        self._build_names()
        self.pin = PinBaru(tasks)
        self.pin.selesai.connect(self._enter)
        self._person: Pengguna | None = None
        self._opening = False
        self._by_itself = 0.0
        """When the words opened without Enter: one that still comes is meant for them."""
        contoh = is_contoh(folder)
        for part in (self._words, self._recovery, self._new, self._names, on_card(self.pin)):
            self.addWidget(in_middle(KepalaNama(contoh=contoh), part, lebar=760))
        self.isian.set_kata(setelan.get_text("sandi", "kata") == "kata")
        self._say_form()

    # building

    def _build_words(self) -> None:
        self.isian = IsianSandi()
        self.isian.diminta.connect(self.open_with_words)
        self.isian.lengkap.connect(self._all_words)
        self.salah = Keluhan()
        self.tombol = make_button("Masuk", self.open_with_words, utama=True)
        self.lihat = self.isian.make_show_button()
        self.bentuk = make_button("", self._toggle_form, tautan=True)
        lupa = make_button("Pakai kode pemulihan", self.ask_recovery, tautan=True)
        self.lupa = lupa
        self.pulihkan = make_button("Pulihkan dari flashdisk", self._ask_restore)
        self.pulihkan.hide()
        self._words = on_card(
            make_label("Masuk", "judul"),
            labelled("Kata sandi laptop", self.isian),
            self.salah,
            in_row(self.tombol, self.pulihkan, self.lihat, 1),
            in_row(self.bentuk, lupa, 1),
        )

    def _build_recovery(self) -> None:
        self.pulih = KodePulih(self._folder)
        self.kode, self.salah_kode = self.pulih.kode, self.pulih.salah
        self.tombol_kode = self.pulih.tombol
        self.pulih.diminta.connect(self._open_with)
        self.pulih.kembali.connect(self.ask_words)
        self._recovery = on_card(self.pulih)

    def _build_new(self) -> None:
        self.baru = GantiSandi(self._tasks, "Pakai kata sandi baru", utama=True)
        self.baru.diganti.connect(self._changed)
        self.baru.selesai.connect(self._load_names)
        self.kata_baru = make_label("", lipat=True)
        self.lewati = make_button("Lewati", self._load_names, tautan=True)
        self._new = on_card(
            make_label("Data sudah terbuka", "judul"),
            self.kata_baru,
            self.baru,
            in_row(self.lewati, 1),
        )

    def _build_names(self) -> None:
        self.petak = PetakNama()
        self.petak.dipilih.connect(self._chosen)
        self.posyandu = PilihPosyandu()
        self.petak.angka.connect(self.posyandu.choose)
        self._names = on_card(
            self.posyandu, make_label("Siapa yang bertugas?", "judul"), self.petak
        )

    # steps

    def focus_start(self) -> None:
        """Cursor to the first word."""
        self.ask_words()

    def ask_words(self) -> None:
        """The passphrase."""
        self.setCurrentIndex(0)
        self.isian.focus_start()

    def ask_recovery(self) -> None:
        """The recovery code."""
        self.setCurrentIndex(1)
        self.pulih.start()

    def open_with_words(self) -> None:
        """Open with what is typed; an Enter after the words opened by themselves does nothing."""
        sandi = self.isian.sandi()
        if self._opening:
            self._by_itself = 0.0
        elif sandi:
            self._open(sandi)

    def _all_words(self) -> None:
        if not self._opening:
            self._by_itself = clock.monotonic()
            self._open(self.isian.sandi())

    def _open_with(self, kode: str, telepon: bool) -> None:
        """The code from the envelope, or the one read out by telephone."""
        if telepon:
            self._busy(True)
            work = partial(open_ruang, self._folder, kode, telepon=True)
            self._tasks.job(self, work, self._opened, self._failed)
        else:
            self._open(kode)

    def _open(self, teks: str) -> None:
        self._busy(True)
        self._tasks.job(self, partial(open_ruang, self._folder, teks), self._opened, self._failed)

    def _busy(self, busy: bool) -> None:
        self._opening = busy
        for button in (self.tombol, self.tombol_kode, self.lupa):
            button.setEnabled(not busy)
        self.tombol.set_teks("Membuka ..." if busy else "Masuk")
        self.salah.say()
        self.salah_kode.say()

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        text = kalimat(error)
        self.salah.say(text)
        self.salah_kode.say(text)
        self.pulihkan.setVisible(error.code in RUSAK)
        if error.code == "rahasia-laptop-tidak-ada" and self.currentIndex() == 0:
            self.ask_recovery()
            self.salah_kode.say(text)
        elif error.code == "sandi-salah" and self.currentIndex() == 0:
            self.isian.focus_start()
        elif error.code not in ("sandi-salah", "rahasia-laptop-tidak-ada"):
            self.tombol.set_teks("Coba lagi")

    def _opened(self, ruang: Ruang) -> None:
        self._busy(False)
        self._ruang = ruang
        kata = "kata" if self.isian.is_kata else "sendiri"
        self._setelan.set("sandi", kata)
        self.isian.reset()
        self.kode.clear()
        self.terbuka.emit(ruang)
        if ruang.dibuka_dengan != "sandi":
            telepon = ruang.dibuka_dengan == "operator"
            self.baru.start(ruang)
            self.kata_baru.fill(_SEKALI if telepon else _BARU)
            self.lewati.setVisible(not telepon)
            self.setCurrentIndex(2)
            self.baru.tombol.setFocus()
        else:
            self._load_names()

    def _changed(self, kata: bool) -> None:
        """A new passphrase holds; there is nothing to skip any more."""
        self.lewati.hide()
        self._setelan.set("sandi", "kata" if kata else "sendiri")
        self.isian.set_kata(kata)
        self._say_form()

    def _load_names(self) -> None:
        self._tasks.read(self, _read_people, self._show_names)

    def _show_names(self, found: tuple[Sequence[Pengguna], frozenset[str], Units]) -> None:
        people, self._punya_pin, units = found
        self.posyandu.show_units(units)
        if len(people) == 1 and len(units) < 2:
            self._chosen(people[0])
            return
        self.petak.show_people(people)
        if self._by_itself:
            self.petak.ignore_enter(self._by_itself + _SUSULAN_S)
        self.setCurrentIndex(3)
        self.petak.focus_start()

    def _chosen(self, person: Pengguna) -> None:
        self._person = person
        if person.id in self._punya_pin:
            self._tasks.write(self, partial(reset_tries, kader_id=person.id))
            self._enter()
            return
        self.setCurrentIndex(4)
        self.pin.ask(person)

    def posyandu_id(self, person: Pengguna) -> str:
        """Today's Posyandu: as chosen, else the person's own, else the last one; may be empty."""
        return self.posyandu.for_person(person)

    def _enter(self) -> None:
        assert self._person is not None
        self.petak.clear()
        self.masuk.emit(self._person)

    def _ask_restore(self) -> None:
        self.pulihkan.hide()
        self.salah.say()
        sandi = self.isian.sandi()
        self.isian.reset()
        self.pulih_diminta.emit(sandi)

    # small things

    def _toggle_form(self) -> None:
        self.isian.reset()
        self.isian.set_kata(not self.isian.is_kata)
        self._say_form()

    def _say_form(self) -> None:
        own = "Kata sandi saya buatan sendiri"
        self.bentuk.set_teks(own if self.isian.is_kata else "Kata sandi saya 4 kata")


def _read_people(conn: Any) -> tuple[Sequence[Pengguna], frozenset[str], Units]:
    people = list_masuk(conn)
    return people, frozenset(p.id for p in people if has_pin(conn, p.id)), list_posyandu(conn)
