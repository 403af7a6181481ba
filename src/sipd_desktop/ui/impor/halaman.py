"""Impor data: one page, one file at a time, from choosing it to the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import teks_ribuan
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.impor.batal import Pembatalan
from sipd_desktop.services.impor.cocok_kolom import Cocokan
from sipd_desktop.services.impor.daftar_galat import write_daftar_galat
from sipd_desktop.services.impor.hasil import Usul
from sipd_desktop.services.impor.ingat_kolom import forget_ingatan, save_ingatan
from sipd_desktop.services.impor.konteks import Konteks
from sipd_desktop.services.impor.pilih_orang import load_calon
from sipd_desktop.services.impor.riwayat import count_menunggu
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.impor.awal import AwalPanel, ask_berkas
from sipd_desktop.ui.impor.cocok import CocokPanel
from sipd_desktop.ui.impor.hasil import HasilPanel
from sipd_desktop.ui.impor.kata import kalimat_batal, kalimat_tersimpan
from sipd_desktop.ui.impor.periksa import PeriksaPanel
from sipd_desktop.ui.impor.proses import Proses, Tersimpan, make_cocokan
from sipd_desktop.ui.impor.sibuk import SibukPanel
from sipd_desktop.ui.laporan.simpan import ask_path
from sipd_desktop.ui.pages.bagian import in_row, make_button
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import EmptyState, SectionTitle


class ImporPage(Halaman):
    """The operator's door for files."""

    judul = "Impor data"
    kinds = frozenset({"warga", "keluarga"})
    bantuan = (
        "Pilih berkas daftar penduduk. Sebelum disimpan, semuanya bisa dilihat dulu.",
        "Angka 1 sampai 8 memilih jenis baris, panah memilih baris, N menampilkan nomornya.",
        "Baris yang ditolak tidak disimpan. Simpan daftar galat, perbaiki, lalu impor lagi.",
        "Ctrl+S menyimpan ke laptop. Salinan aman dibuat lebih dulu.",
        "Salah berkas? Tekan Ctrl+Z atau Batalkan impor.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._pemakai = sesi.pengguna.id
        self.proses = Proses(sesi, self)
        self.awal = AwalPanel()
        self.sibuk = SibukPanel()
        self.periksa = PeriksaPanel()
        self.cocok = CocokPanel()
        self.hasil = HasilPanel()
        self.tolak = EmptyState("", ikon="lock")
        self.tumpuk = QStackedWidget()
        for part in (
            self._beginning(),
            self.sibuk,
            self.periksa,
            self.cocok,
            self.hasil,
            self.tolak,
        ):
            self.tumpuk.addWidget(part)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(self.tumpuk)
        self._connect()
        self._key("Ctrl+S", self.simpan)
        self._key("Ctrl+G", self.save_galat)

    def _beginning(self) -> QWidget:
        self.mula = QWidget()
        box = QVBoxLayout(self.mula)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(SectionTitle("Impor data"))
        box.addWidget(self.awal, 1)
        self.riwayat = make_button(
            "Riwayat impor", lambda: self.sesi.go("impor_riwayat"), ikon="history", kunci="R"
        )
        self.menunggu = make_button(
            "Perlu dipilih", lambda: self.sesi.go("impor_pilih"), ikon="list-check", kunci="P"
        )
        self.kolom = make_button(
            "Cocokan kolom", lambda: self.sesi.go("impor_kolom"), ikon="list-check", kunci="K"
        )
        box.addLayout(in_row(self.riwayat, self.menunggu, self.kolom, 1))
        return self.mula

    def _connect(self) -> None:
        self.awal.dipilih.connect(self.buka)
        self.sibuk.batal.clicked.connect(self._stop)
        self.periksa.lembar_dipilih.connect(self._sheet)
        self.periksa.simpan_diminta.connect(self.simpan)
        self.periksa.galat_diminta.connect(self.save_galat)
        self.periksa.lain_diminta.connect(self._another)
        self.periksa.cocok_diminta.connect(self.open_cocok)
        self.periksa.dijawab.connect(self._answered)
        self.cocok.dipakai.connect(self._use_columns)
        self.cocok.baris_dipilih.connect(self._header_at)
        self.cocok.kembali_diminta.connect(self._back)
        self.cocok.lupa_diminta.connect(self._forget_columns)
        self.hasil.lain_diminta.connect(self._another)
        self.proses.maju.connect(self.sibuk.show_maju)
        self.proses.siap.connect(self._ready)
        self.proses.gagal.connect(self._failed)
        self.proses.tersimpan.connect(self._stored)
        self.proses.dibatalkan.connect(self._cancelled)
        self.hasil.urung_diminta.connect(self._undo)
        self.hasil.pilih_diminta.connect(lambda: self.sesi.go("impor_pilih"))
        self.hasil.hilang_diminta.connect(self._go_missing)
        self.periksa.orang_dipilih.connect(self._choose_person)
        self.periksa.calon_diminta.connect(self._load_people)

    def _key(self, keys: str, call: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _on=False: call())
        self.addAction(action)

    # the contract of a page

    def open(self, **kw: object) -> None:
        """`berkas` opens a file at once."""
        self.reload()
        path = kw.get("berkas")
        if isinstance(path, Path) and self.tumpuk.currentWidget() is not self.tolak:
            self.buka(path)

    def reload(self) -> None:
        user = self.sesi.pengguna
        if user.id != self._pemakai:  # somebody else: not the file of the one before
            self._pemakai = user.id
            self.proses.tutup()
            self._show(self.mula)
        refused = refusal_of_role(user.jabatan, "impor", "tambah")
        if refused is not None:
            self.tolak.set_teks(kalimat(UserError("impor-tidak-boleh")))
            self._show(self.tolak)
        elif self.tumpuk.currentWidget() is self.tolak:
            self._show(self.mula)
        elif self.proses.path is not None and self.proses.isi is None and not self._is_busy():
            self._busy("Membuka berkas")
            self.proses.baca_lagi()
        if refused is None:
            who = self.sesi.petugas
            self.sesi.read(self, lambda conn: count_menunggu(conn, who), self._show_waiting)

    def _show_waiting(self, count: int) -> None:
        self.menunggu.set_teks(f"Perlu dipilih ({count})" if count else "Perlu dipilih")
        self.menunggu.setEnabled(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        doors = {"r": self.riwayat, "p": self.menunggu, "k": self.kolom}
        if self.tumpuk.currentWidget() is self.mula and letter in doors:
            doors[letter].click()
        else:
            super().keyPressEvent(event)

    def focus_start(self) -> None:
        shown = self.tumpuk.currentWidget()
        if shown is self.periksa:
            self.periksa.tabel.setFocus()
        elif shown is self.sibuk:
            self.sibuk.batal.setFocus()
        elif shown is self.cocok:
            self.cocok.tabel.setFocus()
        elif shown is self.hasil:
            self.hasil.lain.setFocus()
        else:
            self.awal.tombol.setFocus()

    def clear(self) -> None:
        self.periksa.clear()
        self.cocok.clear()
        self.proses.lupakan()
        shown = self.tumpuk.currentWidget()
        if shown in (self.periksa, self.cocok, self.sibuk) and not self.proses.tahap:
            self._show(self.mula)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back, "baru": self._another, "ubah": self.open_cocok}

    # what a person does

    def buka(self, path: Path) -> None:
        """Read a file and show what is in it."""
        self.awal.keluhan.say()
        self.proses.buka(path)
        self._busy("Membuka berkas")

    def simpan(self) -> None:
        """Store what is shown."""
        if self.tumpuk.currentWidget() is self.cocok:
            self.cocok.use()
        elif self.tumpuk.currentWidget() is self.periksa:
            self._busy("Menyimpan")
            self.proses.simpan()

    def save_galat(self) -> None:
        """The workbook of problem rows, in the layout of the file."""
        isi = self.proses.isi
        if self.tumpuk.currentWidget() is not self.periksa or isi is None or isi.bacaan is None:
            return
        stem = Path(isi.bacaan.berkas).stem
        path = ask_path(self, f"Daftar galat {stem}.xlsx")
        if path is None:
            return
        bacaan = isi.bacaan

        def told(rows: int) -> None:
            self.sesi.message(
                f"Daftar galat tersimpan: {path.name}, {teks_ribuan(rows)} baris. "
                "Perbaiki, simpan, lalu impor berkas itu."
            )

        self.sesi.tasks.job(self, lambda: write_daftar_galat(path, bacaan), told)

    def _another(self) -> None:
        path = None if self._is_busy() else ask_berkas(self)
        if path is not None:
            self.buka(path)

    def _back(self) -> None:
        shown = self.tumpuk.currentWidget()
        if shown is self.sibuk:
            self._stop()
        elif shown is self.cocok and self.cocok.close_choice():
            return
        elif shown is self.cocok and self.proses.isi and self.proses.isi.bacaan:
            self.cocok.clear()
            self._show(self.periksa)
            self.focus_start()
        elif shown in (self.periksa, self.cocok, self.hasil):
            self.proses.tutup()
            self.periksa.clear()
            self.cocok.clear()
            self._show(self.mula)
            self.focus_start()
        else:
            self.sesi.back()

    def _stop(self) -> None:
        self.sibuk.batal.setEnabled(False)
        self.sibuk.show_maju("Menghentikan", 0, 0)
        self.proses.batalkan()

    def _sheet(self, nama: str) -> None:
        self._busy("Memeriksa baris")
        self.proses.pilih(lembar=nama, cocokan=None)

    def _answered(self, konteks: Konteks) -> None:
        self._busy("Memeriksa baris")
        self.proses.pilih(konteks=konteks)

    def _load_people(self, usul: Usul) -> None:
        who = self.sesi.petugas
        self.sesi.read(
            self,
            lambda conn: load_calon(conn, who, usul),
            lambda people: self.periksa.show_calon(usul, people),
        )

    def _choose_person(self, usul: Usul, warga_id: object) -> None:
        chosen = warga_id if isinstance(warga_id, str) else None
        self.proses.pilih_orang(usul, chosen)
        said = "orang yang sama" if chosen else "orang lain"
        self.sesi.saved_with(
            f"Dipilih: {said}", lambda: self.proses.pilih_orang(usul, None, lupa=True)
        )

    def _undo(self) -> None:
        if self.hasil.made is not None and self.hasil.made.batch:
            self.proses.urungkan(self.hasil.made)

    def _cancelled(self, berkas: str, done: Pembatalan) -> None:
        said = kalimat_batal(berkas, done)
        self.hasil.show_batal(said)
        self.sesi.message(said)
        self.reload()
        if self.tumpuk.currentWidget() is self.hasil and self.isVisible():
            self.focus_start()

    def _go_missing(self, made: Tersimpan) -> None:
        self.sesi.go("impor_hilang", batch=made.batch, berkas=made.berkas)

    # columns

    def open_cocok(self) -> None:
        """F4: the columns of the sheet in sight."""
        if self.tumpuk.currentWidget() is self.periksa and self.periksa.cocok.isEnabled():
            self._ask_columns()

    def _ask_columns(self, awal: int | None = None) -> bool:
        """Show the columns; False when the file has no sheet with any heading."""
        isi = self.proses.isi
        found = isi and make_cocokan(isi, self.proses.pilihan.lembar, self.sesi.hari_ini, awal)
        if isi is None or not found:
            return False
        self._show(self.cocok)
        self.cocok.fill(found, diingat=bool(isi.ingatan))
        self.focus_start()
        return True

    def _header_at(self, awal: int) -> None:
        self._ask_columns(awal)
        self.cocok.baris.setFocus()

    def _use_columns(self, cocokan: Cocokan) -> None:
        who = self.sesi.petugas
        name = Path(self.proses.path or "").stem or cocokan.lembar
        self.sesi.write(self, lambda conn: save_ingatan(conn, who, cocokan, name))
        self._busy("Memeriksa baris")
        self.proses.pilih(lembar=cocokan.lembar, cocokan=cocokan)

    def _forget_columns(self, sidik: str) -> None:
        who = self.sesi.petugas
        self.sesi.write(self, lambda conn: forget_ingatan(conn, who, sidik), self._forgotten)

    def _forgotten(self, _none: object) -> None:
        self.sesi.message("Cocokan kolom dilupakan. Berkas ini dibaca dengan judul yang dikenal.")
        self._busy("Memeriksa baris")
        self.proses.pilih(cocokan=None)

    # what the work tells

    def _ready(self) -> None:
        isi = self.proses.isi
        assert isi is not None
        if isi.galat is not None:
            if isi.galat.code != "impor-kolom-wajib" or not self._ask_columns():
                self._failed(isi.galat)
            return
        self._show(self.periksa)
        self.periksa.fill(isi, self.proses.pilihan.konteks, self.sesi.hari_ini)

    def _failed(self, error: UserError) -> None:
        if self.proses.isi is not None and self.proses.isi.bacaan is not None:
            self._show(self.periksa)  # the storing was stopped: the preview still stands
            self.sesi.tasks.refused.emit(error)
        else:
            self.proses.tutup()
            self._show(self.mula)
            self.awal.keluhan.say(kalimat(error))
        self.focus_start()

    def _stored(self, made: Tersimpan) -> None:
        self.periksa.clear()
        self.hasil.fill(made)
        self._show(self.hasil)
        if made.batch:
            self.sesi.saved_with(
                f"{made.berkas} sudah diimpor. {kalimat_tersimpan(made.hitungan)}", self._undo
            )
        if self.isVisible():
            self.focus_start()

    def _busy(self, kata: str) -> None:
        path = self.proses.path
        self.sibuk.start(path.name if path else "", kata)
        self._show(self.sibuk)
        self.sibuk.batal.setFocus()

    def _is_busy(self) -> bool:
        return self.tumpuk.currentWidget() is self.sibuk

    def _show(self, part: QWidget) -> None:
        self.tumpuk.setCurrentWidget(part)
