"""Today's Posyandu at the login of a laptop that several share: a digit each, last one proposed."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from sipd_desktop.services.buka import Pengguna
from sipd_desktop.ui.pages.bagian import make_button, make_label
from sipd_desktop.ui.widgets.alir import AlirLayout
from sipd_desktop.ui.widgets.tombol import BigButton

Units = tuple[tuple[str, str], ...]
_ANGKA = 9


class PilihPosyandu(QWidget):
    """Not shown when there is only one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tombol: list[BigButton] = []
        self._units: Units = ()
        self._chosen = ""
        self._row = QWidget()
        self._alir = AlirLayout(self._row, jarak=8)
        self._alir.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 8)
        box.addWidget(make_label("Posyandu hari ini", "judul"))
        box.addWidget(self._row)
        self.hide()

    def show_units(self, units: Units) -> None:
        """Offer these (id, name), the first one proposed; their order stays the same by name."""
        proposed = units[0][0] if units else ""
        self._units = tuple(sorted(units, key=lambda pair: pair[1]))
        self._chosen = ""
        for button in self.tombol:
            self._alir.removeWidget(button)
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self.tombol = []
        for place, (row_id, nama) in enumerate(self._units, start=1):
            digit = f"{place}  " if place <= _ANGKA else ""
            button = make_button(f"{digit}{nama}".replace("&", "&&"))
            button.setCheckable(True)
            button.setChecked(row_id == proposed)
            button.setAccessibleName(f"Posyandu {nama}")
            button.clicked.connect(lambda _on=False, i=row_id: self._take(i))
            self._group.addButton(button)
            self._alir.addWidget(button)
            self.tombol.append(button)
        self.setVisible(len(self._units) > 1)

    def choose(self, number: int) -> None:
        """Choose by its digit, from 1."""
        if 1 <= number <= len(self._units) and len(self._units) > 1:
            self.tombol[number - 1].setChecked(True)
            self._take(self._units[number - 1][0])

    def for_person(self, person: Pengguna) -> str:
        """As chosen by digit or click; else the person's own Posyandu, else the proposed one."""
        ids = [row_id for row_id, _ in self._units]
        if self._chosen:
            return self._chosen
        if person.posyandu_id in ids:
            return str(person.posyandu_id)
        marked = [i for i, b in zip(ids, self.tombol, strict=True) if b.isChecked()]
        return (marked or ids or [""])[0]

    def _take(self, row_id: str) -> None:
        self._chosen = row_id
