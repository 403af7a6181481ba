"""Health insurance in one column: the OpenSID list (PBI, non-PBI, ...) or just Ya / Tidak."""

from __future__ import annotations

from sipd_desktop.rules.kode import Mutu, daftar, padat
from sipd_desktop.services.impor.hasil import Baris

_YA = frozenset(
    (
        "ya",
        "y",
        "ada",
        "punya",
        "sudah",
        "v",
        "aktif",
        "bpjs",
        "jkn",
        "kis",
        "jknkis",
        "bpjskesehatan",
    )
)
_BPJS = frozenset((2, 3, 4))


def read_jkn(baris: Baris, text: str) -> None:
    """Fill `punya_jkn` and `jenis_jkn` (list asuransi; 1 means none)."""
    baris.normal["punya_jkn"] = baris.normal["jenis_jkn"] = None
    if padat(text) in _YA:
        baris.normal["punya_jkn"] = True
        return
    listing = daftar("asuransi")
    found = listing.find(text)
    if found.mutu is Mutu.TIDAK_DIKENAL:
        baris.add("KODE_TIDAK_DIKENAL", "jenis_jkn", text)
    elif found.mutu is Mutu.MIRIP:
        baris.add("KODE_MIRIP", "jenis_jkn", text, listing.label_of(found.kode))
    if found.kode is not None:
        baris.normal["punya_jkn"] = found.kode in _BPJS
        baris.normal["jenis_jkn"] = found.kode
