"""The columns of a sheet beside the fields they become, for a person to look at and change.

Exact and known headings are taken. A heading that only resembles one is taken and marked where its
cells agree; else it is a suggestion, and never becomes a field by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sipd_desktop.base.tampil import mask_nomor
from sipd_desktop.export.read_sheet import Isi, LembarBaca
from sipd_desktop.rules.kode import padat
from sipd_desktop.services.impor.judul import (
    BARIS_DICARI,
    Judul,
    find_judul,
    judul_di,
)
from sipd_desktop.services.impor.kenali import recognize, saran
from sipd_desktop.services.impor.kolom import KOLOM, PER_KUNCI, TULISAN
from sipd_desktop.services.impor.kolom_tanya import JAWABAN, PERTANYAAN, TULISAN_TANYA, is_tanya
from sipd_desktop.services.impor.pemetaan import huruf_kolom, make_peta
from sipd_desktop.services.impor.sel import bersih
from sipd_desktop.services.impor.sidik import sidik_judul

Cara = Literal["persis", "sinonim", "mirip", "dipilih", "", "lewat"]
"""How a column is known; `lewat`: not read at all, in a questionnaire."""
_CONTOH = 3
_MAKS = 30
_ANGKA_ORANG = 12
"""A number with this many digits may be a NIK or No KK: masked."""
_LEBUR = {
    "ttl": ("tempat_lahir", "tanggal_lahir"),
    "nama_nik": ("nama", "nik"),
    "rtrw": ("rt", "rw"),
    "rwrt": ("rt", "rw"),
    "jkn": ("punya_jkn", "jenis_jkn"),
}
"""A column of two things stands in the way of columns of each."""


@dataclass(frozen=True, slots=True)
class KolomBerkas:
    """One column: heading, first values, what it becomes and how that is known."""

    nomor: int
    huruf: str
    judul: str
    contoh: tuple[str, ...]
    kunci: str | None = None
    cara: Cara = ""
    saran: str | None = None
    """A field whose heading is much alike; a person may take it."""


@dataclass(frozen=True, slots=True)
class Cocokan:
    """All columns of a sheet with a heading or content."""

    lembar: str
    judul: Judul
    sidik: str
    kolom: tuple[KolomBerkas, ...]

    @property
    def peta(self) -> dict[str, int]:
        """Field to column, for `baca`; of a questionnaire only what it is read by."""
        chosen = {k.kunci: k.nomor for k in self.kolom if k.kunci}
        if is_tanya(chosen):
            return {k: n for k, n in chosen.items() if k in TULISAN_TANYA}
        return chosen

    @property
    def is_tanya(self) -> bool:
        """Whether the rows are questions and answers, not people."""
        return is_tanya(self.peta)

    @property
    def tampil(self) -> tuple[KolomBerkas, ...]:
        """The columns as they will be read."""
        if not self.is_tanya:
            return self.kolom
        return tuple(
            c if c.kunci in TULISAN_TANYA else replace(c, kunci=None, saran=None, cara="lewat")
            for c in self.kolom
        )

    @property
    def kurang(self) -> tuple[str, ...]:
        """Necessary fields that no column gives."""
        have = self.peta.keys()
        if self.is_tanya:
            return tuple(nama_isian(k) for k in (PERTANYAAN, JAWABAN) if k not in have)
        missing = [] if {"nama", "nama_nik"} & have else [TULISAN["nama"]]
        if not {"tanggal_lahir", "ttl"} & have:
            missing.append(TULISAN["tanggal_lahir"])
        return tuple(missing)


def list_isian() -> tuple[tuple[str, str], ...]:
    """(key, name) of everything a column can become: in the order of a family card, then those of
    a questionnaire."""
    keys = (k.kunci for k in KOLOM if not k.kunci.startswith("_") and k.kunci != "status")
    people = tuple((key, TULISAN[key]) for key in keys if key in TULISAN)
    return (*people, *TULISAN_TANYA.items())


def nama_isian(key: str) -> str:
    """What a column becomes, as shown to a person."""
    return TULISAN_TANYA.get(key) or TULISAN.get(key, key)


def guess_judul(sheet: LembarBaca) -> Judul | None:
    """The header, also of a sheet whose headings nobody knows: the first full row of words."""
    found = find_judul(sheet)
    if found is not None:
        return found
    best, most = None, 1
    for index, row in enumerate(sheet.baris[:BARIS_DICARI]):
        words = {t for c in row if isinstance(c, str) and (t := bersih(c)) and not t.isdigit()}
        if len(words) > most:
            best, most = index, len(words)
    return None if best is None else judul_di(sheet, best)


def open_cocokan(
    sheet: LembarBaca,
    judul: Judul,
    acuan: date,
    pilihan: Mapping[str, int] | None = None,
) -> Cocokan:
    """What each column becomes; `pilihan` is an own mapping and stands above known headings."""
    data = sheet.baris[judul.data_awal :]
    known = dict(pilihan) if pilihan is not None else make_peta(sheet, judul, acuan).kolom
    by_column = {column: key for key, column in known.items()}
    width = max([len(judul.teks), *(len(row) for row in data[:50])], default=0)
    made = []
    for number in range(width):
        label = judul.label(number) if number < len(judul.teks) else ""
        samples = _samples(data, number)
        if not label and not samples:
            continue
        key = by_column.get(number)
        how: Cara = "" if key is None else "dipilih" if pilihan is not None else _cara(key, label)
        near = saran(label) if key is None and label else None
        hint = near if near in TULISAN and near not in known else None
        made.append(KolomBerkas(number, huruf_kolom(number), label, samples, key, how, hint))
    return Cocokan(sheet.nama, judul, sidik_judul(judul), tuple(made))


def choose_kolom(cocokan: Cocokan, nomor: int, kunci: str | None) -> Cocokan:
    """A person says what a column becomes (None: nothing); another column of it lets go."""
    gone = {kunci, *_LEBUR.get(kunci or "", ())}
    gone |= {joint for joint, parts in _LEBUR.items() if kunci in parts}
    gone.discard(None)
    made = []
    for column in cocokan.kolom:
        if column.nomor == nomor:
            column = replace(column, kunci=kunci, cara="dipilih" if kunci else "")
        elif column.kunci in gone:
            column = replace(column, kunci=None, cara="")
        made.append(column)
    return replace(cocokan, kolom=tuple(made))


def _cara(key: str, label: str) -> Cara:
    kolom = PER_KUNCI.get(key)
    exact = {padat(TULISAN.get(key, "")), padat(kolom.judul[0]) if kolom else ""}
    if padat(label) in exact:
        return "persis"
    return "mirip" if saran(label) == key and recognize(label) != key else "sinonim"


def _samples(data: Sequence[Sequence[Isi]], column: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in data[:200]:
        text = bersih(row[column]) if column < len(row) else ""
        if text:
            found[_masked(text)] = None
            if len(found) == _CONTOH:
                break
    return tuple(found)


def _masked(text: str) -> str:
    if sum(ch.isdigit() for ch in text) >= _ANGKA_ORANG:
        return mask_nomor(text)
    return text if len(text) <= _MAKS else text[: _MAKS - 1] + "\u2026"
