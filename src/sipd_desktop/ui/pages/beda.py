"""Catatan beda: pilih satu. The inbox of differences, of what was set aside, and of doubled NIK.

The list is on the left, the chosen case large on the right; 1 and 2 choose a value, Ctrl+Z takes
it back. Enter never accepts anything: it only goes to the boxes on the right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.services.beda.baris import Beda, Disisihkan, Ganda, Kotak
from sipd_desktop.services.beda.daftar import open_beda, open_kotak
from sipd_desktop.services.beda.putus import look
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import scrolling
from sipd_desktop.ui.pages.kartu_beda import KartuBeda
from sipd_desktop.ui.pages.kartu_sisih import KartuGanda, KartuSisih
from sipd_desktop.ui.pages.tindak_beda import TindakBeda
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.yang_mengubah import only_look

Baris = Beda | Disisihkan | Ganda
_CARA = {"tunggu": "menunggu", "perbaiki": "perbaiki", "kirim-lagi": "kirim lagi"}


def _title(row: Baris) -> str:
    return f"NIK {row.nik_samar}" if isinstance(row, Ganda) else row.judul


def _what(row: Baris) -> str:
    return "Satu NIK, beberapa orang" if isinstance(row, Ganda) else row.apa


def _state(row: Baris) -> str:
    if isinstance(row, Ganda):
        return "periksa"
    if isinstance(row, Disisihkan):
        return _CARA[row.cara]
    return "pilih satu" if row.putusan is None else "selesai"


def _level(row: Baris) -> Any:
    return {"selesai": "baik", "menunggu": "netral"}.get(_state(row), "perhatian")


_KOLOM = (
    Column("judul", "Tentang", _title, rentang=True),
    Column("apa", "Apa", _what, rentang=True),
    Column("keadaan", "Keadaan", _state, tingkat=_level),
)


class BedaPage(Halaman):
    """The inbox; 20 cases take 20 keys."""

    judul = "Catatan beda"
    kinds = frozenset({"konflik", "warga", "keluarga", "isian", "kehadiran", "hari_buka", "kader"})
    bantuan = (
        "Dua laptop menulis hal yang sama dengan isi berbeda. Keduanya disimpan, pilih satu.",
        "Panah atas dan bawah memilih catatan. Tekan 1 atau 2 untuk memakai nilainya.",
        "Usul hanya saran. Bila ragu, lihat lembar kertas atau tanyakan yang mengukur.",
        "Salah pilih? Tekan Ctrl+Z.",
        "Catatan yang disisihkan pusat data desa tetap aman di laptop ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._kotak = Kotak((), (), (), ())
        self._buka: Beda | None = None
        """The case whose numbers were asked for, until another one is chosen."""
        self.kepala = SectionTitle("Catatan beda: pilih satu")
        self.daftar = TableView("Catatan beda", _KOLOM)
        self.kartu = KartuBeda()
        self.sisih = KartuSisih()
        self.ganda = KartuGanda()
        self.kosong = EmptyState(
            "Semua beres. Tidak ada catatan yang perlu dipilih.", ikon="circle-check"
        )
        self._kanan = QStackedWidget()
        for card in (self.kartu, self.sisih, self.ganda):
            self._kanan.addWidget(scrolling(card))
        self._isi = QWidget()
        pair = QHBoxLayout(self._isi)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(16)
        self.daftar.setMinimumWidth(px(320))
        pair.addWidget(self.daftar, 5)
        pair.addWidget(self._kanan, 6)
        self._tumpuk = QStackedWidget()
        self._tumpuk.addWidget(self.kosong)
        self._tumpuk.addWidget(self._isi)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(self.kepala)
        box.addWidget(self._tumpuk, 1)
        self.tindak = TindakBeda(sesi, self)
        self.tindak.diputus.connect(self.daftar.setFocus)
        self.tindak.dikirim.connect(self.reload)
        self.tindak.ditolak.connect(self.sisih.keluhan.say)
        self.daftar.dipilih.connect(self._show_case)
        self.daftar.dibuka.connect(lambda _row: self._into_card())
        self.daftar.diketik.connect(self._key)
        self.kartu.diputus.connect(self._choose)
        self.kartu.dibiarkan.connect(self._leave)
        self.kartu.semua_diminta.connect(self._choose_all)
        self.kartu.nomor_diminta.connect(self._show_numbers)
        self.kartu.orang_diminta.connect(self._person)
        self.sisih.diperbaiki.connect(self._mend)
        self.sisih.kirim_lagi.connect(self._again)
        self.sisih.orang_diminta.connect(self._person)
        self.ganda.orang_diminta.connect(self.tindak.open_person)
        self.ganda.banding_diminta.connect(lambda a, b: self.sesi.go("ganda", warga_id=a, dengan=b))

    # the contract of a page

    def reload(self) -> None:
        tanggal, zona = self.sesi.tanggal, self.sesi.keterangan.zona
        self.sesi.read(self, lambda conn: open_kotak(conn, tanggal, zona), self._show)

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def clear(self) -> None:
        self._kotak = Kotak((), (), (), ())
        self._buka = None
        self.daftar.set_rows(())
        for card in (self.kartu, self.sisih, self.ganda):
            card.clear()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back}

    def _back(self) -> None:
        if self.daftar.hasFocus() or not self.daftar.isVisible():
            self.sesi.back()
        else:
            self.daftar.setFocus()

    # showing

    def _show(self, kotak: Kotak) -> None:
        place = self.daftar.currentIndex().row()
        self._kotak = kotak
        rows: tuple[Baris, ...] = (
            *kotak.beda, *kotak.disisihkan, *kotak.ganda, *kotak.selesai,
        )  # fmt: skip
        hak = only_look(self.sesi, "catatan_beda").replace("mengubah", "memilih")
        until = hak or "Keduanya aman disimpan sampai Anda memilih."
        waiting = f"{kotak.jumlah} menunggu. {until}"
        self.kepala.set_teks("Catatan beda: pilih satu", waiting if kotak.jumlah else "")
        self._tumpuk.setCurrentWidget(self._isi if rows else self.kosong)
        before = self.daftar.row()
        self.daftar.set_rows(rows, None)
        if self.daftar.row() is None or before not in rows:
            self.daftar.select(max(place, 0))
        self._show_case(self.daftar.row())

    def _case(self) -> Baris | None:
        row = self.daftar.row()
        return row if isinstance(row, Beda | Disisihkan | Ganda) else None

    def _show_case(self, row: object) -> None:
        if isinstance(row, Beda):
            if self._buka is not None and self._buka.id == row.id and row.putusan is None:
                row = self._buka
            else:
                self._buka = None
            self.kartu.fill(row, self.sesi.keterangan.zona, len(self._alike(row)))
            self._kanan.setCurrentIndex(0)
        elif isinstance(row, Disisihkan):
            self.sisih.fill(row)
            self._kanan.setCurrentIndex(1)
        elif isinstance(row, Ganda):
            self.ganda.fill(row)
            self._kanan.setCurrentIndex(2)

    def _alike(self, row: Beda) -> list[str]:
        """Open cases of the same field where the newest is proposed too."""
        return [
            b.id
            for b in self._kotak.beda
            if (b.tbl, b.kolom, b.usul) == (row.tbl, row.kolom, row.usul) and b.ada
        ]

    def _into_card(self) -> None:
        row = self._case()
        if isinstance(row, Disisihkan) and row.cara == "perbaiki":
            self.sisih.kotak.setFocus()
        elif isinstance(row, Beda) and row.putusan is None:
            self.kartu.kartu["dipakai"].tombol.setFocus()

    def _key(self, letter: str) -> None:
        row = self._case()
        if isinstance(row, Disisihkan):
            if letter == "1" and row.cara == "kirim-lagi":
                self._again()
            return
        if not isinstance(row, Beda) or row.putusan is not None:
            return
        keys: dict[str, Callable[[], None]] = {
            "1": lambda: self._choose("dipakai"),
            "2": lambda: self._choose("lain"),
        }
        if row.kini is not None:
            keys["3"] = self._leave
        if self.kartu.semua.isVisible():
            keys["9"] = self._choose_all
        if letter in keys:
            keys[letter]()

    # doing

    def _choose(self, pilihan: str) -> None:
        row = self._case()
        if isinstance(row, Beda):
            self.tindak.choose(row, "lain" if pilihan == "lain" else "dipakai")

    def _leave(self) -> None:
        row = self._case()
        if isinstance(row, Beda):
            self.tindak.leave(row)

    def _choose_all(self) -> None:
        row = self._case()
        if isinstance(row, Beda):
            self.tindak.choose_newest(self._alike(row))

    def _mend(self, typed: str) -> None:
        row = self._case()
        if isinstance(row, Disisihkan):
            self.tindak.mend(row, typed)

    def _again(self) -> None:
        row = self._case()
        if isinstance(row, Disisihkan):
            self.tindak.send_again(row)

    def _show_numbers(self) -> None:
        row = self._case()
        if not isinstance(row, Beda):
            return
        who, today, zona = self.sesi.petugas, self.sesi.tanggal, self.sesi.keterangan.zona

        def work(conn: Any) -> Beda:
            look(conn, who, row.id)
            return open_beda(conn, row.id, today, zona, buka=True)

        def show(whole: Beda) -> None:
            self._buka = whole
            self._show_case(self.daftar.row())
            self.daftar.setFocus()

        self.sesi.write(self, work, show)

    def _person(self) -> None:
        row = self._case()
        if isinstance(row, Beda | Disisihkan) and row.warga_id:
            self.tindak.open_person(row.warga_id)
