"""Tabler icons as QIcon, drawn from SVG in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from sipd_desktop.base import paths
from sipd_desktop.render import warna

_SIDES = (16, 20, 24, 32, 48, 64, 96)


@lru_cache(maxsize=256)
def icon(name: str, color: str = warna.TINTA) -> QIcon:
    """An icon by its Tabler name (file name without .svg); KeyError when it is not shipped."""
    made = QIcon()
    for side in _SIDES:
        made.addPixmap(pixmap(name, side, color))
        made.addPixmap(pixmap(name, side, warna.GARIS), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=512)
def pixmap(name: str, side: int, color: str = warna.TINTA) -> QPixmap:
    """A square picture `side` pixels wide, clear background; KeyError for an unknown name."""
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return drawn


def list_icons() -> tuple[str, ...]:
    """Names of all icons that are shipped."""
    return tuple(sorted(path.stem for path in _folder().glob("*.svg")))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    path = _folder() / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path.read_text("utf-8")


def _folder() -> Path:
    return paths.resources() / "icons"
