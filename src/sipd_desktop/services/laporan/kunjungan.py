"""The list for home visits after a hari buka: who did not come, RT by RT, and whom to ask after.

It says nowhere what was found of anyone: a visit asks, the bidan knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.tampil import bulan_tahun, tanggal_panjang, tanggal_pendek
from sipd_desktop.services.hari.baris import Hari, Orang
from sipd_desktop.services.hari.hadir import list_belum
from sipd_desktop.services.hari.hari import find_hari
from sipd_desktop.services.hari.riwayat import load_catatan
from sipd_desktop.services.laporan.kepala import Kepala, alamat_rt, open_kepala, teks_rt
from sipd_desktop.services.laporan.sesudah import Cek, list_cek
from sipd_desktop.spec.lembar import (
    Catatan,
    Kelompok,
    Kertas,
    Kolom,
    Lembar,
    Tabel,
)

_TINGGI_MM = 11.0


@dataclass(frozen=True, slots=True)
class Kunjungan:
    """The visits after one day."""

    kepala: Kepala
    hari: Hari
    belum: tuple[tuple[str, tuple[Orang, ...]], ...]
    """Address of the RT, and its balita who did not come."""
    terakhir: dict[str, date]
    """When each of them was weighed last."""
    cek: tuple[Cek, ...]

    @property
    def jumlah(self) -> int:
        """Balita who did not come."""
        return sum(len(people) for _, people in self.belum)


def require_hari(conn: Connection, posyandu_id: str, tanggal: date) -> Hari:
    """The hari buka of a date; raises `hari-tidak-ada`."""
    hari = find_hari(conn, posyandu_id, tanggal)
    if hari is None:
        raise UserError("hari-tidak-ada")
    return hari


def open_kunjungan(conn: Connection, posyandu_id: str, tanggal: date) -> Kunjungan:
    """Who to visit after the hari buka of a date; raises `hari-tidak-ada`."""
    hari = require_hari(conn, posyandu_id, tanggal)
    groups = list_belum(conn, hari.id)
    people = [o.id for g in groups for o in g.orang]
    rows = load_catatan(conn, people, hari.tanggal)
    weighed = {
        owner: days[-1]
        for owner, history in rows.items()
        if (days := [r.tanggal for r in history if r.nilai.berat_badan is not None])
    }
    return Kunjungan(
        kepala=open_kepala(conn, posyandu_id),
        hari=hari,
        belum=tuple((teks_rt(g.rt, g.rw, g.dusun), g.orang) for g in groups),
        terakhir=weighed,
        cek=list_cek(conn, hari),
    )


def lembar_kunjungan(isi: Kunjungan, kertas: Kertas = "F4", *, dicetak: str = "") -> Lembar:
    """The sheet, with room for what was seen and agreed."""
    return Lembar(
        judul="Daftar kunjungan rumah",
        subjudul=(
            isi.kepala.unit,
            f"Sesudah hari buka {tanggal_panjang(isi.hari.tanggal, hari=True)}",
        ),
        blok=(_missing(isi), _news(isi.cek), Catatan(_NOTES)),
        kertas=kertas,
        contoh=isi.kepala.contoh,
        rahasia=True,
        dicetak=dicetak,
    )


_NOTES = (
    "Yang belum datang: tanyakan sebabnya, ajak datang atau timbang susulan, catat hasilnya.",
    "Tanya kabar: apakah sudah ke bidan atau Puskesmas, dan apa pesannya. Tidak perlu menyebut "
    "sebabnya di depan orang lain.",
)


def _missing(isi: Kunjungan) -> Tabel:
    columns = (
        Kolom("No", 0.4, "kanan"),
        Kolom("Nama, ibu", 2.4),
        Kolom("Umur", 0.8),
        Kolom("Terakhir ditimbang", 1.1),
        Kolom("Tanggal kunjungan", 1.1),
        Kolom("Hasil", 2.2),
    )
    rows: list[tuple[str, ...]] = []
    heads: list[Kelompok] = []
    for address, people in isi.belum:
        heads.append(Kelompok(len(rows), f"{address}: {len(people)} anak"))
        for orang in people:
            rows.append((str(len(rows) + 1), *_who(orang), _when(isi, orang), "", ""))
    return Tabel(
        columns,
        tuple(rows),
        judul=f"Balita yang belum datang: {isi.jumlah} anak",
        kelompok=tuple(heads),
        tinggi_baris_mm=_TINGGI_MM,
        teks_kosong="Semua balita di wilayah ini sudah datang.",
    )


def _who(orang: Orang) -> tuple[str, str]:
    mother = f"\nibu {orang.nama_ibu.title()}" if orang.nama_ibu else ""
    age = "" if orang.umur_bulan is None else f"{orang.umur_bulan} bln"
    return f"{orang.nama}{mother}", age


def _when(isi: Kunjungan, orang: Orang) -> str:
    last = isi.terakhir.get(orang.id)
    return bulan_tahun(last, pendek=True) if last else "belum pernah"


def _news(cek: Sequence[Cek]) -> Tabel:
    columns = (
        Kolom("No antre", 0.6, "kanan"),
        Kolom("Nama, ibu", 2.4),
        Kolom("RT", 1.7),
        Kolom("Tanya kabar mulai", 1.2),
        Kolom("Hasil", 2.4),
    )
    rows = tuple(
        (str(c.nomor), _who(c.orang)[0], alamat_rt(c.orang), tanggal_pendek(c.tanggal), "")
        for c in cek
    )
    return Tabel(
        columns,
        rows,
        judul=f"Tanya kabar yang dirujuk: {len(rows)} orang",
        tinggi_baris_mm=_TINGGI_MM,
        teks_kosong="Tidak ada yang dirujuk hari itu.",
    )
