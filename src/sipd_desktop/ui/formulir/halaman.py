"""Formulir: choose one for a person or family, fill it by keyboard, correct or void an old one.

The page is made from the declaration; nothing in here knows a single form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.base.tampil import tanggal_angka, tanggal_pendek
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.beda.kata import Pembaca
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.formulir import (
    Jenis,
    LembarForm,
    PilihanForm,
    check_form,
    list_form,
    open_form,
    save_form,
    void_form,
)
from sipd_desktop.ui.formulir.lembar import LembarIsian
from sipd_desktop.ui.formulir.pilih import PilihForm
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    make_button,
    make_field,
    make_label,
    scrolling,
)
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks


class FormulirPage(Halaman):
    """Any form of the catalogue without a hand-made panel."""

    judul = "Formulir"
    kinds = frozenset({"isian"})
    bantuan = (
        "Tekan angka di depan nama formulir untuk mengisinya.",
        "Enter pindah ke isian berikutnya, Shift+Enter kembali.",
        "Pilihan dipilih dengan angkanya; Ya dan Tidak dengan Y dan T.",
        "Di isian terakhir Enter menyimpan. Salah simpan? Tekan Ctrl+Z.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._jenis: Jenis = "warga"
        self._subjek = self._wanted = ""
        self.lembar: LembarForm | None = None
        self.isian: LembarIsian | None = None
        self._enter: EnterGoesOn | None = None
        self.pilih = PilihForm()
        self.pilih.diminta.connect(self._ask_form)
        self.nama = make_label("", "judul")
        self.apa = make_label("", "bagian")
        self.tanggal = make_field("Tanggal", "tanggal-bulan-tahun")
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan", self.save, utama=True, kunci="Enter")
        self.batal = make_button("Batalkan isian ini", self._void, tautan=True)
        self.kembali = make_button("Kembali", self._leave, tautan=True, kunci="Esc")
        self._tempat = QWidget()
        self._ruang = QVBoxLayout(self._tempat)
        self._ruang.setContentsMargins(0, 0, 0, 0)
        filling = QWidget()
        box = QVBoxLayout(filling)
        box.setSpacing(10)
        label = make_label("Tanggal", "tebal")
        label.setBuddy(self.tanggal)
        self.tanggal.setMaximumWidth(220)
        box.addLayout(in_row(label, self.tanggal, 1))
        box.addWidget(self._tempat)
        box.addWidget(self.keluhan)
        box.addLayout(in_row(self.simpan, self.batal, 1))
        box.addStretch(1)
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(scrolling(self.pilih))
        self.tumpuk.addWidget(scrolling(filling))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        head = in_row(self.nama, self.apa, 1, self.kembali)
        head.setContentsMargins(10, 6, 10, 0)
        head.setSpacing(18)
        outer.addLayout(head)
        outer.addWidget(self.tumpuk, 1)

    # the contract of a page

    def open(
        self, jenis: str = "warga", subjek: str = "", form: str = "", isian: str = "", **_kw: object
    ) -> None:
        """The forms of a person (`warga`) or family (`keluarga`); with `form` straight to it."""
        self._jenis, self._subjek, self._wanted = cast("Jenis", jenis), subjek, form
        self._drop()
        self.nama.clear()
        self.pilih.fill(())
        if subjek:
            open_checked(self, self.sesi, jenis, subjek, partial(self._begin, form, isian))

    def _begin(self, form: str, isian: str) -> None:
        if form:
            self._ask_form(form, isian)
        self._list()

    def reload(self) -> None:
        if self._subjek and self.lembar is None:  # what is being typed stays
            open_checked(self, self.sesi, self._jenis, self._subjek, self._list)

    def _list(self) -> None:
        jenis, subjek, tanggal = self._jenis, self._subjek, self.sesi.tanggal
        self.sesi.read(self, lambda c: list_form(c, jenis, subjek, tanggal), self._show_list)

    def clear(self) -> None:
        self._drop()
        self.nama.clear()
        self.pilih.fill(())

    def focus_start(self) -> None:
        if self.isian is not None:
            next(self.isian.boxes()).setFocus()
        else:
            self.pilih.focus_start()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._leave}

    # choosing

    def _show_list(self, found: tuple[PilihanForm, ...]) -> None:
        if self.lembar is None:
            self.pilih.fill(found)
            self.tumpuk.setCurrentIndex(0)
            self.pilih.focus_start()

    def _ask_form(self, form: str, isian: str = "") -> None:
        work = partial(
            open_form,
            form_key=form,
            jenis=self._jenis,
            subjek=self._subjek,
            tanggal=self.sesi.tanggal,
            isian_id=isian or None,
        )
        self.sesi.read(self, lambda conn: self._with_words(conn, work(conn)), self._show_form)

    def _with_words(self, conn: Any, lembar: LembarForm) -> tuple[LembarForm, dict[str, str]]:
        baca = Pembaca(conn, lembar.tanggal, self.sesi.keterangan.zona)
        words = {f.key: baca.words(f, lembar.lalu.get(f.key)) for f in lembar.form.fields()}
        return lembar, {k: w for k, w in words.items() if lembar.lalu.get(k) is not None}

    def _show_form(self, found: tuple[LembarForm, dict[str, str]]) -> None:
        lembar, words = found
        self._drop()
        self.lembar = lembar
        self.nama.setText(lembar.judul)
        self.apa.setText(teks(lembar.form.label))
        self.tanggal.setText(tanggal_angka(lembar.tanggal))
        self.isian = LembarIsian(lembar.form, self.sesi.tanggal)
        self.isian.set_nilai(lembar.nilai)
        if lembar.tanggal_lalu is not None:
            self.isian.set_lalu(words, f"Lalu, {tanggal_pendek(lembar.tanggal_lalu)}")
        self._ruang.addWidget(self.isian)
        self.batal.setVisible(lembar.isian_id is not None)
        self._enter = EnterGoesOn([*self.isian.boxes(), self.simpan], self.save)
        self.tumpuk.setCurrentIndex(1)
        self.focus_start()

    def _drop(self) -> None:
        self.lembar = None
        self.apa.clear()
        self.keluhan.say()
        if self._enter is not None:
            self._enter.release()
            self._enter = None
        if self.isian is not None:
            self.isian.hide()
            self._ruang.removeWidget(self.isian)
            self.isian.deleteLater()
            self.isian = None

    # saving

    def save(self) -> None:
        """Check, store, and go back to the list; what is wrong is said beside its question."""
        if self.lembar is None or self.isian is None:
            return
        lembar, nilai, day = self.lembar, self.isian.nilai(), self._day()
        today = self.sesi.tanggal
        problems = check_form(lembar.form, nilai, day, today) if day is not None else ()
        if day is None:
            problems = (Problem("tanggal", "isian-tanggal"),)
        if problems or day is None:
            self._show_problems(problems)
            return
        who = self.sesi.petugas
        self.sesi.write(
            self,
            lambda conn: save_form(conn, who, lembar, nilai, day, today)[1],
            self._saved,
            self._refused,
        )

    def _day(self) -> date | None:
        return read_tanggal_teks(self.tanggal.text(), self.sesi.tanggal).tanggal

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        assert self.isian is not None
        self.isian.show_problems(problems)
        first = problems[0]
        box: QWidget = self.tanggal
        if first.field in self.isian.tanya:
            box = self.isian.tanya[first.field].kotak
            self.keluhan.say()
        else:
            self.keluhan.say(kalimat(UserError(first.code, **dict(first.params))))
        box.setFocus()
        if isinstance(box, QLineEdit):
            box.selectAll()

    def _saved(self, changes: Changes) -> None:
        assert self.lembar is not None
        said = f"Tersimpan: {teks(self.lembar.form.label)}, {self.lembar.judul}"
        self._close()
        self.sesi.saved(said, changes)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, InvalidInput) and self.isian is not None:
            self._show_problems(error.problems)
        else:
            self.keluhan.say(kalimat(error))

    def _void(self) -> None:
        if self.lembar is None or self.lembar.isian_id is None:
            return
        who, row_id = self.sesi.petugas, self.lembar.isian_id
        said = f"Dibatalkan: {teks(self.lembar.form.label)}"

        def done(changes: Changes) -> None:
            self._close()
            self.sesi.saved(said, changes)

        self.sesi.write(self, lambda conn: void_form(conn, who, row_id), done, self._refused)

    def _close(self) -> None:
        self._drop()
        self.reload()

    def _leave(self) -> None:
        if self.lembar is not None and not self._wanted:
            self._close()
        else:
            self._drop()
            self.sesi.back()
