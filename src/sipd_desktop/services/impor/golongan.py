"""Tell persons from everything else below a header: blanks, totals, repeated headers, footers.

A row is a person when its mapped cells say so; keywords only decide about rows that carry no NIK,
no KK and no birth date. After `###`, and after the last person, what remains is a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import padat
from sipd_desktop.rules.nik import clean_nomor
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.sel import bersih

_JUMLAH = re.compile(
    r"(?:sub\s*-?\s*(?:total|jumlah)|grand\s*total|total|jumlah|jml|rekap\w*)\b", re.I
)
_KAKI = re.compile(
    r"(?:\*|#{2,}|catatan|keterangan|ket\s*[.:]|nb\b|n\.b|note|sumber|mengetahui|menyetujui|"
    r"mengesahkan|disahkan|kepala\s+(?:desa|dusun|kampung|lingkungan)|kades\b|lurah\b|camat\b|"
    r"sekretaris\s+(?:desa|kelurahan|camat)|sekdes\b|kadus\b|kasi\b|kaur\b|an\.|a\.n\.|"
    r"ketua\s+(?:rt|rw|posyandu|tp|tim)|kader\b|petugas\b|pendata\b|operator\b|dibuat\b|"
    r"dicetak\b|tanggal\s+cetak|tgl\.?\s+cetak|halaman\b|hal\.|nip\b|niap\b|nipd\b|ttd\b|demikian\b)",
    re.I,
)
_NOMOR = re.compile(r"\(?-?(\d{1,2})\)?\.?\Z")
_NOMOR_URUT = re.compile(r"\d{1,6}\.?\Z")
_INTI = (
    "nik",
    "no_kk",
    "nama",
    "tanggal_lahir",
    "ttl",
    "jenis_kelamin",
    "jk_l",
    "jk_p",
    "tempat_lahir",
    "shdk",
    "agama",
    "status_kawin",
    "pekerjaan",
    "pendidikan",
    "alamat",
    "dusun",
    "rt",
    "rw",
    "rtrw",
    "rwrt",
    "nama_ayah",
    "nama_ibu",
)
_MAKS_KAKI = 3  # a footer line fills few of the mapped columns


@dataclass(slots=True)
class _Lihat:
    """What one row shows."""

    texts: list[str]
    filled: int
    nama: str
    is_kuat: bool
    is_orang: bool
    has_kata: bool
    is_jumlah: bool


class Penggolong:
    """Sorts the rows below a header into persons (None) and reason codes of ignored rows."""

    def __init__(
        self,
        kolom: dict[str, int],
        nomor: int | None,
        judul_rows: Sequence[Sequence[Isi]],
        title_rows: Sequence[Sequence[Isi]],
    ) -> None:
        self._kolom = kolom
        self._nomor = nomor
        self._inti = [(k, kolom[k]) for k in _INTI if k in kolom]
        self._judul = [[padat(bersih(c)) for c in row] for row in judul_rows]
        self._awal = {t for row in self._judul for t in row if t}
        self._titles = {
            key for row in title_rows if (key := tuple(t for c in row if (t := padat(bersih(c)))))
        }
        self._awal |= {key[0] for key in self._titles}

    def golongkan(
        self, rows: Sequence[Sequence[Isi]], texts_of: Sequence[list[str]]
    ) -> list[str | None]:
        """A code for each row that is no person, None for each that is.

        `texts_of` are the cells of `rows` as trimmed text.
        """
        codes: list[str | None] = []
        seen: list[_Lihat | None] = []
        ended = False
        for row, texts in zip(rows, texts_of, strict=True):
            first = next((t for t in texts if t), "")
            ended = ended or first.startswith("###")
            code: str | None = "CATATAN_KAKI" if first else "BARIS_KOSONG"
            look: _Lihat | None = None
            if first and not ended:
                code = self._mesin(texts)
                look = None if code else self._lihat(row, texts)
            codes.append(code)
            seen.append(look)
        last = max((i for i, v in enumerate(seen) if v and v.is_orang), default=-1)
        for index, look in enumerate(seen):
            if look is not None:
                codes[index] = self._putuskan(look, index > last)
        return codes

    def _mesin(self, texts: list[str]) -> str | None:
        """Rows made by the layout: column numbers, repeated header, repeated page title."""
        filled_texts = [t for t in texts if t]
        if _is_nomor_kolom(filled_texts):
            return "NOMOR_KOLOM"
        if not any(padat(t) in self._awal for t in filled_texts[:5]):
            return None  # a repeated heading shows in its first cells
        folded = [padat(t) for t in texts]
        filled = sum(1 for f in folded if f)
        for head in self._judul:
            same = sum(1 for a, b in zip(folded, head, strict=False) if a and a == b)
            if same >= 2 and same >= 0.6 * filled:
                return "HEADER_BERULANG"
        return "HEADER_BERULANG" if tuple(f for f in folded if f) in self._titles else None

    def _lihat(self, row: Sequence[Isi], texts: list[str]) -> _Lihat:
        mine = {k: texts[c] for k, c in self._inti if c < len(texts) and texts[c] not in ("", "-")}
        nama = mine.get("nama", "")
        number = any(_looks_number(mine.get(k, "")) for k in ("nik", "no_kk"))
        has_date = self._has_date(row, mine)
        mapped = set(self._kolom.values())
        loose = [t for c, t in enumerate(texts) if t and c not in mapped]
        heads = [t for t in (nama, mine.get("nik", ""), mine.get("no_kk", ""), *loose[:3]) if t]
        heads += [mine[k] for k in ("ttl", "tempat_lahir", "alamat") if k in mine]
        is_kaki = len(mine) <= _MAKS_KAKI and not number and any(_KAKI.match(t) for t in heads)
        jumlah = not number and not has_date and any(_JUMLAH.match(t) for t in heads)
        named = bool(nama) and (has_date or len(mine) >= 3 or self._is_numbered(texts))
        orang = number or named or len(mine) >= 4
        kata = is_kaki or jumlah
        kuat = number or (bool(nama) and has_date)
        return _Lihat(texts, len(mine), nama, kuat, orang and not kata, is_kaki, jumlah)

    def _is_numbered(self, texts: list[str]) -> bool:
        """Whether the row carries a running number, which a footer never does."""
        return (
            self._nomor is not None
            and self._nomor < len(texts)
            and _NOMOR_URUT.match(texts[self._nomor]) is not None
        )

    def _has_date(self, row: Sequence[Isi], mine: dict[str, str]) -> bool:
        column = self._kolom.get("tanggal_lahir", self._kolom.get("ttl", -1))
        cell = row[column] if 0 <= column < len(row) else ""
        if isinstance(cell, date | datetime):
            return True
        text = mine.get("tanggal_lahir", "") or mine.get("ttl", "").rpartition(",")[2]
        reading = read_tanggal_teks(text, date(2100, 1, 1)) if isinstance(cell, str) else None
        return reading is not None and reading.keadaan == "baik"

    def _putuskan(self, look: _Lihat, is_after: bool) -> str | None:
        if look.is_jumlah:
            return "BARIS_JUMLAH"
        if look.has_kata:
            return "CATATAN_KAKI"
        if look.is_orang:
            return None
        if look.filled == 0:
            loose = [t for t in look.texts if t]
            return "BARIS_KOSONG" if all(_is_polos(t) for t in loose) else "CATATAN_KAKI"
        if is_after or not look.nama:
            return "CATATAN_KAKI"
        return None


def _is_nomor_kolom(filled: list[str]) -> bool:
    """`(1) (2) (3)` or `1 2 3` or `-1 -2 -3`: at least three, rising by one."""
    if len(filled) < 3:
        return False
    numbers = []
    for text in filled:
        found = _NOMOR.match(text)
        if not found:
            return False
        numbers.append(int(found[1]))
    steps = sum(1 for a, b in pairwise(numbers) if b - a == 1)
    return steps >= 0.7 * (len(numbers) - 1)


def _looks_number(text: str) -> bool:
    """Something meant as NIK or KK: at least eight digits, and little else."""
    clean = clean_nomor(text)
    digits = sum(c.isdigit() for c in clean)
    return digits >= 8 and digits >= 0.7 * len(clean) and not _KAKI.match(text)


def _is_polos(text: str) -> bool:
    """A running number, a dash or a left-over of a formula: not words."""
    return not any(c.isalpha() for c in text)
