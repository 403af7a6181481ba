"""Perubahan penduduk: what happened since last time, the file for OpenSID, the operator's mark.

Saving the file marks nothing: only the operator knows that OpenSID took it. Space ticks a line, M
marks the ticked ones (all, when none is ticked), Ctrl+Z takes the mark back. T turns to those that
were entered; there M opens the ticked ones again, weeks later too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipd_desktop.base.tampil import tanggal_pendek
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.penduduk.dimasukkan import mark_dimasukkan, unmark_dimasukkan
from sipd_desktop.services.penduduk.opensid import collect_opensid, write_opensid
from sipd_desktop.services.penduduk.perubahan import Perubahan, list_perubahan
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.laporan.simpan import ask_path
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_label
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView


class PerubahanPage(Halaman):
    """The list, with its ticks."""

    judul = "Perubahan penduduk"
    kinds = frozenset({"peristiwa", "warga", "keluarga"})
    bantuan = (
        "Daftar ini memuat yang terjadi sejak terakhir dimasukkan ke OpenSID.",
        "Isi yang lain daripada impor OpenSID terakhir ikut, dari mana pun perubahannya.",
        "Simpan berkas impor, masukkan di OpenSID, lalu tekan M: sudah dimasukkan.",
        "Yang bertulisan ketik di OpenSID tidak bisa lewat impor: ketik di sana.",
        "S mencentang satu baris. Tanpa centang, semua baris ikut.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self.baris: tuple[Perubahan, ...] = ()
        self.pilih: set[str] = set()
        self.sudah = False
        """Whether those already entered are in sight."""
        self.ask_path: Callable[[QWidget, str], Path | None] = ask_path
        columns = (
            Column("pilih", "", lambda p: "\u2713" if p.id in self.pilih else "", "tengah"),
            Column("tanggal", "Tanggal", lambda p: tanggal_pendek(p.tanggal)),
            Column("label", "Peristiwa"),
            Column("nama", "Nama", rentang=True),
            Column("nik", "NIK", lambda p: f"...{p.nik_ekor}" if p.nik_ekor else "belum"),
            Column("rt", "RT/RW", lambda p: "/".join(filter(None, (p.rt, p.rw)))),
            Column("rincian", "Keterangan", rentang=True),
            Column(
                "cara",
                "Cara memasukkan",
                self._how,
                tingkat=lambda p: "perhatian" if p.dibatalkan else "",
            ),
        )
        self.kepala = make_label("", "judul", lipat=True)
        self.ket = make_label("", "petunjuk", lipat=True)
        self.daftar = TableView("Perubahan penduduk", columns)
        self.daftar.diketik.connect(self._key)
        self.daftar.dibuka.connect(self._toggle)
        self.kosong = EmptyState("Semua perubahan sudah dimasukkan.", ikon="circle-check")
        self.simpan = make_button(
            "Simpan berkas OpenSID", self._export, utama=True, ikon="file-text", kunci="Ctrl+S"
        )
        self.cetak = make_button("Cetak", self._print, ikon="printer", kunci="Ctrl+P")
        self.tandai = make_button("Sudah dimasukkan", self._mark, ikon="list-check", kunci="M")
        self.ganti = make_button("Yang sudah dimasukkan", self._turn, tautan=True, kunci="T")
        self.kembali = make_button("Kembali", sesi.back, tautan=True, kunci="Esc")
        make_action(Aksi("simpan", "Simpan berkas OpenSID", ("Ctrl+S",)), self, self._export)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(self.ganti)
        head.addWidget(self.kembali)
        box.addLayout(head)
        box.addWidget(self.ket)
        box.addWidget(self.daftar, 1)
        box.addWidget(self.kosong, 1)
        box.addLayout(in_row(self.simpan, self.cetak, self.tandai, 1))

    # the contract of a page

    def reload(self) -> None:
        work = partial(list_perubahan, posyandu_id=self._unit(), sudah=self.sudah)
        self.sesi.read(self, work, self._show)

    def open(self, **_kw: object) -> None:
        """What is still to enter."""
        self.sudah, self.pilih = False, set()
        self.reload()

    def _unit(self) -> str | None:
        """The operator sees the whole desa, others their Posyandu."""
        return None if self.sesi.pengguna.jabatan == "operator" else self.sesi.posyandu_id

    def clear(self) -> None:
        self.baris, self.pilih = (), set()
        self.daftar.set_rows(())

    def focus_start(self) -> None:
        self.daftar.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self._print, "cari": lambda: self.sesi.go("cari")}

    def _show(self, rows: tuple[Perubahan, ...]) -> None:
        self.baris = rows
        self.pilih &= {p.id for p in rows}
        self.daftar.set_rows(rows)
        if self.daftar.row() is None:
            self.daftar.select(0)
        if not rows and self.daftar.hasFocus():
            self.ganti.setFocus()
        self.daftar.setVisible(bool(rows))
        self.kosong.setVisible(not rows)
        for button, aksi in (
            (self.simpan, "ekspor"),
            (self.cetak, "ekspor"),
            (self.tandai, "ubah"),
        ):
            no = refusal_of_role(self.sesi.pengguna.jabatan, "perubahan_penduduk", aksi)
            button.setEnabled(bool(rows) and no is None)
            button.setToolTip(kalimat(no) if no is not None else "")
        for button in (self.simpan, self.cetak):
            button.setVisible(not self.sudah)
        self.tandai.set_teks("Ternyata belum" if self.sudah else "Sudah dimasukkan")
        self.ganti.set_teks("Yang belum dimasukkan" if self.sudah else "Yang sudah dimasukkan")
        self.kosong.set_teks(
            "Belum ada yang ditandai." if self.sudah else "Semua perubahan sudah dimasukkan."
        )
        self._say()

    def _how(self, row: Perubahan) -> str:
        """How to enter it, or when it was."""
        if self.sudah and row.dimasukkan:
            return f"dimasukkan {tanggal_pendek(row.dimasukkan)}"
        return row.cara

    def _say(self) -> None:
        chosen = f", {len(self.pilih)} dicentang" if self.pilih else ""
        word = "sudah" if self.sudah else "belum"
        self.kepala.setText(f"Perubahan penduduk: {len(self.baris)} {word} dimasukkan{chosen}")
        self.ket.setText(
            "Yang ternyata belum masuk OpenSID: centang dengan S, lalu M."
            if self.sudah
            else "Berkasnya memuat NIK lengkap: simpan hanya di laptop desa, hapus setelah dipakai."
        )

    # acts

    def _key(self, typed: str) -> None:
        calls: dict[str, Callable[[], None]] = {
            "M": self._mark,
            "S": self._tick,
            "T": self._turn,
        }
        if call := calls.get(typed.upper()):
            call()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An empty list is not in sight, and T still turns it."""
        if event.text().upper() == "T":
            self._turn()
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        row = self.daftar.row()
        if row is not None:
            self._toggle(row)

    def _toggle(self, row: object) -> None:
        assert isinstance(row, Perubahan)
        self.pilih ^= {row.id}
        place = self.baris.index(row)
        self.daftar.set_rows(self.baris)
        self.daftar.select(place + 1 if row.id in self.pilih else place)
        self._say()

    def _chosen(self) -> list[str]:
        return [p.id for p in self.baris if p.id in self.pilih or not self.pilih]

    def _turn(self) -> None:
        """Between what is still to enter and what was entered."""
        self.sudah, self.pilih = not self.sudah, set()
        self.reload()
        self.daftar.setFocus()

    def _mark(self) -> None:
        if not self.tandai.isEnabled():
            return
        if self.sudah and not self.pilih:
            self.sesi.message("Centang dulu dengan S yang ternyata belum dimasukkan.")
            return
        petugas, ids, day = self.sesi.petugas, self._chosen(), self.sesi.hari_ini
        back = self.sudah

        def work(conn: Any) -> Changes:
            if back:
                return unmark_dimasukkan(conn, petugas, ids)
            return mark_dimasukkan(conn, petugas, ids, day)

        word = "lagi belum dimasukkan" if back else "ditandai sudah dimasukkan"
        said = f"{len(ids)} perubahan {word}."
        self.sesi.write(self, work, lambda made: self.sesi.saved(said, made))

    def _export(self) -> None:
        if self.sudah or not self.simpan.isEnabled():
            return
        day = self.sesi.hari_ini.isoformat()
        path = self.ask_path(self, f"perubahan-penduduk-{day}.xlsx")
        if path is None:
            return
        petugas, ids = self.sesi.petugas, self._chosen()
        unit = self._unit()
        work = partial(collect_opensid, petugas=petugas, ids=ids, posyandu_id=unit)
        self.sesi.write(self, work, lambda made: self._write(path, made[0]))

    def _write(self, path: Path, rows: list[Any]) -> None:
        self.sesi.tasks.job(
            self,
            partial(write_opensid, path, rows),
            lambda _none: self.sesi.message(
                f"{len(rows)} orang disimpan di {path.name}. Sesudah masuk OpenSID, tekan M."
            ),
        )

    def _print(self) -> None:
        self.sesi.go("cetak", laporan="perubahan-penduduk", posyandu=self._unit())
