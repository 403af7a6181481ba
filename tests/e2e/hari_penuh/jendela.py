"""One part of the play in a window process of its own: `python jendela.py BAGIAN FOLDER SANDI`.

Keys only, as a kader presses them; every finished act is told on standard output, so that the test
can pull the plug in the middle of one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from e2e.hari_penuh.rencana import HARI, Rencana, Sasaran, make_rencana
from sipd_desktop.app import Aplikasi
from sipd_desktop.demo.tangan import Tangan
from sipd_desktop.ui.hari.halaman import HariPage

Key = Qt.Key
MATI = 31
"""At this child the plug is pulled (counted from one)."""
A_PAGI, A_SIANG, B_ANAK = range(MATI), range(MATI - 1, 40), range(40, 50)
A_SUSULAN = range(50, 60)
BEDA = 9
"""This child is weighed on both laptops, differently."""
KOREKSI = 4


def tell(what: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"apa": what, **facts}) + "\n")
    sys.stdout.flush()


def koma(text: str) -> str:
    """A stored number as a kader types it."""
    number = Decimal(text).normalize()
    return f"{number:f}".replace(".", ",")


class Pemain:
    """Hands on one laptop."""

    def __init__(self, folder: Path, sandi: str, hari_ini: date) -> None:
        self.app = QApplication.instance() or QApplication([])
        self.aplikasi = Aplikasi(folder, today=lambda: hari_ini)
        self.aplikasi.start()
        self.t = Tangan(self.aplikasi, None)
        self._sandi = sandi
        self.window.resize(1366, 740)
        self.window.show()

    @property
    def window(self) -> Any:
        return self.aplikasi.window

    @property
    def page(self) -> HariPage:
        page = self.window.bingkai.page
        assert isinstance(page, HariPage), type(page)
        return page

    @property
    def rencana(self) -> Rencana:
        return make_rencana(self.window.sesi.posyandu_id)

    def masuk(self) -> None:
        """Four words; no PIN on this laptop."""
        masuk = self.window.masuk
        self.t.until(masuk.isVisible, "layar masuk")
        self.t.settle()
        for place, word in enumerate(self._sandi.split()):
            if place:
                self.t.press(Key.Key_Space)
            self.t.type(word[:4])
        masuk.open_with_words()
        done: Callable[[], bool] = lambda: (  # noqa: E731
            self.window.bingkai is not None or masuk.pin.isVisible() or bool(masuk.petak.tombol)
        )
        self.t.until(done, "pilihan masuk")
        if self.window.bingkai is None and not masuk.pin.isVisible():
            self.t.enter()
            self.t.until(lambda: self.window.bingkai is not None or masuk.pin.isVisible(), "masuk")
        if self.window.bingkai is None:
            masuk.pin.selesai.emit()
        self.t.until(lambda: self.window.bingkai is not None, "beranda")
        self.t.settle()

    def buka_hari(self) -> None:
        """The day from its door; started with Enter when it is new."""
        self.window.bingkai.show_page("hari")
        self.t.settle()
        page = self.page
        if page.stack.currentWidget() is page.ini.mulai:
            self.t.enter()
        self.di_cari()

    @property
    def di_rumah(self) -> bool:
        """The search box, or in susulan the number box."""
        page = self.page
        return page.stack.currentWidget() in (page.cari, page.jalan.susulan)

    def di_cari(self) -> None:
        self.t.until(lambda: self.di_rumah, "kotak cari atau nomor lembar")
        self.t.settle()

    def pilih(self, orang: Sasaran) -> None:
        page = self.page
        self.t.type(orang.nama.lower()[:4])
        self.t.until(
            lambda: (row := page.cari.hasil.terpilih()) is not None and row.kunci == orang.id,
            f"hasil cari {orang.nama}",
        )
        self.t.settle()
        self.t.enter()

    def buka_anak(self, orang: Sasaran) -> None:
        self.pilih(orang)
        meja = self.page.meja
        self.t.until(lambda: meja.ukur.isian is not None, "lembar timbang")

    def timbang(self, orang: Sasaran, berat: str | None = None) -> None:
        """Name, BB, Enter, TB, Enter, and Enter until the search box is back."""
        self.buka_anak(orang)
        self.t.type(koma(berat or orang.nilai["berat_badan"]))
        self.t.enter()
        self.t.type(koma(orang.nilai["tinggi_badan"]))
        self.selesaikan()

    def selesaikan(self) -> None:
        for _ in range(9):
            if self.di_rumah:
                break
            self.t.enter()
            self.t.rest(0.02)
        self.di_cari()

    def ukur_umum(self, orang: Sasaran, keys: tuple[str, ...]) -> None:
        """A quick row: each value and Enter; a blood pressure as 120/80."""
        self.pilih(orang)
        panel = self.page.meja.umum.panel
        self.t.until(lambda: panel.isian is not None, f"baris {orang.nama}")
        for key in keys:
            box = panel.baris[key].kotak
            for _ in range(6):
                if box.hasFocus():
                    break
                self.t.enter()
            assert box.hasFocus(), key
            if key == "td":
                self.t.type(f"{orang.nilai['sistolik']}/{orang.nilai['diastolik']}")
            else:
                self.t.type(koma(orang.nilai[key]))
        self.selesaikan()

    def tutup(self) -> None:
        self.t.settle()
        self.window.close()
        self.aplikasi.close()


UKUR_IBU = ("berat_badan", "lila", "td")
UKUR_LANSIA = ("berat_badan", "tinggi_badan", "lingkar_perut", "td")


def pagi(p: Pemain) -> None:
    """Laptop A: the first thirty children; the plug is pulled while the next one is typed."""
    p.buka_hari()
    for n in A_PAGI:
        orang = p.rencana.balita[n]
        if n + 1 == MATI:
            p.buka_anak(orang)
            p.t.type(koma(orang.nilai["berat_badan"]))
            p.t.enter()
            p.t.type(koma(orang.nilai["tinggi_badan"])[:2])
            tell("mengetik", nomor=n + 1)
            while True:  # until kill -9
                QTest.qWait(50)
        before = p.t.tombol
        p.timbang(orang)
        tell("ditimbang", nomor=n + 1, tombol=p.t.tombol - before)


def siang(p: Pemain) -> None:
    """Laptop A after the power cut: the same child comes back; a jeda; a correction; the others."""
    p.t.until(lambda: isinstance(p.window.bingkai.page, HariPage), "langsung ke hari buka")
    page = p.page
    p.t.until(lambda: page.meja.ukur.isian is not None, "ketikan kembali")
    p.t.settle()
    orang = p.rencana.balita[MATI - 1]
    boxes = page.meja.ukur.baris
    tell(
        "kembali",
        orang=page.meja.ukur.isian.lembar.orang.id == orang.id,
        berat=boxes["berat_badan"].kotak.text(),
        tinggi=boxes["tinggi_badan"].kotak.text(),
        kursor=next((k for k, f in boxes.items() if f.kotak.hasFocus()), ""),
    )
    box = boxes["tinggi_badan"].kotak
    rest = koma(orang.nilai["tinggi_badan"])[len(box.text()) :]
    box.setFocus()
    box.end(False)
    p.t.type(rest)
    p.selesaikan()
    for n in list(A_SIANG)[1:]:
        p.timbang(p.rencana.balita[n])
    tell("ditimbang", nomor=40)
    jeda(p)
    koreksi(p)
    for orang in p.rencana.bumil:
        p.ukur_umum(orang, UKUR_IBU)
    for orang in p.rencana.lansia[:20]:
        p.ukur_umum(orang, UKUR_LANSIA)
    tell("selesai")


def jeda(p: Pemain) -> None:
    """Rain: entry is paused, then goes on."""
    p.t.press(Key.Key_F10)
    p.t.settle()
    tell("jeda", status=p.page.hari.status if p.page.hari else "")
    p.t.enter()
    p.t.settle()
    p.di_cari()
    tell("lanjut", status=p.page.hari.status if p.page.hari else "")


def koreksi(p: Pemain) -> None:
    """A weight was read wrong: the queue number, the right weight, Enter."""
    orang = p.rencana.balita[KOREKSI]
    page = p.page
    before = p.t.tombol
    p.t.type(str(KOREKSI + 1))
    p.t.until(
        lambda: (row := page.cari.hasil.terpilih()) is not None and row.kunci == orang.id,
        "nomor antrean",
    )
    p.t.enter()
    p.t.until(lambda: page.meja.ukur.isian is not None, "lembar timbang")
    p.t.settle()
    box = page.meja.ukur.baris["berat_badan"].kotak
    box.setFocus()
    box.selectAll()
    p.t.type(koma(koreksi_of(orang)))
    p.selesaikan()
    tell("koreksi", tombol=p.t.tombol - before)


def koreksi_of(orang: Sasaran) -> str:
    """The weight as it should have been."""
    return f"{Decimal(orang.nilai['berat_badan']) + Decimal('0.1'):.2f}"


def beda_of(orang: Sasaran) -> str:
    """The other laptop's weight of the same child."""
    return f"{Decimal(orang.nilai['berat_badan']) + Decimal('0.2'):.2f}"


