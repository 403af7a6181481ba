"""The flashdisk card of Kirim & terima: send to the centre, and receive what a stick brings.

Three presses: plug in, choose, wait for "BOLEH DICABUT", which is only said after the file was read
back from the stick and found right. Joining the day of another laptop is in `paket_gabung`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.flashdisk import list_flashdisk
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
from sipd_desktop.ui.pages.paket_gabung import GabungPaket
from sipd_desktop.ui.pages.paket_kata import CABUT
from sipd_desktop.ui.pages.paket_tahap import (
    Lister,
    Tahap,
    TahapHasil,
    TahapKerja,
    TahapTempat,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.widgets.alir import AlirLayout

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
            "Gabung dengan laptop lain", self._start_gabung, ikon="device-laptop"
        )
        self.awal = QWidget()
        row = AlirLayout(jarak=10, jarak_baris=8)
        start = QVBoxLayout(self.awal)
        start.setContentsMargins(0, 0, 0, 0)
        start.addWidget(make_label(_CARA, "petunjuk", lipat=True))
        start.addLayout(row)
        for button in (self.kirim, self.terima, self.gabung):
            row.addWidget(button)
        self.tempat, self.kerja, self.hasil = TahapTempat(lister), TahapKerja(), TahapHasil()
        self.hari = GabungPaket(self, sesi)
        frame, box = make_card("Lewat flashdisk")
        self._steps: tuple[QWidget, ...] = (
            self.awal,
            self.tempat,
            self.kerja,
            self.hasil,
            *self.hari.tahap,
        )
        for step in self._steps:
            box.addWidget(step)
            if isinstance(step, Tahap):
                step.batal.connect(self._cancel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.tempat.dipilih.connect(lambda path: self._place(path))
        self.hasil.lanjut.connect(self._bring)
        self._maju.connect(self.kerja.step)
        self.show_step(self.awal)

    def set_terdaftar(self, terdaftar: bool) -> None:
        """Without a centre there is nothing to send to; joining works all the same."""
        self.kirim.setVisible(terdaftar)

    def clear(self) -> None:
        """Back to the beginning; no words stay on the screen."""
        self._stop.set()
        self.hasil.tell("", "")
        self.hari.clear()
        self.show_step(self.awal)

    # --- which step

    def show_step(self, step: QWidget) -> None:
        """One step is in sight."""
        for one in self._steps:
            one.setVisible(one is step)

    def _cancel(self) -> None:
        self.clear()
        (self.kirim if self.kirim.isVisible() else self.terima).setFocus()

    def ask_place(self, judul: str, then: Callable[[Path], None]) -> None:
        """Let a stick be chosen, then go on with it."""
        self._place = then
        self.tempat.say(judul)
        self.show_step(self.tempat)

    def start_kirim(self) -> None:
        """Send what waits."""
        self.ask_place("Kirim lewat flashdisk: pilih flashdisk", self._send_to)

    def start_terima(self) -> None:
        """Receive whatever a stick holds for this laptop."""
        self.ask_place("Terima dari flashdisk: pilih flashdisk", self._look_at)

    def _start_gabung(self) -> None:
        self.hari.start()

    def work(self, judul: str, work: Callable[[], object], then: Callable[..., None]) -> None:
        """Do something long beside the window; it can be given up."""
        self._stop.clear()
        self.kerja.begin(judul, bisa_batal=True)
        self.show_step(self.kerja)
        self._sesi.tasks.network(self, work, then, self.failed)

    def write_out(self, judul: str, work: Callable[[], object], then: Callable[..., None]) -> None:
        """`work` for what carries this laptop's records away: earlier saves are judged first."""
        if self._sesi.kiriman is None:
            self.work(judul, work, then)
        else:
            self._sesi.kiriman.settle(partial(self.work, judul, work, then))

    def step(self, done: int, all_: int) -> None:
        """On the worker's thread: tell how far, give up when asked to."""
        if self._stop.is_set():
            raise UserError("paket-dibatalkan")
        self._maju.emit(done, all_)

    def failed(self, error: UserError) -> None:
        """It did not work: say why, unless nobody waits for it any more."""
        if error.code == "paket-dibatalkan" or not self.kerja.isVisibleTo(self):
            return
        if error.code == "paket-kode-salah":
            self.hari.ask_again(kalimat(error))
            return
        self.tell("Belum berhasil", kalimat(error), baik=False)

    def tell(self, besar: str, ket: str, **more: Any) -> None:
        """The result; the page looks again."""
        self.show_step(self.hasil)
        self.hasil.tell(besar, ket, **more)
        self.selesai.emit()

    # --- to the centre

    def _send_to(self, folder: Path) -> None:
        def work() -> HasilKeluar:
            return write_kirim(self._buku, folder / name_kirim(self._buku), maju=self.step)

        self.write_out("Menulis ke flashdisk ...", work, self._sent)

    def _sent(self, done: HasilKeluar) -> None:
        self.tell(
            CABUT,
            f"{teks_ribuan(done.perubahan)} catatan ada di flashdisk. Serahkan ke operator desa.",
            sesudah="Catatan dihitung terkirim sesudah balasannya diterima di laptop ini.",
        )

    # --- from a stick

    def _look_at(self, folder: Path) -> None:
        work = partial(find_paket, self._buku, folder)
        self.work("Membaca flashdisk ...", work, self.looked)

    def looked(self, found: list[Temuan]) -> None:
        """Go on with what was found on a stick."""
        self._found = found
        kinds = [t.jenis for t in found]
        if "balasan" in kinds:
            reply = found[kinds.index("balasan")]

            def work() -> HasilMasuk:
                return take_reply(self._buku, read_paket(reply.berkas))

            self.work("Menerima balasan ...", work, self._received)
        elif "gabung" in kinds:
            self.hari.ask_words(found[kinds.index("gabung")].berkas)
        elif found:
            self.tell("Tidak ada balasan untuk laptop ini", "", **self._further())
        else:
            self.tell("Belum ada yang bisa diterima", teks(sentence("paket-kosong")), baik=False)

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
        self.tell(CABUT, " ".join(parts), **self._further())

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
        work = partial(bring, self._buku, files, maju=self.step)
        self.work("Menyampaikan kiriman laptop lain ...", work, self._brought)

    def _brought(self, done: list[Antaran]) -> None:
        good = [a for a in done if a.alasan is None]
        text = f"{len(good)} kiriman disampaikan, balasannya ada di flashdisk ini."
        for bad in (a for a in done if a.alasan is not None):
            text += f"\n{bad.berkas.name}: {teks(sentence(bad.alasan or ''))}"
        self._found = []
        self.tell(CABUT, text, baik=len(good) == len(done))
