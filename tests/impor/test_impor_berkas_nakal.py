"""Wrong, damaged and hostile files end in a sentence, never in a crash or an endless wait."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lembar_buatan import ACUAN, KEPALA, orang, write_csv, write_xls, write_xlsx

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan.impor import PESAN
from sipd_desktop.services.impor.baca import read_isi_berkas

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_isi_berkas(path, ACUAN)
    assert caught.value.code in PESAN
    assert caught.value.params["berkas"] == path.name
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "impor-berkas-kosong"),
        (b"\r\n \n", "impor-berkas-kosong"),
        (b"%PDF-1.7 ...", "impor-bukan-tabel"),
        (b"\x89PNG\r\n\x1a\n", "impor-bukan-tabel"),
        (b"\xff\xd8\xff\xe0JFIF", "impor-bukan-tabel"),
        (b"<!DOCTYPE html><html><body>Masuk dulu</body></html>", "impor-bukan-tabel"),
        (b'{"detail": "not found"}', "impor-kolom-wajib"),
        (b"Surat biasa saja.\nTanpa tabel.\n", "impor-kolom-wajib"),
        (b"PK\x03\x04 terpotong", "impor-berkas-rusak"),
        (OLE + b"\x00" * 600, "impor-berkas-rusak"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "impor-berkas-bersandi"),
        (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "impor-bukan-tabel"),
        (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "impor-berkas-rusak"),
        (bytes(range(256)) * 8, "impor-bukan-tabel"),
    ],
)
@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".csv"])
def test_the_bytes_decide_not_the_ending(
    tmp_path: Path, data: bytes, code: str, ending: str
) -> None:
    path = tmp_path / f"data{ending}"
    path.write_bytes(data)
    assert refused(path) == code


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "tiada.xlsx") == "impor-berkas-tidak-ada"
    (tmp_path / "map.xlsx").mkdir()
    assert refused(tmp_path / "map.xlsx") == "impor-berkas-tidak-ada"


def test_html_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    cells = "".join(f"<th>{h}</th>" for h in KEPALA)
    row = "".join(f"<td style='mso-number-format:\\@'>{c}</td>" for c in orang())
    html = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><head><style>td{}</style></head>"
        f"<body><table><tr><td colspan=12>DATA&nbsp;WARGA</td></tr><tr>{cells}</tr><tr>{row}</tr>"
        "</table></body></html>"
    )
    path = tmp_path / "ekspor.xls"
    path.write_text(html, "utf-8")
    bacaan = read_isi_berkas(path, ACUAN)
    assert bacaan.header_rows == [2]
    assert [(b.row, b.outcome) for b in bacaan.baris] == [(3, "accept")]


def test_csv_that_calls_itself_xls_is_read(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "ekspor.xls", [KEPALA, orang()], "\t")
    assert [b.outcome for b in read_isi_berkas(path, ACUAN).baris] == ["accept"]


def test_xls_that_calls_itself_csv_is_read(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "data.xls", [KEPALA, orang()]).rename(tmp_path / "data.csv")
    assert [b.outcome for b in read_isi_berkas(path, ACUAN).baris] == ["accept"]


def test_workbook_with_only_empty_sheets_is_empty(tmp_path: Path) -> None:
    assert refused(write_xlsx(tmp_path / "d.xlsx", [])) == "impor-berkas-kosong"


def test_every_truncation_of_a_workbook_is_refused(tmp_path: Path) -> None:
    for path in (
        write_xlsx(tmp_path / "d.xlsx", [KEPALA, orang()]),
        write_xls(tmp_path / "d.xls", [KEPALA, orang()]),
    ):
        whole = path.read_bytes()
        cut = path.with_stem("potong")
        for part in (0.1, 0.4, 0.7, 0.9):
            cut.write_bytes(whole[: int(len(whole) * part)])
            assert refused(cut) in ("impor-berkas-rusak", "impor-berkas-kosong")


def test_damaged_checksum_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", [KEPALA, *[orang()] * 50])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as pack:
        info = pack.getinfo("xl/worksheets/sheet1.xml")
    for offset in range(info.header_offset + 80, info.header_offset + 120):
        data[offset] ^= 0x55
    path.write_bytes(bytes(data))
    assert refused(path) == "impor-berkas-rusak"


def _pack(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in members.items():
            pack.writestr(name, data)
    return path


def test_word_document_is_named(tmp_path: Path) -> None:
    path = _pack(tmp_path / "surat.xlsx", {"word/document.xml": b"<w/>"})
    with pytest.raises(UserError) as caught:
        read_isi_berkas(path, ACUAN)
    assert caught.value.params["jenis"] == "dokumen Word"


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    source = write_xlsx(tmp_path / "d.xlsx", [KEPALA, orang()])
    with zipfile.ZipFile(source) as pack:
        members = {n: pack.read(n) for n in pack.namelist()}
    members["xl/sharedStrings.xml"] = b"<sst>" + b" " * (450 * 2**20) + b"</sst>"
    path = _pack(tmp_path / "bom.xlsx", members)
    assert path.stat().st_size < 2**20
    assert refused(path) == "impor-berkas-terlalu-besar"


def test_one_cell_in_the_last_corner_is_refused_not_allocated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = "y"
    book.save(tmp_path / "sudut.xlsx")
    assert refused(tmp_path / "sudut.xlsx") == "impor-berkas-terlalu-besar"


def test_formatting_down_to_the_last_corner_does_no_harm(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_xlsx(tmp_path / "d.xlsx", [KEPALA, orang()]))
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "d.xlsx")
    assert [b.outcome for b in read_isi_berkas(tmp_path / "d.xlsx", ACUAN).baris] == ["accept"]


_ODS = (
    '<?xml version="1.0"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Warga">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    b'<?xml version="1.0"?><manifest:manifest '
    b'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def _ods(path: Path, rows: str, manifest: bytes = _MANIFEST) -> Path:
    return _pack(
        path,
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": _ODS.format(rows=rows).encode(),
        },
    )


_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def _ods_row(cells: list[object], extra: str = "") -> str:
    inner = "".join(_CELL.format(str(c).replace("&", "&amp;")) for c in cells)
    return f"<table:table-row{extra}>{inner}</table:table-row>"


def test_ods_is_read(tmp_path: Path) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = _ods(tmp_path / "d.ods", _ods_row(KEPALA) + _ods_row(orang()) + blank)
    assert [(b.row, b.outcome) for b in read_isi_berkas(path, ACUAN).baris] == [(2, "accept")]


def test_ods_that_repeats_a_row_a_million_times_is_refused(tmp_path: Path) -> None:
    bomb = _ods_row(orang(), ' table:number-rows-repeated="1000000"')
    assert refused(_ods(tmp_path / "d.ods", bomb)) == "impor-berkas-terlalu-besar"


def test_encrypted_ods_says_so(tmp_path: Path) -> None:
    locked = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert refused(_ods(tmp_path / "d.ods", "", locked)) == "impor-berkas-bersandi"


def test_formulas_are_read_as_their_stored_value_and_never_run(tmp_path: Path) -> None:
    row = orang(nama='=HYPERLINK("http://contoh.invalid","x")', kerja="=1+1")
    bacaan = read_isi_berkas(write_xlsx(tmp_path / "d.xlsx", [KEPALA, row]), ACUAN)
    (baris,) = bacaan.baris
    assert baris.normal["nama"] is None
    assert "NAMA_KOSONG" in baris.codes


def test_strange_values_in_every_column_never_crash(tmp_path: Path) -> None:
    odd: list[object] = ["", " ", "-", "²³", "\u0660\u0661", "x" * 40_000, -5, 1e300, 0.5, True]
    odd += [
        "31/12/9999",
        "00/00/0000",
        "=1",
        "'",
        '"',
        "\u202e",
        "A\nB",
        "1" * 400,
        "9" * 16,
        "#N/A",
    ]
    rows = [[value] * len(KEPALA) for value in odd]
    rows += [[odd[(r * 7 + c * 3) % len(odd)] for c in range(len(KEPALA))] for r in range(len(odd))]
    book = openpyxl.Workbook()
    for row in [KEPALA, *rows]:
        book.active.append([str(v) if v == "=1" else v for v in row])
    book.save(tmp_path / "d.xlsx")
    bacaan = read_isi_berkas(tmp_path / "d.xlsx", ACUAN)
    assert len(bacaan.baris) == len(rows)
    assert not [b for b in bacaan.baris if b.outcome == "accept"]


_FUZZ = """
import random, sys
from datetime import date
from pathlib import Path
from sipd_desktop.base.errors import UserError
from sipd_desktop.services.impor.baca import read_isi_berkas
source, target, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
dice, whole = random.Random(seed), source.read_bytes()
for _ in range(60):
    data = bytearray(whole)
    for _ in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    target.write_bytes(bytes(data[: dice.randint(len(data) // 2, len(data))]))
    try:
        read_isi_berkas(target, date(2026, 9, 15))
    except UserError:
        pass
print("selesai")
"""


@pytest.mark.parametrize("kind", ["xls", "xlsx"])
def test_random_damage_never_ends_the_program(tmp_path: Path, kind: str) -> None:
    write = write_xls if kind == "xls" else write_xlsx
    source = write(tmp_path / f"d.{kind}", [KEPALA, *[orang()] * 20])
    target = tmp_path / f"rusak.{kind}"
    done = subprocess.run(
        [sys.executable, "-c", _FUZZ, str(source), str(target), "7"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "selesai", done.stderr[-2000:]


def test_random_bytes_are_refused(tmp_path: Path) -> None:
    dice = random.Random(3)
    for size in (1, 10, 300, 5000, 100_000):
        path = tmp_path / "acak.xlsx"
        path.write_bytes(dice.randbytes(size))
        assert refused(path) in ("impor-bukan-tabel", "impor-kolom-wajib", "impor-berkas-rusak")


def test_password_protected_workbook_says_so(tmp_path: Path) -> None:
    stream = io.BytesIO(OLE + b"\x00" * 504 + "EncryptionInfo".encode("utf-16-le") + b"\x00" * 900)
    path = tmp_path / "rahasia.xlsx"
    path.write_bytes(stream.getvalue())
    assert refused(path) == "impor-berkas-bersandi"
