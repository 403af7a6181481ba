"""What a draft of the weighing sheet and of the newcomer form holds, and how it comes back.

Only what differs from the stored sheet is kept, so that a value saved meanwhile by another laptop
is not typed over by an old draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sipd_desktop.ui.hari.isian_baru import IsianBaru
from sipd_desktop.ui.hari.isian_ukur import IsianUkur
from sipd_desktop.ui.hari.isian_umum import IsianUmum


def read_ukur(isian: IsianUkur) -> tuple[dict[str, Any], bool]:
    """The changed boxes, ticks and answers of a sheet."""
    teks_awal, tik_awal, cara_awal = isian.awal
    nilai: dict[str, Any] = {
        "teks": {k: v for k, v in isian.teks.items() if v != teks_awal[k]},
        "tik": {k: v for k, v in isian.tik.items() if v != tik_awal[k]},
    }
    if isian.cara != cara_awal:
        nilai["cara"] = isian.cara
    if isian.punya_kms is not None:
        nilai["punya_kms"] = isian.punya_kms
    return nilai, isian.berubah


def fill_ukur(isian: IsianUkur, nilai: Mapping[str, Any]) -> None:
    """Put a draft back into a sheet."""
    isian.teks.update({k: v for k, v in nilai.get("teks", {}).items() if k in isian.teks})
    isian.tik.update({k: v for k, v in nilai.get("tik", {}).items() if k in isian.tik})
    isian.cara = nilai.get("cara", isian.cara)
    isian.punya_kms = nilai.get("punya_kms", isian.punya_kms)


def read_umum(isian: IsianUmum) -> tuple[dict[str, Any], bool]:
    """The changed boxes, ticks and sources of a quick row."""
    teks_awal, tik_awal, sumber_awal = isian.awal
    nilai: dict[str, Any] = {
        "teks": {k: v for k, v in isian.teks.items() if v != teks_awal[k]},
        "tik": {k: v for k, v in isian.tik.items() if v != tik_awal[k]},
        "sumber": {k: v for k, v in isian.sumber.items() if v != sumber_awal[k]},
    }
    return nilai, isian.berubah


def fill_umum(isian: IsianUmum, nilai: Mapping[str, Any]) -> None:
    """Put a draft back into a quick row, also of the group she belongs to by now."""
    isian.teks.update({k: v for k, v in nilai.get("teks", {}).items() if k in isian.teks})
    isian.tik.update({k: v for k, v in nilai.get("tik", {}).items() if k in isian.tik})
    isian.sumber.update({k: v for k, v in nilai.get("sumber", {}).items() if k in isian.sumber})


def read_baru(isian: IsianBaru) -> tuple[dict[str, Any], bool]:
    """All of a newcomer form; something typed is something changed."""
    typed = any(text.strip() for text in isian.teks.values())
    return {"teks": dict(isian.teks), "luar_wilayah": isian.luar_wilayah}, typed


def make_baru(tanggal: date, nilai: Mapping[str, Any]) -> IsianBaru:
    """The newcomer form of a draft."""
    isian = IsianBaru(tanggal)
    isian.teks.update({k: v for k, v in nilai.get("teks", {}).items() if k in isian.teks})
    isian.luar_wilayah = bool(nilai.get("luar_wilayah"))
    return isian
