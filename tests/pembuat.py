"""Builders for the tests of storage, services and the command line; all people are made up."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from sipd_desktop.base import ids
from sipd_desktop.base.errors import UserError
from sipd_desktop.services import rawat
from sipd_desktop.services.buka import Pengguna, Ruang, list_pengguna
from sipd_desktop.services.catat import Changes, Niat, Petugas
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.storage import kunci, rahasia
from sipd_desktop.storage.engine import Buku
from sipd_desktop.storage.folder import DB, FolderLock, read_tanda
from sipd_desktop.storage.skema import upgrade
from sipd_desktop.storage.tables import METADATA

SANDI = "padi kursi lampu sungai"
DESA = "3399072004"
MELATI, MAWAR = "Melati 2", "Mawar"
MELATI_ID = ids.posyandu_id(ids.desa_id(DESA), MELATI)
MAWAR_ID = ids.posyandu_id(ids.desa_id(DESA), MAWAR)
HARI_INI = date(2026, 11, 21)
BULAN_LALU = date(2026, 10, 17)


@dataclass(frozen=True)
class Induk:
    """A prepared folder and what its preparation gave."""

    folder: Path
    kode: str
    key: bytes

    def copy(self, to: Path) -> Path:
        shutil.copytree(self.folder, to)
        return to

    def open(self, to: Path, *, remake: bool = True) -> Dunia:
        """A copy, opened with the key itself: the way in by passphrase has tests of its own."""
        return Induk(self.copy(to), self.kode, self.key).reopen(remake=remake)

    def tend(self) -> Dunia:
        """This folder, opened as the program does it (care, journal) but for the passphrase."""
        folder, stack = self.folder, ExitStack()
        stack.enter_context(FolderLock(folder))
        try:
            care = rawat.tend(folder, self.key)
            buku = Buku(folder / DB, self.key)
            stack.callback(buku.close)
            upgrade(buku)
            rawat.start_journal(buku, care.putaran)
        except BaseException:
            stack.close()
            raise
        ruang = Ruang(folder, buku, "sandi", self.key, stack, care.pemulihan)
        with buku.read() as conn:
            return Dunia(ruang, list_pengguna(conn)[0])

    def reopen(self, *, remake: bool = True) -> Dunia:
        """This very folder, opened; `remake=False` leaves triggers and views as they are."""
        folder, stack = self.folder, ExitStack()
        stack.enter_context(FolderLock(folder))
        buku = Buku(folder / DB, self.key)
        stack.callback(buku.close)
        if remake:
            upgrade(buku)
        ruang = Ruang(folder, buku, "sandi", self.key, stack)
        with buku.read() as conn:
            return Dunia(ruang, list_pengguna(conn)[0])


def make_induk(folder: Path) -> Induk:
    made = prepare_folder(
        folder,
        kode_desa=DESA,
        nama_desa="Sukamaju",
        posyandu=[f"{MELATI}:001/001,002/001", f"{MAWAR}:003/001"],
        nama="Bu Siti",
        sandi=SANDI,
    )
    key, _ = kunci.open_keys(folder, SANDI, rahasia.read_secret(read_tanda(folder)["id"]))
    return Induk(folder, made.kode_pemulihan, key)


@dataclass
class Dunia:
    """An open folder, its first user, and short ways to read and write."""

    ruang: Ruang
    pengguna: Pengguna

    @property
    def buku(self) -> Buku:
        return self.ruang.buku

    @property
    def petugas(self) -> Petugas:
        return self.pengguna.petugas

    def read(self, function: Any, *args: Any, **more: Any) -> Any:
        with self.buku.read() as conn:
            return function(conn, *args, **more)

    def write(self, function: Any, *args: Any, **more: Any) -> Any:
        with self.buku.write() as conn:
            return function(conn, *args, **more)

    def act(self, function: Any, *args: Any, **more: Any) -> Any:
        """A service that takes the petugas second."""
        with self.buku.write() as conn:
            return function(conn, self.petugas, *args, **more)

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.buku.read() as conn:
            return [tuple(row) for row in conn.exec_driver_sql(statement, values)]

    def run(self, statement: str, *values: object) -> None:
        """One statement past all services, as another program might have written it."""
        with self.buku.write() as conn:
            conn.exec_driver_sql(statement, values)

    def one(self, statement: str, *values: object) -> Any:
        ((value,),) = self.sql(statement, *values)
        return value

    def balita(self, nama: str = "ALYA PUTRI", **values: object) -> str:
        with self.buku.write() as conn:
            return make_balita(conn, self.petugas, nama, **values)

    def hari(self, tanggal: date = HARI_INI, posyandu: str = MELATI_ID) -> str:
        hari, _ = self.act(start_hari, posyandu_id=posyandu, tanggal=tanggal)
        return str(hari.id)

    def timbang(self, hari: str, warga: str, berat: str | None, **nilai: object) -> Changes:
        kg = None if berat is None else Decimal(berat)
        made: Changes = self.act(save_ukur, hari, warga, NilaiUkur(berat_badan=kg, **nilai))  # type: ignore[arg-type]
        return made

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all ordinary tables: to tell whether anything changed."""
        with self.buku.read() as conn:
            return dump_all(conn)

    def close(self) -> None:
        self.ruang.close()


