"""Sheet Keluarga of SDGs Desa: one household per row, its address read apart, its 143 answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sipd_desktop.export.read_sheet import BerkasBaca, Isi, LembarBaca
from sipd_desktop.rules.nik import read_nik, read_no_kk
from sipd_desktop.services.impor.alamat import dusun_dari_alamat
from sipd_desktop.services.impor.baca_baris import check_ukuran
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.konteks import Hari
from sipd_desktop.services.impor.rtrw import read_dari_alamat
from sipd_desktop.services.impor.sdgs_jawab import Penjawab
from sipd_desktop.services.impor.sdgs_kolom_keluarga import KELUARGA
from sipd_desktop.services.impor.sdgs_letak import Letak, find_letak
from sipd_desktop.services.impor.sel import bersih, potong

SUMBER = "sdgs"
PROFIL = "sdgs-keluarga"
_MAKS_ALAMAT = 300
_KOLOM = {"no_kk": "No KK", "nik": "NIK KK", "nama": "P206", "alamat": "P207"}
_LETAK_RT = re.compile(
    r"[\s,;]*\b(?:rt\s*[./]\s*rw\W*\d{1,3}\s*/\s*\d{1,3}|(?:rt|rw)\W{0,3}\d{1,3}\b)", re.I
)
_LETAK_DUSUN = re.compile(
    r"[\s,;]*\b(?:dusun|dsn)\b[\s.:]+[^,;:/]+?(?=\s*(?:[,;:/]|\brt\b|\brw\b|$))", re.I
)


def find_keluarga(sheets: Sequence[LembarBaca]) -> tuple[LembarBaca, Letak] | None:
    """The household sheet of a workbook, if there is one."""
    found = [(s, p) for s in sheets if (p := find_letak(s, KELUARGA)) is not None]
    return max(found, key=lambda f: len(f[1].kolom), default=None)


def read_keluarga(berkas: BerkasBaca, sheet: LembarBaca, letak: Letak, hari: Hari) -> Bacaan:
    """Read the households of a sheet."""
    rows = list(sheet.baris[letak.data_awal :])
    while rows and not any(bersih(c) for c in rows[-1]):
        rows.pop()
    check_ukuran(rows)
    places = {
        key: place for key, kode in _KOLOM.items() if (place := letak.index(kode)) is not None
    }
    reader = Penjawab("pendataan_keluarga", letak.kolom, SUMBER, "keluarga")
    made = []
    ended = False
    for offset, cells in enumerate(rows):
        baris = Baris(letak.data_awal + offset + 1, jenis="keluarga")
        made.append(baris)
        texts = [bersih(c) for c in cells]
        first = next((t for t in texts if t), "")
        ended = ended or first.startswith("###")
        if not first or ended:
            baris.add("CATATAN_KAKI" if first else "BARIS_KOSONG")
            continue
        _identitas(baris, cells, places)
        reader.read(baris, texts, hari)
    _check_ganda(made)
    return Bacaan(
        berkas=berkas.nama,
        sha256=berkas.sha256,
        profil=PROFIL,
        sheet=sheet.nama,
        header_rows=list(range(letak.awal + 1, letak.data_awal + 1)),
        baris=made,
        catatan=[],
        kolom=places,
        atas=sheet.baris[: letak.data_awal],
        isi=rows,
        gabungan_atas=tuple(g for g in sheet.gabungan if g[1][0] < letak.data_awal),
    )


def _identitas(baris: Baris, cells: Sequence[Isi], places: dict[str, int]) -> None:
    def cell(key: str) -> Isi:
        place = places.get(key, -1)
        return cells[place] if 0 <= place < len(cells) else ""

    home = read_no_kk(cell("no_kk"))
    head = read_nik(cell("nik"))
    baris.normal["no_kk"], baris.normal["nik"] = home.nomor, head.nomor
    if home.kode:
        baris.add(home.kode, "no_kk", bersih(cell("no_kk")))
    if home.kode == "KK_KOSONG":
        baris.add("SUBJEK_TIDAK_ADA", "no_kk")
    if head.kode:
        baris.add(head.kode, "nik", bersih(cell("nik")))
    baris.normal["nama"] = potong(bersih(cell("nama")), 100)
    text = bersih(cell("alamat"))[:_MAKS_ALAMAT]
    found = read_dari_alamat(text)
    baris.normal["alamat"] = alamat_saja(text)
    baris.normal["dusun"] = dusun_dari_alamat(text)
    baris.normal["rt"], baris.normal["rw"] = found.rt, found.rw


def alamat_saja(text: str) -> str | None:
    """An address without the dusun, RT and RW that are stored beside it."""
    plain = _LETAK_DUSUN.sub("", _LETAK_RT.sub("", text))
    return potong(" ".join(plain.split()).strip(" ,;/-"), 200)


def _check_ganda(rows: Sequence[Baris]) -> None:
    """One No KK twice: equal rows are harmless, different ones wait for a person."""
    groups: dict[str, list[Baris]] = {}
    for row in rows:
        no_kk = row.text("no_kk")
        if no_kk and row.is_dipakai:
            groups.setdefault(no_kk, []).append(row)
    for group in groups.values():
        first = group[0]
        same = [b.lampiran == first.lampiran and b.normal == first.normal for b in group]
        for row in group[1:] if all(same) else group * (len(group) > 1):
            row.add("DUPLIKAT_PERSIS" if all(same) else "KK_GANDA_KONFLIK", "no_kk")
