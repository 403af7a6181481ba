"""Potensi told by questionnaires of an RT or the desa, and the answers nobody has judged yet.

Nothing here is stored: the newest answer of each place and question, read by `rules.potensi`. What
was noted by hand from an answer, or under the same name, stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from sipd_desktop.base import ids
from sipd_desktop.rules.potensi import Isi, find_kata, read_isi
from sipd_desktop.services.hak import require
from sipd_desktop.services.petak.segar import kesegaran
from sipd_desktop.services.petugas import Petugas
from sipd_desktop.services.potensi.daftar import (
    JAWABAN_LAIN,
    PotensiBaris,
    SaringPotensi,
    Usul,
    fits,
    sort_potensi,
    teks_jumlah,
)
from sipd_desktop.storage.tables import SYNCED

_W, _P = SYNCED["pendataan_wilayah"].c, SYNCED["potensi"].c
_PANJANG_KODE, _PANJANG_NAMA = 60, 150
_TERBESAR = Decimal("999999999.00")


@dataclass(frozen=True, slots=True)
class _Jawaban:
    """The newest answer to one question about one place."""

    rt: str
    rw: str
    dusun: str
    kode: str
    pertanyaan: str
    nilai: str
    tanggal: date

    @property
    def kunci(self) -> str:
        """Under which a potensi noted from it is kept."""
        return f"{self.rw}/{self.rt}:{self.kode}"[:_PANJANG_KODE]


def list_kuesioner(
    conn: Connection, petugas: Petugas, acuan: date, saring: SaringPotensi | None = None
) -> tuple[PotensiBaris, ...]:
    """Potensi of the questionnaires, then the answers nobody judged. Raises NotAllowed."""
    require(conn, petugas, "potensi", "lihat", nik_tersamar=True)
    noted = set(conn.execute(select(_P.id).where(_P.deleted_at.is_(None))).scalars())
    taken = set(conn.execute(select(_P.kode).where(_P.deleted_at.is_(None))).scalars())
    rows = (
        row
        for one in _answers(conn, acuan)
        if one.kunci not in taken and (row := _line(one, acuan, noted))
    )
    wanted = saring or SaringPotensi()
    return sort_potensi(row for row in rows if fits(row, wanted))


def _answers(conn: Connection, acuan: date) -> Iterator[_Jawaban]:
    query = (
        select(_W.rt, _W.rw, _W.dusun, _W.kode, _W.pertanyaan, _W.nilai, _W.tanggal)
        .where(_W.deleted_at.is_(None), _W.tanggal <= acuan.isoformat())
        .order_by(_W.tanggal.desc(), _W.id)
    )
    seen: set[tuple[Any, ...]] = set()
    for rt, rw, dusun, kode, question, answer, day in conn.execute(query):
        key = (rt, rw, dusun, kode)
        if key not in seen and question and answer:
            seen.add(key)
            place = (rt or "", rw or "", dusun or "", kode or "")
            yield _Jawaban(*place, question, answer, date.fromisoformat(day))


def _line(one: _Jawaban, acuan: date, noted: set[str]) -> PotensiBaris | None:
    """A potensi, an answer to be judged, or nothing where there is none or it is noted already."""
    row = find_kata(one.pertanyaan, one.tanggal)
    isi = read_isi(one.nilai, one.pertanyaan, row.satuan if row else "")
    if isi is None:
        return None
    if row is None:
        usul = _usul(one, "", one.pertanyaan, isi)
        return _baris(one, JAWABAN_LAIN, one.pertanyaan, one.nilai, acuan, usul)
    if ids.potensi_id(row.jenis, row.nama, one.rw, one.rt) in noted:
        return None
    text = isi.teks or teks_jumlah(isi.jumlah, isi.satuan) or "ada"
    return _baris(one, row.jenis, row.nama, text, acuan, _usul(one, row.jenis, row.nama, isi))


def _usul(one: _Jawaban, jenis: str, nama: str, isi: Isi) -> Usul:
    values: dict[str, str] = {"jenis": jenis, "nama": nama[:_PANJANG_NAMA]}
    values |= {"rt": one.rt, "rw": one.rw, "dusun": one.dusun}
    values["tanggal"] = one.tanggal.isoformat()
    if isi.jumlah is not None and isi.jumlah <= _TERBESAR:
        values |= {"jumlah": f"{isi.jumlah:.2f}", "satuan": isi.satuan}
    if isi.teks:
        values["catatan"] = isi.teks
    return Usul(one.kunci, tuple((key, value) for key, value in values.items() if value))


def _baris(
    one: _Jawaban, jenis: str, nama: str, jumlah: str, acuan: date, usul: Usul
) -> PotensiBaris:
    return PotensiBaris(
        id="",
        jenis=jenis,
        nama=nama,
        jumlah=jumlah,
        rt=one.rt,
        rw=one.rw,
        dusun=one.dusun,
        tempat="",
        kontak_samar="",
        segar=kesegaran([one.tanggal], acuan),
        asal="Kuesioner RT" if one.rt else "Kuesioner desa",
        usul=usul,
    )
