"""The QGuiApplication that text needs, and the fonts the program brings along.

Drawing text without an application aborts the process, so every entry of this layer calls
`ensure_app` first. The command line gets an offscreen one; the window has its own already.
"""

from __future__ import annotations

import threading

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from sipd_desktop.base import paths

KELUARGA_HURUF = "Inter"
BIASA, SETENGAH, TEBAL = 400, 600, 700

_kept: list[QGuiApplication] = []
_loaded: list[int] = []


def ensure_app() -> None:
    """Make an offscreen application if there is none, and load the fonts once."""
    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["sipd", "-platform", "offscreen"]))
    load_fonts()


def load_fonts() -> None:
    """Register the Inter files under `resources/fonts`; a missing file is a broken install."""
    if _loaded:
        return
    for path in sorted((paths.resources() / "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise RuntimeError(f"font not readable: {path.name}")
        _loaded.append(number)
    if not _loaded:
        raise RuntimeError("no fonts in resources/fonts")


def font(pixels: int, weight: int = BIASA) -> QFont:
    """Inter at a size in the painter's own units, without hinting; figures are of equal width."""
    if (pixels, weight) not in _kept_fonts.font:
        made = QFont(KELUARGA_HURUF)
        made.setPixelSize(max(1, pixels))
        made.setWeight(QFont.Weight(weight))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        _kept_fonts.font[pixels, weight] = made
    return _kept_fonts.font[pixels, weight]


def metrics(pixels: int, weight: int = BIASA) -> QFontMetricsF:
    """Measures of `font(pixels, weight)`."""
    if (pixels, weight) not in _kept_fonts.metrics:
        _kept_fonts.metrics[pixels, weight] = QFontMetricsF(font(pixels, weight))
    return _kept_fonts.metrics[pixels, weight]


class _Kept(threading.local):
    """Fonts of one thread: Qt's font engines must not be shared while a PDF is written aside."""

    def __init__(self) -> None:
        self.font: dict[tuple[int, int], QFont] = {}
        self.metrics: dict[tuple[int, int], QFontMetricsF] = {}


_kept_fonts = _Kept()
