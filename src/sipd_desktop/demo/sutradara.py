"""The play: one hari buka from Beranda to receipt, by keys only, a picture of every screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from sipd_desktop.demo.pemain import Pemain
from sipd_desktop.demo.tangan import Tangan
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.sinkron import count_belum_terkirim, list_bukti
from sipd_desktop.ui.hari.halaman import HariPage

Key = Qt.Key
_ANAK = 9


class Sutradara:
    """Knows the order of the day; the hands do the rest."""

    def __init__(self, tangan: Tangan, today: date) -> None:
        self.t = tangan
        self.pemain = Pemain(tangan.app, today)
        self.ditimbang = 0
        self.tombol = 0
        """Keys up to the end of the weighing."""
        self.hari: HariPage

    # frame

    @property
    def _window(self) -> Any:
        return self.t.app.window

    def _open_hari(self) -> HariPage:
        self._window.bingkai.show_page("hari")
        page = self._window.bingkai.page
        assert isinstance(page, HariPage)
        return page

    def kader(self) -> None:
        """Three more kader and a bidan, to stand at the langkah."""
        frame = self._window.bingkai
        frame.show_page("laptop")
        self.t.settle()
        for nama in ("Aminah Contoh", "Rina Contoh", "Yanti Contoh"):
            self.t.type(nama)
            self.t.enter()
            self.t.settle()
        self.t.shot("04-laptop-ini")
        frame.show_page("beranda")
        self.t.settle()

    # the day

    def mulai(self) -> None:
        """Start the day from Beranda with Enter, the roster as last month."""
        self.t.enter()
        self.hari = page = self._open_hari()
        self.t.until(lambda: page.stack.currentWidget() is page.ini.mulai, "mulai hari")
        self.t.settle()
        self.t.shot("05-mulai-hari")
        self.t.enter()
        self._at_search()
        self.t.shot("06-cari-kosong")

    def _at_search(self) -> None:
        page = self.hari
        self.t.until(lambda: page.stack.currentWidget() is page.cari, "kotak cari")
        self.t.settle()

    def choose(self, orang: Orang, *, shot: str = "") -> None:
        """Find a child by the first letters of the name and take it with Enter."""
        page = self.hari
        self._at_search()
        self.t.type(orang.nama.lower())
        self.t.until(lambda: page.cari.hasil.terpilih() is not None, "hasil pencarian")
        self.t.settle()
        if shot:
            self.t.shot(shot)
        self.t.enter()
        self.t.until(lambda: page.meja.ukur.isian is not None, "lembar timbang")

    def fill(self, berat: Decimal, tinggi: Decimal | None) -> None:
        """BB, Enter, TB, Enter; then the answer about the KMS if it is asked."""
        isian = self.hari.meja.ukur.isian
        assert isian is not None
        self.t.type(str(berat).replace(".", ","))
        self.t.enter()
        self.t.rest(0.01)
        if self.hari.meja.ukur.isian is isian and isian.read("tinggi_badan") is None:
            if self._focus_key() == "berat_badan":  # a soft question: the same number again
                self.t.enter()
            if tinggi is not None:
                self.t.type(str(tinggi).replace(".", ","))
                self.t.enter()
        if isian.lembar.tanya_kms and isian.punya_kms is None:
            self.t.type("y")

    def _focus_key(self) -> str:
        boxes = self.hari.meja.ukur.baris
        return next((k for k, f in boxes.items() if f.kotak.hasFocus()), "")

    def save(self) -> None:
        """Enter until the search box is back (soft questions are answered by Enter again)."""
        page = self.hari
        for _ in range(8):
            if page.stack.currentWidget() is page.cari:
                break
            self.t.enter()
            self.t.rest(0.02)
        self._at_search()
        self.ditimbang += 1

    def timbang(self) -> None:
        """A queue of children; pictures of a good one, a worrying one and a slip of the comma."""
        children = self.pemain.sasaran()[:_ANAK]
        for number, orang in enumerate(children):
            self.choose(orang, shot="07-cari-nama" if number == 0 else "")
            if number == 1:
                self.t.shot("08-timbang-kosong")
                berat, _ = self.pemain.weights(orang)
                self.t.type(str(int(berat * 10)))
                self.t.enter()
                self.t.shot("09-timbang-koma-geser")
                self.t.press(Key.Key_A, ctrl=True)
            z = -3.2 if number == 3 else None
            self.fill(*self.pemain.weights(orang, z))
            if number == 0:
                self.t.shot("10-timbang-status")
            if number == 3:
                self.t.shot("11-timbang-perlu-rujuk")
                self.t.press(Key.Key_F8)
                self.t.shot("12-timbang-lihat-arti")
                self.t.press(Key.Key_F8)
            self.save()
        self.tombol = self.t.tombol
        self.t.shot("13-antrean")

    def pendatang(self) -> None:
        """A baby nobody knew, with last month's weight from the Buku KIA."""
        page = self.hari
        self._at_search()
        self.t.type("melati contoh")
        self.t.settle()
        self.t.shot("14-tidak-ketemu")
        self.t.press(Key.Key_F3)
        self.t.until(lambda: page.stack.currentWidget() is page.meja.baru, "formulir baru")
        self.t.type("p")
        for text in (self.pemain.lahir(), "Sri Contoh", "2", "1"):
            self.t.type(text)
            self.t.enter()
        self.t.shot("15-pendatang-baru")
        page.meja.baru.save()
        self.t.until(lambda: page.meja.ukur.isian is not None, "lembar timbang pendatang")
        self.t.type("6,1")
        self.t.enter()
        self.t.shot("16-bulan-pertama")
        isian = page.meja.ukur.isian
        assert isian is not None
        if isian.lembar.tanya_kms:
            self.t.type("y")
        page.meja.ukur.save()
        if page.stack.currentWidget() is not page.cari:
            page.meja.ukur.save()
        self._at_search()
        self.ditimbang += 1

    def sasaran_lain(self) -> None:
        """An elder with the quick row; the list of langkah 4; a jeda."""
        page = self.hari
        elder = self.pemain.lansia()
        self._at_search()
        page.meja.choose(elder.id, elder.nama)
        panel = page.meja.umum.panel
        self.t.until(lambda: panel.isian is not None, "baris lansia")
        self.t.settle()
        for text in ("62,5", "158", "88", "13284"):
            self.t.type(text)
            if text != "13284":
                self.t.enter()
        self.t.shot("17-baris-lansia")
        panel.save()
        self._at_search()
        self.t.press(Key.Key_4, ctrl=True)
        self.t.settle()
        self.t.shot("17-langkah-4")
        page.back_to_search()
        self._at_search()
        self.t.press(Key.Key_F10)
        self.t.until(lambda: page.stack.currentWidget() is page.jalan.tenang, "jeda")
        self.t.shot("17-jeda")
        self.t.enter()
        self._at_search()

    def urungkan(self) -> None:
        """Take the last save back with Ctrl+Z, and weigh again."""
        self.t.press(Key.Key_Z, ctrl=True)
        self.t.shot("17-batalkan-tadi")

    def belum_dan_tutup(self) -> None:
        """Who has not come, by RT; then the summary, and the signature."""
        page = self.hari
        self.t.press(Key.Key_F6)
        self.t.until(lambda: page.stack.currentWidget() is page.ini.belum, "belum datang")
        self.t.shot("18-belum-datang")
        page.back_to_search()
        self.t.press(Key.Key_F7)
        self.t.until(lambda: page.stack.currentWidget() is page.ini.tutup, "tutup hari")
        self.t.shot("19-tutup-hari")
        self.t.enter()
        self.t.settle()
        self.t.shot("20-hari-ditutup")

    # the rest of the program

    def lembar_anak(self, child: Orang) -> None:
        """The sheet of one child, and a point of its line."""
        self._window.sesi.go("anak", warga_id=child.id)
        self.t.shot("21-lembar-anak")
        self.t.press(Key.Key_Left)
        self.t.shot("22-lembar-anak-titik")

    def halaman_lain(self, child: Orang) -> None:
        """What happens in a family, a form, differences, search, SKDN with a list."""
        frame = self._window.bingkai
        sesi = self._window.sesi
        sesi.go("keluarga", keluarga_id=child.keluarga_id)
        self.t.settle()
        self.t.press(Key.Key_F8)
        self.t.shot("35-perubahan-keluarga")
        sesi.go("formulir", jenis="warga", subjek=child.id, form="kunjungan_rumah")
        self.t.shot("36-formulir")
        sesi.go("beda")
        self.t.shot("37-catatan-beda")
        frame.show_page("cari")
        self.t.shot("38-cari-warga")
        sesi.go("skdn")
        self.t.shot("39-skdn")
        self.t.enter()
        self.t.shot("40-skdn-daftar")

    def kirim(self) -> None:
        """Send and receive; the receipt stands on the page."""
        frame = self._window.bingkai
        frame.show_page("kirim")
        self.t.shot("41-kirim-sebelum")
        self.t.press(Key.Key_F9)
        self.t.until(self._is_sent, "semua terkirim", 90)
        self.t.settle()
        self.t.shot("42-kirim-sesudah")

    def _is_sent(self) -> bool:
        """Nothing waits, and the exchange has ended with a receipt; the file is asked only then."""
        if self._window.kiriman.keadaan.sedang:
            return False
        buku = self._window.ruang.buku
        return count_belum_terkirim(buku) == 0 and bool(list_bukti(buku))

    def besar(self) -> None:
        """The same screens in large letters."""
        self._window.bingkai.show_page("beranda")
        self._window.zoom.set_zoom(1.5)
        self.t.shot("44-beranda-150")
        self._window.bingkai.show_page("hari")
        self.t.shot("45-hari-150")
        self._window.sesi.go("skdn")
        self.t.shot("46-skdn-150")
