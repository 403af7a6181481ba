"""The potensi noted by hand, as lists show them: contact covered, date of the data beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base.lipat import lipat
from sipd_desktop.base.tampil import teks_desimal, teks_ribuan
from sipd_desktop.bidang.umum.masalah import JENIS_POTENSI
from sipd_desktop.services.hak import require
from sipd_desktop.services.petak.segar import Kesegaran, kesegaran
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.storage.tables import SYNCED

_POTENSI = SYNCED["potensi"]
LABEL_POTENSI = dict(JENIS_POTENSI)
JAWABAN_LAIN = "jawaban_lain"
"""Kind of an answer that a person has yet to judge."""
_SINGKAT = {"keterampilan": "Keterampilan", JAWABAN_LAIN: "Jawaban lain"}
URUTAN = {key: place for place, (key, _) in enumerate(JENIS_POTENSI)}


@dataclass(frozen=True, slots=True)
class SaringPotensi:
    """Which potensi are wanted; empty means all."""

    jenis: str = ""
    rw: str = ""
    rt: str = ""
    kata: str = ""


@dataclass(frozen=True, slots=True)
class Usul:
    """What the page of a new potensi is filled with, and under which code it is then kept."""

    kode: str
    nilai: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PotensiBaris:
    """One potensi of a list; `id` is empty for a count out of the pendataan."""

    id: str
    jenis: str
    nama: str
    jumlah: str
    """With its unit, e.g. `3 hektare`."""
    rt: str
    rw: str
    dusun: str
    tempat: str
    kontak_samar: str
    segar: Kesegaran
    asal: str
    """`Kader`, `Pendataan` for a count, `Kuesioner RT` or `Kuesioner desa`."""
    orang: int | None = None
    """People counted, where the figure is a count of people."""
    usul: Usul | None = None
    """Of an answer: what a potensi noted from it starts with."""

    @property
    def label(self) -> str:
        """The kind in a word or two."""
        return _SINGKAT.get(self.jenis) or LABEL_POTENSI.get(self.jenis, self.jenis)


def list_potensi(
    conn: Connection, petugas: Petugas, acuan: date, saring: SaringPotensi | None = None
) -> tuple[PotensiBaris, ...]:
    """Potensi noted by hand, by kind, place and name. Raises NotAllowed."""
    require(conn, petugas, "potensi", "lihat", nik_tersamar=True)
    query = select(_POTENSI).where(_POTENSI.c.deleted_at.is_(None))
    found = [_line(row, acuan) for row in conn.execute(query).mappings()]
    return sort_potensi(r for r in found if fits(r, saring or SaringPotensi()))


def sort_potensi(rows: Iterable[PotensiBaris]) -> tuple[PotensiBaris, ...]:
    """By kind, place and name; what was noted by hand before counts."""
    return tuple(
        sorted(rows, key=lambda r: (URUTAN.get(r.jenis, 99), not r.id, r.rw, r.rt, r.nama))
    )


def fits(row: PotensiBaris, saring: SaringPotensi) -> bool:
    """Whether a line is wanted; letters and spelling are folded."""
    if saring.jenis and row.jenis != saring.jenis:
        return False
    if (saring.rw and row.rw != saring.rw) or (saring.rt and row.rt != saring.rt):
        return False
    words = lipat(saring.kata).split()
    text = lipat(" ".join((row.nama, row.tempat, row.dusun, row.label)))
    return all(word in text for word in words)


def mask_kontak(kontak: str) -> str:
    """First letter and the last three signs: `B......678`; short ones wholly covered."""
    tidy = " ".join(kontak.split())
    if len(tidy) < 8:
        return "*" * len(tidy)
    return f"{tidy[0]}{'*' * 6}{tidy[-3:]}"


def teks_jumlah(jumlah: Decimal | None, satuan: str) -> str:
    """An amount with its unit; empty when there is none."""
    if jumlah is None:
        return satuan
    whole = jumlah == jumlah.to_integral_value()
    number = teks_ribuan(int(jumlah)) if whole else teks_desimal(jumlah)
    return f"{number} {satuan}".strip()


def _line(r: Mapping[Any, Any], acuan: date) -> PotensiBaris:
    day = date.fromisoformat(r["tanggal"]) if r["tanggal"] else None
    return PotensiBaris(
        id=r["id"],
        jenis=r["jenis"] or "",
        nama=r["nama"] or "",
        jumlah=teks_jumlah(Decimal(r["jumlah"]) if r["jumlah"] else None, r["satuan"] or ""),
        rt=r["rt"] or "",
        rw=r["rw"] or "",
        dusun=r["dusun"] or "",
        tempat=r["tempat"] or "",
        kontak_samar=mask_kontak(r["kontak"] or ""),
        segar=kesegaran([day] if day else [], acuan),
        asal="Kader" if r["sumber_data"] in (None, "kader") else "Data desa",
    )
