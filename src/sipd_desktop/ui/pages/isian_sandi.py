"""Typing the passphrase: four boxes that fill in the word after four letters, or one plain line.

The words show while they are typed and hide when the box is left. Space, Tab or Enter goes on; the
next letters go on by themselves. Enter in the last box is `diminta`.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from sipd_desktop.ui.kata_sandi import CUKUP, JUMLAH, read_kata
from sipd_desktop.ui.pages.bagian import make_button
from sipd_desktop.ui.theme import set_look
from sipd_desktop.ui.widgets.tombol import BigButton

_GO_ON = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class KotakKata(QLineEdit):
    """One box: typed letters, the rest of the word filled in and marked."""

    settled = Signal()
    overflow = Signal(str)
    pasted = Signal(list)

    def __init__(self, nomor: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"Kata {nomor} dari {JUMLAH}")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(80)
        self._shown = False
        self.kata = ""
        self.just_settled = False
        """The last letter typed was the one that settled the word."""
        self._typed = ""
        self.textEdited.connect(self._edited)

    def set_visible_text(self, shown: bool) -> None:
        """Show the words, or hide them once the box is left."""
        self._shown = shown
        self._set_echo(shown or self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_echo(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_echo(self._shown)

    def _set_echo(self, readable: bool) -> None:
        echo = QLineEdit.EchoMode
        # the ready-made "echo on edit" empties the box at the first key
        self.setEchoMode(echo.Normal if readable else echo.Password)

    def feed(self, letters: str) -> None:
        """Letters that came over from the box before."""
        self.setText(letters)
        self._edited(letters)

    def reset(self) -> None:
        """Empty the box."""
        self.kata = self._typed = ""
        self.clear()
        self._mark(wrong=False)

    @property
    def saran(self) -> tuple[str, ...]:
        """Words that could still come; a few."""
        return read_kata(self._typed).saran if self._typed and not self.kata else ()

    def _edited(self, text: str) -> None:
        parts = text.split()
        if len(parts) > 1:
            self.pasted.emit(parts)
            return
        self.just_settled = False
        shorter = len(text) < len(self._typed)
        self._typed = text.strip().lower()
        found = read_kata(self._typed)
        self.kata = found.kata
        self._mark(wrong=found.salah)
        if found.kata:
            self._fill(found.kata, found.lebih, shorter=shorter)
        self.settled.emit()

    def _fill(self, word: str, rest: str, *, shorter: bool) -> None:
        if rest:
            self._typed = word
            self.setText(word)
            self.overflow.emit(rest)
        elif not shorter and len(self._typed) < len(word):
            self.just_settled = len(self._typed) == CUKUP
            self.setText(word)
            self.setSelection(len(self._typed), len(word) - len(self._typed))
        elif shorter:
            self.kata = word if self._typed == word else ""

    def choose(self) -> bool:
        """Take the only word that fits, even from three letters; False when there are several."""
        if not self.kata:
            fitting = read_kata(self._typed).saran if self._typed else ()
            if len(fitting) == 1:
                self.kata = fitting[0]
        if self.kata:
            self._typed = self.kata
            self.setText(self.kata)
        return bool(self.kata)

    def _mark(self, *, wrong: bool) -> None:
        set_look(self, "salah", wrong)


class IsianSandi(QWidget):
    """The whole entry; `sandi()` is what was typed, whichever way."""

    diminta = Signal()
    """Enter after the last word."""
    lengkap = Signal()
    """The fourth letter of the last word was typed, all words are known."""
    berubah = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kotak = [KotakKata(n + 1) for n in range(JUMLAH)]
        self.baris = QLineEdit()
        self.baris.setAccessibleName("Kata sandi laptop")
        self.baris.setEchoMode(QLineEdit.EchoMode.Password)
        self.baris.returnPressed.connect(self.diminta)
        self.baris.textEdited.connect(lambda _t: self.berubah.emit())
        self.saran = QLabel()
        self.saran.setProperty("peran", "petunjuk")
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate(self.kotak):
            row.addWidget(box, 1)
            box.installEventFilter(self)
            box.settled.connect(self._shown)
            box.overflow.connect(partial(self._over, place))
            box.settled.connect(partial(self._done, place))
            box.pasted.connect(partial(self._pasted, place))
        self._stack = QStackedWidget()
        self._stack.addWidget(words)
        self._stack.addWidget(self.baris)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        outer.addWidget(self.saran)

    @property
    def is_kata(self) -> bool:
        """Four boxes are shown (else one plain line)."""
        return self._stack.currentIndex() == 0

    def set_kata(self, kata: bool) -> None:
        """Four boxes, or one plain line for an own passphrase."""
        self._stack.setCurrentIndex(0 if kata else 1)
        self._shown()
        self.focus_start()

    def set_visible_text(self, shown: bool) -> None:
        """Show or hide what is typed."""
        for box in self.kotak:
            box.set_visible_text(shown)
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.baris.setEchoMode(mode)

    def make_show_button(self) -> BigButton:
        """A button that shows what is typed, and hides it again."""

        def toggle() -> None:
            shown = button.text() == "Lihat"
            self.set_visible_text(shown)
            button.set_teks("Sembunyikan" if shown else "Lihat")

        button = make_button("Lihat", toggle, tautan=True)
        return button

    def sandi(self) -> str:
        """The passphrase as typed so far."""
        if not self.is_kata:
            return self.baris.text()
        return " ".join(box.kata or box.text().strip() for box in self.kotak).strip()

    def reset(self) -> None:
        """Empty everything."""
        for box in self.kotak:
            box.reset()
        self.baris.clear()
        self._shown()

    def focus_start(self) -> None:
        """Cursor to the first box."""
        first = self.kotak[0] if self.is_kata else self.baris
        first.setFocus()
        first.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            for place, box in enumerate(self.kotak):
                if watched is box:
                    return self._key(place, event)
        return False

    def _key(self, place: int, event: QKeyEvent) -> bool:
        key, box = event.key(), self.kotak[place]
        if key in _GO_ON:
            self._go_on(place, enter=key != Qt.Key.Key_Space)
            return True
        if key == Qt.Key.Key_Backspace and not box.text() and place:
            self.kotak[place - 1].setFocus()
            self.kotak[place - 1].end(False)
            return True
        return False

    def _go_on(self, place: int, *, enter: bool) -> None:
        box = self.kotak[place]
        if not box.choose() and (not enter or any(not b.text() for b in self.kotak)):
            self._shown()
            return
        if place + 1 < JUMLAH:
            self.kotak[place + 1].setFocus()
            self.kotak[place + 1].selectAll()
        elif enter:
            self.diminta.emit()
        self._shown()

    def _done(self, place: int) -> None:
        """The fourth letter of the last word is the last key: nothing is left to say."""
        last = self.kotak[place]
        if place == JUMLAH - 1 and last.just_settled and all(box.kata for box in self.kotak):
            self.lengkap.emit()

    def _over(self, place: int, rest: str) -> None:
        if place + 1 < JUMLAH:
            self.kotak[place + 1].setFocus()
            self.kotak[place + 1].feed(rest)

    def _pasted(self, place: int, parts: list[str]) -> None:
        for box, word in zip(self.kotak[place:], parts, strict=False):
            box.setFocus()
            box.feed(word)
            box.choose()
        self._shown()

    def _shown(self) -> None:
        box = next((b for b in self.kotak if b.hasFocus()), None)
        words = box.saran if box is not None and self.is_kata else ()
        if box is not None and self.is_kata and box.property("salah"):
            text = "Tidak ada kata yang dimulai begitu. Periksa kartu kata sandi."
        elif words:
            more = ", ..." if len(words) > 5 else ""
            text = "Mungkin: " + ", ".join(words[:5]) + more
        else:
            text = "Ketik 4 huruf pertama tiap kata, lalu spasi." if self.is_kata else ""
        self.saran.setText(text)
        self.berubah.emit()
