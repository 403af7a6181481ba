"""Batas masalah: the thresholds the desa uses, since when and by whom; one is changed at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import NotAllowed, UserError
from sipd_desktop.base.tampil import tanggal_pendek, teks_ribuan
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hak import may
from sipd_desktop.services.masalah.setelan import BarisSetelan, list_setelan, save_setelan
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.masalah.kata import refusal_words
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_card,
    make_field,
    make_label,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TANDA = {"pasti": "pasti", "K": "perlu dicek", "?": "belum pasti"}
_KOLOM = (
    Column("label", "Batas", lambda r: r.angka.label, rentang=True),
    Column("nilai", "Dipakai", lambda r: _value(r.nilai, r), "kanan"),
    Column("sejak", "Sejak", lambda r: tanggal_pendek(r.sejak)),
    Column("oleh", "Ditetapkan", lambda r: r.oleh or "bawaan"),
    Column("tanda", "Dasar", lambda r: _TANDA.get(r.angka.tanda, r.angka.tanda)),
)


def _value(nilai: int, row: BarisSetelan) -> str:
    if row.angka.satuan == "x 0,1 m2":
        return f"{nilai / 10:.1f} m2".replace(".", ",")
    return f"{teks_ribuan(nilai)} {row.angka.satuan}".strip()


class MasalahSetelanPage(Halaman):
    """Reached by `sesi.go("masalah_setelan")`; ketua and operator change, others read."""

    judul = "Batas masalah"
    kinds = frozenset({"setelan_desa"})
    bantuan = (
        "Panah memilih batas, Enter mengubahnya. Ketik angkanya, lalu Enter.",
        "Batas baru berlaku mulai hari ini di semua laptop desa, sesudah kirim dan terima.",
        "Hanya dugaan yang dinilai ulang. Yang sudah dinyatakan benar atau bukan tidak berubah.",
        "Yang bertanda belum pasti: tanyakan dulu ke Puskesmas atau desa.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.tabel = TableView("Batas masalah", _KOLOM)
        self.tabel.dipilih.connect(self._picked)
        self.tabel.dibuka.connect(lambda _row: self._into_box())
        self.judul_batas = make_label("", "bagian", lipat=True)
        self.sumber = make_label("", "petunjuk", lipat=True)
        self.nilai = make_field("Batas baru")
        self.dasar = make_field("Dasar", "contoh: keputusan musdes")
        self.dasar.setMaxLength(200)
        self.keluhan = Keluhan()
        self.simpan = make_button("Pakai mulai hari ini", self._save, utama=True, kunci="Enter")
        self.tolak = make_label("", "petunjuk", lipat=True)
        self.kartu, box = make_card()
        box.addWidget(self.judul_batas)
        box.addWidget(self.sumber)
        fields = in_row()
        fields.setSpacing(12)
        fields.addLayout(labelled("Batas baru", self.nilai), 1)
        fields.addLayout(labelled("Dasar (boleh kosong)", self.dasar), 2)
        box.addLayout(fields)
        box.addWidget(self.keluhan)
        box.addLayout(in_row(self.simpan, 1))
        outer = QVBoxLayout(self)
        outer.setSpacing(10)
        head = in_row(make_label("Batas yang dipakai desa ini", "judul"), 1)
        head.addWidget(make_button("Kembali", sesi.back, tautan=True, kunci="Esc"))
        outer.addLayout(head)
        outer.addWidget(self.tabel, 1)
        outer.addWidget(self.tolak)
        outer.addWidget(self.kartu)
        self.enter = EnterGoesOn((self.nilai, self.dasar), self._save)

    def reload(self) -> None:
        petugas, hari = self.sesi.petugas, self.sesi.hari_ini

        def work(conn: Any) -> tuple[tuple[BarisSetelan, ...], NotAllowed | None]:
            return list_setelan(conn, hari), may(conn, petugas, "setelan_desa", "ubah")

        self.sesi.read(self, work, self._show)

    def focus_start(self) -> None:
        self.tabel.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back}

    def _back(self) -> None:
        if self.nilai.hasFocus() or self.dasar.hasFocus():
            self.tabel.setFocus()
        else:
            self.sesi.back()

    def _show(self, found: tuple[tuple[BarisSetelan, ...], NotAllowed | None]) -> None:
        rows, problem = found
        before = self._row()
        same = next((r for r in rows if before and r.angka.kode == before.angka.kode), None)
        self.tabel.set_rows(rows, same)
        if self.tabel.row() is None:
            self.tabel.select(0)
        self.kartu.setVisible(problem is None)
        self.tolak.fill(kalimat(problem) if problem else "")
        self._picked(self.tabel.row())

    def _row(self) -> BarisSetelan | None:
        row = self.tabel.row()
        return row if isinstance(row, BarisSetelan) else None

    def _picked(self, _row: object) -> None:
        row = self._row()
        if row is None:
            return
        self.judul_batas.setText(row.angka.label)
        low, high = (_value(n, row) for n in (row.angka.min, row.angka.maks))
        self.sumber.setText(f"{row.angka.sumber}. Boleh {low} sampai {high}.")
        self.nilai.clear()
        self.dasar.clear()
        self.keluhan.say()

    def _into_box(self) -> None:
        if self.kartu.isVisible():
            self.nilai.setFocus()

    def _save(self) -> None:
        row = self._row()
        if row is None:
            return
        digits = self.nilai.text().replace(".", "").replace(" ", "").removeprefix("Rp")
        value = int(digits) if digits.isdecimal() else row.angka.min - 1
        if row.angka.satuan == "x 0,1 m2":
            value = _tenths(self.nilai.text(), row.angka.min - 1)
        petugas, hari, why = self.sesi.petugas, self.sesi.hari_ini, self.dasar.text().strip()
        work = partial(
            save_setelan,
            petugas=petugas,
            kode=row.angka.kode,
            nilai=value,
            berlaku=hari,
            sumber=why,
        )
        self.sesi.write(self, work, self._saved, self._refused)

    def _saved(self, changes: Changes) -> None:
        self.sesi.saved("Batas baru dipakai mulai hari ini", changes)
        self.tabel.setFocus()

    def _refused(self, error: UserError) -> None:
        self.keluhan.say(refusal_words(error))


def _tenths(text: str, bad: int) -> int:
    """A typed number of square metres in tenths; `bad` when it is none."""
    try:
        return round(float(text.replace(",", ".").removesuffix("m2").strip()) * 10)
    except ValueError:
        return bad
