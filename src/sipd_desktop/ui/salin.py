"""Copying to a stick with one press: the stick that is plugged in, else the folder asked for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sipd_desktop.services.flashdisk import list_flashdisk
from sipd_desktop.ui.jaga import Jaga


def copy_to_stick(parent: QWidget, jaga: Jaga) -> None:
    """Copy to the only stick there is; with none or several ask where to."""
    sticks = list_flashdisk()
    if len(sticks) == 1:
        jaga.copy_to(sticks[0])
        return
    start = str(sticks[0].parent if sticks else Path.home())
    name = QFileDialog.getExistingDirectory(parent, "Pilih flashdisk atau folder tujuan", start)
    if name:
        jaga.copy_to(Path(name))
