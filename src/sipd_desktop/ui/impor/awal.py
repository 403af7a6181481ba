"""The start of an import: choose a file, or drop it here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from sipd_desktop.render import warna
from sipd_desktop.ui.pages.bagian import Keluhan, make_button, make_label
from sipd_desktop.ui.widgets.ikon import IkonLabel

JENIS = "Daftar (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.htm *.html);;Semua berkas (*)"


def ask_berkas(parent: QWidget) -> Path | None:
    """Which file; None when the person thinks better of it."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getOpenFileName(parent, "Pilih berkas daftar penduduk", place, JENIS)
    return Path(chosen) if chosen else None


class AwalPanel(QFrame):
    """One large place for the file, and what may come in."""

    dipilih = Signal(object)
    """Path of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("peran", "jatuh")
        self.setAcceptDrops(True)
        self.tombol = make_button(
            "Pilih berkas", self.ask, utama=True, ikon="file-import", kunci="Enter"
        )
        self.keluhan = Keluhan()
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 24, 32, 24)
        box.setSpacing(12)
        center = Qt.AlignmentFlag.AlignHCenter
        box.addStretch(1)
        box.addWidget(IkonLabel("file-import", sisi=56, warna_ikon=warna.UTAMA), 0, center)
        title = make_label("Masukkan daftar penduduk ke laptop ini", "sedang", lipat=True)
        hint = make_label(
            "Berkas Excel, OpenDocument atau CSV dari OpenSID, SIAK, SDGs Desa, "
            "atau daftar yang diketik sendiri. Boleh juga diseret ke sini.",
            "petunjuk",
            lipat=True,
        )
        for label in (title, hint):
            label.setAlignment(center)
            box.addWidget(label)
        box.addWidget(self.tombol, 0, center)
        box.addWidget(self.keluhan)
        box.addStretch(1)

    def ask(self) -> None:
        """The file dialog."""
        path = ask_berkas(self)
        if path is not None:
            self.dipilih.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.dipilih.emit(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    local = [Path(u.toLocalFile()) for u in urls if u.isLocalFile()]
    return local[0] if len(local) == 1 else None
