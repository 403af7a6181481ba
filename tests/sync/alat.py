"""Real laptops for the exchange tests: a real encrypted file, real intents, the real client.

`Laptop` wraps one data file. The key wraps of a folder (slow on purpose) are left out here; the
tests of processes and of the command line use whole folders.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sipd_desktop.base import ids
from sipd_desktop.bidang import REGISTERS
from sipd_desktop.services import sinkron
from sipd_desktop.services.catat import Niat, Petugas
from sipd_desktop.services.siapkan import _fill, split_posyandu
from sipd_desktop.storage.citra import codec_of
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.keadaan import get_state
from sipd_desktop.storage.rekam import fetch_image, fetch_row
from sipd_desktop.storage.sidik import Sums, read_sidik
from sipd_desktop.storage.skema import upgrade
from sipd_desktop.sync import cocok
from sipd_desktop.sync.transport import Transport
from sipd_desktop.wire.canonical import Digest

KODE_DESA = "3201012001"
DESA = ids.desa_id(KODE_DESA)
MELATI = ids.posyandu_id(DESA, "Melati")
MAWAR = ids.posyandu_id(DESA, "Mawar")


class Laptop:
    """One laptop of the desa; `kirim` is the real exchange."""

    def __init__(
        self,
        folder: Path,
        *,
        posyandu: tuple[str, ...] = ("Melati",),
        nama: str = "Siti",
        contoh: bool = True,
        kode: str = KODE_DESA,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "sipd.db"
        self.key = os.urandom(32)
        self.buku = Buku(self.path, self.key)
        upgrade(self.buku)
        units = [split_posyandu(p) for p in posyandu]
        with self.buku.write() as conn:
            _fill(conn, kode, "Sukamaju", units, nama, contoh=contoh)
        self.posyandu = ids.posyandu_id(ids.desa_id(kode), posyandu[0])
        self.petugas = Petugas(ids.ketua_id(self.posyandu, nama), None)
        self.make_transport: Any = Transport

    # --- life of the file

    def close(self) -> None:
        self.buku.close()

    def copy_to(self, folder: Path) -> Path:
        """A copy of the file as a backup program makes it (closed, so all is in one file)."""
        self.buku.close()
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / "sipd.db"
        shutil.copyfile(self.path, target)
        return target

    def restore_from(self, copy: Path) -> None:
        """The file is replaced by an older copy of itself."""
        self.buku.close()
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(copy, self.path)

    def clone(self, copy: Path) -> Laptop:
        """A second laptop from a copy of this one's disk."""
        other = object.__new__(Laptop)
        other.path, other.key = copy, self.key
        other.buku = Buku(copy, self.key)
        other.petugas, other.posyandu = self.petugas, self.posyandu
        other.make_transport = Transport
        return other

    # --- what people do

    def daftar(self, alamat: str, kode: str) -> sinkron.Terdaftar:
        return sinkron.daftar(self.buku, alamat, kode, self.make_transport)

    def kirim(self) -> sinkron.HasilKirim:
        return sinkron.kirim(self.buku, make_transport=self.make_transport)

    def kirim_baik(self) -> sinkron.HasilKirim:
        """An exchange that must finish with nothing left and equal contents."""
        hasil = self.kirim()
        assert hasil.alasan is None, (hasil.alasan, hasil.params)
        assert hasil.unsent == 0
        assert hasil.digest_ok is True, hasil
        assert self.sidik_diingat() == self.sidik_semua()
        return hasil

    def sidik_diingat(self) -> Sums:
        """The sums an exchange would compare now, out of what earlier ones kept."""
        with self.buku.read() as conn:
            return read_sidik(conn, cocok._sum_rows).jumlah

    def sidik_semua(self) -> Sums:
        """The same out of every row."""
        found: dict[str, Digest] = {}
        with self.buku.read() as conn:
            for lingkup, tbl, row_id, hc in cocok.local_hashes(conn):
                if tbl in REGISTERS:
                    found.setdefault(lingkup or "", Digest()).add(row_id, hc)
        return {key: (d.rows, d.buckets) for key, d in found.items()}

    def tambah(self, tbl: str, values: Mapping[str, Any], row_id: str | None = None) -> str:
        row_id = row_id or ids.new_id()
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            niat.insert(tbl, row_id, values)
            niat.done()
        return row_id

    def warga(self, nama: str, posyandu: str = MELATI, **more: Any) -> str:
        values = {"nama": nama, "jenis_kelamin": 2, "posyandu_id": posyandu, **more}
        return self.tambah("warga", values)

    def hari(self, tanggal: str, posyandu: str = MELATI) -> str:
        row_id = ids.hari_buka_id(posyandu, tanggal)
        values = {"posyandu_id": posyandu, "tanggal": tanggal, "status": "buka"}
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            niat.put("hari_buka", row_id, values, "membuka")
            niat.done()
        return row_id

    def timbang(self, warga: str, hari: str, tanggal: str, **body: Any) -> str:
        row_id = ids.isian_id("pemeriksaan_balita", warga, hari)
        values = {
            "form": "pemeriksaan_balita",
            "form_versi": 1,
            "subjek_jenis": "warga",
            "subjek": warga,
            "hari_buka_id": hari,
            "tanggal": tanggal,
            **body,
        }
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            niat.put("isian", row_id, values, "mencatat")
            niat.done()
        return row_id

    def ubah(self, tbl: str, row_id: str, **patch: Any) -> None:
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            assert niat.update(tbl, row_id, patch)
            niat.done()

    def batal(self, tbl: str, row_id: str) -> None:
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            niat.void(tbl, row_id)
            niat.done()

    def pulih(self, tbl: str, row_id: str) -> None:
        with self.buku.write() as conn:
            niat = Niat(conn, self.petugas)
            niat.unvoid(tbl, row_id)
            niat.done()

    # --- what is in the file

    def image(self, tbl: str, row_id: str) -> dict[str, Any] | None:
        with self.buku.read() as conn:
            return fetch_image(conn, tbl, row_id)

    def row(self, tbl: str, row_id: str) -> Mapping[str, Any] | None:
        with self.buku.read() as conn:
            return fetch_row(conn, tbl, row_id)

    def all(self, sql: str, *params: Any) -> list[Any]:
        with self.buku.read() as conn:
            return list(conn.exec_driver_sql(sql, params).all())

    def one(self, sql: str, *params: Any) -> Any:
        with self.buku.read() as conn:
            return conn.exec_driver_sql(sql, params).scalar()

    def run(self, sql: str, *params: Any) -> None:
        with self.buku.write() as conn:
            conn.exec_driver_sql(sql, params)

    def state(self, key: str) -> str:
        with self.buku.read() as conn:
            return get_state(conn, key)

    def unsent(self) -> int:
        return sinkron.count_belum_terkirim(self.buku)

    def contents(self) -> dict[tuple[str, str], tuple[dict[str, Any], bool, str | None]]:
        """(tbl, id) -> (fields, voided, lingkup) of everything synced."""
        found = {}
        with self.buku.read() as conn:
            for tbl in REGISTERS:
                codec = codec_of(tbl)
                for row in conn.exec_driver_sql(
                    f"SELECT id, lingkup, deleted_at, {codec.select(tbl)} FROM {tbl}"
                ):
                    fields = codec.image(row[3:])
                    found[tbl, row[0]] = (fields, row[2] is not None, row[1])
        return found


def exchange(*laptops: Laptop) -> None:
    """Everyone sends, then everyone has what the others sent."""
    for laptop in (*laptops, *laptops):
        laptop.kirim_baik()
