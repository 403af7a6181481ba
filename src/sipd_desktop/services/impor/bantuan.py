"""The OpenSID programme workbook: sheet Program says what is given, sheet Peserta to whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sipd_desktop.export.read_sheet import BerkasBaca, Isi, LembarBaca
from sipd_desktop.rules.kode import daftar, padat
from sipd_desktop.rules.tanggal_teks import read_tanggal
from sipd_desktop.services.impor.hasil import Bacaan, Baris, Lampiran
from sipd_desktop.services.impor.lembar_kunci import find_kepala, read_kunci, read_subjek, sel
from sipd_desktop.services.impor.sel import bersih, potong
from sipd_desktop.spec.field import Wire

PROFIL = "opensid-bantuan"
_PROGRAM = {
    "namaprogram": "program",
    "sasaranprogram": "sasaran",
    "keterangan": "keterangan",
    "asaldana": "asal_dana",
    "rentangwaktuawal": "awal",
    "rentangwaktuakhir": "akhir",
}
_KELUARGA = 2
_BARIS_PROGRAM = 40


def find_bantuan(
    berkas: BerkasBaca, sheets: Sequence[LembarBaca]
) -> tuple[dict[str, Isi], LembarBaca, int] | None:
    """What the programme is, and the sheet of those who receive it with its header row."""
    for program in berkas.lembar:
        given = _program(program)
        if "program" not in given or "sasaran" not in given:
            continue
        for sheet in sheets:
            head = find_kepala(sheet, lambda f: "peserta" in f and "nik" in f)
            if head is not None and sheet is not program:
                return given, sheet, head
    return None


def _program(sheet: LembarBaca) -> dict[str, Isi]:
    given: dict[str, Isi] = {}
    for row in sheet.baris[:_BARIS_PROGRAM]:
        if row and bersih(row[0]).startswith("###"):
            break
        key = _PROGRAM.get(padat(bersih(row[0]))) if len(row) > 1 else None
        if key and bersih(row[1]):
            given[key] = row[1]
    return given


def read_bantuan(
    berkas: BerkasBaca,
    program: dict[str, Isi],
    sheet: LembarBaca,
    kepala: int,
    acuan: date,
    tanggal: str,
) -> Bacaan:
    """One row per receiver: a household by its No KK, else a person by NIK."""
    kolom: dict[str, int] = {}
    for column, cell in enumerate(sheet.baris[kepala]):
        kolom.setdefault(padat(bersih(cell)), column)
    listing = daftar("sasaran_bantuan")
    target = listing.find(bersih(program["sasaran"])).kode
    values = _nilai(program, acuan)
    values["tanggal"] = tanggal
    name = bersih(program["program"])[:100]
    key = (name, str(values.get("awal") or ""))
    is_rumah = target == _KELUARGA
    place = kolom["peserta" if is_rumah else "nik"]

    def isi(baris: Baris, cells: Sequence[object], texts: Sequence[str]) -> None:
        read_subjek(baris, cells, place, "no_kk" if is_rumah else "nik")
        number = potong(sel(texts, kolom, "nopeserta"), 60)
        own = values | ({"nomor_peserta": number} if number else {})
        tentang = "keluarga" if is_rumah else "warga"
        baris.lampiran.append(Lampiran("bantuan", tentang, key, own))

    jenis = "keluarga" if is_rumah else "orang"
    bacaan = read_kunci(berkas, sheet, kepala, PROFIL, kolom, place, jenis, isi)
    bacaan.catatan.append(f"Program {name}, sasaran {listing.label_of(target) or 'tidak disebut'}.")
    if target not in (1, _KELUARGA):
        bacaan.catatan.append("Penerimanya dicatat pada orang yang NIK-nya tertulis.")
    return bacaan


def _nilai(program: dict[str, Isi], acuan: date) -> dict[str, Wire]:
    """The fields that all receivers share."""
    given: dict[str, Wire] = {"sumber_data": "opensid"}
    for key, limit in (("asal_dana", 60), ("keterangan", 300)):
        text = potong(bersih(program.get(key)), limit)
        if text:
            given[key] = text
    for key in ("awal", "akhir"):
        read = read_tanggal(program.get(key, ""), date(acuan.year + 50, 12, 31))
        if read.tanggal is not None:
            given[key] = read.tanggal.isoformat()
    return given
