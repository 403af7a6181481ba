"""The few dialogs: a sentence, buttons named by what they do, never "OK" for an act."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from sipd_desktop.render import warna
from sipd_desktop.render.warna import Tingkat
from sipd_desktop.ui import theme
from sipd_desktop.ui.icons import pixmap
from sipd_desktop.ui.widgets.temuan import IKON_TINGKAT


def make_kabar(
    parent: QWidget | None, judul: str, kalimat: str, *, tingkat: Tingkat = "info"
) -> QMessageBox:
    """A message with one button, ready for `exec` or `open`."""
    box = _box(parent, judul, kalimat, tingkat)
    box.addButton("Baik", QMessageBox.ButtonRole.AcceptRole)
    return box


def make_tanya(
    parent: QWidget | None, judul: str, kalimat: str, *, ya: str, tidak: str = "Tidak jadi"
) -> tuple[QMessageBox, QPushButton]:
    """A question and its agreeing button; the harmless answer has the cursor and Esc."""
    box = _box(parent, judul, kalimat, "perhatian")
    agree = box.addButton(ya, QMessageBox.ButtonRole.DestructiveRole)
    theme.set_peran(agree, "bahaya")
    refuse = box.addButton(tidak, QMessageBox.ButtonRole.RejectRole)
    theme.set_peran(refuse, "utama")
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    return box, agree


def ask(
    parent: QWidget | None, judul: str, kalimat: str, *, ya: str, tidak: str = "Tidak jadi"
) -> bool:
    """Ask and wait; True only when the act itself was chosen."""
    box, agree = make_tanya(parent, judul, kalimat, ya=ya, tidak=tidak)
    box.exec()
    return box.clickedButton() is agree


def tell(parent: QWidget | None, judul: str, kalimat: str, *, tingkat: Tingkat = "info") -> None:
    """Say something and wait until it was read."""
    make_kabar(parent, judul, kalimat, tingkat=tingkat).exec()


def _box(parent: QWidget | None, judul: str, kalimat: str, tingkat: Tingkat) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(judul)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(judul)
    box.setInformativeText(kalimat)
    box.setIconPixmap(pixmap(IKON_TINGKAT[tingkat], theme.px(40), warna.KUAT[tingkat]))
    box.setAccessibleName(f"{judul}. {kalimat}")
    return box
