"""Columns that no field of a person has: kept under their heading, so that no answer is lost.

A few of them do have a place in the pendataan (sakit menahun, desil, bantuan). Closed answers go
their own way; running numbers, ages and our own error columns are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sipd_desktop.export.read_sheet import LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.rules.tanggal_teks import read_tanggal_teks
from sipd_desktop.services.impor.eppgbm import KOLOM_LAHIR, TANGGAL_UKUR, read_lahir
from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.judul import Judul
from sipd_desktop.services.impor.konteks import Hari
from sipd_desktop.services.impor.sdgs_jawab import Penjawab
from sipd_desktop.services.impor.sdgs_kolom import Tanya
from sipd_desktop.services.impor.sel import bersih
from sipd_desktop.services.impor.tertutup import find_tertutup, is_menyangkal, make_tertutup

SUMBER = {"opensid-penduduk": "opensid", "siak": "siak", "eppgbm": "eppgbm"}
_DIBUANG = frozenset(("_no", "_umur", "_masalah", "_saran", "_kepala"))
_DIKENAL = {
    padat(label): asked
    for labels, asked in (
        (
            "sakit menahun|sakit_menahun_id|penyakit menahun|penyakit kronis|penyakit",
            Tanya("sakit_menahun", "Sakit menahun", "banyak", "penyakit", "sakit_menahun"),
        ),
        ("desil|desil dtsen|desil dtks|desil nasional", Tanya("desil", "Desil", "angka", "desil")),
        (
            "bantuan|jenis bantuan|bansos|program bantuan|penerima bansos|bantuan sosial",
            Tanya("bantuan", "Bantuan", "banyak", "bantuan", "sdgs_bantuan"),
        ),
    )
    for label in labels.split("|")
}


@dataclass(frozen=True, slots=True)
class Sisa:
    """The left-over columns of a sheet."""

    warga: tuple[tuple[int, Tanya], ...]
    keluarga: tuple[tuple[int, Tanya], ...]
    tertutup: tuple[tuple[int, str, str], ...]
    """Column, heading and kind of headings that are closed as such."""
    lahir: tuple[tuple[int, str], ...]
    tanggal: int | None
    sumber: str

    @property
    def is_kosong(self) -> bool:
        """Whether nothing is left over."""
        return not (self.warga or self.keluarga or self.tertutup or self.lahir)

    @property
    def has_sosial(self) -> bool:
        """Whether a column has its place in the pendataan."""
        return bool(self.keluarga) or any(t.ke for _, t in self.warga)

    @property
    def judul(self) -> tuple[str, ...]:
        """Headings that are kept as they stand."""
        return tuple(t.kode for _, t in self.warga if not t.ke)


def find_sisa(judul: Judul, kolom: dict[str, int], profil: str) -> Sisa:
    """What remains of the header when persons are read."""
    used = set(kolom.values())
    people: list[tuple[int, Tanya]] = []
    homes: list[tuple[int, Tanya]] = []
    closed: list[tuple[int, str, str]] = []
    births: list[tuple[int, str]] = []
    day: int | None = None
    seen: dict[str, int] = {}
    is_eppgbm = profil == "eppgbm"
    for column, key in enumerate(judul.kunci):
        label = judul.label(column)
        folded = padat(label)
        if column in used or not folded or key in _DIBUANG:
            continue
        if is_eppgbm and folded in TANGGAL_UKUR:
            day = column
        elif is_eppgbm and folded in KOLOM_LAHIR:
            births.append((column, KOLOM_LAHIR[folded]))
        elif kind := find_tertutup(label):
            closed.append((column, label, kind))
        elif asked := _DIKENAL.get(folded):
            (homes if asked.ke in ("desil", "bantuan") else people).append((column, asked))
        else:
            seen[label] = seen.get(label, 0) + 1
            name = label[:55] if seen[label] == 1 else f"{label[:50]} ({seen[label]})"
            people.append((column, Tanya(name, "", "mentah")))
    sumber = SUMBER.get(profil, "daftar")
    return Sisa(tuple(people), tuple(homes), tuple(closed), tuple(births), day, sumber)


def attach_sisa(
    sheet: LembarBaca, sisa: Sisa, baris: Sequence[Baris], hari: Hari, acuan: date
) -> None:
    """Give each person row what its other columns say."""
    people = Penjawab("pendataan_warga", sisa.warga, sisa.sumber, "warga")
    homes = Penjawab("pendataan_keluarga", sisa.keluarga, sisa.sumber, "keluarga")
    for row in baris:
        if row.outcome == "ignore":
            continue
        cells = sheet.baris[row.row - 1]
        texts = [bersih(c) for c in cells]
        day = _hari(texts, sisa.tanggal, hari, acuan)
        people.read(row, texts, day)
        homes.read(row, texts, day)
        for column, field in sisa.lahir:
            read_lahir(row, field, texts[column] if column < len(texts) else "")
        for column, label, kind in sisa.tertutup:
            text = texts[column] if column < len(texts) else ""
            if text and not is_menyangkal(text):
                row.lampiran.append(make_tertutup(kind, sisa.sumber, day.tanggal, label, text))


def _hari(texts: Sequence[str], column: int | None, hari: Hari, acuan: date) -> Hari:
    """The day a row itself names, else that of the file."""
    text = texts[column] if column is not None and column < len(texts) else ""
    found = read_tanggal_teks(text, acuan).tanggal if text else None
    return Hari(found.isoformat(), found.isoformat()) if found and found <= acuan else hari
