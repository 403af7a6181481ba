"""Layouts that are no list of persons: vaccination, aid, questionnaires of an RT or the desa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca
from sipd_desktop.services.impor.bantuan import find_bantuan, read_bantuan
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.judul import Judul, find_judul
from sipd_desktop.services.impor.kolom_tanya import JAWABAN, PERTANYAAN
from sipd_desktop.services.impor.konteks import Hari, Konteks
from sipd_desktop.services.impor.lembar_kunci import read_subjek
from sipd_desktop.services.impor.tanya_jawab import find_tanya, place_tanya, read_tanya
from sipd_desktop.services.impor.vaksin import find_vaksin, read_vaksin


def read_khusus(
    berkas: BerkasBaca, sheets: Sequence[LembarBaca], acuan: date, konteks: Konteks, hari: Hari
) -> Bacaan | None:
    """The file as one of these layouts, or None."""
    vaccines = find_vaksin(sheets)
    if vaccines:
        return read_vaksin(berkas, *vaccines, acuan)
    aid = find_bantuan(berkas, sheets)
    if aid:
        return read_bantuan(berkas, *aid, acuan, hari.tanggal)
    if any((j := find_judul(s)) is not None and j.has_wajib for s in sheets):
        return None
    asked = find_tanya(sheets)
    return read_tanya(berkas, *asked, konteks, hari) if asked else None


def read_petaan(
    berkas: BerkasBaca,
    sheet: LembarBaca,
    judul: Judul | None,
    peta: Mapping[str, int],
    konteks: Konteks,
    hari: Hari,
) -> Bacaan | None:
    """The sheet as a questionnaire whose columns a person pointed at, or None."""
    if judul is None or not {PERTANYAAN, JAWABAN} <= peta.keys():
        return None
    return read_tanya(berkas, sheet, place_tanya(judul.data_awal, peta), konteks, hari)


def only_subjek(baris: Baris, sheet: LembarBaca, kolom: dict[str, int]) -> Baris:
    """A row that only says something about a person known by NIK: nothing else of it counts."""
    if baris.outcome == "ignore":
        return baris
    made = Baris(baris.row)
    read_subjek(made, sheet.baris[baris.row - 1], kolom["nik"], "nik")
    return made
