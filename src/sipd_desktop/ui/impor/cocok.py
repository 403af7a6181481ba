"""Cocokkan kolom: each column of the file with its first values, and what it becomes.

Arrows go through the columns, Enter opens the list of fields, letters find one there. A suggestion
is marked and only its own key (S) takes it; Enter never does.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sipd_desktop.services.impor.cocok_kolom import (
    Cocokan,
    KolomBerkas,
    choose_kolom,
    list_isian,
)
from sipd_desktop.services.impor.kolom import TULISAN
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_field, make_label
from sipd_desktop.ui.theme import px
from sipd_desktop.ui.widgets.judul import SectionTitle
from sipd_desktop.ui.widgets.tabel import Column, TableView

TIDAK = "Tidak dicocokkan"


def _becomes(column: KolomBerkas) -> str:
    if column.kunci:
        return TULISAN.get(column.kunci, column.kunci)
    return f"Mungkin {TULISAN[column.saran]}?" if column.saran else "-"


def _mark(column: KolomBerkas) -> str:
    if column.kunci:
        return {"persis": "dikenal", "sinonim": "nama lain", "mirip": "mirip, periksa"}.get(
            column.cara, "dipilih"
        )
    return "saran, tekan S" if column.saran else "disimpan apa adanya"


def _level(column: KolomBerkas) -> Any:
    if column.kunci:
        return {"dipilih": "info", "mirip": "perhatian"}.get(column.cara, "baik")
    return "perhatian" if column.saran else ""


_KOLOM = (
    Column("huruf", "Kolom", align="tengah"),
    Column("judul", "Judul di berkas", lambda c: c.judul or "(tanpa judul)", rentang=True),
    Column("contoh", "Contoh isi", lambda c: "; ".join(c.contoh), rentang=True),
    Column("menjadi", "Menjadi", _becomes),
    Column("tanda", "Tanda", _mark, tingkat=_level),
)


class PilihIsian(QFrame):
    """The list of fields with a box that narrows it; Enter takes the marked one."""

    dipilih = Signal(object)
    """Key of the field, or None."""
    batal = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "kartu")
        self._judul = make_label("", "bagian", lipat=True)
        self.cari = make_field("Cari isian", "ketik, misalnya lahir")
        self.daftar = QListWidget()
        self.daftar.setAccessibleName("Kolom ini menjadi")
        self.daftar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.daftar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._saran = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.addWidget(self._judul)
        box.addWidget(self.cari)
        box.addWidget(self.daftar, 1)
        self.cari.textChanged.connect(self._narrow)
        self.daftar.itemClicked.connect(self._take)
        self.cari.installEventFilter(self)

    def ask(self, column: KolomBerkas) -> None:
        """Begin with what the column is now, never with a suggestion."""
        self._judul.setText(f"Kolom {column.huruf} \u201c{column.judul or 'tanpa judul'}\u201d")
        self._saran = column.saran or ""
        self.cari.blockSignals(True)
        self.cari.clear()
        self.cari.blockSignals(False)
        self._narrow("")
        for number in range(self.daftar.count()):
            if self.daftar.item(number).data(Qt.ItemDataRole.UserRole) == column.kunci:
                self.daftar.setCurrentRow(number)
        self.setVisible(True)
        self.cari.setFocus()

    def _narrow(self, typed: str) -> None:
        self.daftar.clear()
        words = typed.casefold().split()
        if not words:
            self._add(None, TIDAK)
        for key, name in list_isian():
            if all(word in name.casefold() for word in words):
                self._add(key, f"{name}   (saran)" if key == self._saran else name)
        self.daftar.setCurrentRow(0)

    def _add(self, key: str | None, name: str) -> None:
        item = QListWidgetItem(name)
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.daftar.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.dipilih.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if (
            watched is self.cari
            and isinstance(event, QKeyEvent)
            and event.type() == event.Type.KeyPress
        ):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.daftar.currentRow()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.daftar.currentItem())
        elif key == Qt.Key.Key_Down:
            self.daftar.setCurrentRow(min(row + 1, self.daftar.count() - 1))
        elif key == Qt.Key.Key_Up:
            self.daftar.setCurrentRow(max(row - 1, 0))
        elif key == Qt.Key.Key_Escape:
            self.batal.emit()
        else:
            return False
        return True


class CocokPanel(QWidget):
    """The columns left, the chooser right while a column is being changed."""

    dipakai = Signal(object)
    """A `Cocokan`."""
    baris_dipilih = Signal(int)
    """Another row is the header, counted from 0."""
    kembali_diminta = Signal()
    lupa_diminta = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cocokan: Cocokan | None = None
        self.kepala = SectionTitle("Cocokkan kolom")
        self.baris = QSpinBox()
        self.baris.setRange(1, 25)
        self.baris.setAccessibleName("Judul kolom ada di baris")
        self.tabel = TableView("Kolom di berkas", _KOLOM)
        self.pilih = PilihIsian()
        self.pilih.hide()
        self.kabar = make_label("", "tebal", lipat=True)
        self.pakai = make_button("Pakai cocokan ini", self._use, utama=True, kunci="Ctrl+S")
        self.saran = make_button("Terima saran", self._take_hint, kunci="S")
        self.kosong = make_button("Kosongkan", lambda: self._set(None), kunci="Del")
        self.lupa = make_button("Lupakan cocokan ini", self._forget, tautan=True)
        self.kembali = make_button("Kembali", self.kembali_diminta.emit, tautan=True, kunci="Esc")
        self._build()
        self.tabel.dibuka.connect(lambda _row: self._ask())
        self.tabel.dipilih.connect(lambda _row: self._show_hint())
        self.tabel.diketik.connect(self._typed)
        self.pilih.dipilih.connect(self._chosen)
        self.pilih.batal.connect(self._close)
        self.baris.valueChanged.connect(lambda n: self.baris_dipilih.emit(n - 1))

    def _build(self) -> None:
        head = in_row()
        head.addWidget(self.kepala, 1)
        head.addWidget(make_label("Judul kolom ada di baris"))
        head.addWidget(self.baris)
        pair = in_row()
        pair.setSpacing(10)
        pair.addWidget(self.tabel, 64)
        pair.addWidget(self.pilih, 36)
        self.pilih.setMinimumWidth(px(300))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addLayout(pair, 1)
        box.addWidget(self.kabar)
        foot = in_row(self.pakai, self.saran, self.kosong, 1, self.lupa)
        foot.addWidget(self.kembali)
        box.addLayout(foot)

    def fill(self, cocokan: Cocokan, *, diingat: bool) -> None:
        """Show the columns of a sheet."""
        self.cocokan = cocokan
        self.kepala.set_teks(
            "Cocokkan kolom",
            "Enter memilih isian. Kolom yang tidak dicocokkan tetap disimpan dengan judulnya.",
        )
        self.baris.blockSignals(True)
        self.baris.setValue(cocokan.judul.awal + 1)
        self.baris.blockSignals(False)
        self.lupa.setVisible(diingat)
        self._close(focus=False)
        self._show(0)

    def clear(self) -> None:
        """Take every value of the file away."""
        self.cocokan = None
        self.tabel.set_rows(())
        self._close(focus=False)

    def _show(self, row: int) -> None:
        assert self.cocokan is not None
        self.tabel.set_rows(self.cocokan.kolom)
        self.tabel.select(row)
        missing = self.cocokan.kurang
        if missing:
            self.kabar.setText(f"Masih perlu kolom untuk: {' dan '.join(missing)}.")
        else:
            left = sum(1 for c in self.cocokan.kolom if not c.kunci)
            self.kabar.setText(
                f"{len(self.cocokan.peta)} kolom dicocokkan, {left} disimpan dengan judulnya. "
                "Diingat untuk judul yang sama."
            )
        self.pakai.setEnabled(not missing)
        self._show_hint()

    def _column(self) -> KolomBerkas | None:
        row = self.tabel.row()
        return row if isinstance(row, KolomBerkas) else None

    def _show_hint(self) -> None:
        column = self._column()
        self.saran.setEnabled(bool(column and column.saran and not column.kunci))
        self.kosong.setEnabled(bool(column and column.kunci))

    def _ask(self) -> None:
        column = self._column()
        if column is not None:
            self.pilih.ask(column)

    def _chosen(self, key: str | None) -> None:
        self._close()
        self._set(key, further=True)

    def _set(self, key: str | None, *, further: bool = False) -> None:
        column = self._column()
        if column is None or self.cocokan is None:
            return
        row = self.tabel.currentIndex().row()
        self.cocokan = choose_kolom(self.cocokan, column.nomor, key)
        self._show(row + 1 if further else row)

    def _take_hint(self) -> None:
        column = self._column()
        if column is not None and column.saran and not column.kunci:
            self._set(column.saran, further=True)
        self.tabel.setFocus()

    def _typed(self, letter: str) -> None:
        if letter.casefold() == "s":
            self._take_hint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.tabel.hasFocus():
            self._set(None)
        else:
            super().keyPressEvent(event)

    def close_choice(self) -> bool:
        """Esc: put the chooser away; False when it was not there."""
        if self.pilih.isHidden():
            return False
        self._close()
        return True

    def _close(self, *, focus: bool = True) -> None:
        self.pilih.hide()
        if focus:
            self.tabel.setFocus()

    def use(self) -> None:
        """Ctrl+S."""
        self._use()

    def _use(self) -> None:
        if self.cocokan is not None and not self.cocokan.kurang:
            self.dipakai.emit(self.cocokan)

    def _forget(self) -> None:
        if self.cocokan is not None:
            self.lupa_diminta.emit(self.cocokan.sidik)
