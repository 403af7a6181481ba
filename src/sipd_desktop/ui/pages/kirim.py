"""Kirim & terima: what waits, sending now, receipts, and entries the data centre has set aside.

"Tersimpan" is this laptop, "terkirim" is the data centre's receipt; the two words never mix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from sipd_desktop.base import clock
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import teks_ribuan, waktu
from sipd_desktop.bidang import FORMS, REGISTERS, field_of
from sipd_desktop.services.beda.daftar import count_beda
from sipd_desktop.services.sinkron import (
    Bukti,
    Ditolak,
    HasilKirim,
    KeadaanKirim,
    list_belum_diterima,
    list_bukti,
)
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.kiriman import KeadaanLayar
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.pages.daftar import DaftarForm
from sipd_desktop.ui.pages.kartu_paket import KartuPaket
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView

_BUKTI = (
    Column("waktu", "Waktu"),
    Column("terkirim", "Terkirim", align="kanan"),
    Column("diterima", "Diterima", align="kanan"),
    Column("ket", "Keterangan", rentang=True),
)
_DITOLAK = (
    Column("apa", "Catatan"),
    Column("alasan", "Perlu diperiksa karena", rentang=True),
)
_TOLAK = {
    "subjek-belum-ada": "tolak-subjek-belum-ada",
    "luar-lingkup": "tolak-luar-lingkup",
    "tabel-belum-dikenal": "tolak-jenis-baru",
    "tidak-dikenal-form": "tolak-jenis-baru",
}


@dataclass(frozen=True, slots=True)
class BarisBukti:
    """A receipt in words."""

    nomor: int
    waktu: str
    terkirim: str
    diterima: str
    ket: str


@dataclass(frozen=True, slots=True)
class BarisDitolak:
    """An entry set aside, in words; who it is about is not shown here."""

    apa: str
    alasan: str


class KirimPage(Halaman):
    """Wireframe 10 of docs/trust-and-ux, the part that goes over the line."""

    judul = "Kirim & terima"
    kinds = frozenset({"konflik"})
    bantuan = (
        "Catatan dikirim sendiri saat ada internet. Tidak perlu ditunggu.",
        "Tekan F9 untuk mengirim sekarang. Boleh bekerja terus atau menutup program.",
        "\u201cTerkirim\u201d berarti sudah ada tanda terima dari pusat data desa.",
        "Catatan yang perlu diperiksa tetap aman di laptop ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._most = 0
        self.keadaan = make_label("", "sedang", lipat=True)
        self.tombol = make_button("Kirim sekarang", self.send, utama=True, ikon="send", kunci="F9")
        self.maju = QProgressBar()
        self.maju.setAccessibleName("Kemajuan pengiriman")
        self.maju.setTextVisible(False)
        self.maju.hide()
        self.daftar = DaftarForm(sesi)
        self.daftar.terdaftar.connect(self._enrolled)
        self.judul_bukti = SectionTitle("Riwayat kirim")
        self.bukti = TableView("Riwayat kirim", _BUKTI, klik_membuka=True)
        self.bukti.dibuka.connect(self._open_receipt)
        self.judul_ditolak = SectionTitle(
            "Perlu diperiksa sebelum diterima pusat data desa", "Catatan ini aman di laptop ini."
        )
        self.ditolak = TableView("Perlu diperiksa", _DITOLAK, klik_membuka=True)
        self.ditolak.dibuka.connect(lambda _row: sesi.go("beda"))
        self.beda = make_button("", lambda: sesi.go("beda"), ikon="list-check")
        self.beda.hide()
        body = QWidget()
        box = QVBoxLayout(body)
        box.setSpacing(10)
        box.addWidget(SectionTitle("Kirim & terima"))
        box.addWidget(self.keadaan)
        line = in_row(self.tombol)
        line.addWidget(self.beda)
        line.addWidget(self.maju, 1)
        line.addStretch(0)
        box.addLayout(line)
        box.addWidget(self.daftar)
        self.paket = KartuPaket(sesi)
        self.paket.selesai.connect(self._after_stick)
        box.addWidget(self.paket)
        box.addWidget(self.judul_ditolak)
        box.addWidget(self.ditolak, 2)
        box.addWidget(self.judul_bukti)
        box.addWidget(self.bukti, 3)
        box.addStretch(0)
        for table in (self.ditolak, self.bukti):
            table.setMinimumHeight(px(150))
            table.hide()
        self.judul_ditolak.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(body))
        if sesi.kiriman is not None:
            sesi.kiriman.berubah.connect(self._told)
            sesi.kiriman.selesai.connect(self._finished)

    def reload(self) -> None:
        self.daftar.show_role()
        buku = self.sesi.ruang.buku
        self.sesi.tasks.job(
            self, lambda: (list_bukti(buku), list_belum_diterima(buku)), self._show_lists
        )
        self.sesi.read(self, count_beda, self._show_beda)
        if self.sesi.kiriman is not None:
            self._told(self.sesi.kiriman.keadaan)
            self.sesi.kiriman.count()

    def focus_start(self) -> None:
        if self.tombol.isVisible():
            self.tombol.setFocus()
        else:
            self.daftar.alamat.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {}

    def send(self) -> None:
        """Send now; the rest is told by the worker."""
        if self.sesi.kiriman is not None:
            self.sesi.kiriman.send_now()

    def clear(self) -> None:
        self.paket.clear()

    def _after_stick(self) -> None:
        if self.sesi.kiriman is not None:
            self.sesi.kiriman.count()
        self.reload()

    def _show_beda(self, jumlah: int) -> None:
        self.beda.set_teks(f"{teks_ribuan(jumlah)} catatan beda: pilih satu")
        self.beda.setVisible(jumlah > 0)

    def _open_receipt(self, row: object) -> None:
        if isinstance(row, BarisBukti):
            self.sesi.go("bukti", nomor=row.nomor)

    def _enrolled(self) -> None:
        self.sesi.message("Laptop ini sudah terdaftar. Catatan mulai dikirim.")
        if self.sesi.kiriman is not None:
            self.sesi.kiriman.enrolled()
        self.tombol.setFocus()

    def _told(self, layar: KeadaanLayar) -> None:
        k = layar.kirim
        if k is None:
            return
        self.keadaan.setText(state_teks(layar, k))
        self.tombol.setVisible(k.terdaftar)
        # stays enabled: a button that goes grey under the cursor throws the cursor away
        self.tombol.set_teks("Sedang mengirim" if layar.sedang else "Kirim sekarang")
        self.daftar.setVisible(not k.terdaftar)
        self.paket.set_terdaftar(k.terdaftar)
        self._most = max(self._most, k.belum_terkirim) if layar.sedang else 0
        self.maju.setVisible(layar.sedang)
        self.maju.setRange(0, max(self._most, 1) if self._most else 0)
        self.maju.setValue(self._most - k.belum_terkirim)

    def _finished(self, _hasil: HasilKirim) -> None:
        if self.isVisible():
            self.reload()

    def _show_lists(self, found: tuple[list[Bukti], list[Ditolak]]) -> None:
        receipts, rejected = found
        zona = self.sesi.keterangan.zona
        self.bukti.set_rows(
            [_receipt(b, waktu(clock.parse_instant(b.waktu), zona)) for b in receipts]
        )
        self.judul_bukti.set_teks(
            "Riwayat kirim",
            "" if receipts else "Belum ada. Riwayat muncul sesudah kiriman pertama.",
        )
        self.bukti.setVisible(bool(receipts))
        self.ditolak.set_rows([_rejected(d) for d in rejected])
        self.ditolak.setVisible(bool(rejected))
        self.judul_ditolak.setVisible(bool(rejected))


def state_teks(layar: KeadaanLayar, k: KeadaanKirim) -> str:
    """How things stand, in whole sentences: what waits, whether it is safe, what was the matter."""
    n = teks_ribuan(k.belum_terkirim)
    if layar.sedang:
        text = f"Sedang mengirim, sisa {n} catatan. Boleh bekerja terus."
    elif k.belum_terkirim:
        text = f"Ada {n} catatan belum terkirim. Semua aman di laptop ini."
    elif k.terdaftar:
        text = "Semua catatan sudah terkirim ke pusat data desa."
    else:
        text = "Semua catatan aman di laptop ini."
    if not k.terdaftar:
        return f"{text} Laptop ini belum terdaftar di pusat data desa."
    if k.gagal_alasan and not layar.sedang:
        text += " " + teks(sentence(k.gagal_alasan, detik=k.tahan_detik))
    return text


def _receipt(bukti: Bukti, when: str) -> BarisBukti:
    isi = bukti.isi
    notes = ["lewat flashdisk"] if isi.get("lewat") else []
    rejected = isi.get("rejected")
    if isinstance(rejected, list) and rejected:
        notes.append(f"{len(rejected)} perlu diperiksa")
    if isi.get("conflicts"):
        notes.append(f"{isi['conflicts']} catatan beda")
    if isi.get("digest_ok"):
        notes.append("isi laptop sama dengan pusat data desa")
    return BarisBukti(
        nomor=bukti.nomor,
        waktu=when,
        terkirim=teks_ribuan(int(str(isi.get("acked", 0)))),
        diterima=teks_ribuan(int(str(isi.get("pulled", 0)))),
        ket=", ".join(notes) or "lengkap",
    )


def _rejected(row: Ditolak) -> BarisDitolak:
    register = REGISTERS.get(row.tbl)
    tries = (field_of(row.tbl, row.field, form) for form in FORMS) if row.field else ()
    field = next((f for f in tries if f is not None), None)
    code = _TOLAK.get(row.code, "tolak-isi" if field else "tolak-lain")
    return BarisDitolak(
        apa=teks(register.label) if register else "Catatan",
        alasan=teks(sentence(code, kolom=teks(field.label) if field else "")),
    )
