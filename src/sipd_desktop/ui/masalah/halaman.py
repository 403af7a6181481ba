"""The card of one masalah: why it is there, and one key for each thing that can follow.

1 Benar, 2 Bukan, 3 Tangani, 4 Selesai, 5 Buka lagi, 6 Teruskan; Ctrl+Z takes the last one back.
Keys whose step cannot follow are not shown at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.masalah import RINCIAN_SEKOLAH
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.masalah.kartu import KartuMasalah, open_kartu
from sipd_desktop.services.masalah.keadaan import Tugas, confirm, finish, reject, reopen, take_on
from sipd_desktop.services.masalah.tautan import DITERUSKAN, Tautan, link
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.masalah.kartu import IsiKartu
from sipd_desktop.ui.masalah.kata import refusal_words
from sipd_desktop.ui.masalah.tautan import IsianTautan
from sipd_desktop.ui.masalah.tugas import IsianTugas
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_card, make_label, scrolling
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.alir import AlirLayout

_LANGKAH = (
    ("terkonfirmasi", "Benar", "1", "circle-check"),
    ("bukan", "Bukan", "2", "x"),
    ("ditangani", "Tangani", "3", "user-plus"),
    ("selesai", "Selesai", "4", "list-check"),
    ("buka", "Buka lagi", "5", "arrow-back-up"),
    ("tautan", "Teruskan", "6", "arrow-right"),
)
_KATA = {
    "terkonfirmasi": "Dinyatakan benar",
    "bukan": "Dinyatakan bukan masalah",
    "selesai": "Masalah selesai",
    "buka": "Masalah dibuka lagi",
}


class MasalahPage(Halaman):
    """One masalah, reached from a row of a list by `sesi.go("masalah", masalah_id=...)`."""

    judul = "Masalah"
    kinds = frozenset({"masalah", "warga", "keluarga", "kader"})
    bantuan = (
        "Baca alasannya dan tanggal datanya. Dugaan belum tentu benar: tanyakan ke orangnya.",
        "1 menyatakan benar, 2 bukan masalah. Salah tekan? Ctrl+Z.",
        "3 menunjuk unit kerja, kader, dan tenggat. 4 menutupnya sebagai selesai.",
        "6 meneruskan ke rujukan, kasus, atau aspirasi: pilih catatannya, atau tulis sendiri.",
        "F6 membuka keluarganya. F3 mencatat masalah lain yang Anda lihat sendiri.",
        "Pendataan baru tidak pernah mengubah yang sudah dinyatakan benar atau bukan.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = ""
        self.kartu: KartuMasalah | None = None
        self.isi = IsiKartu()
        self.tombol = {
            key: make_button(text, partial(self.step, key), ikon=icon, kunci=digit)
            for key, text, digit, icon in _LANGKAH
        }
        self.keluarga = make_button("Buka keluarga", self._family, tautan=True, kunci="F6")
        self.lain = make_button("Catat masalah lain", self._other, tautan=True, kunci="F3")
        self.batas = make_button("Lihat batasnya", self._limits, tautan=True)
        self.tolak = make_label("", "petunjuk", lipat=True)
        self.tugas = IsianTugas()
        self.tugas.disimpan.connect(self._take_on)
        self.tugas.batal.connect(self._put_away)
        self.tautan = IsianTautan()
        self.tautan.disimpan.connect(self._link)
        self.tautan.batal.connect(self._put_away)
        self.sekolah, self._pilihan = self._school()
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(12)
        head = in_row()
        head.addWidget(self.isi.nama, 1)
        head.addWidget(make_button("Kembali", sesi.back, tautan=True, kunci="Esc"))
        box.addLayout(head)
        box.addWidget(self.isi)
        steps = AlirLayout(jarak=10)
        steps.setContentsMargins(0, 0, 0, 0)
        for button in (*self.tombol.values(), self.keluarga, self.lain, self.batas):
            steps.addWidget(button)
        self.langkah = QWidget()
        self.langkah.setLayout(steps)
        box.addWidget(self.tolak)
        box.addWidget(self.langkah)
        box.addWidget(self.sekolah)
        box.addWidget(self.tugas)
        box.addWidget(self.tautan)
        box.addWidget(self.isi.bawah)
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        self._put_away()

    def _school(self) -> tuple[QWidget, tuple[str, ...]]:
        frame, box = make_card("Yang mana?")
        row = AlirLayout(jarak=10)
        for number, (key, label) in enumerate(RINCIAN_SEKOLAH, start=1):
            row.addWidget(make_button(str(label), partial(self._confirm, key), kunci=str(number)))
        box.addLayout(row)
        return frame, tuple(key for key, _ in RINCIAN_SEKOLAH)

    # the contract of a page

    def open(self, masalah_id: str = "", **_kw: object) -> None:
        """Show one masalah; looking at it is noted once per login."""
        if masalah_id != self._id:
            self.clear()
        self._id = masalah_id
        self.reload()

    def reload(self) -> None:
        if self._id:
            open_checked(self, self.sesi, "masalah", self._id, self._load)

    def _load(self) -> None:
        petugas, hari, wanted = self.sesi.petugas, self.sesi.tanggal, self._id
        work = partial(open_kartu, petugas=petugas, masalah_id=wanted, acuan=hari)
        self.sesi.read(self, work, self._show, self._gone)

    def clear(self) -> None:
        self.kartu = None
        self.isi.clear()
        self._put_away()
        for button in self.tombol.values():
            button.hide()

    def focus_start(self) -> None:
        shown = [b for b in self.tombol.values() if b.isVisible() and b.isEnabled()]
        # Enter must not confirm anything by habit: the cursor stands on the door to the family
        (self.keluarga if shown or self.keluarga.isVisible() else self).setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back, "baru": self._other}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if event.key() == Qt.Key.Key_F6:
            self._family()
        elif self.sekolah.isVisible() and digit in ("1", "2", "3"):
            self._confirm(self._pilihan[int(digit) - 1])
        elif not self._asking() and self._by_digit(digit):
            return
        else:
            super().keyPressEvent(event)

    def _by_digit(self, digit: str) -> bool:
        for key, _text, number, _icon in _LANGKAH:
            button = self.tombol[key]
            if digit == number and button.isVisible() and button.isEnabled():
                self.step(key)
                return True
        return False

    def _asking(self) -> bool:
        """Boxes are being filled in; digits are theirs."""
        return self.tugas.isVisible() or self.tautan.isVisible()

    def _back(self) -> None:
        if self._asking() or self.sekolah.isVisible():
            self._put_away()
            self.focus_start()
        else:
            self.sesi.back()

    # showing

    def _show(self, kartu: KartuMasalah) -> None:
        self.kartu = kartu
        self.isi.fill(kartu, self.sesi.keterangan.zona, self.sesi.tanggal)
        problem = kartu.alasan_tolak
        self.tolak.fill(kalimat(problem) if problem else "")
        for key, button in self.tombol.items():
            button.setVisible(_can(kartu, key))
            button.setEnabled(problem is None)
        words = "Ubah penugasan" if kartu.baris.status == "ditangani" else "Tangani"
        self.tombol["ditangani"].set_teks(words)
        self.tombol["tautan"].set_teks("Ubah tujuan" if kartu.tautan.jenis else "Teruskan")
        self.keluarga.setVisible(kartu.baris.keluarga_id is not None)
        self.lain.setEnabled(problem is None)
        self.batas.setVisible(kartu.baris.asal == "aturan")
        focus = self.window().focusWidget()
        if focus is None or not focus.isVisible() or not self.isAncestorOf(focus):
            self.focus_start()

    def _gone(self, error: UserError) -> None:
        self.clear()
        self.sesi.message(kalimat(error))
        self.sesi.back()

    def _instead(self, part: QWidget | None) -> None:
        """A question takes the place of the steps and of what is below."""
        for one in (self.tugas, self.tautan, self.sekolah):
            one.setVisible(one is part)
        for one in (self.langkah, self.isi.bawah):
            one.setVisible(part is None)

    def _put_away(self) -> None:
        self._instead(None)
        for part in (self.tugas, self.tautan):
            part.keluhan.say()

    # doing

    def step(self, key: str) -> None:
        """What a button or its digit does."""
        if self.kartu is None or not self._id:
            return
        self._put_away()
        row = self.kartu.baris
        if key == "ditangani":
            known = Tugas(self.kartu.unit_usul, row.kader_id, row.tenggat)
            self._instead(self.tugas)
            self.tugas.ask(self.sesi.tanggal, self.kartu.kader, known)
        elif key == "tautan":
            self._instead(self.tautan)
            self.tautan.ask(self.sesi.tanggal, self.kartu.pilihan, self.kartu.tautan)
        elif key == "terkonfirmasi" and row.jenis == "tidak_sekolah" and not self.kartu.rincian:
            self._instead(self.sekolah)
            self.setFocus()
        else:
            call = {
                "terkonfirmasi": confirm,
                "bukan": reject,
                "selesai": finish,
                "buka": reopen,
            }[key]
            self._write(call, _KATA[key])

    def _confirm(self, kode: str) -> None:
        label = dict(RINCIAN_SEKOLAH)[kode]
        self._write(partial(confirm, kode=kode), f"Dinyatakan benar: {str(label).lower()}")

    def _take_on(self, tugas: Tugas) -> None:
        self._write(partial(take_on, tugas=tugas), "Penugasan tersimpan")

    def _link(self, tautan: Tautan) -> None:
        said = "Tujuannya tersimpan" if tautan.jenis else "Tautannya dilepas"

        def call(conn: Any, petugas: Petugas, masalah_id: str, _hari: date) -> Changes:
            return link(conn, petugas, masalah_id, tautan)

        self._write(call, said)

    def _write(self, call: Callable[..., Changes], said: str) -> None:
        petugas, hari, wanted = self.sesi.petugas, self.sesi.tanggal, self._id

        def work(conn: Any) -> Changes:
            return call(conn, petugas, wanted, hari)

        def done(changes: Changes) -> None:
            self._put_away()
            self.sesi.saved(said, changes)
            self.focus_start()

        self.sesi.write(self, work, done, self._refused)

    def _refused(self, error: UserError) -> None:
        asked = next((p for p in (self.tugas, self.tautan) if p.isVisible()), None)
        if asked is not None:
            asked.keluhan.say(refusal_words(error))
        else:
            self.sesi.message(refusal_words(error))

    def _family(self) -> None:
        if self.kartu is not None and self.kartu.baris.keluarga_id:
            row = self.kartu.baris
            who = {"warga_id": row.subjek} if row.subjek_jenis == "warga" else {}
            self.sesi.go("keluarga", keluarga_id=row.keluarga_id, **who)

    def _limits(self) -> None:
        self.sesi.go("masalah_setelan")

    def _other(self) -> None:
        if self.kartu is not None:
            row = self.kartu.baris
            self.sesi.go("masalah_baru", subjek_jenis=row.subjek_jenis, subjek=row.subjek)


def _can(kartu: KartuMasalah, key: str) -> bool:
    """Whether this step can follow."""
    extra = {"buka": kartu.is_tutup, "tautan": kartu.baris.status in DITERUSKAN}
    return extra.get(key, key in kartu.langkah)
