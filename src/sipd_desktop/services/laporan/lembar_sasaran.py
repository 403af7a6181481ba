"""The second part of the Lembar Hari Buka: everyone but the balita, one table for each group.

Blank columns are the measures of the group's form in its order. Of the large groups (usia sekolah,
dewasa) only those are listed who came in the last year; blank lines take the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from sipd_desktop.bidang import FORMS
from sipd_desktop.rules.sasaran import KELOMPOK, NAMA
from sipd_desktop.services.gabung import load_kini
from sipd_desktop.services.hari.baris import Orang
from sipd_desktop.services.hari.sasaran import list_kelompok
from sipd_desktop.services.laporan.kepala import alamat_rt
from sipd_desktop.spec.field import Choice, YaTidak
from sipd_desktop.spec.lembar import Kelompok, Kolom, Tabel
from sipd_desktop.storage.tables import SYNCED

BESAR = ("remaja", "dewasa")
"""Groups too large to be listed whole."""
BARIS_KOSONG = {"remaja": 5, "dewasa": 8, "lansia": 4, "bumil": 2, "bufas": 2, "apras": 2}
_SETAHUN = timedelta(days=366)
_TINGGI_MM = 9.0
_SINGKAT = {
    "berat_badan": "BB",
    "tinggi_badan": "TB",
    "lila": "LiLA",
    "lingkar_perut": "LP",
    "sistolik": "TD",
    "gds": "GDS",
    "hb": "Hb",
}
_HADIR, _HARI = SYNCED["kehadiran"], SYNCED["hari_buka"]


@dataclass(frozen=True, slots=True)
class BagianSasaran:
    """One group on the sheet, by RT."""

    kode: str
    orang: tuple[Orang, ...]
    ukuran: tuple[str, ...]
    """Short words of the blank columns, in the order of the screen."""


def list_bagian(conn: Connection, posyandu_id: str, tanggal: date) -> tuple[BagianSasaran, ...]:
    """All groups but balita, in the order of the groups."""
    known = _came_lately(conn, posyandu_id, tanggal)
    found = []
    for kode in KELOMPOK:
        if kode == "balita":
            continue
        people = list_kelompok(conn, posyandu_id, tanggal, kode)
        if kode in BESAR:
            people = tuple(o for o in people if o.id in known)
        found.append(BagianSasaran(kode, _by_rt(people), ukuran_of(kode)))
    return tuple(found)


def ids_of_bagian(bagian: Sequence[BagianSasaran]) -> tuple[str, ...]:
    """The people of all groups in the order of the sheet."""
    return tuple(o.id for b in bagian for o in b.orang)


def ukuran_of(kode: str) -> tuple[str, ...]:
    """The measures of a group's form; both numbers of a blood pressure share one column."""
    form = FORMS[f"pemeriksaan_{kode}"]
    numbers = [f for f in form.fields() if not isinstance(f, YaTidak | Choice)]
    return tuple(_SINGKAT.get(f.key, f.label) for f in numbers if f.key != "diastolik")


def _by_rt(people: Sequence[Orang]) -> tuple[Orang, ...]:
    return tuple(sorted(people, key=lambda o: (o.dusun, o.rw, o.rt, o.nama, o.id)))


def _came_lately(conn: Connection, posyandu_id: str, tanggal: date) -> set[str]:
    query = (
        select(_HADIR.c.warga_id)
        .join(_HARI, _HARI.c.id == _HADIR.c.hari_buka_id)
        .where(
            _HARI.c.posyandu_id == posyandu_id,
            _HARI.c.tanggal.between((tanggal - _SETAHUN).isoformat(), tanggal.isoformat()),
            _HARI.c.deleted_at.is_(None),
            _HADIR.c.deleted_at.is_(None),
        )
    )
    kini = load_kini(conn)
    return {kini.get(warga, warga) for warga in conn.execute(query).scalars()}


def tabel_bagian(bagian: BagianSasaran, nomor: Mapping[str, int]) -> Tabel:
    """The table of one group: the number on the sheet, and measures to be written by hand."""
    columns = (
        Kolom("No", 0.6, "kanan", angka=True),
        Kolom("Nama", 2.6),
        Kolom("L/P", 0.4, "tengah"),
        Kolom("Umur", 0.9, "tengah"),
        *(Kolom(word, 1.0, grup="Hari ini") for word in bagian.ukuran),
        Kolom("Catatan", 1.3, grup="Hari ini"),
    )
    blank = ("",) * (len(bagian.ukuran) + 1)
    rows = [(str(nomor.get(o.id, "")), o.nama, o.jk, _umur(o), *blank) for o in bagian.orang]
    heads = _heads(bagian.orang)
    empty = BARIS_KOSONG[bagian.kode]
    heads.append(Kelompok(len(rows), "Belum ada di daftar"))
    rows += [("",) * len(columns)] * empty
    return Tabel(
        columns,
        tuple(rows),
        judul=f"{NAMA[bagian.kode]}: {len(bagian.orang)} orang{_who(bagian.kode)}",
        kelompok=tuple(heads),
        tinggi_baris_mm=_TINGGI_MM,
    )


def _who(kode: str) -> str:
    return " yang datang setahun ini" if kode in BESAR else ""


def _umur(orang: Orang) -> str:
    """Years, for apras months: short enough for its column."""
    if orang.umur_bulan is None:
        return ""
    return f"{orang.umur_bulan} bln" if orang.umur_bulan < 72 else f"{orang.umur_bulan // 12} th"


def _heads(people: Sequence[Orang]) -> list[Kelompok]:
    found: list[Kelompok] = []
    for place, orang in enumerate(people):
        title = alamat_rt(orang)
        if not found or found[-1].judul != title:
            found.append(Kelompok(place, title))
    return found
