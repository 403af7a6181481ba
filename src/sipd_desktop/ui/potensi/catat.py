"""Catat potensi: one short page; kind by digit, name, how much, since when, where, whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipd_desktop.base.errors import InvalidInput, Problem, UserError
from sipd_desktop.bidang.umum.masalah import LEMBAR_POTENSI
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.potensi.catat import (
    check_potensi,
    open_potensi,
    save_potensi,
    void_potensi,
)
from sipd_desktop.services.potensi.daftar import Usul
from sipd_desktop.spec.field import Wire
from sipd_desktop.ui.formulir.lembar import LembarIsian
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import (
    EnterGoesOn,
    Keluhan,
    in_row,
    make_button,
    make_label,
    scrolling,
)
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat


class PotensiBaruPage(Halaman):
    """Enter goes on, in the last box it saves; Ctrl+Z takes it back."""

    judul = "Catat potensi"
    bantuan = (
        "Tekan angka untuk memilih jenis potensi.",
        "Enter pindah ke isian berikutnya; di isian terakhir Enter menyimpan.",
        "Kontak di daftar ditutup sebagian; hanya tampil utuh di halaman ini, dan itu tercatat.",
        "Salah simpan? Tekan Ctrl+Z.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = self._unit = self._kode = ""
        self.nama = make_label("Catat potensi", "judul")
        self._tempat = QVBoxLayout()
        self.isian: LembarIsian | None = None
        self._enter: EnterGoesOn | None = None
        self.keluhan = Keluhan()
        self.simpan = make_button("Simpan", self.save, utama=True, kunci="Enter")
        self.batal = make_button("Hapus dari daftar", self._void, tautan=True)
        self.kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setSpacing(10)
        box.addLayout(self._tempat)
        box.addWidget(self.keluhan)
        box.addLayout(in_row(self.simpan, self.batal, 1))
        box.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        head = in_row(self.nama, 1, self.kembali)
        head.setContentsMargins(10, 6, 10, 0)
        outer.addLayout(head)
        outer.addWidget(scrolling(inner), 1)

    def open(
        self, potensi_id: str = "", unit: str = "", usul: Usul | None = None, **_kw: object
    ) -> None:
        """A new one (`usul`: from an answer), or one that was noted; `unit`: Posyandu looked at."""
        self._id, self._unit = potensi_id, unit
        self._kode = usul.kode if usul else ""
        self.nama.setText("Ubah potensi" if potensi_id else "Catat potensi")
        self.batal.setVisible(bool(potensi_id))
        if potensi_id:
            self._fill({})
            work = partial(open_potensi, petugas=self.sesi.petugas, potensi_id=potensi_id)
            self.sesi.write(self, work, self._fill, self._failed)
        else:
            known = dict(usul.nilai) if usul else {}
            self._fill({"tanggal": self.sesi.tanggal.isoformat(), **known})

    def clear(self) -> None:
        self._fill({})

    def focus_start(self) -> None:
        if self.isian is not None:
            next(self.isian.boxes()).setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self.sesi.back}

    def _fill(self, nilai: Mapping[str, Wire]) -> None:
        self.keluhan.say()
        if self._enter is not None:
            self._enter.release()
        if self.isian is not None:
            self.isian.hide()
            self._tempat.removeWidget(self.isian)
            self.isian.deleteLater()
        self.isian = LembarIsian(LEMBAR_POTENSI, self.sesi.tanggal)
        self.isian.set_nilai(nilai)
        self._tempat.addWidget(self.isian)
        self._enter = EnterGoesOn([*self.isian.boxes(), self.simpan], self.save)
        if self.isVisible():
            self.focus_start()

    def _failed(self, error: UserError) -> None:
        self.sesi.message(kalimat(error))
        self.sesi.back()

    def save(self) -> None:
        """Check, store, go back to the list."""
        if self.isian is None:
            return
        nilai = self.isian.nilai()
        problems = check_potensi(nilai, self.sesi.tanggal)
        if problems:
            self._show_problems(problems)
            return
        work = partial(
            save_potensi,
            petugas=self.sesi.petugas,
            nilai=nilai,
            hari_ini=self.sesi.tanggal,
            posyandu_id=self._unit or self.sesi.posyandu_id or None,
            potensi_id=self._id,
            kode=self._kode,
        )
        said = f"Tersimpan: {nilai.get('nama')}"
        self._store(lambda conn: work(conn)[1], said)

    def _void(self) -> None:
        work = partial(void_potensi, petugas=self.sesi.petugas, potensi_id=self._id)
        self._store(work, "Dihapus dari daftar")

    def _store(self, work: Callable[[Any], Changes], said: str) -> None:
        def done(changes: Changes) -> None:
            self.sesi.back()
            self.sesi.saved(said, changes)

        self.sesi.write(self, work, done, self._refused)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, InvalidInput):
            self._show_problems(error.problems)
        else:
            self.keluhan.say(kalimat(error))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        assert self.isian is not None
        self.isian.show_problems(problems)
        first = next((p.field for p in problems if p.field in self.isian.tanya), "")
        if first:
            box = self.isian.tanya[first].kotak
            box.setFocus()
            if isinstance(box, QLineEdit):
                box.selectAll()
