"""From a file to judged rows: which layout, best sheet, header, columns, values, checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from sipd_desktop.base.errors import UserError
from sipd_desktop.export.read_sheet import BerkasBaca, LembarBaca, read_berkas
from sipd_desktop.services.impor.baca_baris import isi_baris, read_rows
from sipd_desktop.services.impor.dalam_berkas import check_dalam_berkas
from sipd_desktop.services.impor.eppgbm import PROFIL as EPPGBM
from sipd_desktop.services.impor.eppgbm import is_eppgbm
from sipd_desktop.services.impor.hasil import Bacaan
from sipd_desktop.services.impor.judul import Judul, find_judul
from sipd_desktop.services.impor.khusus import only_subjek, read_khusus, read_petaan
from sipd_desktop.services.impor.konteks import (
    KOSONG,
    Hari,
    Kenal,
    Konteks,
    apply_kenal,
    apply_konteks,
    drop_rtrw_kosong,
    hari_of,
    konteks_judul,
)
from sipd_desktop.services.impor.pantau import DIAM, Pantau
from sipd_desktop.services.impor.pemetaan import Peta, make_peta
from sipd_desktop.services.impor.profil import SDGS_INDIVIDU, find_profil
from sipd_desktop.services.impor.sdgs import attach_individu, name_heads, place_from
from sipd_desktop.services.impor.sdgs_keluarga import find_keluarga, read_keluarga
from sipd_desktop.services.impor.sdgs_kolom import INDIVIDU
from sipd_desktop.services.impor.sdgs_letak import find_letak
from sipd_desktop.services.impor.sisa import SUMBER, Sisa, attach_sisa, find_sisa
from sipd_desktop.services.impor.tata import join_pecah, split_blok
from sipd_desktop.services.impor.tertutup import close_alasan

MuatKenal = Callable[[], Kenal]


def read_isi_berkas(
    path: Path,
    acuan: date,
    *,
    lembar: str = "",
    konteks: Konteks = KOSONG,
    peta: Mapping[str, int] | None = None,
    pantau: Pantau = DIAM,
    kenal: MuatKenal | None = None,
) -> Bacaan:
    """Read and judge a file.

    `lembar` names a sheet instead of the best one; `konteks` answers the context questions; `peta`
    is a person's own mapping, key to column index, and replaces the recognised one; `kenal` gives
    the stored places of people when the file has none. Raises the UserError of `export.read_sheet`,
    `impor-lembar-tidak-ada`, and `impor-kolom-wajib` (kolom) when name or birth date has no column.
    """
    pantau.maju("Membuka berkas")
    berkas = read_berkas(path)
    return read_lembar(
        berkas, acuan, lembar=lembar, konteks=konteks, peta=peta, pantau=pantau, kenal=kenal
    )


def read_lembar(
    berkas: BerkasBaca,
    acuan: date,
    *,
    lembar: str = "",
    konteks: Konteks = KOSONG,
    peta: Mapping[str, int] | None = None,
    judul: Judul | None = None,
    pantau: Pantau = DIAM,
    kenal: MuatKenal | None = None,
) -> Bacaan:
    """The same for a file already in memory; `judul` is the header a person pointed at."""
    sheets = [s for s in berkas.lembar if not lembar or s.nama.casefold() == lembar.casefold()]
    if not sheets:
        raise UserError("impor-lembar-tidak-ada", berkas=berkas.nama, lembar=lembar)
    hari = hari_of(konteks, acuan)
    special = (
        read_khusus(berkas, sheets, acuan, konteks, hari)
        if peta is None
        else read_petaan(berkas, sheets[0], judul, peta, konteks, hari)
    )
    if special:
        return special
    home = find_keluarga(sheets) if peta is None else None
    households = read_keluarga(berkas, *home, hari) if home else None
    found = [
        (s, j)
        for s in sheets
        if (home is None or s is not home[0]) and (j := judul or find_judul(s)) is not None
    ]
    if households and not any(j.has_wajib for _, j in found):
        return _finish(households, konteks, kenal)
    if not found:
        raise UserError("impor-kolom-wajib", berkas=berkas.nama, kolom="Nama dan Tanggal lahir")
    sheet, judul = max(found, key=_nilai_lembar)
    blocks = split_blok(sheet, judul) if peta is None else [(sheet, judul)]
    bacaan, *beside = (_read_orang(berkas, *b, acuan, peta, hari, pantau) for b in blocks)
    for block in beside:
        _append_blok(bacaan, block)
    if households:
        place_from(bacaan.baris, households, kenal() if kenal else None)
        name_heads(bacaan.baris, households)
        bacaan.lain.append(households)
    check_dalam_berkas(bacaan.baris, has_shdk="shdk" in bacaan.kolom)
    others = [s.nama for s, j in found if s is not sheet and j.has_wajib]
    if others:
        bacaan.catatan.append(
            f"Lembar lain yang juga berisi daftar orang belum dibaca: {', '.join(others)}."
        )
    return _finish(bacaan, konteks, kenal)


def _read_orang(
    berkas: BerkasBaca,
    sheet: LembarBaca,
    judul: Judul,
    acuan: date,
    peta: Mapping[str, int] | None,
    hari: Hari,
    pantau: Pantau,
) -> Bacaan:
    columns = make_peta(sheet, judul, acuan)
    if peta is not None:
        columns = replace(columns, kolom=dict(peta), saran=(), tebakan=())
    sheet = join_pecah(sheet, judul, columns.kolom)
    profil: str = find_profil(judul)
    letak = find_letak(sheet, INDIVIDU) if profil in (SDGS_INDIVIDU, "lainnya") else None
    if letak and peta is None:
        profil = SDGS_INDIVIDU
        columns = replace(columns, kolom=letak.only_identitas(columns.kolom))
    elif profil == "lainnya" and is_eppgbm(judul):
        profil = EPPGBM
    sisa = None if letak else find_sisa(judul, columns.kolom, profil)
    is_lekat = bool(columns.kurang and sisa and _is_lekat(columns, profil, sisa))
    if columns.kurang and not is_lekat:
        raise UserError("impor-kolom-wajib", berkas=berkas.nama, kolom=" dan ".join(columns.kurang))
    cells = isi_baris(sheet, judul, columns)
    baris = read_rows(cells, sheet, judul, columns, acuan, pantau)
    if is_lekat:
        baris = [only_subjek(b, sheet, columns.kolom) for b in baris]
    if letak:
        attach_individu(berkas, sheet, letak, baris, hari)
    elif sisa and not sisa.is_kosong:
        attach_sisa(sheet, sisa, baris, hari, acuan)
    close_alasan(baris, "sdgs" if letak else SUMBER.get(profil, "daftar"), hari.tanggal)
    return Bacaan(
        berkas=berkas.nama,
        sha256=berkas.sha256,
        profil=profil,
        sheet=sheet.nama,
        header_rows=list(range(judul.awal + 1, judul.data_awal + 1)),
        baris=baris,
        catatan=_catatan(columns, sisa),
        kolom=columns.kolom,
        atas=sheet.baris[: judul.data_awal],
        isi=cells,
        gabungan_atas=tuple(g for g in sheet.gabungan if g[1][0] < judul.data_awal),
        hanya_lampiran=is_lekat,
    )


def _append_blok(bacaan: Bacaan, beside: Bacaan) -> None:
    """A table to the right belongs to the same list; its empty lines are the first one's."""
    kept = [(b, c) for b, c in zip(beside.baris, beside.isi, strict=True) if b.outcome != "ignore"]
    bacaan.baris.extend(b for b, _ in kept)
    bacaan.isi = [*bacaan.isi, *(c for _, c in kept)]
    bacaan.catatan.append(f"Tabel di sebelah kanannya ikut dibaca: {len(kept)} baris.")