def dump_all(conn: Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = conn.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).scalars()
    return {
        name: sorted(
            (
                tuple(row)
                for row in conn.exec_driver_sql(f'SELECT * FROM "{name}"')
                if row[0] != "jurnal"  # only where the journal stands
            ),
            key=repr,
        )
        for name in names.all()
    }


def make_keluarga(conn: Connection, petugas: Petugas, **values: object) -> str:
    made = ids.new_id()
    row: dict[str, Any] = {
        "no_kk": f"3399071{int(made[-12:], 16) % 10**9:09d}",
        "alamat": "Jalan Contoh 1",
        "dusun": "KRAJAN",
        "rw": "001",
        "rt": "001",
        "posyandu_id": MELATI_ID,
        **values,
    }
    niat = Niat(conn, petugas)
    niat.insert("keluarga", made, row)
    niat.done()
    return made


def make_warga(conn: Connection, petugas: Petugas, nama: str, **values: object) -> str:
    """A resident of Melati; `keluarga_id` is made when not given."""
    made = ids.new_id()
    if "keluarga_id" not in values:
        place = {k: values.pop(k) for k in ("rt", "rw", "dusun") if k in values}
        home = values.get("posyandu_id", MELATI_ID)
        values["keluarga_id"] = make_keluarga(conn, petugas, posyandu_id=home, **place)
    row: dict[str, Any] = {
        "nik": f"3399072{int(made[-12:], 16) % 10**9:09d}",
        "nama": nama,
        "jenis_kelamin": 2,
        "tanggal_lahir": "1995-05-05",
        "status_dasar": 1,
        "posyandu_id": MELATI_ID,
        **values,
    }
    niat = Niat(conn, petugas)
    niat.insert("warga", made, {k: v for k, v in row.items() if v is not None})
    niat.done()
    return made


def make_balita(conn: Connection, petugas: Petugas, nama: str, **values: object) -> str:
    """A girl of 27 months on 21 November 2026, with a KMS."""
    child = {"tanggal_lahir": "2024-08-15", "punya_kms": True, "shdk": 4, "nama_ibu": "SRI WAHYUNI"}
    return make_warga(conn, petugas, nama, **{**child, **values})


def run_sipd(
    *args: object,
    data: Path | None = None,
    sandi: str | None = SANDI,
    env: Mapping[str, str] | None = None,
    code: str = "from sipd_desktop.cli.main import main; main()",
) -> subprocess.CompletedProcess[str]:
    """`sipd ARGS` in a process of its own."""
    around = {**os.environ, **(env or {})}
    around.pop("SIPD_SANDI", None)
    if sandi is not None:
        around["SIPD_SANDI"] = sandi
    where = ["--data", str(data)] if data else []
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args), *where],
        env=around,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer_of(done: subprocess.CompletedProcess[str], exit_code: int = 0) -> dict[str, Any]:
    """The one JSON document on standard output."""
    assert done.returncode == exit_code, (done.returncode, done.stdout, done.stderr)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def refused(code: str, function: Callable[..., object], *args: object, **more: object) -> None:
    """The call must be refused with this code."""
    assert code_of(function, *args, **more) == code


def code_of(function: Callable[..., object], *args: object, **more: object) -> str:
    """The code with which the call is refused."""
    with pytest.raises(UserError) as caught:
        function(*args, **more)
    return caught.value.code


def whole_file(dunia: Dunia) -> str:
    """Every row of every table, as whoever has the passphrase can read them."""
    return "".join(str(dunia.sql(f"SELECT * FROM {t.name}")) for t in METADATA.sorted_tables)
