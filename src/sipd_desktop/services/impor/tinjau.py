"""A judged file as a person looks at it: rows by what becomes of them, and each cell with its why.

Words are made when a row is shown, not before: a file of 100,000 rows is ready at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from sipd_desktop.base.tampil import mask_nomor, tanggal_pendek, tanggal_teks
from sipd_desktop.export.read_sheet import Isi
from sipd_desktop.rules.kode import daftar
from sipd_desktop.services.impor.daftar_galat import pair_of, sentences
from sipd_desktop.services.impor.hasil import ABAIKAN, TOLAK, Bacaan, Baris, Nilai, Temuan
from sipd_desktop.services.impor.kolom import PER_KUNCI, TULISAN
from sipd_desktop.services.impor.sebut import KOSONG, NOMOR, UbahKata, tell_ubah
from sipd_desktop.services.impor.sel import bersih

Golongan = Literal["baru", "berubah", "sama", "bentrok", "ditolak", "diabaikan"]
_DISEBUT = 3
"""Changes named in the line of a row; the card names all."""

_ALASAN_ABAIKAN = {
    "BARIS_KOSONG": "Baris kosong.",
    "BARIS_JUMLAH": "Baris jumlah, bukan orang.",
    "HEADER_BERULANG": "Judul kolom yang terulang.",
    "CATATAN_KAKI": "Catatan atau tanda tangan di bawah tabel.",
    "NOMOR_KOLOM": "Baris nomor kolom.",
}
_ANAK_KOLOM = {
    "rt": ("rt", "rtrw", "rwrt", "alamat"),
    "rw": ("rw", "rtrw", "rwrt", "alamat"),
    "tanggal_lahir": ("tanggal_lahir", "ttl"),
    "tempat_lahir": ("tempat_lahir", "ttl"),
    "jenis_kelamin": ("jenis_kelamin", "jk_l", "jk_p"),
    "jenis_jkn": ("jenis_jkn", "jkn"),
    "punya_jkn": ("punya_jkn", "jkn"),
    "dusun": ("dusun", "alamat"),
}
"""From which columns of a sheet a field may have been read."""


@dataclass(slots=True, eq=False)
class BarisTinjau:
    """One row of the file; `nomor` is its number as the spreadsheet shows it."""

    nomor: int
    lembar: str
    baris: Baris
    isi: Sequence[Isi]
    golongan: Golongan
    bentrok: tuple[str, ...] = ()
    """Fields that wait for a person."""
    rujukan: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_bertambah(self) -> bool:
        """Whether storing it only adds records about somebody stored and changes nothing."""
        return self.golongan == "berubah" and not any(u.kunci for u in self.baris.ubahan)

    @property
    def perlu_dilihat(self) -> bool:
        """Taken, but with a remark."""
        return self.baris.outcome == "warn"


@dataclass(frozen=True, slots=True)
class SelTinjau:
    """One field of a row: what the file says, what was taken, why, and what to do."""

    kunci: str
    nama: str
    asal: str
    diambil: str
    masalah: str = ""
    saran: str = ""
    ditolak: bool = False


def list_tinjau(bacaan: Bacaan) -> tuple[BarisTinjau, ...]:
    """All rows of a planned file in the order of the sheet, other sheets after it."""
    rows = [
        BarisTinjau(
            baris.row,
            bacaan.sheet,
            baris,
            cells,
            _golongan(baris),
            tuple(baris.bentrok),
            bacaan.rujukan,
        )
        for baris, cells in zip(bacaan.baris, bacaan.isi, strict=True)
    ]
    for other in bacaan.lain:
        rows.extend(list_tinjau(other))
    return tuple(rows)


def _golongan(baris: Baris) -> Golongan:
    if baris.outcome == "ignore":
        return "diabaikan"
    if baris.outcome == "reject" or baris.status is None:
        return "ditolak"
    return baris.status


def hitung(rows: Sequence[BarisTinjau]) -> dict[str, int]:
    """Rows by golongan, by golongan and kind (`baru_orang`), `semua` (all but the ignored),
    `dilihat` (taken with a remark) and `bertambah` (of those changed, nothing stored changes)."""
    found: Counter[str] = Counter(r.golongan for r in rows)
    people = Counter(f"{r.golongan}_{r.baris.jenis}" for r in rows)
    return {
        **found,
        **people,
        "semua": len(rows) - found["diabaikan"],
        "dilihat": sum(1 for r in rows if r.perlu_dilihat),
        "bertambah": sum(1 for r in rows if r.is_bertambah),
    }


def alasan(row: BarisTinjau) -> str:
    """Why the row is what it is, in one line."""
    if row.golongan == "diabaikan":
        code = next(c for c in row.baris.codes if c in ABAIKAN)
        return _ALASAN_ABAIKAN[code]
    parts = []
    if row.baris.usul is not None:
        parts.append("Mungkin orang yang sudah ada di laptop.")
    else:
        told = list_ubah(row)
        asked = [u.kalimat for u in told if u.is_bentrok]
        parts.extend(_sebagian("Berbeda, perlu dipilih. ", asked))
        parts.extend(_sebagian("", [u.kalimat for u in told if not u.is_bentrok]))
        if row.bentrok and not asked:
            names = ", ".join(TULISAN.get(k, k) for k in row.bentrok)
            parts.append(f"Berbeda dari yang tersimpan: {names}.")
    words = sentences(row.baris)[0].removeprefix("Ditolak. ")  # that stands beside it
    return " ".join([*parts, words]).strip()


def list_ubah(row: BarisTinjau) -> tuple[UbahKata, ...]:
    """What storing the row would change, in words; what waits for a person first."""
    told = (tell_ubah(u, row.rujukan) for u in row.baris.ubahan)
    return tuple(sorted(told, key=lambda u: not u.is_bentrok))


def _sebagian(awal: str, kalimat: Sequence[str]) -> list[str]:
    """The first few in one sentence, and how many more there are."""
    if not kalimat:
        return []
    more = len(kalimat) - _DISEBUT
    rest = f"; dan {more} lagi" if more > 0 else ""
    return [f"{awal}{'; '.join(kalimat[:_DISEBUT])}{rest}."]


def list_sel(
    bacaan: Bacaan, row: BarisTinjau, *, buka: bool = False
) -> tuple[tuple[SelTinjau, ...], tuple[SelTinjau, ...]]:
    """(fields with something to say, all other fields that the file fills) of one row.

    NIK and No KK are masked unless `buka`. What concerns no single field has an empty `kunci`.
    """
    source = next((b for b in (bacaan, *bacaan.lain) if b.sheet == row.lembar), bacaan)
    told: list[SelTinjau] = []
    seen: set[str] = set()
    for found in row.baris.temuan:
        if found.kode not in ABAIKAN:
            seen.add(found.kolom)
            told.append(_told(source, row, found, buka=buka))
    if row.baris.usul is None:
        told.extend(_changed(u) for u in list_ubah(row))
        named = {u.kunci for u in row.baris.ubahan}
        told.extend(_conflict(source, row, k, buka=buka) for k in row.bentrok if k not in named)
        seen |= named | set(row.bentrok)
    plain = [
        cell
        for key, value in row.baris.normal.items()
        if key not in seen and (cell := _plain(source, row, key, value, buka=buka)) is not None
    ]
    return tuple(told), tuple(plain)


def _told(source: Bacaan, row: BarisTinjau, found: Temuan, *, buka: bool) -> SelTinjau:
    wrong, advice = pair_of(found)
    key = found.kolom
    if not key:
        return SelTinjau("", "Baris ini", "", "", wrong, advice, found.kode in TOLAK)
    raw = teks_asal(key, found.asal, buka=buka) or _asal(source, row, key, buka=buka)
    refused = found.kode in TOLAK
    taken = "" if refused else teks_nilai(key, row.baris.normal.get(key), buka=buka)
    return SelTinjau(key, TULISAN.get(key, key), raw or KOSONG, taken, wrong, advice, refused)


def _changed(ubah: UbahKata) -> SelTinjau:
    if ubah.is_catatan:
        said = "Isi lain orang atau keluarga ini tidak berubah."
        return SelTinjau("", ubah.kalimat, "", "", said)
    if ubah.is_bentrok:
        return SelTinjau(
            "",
            f"{ubah.kolom}: di laptop {ubah.lama}, di berkas {ubah.baru}",
            "",
            "",
            "Yang di laptop tetap dipakai.",
            "Sesudah disimpan, pilih yang benar di Perlu dipilih.",
        )
    said = "Akan diisi." if ubah.lama == KOSONG else "Akan diganti."
    return SelTinjau("", ubah.kalimat, "", "", said)


def _conflict(source: Bacaan, row: BarisTinjau, key: str, *, buka: bool) -> SelTinjau:
    return SelTinjau(
        key,
        TULISAN.get(key, key),
        _asal(source, row, key, buka=buka) or KOSONG,
        "tetap seperti yang tersimpan",
        "Berbeda dari yang tersimpan di laptop.",
        "Sesudah disimpan, pilih yang benar di Perlu dipilih.",
    )


def _plain(
    source: Bacaan, row: BarisTinjau, key: str, value: Nilai, *, buka: bool
) -> SelTinjau | None:
    raw = _asal(source, row, key, buka=buka)
    if value is None and not raw:
        return None
    return SelTinjau(key, TULISAN.get(key, key), raw, teks_nilai(key, value, buka=buka))


def _asal(source: Bacaan, row: BarisTinjau, key: str, *, buka: bool) -> str:
    """What the file says about a field."""
    for name in _ANAK_KOLOM.get(key, (key,)):
        column = source.kolom.get(name)
        if column is not None and column < len(row.isi):
            text = _cell_text(row.isi[column])
            if text:
                return teks_asal(key, text, buka=buka)
    return ""


def _cell_text(cell: Isi) -> str:
    if isinstance(cell, datetime):
        return tanggal_pendek(cell.date())
    if isinstance(cell, date):
        return tanggal_pendek(cell)
    return bersih(cell)


def teks_asal(key: str, text: str, *, buka: bool = False) -> str:
    """A text of the file for showing; numbers of people masked."""
    return text if buka or key not in NOMOR else mask_nomor(text)


def teks_nilai(key: str, value: Nilai, *, buka: bool = False) -> str:
    """A normalised value in words: codes by their label, dates written out, nothing as a dash."""
    if value is None:
        return KOSONG
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, int):
        kolom = PER_KUNCI.get(key)
        listing = kolom.daftar if kolom else ""
        if key == "jenis_kelamin":
            listing = "jenis_kelamin"
        return daftar(listing).label_of(value) if listing else str(value)
    if key in NOMOR:
        return value if buka else mask_nomor(value)
    if key.startswith("tanggal"):
        return tanggal_teks(value)
    return value
