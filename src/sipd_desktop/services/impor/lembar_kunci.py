"""Sheets that are no list of persons: rows about people or households known by their number.

Vaccination and aid of OpenSID, weighing lists of e-PPGBM. Their header is one row; `###` in the
first cell ends the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, cast

from sipd_desktop.export.read_sheet import BerkasBaca, Isi, LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.rules.nik import read_nik, read_no_kk
from sipd_desktop.services.impor.baca_baris import check_ukuran
from sipd_desktop.services.impor.dalam_berkas import check_dalam_berkas
from sipd_desktop.services.impor.golongan import golongan_polos
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.sel import bersih

BARIS_DICARI = 25
KunciSubjek = Literal["nik", "no_kk"]
IsiBaris = Callable[[Baris, Sequence[object], Sequence[str]], None]


def find_kepala(sheet: LembarBaca, is_kepala: Callable[[Sequence[str]], bool]) -> int | None:
    """Index of the header row: the first whose folded cells satisfy `is_kepala`."""
    for index, row in enumerate(sheet.baris[:BARIS_DICARI]):
        if is_kepala([padat(bersih(c)) for c in row]):
            return index
    return None


def read_kunci(
    berkas: BerkasBaca,
    sheet: LembarBaca,
    kepala: int,
    profil: str,
    kolom: dict[str, int],
    kunci: int,
    jenis: str,
    isi: IsiBaris,
) -> Bacaan:
    """Read every row below the header with `isi`; `kunci` is the column that says whom it is about.

    Blank rows, totals, repeated headers, footers and what follows `###` are ignored.
    """
    rows = list(sheet.baris[kepala + 1 :])
    while rows and not any(bersih(c) for c in rows[-1]):
        rows.pop()
    check_ukuran(rows)
    made = []
    ended = False
    head = [padat(bersih(c)) for c in sheet.baris[kepala]]
    for offset, cells in enumerate(rows):
        baris = Baris(kepala + offset + 2, jenis="keluarga" if jenis == "keluarga" else "orang")
        made.append(baris)
        texts = [bersih(c) for c in cells]
        first = next((t for t in texts if t), "")
        ended = ended or first.startswith("###")
        code = golongan_polos(texts, head, kunci)
        if code is None and not ended:
            isi(baris, cells, texts)
        else:
            baris.add("CATATAN_KAKI" if first and ended else code or "BARIS_KOSONG")
    check_dalam_berkas(made, has_shdk=False)
    return Bacaan(
        berkas=berkas.nama,
        sha256=berkas.sha256,
        profil=profil,
        sheet=sheet.nama,
        header_rows=[kepala + 1],
        baris=made,
        catatan=[],
        kolom=kolom,
        atas=sheet.baris[: kepala + 1],
        isi=rows,
        gabungan_atas=tuple(g for g in sheet.gabungan if g[1][0] <= kepala),
        hanya_lampiran=True,
    )


def read_subjek(baris: Baris, cells: Sequence[object], place: int, key: KunciSubjek) -> None:
    """The NIK or No KK that says whom a row is about; a row without one is about nobody."""
    cell = cast("Isi", cells[place] if place < len(cells) else "")
    found = read_nik(cell) if key == "nik" else read_no_kk(cell)
    baris.normal[key] = found.nomor
    if found.kode:
        baris.add(found.kode, key, bersih(cell))
    if found.nomor is None and baris.is_dipakai:
        baris.add("SUBJEK_TIDAK_ADA", key)


def sel(texts: Sequence[str], kolom: dict[str, int], key: str) -> str:
    """The text under a key, empty without such a column."""
    place = kolom.get(key, -1)
    return texts[place] if 0 <= place < len(texts) else ""
