"""Impor data: one page, one file at a time, from choosing it to the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.impor.batal import Pembatalan
from sipd_desktop.services.impor.hasil import Usul
from sipd_desktop.services.impor.konteks import Konteks
from sipd_desktop.services.impor.pilih_orang import load_calon
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.impor.alur_kolom import AlurKolom
from sipd_desktop.ui.impor.awal import ask_berkas
from sipd_desktop.ui.impor.cocok import CocokPanel
from sipd_desktop.ui.impor.galat import ask_galat
from sipd_desktop.ui.impor.hasil import HasilPanel
from sipd_desktop.ui.impor.kata import kalimat_batal, kalimat_tersimpan
from sipd_desktop.ui.impor.mula import MulaPanel
from sipd_desktop.ui.impor.periksa import PeriksaPanel
from sipd_desktop.ui.impor.proses import Proses, Tersimpan
from sipd_desktop.ui.impor.sibuk import SibukPanel
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import EmptyState


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
        self.mula = MulaPanel(sesi)
        self.awal = self.mula.awal
        self.sibuk = SibukPanel()
        self.periksa = PeriksaPanel()
        self.cocok = CocokPanel()
        self.hasil = HasilPanel()
        self.tolak = EmptyState("", ikon="lock")
        self.tumpuk = QStackedWidget()
        panels = self.mula, self.sibuk, self.periksa, self.cocok, self.hasil, self.tolak
        for part in panels:
            self.tumpuk.addWidget(part)
        self.kolom = AlurKolom(self)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addWidget(self.tumpuk)
        self._connect()
        self._key("Ctrl+S", self.save)
        self._key("Ctrl+G", self.save_galat)

    def _connect(self) -> None:
        self.awal.dipilih.connect(self.open_berkas)
        self.sibuk.batal.clicked.connect(self._stop)
        self.periksa.lembar_dipilih.connect(self._sheet)
        self.periksa.simpan_diminta.connect(self.save)
        self.periksa.galat_diminta.connect(self.save_galat)
        self.periksa.lain_diminta.connect(self._another)
        self.periksa.cocok_diminta.connect(self.kolom.open)
        self.periksa.dijawab.connect(self._answered)
        self.cocok.kembali_diminta.connect(self._back)
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
            self.open_berkas(path)

    def reload(self) -> None:
        user = self.sesi.pengguna
        if user.id != self._pemakai:  # somebody else: not the file of the one before
            self._pemakai = user.id
            self.proses.shut()
            self.show_part(self.mula)
        refused = refusal_of_role(user.jabatan, "impor", "tambah")
        if refused is not None:
            self.tolak.set_teks(kalimat(UserError("impor-tidak-boleh")))
            self.show_part(self.tolak)
        elif self.tumpuk.currentWidget() is self.tolak:
            self.show_part(self.mula)
        elif self.proses.path is not None and self.proses.isi is None and not self._is_busy():
            self.show_busy("Membuka berkas")
            self.proses.read_again()
        if refused is None:
            self.mula.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.tumpuk.currentWidget()
        doors = next((p for p in (self.mula, self.hasil) if p is shown), None)
        if doors is None or not doors.press(event.text()):
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
        self.proses.forget()
        shown = self.tumpuk.currentWidget()
        if shown in (self.periksa, self.cocok, self.sibuk) and not self.proses.tahap:
            self.show_part(self.mula)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._back, "baru": self._another, "ubah": self.kolom.open}

    # what a person does

    def open_berkas(self, path: Path) -> None:
        """Read a file and show what is in it."""
        self.awal.keluhan.say()
        self.proses.open(path)
        self.show_busy("Membuka berkas")

    def save(self) -> None:
        """Store what is shown."""
        if self.tumpuk.currentWidget() is self.cocok:
            self.cocok.use()
        elif self.tumpuk.currentWidget() is self.periksa:
            self.show_busy("Menyimpan")
            self.proses.save()

    def save_galat(self) -> None:
        """The workbook of problem rows, in the layout of the file."""
        isi = self.proses.isi
        if self.tumpuk.currentWidget() is self.periksa and isi is not None and isi.bacaan:
            ask_galat(self, self.sesi, isi.bacaan)

    def _another(self) -> None:
        path = None if self._is_busy() else ask_berkas(self)
        if path is not None:
            self.open_berkas(path)

    def _back(self) -> None:
        shown = self.tumpuk.currentWidget()
        if shown is self.sibuk:
            self._stop()
        elif shown is self.cocok and self.cocok.close_choice():
            return
        elif shown is self.cocok and self.proses.isi and self.proses.isi.bacaan:
            self.cocok.clear()
            self.show_part(self.periksa)
            self.focus_start()
        elif shown in (self.periksa, self.cocok, self.hasil):
            self.proses.shut()
            self.periksa.clear()
            self.cocok.clear()
            self.show_part(self.mula)
            self.focus_start()
        else:
            self.sesi.back()

    def _stop(self) -> None:
        self.sibuk.batal.setEnabled(False)
        self.sibuk.show_maju("Menghentikan", 0, 0)
        self.proses.cancel()

    def _sheet(self, nama: str) -> None:
        self.show_busy("Memeriksa baris")
        self.proses.choose(lembar=nama, cocokan=None)

    def _answered(self, konteks: Konteks) -> None:
        self.show_busy("Memeriksa baris")
        self.proses.choose(konteks=konteks)

    def _load_people(self, usul: Usul) -> None:
        who = self.sesi.petugas
        self.sesi.read(
            self,
            lambda conn: load_calon(conn, who, usul),
            lambda people: self.periksa.show_calon(usul, people),
        )

    def _choose_person(self, usul: Usul, warga_id: object) -> None:
        chosen = warga_id if isinstance(warga_id, str) else None
        self.proses.answer_orang(usul, chosen)
        said = "orang yang sama" if chosen else "orang lain"
        self.sesi.saved_with(
            f"Dipilih: {said}", lambda: self.proses.answer_orang(usul, None, lupa=True)
        )

    def _undo(self) -> None:
        if self.hasil.made is not None and self.hasil.made.batch:
            self.proses.undo(self.hasil.made)

    def _cancelled(self, berkas: str, done: Pembatalan) -> None:
        said = kalimat_batal(berkas, done)
        self.hasil.show_batal(said)
        self.sesi.message(said)
        self.reload()
        if self.tumpuk.currentWidget() is self.hasil and self.isVisible():
            self.focus_start()

    def _go_missing(self, made: Tersimpan) -> None:
        self.sesi.go("impor_hilang", batch=made.batch, berkas=made.berkas)

    # what the work tells

    def _ready(self) -> None:
        isi = self.proses.isi
        assert isi is not None
        if isi.galat is not None:
            if isi.galat.code != "impor-kolom-wajib" or not self.kolom.ask():
                self._failed(isi.galat)
            return
        self.show_part(self.periksa)
        self.periksa.fill(isi, self.proses.pilihan.konteks, self.sesi.hari_ini)

    def _failed(self, error: UserError) -> None:
        if self.proses.isi is not None and self.proses.isi.bacaan is not None:
            self.show_part(self.periksa)  # the storing was stopped: the preview still stands
            self.sesi.tasks.refused.emit(error)
        else:
            self.proses.shut()
            self.show_part(self.mula)
            self.awal.keluhan.say(kalimat(error))
        self.focus_start()

    def _stored(self, made: Tersimpan) -> None:
        self.periksa.clear()
        self.hasil.fill(made)
        self.show_part(self.hasil)
        if made.batch:
            self.sesi.saved_with(
                f"{made.berkas} sudah diimpor. {kalimat_tersimpan(made.hitungan)}", self._undo
            )
        if self.isVisible():
            self.focus_start()

    def show_busy(self, kata: str) -> None:
        """Work has begun."""
        path = self.proses.path
        self.sibuk.start(path.name if path else "", kata)
        self.show_part(self.sibuk)
        self.sibuk.batal.setFocus()

    def _is_busy(self) -> bool:
        return self.tumpuk.currentWidget() is self.sibuk

    def show_part(self, part: QWidget) -> None:
        """Bring one of the panels up."""
        self.tumpuk.setCurrentWidget(part)
