"""One family: its members with age, group and this month; the No KK masked until it is asked for.

Looking at the whole number is an act in the history. From a balita the scale or the child's sheet
opens directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.render.warna import Tingkat
from sipd_desktop.services.formulir import has_form
from sipd_desktop.services.keluarga import (
    Anggota,
    HalamanKeluarga,
    open_keluarga,
    reveal_kk,
    with_masalah,
)
from sipd_desktop.services.orang import with_status
from sipd_desktop.services.profil.enam import BarisBidang
from sipd_desktop.services.profil.orang import Keadaan, open_keadaan
from sipd_desktop.services.tertutup import TANDA
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.pages.tabel_bidang import make_tabel_bidang
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.tabel import Column, TableView

_TINGGI = 170
_BULAN_INI: dict[str | None, Tingkat] = {
    "sudah ditimbang": "baik",
    "sudah diukur": "baik",
    "belum": "netral",
}
_KOLOM = (
    Column("nama", "Anggota", lambda a: with_status(a.orang), rentang=True),
    Column("hubungan", "Hubungan", lambda a: a.hubungan.capitalize()),
    Column("jk", "L/P", lambda a: a.orang.jk, "tengah"),
    Column("umur", "Umur", lambda a: a.orang.umur),
    Column("kelompok", "Kelompok"),
    Column(
        "masalah",
        "Masalah",
        lambda a: f"{a.masalah} masalah" if a.masalah else "-",
    ),
    Column(
        "bulan_ini",
        "Bulan ini",
        lambda a: a.bulan_ini or "-",
        tingkat=lambda a: _BULAN_INI.get(a.bulan_ini, ""),
    ),
)


class KeluargaPage(Halaman):
    """Wireframe 5 of docs/trust-and-ux, as far as weighing needs it."""

    judul = "Keluarga"
    kinds = frozenset(
        {"warga", "keluarga", "isian", "masalah", "bantuan", "vaksinasi", "kehamilan"}
    )
    bantuan = (
        "Panah memilih anggota. Enter membuka lembar anak, pada yang lain orangnya (F6).",
        "Di bawah: rumahnya, lalu masalah dan layanan enam bidang. Enter membuka masalahnya.",
        "Ctrl+P mencetak keluarga ini dengan enam bidangnya, tanpa dugaan.",
        "F8 mencatat lahir, meninggal, pindah, datang dan perubahan keluarga lain.",
        "F7 memindahkan keluarga atau satu orang ke Posyandu lain.",
        "Nomor KK ditutup sebagian. Lihat nomornya hanya bila perlu; itu tercatat di riwayat.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = ""
        self._unit: str | None = None
        self._first = ""
        self.nama = make_label("", "judul", lipat=True)
        self.kk = make_label("", "tebal")
        self.lihat_kk = make_button("Lihat nomor KK", self._reveal, tautan=True)
        self.alamat = make_label("", "petunjuk", lipat=True)
        self.anggota = TableView("Anggota keluarga", _KOLOM)
        self.timbang = make_button("Timbang", self._weigh, utama=True, ikon="scale")
        self.lembar = make_button("Lembar anak", self._sheet, ikon="chart-line", kunci="Enter")
        self.formulir = make_button("Formulir", self._forms, ikon="clipboard-text", kunci="F3")
        self.formulir_kk = make_button("Formulir keluarga", self._family_forms, tautan=True)
        if not has_form("keluarga"):  # show() before the layout would open a window of its own
            self.formulir_kk.hide()
        self.pindah = make_button("Pindah Posyandu", self._go_move, tautan=True, kunci="F7")
        make_action(Aksi("pindah", "Pindah Posyandu", ("F7", "Ctrl+M")), self, self._go_move)
        self.peristiwa = make_button("Perubahan keluarga", self._events, tautan=True, kunci="F8")
        make_action(Aksi("peristiwa", "Perubahan keluarga", ("F8", "Ctrl+U")), self, self._events)
        self.cetak = make_button("Cetak", self._print, tautan=True, ikon="printer", kunci="Ctrl+P")
        self.orang = make_button("Buka orang", self._person, ikon="user", kunci="F6")
        make_action(Aksi("orang", "Buka orang", ("F6", "Ctrl+G")), self, self._person)
        self.tertutup = make_button("Catatan tertutup", self._closed, tautan=True, ikon="lock")
        self.tanda = make_label("", "tebal", lipat=True)
        self.tanda.hide()
        self.kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        self.anggota.dipilih.connect(self._picked)
        self.anggota.dibuka.connect(lambda _row: self._sheet())
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.nama, 1)
        head.addWidget(self.cetak)
        head.addWidget(self.kembali)
        box.addLayout(head)
        line = in_row(self.kk, self.lihat_kk)
        line.addWidget(self.alamat, 1)
        box.addLayout(line)
        self.rumah = make_label("", "petunjuk", lipat=True)
        self.bidang = make_tabel_bidang(keluarga=True)
        self.bidang.dibuka.connect(self._open_line)
        self.bidang.keluar_atas.connect(self.anggota.setFocus)
        self.anggota.setMinimumHeight(px(_TINGGI))
        self.bidang.setMinimumHeight(px(_TINGGI))
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.anggota, 4)
        inner.addWidget(self.tanda)
        inner.addWidget(self.rumah)
        inner.addWidget(self.bidang, 5)
        box.addWidget(scrolling(body), 1)
        row = QWidget()
        doors = AlirLayout(row)
        for door in (
            self.timbang,
            self.lembar,
            self.orang,
            self.formulir,
            self.formulir_kk,
            self.tertutup,
            self.peristiwa,
            self.pindah,
        ):
            doors.addWidget(door)
        box.addWidget(row)

    def open(self, keluarga_id: str = "", warga_id: str = "", **_kw: object) -> None:
        """Show a family, the cursor on a member."""
        self._id, self._first, self._unit = keluarga_id, warga_id, None
        self.reload()

    def reload(self) -> None:
        if not self._id:
            return
        open_checked(self, self.sesi, "keluarga", self._id, self._load)

    def _load(self) -> None:
        who, home, day = self.sesi.petugas, self._id, self.sesi.tanggal

        def work(conn: Any) -> tuple[HalamanKeluarga, Keadaan]:
            keadaan = open_keadaan(conn, who, home, day)
            isi = open_keluarga(conn, home, day)
            return with_masalah(isi, [b.subjek for b in keadaan.enam if b.masalah_id]), keadaan

        self.sesi.read(self, work, self._show)

    def focus_start(self) -> None:
        self.anggota.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "baru": self._forms,
            "cari": lambda: self.sesi.go("cari"),
            "cetak": self._print,
        }

    def _print(self) -> None:
        """Only once the family is shown: whose list it is on decides who may print it."""
        if self._unit is not None:
            self.sesi.go("cetak", laporan="lembar-keluarga", posyandu=self._unit, pilihan=self._id)

    def _show(self, found: tuple[HalamanKeluarga, Keadaan]) -> None:
        isi, keadaan = found
        self._unit = keadaan.posyandu_id
        self.rumah.setText(keadaan.rumah.teks)
        self.bidang.set_rows(keadaan.enam)
        head = isi.kepala or (isi.anggota[0].orang.nama if isi.anggota else "")
        self.nama.setText(f"Keluarga {head}".strip())
        self.kk.setText(f"KK {isi.kk_samar}")
        self.lihat_kk.setVisible("*" in isi.kk_samar)
        place = " ".join(
            text
            for text in (
                f"RT {isi.rt}" if isi.rt else "",
                f"RW {isi.rw}" if isi.rw else "",
                isi.dusun,
            )
            if text
        )
        self.alamat.setText(", ".join(filter(None, (isi.alamat, place))))
        member = self._member()
        wanted = self._first or (member.orang.id if member else "")
        chosen = next((a for a in isi.anggota if a.orang.id == wanted), None)
        self._first = ""
        self.anggota.set_rows(isi.anggota, chosen)
        if self.anggota.row() is None:
            self.anggota.select(0)
        self._picked(self.anggota.row())

    def _open_line(self, row: object) -> None:
        if isinstance(row, BarisBidang) and row.masalah_id:
            self.sesi.go("masalah", masalah_id=row.masalah_id)

    def _person(self) -> None:
        member = self._member()
        if member is not None:
            self.sesi.go("orang", warga_id=member.orang.id)

    def _member(self) -> Anggota | None:
        row = self.anggota.row()
        return row if isinstance(row, Anggota) else None

    def _picked(self, row: object) -> None:
        balita = isinstance(row, Anggota) and row.orang.is_balita
        self.timbang.setEnabled(isinstance(row, Anggota) and bool(row.kelompok))
        self.timbang.set_teks("Timbang" if balita else "Ukur")
        self.lembar.setEnabled(balita)
        self.tertutup.setVisible(self.sesi.pengguna.jabatan == "bidan")
        marked = row.orang.nama if isinstance(row, Anggota) and row.tanya_bidan else ""
        self.tanda.setText(f"{marked}: {TANDA.lower()}." if marked else "")
        self.tanda.setVisible(bool(marked))

    def _weigh(self) -> None:
        member = self._member()
        if member is not None and member.kelompok:
            self.sesi.go("hari", warga_id=member.orang.id)

    def _closed(self) -> None:
        member = self._member()
        if member is not None:
            self.sesi.go("tertutup", warga_id=member.orang.id)

    def _go_move(self) -> None:
        member = self._member()
        who = {"warga_id": member.orang.id, "nama": member.orang.nama} if member else {}
        self.sesi.go("pindah", keluarga_id=self._id, **who)

    def _events(self) -> None:
        member = self._member()
        who = {"warga_id": member.orang.id} if member else {}
        self.sesi.go("peristiwa", keluarga_id=self._id, **who)

    def _sheet(self) -> None:
        member = self._member()
        if member is not None and member.orang.is_balita:
            self.sesi.go("anak", warga_id=member.orang.id)
        elif member is not None:
            self._person()

    def _forms(self) -> None:
        member = self._member()
        if member is not None:
            self.sesi.go("formulir", jenis="warga", subjek=member.orang.id)

    def _family_forms(self) -> None:
        if self._id:
            self.sesi.go("formulir", jenis="keluarga", subjek=self._id)

    def _reveal(self) -> None:
        work = partial(reveal_kk, petugas=self.sesi.petugas, keluarga_id=self._id)
        self.sesi.write(self, work, self._revealed)

    def _revealed(self, no_kk: str) -> None:
        self.kk.setText(f"KK {no_kk}")
        self.lihat_kk.hide()
