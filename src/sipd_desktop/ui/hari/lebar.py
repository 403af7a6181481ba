"""Widths that follow the zoom: given once in pixels at 100 %, set again when the look changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from sipd_desktop.ui.theme import px

_TETAP, _PALING = "lebar_tetap", "lebar_paling_kecil"


def fix_width(widget: QWidget, pixels: int) -> None:
    """Exactly this wide, at any zoom."""
    widget.setProperty(_TETAP, pixels)
    widget.setFixedWidth(px(pixels))


def least_width(widget: QWidget, pixels: int) -> None:
    """At least this wide, at any zoom."""
    widget.setProperty(_PALING, pixels)
    widget.setMinimumWidth(px(pixels))


def refit(root: QWidget, event: QEvent) -> None:
    """To be called from `changeEvent`: sets all widths below `root` for the present zoom."""
    if event.type() != QEvent.Type.StyleChange:
        return
    for widget in root.findChildren(QWidget):
        fixed, least = widget.property(_TETAP), widget.property(_PALING)
        if fixed:
            widget.setFixedWidth(px(fixed))
        if least:
            widget.setMinimumWidth(px(least))
