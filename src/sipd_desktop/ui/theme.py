"""How the window looks: Fusion, the palette, Inter, and one style sheet, at four sizes.

Everything is sized in pixels times the zoom (100, 115, 130, 150 %), so that a laptop with an odd
screen setting shows the same window as ours. Widgets choose their look by the property `peran`
(utama, angka, petunjuk, kartu, ...) and their level by `tingkat`; the sheet lies in
`resources/qss/sipd.qss`.
"""

from __future__ import annotations

import re
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sipd_desktop.base import paths
from sipd_desktop.render import app as drawing
from sipd_desktop.render import warna
from sipd_desktop.ui.bahasa import install_bahasa

UKURAN = (1.0, 1.15, 1.3, 1.5)
"""The sizes there are."""
HURUF_DASAR = 16
"""12 pt at the 96 dots per inch that Qt 6 counts in."""

_ZOOM = "sipd_zoom"
_LENGTH = re.compile(r"(?<![\w.#])(\d+)px")


def nearest_zoom(zoom: float) -> float:
    """The size there is that comes closest; 1.3 and 130 mean the same."""
    factor = zoom / 100 if zoom > 10 else zoom
    return min(UKURAN, key=lambda size: abs(size - factor))


def apply_theme(app: QApplication, zoom: float = 1.0) -> float:
    """Give the whole program its look at a size; returns the size taken.

    A second time at the same size does nothing: a style sheet goes through every widget there is.
    """
    size = nearest_zoom(zoom)
    if app.property(_ZOOM) == size:
        return size
    drawing.load_fonts()
    install_bahasa(app)
    if app.property(_ZOOM) is None:  # once: a second time is slow under a style sheet
        app.setStyle("Fusion")
    app.setProperty(_ZOOM, size)
    app.setPalette(make_palette())
    app.setFont(ui_font(HURUF_DASAR * size))
    app.setStyleSheet(style_sheet(size))
    return size


def zoom() -> float:
    """The size now in use, 1.0 before `apply_theme`."""
    app = QApplication.instance()
    found = app.property(_ZOOM) if app is not None else None
    return float(found) if found else 1.0


def px(length: float) -> int:
    """A length at the size now in use."""
    return round(length * zoom())


def ui_font(pixels: float, weight: int = drawing.BIASA) -> QFont:
    """The screen font."""
    font = QFont(drawing.KELUARGA_HURUF)
    font.setPixelSize(round(pixels))
    font.setWeight(QFont.Weight(weight))
    return font


def style_sheet(size: float) -> str:
    """The style sheet with its colours and lengths filled in."""
    folder = paths.resources() / "qss"
    names = {k.lower(): v for k, v in vars(warna).items() if isinstance(v, str) and v[:1] == "#"}
    text = (folder / "sipd.qss").read_text("utf-8")
    sized = _LENGTH.sub(lambda m: f"{max(1, round(int(m.group(1)) * size))}px", text)
    return Template(sized).substitute(names, folder=folder.as_posix())


def make_palette() -> QPalette:
    """Colours of what the style sheet does not name."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, warna.LATAR),
        (role.WindowText, warna.TINTA),
        (role.Base, warna.PUTIH),
        (role.AlternateBase, warna.BARIS_SELANG),
        (role.Text, warna.TINTA),
        (role.Button, warna.PUTIH),
        (role.ButtonText, warna.TINTA),
        (role.BrightText, warna.PUTIH),
        (role.Highlight, warna.PILIH),
        (role.HighlightedText, warna.TINTA),
        (role.PlaceholderText, warna.ABU),
        (role.Link, warna.UTAMA),
        (role.LinkVisited, warna.UTAMA),
        (role.ToolTipBase, warna.TINTA),
        (role.ToolTipText, warna.PUTIH),
        (role.Accent, warna.UTAMA),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(warna.ABU))
    return palette


def set_peran(widget: QWidget, peran: str) -> None:
    """Choose the look of a widget; may be changed later."""
    set_look(widget, "peran", peran)


def set_tingkat(widget: QWidget, tingkat: str) -> None:
    """Choose the level (bahaya, perhatian, baik, info, netral) that colours a widget."""
    set_look(widget, "tingkat", tingkat)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and make it read again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    for part in (widget, *widget.findChildren(QWidget)):
        style.unpolish(part)
        style.polish(part)
    widget.update()
