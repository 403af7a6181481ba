"""Recognise one heading: exact, then with usual abbreviations written out, never by guess.

`saran` gives the nearest known heading for a note; it is not applied by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.kolom import KOLOM

AMBANG_SARAN = 85.0

_SINGKATAN = {
    word: full
    for full, words in {
        "nomor": "no nomer nmr nom",
        "tempat": "tmpt tmp tpt tmpat",
        "tanggal": "tgl tg tgll",
        "lahir": "lhr kelahiran lhir",
        "bulan": "bln",
        "tahun": "thn th",
        "jenis": "jns jnis",
        "status": "stat sts stts",
        "kawin": "kwn perkawinan pernikahan nikah menikah",
        "hubungan": "hub hbg hbgn",
        "keluarga": "klg kelg klrg kel",
        "golongan": "gol",
        "darah": "drh",
        "pendidikan": "pend pddk pendd pddkn pdd",
        "pekerjaan": "pek pkrjn pekerj pekrjn",
        "kepala": "kep kpl",
        "nama": "nm",
        "alamat": "almt",
        "telepon": "telp tlp tel telpon telephone phone",
        "": "dan di yang yg dgn dengan dlm dalam id",
    }.items()
    for word in words.split()
}
_WORD = re.compile(r"[a-z0-9]+")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SISA = re.compile(r"[\s(\[]*-?\d{0,2}[\s)\].*]*\Z")


def _expand(text: str) -> str:
    return "".join(_SINGKATAN.get(w, w) for w in _WORD.findall(text.casefold().replace("_", " ")))


def _peta() -> tuple[dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    long: dict[str, str] = {}
    for kolom in KOLOM:
        for judul in kolom.judul:
            exact.setdefault(padat(judul), kolom.kunci)
            long.setdefault(_expand(judul), kolom.kunci)
    return exact, long


_TEPAT, _PANJANG = _peta()


@lru_cache(maxsize=4096)
def recognize(text: str) -> str | None:
    """The key of the column that a heading names, or None."""
    if not text or len(text) > 120:
        return None
    for form in (text, _BRACKET.sub(" ", text)):
        found = _TEPAT.get(padat(form)) or _PANJANG.get(_expand(form))
        if found:
            return found
    return None


@lru_cache(maxsize=4096)
def recognize_tumpuk(stack: tuple[str, ...]) -> str | None:
    """The key of a column whose heading is spread over 1-3 rows, top to bottom."""
    if not stack:
        return None
    whole = recognize(" ".join(stack))
    if whole == "nama_nik" and len(stack) > 1:
        return recognize_tumpuk(stack[1:])  # a heading over a heading, not two things in one cell
    if whole or len(stack) == 1:
        return whole
    parent, child = recognize_tumpuk(stack[:-1]), stack[-1]
    inner = _dalam(parent, child)
    if inner:
        return inner
    if parent == "_kepala":
        return parent
    found = recognize(child)
    if found:
        return found
    return parent if not _BRACKET.sub("", child).strip() or _SISA.match(child) else None


def _dalam(parent: str | None, child: str) -> str | None:
    """A sub-heading that only means something under its parent: Tempat, Tgl, L, P, Ayah, Ibu."""
    words = _WORD.findall(child.casefold())
    first = _SINGKATAN.get(words[0], words[0]) if words else ""
    if parent == "ttl":
        if first in ("tempat", "kota", "kabupaten", "kab"):
            return "tempat_lahir"
        return "tanggal_lahir" if first in ("tanggal", "bulan", "tahun") else None
    if parent == "jenis_kelamin":
        if first in ("l", "lk", "laki", "pria"):
            return "jk_l"
        return "jk_p" if first in ("p", "pr", "perempuan", "wanita") else None
    return None


def _is_diam(key: str) -> bool:
    """Columns that are never suggested."""
    return key.startswith("_") or key == "nama_nik"


def saran(text: str) -> str | None:
    """The column whose known heading is nearest (>= 85), for a note to the person."""
    folded = padat(_BRACKET.sub(" ", text))
    if len(folded) < 4:
        return None
    known = [k for k, v in _TEPAT.items() if (len(k) >= 4 or k == v) and not _is_diam(v)]
    best = process.extractOne(folded, known, scorer=fuzz.ratio, score_cutoff=AMBANG_SARAN)
    return _TEPAT[best[0]] if best else None