def laptop_dua(p: Pemain) -> None:
    """Laptop B, offline at the same time: ten other children, and one that A has weighed too."""
    p.buka_hari()
    for n in B_ANAK:
        p.timbang(p.rencana.balita[n])
    p.timbang(p.rencana.balita[BEDA], beda_of(p.rencana.balita[BEDA]))
    tell("selesai")


def kirim(p: Pemain) -> None:
    """F9, and the receipt."""
    p.t.press(Key.Key_F9)
    kiriman = p.window.kiriman
    p.t.until(lambda: kiriman.keadaan.sedang or _is_sent(kiriman), "mulai kirim")
    p.t.until(lambda: _is_sent(kiriman), "terkirim")
    p.t.settle()
    tell("terkirim", unsent=kiriman.keadaan.kirim.belum_terkirim)


def _is_sent(kiriman: Any) -> bool:
    k = kiriman.keadaan.kirim
    return (
        k is not None
        and not kiriman.keadaan.sedang
        and k.belum_terkirim == 0
        and k.terakhir_selesai is not None
    )


def putuskan(p: Pemain) -> None:
    """Laptop A takes what B sent, chooses its own value, and sends that."""
    kirim(p)
    p.window.bingkai.show_page("beda")
    p.t.settle()
    page = p.window.bingkai.page
    wanted = beda_of(p.rencana.balita[BEDA])
    own = p.rencana.balita[BEDA].nilai["berat_badan"]
    rows = [b for b in page._kotak.beda if b.kolom == "berat_badan"]
    tell("beda", jumlah=len(page._kotak.beda), nilai=[rows[0].dipakai.nilai, rows[0].lain.nilai])
    assert koma(wanted) != koma(own)
    page.daftar.select(page.daftar.isi.rows.index(rows[0]))
    p.t.type("1" if Decimal(_number(rows[0].dipakai.nilai)) == Decimal(own) else "2")
    p.t.settle()
    tell("dipilih", sisa=len([b for b in page._kotak.beda if b.kolom == "berat_badan"]))
    kirim(p)


