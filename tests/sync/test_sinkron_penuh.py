"""A full disk in the middle of an exchange: said plainly, nothing lost, the next one finishes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from sync.alat import Laptop
from sync.conftest import Pendaftar


def _limit_pages(laptop: Laptop, extra: int) -> None:
    """From now on the file may grow by `extra` pages only."""
    pages = laptop.one("PRAGMA page_count")
    laptop.buku.close()

    def limit(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + extra}")  # type: ignore[attr-defined]

    event.listen(laptop.buku.engine, "connect", limit)
    laptop.unlimit = limit  # type: ignore[attr-defined]


def _free(laptop: Laptop) -> None:
    event.remove(laptop.buku.engine, "connect", laptop.unlimit)  # type: ignore[attr-defined]
    laptop.buku.close()


def test_disk_full_at_many_points_of_sending_loses_nothing(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    a.kirim_baik()
    full = 0
    for extra in (0, 2, 6, 12, 25, 40):
        for i in range(60):
            a.warga(f"Anak {extra}-{i}", catatan="c" * 400)
        before = a.contents().keys()
        _limit_pages(a, extra)
        hasil = a.kirim()
        if hasil.alasan:
            assert hasil.alasan == "tempat-penuh"
            full += 1
        assert a.contents().keys() == before
        _free(a)
        a.kirim_baik()
    assert full >= 3
    assert b.kirim_baik().pulled >= 6 * 120
    b.kirim_baik()
    a.kirim_baik()
    assert a.contents() == b.contents()
    assert a.one("SELECT count(*) FROM konflik") == 0


def test_disk_full_at_many_points_of_receiving_loses_nothing(laptop_satu: Pendaftar) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    b.kirim_baik()
    for i in range(400):
        a.warga(f"Anak {i}", catatan="c" * 400)
    a.kirim_baik()
    own = b.warga("Milik laptop dua")
    counts = []
    for extra in (3, 30, 60, 90):
        _limit_pages(b, extra)
        hasil = b.kirim()
        assert hasil.alasan == "tempat-penuh"
        counts.append(b.one("SELECT count(*) FROM warga"))
        assert b.one("SELECT applying FROM sync_flag") == 0
        _free(b)
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]  # tiap bagian yang sempat masuk tetap ada
    b.kirim_baik()
    a.kirim_baik()
    assert b.one("SELECT count(*) FROM warga") == 401
    assert a.image("warga", own) is not None
    assert a.contents() == b.contents()


@pytest.fixture
def cakram_kecil(tmp_path: Path) -> Iterator[Path]:
    """A real small file system where this account may mount one; else an ordinary folder."""
    folder = tmp_path / "cakram"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_disk_that_is_really_full_loses_nothing(
    cakram_kecil: Path, laptop_satu: Pendaftar, alamat_satu: str, tertanam: object
) -> None:
    from sync.conftest import new_code

    a = Laptop(cakram_kecil / "a")
    a.daftar(alamat_satu, new_code(tertanam, "Melati"))  # type: ignore[arg-type]
    a.kirim_baik()
    for i in range(300):
        a.warga(f"Anak {i}", catatan="c" * 400)
    before = a.contents().keys()
    ballast = cakram_kecil / "film.mp4"
    if os.path.ismount(cakram_kecil):
        a.buku.close()  # supaya berkas catatan tulis tidak menyimpan tempat
        _fill(ballast, leave=150_000)
        hasil = a.kirim()
        assert hasil.alasan in ("tempat-penuh", "cakram-gagal")
        assert a.contents().keys() == before
        assert a.unsent() > 0
        ballast.unlink()
    a.kirim_baik()
    b = laptop_satu("b")
    b.kirim_baik()
    assert b.one("SELECT count(*) FROM warga") == 300
    a.close()


def _fill(path: Path, leave: int) -> None:
    stat = os.statvfs(path.parent)
    with path.open("wb") as file:
        file.write(b"x" * (stat.f_bavail * stat.f_frsize - leave))
