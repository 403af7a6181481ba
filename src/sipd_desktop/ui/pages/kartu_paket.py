"""The flashdisk card of Kirim & terima: send, receive, and join the day of another laptop.

Three presses: plug in, choose, wait for "BOLEH DICABUT", which is only said after the file was read
back from the stick and found right. Four words stand on the screen only until the card is left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import tanggal_hari, teks_ribuan
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.flashdisk import list_flashdisk
from sipd_desktop.services.gabung_hari import (
    HariKeluar,
    HariTerbuka,
    HasilGabung,
    Pratinjau,
    join_hari,
    name_hari,
    open_hari,
    preview_hari,
    write_hari,
)
from sipd_desktop.services.hari.hari import list_hari
from sipd_desktop.services.paket import (
    HasilKeluar,
    HasilMasuk,
    name_kirim,
    read_paket,
    take_reply,
    write_kirim,
)
from sipd_desktop.services.paket_cari import Antaran, Temuan, bring, find_paket
from sipd_desktop.ui.pages.bagian import make_button, make_card, make_label
from sipd_desktop.ui.pages.paket_kata import preview_words
from sipd_desktop.ui.pages.paket_tahap import (
    Lister,
    Tahap,
    TahapDua,
    TahapHasil,
    TahapKerja,
    TahapKode,
    TahapPratinjau,
    TahapTempat,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.widgets.alir import AlirLayout

CABUT = "BOLEH DICABUT"
_CARA = f"Bila tidak ada internet:  1 colok flashdisk  2 pilih  3 tunggu \u201c{CABUT}\u201d."


class KartuPaket(QWidget):
    """`terdaftar` decides whether there is a centre to send to; joining needs none."""

    selesai = Signal()
    """Something went in or out: the page looks again."""
    _maju = Signal(int, int)

    def __init__(self, sesi: Sesi, lister: Lister = list_flashdisk) -> None:
        super().__init__()
        self._sesi, self._buku = sesi, sesi.ruang.buku
        self._stop = threading.Event()
        self._place: Callable[[Path], None] = self._send_to
        self._found: list[Temuan] = []
        self.kirim = make_button("Kirim lewat flashdisk", self.start_kirim, ikon="device-usb")
        self.terima = make_button("Terima dari flashdisk", self.start_terima, ikon="arrow-down")
        self.gabung = make_button(
            "Gabung dengan laptop lain", self.start_gabung, ikon="device-laptop"
        )
        self.awal = QWidget()
        row = AlirLayout(jarak=10, jarak_baris=8)
        start = QVBoxLayout(self.awal)
        start.setContentsMargins(0, 0, 0, 0)
        start.addWidget(make_label(_CARA, "petunjuk", lipat=True))
        start.addLayout(row)
        for button in (self.kirim, self.terima, self.gabung):
            row.addWidget(button)
        self.tulis = make_button("Tulis hari ini ke flashdisk", self._write_day, ikon="device-usb")
        self.ambil = make_button("Ambil dari flashdisk", self._take_day, ikon="arrow-down")
        self.tempat, self.kerja = TahapTempat(lister), TahapKerja()
        self.hasil, self.kode = TahapHasil(), TahapKode()
        self.dua = TahapDua(self.tulis, self.ambil)
        self.lihat = TahapPratinjau("Gabungkan", "g")
        self._terbuka: HariTerbuka | None = None
        frame, box = make_card("Lewat flashdisk")
        self._steps: tuple[QWidget, ...] = (
            self.awal,
            self.tempat,
            self.kerja,
            self.hasil,
            self.kode,
            self.dua,
            self.lihat,
        )
        for step in self._steps:
            box.addWidget(step)
            if isinstance(step, Tahap):
                step.batal.connect(self._cancel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.tempat.dipilih.connect(lambda path: self._place(path))
        self.kode.diketik.connect(self._open_day)
        self.hasil.lanjut.connect(self._bring)
        self.lihat.diterima.connect(self._join)
        self._maju.connect(self.kerja.step)
        self._show(self.awal)

    def set_terdaftar(self, terdaftar: bool) -> None:
        """Without a centre there is nothing to send to; joining works all the same."""
        self.kirim.setVisible(terdaftar)

    def clear(self) -> None:
        """Back to the beginning; no words stay on the screen."""
        self._stop.set()
        self.hasil.tell("", "")
        self.kode.kata.reset()
        self._terbuka = None
        self.lihat.say("")
        self._show(self.awal)

    # --- which step

    def _show(self, step: QWidget) -> None:
        for one in self._steps:
            one.setVisible(one is step)

    def _cancel(self) -> None:
        self.clear()
        (self.kirim if self.kirim.isVisible() else self.terima).setFocus()

    def _ask_place(self, judul: str, then: Callable[[Path], None]) -> None:
        self._place = then
        self.tempat.say(judul)
        self._show(self.tempat)

    def start_kirim(self) -> None:
        """Send what waits."""
        self._ask_place("Kirim lewat flashdisk: pilih flashdisk", self._send_to)

    def start_terima(self) -> None:
        """Receive whatever a stick holds for this laptop."""
        self._ask_place("Terima dari flashdisk: pilih flashdisk", self._look_at)

    def _take_day(self) -> None:
        self._ask_place("Gabung: pilih flashdisk dari laptop yang lain", self._look_for_day)

    def start_gabung(self) -> None:
        """Write this day for another laptop, or take its day."""
        self.dua.say(
            "Gabung hari buka dengan laptop lain di Posyandu ini",
            "Satu laptop menulis, laptop lain mengambil. Lalu sebaliknya, supaya keduanya sama.",
        )
        self._show(self.dua)

    def _work(self, judul: str, work: Callable[[], object], then: Callable[..., None]) -> None:
        self._stop.clear()
        self.kerja.begin(judul, bisa_batal=True)
        self._show(self.kerja)
        self._sesi.tasks.network(self, work, then, self._failed)

    def _step(self, done: int, all_: int) -> None:
        """On the worker's thread: tell how far, give up when asked to."""
        if self._stop.is_set():
            raise UserError("paket-dibatalkan")
        self._maju.emit(done, all_)

    def _failed(self, error: UserError) -> None:
        if error.code == "paket-dibatalkan" or not self.kerja.isVisibleTo(self):
            return
        if error.code == "paket-kode-salah":
            self._show(self.kode)
            self.kode.ask(self.kode.judul.text(), self.kode.ket.text(), kalimat(error))
            return
        self._tell("Belum berhasil", kalimat(error), baik=False)

    def _tell(self, besar: str, ket: str, **more: object) -> None:
        self._show(self.hasil)
        self.hasil.tell(besar, ket, **more)  # type: ignore[arg-type]
        self.selesai.emit()

    # --- to the centre

    def _send_to(self, folder: Path) -> None:
        def work() -> HasilKeluar:
            return write_kirim(self._buku, folder / name_kirim(self._buku), maju=self._step)

        self._work("Menulis ke flashdisk ...", work, self._sent)

    def _sent(self, done: HasilKeluar) -> None:
        self._tell(
            CABUT,
            f"{teks_ribuan(done.perubahan)} catatan ada di flashdisk. Serahkan ke operator desa.",
            sesudah="Catatan dihitung terkirim sesudah balasannya diterima di laptop ini.",
        )

    # --- from a stick

    def _look_at(self, folder: Path) -> None:
        work = partial(find_paket, self._buku, folder)
        self._work("Membaca flashdisk ...", work, self._looked)

    def _look_for_day(self, folder: Path) -> None:
        def work() -> list[Temuan]:
            return [t for t in find_paket(self._buku, folder) if t.jenis == "gabung"]

        self._work("Membaca flashdisk ...", work, self._looked)

    def _looked(self, found: list[Temuan]) -> None:
        self._found = found
        kinds = [t.jenis for t in found]
        if "balasan" in kinds:
            reply = found[kinds.index("balasan")]

            def work() -> HasilMasuk:
                return take_reply(self._buku, read_paket(reply.berkas))

            self._work("Menerima balasan ...", work, self._received)
        elif "gabung" in kinds:
            self._ask_words()
        elif found:
            self._tell("Tidak ada balasan untuk laptop ini", "", **self._further())
        else:
            self._tell("Belum ada yang bisa diterima", teks(sentence("paket-kosong")), baik=False)

    def _received(self, done: HasilMasuk) -> None:
        parts = [
            f"Pusat data desa sudah menerima {teks_ribuan(done.acked)} catatan laptop ini.",
            f"{teks_ribuan(done.pulled)} catatan datang dari pusat data desa.",
        ]
        if done.rejected:
            parts.append(f"{len(done.rejected)} catatan perlu diperiksa.")
        if done.lagi_kirim:
            parts.append("Perlu satu putaran lagi: kirim lewat flashdisk sekali lagi.")
        if done.kinds:
            self._sesi.tasks.data_changed.emit(Changes(done.kinds))
        self._tell(CABUT, " ".join(parts), **self._further())

    def _further(self) -> dict[str, object]:
        """Files of other laptops on the same stick can be brought to the centre from here."""
        others = sum(t.jenis == "kiriman" for t in self._found)
        if not others or not self.kirim.isVisibleTo(self):
            return {}
        return {
            "sesudah": f"Di flashdisk ini ada {others} kiriman laptop lain. Bila ada internet, "
            "kirimannya bisa disampaikan dari sini. Isinya tidak terbaca di laptop ini.",
            "lanjut": f"Sampaikan {others} kiriman",
        }

    def _bring(self) -> None:
        files = [t.berkas for t in self._found if t.jenis == "kiriman"]
        work = partial(bring, self._buku, files, maju=self._step)
        self._work("Menyampaikan kiriman laptop lain ...", work, self._brought)

    def _brought(self, done: list[Antaran]) -> None:
        good = [a for a in done if a.alasan is None]
        text = f"{len(good)} kiriman disampaikan, balasannya ada di flashdisk ini."
        for bad in (a for a in done if a.alasan is not None):
            text += f"\n{bad.berkas.name}: {teks(sentence(bad.alasan or ''))}"
        self._found = []
        self._tell(CABUT, text, baik=len(good) == len(done))

    # --- between two laptops

    def _write_day(self) -> None:
        self._ask_place("Gabung: pilih flashdisk untuk menulis hari buka", self._day_to)

    def _day_to(self, folder: Path) -> None:
        unit, today = self._sesi.posyandu_id, self._sesi.tanggal
        petugas = self._sesi.petugas

        def work() -> HariKeluar:
            with self._buku.read() as conn:
                days = [h for h in list_hari(conn, unit) if h.tanggal <= today]
            if not days:
                raise UserError("gabung-belum-ada-hari")
            name = name_hari(self._buku, days[0].tanggal.isoformat())
            return write_hari(self._buku, petugas, folder / name, days[0].id, maju=self._step)

        self._work("Menulis hari buka ke flashdisk ...", work, self._day_written)

    def _day_written(self, done: HariKeluar) -> None:
        day = tanggal_hari(date.fromisoformat(done.tanggal))
        self._tell(
            CABUT,
            f"Hari buka {day} ada di flashdisk. Ketik empat kata ini di laptop yang lain:",
            kode=done.kode,
            sesudah="Di laptop lain: Kirim & terima, Gabung dengan laptop lain, Ambil dari "
            "flashdisk. Kata ini hanya ada di layar ini.",
        )

    def _ask_words(self) -> None:
        self._show(self.kode)
        self.kode.ask(
            "Hari buka dari laptop lain ditemukan",
            "Ketik empat kata yang tampil di laptop itu, cukup 4 huruf pertama tiap kata.",
        )

    def _open_day(self, words: str) -> None:
        path = next(t.berkas for t in self._found if t.jenis == "gabung")

        def work() -> HariTerbuka:
            amplop = read_paket(path)
            with self._buku.read() as conn:
                return open_hari(conn, amplop, words)

        self._work("Membuka hari buka ...", work, self._try_join)

    def _try_join(self, found: HariTerbuka) -> None:
        """What it would change is shown before anything is changed."""
        petugas = self._sesi.petugas
        self._work(
            "Menghitung perubahan ...",
            lambda: preview_hari(self._buku, petugas, found),
            lambda made: self._show_preview(found, made),
        )

    def _show_preview(self, found: HariTerbuka, made: Pratinjau) -> None:
        self._terbuka = found
        self.lihat.say(*preview_words(made, self._sesi.keterangan.zona))
        self._show(self.lihat)

    def _join(self) -> None:
        found, self._terbuka = self._terbuka, None
        if found is None:
            return
        self._show(self.kerja)
        petugas = self._sesi.petugas
        self.kerja.begin("Menggabung hari buka ...", bisa_batal=False)
        self._sesi.write(
            self, lambda conn: join_hari(conn, petugas, found), self._joined, self._failed
        )

    def _joined(self, answer: tuple[HasilGabung, Changes]) -> None:
        hasil = answer[0]
        text = f"{hasil.baru} catatan baru, {hasil.berubah} dilengkapi."
        if hasil.beda:
            text += f" {hasil.beda} catatan beda: keduanya disimpan, pilih satu di Catatan beda."
        if not (hasil.baru or hasil.berubah or hasil.beda):
            text = "Isi kedua laptop untuk hari ini sudah sama."
        self._tell(CABUT, text, sesudah="Lakukan sebaliknya, supaya laptop yang lain juga lengkap.")