def _number(words: str) -> str:
    return words.split()[0].replace(",", ".")


def susulan(p: Pemain) -> None:
    """Laptop A the next day: what stood on the sheet is keyed by its number."""
    susulan_dari_lembar(p, [p.rencana.balita[n] for n in A_SUSULAN])
    for orang in p.rencana.lansia[20:]:
        p.ukur_umum(orang, UKUR_LANSIA)
    tell("selesai")


def susulan_dari_lembar(p: Pemain, people: list[Sasaran]) -> None:
    """The day was left open: Enter on the calm screen, then number, BB, TB, row by row."""
    p.t.enter()  # Beranda of H+1: "Lanjutkan hari buka (susulan)"
    p.t.until(lambda: isinstance(p.window.bingkai.page, HariPage), "hari buka kemarin")
    page = p.page
    p.t.until(lambda: page.stack.currentWidget() is page.jalan.tenang, "hari belum ditutup")
    p.t.settle()
    p.t.enter()
    panel = page.jalan.susulan
    p.t.until(lambda: page.stack.currentWidget() is panel and panel.isi is not None, "susulan")
    p.t.settle()
    numbers = {b.orang.id: b.nomor for b in panel.isi.baris if b.orang.is_balita}
    assert sorted(numbers.values()) == list(range(1, 61)), "the balita come first"
    before = p.t.tombol
    for orang in sorted(people, key=lambda o: numbers[o.id]):
        p.t.type(str(numbers[orang.id]))
        p.t.enter()
        p.t.until(lambda: page.meja.ukur.isian is not None, "lembar timbang")
        p.t.settle()
        p.t.type(koma(orang.nilai["berat_badan"]))
        p.t.enter()
        p.t.type(koma(orang.nilai["tinggi_badan"]))
        p.selesaikan()
    tell("disalin", anak=len(people), tombol_per_anak=(p.t.tombol - before) / len(people))


def tutup_hari(p: Pemain) -> None:
    """From Beranda of H+1 to the day in susulan; F7, Enter: it is signed."""
    p.t.enter()
    p.t.until(lambda: isinstance(p.window.bingkai.page, HariPage), "hari buka kemarin")
    p.di_cari()
    p.t.press(Key.Key_F7)
    page = p.page
    p.t.until(lambda: page.stack.currentWidget() is page.ini.tutup, "tutup hari")
    p.t.settle()
    p.t.enter()
    p.t.settle()
    tell("ditutup", status=page.hari.status if page.hari else "")
    kirim(p)


BAGIAN: dict[str, tuple[Callable[[Pemain], None], int]] = {
    "pagi": (pagi, 0),
    "siang": (siang, 0),
    "laptop-dua": (laptop_dua, 0),
    "kirim": (kirim, 1),
    "susulan": (susulan, 1),
    "putuskan": (putuskan, 1),
    "tutup": (tutup_hari, 1),
}


def main() -> None:
    name, folder, sandi = sys.argv[1:4]
    play, later = BAGIAN[name]
    p = Pemain(Path(folder), sandi, HARI + timedelta(days=later))
    p.masuk()
    play(p)
    p.tutup()
    tell("habis")


if __name__ == "__main__":
    main()
