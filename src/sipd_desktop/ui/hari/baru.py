"""The newcomer: one short form in paper order, then straight to the scale.

The name typed in the search box is carried over. NIK may follow later ("NIK menyusul").
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from sipd_desktop.base.errors import Problem
from sipd_desktop.base.pesan import sentence
from sipd_desktop.ui.hari.gulung import Gulung
from sipd_desktop.ui.hari.isian_baru import JK, KOLOM, IsianBaru
from sipd_desktop.ui.hari.isian_ukur import Langkah
from sipd_desktop.ui.hari.kata import problem_teks
from sipd_desktop.ui.hari.kotak import KotakTanggal
from sipd_desktop.ui.hari.lebar import fix_width, least_width
from sipd_desktop.ui.theme import px, set_look
from sipd_desktop.ui.widgets.kotak import Kotak
from sipd_desktop.ui.widgets.label import Kata
from sipd_desktop.ui.widgets.tombol import BigButton

_LABEL = {
    "nama": "Nama",
    "jk": "L atau P",
    "tanggal_lahir": "Tanggal lahir",
    "nama_ibu": "Nama ibu",
    "rt": "RT",
    "rw": "RW",
    "dusun": "Dusun",
    "nik": "NIK",
}
_HINT = {
    "jk": "L laki-laki, P perempuan",
    "tanggal_lahir": "contoh 05082024",
    "nama_ibu": "bila anak",
    "nik": "16 angka, boleh menyusul",
}
_BARIS = (("nama",), ("jk",), ("tanggal_lahir",), ("nama_ibu",), ("rt", "rw", "dusun"), ("nik",))
_LEBAR = {"jk": 60, "tanggal_lahir": 150, "rt": 80, "rw": 80, "dusun": 200, "nik": 230}


class BaruPanel(QWidget):
    """The short form."""

    simpan = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.isian: IsianBaru | None = None
        self.kotak: dict[str, Kotak] = {}
        self.ket: dict[str, Kata] = {}
        self.galat: dict[str, Kata] = {}
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(4))
        for place, keys in enumerate(_BARIS):
            self._add_line(grid, place, keys)
        grid.setColumnStretch(1, 1)
        self.luar = QCheckBox("Dari luar wilayah Posyandu ini", self)
        self.luar.toggled.connect(self._set_luar)
        grid.addWidget(self.luar, 2 * len(_BARIS), 1)
        self.tombol = BigButton("Simpan dan ukur", ikon="circle-check", parent=self)
        self.tombol.clicked.connect(self.save)
        cara = Kata(
            self, "petunjuk", teks="Sesudah RT, Enter di kotak kosong menyimpan.", lipat=True
        )
        row = QHBoxLayout()
        row.addWidget(self.tombol)
        row.addWidget(cara, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Kata(self, "judul", teks="Daftarkan orang baru"))
        self.gulung = Gulung(self)
        self.gulung.setWidget(inner)
        box.addWidget(self.gulung)
        box.addLayout(row)
        box.addStretch(1)

    def _add_line(self, grid: QGridLayout, place: int, keys: tuple[str, ...]) -> None:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        below = QVBoxLayout()
        for key in keys:
            label = Kata(self, "tebal", teks=_LABEL[key])
            label.setBuddy(self._box(key))
            if key == keys[0]:
                grid.addWidget(label, 2 * place, 0)
            else:
                line.addWidget(label)
            line.addWidget(self.kotak[key])
            self.ket[key] = Kata(self, "petunjuk", teks=_HINT.get(key, ""), lipat=key == "nik")
            self.galat[key] = Kata(self, "galat", lipat=True)
            self.galat[key].hide()
            below.addWidget(self.galat[key])
        line.addWidget(self.ket[keys[-1]], 1)
        grid.addLayout(line, 2 * place, 1)
        grid.addLayout(below, 2 * place + 1, 1)

    def _box(self, key: str) -> Kotak:
        kind = KotakTanggal if key == "tanggal_lahir" else Kotak
        box = kind(_LABEL[key], self)
        box.setObjectName(f"baru-{key}")
        if key in _LEBAR:
            fix_width(box, _LEBAR[key])
        else:
            least_width(box, 320)
        if key == "jk":
            box.setMaxLength(1)
            box.textEdited.connect(self._typed_jk)
        box.textChanged.connect(self._typed)
        box.maju.connect(self._enter)
        box.mundur.connect(self.focusPreviousChild)
        self.kotak[key] = box
        return box

    def show_isian(self, isian: IsianBaru) -> None:
        """Show a new or left form; the cursor stands at the first empty box."""
        self.isian = isian
        for key, box in self.kotak.items():
            box.blockSignals(True)
            box.setText(isian.teks[key])
            box.blockSignals(False)
            self._clear_problem(key)
        self.luar.setChecked(isian.luar_wilayah)
        self._show_hints()
        first = next((key for key in KOLOM if not isian.teks[key]), "nama")
        self.kotak[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take every name off the form."""
        self.isian = None
        for box in self.kotak.values():
            box.clear()

    def refuse(self, problem: Problem) -> None:
        """The file refused this form: say so at the box."""
        self._go(Langkah("tahan", problem.field, problem))

    def save(self) -> None:
        """Save from the button or Ctrl+S."""
        if self.isian is not None:
            self._go(self.isian.save())

    def _key_of(self, box: object) -> str:
        return next(key for key, found in self.kotak.items() if found is box)

    def _typed(self) -> None:
        key = self._key_of(self.sender())
        self._clear_problem(key)
        if self.isian is not None:
            self.isian.teks[key] = self.kotak[key].text()
            self._show_hints()

    def _typed_jk(self, text: str) -> None:
        """L or P is one key: nothing else fits, and the cursor goes on."""
        letter = text.upper()
        self.kotak["jk"].setText(letter if letter in JK else "")
        if letter in JK:
            self.kotak["tanggal_lahir"].setFocus()
            self.gulung.ensureWidgetVisible(self.kotak["tanggal_lahir"], 0, px(8))

    def _show_hints(self) -> None:
        """Sex in words, age while typing, and what the NIK says otherwise."""
        isian = self.isian
        umur = isian.umur() if isian else ""
        beda = isian.beda_nik() if isian else ""
        jk = isian.teks["jk"].upper() if isian else ""
        self.ket["jk"].setText(JK.get(jk, _HINT["jk"]))
        self.ket["tanggal_lahir"].setText(f"umur {umur}" if umur else _HINT["tanggal_lahir"])
        self.ket["nik"].setText(sentence(beda) if beda else _HINT["nik"])

    def _set_luar(self, on: bool) -> None:
        if self.isian is not None:
            self.isian.luar_wilayah = on

    def _enter(self) -> None:
        if self.isian is not None:
            self._go(self.isian.enter(self._key_of(self.sender())))

    def _clear_problem(self, key: str) -> None:
        self.galat[key].fill("")
        set_look(self.kotak[key], "salah", False)
        self.kotak[key].setAccessibleDescription(_HINT.get(key, ""))

    def _go(self, step: Langkah) -> None:
        if step.gerak == "simpan":
            self.simpan.emit()
            return
        key = step.field if step.field in self.kotak else "nama"
        if step.problem is not None:
            text = problem_teks(step.problem)
            self.galat[key].fill(text)
            set_look(self.kotak[key], "salah", True)
            self.kotak[key].setAccessibleDescription(text)
        self.kotak[key].setFocus(Qt.FocusReason.OtherFocusReason)
        self.gulung.ensureWidgetVisible(self.kotak[key], 0, px(8))
