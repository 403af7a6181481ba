"""From a judged row to the fields of warga and keluarga in wire shape."""

from __future__ import annotations

from sipd_desktop.services.impor.gudang import Isian
from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.tertutup import DISEMBUNYIKAN

RUMAH = ("alamat", "dusun", "rw", "rt")
_BUKAN_WARGA = frozenset((*RUMAH, "no_kk"))
_HAMIL = {1: True, 2: False}


def warga_values(baris: Baris) -> Isian:
    """The fields of warga that the row fills; nulls mean the file says nothing."""
    values: Isian = {k: v for k, v in baris.normal.items() if k not in _BUKAN_WARGA}
    hamil = values.get("hamil")
    if isinstance(hamil, int):
        values["hamil"] = _HAMIL.get(hamil)
    return values


def asli(baris: Baris) -> Isian:
    """Original text of codes that were not understood, kept beside as `<field>:asal`."""
    return {
        f"{t.kolom}:asal": t.asal[:200]
        for t in baris.temuan
        if t.kode == "KODE_TIDAK_DIKENAL" and t.asal != DISEMBUNYIKAN
    }