def _is_lekat(columns: Peta, profil: str, sisa: Sisa) -> bool:
    """A list without birth dates that only says something about people known by their NIK."""
    return "nik" in columns.kolom and (profil == EPPGBM or sisa.has_sosial)


def _finish(bacaan: Bacaan, konteks: Konteks, kenal: MuatKenal | None) -> Bacaan:
    """Places the file does not know: from what is stored, else from the context, else asked."""
    asked: dict[str, None] = {}
    for part in (bacaan, *bacaan.lain):
        if kenal is not None and not {"rt", "rtrw", "rwrt"} & part.kolom.keys():
            apply_kenal(part.baris, kenal())
        told, note = konteks_judul(part.judul_atas, part.kolom, konteks)
        if note:
            part.catatan.append(note)
        asked |= dict.fromkeys(apply_konteks(part.baris, part.kolom, told))
        drop_rtrw_kosong(part.baris)
    if bacaan.profil.startswith("sdgs") and konteks.tanggal is None:
        asked["tanggal"] = None
    bacaan.pertanyaan = tuple(asked)
    bacaan.tanggal = konteks.tanggal
    return bacaan


def _nilai_lembar(item: tuple[LembarBaca, Judul]) -> tuple[bool, bool, float, int]:
    sheet, judul = item
    return judul.has_wajib, not sheet.tersembunyi, round(judul.skor, 3), len(sheet.baris)


def _catatan(peta: Peta, sisa: Sisa | None) -> list[str]:
    """Sentences about what was read in another way than a person may expect."""
    notes: list[str] = []
    if sisa is None:
        return notes
    if sisa.judul:
        notes.append(
            f"Kolom tanpa tempat sendiri disimpan sebagai jawaban lain: {', '.join(sisa.judul)}."
        )
    for label, field in peta.tebakan:
        notes.append(f'Judul "{label}" dibaca sebagai "{field}", karena isinya cocok.')
    for label, field in peta.saran:
        notes.append(
            f'Judul "{label}" mirip "{field}". Perbaiki judulnya bila memang itu maksudnya.'
        )
    if "shdk" not in peta.kolom:
        notes.append("Kolom hubungan dalam keluarga tidak ada, kepala keluarga tidak diperiksa.")
    return notes
