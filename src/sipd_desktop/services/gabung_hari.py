"""Gabung hari lewat flashdisk: two laptops of one Posyandu hold the same day, without any network.

The file is locked with four words that are shown on one laptop and typed on the other. Joining is
one intent of one person, all of it or nothing; done again, in either direction, it changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from sipd_desktop import __version__
from sipd_desktop.base.clock import now, now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import hari_buka_id, key_name
from sipd_desktop.bidang import SKEMA
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.siapkan import make_kata_sandi
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_setelan, get_state
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.sync.gabung_baca import read_beda, read_hari
from sipd_desktop.sync.gabung_tulis import Hitung, check_baris, check_beda, join_rows, store_beda
from sipd_desktop.sync.identitas import set_device
from sipd_desktop.wire.gabung import (
    MAX_BARIS,
    TABEL,
    BarisHari,
    BedaHari,
    IsiHari,
    KepalaGabung,
)
from sipd_desktop.wire.paket import (
    AKHIRAN,
    GABUNG,
    KIRIM,
    Amplop,
    check_tanda,
    make_kode,
    open_kode,
)
from sipd_desktop.wire.paket_berkas import Maju, write_berkas
from sipd_desktop.wire.paket_isi import encode, read_bagian
from sipd_desktop.wire.sign import new_sign_key

PER_BAGIAN = 500
SENDIRI = frozenset(("status", "ditutup_pada", "ditandatangani_oleh", "ringkasan"))
"""Each laptop opens and closes its own day; joining never does it for anybody."""


@dataclass(frozen=True, slots=True)
class HariKeluar:
    """A written day and the words that open it, which are nowhere else."""

    berkas: Path
    kode: str
    hari: str
    posyandu: str
    tanggal: str
    baris: int
    byte: int

    def ke_json(self) -> dict[str, object]:
        """The keys of `sipd paket keluar --hari --json`."""
        return {
            "berkas": str(self.berkas),
            "kode": self.kode,
            "hari": self.hari,
            "tanggal": self.tanggal,
            "baris": self.baris,
            "byte": self.byte,
        }


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


def name_hari(buku: Buku, tanggal: str) -> str:
    """A file name for a day: date and laptop, no name of anybody."""
    with buku.read() as conn:
        device = get_state(conn, "device")
    return f"sipd-gabung-{tanggal}-{device[-8:]}-{now():%H%M%S}{AKHIRAN}"


def find_hari_id(conn: Connection, tanggal: date, posyandu: str | None = None) -> str:
    """The hari buka of a date: of the named Posyandu, else the only one on this laptop that has it.

    Raises `posyandu-tidak-ada`, `hari-tidak-ada`, `posyandu-sebut-satu`.
    """
    units = conn.exec_driver_sql("SELECT id, nama FROM posyandu WHERE deleted_at IS NULL").all()
    if posyandu:
        wanted = key_name(posyandu)
        units = [u for u in units if key_name(u.nama or "") == wanted]
        if not units:
            raise UserError("posyandu-tidak-ada")
    days = [hari_buka_id(u.id, tanggal.isoformat()) for u in units]
    found = [day for day in days if fetch_row(conn, "hari_buka", day) is not None]
    if not found:
        raise UserError("hari-tidak-ada")
    if len(found) > 1:
        raise UserError("posyandu-sebut-satu")
    return found[0]


def write_hari(
    buku: Buku,
    petugas: Petugas,
    path: Path,
    hari_id: str,
    *,
    kode: str | None = None,
    maju: Maju = lambda _done, _all: None,
) -> HariKeluar:
    """Put a hari buka at `path`, verified. Raises `hari-tidak-ada`, `hak-...`, ...."""
    with buku.write() as conn:
        seed = _seed(conn)
    with buku.read() as conn:
        hari = fetch_row(conn, "hari_buka", hari_id)
        if hari is None:
            raise UserError("hari-tidak-ada")
        require(conn, petugas, "lembar_kerja", "ekspor", tbl="hari_buka", row=hari)
        posyandu, tanggal = str(hari["posyandu_id"]), str(hari["tanggal"])
        rows = read_hari(conn, hari_id, posyandu, tanggal)
        beda = read_beda(conn, [row.id for row in rows])
        device = get_state(conn, "device")
        kepala = KepalaGabung(
            desa=get_setelan(conn, "kode_desa"),
            contoh=get_setelan(conn, "contoh") == "1",
            posyandu=posyandu,
            tanggal=tanggal,
            hari=hari_id,
            perangkat=device,
            dibuat=now_text(),
            baris=len(rows),
            app=__version__,
            skema=SKEMA,
        )
    words = kode or make_kata_sandi()
    chunks = [rows[i : i + PER_BAGIAN] for i in range(0, len(rows), PER_BAGIAN)]
    parts = [IsiHari(baris=chunk) for chunk in chunks] + [IsiHari(baris=[], beda=beda)]
    data = make_kode(device, seed, words, [encode(kepala), *(encode(p) for p in parts)])
    write_berkas(path, data, maju)
    counted = sum(row.tbl in ("kehadiran", "isian") for row in rows)
    return HariKeluar(path, words, hari_id, posyandu, tanggal, counted, len(data))


def _seed(conn: Connection) -> str:
    """The key of this laptop, made now if it was never enrolled."""
    seed = get_state(conn, "seed")
    if not seed:
        seed, pubkey = new_sign_key()
        set_device(conn, get_state(conn, "device"), seed, pubkey)
    return seed


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
