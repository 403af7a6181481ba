"""Paper and sheets of Potensi & Masalah: the list with its reasons, the grid, the potensi.

They leave the Posyandu, so dugaan are neither named nor counted, and a count below 5 in a sheet
without names is told as `<5` (a neighbour would know who is meant).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sipd_desktop.base.tampil import tanggal_pendek, teks_persen
from sipd_desktop.services.masalah.daftar import MasalahBaris
from sipd_desktop.services.petak.kotak import (
    ATURAN_TANDA,
    SEDIKIT,
    BarisKotak,
    Kotak,
    Sel,
    teks_data,
)
from sipd_desktop.services.petak.ubin import Peta, Ubin, legend
from sipd_desktop.services.petak.wilayah import KATA_PER
from sipd_desktop.services.potensi.daftar import PotensiBaris
from sipd_desktop.spec.lembar import (
    Blok,
    Catatan,
    Kertas,
    Kolom,
    Lembar,
    PetaUbin,
    Tabel,
    UbinCetak,
)

TANPA_DUGAAN = "Hanya yang sudah terkonfirmasi. Dugaan tidak dicetak dan tidak dihitung."
_PER_LEMBAR = 12
"""Places side by side in one table; more go on in a next one."""


@dataclass(frozen=True, slots=True)
class Bingkai:
    """What stands around every sheet: heading lines, paper, whether the data is made up."""

    unit: tuple[str, ...]
    contoh: bool
    kertas: Kertas = "F4"
    dicetak: str = ""


def lembar_daftar(rows: Sequence[MasalahBaris], tentang: str, bingkai: Bingkai) -> Lembar:
    """The list of masalah with the reason of each; `tentang` says how it was filtered."""
    columns = (
        Kolom("No", 0.4, "tengah"),
        Kolom("Nama", 2.0),
        Kolom("RT/RW", 0.8, "tengah"),
        Kolom("Masalah", 1.7),
        Kolom("Status", 1.1),
        Kolom("Alasan", 2.7),
        Kolom("Data per", 1.1),
        Kolom("Tenggat", 1.0),
        Kolom("Kader", 1.0),
        Kolom("Diteruskan", 1.3),
    )
    body = tuple(
        (
            str(number),
            row.nama if row.subjek_jenis == "warga" else f"Keluarga {row.nama}",
            "/".join(filter(None, (row.rt, row.rw))),
            row.label,
            row.status_label,
            row.alasan,
            _data_day(row),
            tanggal_pendek(row.tenggat) if row.tenggat else "",
            row.kader,
            row.tautan,
        )
        for number, row in enumerate(rows, start=1)
    )
    return make_sheet(
        "Daftar masalah",
        tentang,
        (Tabel(columns, body, teks_kosong="Tidak ada."), Catatan((TANPA_DUGAAN,))),
        bingkai,
        rahasia=True,
    )


def lembar_petak(kotak: Kotak, bingkai: Bingkai) -> Lembar:
    """The grid; kinds down, places across, several tables where there are many places."""
    places = list(range(1, len(kotak.wilayah)))
    blocks = [
        _grid(kotak, places[start : start + _PER_LEMBAR])
        for start in range(0, max(len(places), 1), _PER_LEMBAR)
    ]
    notes = (
        TANPA_DUGAAN,
        ATURAN_TANDA,
        f"<{SEDIKIT}: ada, tetapi kurang dari {SEDIKIT}.",
    )
    title = f"Masalah per {KATA_PER[kotak.per]}"
    return make_sheet(title, "", (*blocks, Catatan(notes)), bingkai)


def _grid(kotak: Kotak, places: Sequence[int]) -> Tabel:
    shown = [row for row in kotak.baris if not row.tertutup]
    columns = (
        Kolom("Masalah", 2.4),
        Kolom("Data per", 1.3),
        Kolom("Semua", 0.8, "tengah"),
        *(Kolom(_head(kotak, n), 0.8, "tengah") for n in places),
    )
    return Tabel(columns, tuple(_grid_row(row, places) for row in shown))


def _grid_row(row: BarisKotak, places: Sequence[int]) -> tuple[str, ...]:
    cells = (teks_sel(row.sel[n]) for n in (0, *places))
    return (f"{row.label} ({row.satuan})", teks_data(row), *cells)


def _head(kotak: Kotak, place: int) -> str:
    found = kotak.wilayah[place]
    return "\n".join(filter(None, (found.judul, found.rinci)))


def teks_sel(sel: Sel) -> str:
    """A confirmed count as it may leave: small ones hidden, those above the average marked."""
    if not sel.pasti:
        return "-"
    return f"<{SEDIKIT}" if sel.pasti < SEDIKIT else f"{sel.pasti}{' !' if sel.tinggi else ''}"


def lembar_peta(peta: Peta, bingkai: Bingkai) -> Lembar:
    """The tile map; a count below 5 is told as such, without its share."""
    tiles = tuple(_ubin(tile) for tile in peta.ubin)
    words = legend(peta.batas)
    notes = (
        TANPA_DUGAAN,
        f"Warna menurut bagian dari {peta.satuan} di RT itu. Tanpa titik rumah.",
        f"<{SEDIKIT}: ada, tetapi kurang dari {SEDIKIT}; warnanya yang paling muda.",
        f"Data per {peta.data_per}.",
    )
    block = PetaUbin(tiles, words)
    return make_sheet(f"Peta RT: {peta.label}", "", (block, Catatan(notes)), bingkai)


def _ubin(tile: Ubin) -> UbinCetak:
    few = 0 < tile.sel.pasti < SEDIKIT
    share = "" if few or not tile.sel.pasti else teks_persen(tile.sel.pasti, tile.sel.dari)
    return UbinCetak(
        baris=tile.letak[0],
        kolom=tile.letak[1],
        judul=tile.wilayah.judul,
        rinci=tile.wilayah.rinci.partition(",")[0],
        nilai=teks_sel(tile.sel).removesuffix(" !"),
        bagian=share,
        tingkat=min(tile.tingkat, 1) if few else tile.tingkat,
    )


def lembar_potensi(rows: Sequence[PotensiBaris], tentang: str, bingkai: Bingkai) -> Lembar:
    """The potensi with the date of their data; contacts stay covered."""
    columns = (
        Kolom("No", 0.4, "tengah"),
        Kolom("Jenis", 1.2),
        Kolom("Nama", 2.4),
        Kolom("Jumlah", 1.8),
        Kolom("RT/RW", 0.8, "tengah"),
        Kolom("Tempat", 1.6),
        Kolom("Data per", 1.6),
        Kolom("Asal", 0.9),
    )
    body = tuple(
        (
            str(number),
            row.label,
            row.nama,
            _amount(row),
            "/".join(filter(None, (row.rt, row.rw))) or "semua",
            row.tempat,
            row.segar.teks,
            row.asal,
        )
        for number, row in enumerate(rows, start=1)
    )
    table = Tabel(columns, body, teks_kosong="Belum ada potensi yang dicatat.")
    return make_sheet("Daftar potensi", tentang, (table,), bingkai)


def _amount(row: PotensiBaris) -> str:
    few = row.orang is not None and 0 < row.orang < SEDIKIT
    return f"<{SEDIKIT} orang" if few else row.jumlah


def _data_day(row: MasalahBaris) -> str:
    if row.tanggal is None:
        return ""
    return tanggal_pendek(row.tanggal) + (" (lama)" if row.is_lama else "")


def make_sheet(
    judul: str,
    tentang: str,
    blok: tuple[Blok, ...],
    bingkai: Bingkai,
    *,
    rahasia: bool = False,
) -> Lembar:
    """A sheet in its frame; `tentang` says how it was filtered."""
    return Lembar(
        judul=judul,
        subjudul=(*bingkai.unit, *((tentang,) if tentang else ())),
        blok=blok,
        kertas=bingkai.kertas,
        arah="mendatar",
        contoh=bingkai.contoh,
        rahasia=rahasia,
        dicetak=bingkai.dicetak,
    )
