"""The OpenSID vaccination sheet: NIK, then date and brand of each dose, to one record per dose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import cast

from sipd_desktop.export.read_sheet import BerkasBaca, Isi, LembarBaca
from sipd_desktop.rules.kode import Mutu, daftar, padat
from sipd_desktop.rules.tanggal_teks import read_tanggal
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Lampiran
from sipd_desktop.services.impor.lembar_kunci import find_kepala, read_kunci, read_subjek, sel
from sipd_desktop.services.impor.sel import bersih, potong
from sipd_desktop.spec.field import Wire

PROFIL = "opensid-vaksin"
JENIS = "Covid-19"
"""The template knows no other vaccine."""
_LAIN = frozenset(("indovac", "inavac", "sputnikv", "awcorna", "convidecia"))
"""Brands of their own that look like one of the list."""
_TANGGAL = re.compile(r"(?:tanggal|tgl)vaksin(?:asi)?(?:ke|dosis)?(\d)\Z")
_MEREK = re.compile(r"(?:jenis|merek|merk)vaksin(?:ke|dosis)?(\d)\Z")


def find_vaksin(sheets: Sequence[LembarBaca]) -> tuple[LembarBaca, int] | None:
    """The vaccination sheet and its header row."""
    for sheet in sheets:
        found = find_kepala(sheet, lambda f: "nik" in f and any(map(_TANGGAL.match, f)))
        if found is not None:
            return sheet, found
    return None


def read_vaksin(berkas: BerkasBaca, sheet: LembarBaca, kepala: int, acuan: date) -> Bacaan:
    """One row per person; a dose is told by its date or its brand."""
    kolom: dict[str, int] = {}
    doses: set[int] = set()
    for column, cell in enumerate(sheet.baris[kepala]):
        text = padat(bersih(cell))
        for pattern, key in ((_TANGGAL, "tanggal"), (_MEREK, "merek")):
            found = pattern.match(text)
            if found:
                kolom.setdefault(f"{key}{found[1]}", column)
                doses.add(int(found[1]))
        if text in ("nik", "keterangan"):
            kolom.setdefault(text, column)

    def isi(baris: Baris, cells: Sequence[object], texts: Sequence[str]) -> None:
        read_subjek(baris, cells, kolom["nik"], "nik")
        for dose in sorted(doses):
            _dosis(baris, cells, texts, kolom, dose, acuan)

    return read_kunci(berkas, sheet, kepala, PROFIL, kolom, kolom["nik"], "orang", isi)


def _dosis(
    baris: Baris,
    cells: Sequence[object],
    texts: Sequence[str],
    kolom: dict[str, int],
    dose: int,
    acuan: date,
) -> None:
    words, brand = sel(texts, kolom, f"tanggal{dose}"), sel(texts, kolom, f"merek{dose}")
    if words in ("", "-", "0") and brand in ("", "-", "0"):
        return
    given: dict[str, Wire] = {"sumber_data": "opensid", "merek": _merek(baris, brand, dose)}
    given["keterangan"] = potong(sel(texts, kolom, "keterangan"), 300)
    if words not in ("", "-", "0"):
        read = read_tanggal(cast("Isi", cells[kolom[f"tanggal{dose}"]]), acuan)
        if read.tanggal is None or read.tanggal > acuan:
            baris.add("KODE_TIDAK_DIKENAL", f"Tanggal vaksin {dose}", words)
        else:
            given["tanggal"] = read.tanggal.isoformat()
    values = {k: v for k, v in given.items() if v is not None}
    baris.lampiran.append(Lampiran("vaksinasi", "warga", (JENIS, str(dose)), values))


def _merek(baris: Baris, text: str, dose: int) -> str | None:
    """The brand as its list spells it; other brands as they stand."""
    if text in ("", "-", "0"):
        return None
    if padat(text) in _LAIN:
        return text[:60]
    listing = daftar("vaksin")
    found = listing.find(text)
    if found.mutu is Mutu.MIRIP:
        baris.add("KODE_MIRIP", f"Jenis vaksin {dose}", text, listing.label_of(found.kode))
    return listing.label_of(found.kode) if found.kode is not None else text[:60]
