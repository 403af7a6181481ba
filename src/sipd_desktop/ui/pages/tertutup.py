"""Catatan tertutup of one person: the bidan writes at once, and reads after her own four words.

What was opened is forgotten when the screen is locked, the account changes, or the page is left.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.kunci_tertutup import KunciTerbuka, Pembaca, let_in, make_reader, unlock
from sipd_desktop.services.lembar_tertutup import LembarTertutup, open_lembar
from sipd_desktop.services.tertutup import CatatanBaru, record_look, save_catatan
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import (
    Keluhan,
    in_row,
    labelled,
    make_button,
    make_card,
    make_label,
    scrolling,
)
from sipd_desktop.ui.pages.isian_sandi import IsianSandi
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TUTUP = "tertutup"
_KOLOM = (
    Column("tanggal", "Tanggal", lambda c: tanggal_pendek(c.tanggal) if c.tanggal else "-"),
    Column("jenis", "Jenis"),
    Column("isi", "Isi", lambda c: _TUTUP if c.isi is None else c.isi, rentang=True),
    Column(
        "tindak_lanjut",
        "Tindak lanjut",
        lambda c: _TUTUP if c.tindak_lanjut is None else c.tindak_lanjut or "-",
        rentang=True,
    ),
)


class TertutupPage(Halaman):
    """List, opening, and a new note."""

    judul = "Catatan tertutup"
    kinds = frozenset({"catatan_tertutup", "kunci_tertutup", "pembaca_tertutup"})
    bantuan = (
        "Hanya bidan yang punya kata sandi catatan tertutup bisa membaca isinya.",
        "Menulis tidak perlu kata sandi. Isi langsung ditutup saat disimpan.",
        "Ketik empat kata Anda untuk membuka. Ctrl+L menutupnya lagi.",
        "Kader paling banyak melihat tanda: ada tindak lanjut, tanya bidan.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = ""
        self._siapa: str | None = None
        self._kunci: KunciTerbuka | None = None
        self.isi: LembarTertutup | None = None
        self.kepala = make_label("", "judul", lipat=True)
        self.keadaan = make_label("", "petunjuk", lipat=True)
        self.daftar = TableView("Catatan tertutup", _KOLOM)
        self.daftar.setMinimumHeight(px(150))
        self.sandi = IsianSandi()
        self.sandi.diminta.connect(self._unlock)
        self.buka = make_button("Buka", self._unlock, ikon="lock")
        self.kata = make_label("", "bagian", lipat=True)
        self.kata.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buat = make_button("Buat kata sandi catatan tertutup", self._make, utama=True)
        self.akses = make_button("", self._let_in, ikon="user-plus")
        self.keluhan = Keluhan()
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(make_button("Kembali", sesi.back, tautan=True, kunci="Esc"))
        box.addLayout(head)
        box.addWidget(self.keadaan)
        box.addWidget(self.daftar, 1)
        self.baris_buka = QWidget()
        row = QHBoxLayout(self.baris_buka)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sandi, 1)
        row.addWidget(self.buka, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.baris_buka, self.kata, self.keluhan):
            box.addWidget(part)
        box.addLayout(in_row(self.buat, self.akses, 1))
        box.addWidget(self._form())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))

    def _form(self) -> QWidget:
        self.form, box = make_card("Catatan baru")
        self.jenis = QComboBox()
        self.jenis.setAccessibleName("Jenis catatan")
        self.teks, self.lanjut = (self._box(name) for name in ("Isi", "Tindak lanjut"))
        self.tanda = QCheckBox("Beri tanda untuk kader: ada tindak lanjut, tanya bidan")
        self.simpan = make_button("Simpan tertutup", self._save, utama=True, ikon="lock")
        first = in_row()
        first.addLayout(labelled("Jenis", self.jenis), 1)
        first.addStretch(2)
        texts = in_row()
        texts.addLayout(labelled("Isi", self.teks), 1)
        texts.addLayout(labelled("Tindak lanjut", self.lanjut), 1)
        box.addLayout(first)
        box.addLayout(texts)
        box.addLayout(in_row(self.simpan, self.tanda, 1))
        return self.form

    def _box(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(px(76))
        return made

    # the contract of a page

    def open(self, warga_id: str = "", **_kw: object) -> None:
        """Show one person; nothing is open yet, and no draft of another is left."""
        self._id = warga_id
        self.clear()
        self.reload()

    def reload(self) -> None:
        if self._siapa != self.sesi.petugas.akun:
            self._siapa = self.sesi.petugas.akun
            self.clear()
        if self._id:
            open_checked(self, self.sesi, "warga", self._id, self._load)

    def _load(self) -> None:
        petugas, kunci, hari = self.sesi.petugas, self._kunci, self.sesi.tanggal
        work = partial(open_lembar, petugas=petugas, warga_id=self._id, tanggal=hari, terbuka=kunci)
        self.sesi.read(self, work, self._show)

    def clear(self) -> None:
        self._forget()
        self.isi = None
        for label in (self.kepala, self.keadaan):
            label.clear()
        self.daftar.set_rows(())
        self.jenis.clear()
        self.tanda.setChecked(False)
        for part in (self.form, self.baris_buka, self.buat, self.akses):
            part.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.clear()

    def focus_start(self) -> None:
        if self.baris_buka.isVisible():
            self.sandi.focus_start()
        else:
            (self.jenis if self.form.isVisible() else self.buat).setFocus()

    def _forget(self) -> None:
        self._kunci = None
        self.sandi.reset()
        self.kata.clear()
        self.kata.hide()
        self.keluhan.say()
        self.teks.clear()
        self.lanjut.clear()

    # showing

    def _show(self, isi: LembarTertutup) -> None:
        self.isi = isi
        self.kepala.setText(f"Catatan tertutup: {isi.nama}")
        self.daftar.set_rows(isi.catatan)
        self.keadaan.setText(self._words(isi))
        shut = self._kunci is None
        self.baris_buka.setVisible(isi.punya_kata and shut and bool(isi.catatan))
        self.buat.setVisible(bool(isi.jenis) and not isi.punya_kata)
        self.form.setVisible(bool(isi.jenis) and isi.ada_kunci)
        self.akses.setVisible(not shut and bool(isi.menunggu))
        if isi.menunggu:
            self.akses.set_teks(f"Beri akses baca: {isi.menunggu[0].nama}")
        if not self.teks.toPlainText():
            self.tanda.setChecked(isi.tanda)
        chosen = self.jenis.currentData()
        self.jenis.clear()
        for key, label in isi.jenis:
            self.jenis.addItem(label, key)
        self.jenis.setCurrentIndex(max(self.jenis.findData(chosen), 0))

    def _words(self, isi: LembarTertutup) -> str:
        if not isi.jenis:
            return (
                "Laptop ini belum didaftarkan untuk catatan tertutup. Minta operator desa "
                "mendaftarkannya."
            )
        if not isi.punya_kata:
            return "Buat kata sandi catatan tertutup dulu: empat kata, hanya untuk Anda."
        if self._kunci is None:
            return f"{len(isi.catatan)} catatan, tertutup." if isi.catatan else "Belum ada catatan."
        return f"{len(isi.catatan)} catatan, terbuka sampai layar ditutup atau dikunci."

    # acts

    def _unlock(self) -> None:
        words, who = self.sandi.sandi(), self.sesi.petugas.akun or ""
        self.sesi.read(
            self,
            lambda conn: unlock(conn, who, words),
            self._opened,
            lambda error: self.keluhan.say(sentence(error)),
            slow=True,
        )

    def _opened(self, kunci: KunciTerbuka) -> None:
        self._kunci = kunci
        self.sandi.reset()
        self.keluhan.say()
        petugas, warga_id = self.sesi.petugas, self._id
        self.sesi.write(self, lambda conn: record_look(conn, petugas, warga_id))
        self.reload()

    def _make(self) -> None:
        petugas = self.sesi.petugas
        self.sesi.write(self, lambda conn: make_reader(conn, petugas), self._made)

    def _made(self, made: tuple[str, Changes]) -> None:
        self.kata.setText(
            f"Empat kata Anda: {made[0]}\nTulis di kartu sekarang. Kata ini tidak disimpan dan "
            "tidak bisa ditampilkan lagi."
        )
        self.kata.show()
        self.reload()

    def _let_in(self) -> None:
        if self.isi is None or self._kunci is None or not self.isi.menunggu:
            return
        petugas, kunci, who = self.sesi.petugas, self._kunci, self.isi.menunggu[0]
        self.sesi.write(
            self,
            lambda conn: let_in(conn, petugas, kunci, who.id),
            lambda changes: self._let(who, changes),
        )

    def _let(self, who: Pembaca, _changes: Changes) -> None:
        self.sesi.message(f"{who.nama} kini bisa membaca catatan tertutup.")
        self.reload()

    def _save(self) -> None:
        data = CatatanBaru(
            self.jenis.currentData() or "",
            self.sesi.tanggal,
            self.teks.toPlainText(),
            self.lanjut.toPlainText(),
            self.tanda.isChecked(),
        )
        petugas, warga_id = self.sesi.petugas, self._id
        self.sesi.write(
            self,
            lambda conn: save_catatan(conn, petugas, warga_id, data),
            self._saved,
            self._refused,
        )

    def _saved(self, changes: Changes) -> None:
        self.teks.clear()
        self.lanjut.clear()
        self.keluhan.say()
        self.sesi.saved("Catatan tertutup tersimpan.", changes)
        self.reload()

    def _refused(self, error: UserError) -> None:
        self.keluhan.say(
            sentence(error.problems[0].code if isinstance(error, InvalidInput) else error)
        )
