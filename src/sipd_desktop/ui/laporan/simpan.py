"""Saving a sheet as a file: ask where, write off the screen's thread, say that it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.spec.lembar import Lembar
from sipd_desktop.ui.sesi import Sesi

JENIS = {".pdf": "Berkas PDF (*.pdf)", ".xlsx": "Lembar Excel (*.xlsx)"}


def ask_path(parent: QWidget, nama: str) -> Path | None:
    """Where to; None when the person thinks better of it. The ending of `nama` decides the kind."""
    ending = Path(nama).suffix
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Simpan berkas", str(Path(place) / nama), JENIS[ending]
    )
    return Path(chosen).with_suffix(ending) if chosen else None


def save_lembar(
    owner: QWidget, sesi: Sesi, lembar: Lembar, path: Path, then: Callable[[], None]
) -> None:
    """Write a sheet; refusals are told by the message bar."""

    def done(_none: object) -> None:
        sesi.message(f"Berkas tersimpan: {path.name}")
        then()

    sesi.tasks.job(owner, lambda: write_lembar(lembar, path), done)
