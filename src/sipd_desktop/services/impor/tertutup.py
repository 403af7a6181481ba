"""Words that belong behind a closed door: TBC, HIV and kesehatan jiwa never lie open in pendataan.

Code lists mark their own closed answers; this recognises the same in free text and headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sipd_desktop.services.impor.hasil import Baris, Lampiran

DISEMBUNYIKAN = "(tidak ditampilkan)"
_KATA = (
    ("tbc", re.compile(r"\btbc\b|tuberkul|tubercul|\btb[\s-]*(?:paru|aktif|ro\b|mdr)", re.I)),
    ("hiv", re.compile(r"\bhiv\b|\baids\b|\bodh[ai]\b", re.I)),
    (
        "jiwa",
        re.compile(
            r"\bodgj\b|\bodmk\b|(?:gangguan|sakit|kesehatan|penyakit)\s+(?:jiwa|mental)\b|skizo|"
            r"schizo|\bpasung|dipasung|\bgila\b|bipolar|\bdepresi",
            re.I,
        ),
    ),
)
_BUKAN = re.compile(r"(?:tidak|tdk|bukan|negatif|neg|belum|blm|0|2|-+|t|no|n|false)\.?\Z", re.I)


@lru_cache(maxsize=4096)
def find_tertutup(text: str) -> str | None:
    """The kind of closed note a text belongs to, or None."""
    return next((kind for kind, pattern in _KATA if pattern.search(text)), None)


def is_menyangkal(text: str) -> bool:
    """Whether an answer under a closed heading says that there is nothing."""
    return _BUKAN.match(text.strip()) is not None


def make_tertutup(jenis: str, sumber: str, tanggal: str, kode: str, jawaban: str) -> Lampiran:
    """A closed answer on its way to the readers of its kind."""
    return Lampiran(
        "tertutup",
        "warga",
        (jenis,),
        {"sumber_data": sumber, "tanggal": tanggal, "kode": kode[:60], "jawaban": jawaban[:200]},
    )


def close_alasan(rows: Iterable[Baris], sumber: str, tanggal: str) -> None:
    """Take closed words out of the reasons about code columns (`ODGJ` as an occupation)."""
    for row in rows:
        for reason in row.temuan:
            kind = find_tertutup(reason.asal) if reason.kode.startswith("KODE_") else None
            if kind:
                row.lampiran.append(make_tertutup(kind, sumber, tanggal, reason.kolom, reason.asal))
                reason.asal = DISEMBUNYIKAN
