"""Lembar Hari Buka: the paper that carries a day through a power cut.

Numbers and order come from `services.hari.urutan_lembar`; blank columns stand in the order of the
screen, so that a sheet is typed in from left to right, from number to number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import Connection

from sipd_desktop.base.tampil import BULAN_PENDEK, tanggal_panjang, teks_desimal
from sipd_desktop.rules.kbm import bb_minimal
from sipd_desktop.rules.kebutuhan import list_butir
from sipd_desktop.rules.periode import Periode
from sipd_desktop.rules.sasaran import NAMA
from sipd_desktop.rules.versi import aturan_pada
from sipd_desktop.services.hari.baris import NilaiUkur, Orang
from sipd_desktop.services.hari.riwayat import Catatan as Timbangan
from sipd_desktop.services.hari.riwayat import load_catatan, timbang_before
from sipd_desktop.services.hari.urutan_lembar import (
    kode_of,
    list_lembar,
    list_urutan,
    with_lain,
)
from sipd_desktop.services.laporan.kepala import Kepala, alamat_rt, open_kepala
from sipd_desktop.services.laporan.lembar_sasaran import (
    BESAR,
    BagianSasaran,
    ids_of_bagian,
    list_bagian,
    tabel_bagian,
)
from sipd_desktop.spec.lembar import Catatan, Kelompok, Kertas, Kolom, Lembar, Tabel

BARIS_BARU = 8
"""Lines for newcomers."""
_TINGGI_MM = 10.5
_KOSONG = ("BB", "TB", "LiLA", "LK")
_CENTANG = (
    ("asi", "ASI"),
    ("vitamin_a", "Vit A"),
    ("obat_cacing", "Cacing"),
)
_TANPA = "\u2013"


@dataclass(frozen=True, slots=True)
class BarisHari:
    """One child on the sheet: what was last month, and from which weight this month is N."""

    nomor: int
    orang: Orang
    bb_lalu: str
    tb_lalu: str
    bb_minimal: Decimal | None


@dataclass(frozen=True, slots=True)
class LembarHari:
    """The whole sheet of a day; `kode` tells its order from that of another sheet."""

    kepala: Kepala
    tanggal: date
    kode: str
    dibekukan: bool
    """The order was printed before and is held."""
    balita: tuple[BarisHari, ...]
    bagian: tuple[BagianSasaran, ...]
    """Everyone else, by group."""
    nomor: Mapping[str, int]
    """Number of each person on this sheet; who came to be known after printing may have none."""


def open_lembar_hari(conn: Connection, posyandu_id: str, tanggal: date) -> LembarHari:
    """Everyone expected on a day, in sheet order; raises `posyandu-tidak-ada`."""
    kepala = open_kepala(conn, posyandu_id)
    rows = list_urutan(conn, posyandu_id, tanggal)
    printed = list_lembar(conn, posyandu_id, tanggal)
    bagian = list_bagian(conn, posyandu_id, tanggal)
    nomor = {r.orang.id: r.nomor for r in rows}
    order = printed[-1].urutan if printed else tuple(with_lain(list(nomor), ids_of_bagian(bagian)))
    if not printed:
        nomor = {warga: place for place, warga in enumerate(order, start=1)}
    rows = tuple(r for r in rows if r.orang.is_balita)
    past = load_catatan(conn, [r.orang.id for r in rows], tanggal)
    return LembarHari(
        kepala=kepala,
        tanggal=tanggal,
        kode=kode_of(order),
        dibekukan=bool(printed),
        balita=tuple(_baris(r.nomor, r.orang, past.get(r.orang.id, []), tanggal) for r in rows),
        bagian=bagian,
        nomor=nomor,
    )


def _baris(nomor: int, orang: Orang, rows: Sequence[Timbangan], tanggal: date) -> BarisHari:
    before = [r for r in rows if r.tanggal < tanggal]
    return BarisHari(
        nomor=nomor,
        orang=orang,
        bb_lalu=_last(before, "berat_badan", tanggal),
        tb_lalu=_last(before, "tinggi_badan", tanggal),
        bb_minimal=_minimal(orang, rows, tanggal),
    )


def _minimal(orang: Orang, rows: Sequence[Timbangan], tanggal: date) -> Decimal | None:
    if orang.tanggal_lahir is None:
        return None
    past = timbang_before(rows, tanggal, NilaiUkur())
    return bb_minimal(orang.jk, orang.tanggal_lahir, tanggal, past, aturan_pada(tanggal))


def _last(rows: Sequence[Timbangan], field: str, tanggal: date) -> str:
    """The newest earlier value, with its month when that was not the last one: `10,9 (Agu)`."""
    found = [(r.tanggal, value) for r in rows if (value := getattr(r.nilai, field)) is not None]
    if not found:
        return _TANPA
    when, value = found[-1]
    text = teks_kg(value)
    if when in Periode.of(tanggal).shift(-1):
        return text
    return f"{text} ({BULAN_PENDEK[when.month - 1]})"


def teks_kg(value: Decimal) -> str:
    """One decimal at least, two where they were measured: `10,9`, `8,95`."""
    return teks_desimal(value, 1 if value == value.quantize(Decimal("0.1")) else 2)


def lembar_hari(isi: LembarHari, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The sheet; it names children, so its footer says that it is confidential."""
    return Lembar(
        judul="Lembar Hari Buka",
        subjudul=(
            f"Kode {isi.kode} \u00b7 {isi.kepala.unit}",
            f"{tanggal_panjang(isi.tanggal, hari=True)} \u00b7 {_counts(isi)}",
        ),
        blok=(
            _balita(isi),
            _baru(),
            Catatan(_NOTES, judul="Cara memakai"),
            *(tabel_bagian(b, isi.nomor) for b in isi.bagian),
        ),
        kertas=kertas,
        contoh=isi.kepala.contoh,
        rahasia=True,
        dicetak=dicetak,
    )


