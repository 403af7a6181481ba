"""Changes of a family: the members at the left, numbered acts at the right, one short form.

A digit picks an act, Enter walks through its boxes and saves, Ctrl+Z takes it back. Only a death
and a merge show what will happen and wait for a second key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import InvalidInput, UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.base.tampil import umur_pendek
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.penduduk.lembar import AnggotaLembar, LembarKeluarga, open_lembar
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label, scrolling
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.penduduk.acara import Acara, Keadaan
from sipd_desktop.ui.penduduk.daftar_acara import ACARA
from sipd_desktop.ui.penduduk.panel import PanelAcara
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.widgets.tombol import BigButton

_KOLOM = (
    Column("nama", "Anggota", lambda a: a.orang.nama, rentang=True),
    Column("hubungan", "Hubungan", lambda a: (a.keadaan or a.hubungan).capitalize()),
    Column("umur", "Umur", lambda a: _umur(a)),
)


_LEBAR = 1100
"""Below this width (at 100 %) there is room for the form or the members, not for both."""


def _umur(a: AnggotaLembar) -> str:
    bulan = a.orang.umur_bulan
    return umur_pendek(bulan) if a.orang.is_sini and bulan is not None and bulan >= 0 else ""


class PeristiwaPage(Halaman):
    """The acts on one family."""

    judul = "Perubahan keluarga"
    kinds = frozenset({"warga", "keluarga", "peristiwa"})
    bantuan = (
        "Panah atas dan bawah memilih anggota, angka memilih perubahannya.",
        "Enter pindah ke kotak berikutnya; di kotak terakhir menyimpan.",
        "Ctrl+S menyimpan dari kotak mana pun.",
        "Di kotak tanggal: H hari ini, K kemarin.",
        "Bayi lahir mati tidak dicatat di sini: di Hari buka jawab baru melahirkan pada ibunya.",
        "Ctrl+Z membatalkan yang baru disimpan.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = self._first = self._mulai = ""
        self.lembar: LembarKeluarga | None = None
        self.k: Keadaan | None = None
        self.acara: Acara | None = None
        self.nama = make_label("", "judul", lipat=True)
        self.kembali = make_button("Kembali", self._leave, tautan=True, kunci="Esc")
        self.anggota = TableView("Anggota keluarga", _KOLOM)
        self.anggota.dipilih.connect(lambda _row: self._picked())
        self.anggota.diketik.connect(self._key)
        self.anggota.dibuka.connect(lambda _row: self.tombol[0].setFocus())
        self.siapa = make_label("", "bagian", lipat=True)
        self.tombol: list[BigButton] = [
            make_button(a.label, partial(self.choose, a), kunci=str(n))
            for n, a in enumerate(ACARA, start=1)
        ]
        self.panel = PanelAcara()
        self.panel.simpan.connect(self._save)
        self.panel.batal.connect(self._leave)
        self.isi = QStackedWidget()
        self.isi.addWidget(self._acts())
        self.isi.addWidget(scrolling(self.panel))
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.nama, 1)
        head.addWidget(self.kembali)
        box.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.anggota, 5)
        body.addWidget(self.isi, 6)
        box.addLayout(body, 1)

    def _acts(self) -> QWidget:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.siapa)
        self._petak = QGridLayout()
        self._petak.setSpacing(8)
        self._ket = [make_label(a.ket, "petunjuk", lipat=True) for a in ACARA]
        box.addLayout(self._petak)
        box.addStretch(1)
        self._arrange()
        return scrolling(inner)

    def _wide(self) -> bool:
        return self.width() >= px(_LEBAR)

    def _arrange(self) -> None:
        """Buttons with their line beside them, or two buttons in a row where it is narrow."""
        wide = self._wide()
        for place, (button, ket) in enumerate(zip(self.tombol, self._ket, strict=True)):
            self._petak.removeWidget(button)
            self._petak.removeWidget(ket)
            if wide:
                self._petak.addWidget(button, place, 0)
                self._petak.addWidget(ket, place, 1)
            else:
                self._petak.addWidget(button, place // 2, place % 2)
            if ket.parent() is not None:
                ket.setVisible(wide)
        self._petak.setColumnStretch(0, 2)
        self._petak.setColumnStretch(1, 3 if wide else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._make_room()

    def _make_room(self) -> None:
        """The form has the page to itself where both do not fit."""
        self.anggota.setVisible(self.isi.currentIndex() == 0 or self._wide())

    # the contract of a page

    def open(
        self, keluarga_id: str = "", warga_id: str = "", acara: str = "", **_kw: object
    ) -> None:
        """Show a family, the cursor on a member; `acara` opens one act at once."""
        self._id, self._first, self._mulai = keluarga_id, warga_id, acara
        self._show_acts()
        self.reload()

    def reload(self) -> None:
        if self._id:
            open_checked(self, self.sesi, "keluarga", self._id, self._load)

    def _load(self) -> None:
        work = partial(open_lembar, keluarga_id=self._id, tanggal=self.sesi.hari_ini)
        self.sesi.read(self, work, self._show, self._gone)

    def focus_start(self) -> None:
        self.anggota.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._leave, "cari": lambda: self.sesi.go("cari")}

    def _gone(self, error: UserError) -> None:
        self.sesi.message(sentence(error))
        self.sesi.back()

    def _show(self, lembar: LembarKeluarga) -> None:
        self.lembar = lembar
        self.nama.setText(f"Perubahan {lembar.judul[0].lower()}{lembar.judul[1:]}")
        here = self._row()
        wanted = self._first or (here.orang.id if here else "")
        self._first = ""
        chosen = next((a for a in lembar.anggota if a.orang.id == wanted), None)
        self.anggota.set_rows(lembar.anggota, chosen)
        if self.anggota.row() is None:
            self.anggota.select(0)
        self._picked()
        start, self._mulai = self._mulai, ""
        found = next((a for a in ACARA if a.key == start), None)
        if found is not None:
            self.choose(found)

    def _row(self) -> AnggotaLembar | None:
        row = self.anggota.row()
        return row if isinstance(row, AnggotaLembar) else None

    def _keadaan(self) -> Keadaan | None:
        if self.lembar is None:
            return None
        return Keadaan(self.lembar, self._row(), self.sesi.petugas, self.sesi.hari_ini)

    def _picked(self) -> None:
        member, k = self._row(), self._keadaan()
        name = f" {member.orang.nama}" if member else ""
        self.siapa.setText(f"Apa yang berubah?{name}")
        for button, ket, row in zip(self.tombol, self._ket, ACARA, strict=True):
            acara = row.of(k) if k else row
            button.set_teks(acara.label)
            ket.setText(acara.ket)
            button.setEnabled(k is not None and not acara.ready(k))
            button.setToolTip(acara.ready(k) if k else "")

    # acts

    def _key(self, typed: str) -> None:
        if typed.isdigit() and 1 <= int(typed) <= len(ACARA):
            self.choose(ACARA[int(typed) - 1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isi.currentIndex() == 0 and event.text().isdigit():
            self._key(event.text())
        else:
            super().keyPressEvent(event)

    def choose(self, acara: Acara) -> None:
        """Open the form of an act, or say why it cannot be done."""
        k = self._keadaan()
        if k is None:
            return
        acara = acara.of(k)
        if problem := acara.ready(k):
            self.sesi.message(problem)
            return
        if acara.halaman:
            who = {"warga_id": k.orang.orang.id, "nama": k.nama} if k.orang else {}
            self.sesi.go(acara.halaman, keluarga_id=self._id, **who)
            return
        self.k, self.acara = k, acara
        self.panel.show_acara(acara, k)
        self.isi.setCurrentIndex(1)
        self.anggota.setEnabled(False)
        self._make_room()
        self.panel.focus_start()

    def _save(self) -> None:
        assert self.acara is not None
        assert self.k is not None
        work = self.acara.work(self.k, self.panel.form)
        self.sesi.write(self, work, self._saved, self._refused)

    def _saved(self, answer: tuple[str, Changes]) -> None:
        text, changes = answer
        quiet = self.acara is not None and self.acara.tenang
        self._show_acts()
        self.focus_start()
        self.sesi.saved(text, changes, tenang=quiet)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, InvalidInput) and error.problems:
            self.panel.refuse(error.problems[0])
        else:
            self.panel.say(error)

    def _show_acts(self) -> None:
        self.k = self.acara = None
        self.panel.clear()
        self.isi.setCurrentIndex(0)
        self.anggota.setEnabled(True)
        self._make_room()

    def _leave(self) -> None:
        if self.isi.currentIndex() == 1:
            if not self.panel.step_back():
                self._show_acts()
                self.anggota.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.sesi.back()
