"""Perlu dipilih: where a file and this laptop disagree, and whether two are one person.

The list on the left, the answers large on the right, one key each; Ctrl+Z takes a choice back.
Enter accepts nothing.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import mask_nomor, tanggal_pendek
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.impor.jawab_usul import Terjawab, answer_usul, reopen_usul
from sipd_desktop.services.impor.pilih import Bentrok, Putusan, choose_bentrok, list_bentrok
from sipd_desktop.services.impor.pilih_orang import CalonUsul, UsulTerbuka, list_usul
from sipd_desktop.services.impor.profil import TULISAN_PROFIL
from sipd_desktop.services.impor.riwayat import reopen_bentrok
from sipd_desktop.services.impor.sebut import MENYEBUT_NOMOR
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.impor.kartu_pilih import KartuPilih, about
from sipd_desktop.ui.impor.kata import ALASAN_USUL, JUDUL_USUL, kalimat_jawab
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView

Soal = Bentrok | UsulTerbuka
_BANYAK = 4
"""People shown for one proposal."""


def _who(row: Soal) -> str:
    if isinstance(row, Bentrok):
        return f"Keluarga KK {mask_nomor(row.nama)}" if row.nama.isdigit() else row.nama
    if row.di_berkas is not None:
        return row.di_berkas.nama
    return row.calon[0].nama if row.calon else f"Baris {row.row}"


def _what(row: Soal) -> str:
    return row.label if isinstance(row, Bentrok) else JUDUL_USUL[row.usul.alasan]


_KOLOM = (
    Column("siapa", "Tentang", _who, rentang=True),
    Column("apa", "Yang berbeda", _what, rentang=True),
)


class PilihImporPage(Halaman):
    """The questions that imports left open; one key each."""

    judul = "Perlu dipilih"
    kinds = frozenset({"warga", "keluarga", "isian"})
    bantuan = (
        "Berkas dan laptop berbeda. Sampai dipilih, isi yang ada di laptop tetap dipakai.",
        "1 tetap memakai isi laptop, 2 memakai isi berkas. Panah memilih pertanyaan lain.",
        "Untuk orang yang mungkin sama: angka memilih orangnya, 0 berarti orang lain.",
        "Pilihan diingat: berkas yang sama tidak bertanya lagi.",
        "Salah pilih? Tekan Ctrl+Z.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._buka = False
        self.kepala = SectionTitle("Perlu dipilih")
        self.daftar = TableView("Perlu dipilih", _KOLOM)
        self.kosong = EmptyState(
            "Semua beres. Tidak ada isi berkas yang perlu dipilih.", ikon="circle-check"
        )
        self.judul_soal = make_label("", "sedang", lipat=True)
        self.apa = make_label("", "tebal", lipat=True)
        self.kartu = [KartuPilih(str(n)) for n in range(1, _BANYAK + 1)]
        self.lain = make_button("Orang lain, bukan mereka", self._someone_new, kunci="0")
        self.nomor = make_button("Lihat nomor", self._toggle, kunci="N")
        self.ket = make_label("", "petunjuk", lipat=True)
        self._build()
        for number, card in enumerate(self.kartu):
            card.dipilih.connect(lambda n=number: self._choose(n))
        self.daftar.dipilih.connect(self._show_one)
        self.daftar.diketik.connect(self._typed)

    def _build(self) -> None:
        right = QWidget()
        inner = QVBoxLayout(right)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        inner.addWidget(self.judul_soal)
        inner.addWidget(self.apa)
        for pair in (self.kartu[:2], self.kartu[2:]):
            row = in_row()
            row.setSpacing(12)
            for card in pair:
                row.addWidget(card, 1)
            inner.addLayout(row)
        doors = QWidget()
        flow = AlirLayout(doors, jarak=10)
        flow.addWidget(self.lain)
        flow.addWidget(self.nomor)
        inner.addWidget(doors)
        inner.addWidget(self.ket)
        inner.addStretch(1)
        isi = QWidget()
        both = in_row()
        both.setSpacing(16)
        both.addWidget(self.daftar, 5)
        both.addWidget(scrolling(right), 7)
        isi.setLayout(both)
        self.daftar.setMinimumWidth(px(300))
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(self.kosong)
        self.tumpuk.addWidget(isi)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(make_button("Kembali", self.sesi.back, tautan=True, kunci="Esc"))
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addLayout(head)
        box.addWidget(self.tumpuk, 1)

    # the contract of a page

    def reload(self) -> None:
        who = self.sesi.petugas

        def work(conn: Any) -> tuple[Soal, ...]:
            return (*list_bentrok(conn, who), *list_usul(conn, who))

        self.sesi.read(self, work, self._show, self._refused)

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def clear(self) -> None:
        self.daftar.set_rows(())
        for card in self.kartu:
            card.clear()
        for label in (self.judul_soal, self.apa, self.ket):
            label.clear()

    def _refused(self, error: UserError) -> None:
        self.kosong.set_teks(kalimat(error))
        self.tumpuk.setCurrentIndex(0)

    # showing

    def _show(self, rows: tuple[Soal, ...]) -> None:
        place = self.daftar.currentIndex().row()
        self.kepala.set_teks(
            "Perlu dipilih", f"{len(rows)} menunggu. Isi di laptop tetap dipakai." if rows else ""
        )
        self.tumpuk.setCurrentIndex(1 if rows else 0)
        before = self.daftar.row()
        self.daftar.set_rows(rows)
        if before not in rows:
            self.daftar.select(max(place, 0))
        self._show_one(self.daftar.row())

    def _show_one(self, row: object) -> None:
        self._buka = False
        self.nomor.set_teks("Lihat nomor")
        self._fill(row)

    def _fill(self, row: object) -> None:
        for card in self.kartu:
            card.clear()
        if isinstance(row, Bentrok):
            self._show_bentrok(row)
        elif isinstance(row, UsulTerbuka):
            self._show_usul(row)

    def _show_bentrok(self, row: Bentrok) -> None:
        hidden = row.field in MENYEBUT_NOMOR and not self._buka
        now, given = (mask_nomor(v) if hidden and v else v for v in (row.kini, row.berkas))
        self.judul_soal.setText(_who(row))
        self.apa.setText(row.label)
        self.kartu[0].fill("Di laptop ini", now or "(kosong)", "", "Tetap yang ini")
        kind = TULISAN_PROFIL.get(row.sumber, "daftar penduduk")
        day = f" per {tanggal_pendek(date.fromisoformat(row.tanggal))}" if row.tanggal else ""
        source = f"{kind[:1].upper()}{kind[1:]}{day}. {row.nama_berkas}, baris {row.row}."
        self.kartu[1].fill("Di berkas", given or "(kosong)", source, "Pakai dari berkas")
        self.lain.hide()
        self.nomor.setVisible(row.field in MENYEBUT_NOMOR)
        self.ket.fill("")

    def _show_usul(self, row: UsulTerbuka) -> None:
        given, place = row.di_berkas, f"baris {row.row} di {row.nama_berkas}"
        self.judul_soal.setText(f"{_who(row)}: {JUDUL_USUL[row.usul.alasan]}")
        about_row = f"Di berkas: {given.nama}, {about(given)} ({place})." if given else place
        self.apa.setText(f"{about_row} {ALASAN_USUL[row.usul.alasan]}")
        for card, person in zip(self.kartu, row.calon, strict=False):
            card.fill("Sudah ada di laptop", person.nama, about(person), "Orang yang sama")
        self.lain.show()
        self.nomor.hide()
        self.ket.fill(
            "Pilihan langsung disimpan."
            if given
            else "Pilihan dipakai saat berkas ini, atau yang lebih baru, diimpor lagi."
        )

    def _toggle(self) -> None:
        row = self.daftar.row()
        if self._buka or not isinstance(row, Bentrok):
            self._set_buka(buka=False)
        else:  # a number in full is noted in the history, as everywhere
            show = partial(self._set_buka, buka=True)
            open_checked(self, self.sesi, row.tbl, row.id, show, nik_tersamar=False)

    def _set_buka(self, *, buka: bool) -> None:
        self._buka = buka
        self.nomor.set_teks("Samarkan nomor" if buka else "Lihat nomor")
        self._fill(self.daftar.row())
        self.daftar.setFocus()

    # doing

    def _typed(self, letter: str) -> None:
        if letter.isdigit() and 1 <= int(letter) <= _BANYAK:
            self._choose(int(letter) - 1)
        elif letter == "0" and self.lain.isVisible():
            self._someone_new()
        elif letter.casefold() == "n" and self.nomor.isVisible():
            self._toggle()

    def _choose(self, number: int) -> None:
        row = self.daftar.row()
        if isinstance(row, Bentrok) and number < 2:
            self._choose_value(row, number)
        elif isinstance(row, UsulTerbuka) and number < min(len(row.calon), _BANYAK):
            self._choose_person(row, row.calon[number])

    def _choose_value(self, row: Bentrok, number: int) -> None:
        who, today = self.sesi.petugas, self.sesi.hari_ini
        answer: Putusan = "berkas" if number else "tetap"

        def work(conn: Any) -> Changes:
            return choose_bentrok(conn, who, row, answer, acuan=today)

        def done(changes: Changes) -> None:
            def back() -> None:
                self.sesi.write(
                    self,
                    lambda conn: reopen_bentrok(conn, who, row, changes.tindakan),
                    lambda _c: self._again("Pilihan dibatalkan, ditanyakan lagi."),
                )

            taken = "isi berkas dipakai" if number else "isi laptop tetap"
            self.sesi.saved_with(f"Dipilih: {row.label}, {taken}", back)
            self._next()

        self.sesi.write(self, work, done)

    def _choose_person(self, row: UsulTerbuka, person: CalonUsul | None) -> None:
        who, today = self.sesi.petugas, self.sesi.hari_ini
        chosen = person.warga_id if person else None

        def work(conn: Any) -> tuple[Terjawab, Changes]:
            made = answer_usul(conn, who, row, chosen, acuan=today)
            return made, made.changes

        def done(found: tuple[Terjawab, Changes]) -> None:
            made = found[0]

            def back() -> None:
                self.sesi.write(
                    self,
                    lambda conn: reopen_usul(conn, who, made, acuan=today),
                    lambda _c: self._again("Pilihan dibatalkan, ditanyakan lagi."),
                )

            self.sesi.saved_with(kalimat_jawab(made, is_sama=person is not None), back)
            self._next()

        self.sesi.write(self, work, done)

    def _someone_new(self) -> None:
        row = self.daftar.row()
        if isinstance(row, UsulTerbuka):
            self._choose_person(row, None)

    def _next(self) -> None:
        self.reload()
        self.daftar.setFocus()

    def _again(self, text: str) -> None:
        self.sesi.message(text)
        self._next()
