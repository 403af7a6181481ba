"""Page previews: the same pages as the PDF, as pictures for the screen or as PNG files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.render.halaman import Halaman, pages_of
from sipd_desktop.render.teks import MM
from sipd_desktop.render.warna import PUTIH
from sipd_desktop.spec.lembar import Lembar

DPI_LAYAR = 96


def page_images(lembar: Lembar, *, dpi: int = DPI_LAYAR) -> list[QImage]:
    """All pages of a sheet as pictures."""
    halaman = pages_of(lembar)
    return [page_image(halaman, number, dpi=dpi) for number in range(len(halaman))]


def page_image(halaman: Halaman, nomor: int, *, dpi: int = DPI_LAYAR) -> QImage:
    """One laid-out page as a picture, for a preview that draws only what is looked at."""
    scale = dpi / 2540
    width, height = (round(side * MM * scale) for side in halaman.lembar.ukuran_mm())
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    image.fill(QColor(PUTIH))
    painter = QPainter(image)
    painter.scale(scale, scale)
    halaman.draw(painter, nomor)
    painter.end()
    return image


def write_png(folder: Path, nama: str, lembar: Lembar, *, dpi: int = DPI_LAYAR) -> list[Path]:
    """Write `nama-1.png`, `nama-2.png`, ... and give their paths."""
    paths = []
    for number, image in enumerate(page_images(lembar, dpi=dpi), start=1):
        path = folder / f"{nama}-{number}.png"
        atomic_write(path, png_bytes(image))
        paths.append(path)
    return paths


def png_bytes(image: QImage) -> bytes:
    """A picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"png").write(image):
        raise RuntimeError("picture not encoded")
    return bytes(buffer.data().data())
