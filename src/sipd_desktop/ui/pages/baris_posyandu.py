"""Rows for the Posyandu of a desa: a name, and the RT it serves (empty: all of them)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sipd_desktop.base.errors import UserError
from sipd_desktop.services.siapkan import split_posyandu
from sipd_desktop.ui.pages.bagian import in_row, make_button, make_field, make_label

TERBANYAK = 12


class _Baris(QWidget):
    def __init__(self, nomor: int) -> None:
        super().__init__()
        self.nama = make_field(f"Nama Posyandu {nomor}", "Melati 2" if nomor == 1 else "")
        self.rt = make_field(
            f"RT/RW yang dilayani Posyandu {nomor}",
            "001/002, 002/002",
            "Kosongkan bila melayani semua RT",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.nama, 1)
        row.addWidget(self.rt, 1)


class BarisPosyandu(QWidget):
    """One row to begin with, more by the button."""

    berubah = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heads = QHBoxLayout()
        heads.setContentsMargins(0, 0, 0, 0)
        heads.addWidget(make_label("Nama Posyandu", "tebal"), 1)
        heads.addWidget(make_label("RT/RW (kosong: semua RT)", "tebal"), 1)
        self._rows: list[_Baris] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        self.tambah = make_button("Tambah Posyandu", self.add, tautan=True, ikon="plus")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addLayout(heads)
        outer.addLayout(self._box)
        outer.addLayout(in_row(self.tambah, 1))
        self.add()

    def add(self) -> None:
        """One more row, cursor in it."""
        if len(self._rows) >= TERBANYAK:
            return
        row = _Baris(len(self._rows) + 1)
        self._rows.append(row)
        self._box.addWidget(row)
        self.tambah.setVisible(len(self._rows) < TERBANYAK)
        row.nama.setFocus()
        self.berubah.emit()

    def boxes(self) -> list[QLineEdit]:
        """All boxes in typing order."""
        return [box for row in self._rows for box in (row.nama, row.rt)]

    def read(self) -> list[str]:
        """`Nama:RT/RW,...` per filled row; raises what `split_posyandu` raises, cursor there."""
        found = []
        for number, row in enumerate(self._rows):
            nama, rt = row.nama.text().strip(), row.rt.text().strip()
            if not nama and not rt and number:
                continue
            text = f"{nama.replace(':', ' ')}:{rt}" if rt else nama
            try:
                split_posyandu(text)
            except UserError:
                (row.rt if nama else row.nama).setFocus()
                raise
            found.append(text)
        return found
