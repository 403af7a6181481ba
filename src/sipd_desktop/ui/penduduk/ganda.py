"""Two records of one person: choose a pair, compare side by side, say which one stands.

Nobody is merged without the sentence and a key of its own; twins are warned of first. Parting again
is on the same page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.catat import Changes
from sipd_desktop.services.hak import refusal_of_role
from sipd_desktop.services.penduduk.gabungkan import (
    LembarGanda,
    Tergabung,
    list_tergabung,
    open_ganda,
    record_gabung,
    record_pisah,
)
from sipd_desktop.services.penduduk.ganda import Ganda, list_ganda
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_card, make_label
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.text import kalimat
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.tabel import Column, TableView

_PASANGAN = (
    Column("satu", "Catatan pertama", lambda g: g.satu.nama, rentang=True),
    Column("dua", "Catatan kedua", lambda g: g.dua.nama, rentang=True),
    Column("umur", "Umur", lambda g: g.satu.umur),
    Column("rt", "RT", lambda g: " dan ".join(dict.fromkeys((g.satu.rt or "-", g.dua.rt or "-")))),
    Column("alasan", "Mengapa"),
    Column(
        "kembar",
        "Awas",
        lambda g: "mungkin kembar" if g.kembar else "",
        tingkat=lambda g: "perhatian" if g.kembar else "",
    ),
)
_BANDING = (
    Column("label", "Isi"),
    Column("satu", "1. Catatan pertama", lambda b: b.satu or "-", rentang=True),
    Column("dua", "2. Catatan kedua", lambda b: b.dua or "-", rentang=True),
    Column(
        "beda",
        "",
        lambda b: "beda" if b.beda else "",
        tingkat=lambda b: "perhatian" if b.beda else "",
    ),
)


class GandaPage(Halaman):
    """Candidates, the comparison, and what was merged into one person."""

    judul = "Catatan ganda"
    kinds = frozenset({"warga"})
    bantuan = (
        "Enter membuka satu pasangan dan menunjukkan keduanya berdampingan.",
        "Tekan 1 atau 2: catatan itulah yang tetap; yang lain dibaca sebagai orang yang sama.",
        "Anak kembar bukan catatan ganda. Tanyakan dulu kepada keluarganya.",
        "Penggabungan bisa dipisahkan lagi kapan saja di halaman ini.",
    )

    def __init__(self, sesi: Sesi, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._warga = ""
        self.isi: LembarGanda | None = None
        self.gabung: tuple[Tergabung, ...] = ()
        self._tetap = ""
        self.kepala = make_label("", "judul", lipat=True)
        self.kembali = make_button("Kembali", self._leave, tautan=True, kunci="Esc")
        self.pasangan = TableView("Pasangan yang mungkin ganda", _PASANGAN)
        self.pasangan.dibuka.connect(self._open_pair)
        self.kosong = EmptyState(
            "Tidak ada catatan yang mirip. Nama dengan ejaan sangat berbeda tidak dikenali; "
            "cari orangnya lalu bandingkan sendiri.",
            ikon="circle-check",
        )
        self.lama = make_label("", "petunjuk", lipat=True)
        self.pisah = make_button("Pisahkan lagi", self._part, ikon="arrow-back-up")
        self.banding = TableView("Dua catatan berdampingan", _BANDING)
        self.banding.diketik.connect(self._key)
        self.awas, awas = make_card()
        self.peringatan = make_label("", "galat", lipat=True)
        awas.addWidget(self.peringatan)
        self.pakai = [make_button("", partial(self._choose, n), kunci=str(n + 1)) for n in range(2)]
        self.tanya, ask = make_card()
        self.pertanyaan = make_label("", "sedang", lipat=True)
        self.tidak = make_button("Tidak jadi", self._refuse, utama=True, kunci="Esc")
        self.ya = make_button("Ya, gabungkan", self._merge)
        ask.addWidget(self.pertanyaan)
        ask.addLayout(in_row(self.tidak, self.ya, 1))
        self.tumpuk = QStackedWidget()
        self.tumpuk.addWidget(self._list())
        self.tumpuk.addWidget(self._compare())
        box = QVBoxLayout(self)
        box.setSpacing(10)
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(self.kembali)
        box.addLayout(head)
        box.addWidget(self.tumpuk, 1)

    def _list(self) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pasangan, 1)
        box.addWidget(self.kosong, 1)
        row = in_row()
        row.addWidget(self.lama, 1)
        row.addWidget(self.pisah)
        box.addLayout(row)
        return part

    def _compare(self) -> QWidget:
        part = QWidget()
        box = QVBoxLayout(part)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.awas)
        box.addWidget(self.banding, 1)
        box.addWidget(self.tanya)
        box.addLayout(in_row(*self.pakai, 1))
        return part

    # the contract of a page

    def open(self, warga_id: str = "", dengan: str = "", **_kw: object) -> None:
        """All pairs on this laptop, or those of one person; `dengan` compares at once."""
        self._warga = warga_id
        self._show_list()
        self.reload()
        if warga_id and dengan:
            self._read_pair(warga_id, dengan)

    def reload(self) -> None:
        day, who = self.sesi.hari_ini, self._warga
        # di luar Posyandu sendiri, operator yang memeriksa
        unit = None if self.sesi.pengguna.jabatan == "operator" else self.sesi.posyandu_id

        def work(conn: Any) -> tuple[tuple[Ganda, ...], tuple[Tergabung, ...]]:
            pairs = list_ganda(conn, day, posyandu_id=unit)
            if who:
                pairs = tuple(g for g in pairs if who in (g.satu.id, g.dua.id))
            return pairs, list_tergabung(conn, who) if who else ()

        self.sesi.read(self, work, self._show, slow=True)

    def clear(self) -> None:
        self.isi = None
        self.pasangan.set_rows(())
        self.banding.set_rows(())
        for label in (self.lama, self.peringatan, self.pertanyaan):
            label.clear()
        for button in self.pakai:
            button.set_teks("")
        self._show_list()

    def focus_start(self) -> None:
        (self.pasangan if self.tumpuk.currentIndex() == 0 else self.banding).setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"kembali": self._leave, "cari": lambda: self.sesi.go("cari")}

    # the list

    def _show(self, found: tuple[tuple[Ganda, ...], tuple[Tergabung, ...]]) -> None:
        pairs, self.gabung = found
        self.pasangan.set_rows(pairs)
        self.pasangan.select(0)
        self.pasangan.setVisible(bool(pairs))
        self.kosong.setVisible(not pairs)
        names = ", ".join(t.nama for t in self.gabung)
        self.lama.fill(f"Sudah digabung ke orang ini: {names}." if names else "")
        self.pisah.setVisible(bool(self.gabung))
        if self.tumpuk.currentIndex() == 0:
            self.kepala.setText(f"Catatan ganda: {len(pairs)} pasangan untuk diperiksa")
            self.focus_start()

    def _open_pair(self, row: object) -> None:
        assert isinstance(row, Ganda)
        self._read_pair(row.satu.id, row.dua.id)

    def _read_pair(self, satu: str, dua: str) -> None:
        self.sesi.read(self, partial(open_ganda, satu=satu, dua=dua), self._show_pair)

    def _part(self) -> None:
        petugas, gone = self.sesi.petugas, self.gabung[-1]

        def work(conn: Any) -> Changes:
            return record_pisah(conn, petugas, gone.id)

        self.sesi.write(
            self, work, lambda made: self.sesi.saved(f"{gone.nama} dipisahkan lagi.", made)
        )

    # the comparison

    def _show_pair(self, isi: LembarGanda) -> None:
        self.isi = isi
        self.kepala.setText("Orang yang sama? Pilih catatan yang tetap")
        self.banding.set_rows(isi.baris)
        self.peringatan.setText("\n".join(isi.peringatan))
        self.awas.setVisible(bool(isi.peringatan))
        refused = refusal_of_role(self.sesi.pengguna.jabatan, "gabung_ganda", "ubah")
        for button, nama in zip(self.pakai, (isi.nama_satu, isi.nama_dua), strict=True):
            button.set_teks(f"Yang tetap: {nama}")
            button.setEnabled(refused is None)
            button.setToolTip(kalimat(refused) if refused is not None else "")
        self.tanya.hide()
        self.tumpuk.setCurrentIndex(1)
        self.banding.setFocus()

    def _key(self, typed: str) -> None:
        if typed in ("1", "2"):
            self._choose(int(typed) - 1)

    def _choose(self, place: int) -> None:
        if self.isi is None or not self.pakai[place].isEnabled():
            return
        names = (self.isi.nama_satu, self.isi.nama_dua)
        self._tetap = (self.isi.satu, self.isi.dua)[place]
        keep, gone = names[place], names[1 - place]
        twin = " Pastikan bukan anak kembar." if self.isi.kembar else ""
        self.pertanyaan.setText(
            f"Catatan {place + 1}, {keep}, yang tetap. Semua timbangan dan formulir {gone} dibaca "
            f"sebagai milik orang ini, juga di laptop lain setelah kirim.{twin} Bisa dipisahkan "
            "lagi."
        )
        self.tanya.show()
        self.tidak.setFocus()

    def _refuse(self) -> None:
        self.tanya.hide()
        self.banding.setFocus()

    def _merge(self) -> None:
        assert self.isi is not None
        keep = self._tetap
        gone = self.isi.dua if keep == self.isi.satu else self.isi.satu
        petugas, day = self.sesi.petugas, self.sesi.hari_ini
        nama = self.isi.nama_satu if keep == self.isi.satu else self.isi.nama_dua

        def work(conn: Any) -> Changes:
            return record_gabung(conn, petugas, keep, gone, day)

        self.sesi.write(self, work, lambda made: self._merged(nama, made), self._failed)

    def _merged(self, nama: str, made: Changes) -> None:
        self._show_list()
        self.reload()
        self.sesi.saved(f"Catatan {nama} digabungkan.", made)

    def _failed(self, error: UserError) -> None:
        self._refuse()
        self.sesi.message(kalimat(error))

    def _show_list(self) -> None:
        self.isi = None
        self.tanya.hide()
        self.tumpuk.setCurrentIndex(0)

    def _leave(self) -> None:
        if self.tanya.isVisible():
            self._refuse()
        elif self.tumpuk.currentIndex() == 1:
            self._show_list()
            self.reload()
        else:
            self.sesi.back()
