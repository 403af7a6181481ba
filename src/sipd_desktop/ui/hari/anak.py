"""The sheet of one child: growth chart with all points, and beside it a table that says the same.

Left and Right read the points, the table follows. The columns that may shame (BB/U, TB/U, BB/TB)
are covered until a key is pressed, and covered again for the next child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from sipd_desktop.base.tampil import bulan_tahun
from sipd_desktop.services.catat import Changes, Niat
from sipd_desktop.services.hari.anak import LembarAnak, Titik, open_anak
from sipd_desktop.ui.actions import Aksi, make_action
from sipd_desktop.ui.halaman import Halaman
from sipd_desktop.ui.hari.kata import orang_teks
from sipd_desktop.ui.hari.lembar_pdf import data_kms, lembar_anak
from sipd_desktop.ui.laporan.simpan import ask_path, save_lembar
from sipd_desktop.ui.pages.tanya_alasan import open_checked
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.judul import EmptyState
from sipd_desktop.ui.widgets.kms_view import KmsView
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tabel import Column, TableView
from sipd_desktop.ui.widgets.tombol import BigButton

_GRAFIK_PX, _TABEL_PX, _LEBAR_PX = 175, 150, 1150
_PEKA = (5, 6, 7)
"""Places of the columns that stay covered."""
_JUDUL = ("Bulan", "Umur", "BB (kg)", "Tanda", "TB (cm)", "BB/U", "TB/U", "BB/TB", "Keterangan")


def _columns() -> tuple[Column, ...]:
    return tuple(
        Column(
            str(place),
            title,
            partial(lambda row, p: row[p], p=place),
            "kanan" if place in (2, 4) else "kiri",
            rentang=place == 8,
        )
        for place, title in enumerate(_JUDUL)
    )


class AnakPage(Halaman):
    """Wireframe 4: chart, table, print."""

    judul = "Lembar anak"
    kinds = frozenset({"isian", "warga"})
    bantuan = (
        "Panah kiri dan kanan membaca titik di grafik; tabel mengikuti.",
        "Spasi menampilkan seluruh umur 0 sampai 60 bulan.",
        "F8 membuka kolom hasil. Tutup lagi bila ada orang lain di meja.",
        "Ctrl+P menyimpan lembar ini sebagai PDF untuk dicetak.",
    )

    def __init__(self, sesi: Any, parent: QWidget | None = None) -> None:
        super().__init__(sesi, parent)
        self._id = ""
        self.anak: LembarAnak | None = None
        self.ask_path: Callable[[QWidget, str], Path | None] = ask_path
        self.nama = Kata(self, "judul", lipat=True)
        self.siapa = Kata(self, "petunjuk", lipat=True)
        self.grafik = KmsView(parent=self)
        self.tabel = TableView("Riwayat penimbangan, sama isinya dengan grafik", _columns(), self)
        self.kosong = EmptyState("Belum pernah ditimbang di sini.", ikon="scale", parent=self)
        self.tombol = {
            "timbang": self._button("Timbang", "scale", "", "utama", self._weigh),
            "hasil": self._button("Lihat hasil", "eye", "F8", "biasa", self._toggle),
            "cetak": self._button("Simpan PDF", "printer", "Ctrl+P", "biasa", self.print),
            "keluarga": self._button("Keluarga", "users", "", "biasa", self._family),
        }
        make_action(Aksi("arti", "Lihat hasil", ("F8", "Ctrl+R")), self, self._toggle)
        self._terbuka = False
        self._lay_out()
        self.grafik.dipilih.connect(self._point_chosen)
        self.tabel.dipilih.connect(self._row_chosen)
        self._cover()

    def _button(
        self, text: str, ikon: str, key: str, peran: str, call: Callable[[], None]
    ) -> BigButton:
        button = BigButton(text, ikon=ikon, kunci=key, peran=peran, parent=self)
        button.clicked.connect(lambda _on=False: call())
        return button

    def _lay_out(self) -> None:
        acts = AlirLayout()
        for button in self.tombol.values():
            acts.addWidget(button)
        self.grafik.setMinimumHeight(px(_GRAFIK_PX))
        self.tabel.setMinimumHeight(px(_TABEL_PX))
        inner = QWidget(self)
        self.badan = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self.badan.setContentsMargins(0, 0, 0, 0)
        self.badan.setSpacing(px(16))
        self.badan.addWidget(self.grafik, 9)
        self.badan.addWidget(self.tabel, 10)
        self.gulung = QScrollArea(self)
        self.gulung.setWidgetResizable(True)
        self.gulung.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.gulung.setWidget(inner)
        self.gulung.viewport().installEventFilter(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(8), px(16), px(8))
        box.setSpacing(px(6))
        box.addWidget(self.nama)
        box.addWidget(self.siapa)
        box.addWidget(self.gulung, 1)
        box.addWidget(self.kosong, 1)
        box.addLayout(acts)
        self.kosong.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Side by side where there is room, else the table below the whole chart."""
        if watched is self.gulung.viewport() and event.type() == QEvent.Type.Resize:
            way, low = QBoxLayout.Direction, px(_GRAFIK_PX)
            wide = self.width() >= px(_LEBAR_PX)
            self.badan.setDirection(way.LeftToRight if wide else way.TopToBottom)
            self.grafik.setMinimumHeight(low if wide else max(low, watched.height()))
        return super().eventFilter(watched, event)

    # the contract of a page

    def open(self, warga_id: str = "", **_kw: object) -> None:
        """Show a child."""
        if warga_id != self._id:
            self._terbuka = False
            self._cover()
        self._id = warga_id or self._id
        self.reload()

    def reload(self) -> None:
        if self._id:
            open_checked(self, self.sesi, "warga", self._id, self._load)

    def _load(self) -> None:
        work = partial(open_anak, warga_id=self._id, tanggal=self.sesi.tanggal)
        self.sesi.read(self, work, self._show)

    def clear(self) -> None:
        self.anak = None
        self._terbuka = False
        self._cover()
        for label in (self.nama, self.siapa):
            label.clear()
        self.grafik.clear()
        self.tabel.set_rows(())

    def focus_start(self) -> None:
        self.grafik.setFocus()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"cetak": self.print}

    # showing

    def _show(self, anak: LembarAnak) -> None:
        self.anak = anak
        self.nama.setText(anak.orang.nama)
        self.siapa.setText(orang_teks(anak.orang))
        self.grafik.set_data(data_kms(anak))
        self.tabel.set_rows(anak.baris)
        some = bool(anak.baris)
        self.gulung.setVisible(some)
        self.kosong.setVisible(not some)
        self.tombol["timbang"].setEnabled(anak.orang.is_balita)
        self.tombol["keluarga"].setEnabled(anak.orang.keluarga_id is not None)
        self._point_chosen(self.grafik.chosen())

    def _point_chosen(self, place: int) -> None:
        """The chart tells the point in words; the table shows its row."""
        if self.anak is None or not 0 <= place < len(self.anak.titik):
            return
        titik = self.anak.titik[place]
        row = _row_of(self.anak, titik)
        if row is not None and self.tabel.row() != self.anak.baris[row]:
            self.tabel.select(row)

    def _row_chosen(self, row: object) -> None:
        if self.anak is None:
            return
        for place, titik in enumerate(self.anak.titik):
            found = _row_of(self.anak, titik)
            if found is not None and self.anak.baris[found] == row:
                self.grafik.choose(place)

    def _toggle(self) -> None:
        self._terbuka = not self._terbuka
        self._cover()

    def _cover(self) -> None:
        for place in _PEKA:
            self.tabel.setColumnHidden(place, not self._terbuka)
        self.tombol["hasil"].set_teks("Tutup hasil" if self._terbuka else "Lihat hasil")

    # doors

    def print(self) -> None:
        """Save the sheet as PDF; the history notes that it left the program."""
        if self.anak is None:
            return
        path = self.ask_path(self, "lembar-anak.pdf")
        if path is None:
            return
        sheet = lembar_anak(
            self.anak,
            posyandu=self.sesi.nama_posyandu,
            contoh=self.sesi.keterangan.contoh,
        )
        petugas, warga_id = self.sesi.petugas, self.anak.orang.id

        def note(conn: Any) -> Changes:
            niat = Niat(conn, petugas)
            niat.act("mengekspor", "warga", warga_id)
            return niat.done()

        save_lembar(self, self.sesi, sheet, path, lambda: self.sesi.write(self, note))

    def _weigh(self) -> None:
        if self.anak is not None:
            self.sesi.go("hari", warga_id=self.anak.orang.id)

    def _family(self) -> None:
        if self.anak is not None and self.anak.orang.keluarga_id:
            self.sesi.go(
                "keluarga",
                keluarga_id=self.anak.orang.keluarga_id,
                warga_id=self.anak.orang.id,
            )


def _row_of(anak: LembarAnak, titik: Titik) -> int | None:
    """The table row of a point: same month, same weight as text."""
    month = bulan_tahun(titik.tanggal, pendek=True)
    for place, row in enumerate(anak.baris):
        if row[0] == month and row[2] and float(row[2].replace(",", ".")) == titik.berat:
            return place
    return None
