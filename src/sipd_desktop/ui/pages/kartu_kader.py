"""The kader of today's Posyandu: names for the langkah, and which of them may log in here.

Who may not manage them sees the list and, instead of buttons that would refuse, the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.bidang.umum.posyandu import JABATAN
from sipd_desktop.services.akun import Akun, allow_akun, list_akun, may_manage, withdraw_akun
from sipd_desktop.services.buka import Pengguna
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.kader import add_kader, retire_kader, set_bidang
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_row,
    make_button,
    make_field,
    make_label,
)
from sipd_desktop.ui.pages.bidang_kader import PilihBidang, bidang_words
from sipd_desktop.ui.pages.petak_nama import KotakPin
from sipd_desktop.ui.pages.pin_baru import PinBaru
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.susun import empty

_LABEL = dict(JABATAN)
_SEDESA = ("operator", "bidan", "pembina")
_KEADAAN = 2
"""Column that takes the room that is left: whether she may come in, and her fields."""


class KartuKader(QFrame):
    """A card; `reload` reads the names, `clear` takes them off when the screen is locked."""

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self._sesi = sesi
        self._siapa: Pengguna | None = None
        self.judul = make_label("", "bagian")
        self.nama = make_field("Nama kader baru", "Nama kader baru")
        self.nama.returnPressed.connect(self.add)
        self.jabatan = QComboBox()
        self.jabatan.setAccessibleName("Jabatan kader baru")
        for key, label in JABATAN:
            self.jabatan.addItem(label, key)
        self.jabatan.setCurrentIndex(self.jabatan.findData("kader"))
        self.tambah = make_button("Tambah", self.add)
        self.alasan = make_label("", "petunjuk", lipat=True)
        self.salah = Keluhan()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(_KEADAAN, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        melihat = make_button("Siapa melihat data", lambda: sesi.go("melihat"), tautan=True)
        box.addLayout(in_row(self.judul, 1, melihat))
        box.addLayout(in_row(self.nama, self.jabatan, self.tambah, 1))
        box.addWidget(self.alasan)
        box.addWidget(self.salah)
        box.addWidget(self._allow_part())
        box.addWidget(self._pin_part())
        box.addWidget(self._bidang_part())
        box.addLayout(self._grid)

    def _allow_part(self) -> QWidget:
        """Asked before a kader is let in: the PIN of who allows it."""
        self.izin = QWidget()
        self.kata_izin = make_label("", "tebal", lipat=True)
        self.pin_izin = KotakPin("PIN Anda")
        self.pin_izin.lengkap.connect(self._allow)
        batal = make_button("Tidak jadi", self._put_away)
        box = QVBoxLayout(self.izin)
        box.setContentsMargins(0, 8, 0, 8)
        box.addWidget(self.kata_izin)
        box.addLayout(in_row(self.pin_izin, batal, 3))
        self.izin.hide()
        return self.izin

    def _pin_part(self) -> QWidget:
        self.pin = PinBaru(self._sesi.tasks, "tebal")
        self.pin.nanti.set_teks("Tidak jadi")
        self.pin.selesai.connect(self._pin_done)
        self.pin.hide()
        return self.pin

    def _bidang_part(self) -> QWidget:
        self.bidang = PilihBidang()
        self.bidang.disimpan.connect(self._keep_bidang)
        self.bidang.batal.connect(self._put_away)
        self.bidang.hide()
        return self.bidang

    def reload(self) -> None:
        """Read who there is, and whether who is logged in may manage them."""
        self.judul.setText(f"Kader Posyandu {self._sesi.nama_posyandu}")
        who, posyandu = self._sesi.petugas, self._sesi.posyandu_id

        def work(conn: Any) -> tuple[tuple[Akun, ...], NotAllowed | None]:
            return list_akun(conn), may_manage(conn, who, posyandu)

        self._sesi.read(self, work, self._show)

    # adding and taking off

    def add(self) -> None:
        """Add the name that is typed."""
        posyandu, who = self._sesi.posyandu_id, self._sesi.petugas
        nama, jabatan = self.nama.text(), str(self.jabatan.currentData())

        def work(conn: Any) -> tuple[str, Changes]:
            return add_kader(conn, who, posyandu_id=posyandu, nama=nama, jabatan=jabatan)

        self._sesi.write(self, work, partial(self._added, nama.strip()), self._refused)

    def _added(self, nama: str, result: tuple[str, Changes]) -> None:
        self.nama.clear()
        self.salah.say()
        self._sesi.saved(f"Kader ditambahkan: {nama}", result[1])
        self.nama.setFocus()

    def _refused(self, error: UserError) -> None:
        self.salah.say(kalimat(error))

    def _retire(self, kader: Pengguna) -> None:
        who = self._sesi.petugas

        def done(changes: Changes) -> None:
            self._sesi.saved(f"{kader.nama} tidak lagi di daftar kader", changes)

        self._sesi.write(self, lambda conn: retire_kader(conn, who, kader.id), done, self._refused)

    # letting in

    def ask_allow(self, kader: Pengguna) -> None:
        """Ask for the PIN of who is logged in, then let this kader in."""
        self._put_away()
        self._siapa = kader
        self.kata_izin.fill(f"Izinkan {kader.nama} masuk di laptop ini: ketik PIN Anda.")
        self.izin.show()
        self.pin_izin.setFocus()

    def _allow(self, pin: str) -> None:
        kader = self._siapa
        if kader is None:
            return
        self.pin_izin.setEnabled(False)
        work = partial(allow_akun, self._sesi.ruang.buku, self._sesi.petugas, kader.id, pin)
        self._sesi.tasks.job(self, work, partial(self._allowed, kader), self._not_allowed)

    def _allowed(self, kader: Pengguna, _changes: Changes) -> None:
        self._put_away()
        self._sesi.message(f"{kader.nama} bisa masuk. Sekarang {kader.nama} memilih PIN-nya.")
        self.ask_pin(kader)
        self.reload()

    def _not_allowed(self, error: UserError) -> None:
        self.pin_izin.setEnabled(True)
        self.pin_izin.clear()
        self.pin_izin.setFocus()
        self._refused(error)

    def ask_pin(self, kader: Pengguna) -> None:
        """A new PIN for this kader, typed by herself."""
        self._put_away()
        self.pin.show()
        self.pin.ask(kader, self._sesi.petugas)

    def _pin_done(self) -> None:
        self._put_away()
        self.reload()

    def _ask_bidang(self, akun: Akun) -> None:
        self._put_away()
        self.bidang.ask(akun.pengguna, akun.bidang)

    def _keep_bidang(self, kader: Pengguna, bidang: tuple[str, ...]) -> None:
        who = self._sesi.petugas

        def done(changes: Changes) -> None:
            self._put_away()
            self._sesi.saved(f"Bidang tugas {kader.nama}: {bidang_words(bidang)}", changes)

        work = partial(set_bidang, petugas=who, kader_id=kader.id, bidang=bidang)
        self._sesi.write(self, work, done, self._refused)

    def _withdraw(self, kader: Pengguna) -> None:
        who = self._sesi.petugas

        def done(_changes: Changes) -> None:
            self._sesi.message(f"{kader.nama} tidak bisa masuk lagi di laptop ini.")
            self.reload()

        self._sesi.write(self, lambda conn: withdraw_akun(conn, who, kader.id), done, self._refused)

    def _put_away(self) -> None:
        self._siapa = None
        self.pin_izin.clear()
        self.pin_izin.setEnabled(True)
        self.kata_izin.fill("")
        self.izin.hide()
        self.pin.hide()
        self.bidang.hide()
        self.salah.say()

    # showing

    def _show(self, found: tuple[tuple[Akun, ...], NotAllowed | None]) -> None:
        everyone, problem = found
        self._empty()
        for part in (self.nama, self.jabatan, self.tambah):
            part.setVisible(problem is None)
        self.alasan.fill(kalimat(problem) if problem else "")
        own = [a for a in everyone if self._belongs(a.pengguna)]
        for line, akun in enumerate(own):
            self._show_line(line, akun, manage=problem is None)

    def _belongs(self, person: Pengguna) -> bool:
        return person.posyandu_id == self._sesi.posyandu_id or (
            person.posyandu_id is None and person.jabatan in _SEDESA
        )

    def _show_line(self, line: int, akun: Akun, *, manage: bool) -> None:
        """One row per kader: who, whether she may come in, her fields, and the doors."""
        kader = akun.pengguna
        self._grid.addWidget(make_label(kader.nama, "tebal"), line, 0)
        self._grid.addWidget(make_label(_LABEL.get(kader.jabatan, kader.jabatan)), line, 1)
        self._grid.addWidget(make_label(_state(akun), "petunjuk", lipat=True), line, _KEADAAN)
        if not manage or kader.id == self._sesi.pengguna.id:
            return
        doors: list[tuple[str, Callable[[], None]]] = []
        if kader.jabatan not in _SEDESA:
            doors.append(("Ubah bidang", partial(self._ask_bidang, akun)))
        if akun.boleh_masuk:
            doors.append(("PIN baru", partial(self.ask_pin, kader)))
            doors.append(("Cabut izin", partial(self._withdraw, kader)))
        else:
            doors.append(("Izinkan", partial(self.ask_allow, kader)))
        doors.append(("Keluarkan", partial(self._retire, kader)))
        for place, (text, call) in enumerate(doors, start=_KEADAAN + 1):
            button = make_button(text, call, tautan=True)
            button.setAccessibleName(f"{text}: {kader.nama}")
            self._grid.addWidget(button, line, place)

    def _empty(self) -> None:
        empty(self._grid)

    def clear(self) -> None:
        """Take the names off."""
        self._put_away()
        self.pin.judul.setText("")
        self._empty()


def _state(akun: Akun) -> str:
    """Whether she may come in here, and her fields."""
    words = "belum bisa masuk"
    if akun.boleh_masuk:
        words = "masuk dengan PIN" if akun.punya_pin else "masuk, belum ada PIN"
    if akun.pengguna.jabatan in _SEDESA:
        return words
    return f"{words}; bidang: {bidang_words(akun.bidang)}"
