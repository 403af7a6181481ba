"""A generator of hostile sheets: one number, one file; the same number always gives the same file.

Ten thousand of them: `SIPD_GALAK=10000 pytest -n2 tests/impor/test_impor_galak.py` (docs/impor.md).
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from lembar_buatan import KEPALA, nik, orang
from openpyxl.utils.exceptions import IllegalCharacterError

_BIDI = "\u202eATIS\u202c"
SEL: tuple[Any, ...] = (
    "=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+62811", "-5", "@SUM(A1)",
    "\t=1", "\r=1", "'=1", "x" * 40_000, "\u0000", "A\u0007B", "\ud7ff", "\ufffe", _BIDI,
    "\u200b", "\u00a0", "\U0001f476", "e\u0301" * 300, "<script>alert(1)</script>", "&amp;&lt;",
    "%s%n%d", "{0}", "../../x", "NULL", "None", "nan", "inf", "-0", "1e400", "0x1F", "٣٣٩٩",
    "１２３",
    "3.39907E+15", 3.39907e15, 3399075205800010.0, 3399071205800011.0, 1e308, -1e308, 5e-324,
    -1.0, 0.1, 2**53, 80_001, 99_999_999, True, False, date(1900, 1, 1), date(9999, 12, 31),
    datetime(2026, 2, 28, 23, 59),  # noqa: DTZ001 - a cell has no zone
    "31-02-2020", "29/02/2023", "00/00/0000", "12 Mei 1980",
    "5/13/1990", "1-2-3", "99-99-99", "0000-00-00", "2026-09-16", "01-01-3000", "12.05.80",
    "L", "P", "l/p", "laki2", "K", "BK", "0", "-", "", None, "#REF!", "#N/A", "###", "JUMLAH",
    "TOTAL", "(1)", "-1", "Kepala Keluarga", "KK", "Anak ke-3", "001/002",
    date(2026, 2, 1), "RT 1", "sda", '"', "idem", '="3399071205800011"', "Tegal, 12-05-1980",
    "BUDI / 3399071205800011", "3", 9,
    "Budi", "By. Ny. SITI", "O'NEIL", "Rr. Dyah, S.Pd", "X" * 300,
    "12345678901234567", "O399071205800001",
)  # fmt: skip
JUDUL: tuple[Any, ...] = (
    "", None, "NO", "NIK", "N I K", "No. KK", "NAMA", "Nama Lengkap", "Tgl Lahir", "TTL", "L/P",
    "Jenis Kelamin", "L", "P", "RT", "RW", "RT/RW", "Dusun", "Alamat", "Status", "SHDK", "=A1",
    "P103", "P106", "P104", "P401", "Tanggal Vaksin 1", "NIK", "nama", "Umur", "x" * 5_000,
    _BIDI,
    "Pertanyaan", "Jawaban", "Peserta", "Program", 1, 2.5, date(2026, 1, 1), "\n\n",
    "NAMA\nLENGKAP", "NAMA / NIK", "Tangal Lahir", "NIIK", "Lk", "Pr",
)  # fmt: skip

Baris = list[list[Any]]


def _header(rng: random.Random) -> list[Any]:
    """A header that is good, damaged, doubled side by side or with a number in pieces."""
    head: list[Any] = list(KEPALA)
    for _ in range(rng.choice((0, 0, 1, 3, 8))):
        head[rng.randrange(len(head))] = rng.choice(JUDUL)
    if rng.random() < 0.2:
        rng.shuffle(head)
    if rng.random() < 0.05:
        head += ["", *head]
    if rng.random() < 0.1:
        place = head.index("N I K") + 1 if "N I K" in head else 0
        head[place:place] = [""] * 15  # one digit per cell
    return head


def _person(rng: random.Random, number: int, width: int) -> list[Any]:
    row = orang(nik=nik(1 + number % 28, 5, 1980, urut=number + 1), nama=f"ORANG {number}")
    if width > 2 * len(KEPALA):
        row += ["", *row]
    elif width > len(KEPALA):
        row[2:3] = list(row[2])
    if rng.random() < 0.3:
        row[1] = ""
    for _ in range(rng.choice((0, 0, 1, 2, 6))):
        row[rng.randrange(len(row))] = rng.choice(SEL)
    if rng.random() < 0.1:
        row = row[: rng.randrange(len(row))] + [rng.choice(SEL)] * rng.choice((0, 3, 40))
    return row


def _table(rng: random.Random) -> Baris:
    """Rows under a header that may come twice or not at all."""
    head = _header(rng)
    rows: Baris = [[rng.choice(SEL)] for _ in range(rng.choice((0, 0, 1, 4, 30)))]
    rows.extend([list(head)] * rng.choice((0, 1, 1, 1, 1, 2)))
    for number in range(rng.choice((0, 1, 3, 10, 40))):
        rows.append(_person(rng, number, len(head)))
        if rng.random() < 0.05:
            rows.append(
                rng.choice(([], list(head), ["JUMLAH", number], [f"({i})" for i in range(9)]))
            )
    if rng.random() < 0.2:
        rows += [[], ["Mengetahui,"], ["Kepala Desa"], ["###"], ["Keterangan: " + "y" * 500]]
    return rows


def _xlsx(rng: random.Random, rows: Baris) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = rng.choice(("Data", "REKAP", "Sheet1", "Individu", "Vaksin"))
    for r, row in enumerate(rows, 1):
        for c, cell in enumerate(row, 1):
            try:
                sheet.cell(r, c, cell)
            except (ValueError, IllegalCharacterError):  # what a spreadsheet itself refuses
                sheet.cell(r, c, repr(cell))
    for _ in range(rng.choice((0, 0, 2, 8))):
        r, c = rng.randint(1, 12), rng.randint(1, 9)
        sheet.merge_cells(
            start_row=r,
            start_column=c,
            end_row=r + rng.randint(0, 3),
            end_column=c + rng.randint(0, 3),
        )
    if rng.random() < 0.2:
        book.create_sheet("Kosong", 0)
        book.create_sheet("Sembunyi").sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(rng: random.Random, rows: Baris) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data", cell_overwrite_ok=True)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row[:250]):
            value = cell[:32_000] if isinstance(cell, str) else cell
            sheet.write(r, c, xlwt.Formula("1+1") if rng.random() < 0.02 else value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(rng: random.Random, rows: Baris) -> bytes:
    cells = []
    for row in rows:
        made = "".join(
            f'<table:table-cell office:value-type="string" table:number-columns-repeated='
            f'"{rng.choice((1, 1, 1, 2, 9))}"><text:p>{_xml(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        repeat = rng.choice((1,) * 20 + (5, 1_048_576))
        cells.append(
            f'<table:table-row table:number-rows-repeated="{repeat}">{made}</table:table-row>'
        )
    doctype = _LAUGHS if rng.random() < 0.1 else ""
    body = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {_NS}><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{"".join(cells)}'
        f"{'&lol9;' if doctype else ''}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return _pack(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": _MANIFEST,
            "content.xml": body.encode("utf-8", "replace"),
        }
    )


_MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest '
    b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)  # without it no reader takes the package
_NS = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for n in ("office", "table", "text")
)
_LAUGHS = "<!DOCTYPE x [<!ENTITY lol0 'ha'>" + "".join(
    f"<!ENTITY lol{n} '{f'&lol{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip


def _xml(cell: Any) -> str:
    return escape("".join(c for c in str(cell) if c >= " " and c not in "\ufffe\uffff"))


def _csv(rng: random.Random, rows: Baris) -> bytes:
    sign = rng.choice(";,\t|")
    quote = rng.choice(('"', "", "'"))
    lines = [sign.join(f"{quote}{'' if c is None else c}{quote}" for c in row) for row in rows]
    text = rng.choice(("\r\n", "\n", "\r")).join(lines)
    if rng.random() < 0.1:
        text = f"sep={sign}\n{text}"
    if rng.random() < 0.1:
        text = text.replace('"', "", 1) + '"' * rng.randint(0, 3)  # an open quote eats the rest
    coding = rng.choice(
        (
            "utf-8",
            "utf-8-sig",
            "cp1252",
            "latin-1",
            "utf-16",
            "utf-16-le",
            "utf-32",
            "utf-7",
            "cp437",
        )
    )
    return text.encode(coding, "replace")


def _html(rng: random.Random, rows: Baris) -> bytes:
    def cell(value: Any) -> str:
        span = rng.choice(("",) * 8 + (' colspan="2"', ' rowspan="999999999"', ' colspan="-1"'))
        odd = rng.choice(
            ("",) * 20 + ("&#xD800;", "&#0;", "&#99999999;", "<table><tr><td>", "<!--")
        )
        return f"<td{span}>{'' if value is None else value}{odd}" + rng.choice(("</td>", ""))

    made = "".join("<tr>" + "".join(map(cell, row)) + rng.choice(("</tr>", "")) for row in rows)
    deep = "<table>" * rng.choice((1, 1, 1, 2, 3000))
    return f"<html><body>{deep}{made}</table>".encode("utf-8", "replace")


def _xml2003(rng: random.Random, rows: Baris) -> bytes:
    def cell(value: Any) -> str:
        odd = rng.choice(("",) * 9 + (' ss:Index="999999999"', ' ss:MergeAcross="99"'))
        kind = rng.choice(("String", "String", "Number", "DateTime", "Error"))
        return f'<Cell{odd}><Data ss:Type="{kind}">{_xml(value)}</Data></Cell>'

    def row(cells: list[Any]) -> str:
        jump = rng.choice(("",) * 9 + (' ss:Index="70000"',))
        return f"<Row{jump}>{''.join(map(cell, cells))}</Row>"

    made = "".join(map(row, rows))
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        f"<Worksheet><Table>{made}</Table></Worksheet></Workbook>"
    ).encode("utf-8", "replace")


def _pack(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return out.getvalue()


def _repack(rng: random.Random, data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        members = {i.filename: change(i.filename, pack.read(i)) for i in pack.infolist()}
    if rng.random() < 0.2:
        members["xl/tambahan.xml"] = b"<a>" + b" " * 30_000_000
    return _pack(members)


def _far(rng: random.Random, data: bytes) -> bytes:
    """Cells in impossible places, wild references, shared strings that are not there."""
    place = rng.choice(("XFD1048576", "ZZZZ1", "A99999999999", "A0", "1A", "", "A1:B2"))
    broken = rng.choice(
        (
            f'<c r="{place}" t="s"><v>0</v></c>',
            '<c r="A1" t="s"><v>999999</v></c>',
            '<c r="A1" t="d"><v>bukan</v></c>',
            '<c r="A1"><f>1/0</f><v>1E999</v></c>',
            '<c t="inlineStr"><is><t>x</t></is></c>',
            '<c r="A1" t="b"><v>7</v></c>',
        )
    ).encode()

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return content
        return content.replace(b"</row>", broken + b"</row>", rng.choice((1, 3)))

    return _repack(rng, data, change)


def _truncate(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _flip(rng: random.Random, data: bytes) -> bytes:
    raw = bytearray(data)
    for _ in range(rng.choice((1, 5, 50, 500)) if raw else 0):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def _inside(rng: random.Random, data: bytes) -> bytes:
    """Damage inside the packed XML, with right check sums."""
    try:
        return _repack(
            rng, data, lambda n, c: _flip(rng, c) if "sheet" in n or "content" in n else c
        )
    except zipfile.BadZipFile:
        return _flip(rng, data)


def _glue(rng: random.Random, data: bytes) -> bytes:
    return rng.choice((b"\xef\xbb\xbf", b"\n\n", b"MZ", b"%PDF", b"<html>", b"PK")) + data


def _locked(rng: random.Random, data: bytes) -> bytes:
    """What a password makes of a workbook: an OLE package around the sealed content."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + rng.randbytes(2_000) + data[:200]


_MAKERS: tuple[tuple[str, Callable[[random.Random, Baris], bytes]], ...] = (
    (".xlsx", _xlsx),
    (".xlsx", _xlsx),
    (".xls", _xls),
    (".ods", _ods),
    (".csv", _csv),
    (".csv", _csv),
    (".xls", _html),
    (".xls", _csv),
    (".xls", _xml2003),
)
_DAMAGE = (None, None, None, None, _truncate, _flip, _inside, _far, _glue, _locked)


def write_galak(number: int, folder: Path) -> Path:
    """Write hostile file `number` into `folder`."""
    rng = random.Random(number)
    ending, make = rng.choice(_MAKERS)
    data = make(rng, _table(rng))
    damage = rng.choice(_DAMAGE)
    if damage in (_far, _inside) and not data.startswith(b"PK"):
        damage = _flip
    if damage is not None:
        data = damage(rng, data)
    path = folder / f"galak-{number}{rng.choice((ending, ending, '.xlsx', '.csv', ''))}"
    path.write_bytes(data)
    return path
