"""Gabung hari lewat flashdisk: two laptops of one Posyandu hold the same day, without any network.

The file is locked with four words that are shown on one laptop and typed on the other. Joining is
one intent of one person, all of it or nothing; done again, in either direction, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import hari_buka_id
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_setelan, get_state
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.sync.gabung_tulis import Hitung, check_baris, check_beda, join_rows, store_beda
from sipd_desktop.wire.gabung import (
    MAX_BARIS,
    TABEL,
    BarisHari,
    BedaHari,
    IsiHari,
    KepalaGabung,
)
from sipd_desktop.wire.paket import (
    GABUNG,
    KIRIM,
    Amplop,
    check_tanda,
    open_kode,
)
from sipd_desktop.wire.paket_isi import read_bagian

SENDIRI = frozenset(("status", "ditutup_pada", "ditandatangani_oleh", "ringkasan"))
"""Each laptop opens and closes its own day; joining never does it for anybody."""


@dataclass(frozen=True, slots=True)
class HasilGabung:
    """A day that was joined."""

    hari: str
    posyandu: str
    tanggal: str
    baru: int
    berubah: int
    sama: int
    beda: int
    lewat: int = 0

    def ke_json(self) -> dict[str, object]:
        """The keys of `sipd paket masuk --json` for a day."""
        return {
            "jenis": "gabung",
            "hari": self.hari,
            "tanggal": self.tanggal,
            "baru": self.baru,
            "berubah": self.berubah,
            "sama": self.sama,
            "beda": self.beda,
            "lewat": self.lewat,
        }


@dataclass(frozen=True, slots=True)
class HariTerbuka:
    """A day read out of a file, checked, not joined yet."""

    kepala: KepalaGabung
    baris: Sequence[BarisHari]
    beda: Sequence[BedaHari]
    lewat: int
    """Values left out because they are no proper ones."""


def open_hari(conn: Connection, amplop: Amplop, kode: str) -> HariTerbuka:
    """Verify and read; nothing is changed. Raises `paket-...`, `gabung-...`."""
    if amplop.jenis != GABUNG:
        raise UserError("paket-bukan-balasan" if amplop.jenis == KIRIM else "paket-bukan")
    check_tanda(amplop, amplop.pubkey)
    isi = open_kode(amplop, kode)
    kepala = read_bagian(isi.bagian(0), KepalaGabung)
    _check_kepala(conn, amplop, kepala)
    parts = [read_bagian(isi.bagian(i), IsiHari) for i in range(1, len(isi))]
    rows = [row for part in parts for row in part.baris]
    if len(rows) > MAX_BARIS or len(rows) != kepala.baris:
        raise UserError("paket-palsu")
    rows = [row for row in rows if row.tbl in TABEL]
    lewat = check_baris(rows, kepala.hari)
    beda = [one for part in parts for one in part.beda]
    check_beda(beda)
    return HariTerbuka(kepala, rows, beda, lewat)


def _check_kepala(conn: Connection, amplop: Amplop, kepala: KepalaGabung) -> None:
    natural = hari_buka_id(kepala.posyandu, kepala.tanggal)
    if kepala.perangkat != amplop.perangkat or kepala.hari != natural:
        raise UserError("paket-palsu")
    if kepala.desa != get_setelan(conn, "kode_desa"):
        raise UserError("paket-desa-lain")
    if kepala.contoh != (get_setelan(conn, "contoh") == "1"):
        raise UserError("gabung-contoh")
    if kepala.perangkat == get_state(conn, "device"):
        raise UserError("gabung-dari-sendiri")
    if fetch_row(conn, "posyandu", kepala.posyandu) is None:
        raise UserError("gabung-posyandu-lain")
    require_not_closed(conn, kepala.hari)


def require_not_closed(conn: Connection, hari_id: str) -> None:
    """A day that was closed and signed here stays as it was signed."""
    hari = fetch_row(conn, "hari_buka", hari_id)
    if hari is not None and hari["status"] == "tutup":
        raise UserError("gabung-hari-ditutup")


def join_hari(
    conn: Connection, petugas: Petugas, found: HariTerbuka
) -> tuple[HasilGabung, Changes]:
    """Join the day of the other laptop into this one, in the caller's transaction.

    Raises `gabung-hari-ditutup` when it was closed here meanwhile.
    """
    kepala = found.kepala
    require_not_closed(conn, kepala.hari)
    mine = fetch_row(conn, "hari_buka", kepala.hari)
    for row in found.baris:
        if row.tbl == "hari_buka" and mine is not None:
            row.isi = {k: v for k, v in row.isi.items() if k not in SENDIRI}
            row.isi.update({k: mine[k] for k in SENDIRI if mine[k] is not None})
    niat = Niat(conn, petugas)
    hitung = join_rows(conn, found.baris, niat.moment)
    for beda in found.beda:
        hitung.beda += store_beda(conn, beda)
    changes = Changes()
    if hitung.ada:
        niat.act("menggabung", "hari_buka", kepala.hari)
        changes = niat.done() | Changes(frozenset(TABEL))
    return _result(kepala, hitung, found.lewat), changes


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """What joining would do, told before anything is done: who, when, how many, what changes."""

    laptop: str
    """Last letters of the laptop that wrote the file, as on its own screen."""
    dibuat: str
    posyandu: str
    tanggal: str
    hadir: int
    isian: int
    hasil: HasilGabung


class _Coba(Exception):
    """Carries the outcome of a trial out of its transaction, which is taken back by it."""

    def __init__(self, hasil: HasilGabung) -> None:
        super().__init__()
        self.hasil = hasil


def preview_hari(buku: Buku, petugas: Petugas, found: HariTerbuka) -> Pratinjau:
    """Join and take it back in the same transaction. Raises as `join_hari`."""
    kepala = found.kepala
    with buku.read() as conn:
        unit = fetch_row(conn, "posyandu", kepala.posyandu)
    try:
        with buku.write() as conn:
            raise _Coba(join_hari(conn, petugas, found)[0])
    except _Coba as tried:
        hasil = tried.hasil
    tail = kepala.perangkat.replace("-", "")[-8:].upper()
    return Pratinjau(
        laptop=f"{tail[:4]}-{tail[4:]}",
        dibuat=kepala.dibuat,
        posyandu=str(unit["nama"] if unit else ""),
        tanggal=kepala.tanggal,
        hadir=sum(row.tbl == "kehadiran" for row in found.baris),
        isian=sum(row.tbl == "isian" for row in found.baris),
        hasil=hasil,
    )


def _result(kepala: KepalaGabung, hitung: Hitung, lewat: int) -> HasilGabung:
    return HasilGabung(
        hari=kepala.hari,
        posyandu=kepala.posyandu,
        tanggal=kepala.tanggal,
        baru=hitung.baru,
        berubah=hitung.berubah,
        sama=hitung.sama,
        beda=hitung.beda,
        lewat=lewat,
    )
