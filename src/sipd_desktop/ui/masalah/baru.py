"""Noting a masalah that a kader saw herself: kind, one sentence, saved as true at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.bidang.umum.masalah import RINCIAN_SEKOLAH
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.masalah.baru import SubjekBaru, open_baru
from sipd_desktop.services.masalah.keadaan import MasalahBaru, note_masalah
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.masalah.kata import refusal_words
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_field,
    make_label,
    on_card,
    scrolling,
)
from sipd_desktop.ui.sesi import Sesi


class MasalahBaruPage(Halaman):
    """`sesi.go("masalah_baru", subjek_jenis="warga", subjek=...)`."""

    judul = "Catat masalah"
    bantuan = (
        "Pilih jenis masalahnya dengan panah, atau ketik huruf depannya.",
        "Tulis satu kalimat: apa yang Anda lihat atau dengar dari orangnya.",
        "Yang Anda catat langsung dianggap benar. Salah? Ctrl+Z.",
        "TBC, HIV, dan kesehatan jiwa tidak dicatat di sini. Sampaikan ke bidan.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._subjek = ("", "")
        self.nama = make_label("", "judul", lipat=True)
        self.jenis = QComboBox()
        self.jenis.setAccessibleName("Jenis masalah")
        self.rincian = QComboBox()
        self.rincian.setAccessibleName("Yang mana")
        for key, label in RINCIAN_SEKOLAH:
            self.rincian.addItem(str(label), key)
        self._rincian = QWidget()
        detail = labelled("Yang mana", self.rincian)
        self._rincian.setLayout(detail)
        self.alasan = make_field("Yang Anda lihat", "contoh: Atap bocor, lantai masih tanah")
        self.alasan.setMaxLength(1000)
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan", self._save, utama=True, kunci="Enter")
        self.jenis.currentIndexChanged.connect(self._kind)
        back = make_button("Tidak jadi", sesi.back, tautan=True, kunci="Esc")
        note = make_label(
            "TBC, HIV, dan kesehatan jiwa tidak dicatat di sini: sampaikan ke bidan.", "petunjuk",
            lipat=True,
        )  # fmt: skip
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(12)
        box.addWidget(self.nama)
        box.addWidget(
            on_card(
                labelled("Jenis masalah", self.jenis),
                self._rincian,
                labelled("Yang Anda lihat, satu kalimat", self.alasan),
                note,
                self.keluhan,
                in_row(self.simpan, back, 1),
            )
        )
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        self.enter = EnterGoesOn((self.jenis, self.rincian, self.alasan), self._save)
        self._kind()

    def open(self, subjek_jenis: str = "", subjek: str = "", **_kw: object) -> None:
        """An empty form about one person or household."""
        self.clear()
        self._subjek = (subjek_jenis, subjek)
        self.reload()

    def reload(self) -> None:
        kind, subject = self._subjek
        if subject:
            work = partial(open_baru, petugas=self.sesi.petugas, subjek_jenis=kind, subjek=subject)
            self.sesi.read(self, work, self._show)

    def clear(self) -> None:
        self._subjek = ("", "")
        self.nama.clear()
        self.alasan.clear()
        self.keluhan.say()

    def focus_start(self) -> None:
        self.jenis.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self.sesi.back}

    def _show(self, about: SubjekBaru) -> None:
        self.nama.setText(f"Masalah: {about.nama}")
        chosen = self.jenis.currentData()
        self.jenis.clear()
        for key, label in about.jenis:
            self.jenis.addItem(label, key)
        self.jenis.setCurrentIndex(max(self.jenis.findData(chosen), 0))

    def _kind(self) -> None:
        self._rincian.setVisible(self.jenis.currentData() == "tidak_sekolah")

    def _save(self) -> None:
        kind, subject = self._subjek
        jenis = self.jenis.currentData() or ""
        kode = self.rincian.currentData() if jenis == "tidak_sekolah" else ""
        petugas = self.sesi.petugas
        baru = MasalahBaru(kind, subject, jenis, self.sesi.tanggal, self.alasan.text(), kode)

        def work(conn: Any) -> tuple[str, Changes]:
            return note_masalah(conn, petugas, baru)

        self.sesi.write(self, work, self._saved, self._refused)

    def _saved(self, made: tuple[str, Changes]) -> None:
        self.sesi.saved("Masalah dicatat", made[1])
        self.sesi.back()

    def _refused(self, error: UserError) -> None:
        self.keluhan.say(refusal_words(error))