def _counts(isi: LembarHari) -> str:
    """`36 balita, 3 ibu hamil, 21 lansia`; the large groups are not counted by their list."""
    counts = [(len(isi.balita), "balita")]
    counts += [(len(b.orang), NAMA[b.kode].lower()) for b in isi.bagian if b.kode not in BESAR]
    return ", ".join(f"{n} {word}" for n, word in counts if n)


_NOTES = (
    "BB agar N: berat paling kecil supaya bulan ini tercatat naik (N). Tanda \u2013: bulan lalu "
    "tidak ditimbang, jadi N atau T tidak dinilai.",
    "Listrik padam? Tulis di lembar ini. Nanti ketik menurut nomor, dari kiri ke kanan. "
    "Angka lalu hanya untuk membandingkan; TB diukur lagi setiap kali.",
    "Bengkak di kedua punggung kaki: tulis di kolom Centang, lalu langsung ke bidan.",
)


def _balita(isi: LembarHari) -> Tabel:
    columns = (
        Kolom("No", 0.45, "kanan", angka=True),
        Kolom("Nama, ibu", 2.9),
        Kolom("L/P", 0.45, "tengah"),
        Kolom("Umur bln", 0.7, "tengah", angka=True),
        Kolom("BB", 0.85, "tengah", "Lalu", angka=True),
        Kolom("TB", 0.85, "tengah", "Lalu", angka=True),
        Kolom("BB agar N", 0.9, "tengah", angka=True),
        *(Kolom(teks, 1.0 if teks in ("BB", "TB") else 0.8, grup="Hari ini") for teks in _KOSONG),
        Kolom("Centang", 1.05, grup="Hari ini"),
    )
    return Tabel(
        columns,
        tuple(_cells(b, isi.tanggal) for b in isi.balita),
        judul="Balita",
        kelompok=_groups(isi.balita),
        rekat=_families([b.orang for b in isi.balita]),
        tinggi_baris_mm=_TINGGI_MM,
        teks_kosong="Belum ada balita yang tercatat di wilayah Posyandu ini.",
    )


def _cells(baris: BarisHari, tanggal: date) -> tuple[str, ...]:
    orang = baris.orang
    mother = f"\nibu {orang.nama_ibu.title()}" if orang.nama_ibu else ""
    return (
        str(baris.nomor),
        f"{orang.nama}{mother}",
        orang.jk,
        "" if orang.umur_bulan is None else str(orang.umur_bulan),
        baris.bb_lalu,
        baris.tb_lalu,
        teks_kg(baris.bb_minimal) if baris.bb_minimal is not None else _TANPA,
        *("" for _ in _KOSONG),
        "\n".join(f"\u25a1 {word}" for word in _ticks(orang, tanggal)),
    )


def _ticks(orang: Orang, tanggal: date) -> list[str]:
    """What may be ticked for this child on this day, in the order of the screen."""
    due = {b.jenis for b in list_butir(tanggal) if b.kena(orang.umur_bulan)}
    return [word for jenis, word in _CENTANG if jenis in due]


def _groups(rows: Sequence[BarisHari]) -> tuple[Kelompok, ...]:
    """A heading before each run of one RT; a second run of an RT came after the first printing."""
    found: list[Kelompok] = []
    seen: dict[str, int] = {}
    for place, row in enumerate(rows):
        title = alamat_rt(row.orang)
        if place and title == alamat_rt(rows[place - 1].orang):
            continue
        again = " (tambahan)" if title in seen else ""
        seen[title] = place
        count = _run(rows, place)
        found.append(Kelompok(place, f"{title}{again}: {count} anak"))
    return tuple(found)


def _run(rows: Sequence[BarisHari], start: int) -> int:
    title = alamat_rt(rows[start].orang)
    end = start
    while end < len(rows) and alamat_rt(rows[end].orang) == title:
        end += 1
    return end - start


def _families(people: Sequence[Orang]) -> frozenset[int]:
    """Rows whose next row is of the same household: those are never parted by a page."""
    return frozenset(
        place
        for place, (one, other) in enumerate(pairwise(people))
        if one.keluarga_id and one.keluarga_id == other.keluarga_id
    )


def _baru() -> Tabel:
    columns = (
        Kolom("No", 0.5, "kanan"),
        Kolom("Nama", 2.4),
        Kolom("L/P", 0.5),
        Kolom("Tanggal lahir", 1.1),
        Kolom("Ibu", 1.5),
        Kolom("RT / RW", 0.8),
        *(Kolom(teks, 0.85) for teks in _KOSONG),
    )
    rows = tuple((f"B{n}", *[""] * (len(columns) - 1)) for n in range(1, BARIS_BARU + 1))
    return Tabel(
        columns,
        rows,
        judul="Pendatang baru (belum ada di daftar)",
        tinggi_baris_mm=_TINGGI_MM,
    )
