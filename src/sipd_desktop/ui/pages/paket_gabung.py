"""Joining the hari buka of another laptop by flashdisk: write it, take it, look, join.

Four words stand on the screen of one laptop only until its card is left, and open the file on the
other. What it would change is shown before anything is changed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import tanggal_hari
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.gabung_hari import (
    HariTerbuka,
    HasilGabung,
    Pratinjau,
    join_hari,
    open_hari,
    preview_hari,
)
from sipd_desktop.services.gabung_keluar import HariKeluar, name_hari, write_hari
from sipd_desktop.services.hari.hari import list_hari
from sipd_desktop.services.paket import read_paket
from sipd_desktop.services.paket_cari import Temuan, find_paket
from sipd_desktop.ui.pages.bagian import make_button
from sipd_desktop.ui.pages.paket_kata import CABUT, preview_words
from sipd_desktop.ui.pages.paket_tahap import Tahap, TahapDua, TahapKode, TahapPratinjau
from sipd_desktop.ui.sesi import Sesi

if TYPE_CHECKING:
    from sipd_desktop.ui.pages.kartu_paket import KartuPaket


class GabungPaket(QObject):
    """The steps between two laptops, shown on the flashdisk card."""

    def __init__(self, kartu: KartuPaket, sesi: Sesi) -> None:
        super().__init__(kartu)
        self._kartu, self._sesi, self._buku = kartu, sesi, sesi.ruang.buku
        self._berkas: Path | None = None
        self._terbuka: HariTerbuka | None = None
        self.tulis = make_button("Tulis hari ini ke flashdisk", self._write_day, ikon="device-usb")
        self.ambil = make_button("Ambil dari flashdisk", self._take_day, ikon="arrow-down")
        self.kode = TahapKode()
        self.dua = TahapDua(self.tulis, self.ambil)
        self.lihat = TahapPratinjau("Gabungkan", "g")
        self.tahap: tuple[Tahap, ...] = (self.kode, self.dua, self.lihat)
        self.kode.diketik.connect(self._open_day)
        self.lihat.diterima.connect(self._join)

    def clear(self) -> None:
        """No words stay on the screen, no opened day in memory."""
        self.kode.kata.reset()
        self._terbuka = None
        self.lihat.say("")

    def start(self) -> None:
        """Write this day for another laptop, or take its day."""
        self.dua.say(
            "Gabung hari buka dengan laptop lain di Posyandu ini",
            "Satu laptop menulis, laptop lain mengambil. Lalu sebaliknya, supaya keduanya sama.",
        )
        self._kartu.show_step(self.dua)

    # --- out

    def _write_day(self) -> None:
        self._kartu.ask_place("Gabung: pilih flashdisk untuk menulis hari buka", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write the newest day of this Posyandu to a stick."""
        unit, today = self._sesi.posyandu_id, self._sesi.tanggal
        petugas, maju = self._sesi.petugas, self._kartu.step

        def work() -> HariKeluar:
            with self._buku.read() as conn:
                days = [h for h in list_hari(conn, unit) if h.tanggal <= today]
            if not days:
                raise UserError("gabung-belum-ada-hari")
            name = name_hari(self._buku, days[0].tanggal.isoformat())
            return write_hari(self._buku, petugas, folder / name, days[0].id, maju=maju)

        self._kartu.write_out("Menulis hari buka ke flashdisk ...", work, self._day_written)

    def _day_written(self, done: HariKeluar) -> None:
        day = tanggal_hari(date.fromisoformat(done.tanggal))
        self._kartu.tell(
            CABUT,
            f"Hari buka {day} ada di flashdisk. Ketik empat kata ini di laptop yang lain:",
            kode=done.kode,
            sesudah="Di laptop lain: Kirim & terima, Gabung dengan laptop lain, Ambil dari "
            "flashdisk. Kata ini hanya ada di layar ini.",
        )

    # --- in

    def _take_day(self) -> None:
        self._kartu.ask_place("Gabung: pilih flashdisk dari laptop yang lain", self._look_for_day)

    def _look_for_day(self, folder: Path) -> None:
        def work() -> list[Temuan]:
            return [t for t in find_paket(self._buku, folder) if t.jenis == "gabung"]

        self._kartu.work("Membaca flashdisk ...", work, self._kartu.looked)

    def ask_words(self, berkas: Path) -> None:
        """A day was found: ask for the words that open it."""
        self._berkas = berkas
        self._kartu.show_step(self.kode)
        self.kode.ask(
            "Hari buka dari laptop lain ditemukan",
            "Ketik empat kata yang tampil di laptop itu, cukup 4 huruf pertama tiap kata.",
        )

    def ask_again(self, salah: str) -> None:
        """The words did not fit."""
        self._kartu.show_step(self.kode)
        self.kode.ask(self.kode.judul.text(), self.kode.ket.text(), salah)

    def _open_day(self, words: str) -> None:
        path = self._berkas
        assert path is not None

        def work() -> HariTerbuka:
            amplop = read_paket(path)
            with self._buku.read() as conn:
                return open_hari(conn, amplop, words)

        self._kartu.work("Membuka hari buka ...", work, self._try_join)

    def _try_join(self, found: HariTerbuka) -> None:
        """What it would change is shown before anything is changed."""
        petugas = self._sesi.petugas
        self._kartu.work(
            "Menghitung perubahan ...",
            lambda: preview_hari(self._buku, petugas, found),
            lambda made: self._show_preview(found, made),
        )

    def _show_preview(self, found: HariTerbuka, made: Pratinjau) -> None:
        self._terbuka = found
        self.lihat.say(*preview_words(made, self._sesi.keterangan.zona))
        self._kartu.show_step(self.lihat)

    def _join(self) -> None:
        found, self._terbuka = self._terbuka, None
        if found is None:
            return
        kartu, petugas = self._kartu, self._sesi.petugas
        kartu.show_step(kartu.kerja)
        kartu.kerja.begin("Menggabung hari buka ...", bisa_batal=False)
        self._sesi.write(
            kartu, lambda conn: join_hari(conn, petugas, found), self._joined, kartu.failed
        )

    def _joined(self, answer: tuple[HasilGabung, Changes]) -> None:
        hasil = answer[0]
        text = f"{hasil.baru} catatan baru, {hasil.berubah} dilengkapi."
        if hasil.beda:
            text += f" {hasil.beda} catatan beda: keduanya disimpan, pilih satu di Catatan beda."
        if not (hasil.baru or hasil.berubah or hasil.beda):
            text = "Isi kedua laptop untuk hari ini sudah sama."
        self._kartu.tell(
            CABUT, text, sesudah="Lakukan sebaliknya, supaya laptop yang lain juga lengkap."
        )
