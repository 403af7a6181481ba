"""PDF of one or several sheets, in exactly the paper size asked for.

Qt writes page boxes in whole points (F4 comes out 214.84 x 329.85 mm), so the boxes are
rewritten afterwards in the same number of bytes; no offset of the file changes (DESIGN 9).
Qt also maps the space to a tab in its character table, which spoils search and copy: mended too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from sipd_desktop.export.berkas import atomic_write
from sipd_desktop.render import app
from sipd_desktop.render.halaman import NAMA_LENGKAP, Halaman, pages_of
from sipd_desktop.spec.lembar import Lembar

_DPI = 1200
_BOX = re.compile(rb"/(MediaBox|TrimBox) \[0 0 (\d+\.\d+) (\d+\.\d+)\]")
_CHARACTER_MAP = re.compile(rb"beginbfrange\n.*?\nendbfrange", re.DOTALL)


def write_pdf(path: Path, lembar: Lembar | Sequence[Lembar]) -> None:
    """Write the sheets one after the other. Raises the UserError of `atomic_write`."""
    atomic_write(path, pdf_bytes(lembar))


def pdf_bytes(lembar: Lembar | Sequence[Lembar]) -> bytes:
    """The PDF itself; each sheet counts its own pages."""
    app.ensure_app()
    sheets = [lembar] if isinstance(lembar, Lembar) else list(lembar)
    if not sheets:
        raise ValueError("no sheet to print")
    laid = [pages_of(sheet) for sheet in sheets]
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setCreator(NAMA_LENGKAP)
    writer.setTitle(sheets[0].judul)
    _set_paper(writer, laid[0])
    painter = QPainter(writer)
    sizes = []
    for number, halaman in enumerate(laid):
        for page in range(len(halaman)):
            if number or page:
                _set_paper(writer, halaman)
                writer.newPage()
            painter.save()
            painter.scale(_DPI / 2540, _DPI / 2540)
            halaman.draw(painter, page)
            painter.restore()
            sizes.append(halaman.lembar.ukuran_mm())
    painter.end()
    buffer.close()
    return _exact(bytes(buffer.data().data()), sizes)


def _set_paper(writer: QPdfWriter, halaman: Halaman) -> None:
    width, height = halaman.lembar.ukuran_mm()
    # ExactMatch: the default turns 215 x 330 into a German fan-fold paper
    size = QPageSize(
        QSizeF(width, height),
        QPageSize.Unit.Millimeter,
        halaman.lembar.kertas,
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _exact(data: bytes, sizes: Sequence[tuple[int, int]]) -> bytes:
    """Page boxes in true points and spaces as spaces, every byte offset unchanged."""
    page = -1

    def box(match: re.Match[bytes]) -> bytes:
        nonlocal page
        name, old_width, old_height = match.groups()
        page += name == b"MediaBox"
        width, height = (_points(mm) for mm in sizes[page])
        if len(width) != len(old_width) or len(height) != len(old_height):
            raise RuntimeError("page box of unexpected length")
        return b"/%s [0 0 %s %s]" % (name, width, height)

    changed = _CHARACTER_MAP.sub(_spaces, _BOX.sub(box, data))
    if page + 1 != len(sizes) or len(changed) != len(data):
        raise RuntimeError("page boxes not found")
    return changed


def _points(mm: int) -> bytes:
    return f"{mm * 72 / 25.4:.6f}".encode("ascii")


def _spaces(match: re.Match[bytes]) -> bytes:
    """In the lists of characters (not in the glyph ranges before them) tab becomes space."""
    return re.sub(
        rb"\[[^\]]*\]", lambda part: part.group().replace(b"<0009>", b"<0020>"), match.group()
    )
