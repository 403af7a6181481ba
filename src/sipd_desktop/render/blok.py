"""All kinds of blocks as slices of the width of the page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from sipd_desktop.render import app
from sipd_desktop.render.batang import paint_bars
from sipd_desktop.render.karcis import ticket_rows
from sipd_desktop.render.kms import paint_kms
from sipd_desktop.render.potongan import Gambar, Potongan, cling_last, keep_ends
from sipd_desktop.render.tabel import TabelCetak, rule
from sipd_desktop.render.teks import MM, PT, Gaya, draw_lines, gaya_pt, width_of, wrap
from sipd_desktop.render.ubin import tile_map
from sipd_desktop.render.warna import ABU, GARIS, UTAMA_TUA
from sipd_desktop.spec.lembar import (
    Blok,
    Catatan,
    DeretAngka,
    GrafikBatang,
    GrafikKms,
    HalamanBaru,
    Lembar,
    LembarKarcis,
    Paragraf,
    PetaUbin,
    Rata,
    Tabel,
    TandaTangan,
)

JUDUL = gaya_pt(15, app.TEBAL)
SUBJUDUL = gaya_pt(11)
BAGIAN = gaya_pt(11.5, app.SETENGAH, UTAMA_TUA)
ISI = gaya_pt(10)
ISI_TEBAL = gaya_pt(10, app.SETENGAH)
KETERANGAN = gaya_pt(10, warna=ABU)
ANGKA = gaya_pt(20, app.TEBAL)
_GAP = 4 * MM
_SIGN_ROOM = 18 * MM
_SIGN_LINE = 55 * MM
_MAX_FIGURES = 6


def slices_of(lembar: Lembar, width: float) -> list[Potongan]:
    """Title and all blocks of a sheet as slices `width` wide (1/100 mm)."""
    slices = _lines(lembar.judul, JUDUL, width, "tengah")
    for teks in lembar.subjudul:
        slices += _lines(teks, SUBJUDUL, width, "tengah")
    cling_last(slices, len(slices))
    new_page = False
    for blok in lembar.blok:
        if isinstance(blok, HalamanBaru):
            new_page = True
            continue
        if isinstance(blok, TandaTangan):
            cling_last(slices, 2)
        part = _block(blok, width)
        part[0] = replace(part[0], jarak=max(part[0].jarak, _GAP), baru=new_page)
        slices, new_page = slices + part, False
    return slices


def _block(blok: Blok, width: float) -> list[Potongan]:
    match blok:
        case Tabel():
            return _titled(blok.judul, TabelCetak(blok, width).potongan(), width)
        case DeretAngka():
            return _titled(blok.judul, _figures(blok, width), width)
        case Paragraf():
            gaya = ISI_TEBAL if blok.tebal else ISI
            return _titled(blok.judul, keep_ends(_lines(blok.teks, gaya, width)), width)
        case Catatan():
            lines = [p for teks in blok.butir for p in _bullet(teks, width)]
            return _titled(blok.judul, lines, width)
        case TandaTangan():
            return [_signatures(blok, width)]
        case GrafikKms():
            return _titled(blok.judul, [_kms(blok, width)], width)
        case GrafikBatang():
            return _titled(blok.judul, [_bars(blok, width)], width)
        case PetaUbin():
            return _titled(blok.judul, [tile_map(blok, width)], width)
        case LembarKarcis():
            return list(ticket_rows(blok, width))
    raise TypeError(f"no drawing for {type(blok).__name__}")


def _titled(judul: str, slices: list[Potongan], width: float) -> list[Potongan]:
    """A heading that clings to what it heads."""
    head = _lines(judul, BAGIAN, width) if judul else []
    if head:
        cling_last(head, len(head))
        head[-1] = replace(head[-1], tinggi=head[-1].tinggi + 1 * MM)
    return head + slices


def _lines(text: str, gaya: Gaya, width: float, rata: Rata = "kiri") -> list[Potongan]:
    def one(line: str) -> Potongan:
        def draw(painter: QPainter, x: float, y: float) -> None:
            draw_lines(painter, (line,), QRectF(x, y, width, gaya.tinggi), gaya, rata)

        return Potongan(gaya.tinggi, draw)

    return [one(line) for line in wrap(text, gaya, width)]


def _bullet(text: str, width: float) -> list[Potongan]:
    indent = 4 * MM
    lines = wrap(text, ISI, width - indent)
    height = len(lines) * ISI.tinggi

    def draw(painter: QPainter, x: float, y: float) -> None:
        draw_lines(painter, ("\u2022",), QRectF(x, y, indent, height), ISI)
        draw_lines(painter, lines, QRectF(x + indent, y, width - indent, height), ISI)

    return [Potongan(height, draw, jarak=0.5 * MM)]


def _figures(blok: DeretAngka, width: float) -> list[Potongan]:
    """Boxes in rows of at most six, the same width in each row."""
    per_row = min(len(blok.angka), _MAX_FIGURES) or 1
    gap = 2 * MM
    box_width = (width - gap * (per_row - 1)) / per_row
    inner = box_width - 4 * MM
    rows: list[Potongan] = []
    for start in range(0, len(blok.angka), per_row):
        cells = [
            (wrap(a.label, ISI_TEBAL, inner), a.nilai, wrap(a.ket, KETERANGAN, inner))
            for a in blok.angka[start : start + per_row]
        ]
        label = max(len(c[0]) for c in cells) * ISI_TEBAL.tinggi
        remark = max(len(c[2]) if c[2] != ("",) else 0 for c in cells) * KETERANGAN.tinggi
        height = label + ANGKA.tinggi + remark + 3.5 * MM
        rows.append(Potongan(height, _figure_row(cells, box_width, gap, height, label), jarak=gap))
    return rows


def _figure_row(
    cells: list[tuple[tuple[str, ...], str, tuple[str, ...]]],
    box_width: float,
    gap: float,
    height: float,
    label: float,
) -> Gambar:
    def draw(painter: QPainter, x: float, y: float) -> None:
        for i, (name, value, remark) in enumerate(cells):
            box = QRectF(x + i * (box_width + gap), y, box_width, height)
            painter.setPen(QPen(QColor(GARIS), 0.25 * MM))
            painter.drawRoundedRect(box, 1.2 * MM, 1.2 * MM)
            inner = box.adjusted(2 * MM, 1.5 * MM, -2 * MM, 0)
            draw_lines(painter, name, inner, ISI_TEBAL)
            draw_lines(painter, (value,), inner.translated(0, label), ANGKA)
            draw_lines(painter, remark, inner.translated(0, label + ANGKA.tinggi), KETERANGAN)

    return draw


def _signatures(blok: TandaTangan, width: float) -> Potongan:
    """Place and date over the last column, room to sign, name or a line to write it on."""
    count = max(len(blok.penanda), 1)
    column = width / max(count, 2)
    inner = column - 8 * MM
    offices = [wrap(p.jabatan, ISI, inner) for p in blok.penanda]
    names = [wrap(p.nama, ISI_TEBAL, inner) for p in blok.penanda]
    numbers = [wrap(p.nomor, ISI, inner) for p in blok.penanda]
    office = max((len(lines) for lines in offices), default=1) * ISI.tinggi
    name = max((len(lines) for lines in names), default=1) * ISI_TEBAL.tinggi
    number = max((len(lines) for lines in numbers), default=1) * ISI.tinggi
    top = ISI.tinggi * 1.2
    height = top + office + _SIGN_ROOM + name + number
    start = width - column * count

    def draw(painter: QPainter, x: float, y: float) -> None:
        for i in range(count if blok.penanda else 0):
            left = x + start + i * column + 4 * MM
            box = QRectF(left, y + top, inner, office)
            draw_lines(painter, offices[i], box, ISI, "tengah")
            below = y + top + office + _SIGN_ROOM
            if blok.penanda[i].nama:
                draw_lines(painter, names[i], QRectF(left, below, inner, name), ISI_TEBAL, "tengah")
                longest = max(width_of(line, ISI_TEBAL) for line in names[i])
                foot = below + len(names[i]) * ISI_TEBAL.tinggi
                rule(painter, left + (inner - longest) / 2, foot, longest)
            else:
                line = min(inner, _SIGN_LINE)
                rule(painter, left + (inner - line) / 2, below + ISI.naik, line)
            box = QRectF(left, below + name + 0.5 * MM, inner, number)
            draw_lines(painter, numbers[i], box, ISI, "tengah")
        place = QRectF(x + width - column, y, column, top)
        draw_lines(painter, (blok.tempat_tanggal,), place, ISI, "tengah")

    return Potongan(height, draw, jarak=8 * MM)


def _kms(blok: GrafikKms, width: float) -> Potongan:
    height = blok.tinggi_mm * MM

    def draw(painter: QPainter, x: float, y: float) -> None:
        box = QRectF(x, y, width, height)
        paint_kms(painter, box, blok.data, huruf=10 * PT, jendela=blok.jendela)

    return Potongan(height, draw)


def _bars(blok: GrafikBatang, width: float) -> Potongan:
    height = blok.tinggi_mm * MM

    def draw(painter: QPainter, x: float, y: float) -> None:
        paint_bars(painter, QRectF(x, y, width, height), blok, huruf=10 * PT)

    return Potongan(height, draw)
