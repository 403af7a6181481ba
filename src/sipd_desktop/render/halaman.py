"""Pages of a sheet: margins, running heading, footer with page numbers, and the CONTOH mark.

Everything is in 1/100 mm from the corner of the paper, the same for PDF, printer and picture.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from sipd_desktop.render import app
from sipd_desktop.render.blok import slices_of
from sipd_desktop.render.potongan import Letak, lay_out
from sipd_desktop.render.tabel import rule
from sipd_desktop.render.teks import MM, draw_lines, gaya_pt, width_of, wrap
from sipd_desktop.render.warna import ABU, GARIS, MERAH, MERAH_MUDA, PUTIH
from sipd_desktop.spec.lembar import Lembar

NAMA_LENGKAP = "SIPD Desktop (Sistem Informasi Posyandu Desa)"
KIRI, KANAN, ATAS, BAWAH = 16 * MM, 13 * MM, 13 * MM, 13 * MM
_FOOT = gaya_pt(10, warna=ABU)
_TANDA = gaya_pt(10, app.TEBAL, MERAH)


@dataclass(frozen=True, slots=True)
class Halaman:
    """A sheet laid out: its pages, ready to be drawn."""

    lembar: Lembar
    isi: tuple[tuple[Letak, ...], ...]

    def __len__(self) -> int:
        return len(self.isi)

    def draw(self, painter: QPainter, nomor: int) -> None:
        """Draw page `nomor` (from 0); the painter's unit must be 1/100 mm, origin at the corner."""
        width, height = (side * MM for side in self.lembar.ukuran_mm())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, width, height), QColor(PUTIH))
        if self.lembar.contoh:
            _mark(painter, width, height)
        top = ATAS
        if nomor:
            _running_head(painter, self.lembar, width)
            top += _running_height()
        elif self.lembar.contoh:
            _mark_line(painter, width)
            top += _running_height()
        for letak in self.isi[nomor]:
            letak.potongan.gambar(painter, KIRI, top + letak.y)
        _foot(painter, self.lembar, width, height, f"halaman {nomor + 1} dari {len(self)}")


def pages_of(lembar: Lembar) -> Halaman:
    """Lay a sheet out on its paper."""
    app.ensure_app()
    width, height = (side * MM for side in lembar.ukuran_mm())
    room = height - ATAS - BAWAH - _foot_height()

    def on_page(number: int) -> float:
        return room - (_running_height() if number or lembar.contoh else 0.0)

    laid = lay_out(slices_of(lembar, width - KIRI - KANAN), on_page)
    return Halaman(lembar, tuple(tuple(page) for page in laid))


def _foot_height() -> float:
    return 2 * _FOOT.tinggi + 2.5 * MM


def _running_height() -> float:
    return _FOOT.tinggi + 4 * MM


def _running_head(painter: QPainter, lembar: Lembar, width: float) -> None:
    text = " \u00b7 ".join((lembar.judul, *lembar.subjudul[:1]))
    box = QRectF(KIRI, ATAS, width - KIRI - KANAN, _FOOT.tinggi)
    mark = "CONTOH" if lembar.contoh else ""
    room = box.width() - (width_of(mark, _TANDA) + 4 * MM if mark else 0)
    draw_lines(painter, wrap(text, _FOOT, room)[:1], box, _FOOT)
    draw_lines(painter, (mark,), box, _TANDA, "kanan")
    rule(painter, KIRI, ATAS + _FOOT.tinggi + 1 * MM, box.width(), GARIS)


def _mark_line(painter: QPainter, width: float) -> None:
    box = QRectF(KIRI, ATAS, width - KIRI - KANAN, _TANDA.tinggi)
    draw_lines(painter, ("CONTOH: bukan data orang sungguhan",), box, _TANDA, "tengah")


def _mark(painter: QPainter, width: float, height: float) -> None:
    """The word CONTOH across the page, pale, under everything else."""
    painter.save()
    painter.translate(QPointF(width / 2, height / 2))
    painter.rotate(-55 if height > width else -35)
    pixels = round(min(width, height) * 0.27)
    painter.setFont(app.font(pixels, app.TEBAL))
    painter.setPen(QColor(MERAH_MUDA))
    text_width = app.metrics(pixels, app.TEBAL).horizontalAdvance("CONTOH")
    painter.drawText(QPointF(-text_width / 2, pixels * 0.36), "CONTOH")
    painter.restore()


def _foot(painter: QPainter, lembar: Lembar, width: float, height: float, page: str) -> None:
    inner = width - KIRI - KANAN
    top = height - BAWAH - 2 * _FOOT.tinggi
    rule(painter, KIRI, top - 1 * MM, inner, GARIS)
    first = QRectF(KIRI, top, inner, _FOOT.tinggi)
    draw_lines(painter, (NAMA_LENGKAP,), first, _FOOT)
    draw_lines(painter, (page,), first, _FOOT, "kanan")
    secret = "Rahasia: memuat nama orang" if lembar.rahasia else ""
    second = first.translated(0, _FOOT.tinggi)
    room = inner - width_of(secret, _FOOT) - 4 * MM
    draw_lines(painter, wrap(lembar.dicetak, _FOOT, room)[:1], second, _FOOT)
    draw_lines(painter, (secret,), second, _FOOT, "kanan")
