"""The locked screen: names, then a PIN or the passphrase. Also how the kader change places.

The pages behind are emptied before this shows. The PIN is checked in the open file only; the
passphrase is checked against the wraps on disk, nothing is opened anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.akun import list_masuk
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.pin import check_pin, has_pin, reset_tries
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_middle,
    in_row,
    labelled,
    make_button,
    make_label,
    on_card,
)
from sipd_desktop.ui.pages.isian_sandi import IsianSandi
from sipd_desktop.ui.pages.kepala_nama import KepalaNama
from sipd_desktop.ui.pages.petak_nama import KotakPin, PetakNama
from sipd_desktop.ui.sesi import Akses, Sesi
from sipd_desktop.ui.setelan_layar import SetelanLayar
from sipd_desktop.ui.text import kalimat


def read_people(conn: Any) -> tuple[Sequence[Pengguna], frozenset[str]]:
    """Who can act here, and who of them has a PIN."""
    people = list_masuk(conn)
    return people, frozenset(p.id for p in people if has_pin(conn, p.id))


class KunciLayarPage(QWidget):
    """`terbuka` with the Pengguna who unlocked."""

    terbuka = Signal(object)
    bantuan = (
        "Pilih nama Anda: tekan huruf di petaknya. Lalu ketik PIN 6 angka.",
        "Belum punya PIN atau lupa? Ketik kata sandi laptop.",
        "Data di belakang layar ini tetap tersimpan dan tidak terlihat.",
    )

    def __init__(self, akses: Akses, setelan: SetelanLayar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._akses, self._setelan = akses, setelan
        self._sesi: Sesi | None = None
        self._siapa: Pengguna | None = None
        self._punya_pin: frozenset[str] = frozenset()
        self.petak = PetakNama()
        self.petak.dipilih.connect(self._chosen)
        self.pin = KotakPin()
        self.pin.lengkap.connect(self._try_pin)
        self.pin.huruf.connect(self.petak.choose_letter)
        self._bagian_pin = QWidget()
        box = QVBoxLayout(self._bagian_pin)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(in_row(labelled("PIN 6 angka", self.pin), 3))
        self.isian = IsianSandi()
        self.isian.diminta.connect(self._try_sandi)
        self.isian.set_kata(setelan.get_text("sandi", "kata") == "kata")
        self.buka = make_button("Buka", self._try_sandi, utama=True)
        self.lihat = self.isian.make_show_button()
        self._bagian_sandi = QWidget()
        box = QVBoxLayout(self._bagian_sandi)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(make_label("Kata sandi laptop", "tebal"))
        box.addWidget(self.isian)
        box.addLayout(in_row(self.buka, self.lihat, 1))
        self.salah = Keluhan()
        self.contoh = make_label("CONTOH", "contoh")
        self.contoh.hide()
        self.ganti = make_button("Pakai kata sandi laptop", self._use_sandi, tautan=True)
        part = on_card(
            in_row(make_label("Layar terkunci", "judul"), 1, self.contoh),
            make_label("Siapa yang bertugas?", "tebal"),
            self.petak,
            self._bagian_pin,
            self._bagian_sandi,
            self.salah,
            in_row(self.ganti, 1),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(in_middle(KepalaNama(), part, lebar=760))
        self._show_way(pin=False)

    def lock(self, sesi: Sesi) -> None:
        """Begin: nobody is let in until the names are read."""
        self._sesi, self._siapa = sesi, sesi.pengguna
        self._wipe()
        self.contoh.setVisible(sesi.keterangan.contoh)
        self.petak.show_people([sesi.pengguna], sesi.pengguna.id)
        self._show_way(pin=False)
        sesi.read(self, read_people, self._show_people)

    def focus_start(self) -> None:
        """Cursor where the next key belongs."""
        if self._bagian_pin.isVisible():
            self.pin.setFocus()
        else:
            self.isian.focus_start()

    def _show_people(self, found: tuple[Sequence[Pengguna], frozenset[str]]) -> None:
        people, self._punya_pin = found
        assert self._siapa is not None
        self.petak.show_people(people, self._siapa.id)
        self._choose_way()

    def _chosen(self, person: Pengguna) -> None:
        self._siapa = person
        self._wipe()
        self._choose_way()

    def _choose_way(self) -> None:
        assert self._siapa is not None
        self._show_way(pin=self._siapa.id in self._punya_pin)
        self.focus_start()

    def _show_way(self, *, pin: bool) -> None:
        self._bagian_pin.setVisible(pin)
        self._bagian_sandi.setVisible(not pin)
        self.ganti.setVisible(pin)

    def _use_sandi(self) -> None:
        self._show_way(pin=False)
        self.isian.focus_start()

    def _try_pin(self, pin: str) -> None:
        assert self._sesi is not None
        assert self._siapa is not None
        self.pin.setEnabled(False)
        work = partial(check_pin, self._sesi.ruang.buku, self._siapa.id, pin)
        self._sesi.tasks.job(self, work, self._pin_answer, self._failed)

    def _pin_answer(self, problem: UserError | None) -> None:
        self.pin.setEnabled(True)
        if problem is None:
            self._open()
            return
        self._failed(problem)
        if problem.code == "pin-terkunci":
            self._use_sandi()

    def _try_sandi(self) -> None:
        sandi = self.isian.sandi()
        if not sandi or self._sesi is None:
            return
        self.buka.setEnabled(False)
        work = partial(self._akses.check_sandi, self._sesi.ruang, sandi)
        self._sesi.tasks.job(self, work, self._sandi_fits, self._failed)

    def _sandi_fits(self, _result: object) -> None:
        assert self._sesi is not None
        assert self._siapa is not None
        if self._siapa.id in self._punya_pin:
            self._sesi.write(self, partial(reset_tries, kader_id=self._siapa.id))
        self._open()

    def _failed(self, error: UserError) -> None:
        self.pin.setEnabled(True)
        self.buka.setEnabled(True)
        self.pin.clear()
        self.salah.say(kalimat(error))
        self.focus_start()

    def _open(self) -> None:
        person = self._siapa
        self._wipe()
        self.petak.clear()
        self._siapa = None
        self.terbuka.emit(person)

    def _wipe(self) -> None:
        self.pin.clear()
        self.pin.setEnabled(True)
        self.buka.setEnabled(True)
        self.isian.reset()
        self.isian.set_kata(self._setelan.get_text("sandi", "kata") == "kata")
        self.salah.say()
