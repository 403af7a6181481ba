"""From a file to judged rows: best sheet, header, columns, row kinds, values, checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.read_sheet import BerkasBaca, Isi, LembarBaca, read_berkas
from sipd_desktop.services.impor.dalam_berkas import check_dalam_berkas
from sipd_desktop.services.impor.golongan import Penggolong
from sipd_desktop.services.impor.hasil import Bacaan, Baris
from sipd_desktop.services.impor.judul import Judul, find_judul
from sipd_desktop.services.impor.konteks import KOSONG, Konteks, apply_konteks
from sipd_desktop.services.impor.normal import Penormal
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.pemetaan import Peta, make_peta
from sipd_desktop.services.impor.profil import find_profil
from sipd_desktop.services.impor.sel import bersih

MAKS_ORANG = 200_000
_LANGKAH = 100  # rows between two looks at whether the person still wants it
_TAK_DIWARISKAN = {"nik", "nama", "tanggal_lahir", "ttl", "tempat_lahir", "jenis_kelamin", "shdk"}


def baca_berkas(
    path: Path,
    acuan: date,
    *,
    lembar: str = "",
    konteks: Konteks = KOSONG,
    peta: Mapping[str, int] | None = None,
    pantau: Pantau = DIAM,
) -> Bacaan:
    """Read and judge a file.

    `lembar` names a sheet instead of the best one; `konteks` answers the context questions; `peta`
    is a person's own mapping, key to column index, and replaces the recognised one. Raises the
    UserError of `export.read_sheet`, `impor-lembar-tidak-ada`, and `impor-kolom-wajib` (kolom) when
    name or birth date has no column.
    """
    pantau.maju("Membuka berkas")
    berkas = read_berkas(path)
    return baca(berkas, acuan, lembar=lembar, konteks=konteks, peta=peta, pantau=pantau)


def baca(
    berkas: BerkasBaca,
    acuan: date,
    *,
    lembar: str = "",
    konteks: Konteks = KOSONG,
    peta: Mapping[str, int] | None = None,
    pantau: Pantau = DIAM,
) -> Bacaan:
    """The same for a file already in memory."""
    sheets = [s for s in berkas.lembar if not lembar or s.nama.casefold() == lembar.casefold()]
    if not sheets:
        raise UserError("impor-lembar-tidak-ada", berkas=berkas.nama, lembar=lembar)
    found = [(s, j) for s in sheets if (j := find_judul(s)) is not None]
    if not found:
        raise UserError("impor-kolom-wajib", berkas=berkas.nama, kolom="Nama dan Tanggal lahir")
    sheet, judul = max(found, key=_nilai_lembar)
    columns = make_peta(sheet, judul, acuan)
    if peta is not None:
        columns = replace(columns, kolom=dict(peta))
    if columns.kurang:
        raise UserError("impor-kolom-wajib", berkas=berkas.nama, kolom=" dan ".join(columns.kurang))
    cells = _isi(sheet, judul, columns)
    baris = _baris(cells, sheet, judul, columns, acuan, pantau)
    asked = apply_konteks(baris, columns.kolom, konteks)
    check_dalam_berkas(baris, has_shdk="shdk" in columns.kolom)
    others = [s.nama for s, j in found if s is not sheet and j.has_wajib]
    return Bacaan(
        berkas=berkas.nama,
        sha256=berkas.sha256,
        profil=find_profil(judul),
        sheet=sheet.nama,
        header_rows=list(range(judul.awal + 1, judul.data_awal + 1)),
        baris=baris,
        catatan=_catatan(columns, others),
        kolom=columns.kolom,
        atas=sheet.baris[: judul.data_awal],
        isi=cells,
        gabungan_atas=tuple(g for g in sheet.gabungan if g[1][0] < judul.data_awal),
        pertanyaan=tuple(asked),
    )


def _nilai_lembar(item: tuple[LembarBaca, Judul]) -> tuple[bool, bool, float, int]:
    sheet, judul = item
    return judul.has_wajib, not sheet.tersembunyi, round(judul.skor, 3), len(sheet.baris)


def _isi(sheet: LembarBaca, judul: Judul, peta: Peta) -> list[Sequence[Isi]]:
    """The rows below the header up to the last one that holds something."""
    rows = list(sheet.baris[judul.data_awal :])
    while rows and not any(bersih(c) for c in rows[-1]):
        rows.pop()
    if len(rows) > MAKS_ORANG:
        raise UserError("impor-berkas-terlalu-besar")
    return _warisi(rows, sheet, judul, peta)


def _baris(
    rows: list[Sequence[Isi]],
    sheet: LembarBaca,
    judul: Judul,
    peta: Peta,
    acuan: date,
    pantau: Pantau,
) -> list[Baris]:
    sorter = Penggolong(
        peta.kolom,
        peta.nomor,
        sheet.baris[judul.awal : judul.data_awal],
        sheet.baris[: judul.awal],
    )
    texts = [[bersih(c) for c in row] for row in rows]
    codes = sorter.golongkan(rows, texts)
    reader = Penormal(peta.kolom, acuan)
    made = []
    for offset, (cells, line, code) in enumerate(zip(rows, texts, codes, strict=True)):
        number = judul.data_awal + offset + 1
        if offset % _LANGKAH == 0:
            pantau.maju("Memeriksa baris", offset, len(rows))
        if code is None:
            made.append(reader.baca(number, cells, line))
        else:
            ignored = Baris(number)
            ignored.add(code)
            made.append(ignored)
    return made


def _warisi(
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


def _catatan(peta: Peta, others: list[str]) -> list[str]:
    """Sentences about what was not read."""
    notes = []
    if peta.tambahan:
        notes.append(f"Kolom yang tidak dibaca: {', '.join(peta.tambahan)}.")
    for label, field in peta.saran:
        notes.append(
            f'Judul "{label}" mirip "{field}". Perbaiki judulnya bila memang itu maksudnya.'
        )
    if others:
        notes.append(
            f"Lembar lain yang juga berisi daftar orang belum dibaca: {', '.join(others)}."
        )
    if "shdk" not in peta.kolom:
        notes.append("Kolom hubungan dalam keluarga tidak ada, kepala keluarga tidak diperiksa.")
    return notes
