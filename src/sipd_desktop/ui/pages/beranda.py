"""The first page: what the phase around the hari buka asks for, one large button, the month.

H-3..H-1 prepare, H the day, H+1..H+3 what is left, else calm. Enter presses the large button, the
digits press the smaller ones; words and doors of each phase stand in `beranda_pintu`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import nama_periode, tanggal_hari, teks_persen, teks_ribuan
from sipd_desktop.services.beranda import Beranda, open_beranda
from sipd_desktop.services.hari.baris import RingkasHari
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages import beranda_kartu as kartu
from sipd_desktop.ui.pages.bagian import make_button, make_card, make_label, scrolling
from sipd_desktop.ui.pages.beranda_jadwal import AturJadwal, PindahHari
from sipd_desktop.ui.pages.beranda_pintu import Pintu, Tujuan, judul_fase, ket_fase, list_pintu
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.widgets.cari import SearchBox
from sipd_desktop.ui.widgets.label import Kata

_SKDN = (
    ("S", "sasaran"),
    ("K", "punya KMS"),
    ("D", "ditimbang"),
    ("N", "naik"),
)
_HADIR = (
    ("sasaran", "Balita"),
    ("hadir", "Datang"),
    ("ditimbang", "Ditimbang"),
    ("belum", "Belum datang"),
)


class BerandaPage(Halaman):
    """Wireframe 2 of docs/trust-and-ux, phase by phase."""

    judul = "Beranda"
    kinds = frozenset(
        {
            "hari_buka", "kehadiran", "isian", "warga", "konflik", "posyandu", "rencana_hari",
            "lembar_hari", "kehamilan",
        }
    )  # fmt: skip
    bantuan = (
        "Enter menekan tombol besar: itu yang perlu sekarang. Angka menekan tombol lain.",
        "Mencari orang: tekan F2, ketik nama atau 4 angka terakhir NIK, lalu Enter.",
        "Hari buka bulan ini pindah? Tekan F4, lalu angka tanggal barunya.",
        "Ctrl+P: Lembar Hari Buka di kertas, supaya listrik padam tidak menghentikan pelayanan.",
        "Baris paling bawah memberi tahu catatan yang belum terkirim. Semua aman di laptop ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.isi: Beranda | None = None
        self.cari = SearchBox("Cari orang", "F2  Cari orang: nama, atau 4 angka terakhir NIK / KK")
        self.cari.dipilih.connect(self._find)
        self.cari.ditinggalkan.connect(self.focus_start)
        self.hari = make_label("", "judul", lipat=True)
        self.ket = make_label("", "petunjuk", lipat=True)
        self.tombol = kartu.TombolBesar("Mulai hari buka", ikon="calendar-event", kunci="Enter")
        self.tombol.clicked.connect(self._press)
        self.pintu = kartu.BarisPintu(self._go)
        self.angka = {key: kartu.Angka(kata) for key, kata in _HADIR}
        self.hadir = QWidget()
        self.maju = QProgressBar()
        self.maju.setTextVisible(False)
        self.terakhir = make_label("", "petunjuk", lipat=True)
        self.skdn = {huruf: kartu.Angka(f"{huruf} \u00b7 {kata}", "besar") for huruf, kata in _SKDN}
        self.banding = make_label("", "petunjuk", lipat=True)
        self.daftar = kartu.Baris("Diundang per RT")
        self.kelompok = kartu.Baris("Sasaran")
        self.bekal = kartu.Baris("Disiapkan")
        self.tindak = kartu.Baris("Tindak lanjut")
        self._attention: list[Kata] = []
        self._build()

    def _build(self) -> None:
        day, box = make_card()
        box.setContentsMargins(28, 20, 28, 20)
        box.setSpacing(14)
        figures = QVBoxLayout(self.hadir)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.addLayout(kartu.in_grid(self.angka.values(), kolom=4))
        figures.addWidget(self.maju)
        for part in (self.hari, self.ket, self.tombol, self.pintu, self.hadir, self.terakhir):
            box.addWidget(part)
        box.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(day)
        left.addWidget(self.daftar)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        care, self._care = make_card("Perlu perhatian")
        for part in (care, self.tindak, self.kelompok, self.bekal, self._month_card()):
            right.addWidget(part)
        right.addStretch(1)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addLayout(left, 3)
        cards.addLayout(right, 2)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setSpacing(12)
        inner.addWidget(self.cari)
        inner.addLayout(cards, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))

    def _month_card(self) -> QWidget:
        self.kartu_bulan, box = make_card()
        self.bulan = make_label("Bulan ini", "bagian")
        box.addWidget(self.bulan)
        box.addLayout(kartu.in_grid(self.skdn.values(), kolom=4))
        box.addWidget(self.banding)
        box.addWidget(make_button("Lihat laporan", lambda: self.sesi.go("skdn")))
        return self.kartu_bulan

    # the contract of a page

    def reload(self) -> None:
        posyandu, tanggal = self.sesi.posyandu_id, self.sesi.tanggal
        self.sesi.read(self, lambda conn: open_beranda(conn, posyandu, tanggal), self.show_beranda)

    def focus_start(self) -> None:
        self.tombol.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "cari": self.cari.setFocus,
            "kembali": self.focus_start,
            "ubah": self.change_day,
            "cetak": lambda: self.to("lembar"),
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        doors = self.pintu.pintu
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
        elif text.isascii() and text.isdigit() and 1 <= int(text) <= len(doors):
            self._go(doors[int(text) - 1])
        else:
            super().keyPressEvent(event)

    # showing

    def show_beranda(self, isi: Beranda) -> None:
        """Fill the page."""
        self.isi = isi
        self.hari.setText(judul_fase(isi))
        self.ket.fill(ket_fase(isi))
        first, *more = list_pintu(isi)
        self.tombol.show_pintu(first)
        self.pintu.show_pintu(more)
        for key, part in self.angka.items():
            part.show_angka(getattr(isi.angka, key))
        self._show_progress(isi.angka)
        self.hadir.setVisible(isi.fase == "hari")
        self.terakhir.fill("" if isi.fase == "sesudah" else isi.terakhir)
        self._show_attention(isi.perhatian)
        self._show_cards(isi)
        self.bulan.setText(nama_periode(isi.periode))
        for huruf, part in self.skdn.items():
            part.show_angka(isi.skdn.get(huruf, 0))
        d, s, n = (isi.skdn.get(h, 0) for h in "DSN")
        self.banding.setText(f"D/S {teks_persen(d, s)}     N/D {teks_persen(n, d)}")

    def _show_cards(self, isi: Beranda) -> None:
        """The cards of this phase."""
        preparing = isi.siap if isi.fase == "siap" else None
        self.bekal.setVisible(preparing is not None)
        self.tindak.setVisible(isi.fase == "sesudah")
        self.kelompok.setVisible(isi.fase in ("siap", "hari"))
        self.kartu_bulan.setVisible(isi.fase != "siap")
        self.kelompok.show_rows(*kartu.baris_kelompok(isi))
        if preparing is not None:
            self.bekal.show_rows(*kartu.baris_bekal(preparing))
        if isi.sesudah is not None:
            self.tindak.show_rows(*kartu.baris_tindak(isi.sesudah))
        below = _below(isi)
        self.daftar.setVisible(below is not None)
        if below is not None:
            self.daftar.show_rows(*below)

    def _show_progress(self, angka: RingkasHari) -> None:
        self.maju.setRange(0, max(angka.sasaran, 1))
        self.maju.setValue(angka.sasaran - angka.belum)
        self.maju.setAccessibleName(
            f"Sudah datang {angka.sasaran - angka.belum} dari {angka.sasaran}"
        )

    def _show_attention(self, rows: tuple[tuple[str, int], ...]) -> None:
        for old in self._attention:
            self._care.removeWidget(old)
            old.hide()
            old.deleteLater()
        texts = [f"{teks_ribuan(n)} {text}" for text, n in rows] or ["Semua beres."]
        self._attention = [make_label(text, "sedang", lipat=True) for text in texts]
        for place, label in enumerate(self._attention, start=1):
            self._care.insertWidget(place, label)

    # doors

    def _press(self) -> None:
        if self.isi is None:
            self.sesi.go("hari")
            return
        self._go(list_pintu(self.isi)[0])

    def _go(self, pintu: Pintu) -> None:
        self.to(pintu.ke)

    def to(self, tujuan: Tujuan) -> None:
        """Open what a door leads to."""
        own = {"pindah": self.change_day, "jadwal": self.set_schedule, "susulan": self._go_on}
        pages = {"hari": "hari", "skdn": "skdn", "ringkasan": "ringkasan"}
        if tujuan in own:
            own[tujuan]()
        elif tujuan == "ringkasan":
            self.sesi.go("ringkasan", tanggal=self._last_day())
        elif tujuan in pages:
            self.sesi.go(pages[tujuan])
        else:
            self._print(tujuan)

    def _print(self, tujuan: Tujuan) -> None:
        report, ahead = {
            "lembar": ("lembar-hari-buka", True),
            "undangan": ("undangan", True),
            "karcis": ("karcis-antrean", True),
            "kunjungan": ("daftar-kunjungan", False),
            "akhir": ("akhir-hari", False),
        }[tujuan]
        day = self._next_day() if ahead else self._last_day()
        self.sesi.go("cetak", laporan=report, tanggal=day)

    def _next_day(self) -> date:
        """The day that is prepared: today's own, else the planned one."""
        isi = self.isi
        if isi is None or isi.hari is not None or isi.rencana.tanggal is None:
            return self.sesi.tanggal
        return isi.rencana.tanggal

    def _last_day(self) -> date:
        """The day that is looked back at: today's own, else the last one."""
        isi = self.isi
        if isi is None or isi.hari is not None or isi.lalu is None:
            return self.sesi.tanggal
        return isi.lalu.tanggal

    def _go_on(self) -> None:
        """Go on with the last day: all pages take its date until another is chosen."""
        day = self._last_day()
        self.sesi.choose(tanggal=day)
        self.sesi.message(f"Susulan: semua halaman sekarang di tanggal {tanggal_hari(day)}.")
        self.sesi.go("hari")

    def change_day(self) -> None:
        """F4: move the planned day; without a schedule, set one."""
        isi = self.isi
        if isi is None or isi.hari is not None:
            return
        if isi.rencana.tanggal is None:
            self.set_schedule()
            return
        dialog = PindahHari(self.sesi, isi.rencana, self)
        dialog.jadwal_diminta.connect(self.set_schedule)
        dialog.open()

    def set_schedule(self) -> None:
        """The schedule of this Posyandu."""
        if self.isi is not None:
            AturJadwal(self.sesi, self.isi.rencana, self).open()

    def _find(self, text: str) -> None:
        self.cari.clear()
        self.sesi.go("cari", teks=text)


def _below(isi: Beranda) -> kartu.Isi | None:
    """The list under the large button: whom to invite, what to lay ready, who is missing."""
    if isi.fase == "siap" and isi.siap is not None:
        return kartu.baris_rt(isi.siap)
    if isi.sesudah is not None and isi.sesudah.belum:
        return kartu.baris_belum(isi.sesudah)
    if isi.hari is None and isi.siap is not None and isi.siap.kebutuhan + isi.siap.dosis:
        return kartu.baris_bekal(isi.siap)
    return None
