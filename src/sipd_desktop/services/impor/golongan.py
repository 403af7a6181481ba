"""Tell persons from everything else below a header: blanks, totals, repeated headers, footers.

A row is a person when its mapped cells say so; keywords only decide about rows that carry no NIK,
no KK and no birth date. After `###`, and after the last person, what remains is a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import daftar, padat
from sipd_desktop.rules.nik import clean_nomor
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.nomor_kolom import is_nomor_kolom
from sipd_desktop.services.impor.sel import bersih

_JUMLAH = re.compile(
    r"(?:sub\s*-?\s*(?:total|jumlah)|grand\s*total|total|jumlah|jml|rekap\w*)\b", re.I
)
_KAKI_KUAT = re.compile(
    r"(?:\*|#{2,}|catatan|keterangan|sumber|mengetahui|menyetujui|mengesahkan|disahkan|nip\b|niap\b|"
    r"nipd\b|kepala\s+(?:desa|dusun|kampung|lingkungan)|sekretaris\s+(?:desa|kelurahan|camat))",
    re.I,
)
# these may begin a name too (An. Ahmad, Kaderiah): they count only without number and date
_KAKI = re.compile(
    _KAKI_KUAT.pattern[:-1]
    + r"|ket\s*[.:]|nb\b|n\.b|note|kades\b|lurah\b|camat\b|sekdes\b|kadus\b|"
    r"kasi\b|kaur\b|an\.|a\.n\.|ketua\s+(?:rt|rw|posyandu|tp|tim)|kader\b|petugas\b|pendata\b|"
    r"operator\b|dibuat\b|dicetak\b|(?:tanggal|tgl\.?)\s+cetak|halaman\b|hal\.|ttd\b|demikian\b)",
    re.I,
)
_PEMISAH = re.compile(
    r"(?:rt|rw|dusun|dsn|dukuh|lingkungan|kampung|banjar|jorong|blok)\b[\s.:]*[\w/ .:-]{1,40}\Z",
    re.I,
)
_NOMOR_URUT = re.compile(r"\d{1,6}\.?\Z")
_INTI = (
    "nik",
    "no_kk",
    "nama",
    "nama_nik",
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
_KEPALA_TEKS = ("nama", "nama_nik", "nik", "no_kk", "ttl", "tempat_lahir", "alamat")
_MAKS_KAKI = 3  # a footer line fills few of the mapped columns


class _Sifat(Enum):
    """What a row looks like by itself."""

    PASTI = "orang pasti"
    MUNGKIN = "orang, bila masih di dalam daftar"
    JUMLAH = "jumlah"
    KAKI = "catatan"
    LAIN = "belum jelas"


@dataclass(slots=True)
class _Lihat:
    """What one row shows."""

    sifat: _Sifat
    has_nama: bool
    filled: int
    is_polos: bool
    """Only running numbers and left-overs, no words."""


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

    def classify(
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
        last = _akhir(seen)
        for index, look in enumerate(seen):
            if look is not None:
                codes[index] = _decide(look, is_after=index > last)
        return codes

    def _mesin(self, texts: list[str]) -> str | None:
        """Rows made by the layout: column numbers, repeated header, repeated page title."""
        filled_texts = [t for t in texts if t]
        if is_nomor_kolom(filled_texts):
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
        if "nama_nik" in mine:
            mine["nama"] = mine.pop("nama_nik")
        mapped = set(self._kolom.values())
        loose = [t for c, t in enumerate(texts) if t and c not in mapped]
        sifat = self._sifat(row, texts, mine, loose)
        return _Lihat(sifat, "nama" in mine, len(mine), all(map(_is_polos, loose)))

    def _sifat(
        self, row: Sequence[Isi], texts: list[str], mine: dict[str, str], loose: list[str]
    ) -> _Sifat:
        if any(_looks_number(mine.get(k, "")) for k in ("nik", "no_kk")):
            return _Sifat.PASTI
        has_date = self._has_date(row, mine)
        numbered = self._is_numbered(texts)
        heads = [mine[k] for k in _KEPALA_TEKS if k in mine] + loose[:3]
        if not has_date and any(_JUMLAH.match(t) for t in heads):
            return _Sifat.JUMLAH
        pattern = _KAKI_KUAT if has_date or numbered else _KAKI
        if len(mine) <= _MAKS_KAKI and any(pattern.match(t) for t in heads):
            return _Sifat.KAKI
        if mine.keys() <= {"nama"} and not numbered and any(_PEMISAH.match(t) for t in heads):
            return _Sifat.KAKI  # a line between the RT of a list
        if has_date and "nama" in mine:
            return _Sifat.PASTI
        known = _is_jk(mine) or has_date or "tanggal_lahir" in mine
        if ("nama" in mine and (numbered or known)) or (known and len(mine) >= 4):
            return _Sifat.MUNGKIN
        return _Sifat.LAIN

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


def golongan_polos(texts: Sequence[str], head: Sequence[str], kunci: int) -> str | None:
    """The same for a list by number: why a row is about nobody.

    `head` is the folded header, `kunci` the column of the number.
    """
    filled = [t for t in texts if t]
    if not filled:
        return "BARIS_KOSONG"
    if is_nomor_kolom(filled):
        return "NOMOR_KOLOM"
    same = sum(1 for t, h in zip(texts, head, strict=False) if t and padat(t) == h)
    if same >= 2 and same >= 0.6 * len(filled):
        return "HEADER_BERULANG"
    if kunci < len(texts) and _looks_number(texts[kunci]):
        return None
    if any(_JUMLAH.match(t) for t in filled[:2]):
        return "BARIS_JUMLAH"
    return "CATATAN_KAKI" if len(filled) <= _MAKS_KAKI and _has_kaki(filled) else None


def _has_kaki(filled: Sequence[str]) -> bool:
    return any(_KAKI.match(t) for t in filled)


def _akhir(seen: Sequence[_Lihat | None]) -> int:
    """The index of the last person: the last certain one, and possible ones right behind it."""
    certain = [i for i, v in enumerate(seen) if v and v.sifat is _Sifat.PASTI]
    if not certain:
        return max((i for i, v in enumerate(seen) if v and v.sifat is _Sifat.MUNGKIN), default=-1)
    last = certain[-1]
    for index in range(last + 1, len(seen)):
        look = seen[index]
        if look is not None:
            if look.sifat is not _Sifat.MUNGKIN:
                break
            last = index
    return last


def _decide(look: _Lihat, *, is_after: bool) -> str | None:
    if look.sifat is _Sifat.PASTI:
        return None
    if look.sifat is _Sifat.JUMLAH:
        return "BARIS_JUMLAH"
    if look.sifat is _Sifat.KAKI:
        return "CATATAN_KAKI"
    if look.filled == 0:
        return "BARIS_KOSONG" if look.is_polos else "CATATAN_KAKI"
    if is_after:
        return "CATATAN_KAKI"
    return None if look.has_nama or look.sifat is _Sifat.MUNGKIN else "CATATAN_KAKI"


def _is_jk(mine: dict[str, str]) -> bool:
    return (
        daftar("jenis_kelamin").find(mine.get("jenis_kelamin", "")).kode is not None
        or "jk_l" in mine
        or "jk_p" in mine
    )


def _looks_number(text: str) -> bool:
    """Something meant as NIK or KK: at least eight digits, and little else."""
    clean = clean_nomor(text)
    digits = sum(c.isdigit() for c in clean)
    return digits >= 8 and digits >= 0.7 * len(clean) and not _KAKI.match(text)


def _is_polos(text: str) -> bool:
    """A running number, a dash or a left-over of a formula: not words."""
    return not any(c.isalpha() for c in text)
