"""Puts the blocks of a sheet into the cells of one worksheet, with widths, borders and merges."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from sipd_desktop.base.tampil import parse_desimal
from sipd_desktop.export.sel import Sel, clean_text
from sipd_desktop.spec.lembar import (
    Catatan,
    DeretAngka,
    GrafikBatang,
    GrafikKms,
    Kolom,
    Lembar,
    Paragraf,
    PetaUbin,
    Tabel,
    TandaTangan,
)

_ALIGN = {"kiri": "left", "tengah": "center", "kanan": "right"}
_WIDTH_MIN, _WIDTH_MAX = 6, 48
_GREY = "#E8EDF1"


class SheetWriter:
    """Writes downwards from row 0 and remembers how wide each column must be."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        self._book = book
        self._sheet = sheet
        self._row = 0
        self._widths: dict[int, int] = {}
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self, lembar: Lembar) -> None:
        """All blocks of a sheet under its title lines."""
        self._line(lembar.judul, bold=True, font_size=15)
        for teks in lembar.subjudul:
            self._line(teks)
        if lembar.contoh:
            self._line("CONTOH: bukan data orang sungguhan", bold=True, font_color="#A3161D")
        for blok in lembar.blok:
            self._row += 1
            self._block(blok)
        if lembar.dicetak:
            self._row += 1
            self._line(lembar.dicetak)
        self._set_widths()

    def write_plain(self, kolom: Sequence[Kolom], rows: Sequence[Sequence[Sel]]) -> None:
        """Titles and rows only."""
        self._heads(kolom)
        for row in rows:
            self._cells(kolom, row)
        self._set_widths()

    def _block(self, blok: object) -> None:
        match blok:
            case Tabel():
                self._table(blok)
            case DeretAngka():
                self._key_figures(blok)
            case Paragraf():
                self._lines(blok.judul, blok.teks.splitlines(), bold=blok.tebal)
            case Catatan():
                self._lines(blok.judul, blok.butir)
            case TandaTangan():
                self._signatures(blok)
            case PetaUbin():
                self._tiles(blok)
            case GrafikBatang():
                self._bars(blok)
            case GrafikKms():
                self._weights(blok)

    def _table(self, tabel: Tabel) -> None:
        if tabel.judul:
            self._line(tabel.judul, bold=True)
        if any(k.grup for k in tabel.kolom):
            self._group_heads(tabel.kolom)
        self._heads(tabel.kolom)
        heads = {k.mulai: k.judul for k in tabel.kelompok}
        for i, row in enumerate(tabel.baris):
            if i in heads:
                self._line(heads[i], bold=True)
            self._cells(tabel.kolom, row)
        if not tabel.baris:
            self._line(tabel.teks_kosong)
        if tabel.jumlah:
            self._cells(tabel.kolom, tabel.jumlah, bold=True)

    def _group_heads(self, kolom: Sequence[Kolom]) -> None:
        start = 0
        look = self._format(bold=True, border=1, align="center", bg_color=_GREY)
        while start < len(kolom):
            end = start
            while end + 1 < len(kolom) and kolom[end + 1].grup == kolom[start].grup != "":
                end += 1
            self._text(start, kolom[start].grup, look)
            if end > start:
                self._sheet.merge_range(self._row, start, self._row, end, "", look)
                self._text(start, kolom[start].grup, look)
            start = end + 1
        self._row += 1

    def _heads(self, kolom: Sequence[Kolom]) -> None:
        look = self._format(
            bold=True,
            border=1,
            align="center",
            valign="vcenter",
            text_wrap=True,
            bg_color="#E8EDF1",
        )
        for i, spec in enumerate(kolom):
            self._text(i, spec.judul, look)
            self._widen(i, max((len(word) for word in spec.judul.split()), default=0))
        self._row += 1

    def _cells(self, kolom: Sequence[Kolom], row: Sequence[Sel], *, bold: bool = False) -> None:
        for i, (spec, value) in enumerate(zip(kolom, row, strict=True)):
            number = _as_number(spec, value)
            look: dict[str, object] = {
                "border": 1,
                "align": _ALIGN[spec.rata],
                "valign": "top",
                "bold": bold,
            }
            if number is None:
                text = "" if value is None else clean_text(str(value))
                self._text(i, text, self._format(text_wrap=True, num_format="@", **look))
                self._widen(i, max((len(line) for line in text.splitlines()), default=0))
            else:
                places = max(0, -int(number.as_tuple().exponent))
                pattern = "0." + "0" * places if places else "0"
                self._sheet.write_number(
                    self._row, i, number, self._format(num_format=pattern, **look)
                )
                self._widen(i, len(str(number)))
        self._row += 1

    def _key_figures(self, blok: DeretAngka) -> None:
        if blok.judul:
            self._line(blok.judul, bold=True)
        kolom = (Kolom(""), Kolom("", rata="kanan", angka=True), Kolom(""))
        for angka in blok.angka:
            self._cells(kolom, (angka.label, angka.nilai, angka.ket))

    def _signatures(self, blok: TandaTangan) -> None:
        self._line(blok.tempat_tanggal)
        for orang in blok.penanda:
            self._line(orang.jabatan)
            self._row += 3
            self._line(orang.nama or "." * 30)
            if orang.nomor:
                self._line(orang.nomor)

    def _bars(self, blok: GrafikBatang) -> None:
        if blok.judul:
            self._line(blok.judul, bold=True)
        kolom = (Kolom(""), *(Kolom(nama, rata="kanan") for nama in blok.seri))
        self._heads(kolom)
        for nama, nilai in blok.kelompok:
            angka = tuple(None if v is None else Decimal(repr(v)) for v in nilai)
            self._cells(kolom, (nama, *angka))

    def _tiles(self, blok: PetaUbin) -> None:
        """The twin of the map in rows: place, count and share."""
        if blok.judul:
            self._line(blok.judul, bold=True)
        kolom = (Kolom("Tempat"), Kolom(""), Kolom("Jumlah", angka=True), Kolom("Bagian"))
        self._heads(kolom)
        for tile in blok.ubin:
            self._cells(kolom, (tile.judul, tile.rinci, tile.nilai, tile.bagian))

    def _weights(self, blok: GrafikKms) -> None:
        if blok.judul:
            self._line(blok.judul, bold=True)
        kolom = (Kolom("Bulan"), Kolom("Berat (kg)", rata="kanan"), Kolom("Tanda"))
        self._heads(kolom)
        for titik in blok.data.titik:
            tanda = " ".join(t for t in (titik.tanda, titik.kata) if t)
            self._cells(kolom, (titik.bulan, Decimal(repr(titik.berat)), tanda))

    def _lines(self, judul: str, lines: Sequence[str], **look: object) -> None:
        if judul:
            self._line(judul, bold=True)
        for text in lines:
            self._line(text, **look)

    def _line(self, text: str, **look: object) -> None:
        self._text(0, text, self._format(**look))
        self._row += 1

    def _text(self, column: int, text: str, look: object) -> None:
        """Always a string cell; `write()` would guess a formula, a link or a number."""
        self._sheet.write_string(self._row, column, clean_text(text), look)

    def _format(self, **look: object) -> object:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(look))
        return self._formats[key]

    def _widen(self, column: int, characters: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), characters)

    def _set_widths(self) -> None:
        for column, characters in self._widths.items():
            width = min(max(characters * 1.1 + 2, _WIDTH_MIN), _WIDTH_MAX)
            self._sheet.set_column(column, column, width)


def _as_number(spec: Kolom, value: Sel) -> Decimal | None:
    """A cell as a number, or None where it must stay text."""
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if value is None or not spec.angka:
        return None
    try:
        return parse_desimal(value)
    except ValueError:
        return None
