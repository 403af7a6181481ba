"""What a file really is, by its first bytes and never by its ending.

Export buttons of web applications write HTML or CSV and call it .xls; people rename files; photos
and PDF end up in the wrong dialog. Each case gets its own sentence.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Literal

from sipd_desktop.base.errors import UserError

Jenis = Literal["xlsx", "ods", "xls", "html", "csv"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "foto"),
    (b"GIF8", "gambar"),
    (b"II*\x00", "gambar"),
    (b"MM\x00*", "gambar"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip GZ"),
    (b"PK\x05\x06", "arsip ZIP"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "basis data"),
    (b"{\\rtf", "dokumen RTF"),
    (b"MIME-Version:", "halaman web (MHTML)"),
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""All that a damaged package raises, at its directory or while a member is unpacked."""
_ZIP_KINDS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "Excel biner (.xlsb)"),
    ("word/", "dokumen Word"),
    ("ppt/", "PowerPoint"),
    ("index/", "Apple Numbers"),
)


_CUKUP = 40


def sniff(data: bytes) -> Jenis:
    """The kind of table in these bytes.

    Raises UserError `impor-berkas-kosong`, `impor-bukan-tabel` (jenis), `impor-berkas-bersandi`,
    `impor-berkas-rusak`.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UserError("impor-berkas-kosong")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UserError("impor-bukan-tabel", jenis=name)
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> Jenis:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            infos = pack.infolist()
            names = {i.filename.replace("\\", "/").lower() for i in infos}
            if any(i.flag_bits & 1 for i in infos):
                raise UserError("impor-berkas-bersandi")
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "mimetype" in names and "content.xml" in names:
                return _sniff_ods(pack)
    except _BROKEN as error:
        raise UserError("impor-berkas-rusak") from error
    for part, name in _ZIP_KINDS:
        if any(n.startswith(part) for n in names):
            raise UserError("impor-bukan-tabel", jenis=name)
    raise UserError("impor-bukan-tabel", jenis="arsip ZIP")


def _sniff_ods(pack: zipfile.ZipFile) -> Jenis:
    with pack.open("mimetype") as file:
        kind = file.read(200)
    if b"opendocument.spreadsheet" not in kind:
        raise UserError("impor-bukan-tabel", jenis="dokumen OpenDocument")
    if "META-INF/manifest.xml" in pack.namelist():
        with pack.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(1 << 20):
                raise UserError("impor-berkas-bersandi")
    return "ods"


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _sniff_ole(data: bytes) -> Jenis:
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        raise UserError("impor-berkas-bersandi")
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return "xls"
    for stream, name in (("WordDocument", "dokumen Word"), ("PowerPoint", "PowerPoint")):
        if _utf16(stream) in data:
            raise UserError("impor-bukan-tabel", jenis=name)
    raise UserError("impor-berkas-rusak")


def _sniff_text(data: bytes) -> Jenis:
    text = decode_text(data)
    head = text[:4096].lstrip().lower()
    if not head.startswith("<"):
        return "csv"
    if "<table" in text.lower():
        return "html"
    raise UserError("impor-bukan-tabel", jenis="halaman web")


def decode_text(data: bytes) -> str:
    """Text of unknown encoding: BOM, UTF-16 by its zeros, else UTF-8, else Windows-1252.

    Raises UserError `impor-bukan-tabel` for bytes that are no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif len(data) > _CUKUP and not any(data[1 : 2 * _CUKUP : 2]):
        text = data.decode("utf-16-le", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    sample = text[:200_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x1a") or c == "\ufffd")
    if odd > max(2, len(sample) // 200) or "\x00" in sample:
        raise UserError("impor-bukan-tabel", jenis="berkas lain")
    return text
