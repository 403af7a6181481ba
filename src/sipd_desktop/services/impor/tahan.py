"""A row that waits for a person, kept with its import until it is answered.

Closed answers of the row are not kept, only that there were some.
"""

from __future__ import annotations

import json

from sipd_desktop.services.impor.hasil import Baris, Lampiran, Temuan
from sipd_desktop.storage.bentuk import dump

TERTUTUP = "tertutup"


def pack(baris: Baris) -> str:
    """The row as text."""
    kept = [a for a in baris.lampiran if a.tbl != TERTUTUP]
    return dump(
        {
            "jenis": baris.jenis,
            "normal": baris.normal,
            "temuan": [[t.kode, t.kolom, t.asal, t.usul] for t in baris.temuan],
            "lampiran": [[a.tbl, a.tentang, list(a.kunci), dict(a.nilai)] for a in kept],
            TERTUTUP: len(kept) < len(baris.lampiran),
        }
    )


def unpack(isi: str, row: int = 0) -> Baris:
    """The row again, as it was judged."""
    found = json.loads(isi)
    return Baris(
        row,
        normal=found["normal"],
        temuan=[Temuan(*t) for t in found["temuan"]],
        jenis=found["jenis"],
        lampiran=[Lampiran(tbl, about, tuple(k), v) for tbl, about, k, v in found["lampiran"]],
    )


def had_tertutup(isi: str) -> bool:
    """Whether closed answers of the row were left in the file."""
    return bool(json.loads(isi)[TERTUTUP])
