"""Lists in blocks: a line above the people names their No KK, address, RT and RW (BIP).

`No. KK : 3399... / Alamat : ..., Nama Dusun : ..., RT/RW : 003/001`, in one cell or several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sipd_desktop.rules.nik import read_no_kk
from sipd_desktop.services.impor.alamat import tidy_dusun
from sipd_desktop.services.impor.hasil import Baris, Nilai
from sipd_desktop.services.impor.rtrw import read_dari_alamat, read_dari_judul, read_pasangan

_NO_KK = re.compile(
    r"\b(?:no(?:mor)?\.?\s*(?:kk|kartu\s+keluarga)|kk)\b\s*[:.=]?\s*('?\d[\d .]{13,}\d)", re.I
)
_ALAMAT = re.compile(
    r"\balamat\b\s*[:=]?\s*(.+?)(?=\s*[,;/]?\s*(?:(?:nama\s+)?dusun\b|\brt\b|\brw\b|kode\s*pos|\Z))",
    re.I,
)
_DUSUN = re.compile(r"\bdusun\b\s*[:=]?\s*([^,;/:]+?)(?=\s*(?:[,;/:]|\brt\b|\brw\b|\Z))", re.I)
_PASANG = re.compile(r"\brt\s*/\s*rw\W{0,4}(\d{1,3}\s*/\s*(?:\d{1,3}|-+))", re.I)
_MAKS_TEKS = 600


@dataclass(frozen=True, slots=True)
class Kelompok:
    """What the line above a block says of everybody in it."""

    nilai: dict[str, Nilai]


def read_kelompok(texts: Sequence[str]) -> Kelompok | None:
    """The household a line names, or None when the line is something else."""
    text = " ".join(t for t in texts if t)
    if len(text) > _MAKS_TEKS or "k" not in text.casefold():
        return None
    number = _NO_KK.search(text)
    kk = read_no_kk(number[1]).nomor if number else None
    if kk is None:
        return None
    home, hamlet, pair = _ALAMAT.search(text), _DUSUN.search(text), _PASANG.search(text)
    place = read_pasangan(pair[1]) if pair else read_dari_alamat(text)
    return Kelompok(
        {
            "no_kk": kk,
            "alamat": _nothing(home[1]) if home else None,
            "dusun": tidy_dusun(_nothing(hamlet[1])) if hamlet else None,
            "rt": place.rt,
            "rw": place.rw,
        }
    )


def read_bagian(texts: Sequence[str]) -> Kelompok | None:
    """The RT that a line between two parts of a list names: `RT 003 RW 001`."""
    text = " ".join(t for t in texts if t)
    place = read_dari_judul(text) if len(text) <= _MAKS_TEKS else None
    if place is None or place.rt is None:
        return None
    return Kelompok({"rt": place.rt, "rw": place.rw})


def join_kelompok(before: Kelompok | None, found: Kelompok) -> Kelompok:
    """A line for a household stands below one for its RT; a line for an RT begins anew."""
    if before is None or "no_kk" not in found.nilai:
        return found
    kept = {k: before.nilai.get(k) for k in ("rt", "rw")}
    return Kelompok(kept | {k: v for k, v in found.nilai.items() if v is not None})


def apply_kelompok(baris: Baris, group: Kelompok) -> None:
    """Give a person what the line above says and the own row does not."""
    for key, value in group.nilai.items():
        if value is not None and baris.normal.get(key) is None:
            baris.normal[key] = value
    gone = {"KK_KOSONG"} if baris.normal.get("no_kk") else set()
    if baris.normal.get("rt") and baris.normal.get("rw"):
        gone.add("RTRW_KOSONG")
    baris.temuan = [t for t in baris.temuan if t.kode not in gone]


def mark_kelompok(baris: Baris) -> None:
    """The line itself is no person; the list of problems repeats it above its people."""
    baris.add("CATATAN_KAKI", "no_kk")


def is_kelompok(baris: Baris) -> bool:
    """Whether a row is such a line."""
    return any(t.kode == "CATATAN_KAKI" and t.kolom == "no_kk" for t in baris.temuan)


def _nothing(text: str) -> str | None:
    plain = text.strip(" ,;:/-.")
    return plain[:200] or None
