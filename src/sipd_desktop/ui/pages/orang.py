"""One person: who it is, problems and services of all six fields at once, acts on the record.

Looking is noted once per login, with a reason for people of another Posyandu.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timezone
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.clock import parse_instant
from sipd_desktop.base.tampil import waktu
from sipd_desktop.services.profil.enam import BarisBidang
from sipd_desktop.services.profil.orang import HalamanOrang, open_halaman
from sipd_desktop.services.profil.riwayat import Perbuatan, list_riwayat
from sipd_desktop.services.tertutup import TANDA
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.pages.tabel_bidang import make_tabel_bidang
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import teks
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TINGGI = 200


def _riwayat_kolom(zona: timezone) -> tuple[Column, ...]:
    return (
        Column("waktu", "Waktu", lambda p: waktu(parse_instant(p.waktu), zona)),
        Column("siapa", "Siapa", lambda p: p.siapa or "kader laptop lain"),
        Column("perbuatan", "Perbuatan", lambda p: p.perbuatan.capitalize()),
        Column("tentang", "Tentang", lambda p: teks(p.tentang), rentang=True),
    )


class OrangPage(Halaman):
    """`sesi.go("orang", warga_id=...)`."""

    judul = "Orang"
    kinds = frozenset({"warga", "isian", "masalah", "bantuan", "vaksinasi", "kehamilan"})
    bantuan = (
        "Enam bidang tampil sekaligus: masalah lebih dulu, lalu layanan, dengan tanggal datanya.",
        "Panah memilih baris; Enter pada masalah membukanya untuk dipastikan atau ditangani.",
        "F6 membuka keluarganya, F3 formulir, F4 riwayat catatan orang ini.",
        "Ctrl+P mencetak halaman ini tanpa dugaan.",
        "NIK ditutup sebagian. Membuka orang tercatat di riwayat.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = ""
        self.isi: HalamanOrang | None = None
        self.nama = make_label("", "judul", lipat=True)
        self.siapa = make_label("", "tebal", lipat=True)
        self.fakta = make_label("", "petunjuk", lipat=True)
        self.tanda = make_label("", "tebal", lipat=True)
        self.bidang = make_tabel_bidang(keluarga=False)
        self.bidang.dibuka.connect(self._open_line)
        self.bidang.dipilih.connect(self._tell)
        self.rinci = make_label("", "", lipat=True)
        self.riwayat = TableView("Riwayat catatan orang ini", _riwayat_kolom(sesi.keterangan.zona))
        self.tumpuk = QStackedWidget()
        for table in (self.bidang, self.riwayat):
            table.setMinimumHeight(px(_TINGGI))
            self.tumpuk.addWidget(table)
        self.keluarga = make_button("Keluarga", self._family, utama=True, ikon="users", kunci="F6")
        self.ukur = make_button("Ukur", self._weigh, ikon="scale")
        self.formulir = make_button("Formulir", self._forms, ikon="clipboard-text", kunci="F3")
        self.buka_riwayat = make_button("Riwayat", self.toggle, ikon="history", kunci="F4")
        self.catat = make_button("Catat masalah", self._new_problem, tautan=True)
        self.cetak = make_button("Cetak", self._print, tautan=True, ikon="printer", kunci="Ctrl+P")
        make_action(Aksi("keluarga", "Keluarga", ("F6", "Ctrl+G")), self, self._family)
        kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for label in (self.siapa, self.tanda):
            inner.addWidget(label)
        inner.addWidget(self.tumpuk, 1)
        inner.addWidget(self.rinci)
        inner.addWidget(self.fakta)
        doors = AlirLayout()
        first = (self.keluarga, self.ukur, self.formulir, self.buka_riwayat)
        for button in (*first, self.catat):
            doors.addWidget(button)
        box = QVBoxLayout(self)
        box.setSpacing(8)
        head = in_row(self.cetak, kembali)
        head.insertWidget(0, self.nama, 1)
        box.addLayout(head)
        box.addWidget(scrolling(body), 1)
        box.addLayout(doors)

    def open(self, warga_id: str = "", **_kw: object) -> None:
        """Show a person."""
        if warga_id != self._id:
            self.clear()
        self._id = warga_id
        self.tumpuk.setCurrentWidget(self.bidang)
        self.reload()

    def reload(self) -> None:
        if self._id:
            open_checked(self, self.sesi, "warga", self._id, self._load)

    def clear(self) -> None:
        self.isi = None
        for label in (self.nama, self.siapa, self.rinci, self.fakta, self.tanda):
            label.clear()
        self.bidang.set_rows(())
        self.riwayat.set_rows(())

    def focus_start(self) -> None:
        shown = self.tumpuk.currentWidget()
        (self.bidang if shown is self.bidang else self.riwayat).setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"baru": self._forms, "ubah": self.toggle, "cetak": self._print}

    def _load(self) -> None:
        work = partial(
            open_halaman,
            petugas=self.sesi.petugas,
            warga_id=self._id,
            acuan=self.sesi.tanggal,
        )
        self.sesi.read(self, work, self._show)
        acts = partial(list_riwayat, petugas=self.sesi.petugas, warga_id=self._id)
        self.sesi.read(self, acts, self._show_riwayat)

    def _show(self, isi: HalamanOrang) -> None:
        self.isi = isi
        o = isi.orang
        self.nama.setText(o.nama)
        place = " ".join(
            filter(None, (o.rt and f"RT {o.rt}", o.rw and f"RW {o.rw}", o.dusun.title()))
        )
        sex = {"L": "laki-laki", "P": "perempuan"}.get(o.jk, "")
        self.siapa.setText(", ".join(filter(None, (sex, o.umur, place, f"NIK {isi.nik_samar}"))))
        self.fakta.fill("; ".join(f"{teks(label)}: {words}" for label, words in isi.fakta))
        self.tanda.fill(f"{TANDA}." if isi.tanya_bidan else "")
        self.bidang.set_rows(isi.enam)
        if self.bidang.row() is None:
            self.bidang.select(next((n for n, r in enumerate(isi.enam) if r.masalah_id), 0))
        self.keluarga.set_teks("Keluarga" if isi.keluarga_id else "Masukkan ke keluarga")
        self.ukur.set_teks("Timbang" if o.is_balita else "Ukur")

    def _show_riwayat(self, acts: tuple[Perbuatan, ...]) -> None:
        self.riwayat.set_rows(acts)

    def toggle(self) -> None:
        """Between the six fields and the acts."""
        other = self.riwayat if self.tumpuk.currentWidget() is self.bidang else self.bidang
        self.tumpuk.setCurrentWidget(other)
        self.buka_riwayat.set_teks("Riwayat" if other is self.bidang else "Enam bidang")
        other.setFocus()

    def _open_line(self, row: object) -> None:
        if isinstance(row, BarisBidang) and row.masalah_id:
            self.sesi.go("masalah", masalah_id=row.masalah_id)

    def _tell(self, row: object) -> None:
        """The whole remark of the line under the cursor, where its column is too narrow."""
        self.rinci.fill(row.rinci if isinstance(row, BarisBidang) else "")

    def _family(self) -> None:
        if self.isi is None:
            return
        if self.isi.keluarga_id:
            self.sesi.go("keluarga", keluarga_id=self.isi.keluarga_id, warga_id=self._id)
        else:
            self.sesi.go("datang", warga_id=self._id, nama=self.isi.orang.nama)

    def _print(self) -> None:
        if self.isi is not None:
            unit, who = self.isi.posyandu_id, self.isi.orang.id
            self.sesi.go("cetak", laporan="lembar-orang", posyandu=unit, pilihan=who)

    def _weigh(self) -> None:
        self.sesi.go("hari", warga_id=self._id)

    def _forms(self) -> None:
        self.sesi.go("formulir", jenis="warga", subjek=self._id)

    def _new_problem(self) -> None:
        self.sesi.go("masalah_baru", subjek_jenis="warga", subjek=self._id)
