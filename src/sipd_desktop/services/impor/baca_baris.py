"""From a sheet with a found header to its rows: which are persons, and what each of them says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.read_sheet import Isi, LembarBaca
from sipd_desktop.services.impor.dari_atas import fill_dari_atas
from sipd_desktop.services.impor.golongan import Penggolong
from sipd_desktop.services.impor.hasil import Baris
from sipd_desktop.services.impor.judul import Judul
from sipd_desktop.services.impor.kelompok import (
    Kelompok,
    apply_kelompok,
    join_kelompok,
    mark_kelompok,
    read_bagian,
    read_kelompok,
)
from sipd_desktop.services.impor.normal import Penormal
from sipd_desktop.services.impor.pantau import Pantau
from sipd_desktop.services.impor.pemetaan import Peta
from sipd_desktop.services.impor.sel import bersih

MAKS_ORANG = 200_000
_TANPA_KELOMPOK = {"BARIS_KOSONG", "HEADER_BERULANG", "NOMOR_KOLOM"}
_LANGKAH = 100  # rows between two looks at whether the person still wants it
_TAK_DIWARISKAN = {"nik", "nama", "tanggal_lahir", "ttl", "tempat_lahir", "jenis_kelamin", "shdk"}


def check_ukuran(rows: Sequence[Sequence[Isi]], maks: int = MAKS_ORANG) -> None:
    """Refuse a sheet that no desa can fill; raises `impor-berkas-terlalu-besar`."""
    if len(rows) > maks:
        raise UserError("impor-berkas-terlalu-besar")


def isi_baris(sheet: LembarBaca, judul: Judul, peta: Peta) -> list[Sequence[Isi]]:
    """The rows below the header up to the last one that holds something."""
    rows = list(sheet.baris[judul.data_awal :])
    while rows and not any(bersih(c) for c in rows[-1]):
        rows.pop()
    check_ukuran(rows)
    return _inherit(rows, sheet, judul, peta)


def read_rows(
    rows: list[Sequence[Isi]],
    sheet: LembarBaca,
    judul: Judul,
    peta: Peta,
    acuan: date,
    pantau: Pantau,
) -> list[Baris]:
    """The rows judged each for itself; ignored ones carry their reason.

    `rows` are given what was written once for several of them.
    """
    sorter = Penggolong(
        peta.kolom,
        peta.nomor,
        sheet.baris[judul.awal : judul.data_awal],
        sheet.baris[: judul.awal],
    )
    texts = _teks(rows)
    codes = sorter.classify(rows, texts)
    fill_dari_atas(rows, texts, codes, peta.kolom)
    groups = _kelompok(texts, codes, peta)
    group: Kelompok | None = None
    reader = Penormal(peta.kolom, acuan)
    made = []
    for offset, (cells, line, code) in enumerate(zip(rows, texts, codes, strict=True)):
        number = judul.data_awal + offset + 1
        if offset % _LANGKAH == 0:
            pantau.maju("Memeriksa baris", offset, len(rows))
        if offset in groups:
            group = join_kelompok(group, groups[offset])
        if code is not None or offset in groups:
            ignored = Baris(number)
            if offset in groups:
                mark_kelompok(ignored)
            else:
                ignored.add(code or "")
            made.append(ignored)
            continue
        made.append(reader.read(number, cells, line))
        if group is not None:
            apply_kelompok(made[-1], group)
    return made


def _teks(rows: Sequence[Sequence[Isi]]) -> list[list[str]]:
    """Every cell as trimmed text; the text of a number that repeats is made once."""
    numbers: dict[float, str] = {}
    made = []
    for row in rows:
        line = []
        for cell in row:
            text = numbers.get(cell) if type(cell) is float else None
            if text is None:
                text = bersih(cell)
                if type(cell) is float:
                    numbers[cell] = text
            line.append(text)
        made.append(line)
    return made


def _kelompok(
    texts: Sequence[list[str]], codes: Sequence[str | None], peta: Peta
) -> dict[int, Kelompok]:
    """Lines that name the household or the RT of the people below, where rows have no column."""
    groups: dict[int, Kelompok] = {}
    if "no_kk" not in peta.kolom:
        for n, line in enumerate(texts):
            if codes[n] not in _TANPA_KELOMPOK and (found := read_kelompok(line)):
                groups[n] = found
    if not {"rt", "rtrw", "rwrt"} & peta.kolom.keys():
        for n, line in enumerate(texts):
            if n not in groups and codes[n] == "CATATAN_KAKI" and (found := read_bagian(line)):
                groups[n] = found
    return groups


def _inherit(
    rows: list[Sequence[Isi]], sheet: LembarBaca, judul: Judul, peta: Peta
) -> list[Sequence[Isi]]:
    """Repeat the value of a cell merged over several rows (No KK and address of a household)."""
    inherit = {c for k, c in peta.kolom.items() if k not in _TAK_DIWARISKAN}
    first = judul.data_awal
    for (top, left), (bottom, right) in sheet.gabungan:
        if left != right or left not in inherit or top < first or bottom <= top:
            continue
        value = _at(rows, top - first, left)
        for index in range(top - first + 1, min(bottom - first + 1, len(rows))):
            if value != "" and _at(rows, index, left) == "" and any(c != "" for c in rows[index]):
                line = list(rows[index])
                line.extend([""] * (left + 1 - len(line)))
                line[left] = value
                rows[index] = line
    return rows


def _at(rows: list[Sequence[Isi]], index: int, column: int) -> Isi:
    if index >= len(rows) or column >= len(rows[index]):
        return ""
    return rows[index][column]
