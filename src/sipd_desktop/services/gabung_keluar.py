"""A hari buka leaves on a flashdisk, locked with four words that only this screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from sipd_desktop import __version__
from sipd_desktop.base.clock import now, now_text
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.ids import hari_buka_id, key_name
from sipd_desktop.bidang import SKEMA
from sipd_desktop.services.catat import Petugas
from sipd_desktop.services.hak import require
from sipd_desktop.services.siapkan import make_kata_sandi
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_setelan, get_state
from sipd_desktop.storage.rekam import fetch_row
from sipd_desktop.sync.gabung_baca import read_beda, read_hari
from sipd_desktop.sync.identitas import set_device
from sipd_desktop.wire.gabung import (
    IsiHari,
    KepalaGabung,
)
from sipd_desktop.wire.paket import (
    AKHIRAN,
    make_kode,
)
from sipd_desktop.wire.paket_berkas import Maju, write_berkas
from sipd_desktop.wire.paket_isi import encode
from sipd_desktop.wire.sign import new_sign_key

PER_BAGIAN = 500


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
