"""The box for a measure: large digits, unit, last value beside it, a soft question below it.

Comma and dot are the same. Enter goes on and Shift+Enter back; neither ever takes a suggested
value. The suggestion has its own key, the letter S (a number has no letters), and a button.
Other letters are handed to the page as commands.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from sipd_desktop.base.tampil import parse_desimal, teks_desimal
from sipd_desktop.ui.theme import px, set_look
from sipd_desktop.ui.widgets.kotak import Kotak
from sipd_desktop.ui.widgets.label import Kata

KUNCI_SARAN = "S"
_LEBAR_KOTAK, _LEBAR_LABEL = 120, 52


class MeasureField(QWidget):
    """One measure: label, box, unit, last value, question.

    `berubah` carries the value (Decimal or None) at each key; `maju` and `mundur` say that the
    typist wants to go on or back; `saran_dipakai` that the suggestion was taken.
    """

    berubah = Signal(object)
    maju = Signal()
    mundur = Signal()
    perintah = Signal(str)
    saran_dipakai = Signal()

    def __init__(
        self,
        nama: str,
        satuan: str,
        *,
        singkat: str = "",
        tempat: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._nama, self._satuan, self._tempat = nama, satuan, tempat
        self._saran: Decimal | None = None
        self.kotak = _Kotak(tempat, self)
        self.kotak.setAccessibleName(f"{nama}, {satuan}")
        label = Kata(self, "tebal", teks=singkat or nama)
        label.setBuddy(self.kotak)
        self.label = label
        self.satuan = unit = Kata(self, teks=satuan)
        self._lalu = Kata(self, "petunjuk", lipat=True)
        self._tanya = self._make_question()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(label, 0, 0, middle)
        grid.addWidget(self.kotak, 0, 1, middle)
        grid.addWidget(unit, 0, 2, middle)
        grid.addWidget(self._lalu, 0, 3, middle)
        grid.addWidget(self._tanya, 1, 0, 1, 4)
        grid.setColumnStretch(3, 1)
        self._fit()
        self.setFocusProxy(self.kotak)
        self.kotak.textEdited.connect(self._edited)
        self.kotak.maju.connect(self.maju)
        self.kotak.mundur.connect(self.mundur)
        self.kotak.huruf.connect(self._letter)

    def _make_question(self) -> QFrame:
        frame = QFrame(self)
        self._tanya_teks = Kata(frame, "galat", lipat=True)
        self._pakai = QPushButton(frame)
        self._pakai.setProperty("peran", "kecil")
        self._pakai.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pakai.clicked.connect(self.take_saran)
        box = QHBoxLayout(frame)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._tanya_teks, 1)
        box.addWidget(self._pakai)
        frame.hide()
        return frame

    def value(self) -> Decimal | None:
        """What stands in the box, None when it is empty (or only a comma yet)."""
        try:
            return parse_desimal(self.kotak.text())
        except ValueError:
            return None

    def set_value(self, nilai: Decimal | None) -> None:
        """Show a stored value; no `berubah` is sent."""
        self.kotak.setText("" if nilai is None else teks_desimal(nilai))
        self.clear_tanya()

    def set_lalu(self, nilai: Decimal | None, ket: str = "") -> None:
        """Last month's value, with a remark ("18 Okt", "+300 g"); None says that there is none."""
        if nilai is None:
            text = ""
        else:
            text = f"lalu {teks_desimal(nilai)} {self._satuan}" + (f"  {ket}" if ket else "")
        self.set_lalu_teks(text)

    def set_lalu_teks(self, teks: str) -> None:
        """Any words beside the box; nothing when empty."""
        self._lalu.setText(teks)
        self._describe()

    def set_tanya(self, kalimat: str, saran: Decimal | None = None, *, keras: bool = False) -> None:
        """Ask something below the box; `keras` marks what may not be saved."""
        self._saran = saran
        hint = f" Ketik ulang, atau tekan {KUNCI_SARAN}." if saran is not None else ""
        self._tanya_teks.setText(kalimat + hint)
        set_look(self._tanya_teks, "keras", keras)
        set_look(self.kotak, "salah", keras)
        self._pakai.setVisible(saran is not None)
        if saran is not None:
            word = f"Pakai {teks_desimal(saran)}"
            self._pakai.setText(f"{word}   {KUNCI_SARAN}")
            self._pakai.setAccessibleName(word)
        self._tanya.show()
        self._describe()

    def clear_tanya(self) -> None:
        """Take the question away."""
        self._saran = None
        self._tanya_teks.clear()
        self._tanya.hide()
        set_look(self.kotak, "salah", False)
        self._describe()

    def tanya(self) -> str:
        """The question now in sight, or nothing."""
        return self._tanya_teks.text()

    def take_saran(self) -> None:
        """Put the suggested value in; only its key and its button call this."""
        if self._saran is None:
            return
        self.set_value(self._saran)
        self.kotak.selectAll()
        self.saran_dipakai.emit()
        self.berubah.emit(self.value())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        """Labels of the same width, so that the boxes stand in one column."""
        if hasattr(self, "label") and self.label.minimumWidth() != px(_LEBAR_LABEL):
            self.label.setMinimumWidth(px(_LEBAR_LABEL))

    def _edited(self) -> None:
        self.clear_tanya()
        self.berubah.emit(self.value())

    def _letter(self, letter: str) -> None:
        if letter == KUNCI_SARAN and self._saran is not None:
            self.take_saran()
        else:
            self.perintah.emit(letter)

    def _describe(self) -> None:
        told = (self._lalu.text(), self._tanya_teks.text())
        self.kotak.setAccessibleDescription(". ".join(filter(None, told)))


class _Kotak(Kotak):
    """Digits and one comma; letters are handed up as commands."""

    huruf = Signal(str)

    def __init__(self, tempat: int, parent: QWidget) -> None:
        super().__init__("", parent)
        decimals = f"([.,][0-9]{{0,{tempat}}})?" if tempat else ""
        pattern = QRegularExpression(f"[0-9]{{0,4}}{decimals}")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setProperty("peran", "angka")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        if self.width() != px(_LEBAR_KOTAK):
            self.setFixedWidth(px(_LEBAR_KOTAK))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_letter(event):
            self.huruf.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(self.text().replace(".", ",").removesuffix(","))

    @staticmethod
    def _is_letter(event: QKeyEvent) -> bool:
        harmless = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        return event.text().isalpha() and not event.modifiers() & ~harmless
