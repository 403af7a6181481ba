"""The box of a blood pressure: type 12080, the stroke comes by itself and the cursor goes on.

The first digit tells how many digits the upper number has (1, 2, 3: three; else two), in the same
way the lower one (1, 2: three); so that no stroke and no Enter is needed. `120/80` typed out is
the same.
"""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from sipd_desktop.ui.widgets.isian_angka import MeasureField

_POLA = QRegularExpression(r"[0-9]{0,6}|[0-9]{1,3}/[0-9]{0,3}")


class TdField(MeasureField):
    """Upper and lower number in one box; `lengkap` says that both are there."""

    lengkap = Signal()

    def __init__(
        self, nama: str, satuan: str, *, singkat: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(nama, satuan, singkat=singkat, tempat=0, parent=parent)
        self._before = ""
        self.kotak.setValidator(QRegularExpressionValidator(_POLA, self.kotak))
        self.kotak.setMaxLength(7)
        self.kotak.textChanged.connect(self._remember)

    def _remember(self, text: str) -> None:
        if not text:
            self._before = ""

    def _edited(self) -> None:
        text = self.kotak.text()
        grew = len(text) > len(self._before)
        if grew and "/" not in text:
            text = with_stroke(text)
            self.kotak.setText(text)
        self._before = text
        super()._edited()
        if grew and is_complete(text):
            self.lengkap.emit()


def with_stroke(digits: str) -> str:
    """`120` is `120/`, `12080` is `120/80`, `95` is `95/`; fewer digits stay as they are."""
    wide = 3 if digits[:1] in ("1", "2", "3") else 2
    return digits if len(digits) < wide else f"{digits[:wide]}/{digits[wide:]}"


def is_complete(text: str) -> bool:
    """Both numbers have all their digits."""
    upper, stroke, lower = text.partition("/")
    wide = 3 if lower[:1] in ("1", "2") else 2
    return bool(stroke) and len(upper) >= 2 and len(lower) == wide
