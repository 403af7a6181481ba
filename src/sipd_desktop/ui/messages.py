"""The one door for what the program tells: the bar for news and refusals, the dialog for a bug.

The bar never needs an answer. After a save it offers to take it back (Ctrl+Z); a refusal is a whole
sentence from the registry. Only a bug gets a dialog, with details that hold no personal data.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from sipd_desktop import __version__
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.ui.text import kalimat, teks
from sipd_desktop.ui.widgets.bilah_pesan import MessageBar
from sipd_desktop.ui.widgets.dialog import make_kabar


class BilahPesan(MessageBar):
    """The bar under the pages; whole sentences come from the caller."""

    def show_saved(
        self, text: str, undo: Callable[[], None] | None = None, *, tenang: bool = False
    ) -> None:
        """Something was stored (only after the commit), with a way back; `tenang`: not in green."""
        self._undo = undo
        self._say(text, "info" if tenang else "baik", batal=undo is not None)

    def show_refused(self, error: UserError) -> None:
        """Something was refused; what was saved before can still be taken back with Ctrl+Z."""
        kept = self._undo
        self.show_warn(kalimat(error))
        self._undo = kept

    def clear(self) -> None:
        """Say nothing, to a screen reader neither."""
        super().clear()
        self.setAccessibleName("")


class DialogKesalahan:
    """ "Terjadi kesalahan": calm words, details to copy for the operator."""

    def __init__(self, rincian: str, parent: QWidget | None = None) -> None:
        self.rincian = f"SIPD Desktop {__version__}\n{rincian}"
        judul = teks("Terjadi kesalahan")
        self.kotak = make_kabar(parent, judul, sentence("kesalahan-program"), tingkat="perhatian")
        for button in self.kotak.buttons():
            button.setText(teks("Tutup"))
        self.salin = self.kotak.addButton(teks("Salin rincian"), QMessageBox.ButtonRole.ActionRole)
        # this button copies and leaves the dialog open
        self.salin.clicked.disconnect()
        self.salin.clicked.connect(self.copy_details)

    def copy_details(self) -> None:
        """Put version and places, never values, on the clipboard."""
        QGuiApplication.clipboard().setText(self.rincian)
        self.salin.setText(teks("Sudah disalin"))


class Pelapor:
    """Shows one bug dialog at a time; more bugs while it is open are only in the log."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.dialog: DialogKesalahan | None = None

    def show_bug(self, rincian: str) -> None:
        """The dialog, without stopping the program behind it."""
        if self.dialog is not None:
            return
        self.dialog = DialogKesalahan(rincian, self._window)
        self.dialog.kotak.finished.connect(self._closed)
        self.dialog.kotak.open()

    def close(self) -> None:
        """Take the dialog away: the screen is being locked or the program ends."""
        if self.dialog is not None:
            self.dialog.kotak.done(0)

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.kotak.deleteLater()
        self.dialog = None
