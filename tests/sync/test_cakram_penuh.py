"""A disk that is really full (a small tmpfs) under save, backup, restore, import and exchange.

Each work is tried with a little more room each time until it fits; a refusal changes nothing.
Where no small file system can be mounted, the tests are skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pembuat import dump_all
from server.conftest import serve
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.paths import resources
from sipd_desktop.base.pesan import PESAN
from sipd_desktop.services import cadangan, rawat
from sipd_desktop.services.buka import list_pengguna
from sipd_desktop.services.cadangan import list_cadangan
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.periksa import check_buku
from sipd_desktop.services.pulih import restore
from sipd_desktop.storage.cadangan import verify_backup
from sipd_desktop.storage.engine import Buku
from sipd_server.app import make_app
from sipd_server.store import Store
from sync.alat import Laptop
from sync.conftest import new_code
from sync.laptop_folder import LaptopFolder

FULL = frozenset(
    {"tempat-penuh", "cadangan-tempat-penuh", "cakram-gagal", "folder-tak-bisa-ditulis"}
)
STEP = 24_576


@pytest.fixture
def kecil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LaptopFolder]:
    """A laptop on a disk of 12 MB, its guards for little room switched off."""
    place = tmp_path / "cakram"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no small file system can be mounted here")
    monkeypatch.setattr(cadangan, "CADANGAN_TEMPAT", 0)
    monkeypatch.setattr(rawat, "SISA", 0)
    made = LaptopFolder(place / "data")
    try:
        for number in range(20):
            made.warga(f"Awal {number}")
        made.cadangkan()
        yield made
    finally:
        made.close()
        subprocess.run(["umount", "-l", str(place)], check=True)


class Ballast:
    """Fills the disk but for some bytes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder.parent / "film.mp4"

    def leave(self, free: int) -> None:
        self.clear()
        there = os.statvfs(self._path.parent)
        size = max(0, there.f_bavail * there.f_frsize - free)
        with self._path.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(size, 1))

    def clear(self) -> None:
        self._path.unlink(missing_ok=True)


def content(buku: Buku) -> dict[str, Any]:
    """All but the mark of an import that began: a full disk may keep it for the next start."""
    with buku.read() as conn:
        found = dump_all(conn)
    found["setelan"] = [row for row in found["setelan"] if row[0] != "impor_berjalan"]
    return found


def until_it_fits(laptop: LaptopFolder, work: Callable[[], object]) -> tuple[int, set[str]]:
    """Refusals on the way, and their codes; after each everything is as before."""
    ballast, refused, codes = Ballast(laptop.folder), 0, set()
    for room in range(0, 300 * STEP, STEP):
        before = content(laptop.buku)
        ballast.leave(room)
        try:
            work()
        except UserError as error:
            refused += 1
            codes.add(error.code)
        else:
            ballast.clear()
            assert codes <= FULL <= PESAN.keys()
            return refused, codes
        finally:
            ballast.clear()
        assert content(laptop.buku) == before, room
        assert all(b.baik for b in check_buku(laptop.buku))
    raise AssertionError("it never fitted")


def test_save(kecil: LaptopFolder) -> None:
    total = 0
    for number in range(12):
        kecil.buku.engine.dispose()  # an empty -wal must grow again
        refused, _ = until_it_fits(kecil, lambda n=number: kecil.warga(f"Baru {n}"))
        total += refused
    assert total >= 6
    assert kecil.one("SELECT count(*) FROM warga") == 32
    kecil.buku.close()
    raw = bytearray(kecil.path.read_bytes())
    raw[4096 * 2] ^= 1
    kecil.path.write_bytes(raw)
    done = kecil.open()
    assert done is not None
    journal_whole = done.pasti
    found = kecil.one("SELECT count(*) FROM warga")
    assert found == 32 if journal_whole else found >= 20


def test_backup(kecil: LaptopFolder) -> None:
    kecil.warga("Baru")
    refused, codes = until_it_fits(kecil, kecil.cadangkan)
    assert refused >= 6
    assert codes == {"cadangan-tempat-penuh"}
    for one in list_cadangan(kecil.folder):
        verify_backup(one.path, kecil.key)
    assert list((kecil.folder / "cadangan").glob("*.part")) == []


def test_restore(kecil: LaptopFolder) -> None:
    backup, ballast = list_cadangan(kecil.folder)[0].path, Ballast(kecil.folder)
    kecil.warga("Baru")
    codes = []
    for room in range(0, 300 * STEP, 3 * STEP):
        kecil.buku.close()
        before = kecil.path.read_bytes()
        ballast.leave(room)
        try:
            restore(kecil.folder, kecil.key, backup)
        except UserError as error:
            codes.append(error.code)
        else:
            break
        finally:
            ballast.clear()
        assert kecil.path.read_bytes() == before
        assert not (kecil.folder / "lama").exists()
    assert len(codes) >= 6
    assert set(codes) <= FULL
    assert kecil.open() is None
    assert kecil.one("SELECT count(*) FROM warga") == 20
    assert len(list((kecil.folder / "lama").iterdir())) == 1


def test_import(kecil: LaptopFolder, tmp_path: Path) -> None:
    sheet = tmp_path / "daftar.csv"
    lines = (resources() / "contoh" / "penduduk_siak.csv").read_bytes().splitlines()[:30]
    sheet.write_bytes(b"\n".join(lines))
    with kecil.buku.read() as conn:
        who = list_pengguna(conn)[0]
    acuan = date(2026, 9, 15)

    def work() -> None:
        impor_berkas(kecil.buku, who, sheet, acuan=acuan, kering=False)

    refused, _ = until_it_fits(kecil, work)
    assert refused >= 6
    assert kecil.one("SELECT count(*) FROM warga") > 20


def test_exchange(kecil: LaptopFolder, tertanam: Store, tmp_path: Path) -> None:
    with serve(make_app(tertanam)) as alamat:
        kecil.daftar(alamat, new_code(tertanam, "Melati"))
        other = Laptop(tmp_path / "b")
        other.daftar(alamat, new_code(tertanam, "Melati"))
        for number in range(60):
            other.warga(f"Lain {number}", catatan="panjang " * 40)
        other.kirim_baik()
        kecil.warga("Dari sini")
        ballast, refused = Ballast(kecil.folder), 0
        for room in range(0, 100 * STEP, 2 * STEP):
            ballast.leave(room)
            hasil = kecil.kirim()
            ballast.clear()
            if hasil.alasan is None:
                break
            assert hasil.alasan in FULL
            refused += 1
        assert refused >= 3
        kecil.kirim_baik()
        other.kirim_baik()
        assert kecil.contents() == other.contents()
        assert kecil.one("SELECT count(*) FROM warga") == 81
        other.close()


def test_reserve_is_kept_for_the_exchange_and_a_person_is_told(
    kecil: LaptopFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rawat, "SISA", 50_000_000)
    with pytest.raises(UserError) as caught:
        kecil.warga("Tidak muat")
    assert caught.value.code == "tempat-penuh"
    with kecil.buku.write() as conn:  # what the exchange and the settings write still goes
        conn.exec_driver_sql("UPDATE setelan SET nilai = nilai")
    assert kecil.one("SELECT count(*) FROM warga") == 20
