"""kill -9 of client and of server at counted points: afterwards everything is there, once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.conftest import serve
from server.proses import SANDI, ServerProses
from sipd_desktop.storage.tables import PENDING
from sipd_server.app import make_app
from sipd_server.store import Store
from sync.alat import KODE_DESA, Laptop
from sync.anak import Induk
from sync.conftest import Pendaftar, new_code


@pytest.fixture
def induk() -> Iterator[Induk]:
    made = Induk()
    yield made
    made.close()


def _whole(laptop: Laptop) -> None:
    """I1: every row is dirty, on its way, or known to the centre with nothing else waiting."""
    for tbl in ("warga", "isian", "hari_buka", "tindakan"):
        lost = laptop.all(
            f"SELECT id FROM {tbl} t WHERE seq IS NULL AND NOT EXISTS "
            f"(SELECT 1 FROM sync_dirty d WHERE d.tbl = '{tbl}' AND d.id = t.id) AND NOT EXISTS "
            f"(SELECT 1 FROM outbox o WHERE o.tbl = '{tbl}' AND o.id = t.id)"
        )
        assert lost == []
    numbers = [r[0] for r in laptop.all("SELECT n FROM outbox ORDER BY inkarnasi, n")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert laptop.one("SELECT applying FROM sync_flag") == 0


def _edits(laptop: Laptop, i: int, persons: list[str]) -> None:
    persons.append(laptop.warga(f"Anak {i}"))
    laptop.ubah("warga", persons[i // 2], telepon=f"08{i}")


def test_client_killed_at_every_point_of_a_small_exchange(
    laptop_satu: Pendaftar, induk: Induk
) -> None:
    a, b = laptop_satu("a"), laptop_satu("b")
    persons: list[str] = [a.warga("Anak pertama")]
    a.kirim_baik()
    b.kirim_baik()
    k = 0
    while True:
        k += 1
        _edits(a, k, persons)
        if k % 4 == 1:
            b.ubah("warga", persons[0], catatan=f"dari laptop dua {k}")
            b.kirim_baik()
        if induk.kirim(a.path, a.key, k) is not None:
            break
        _whole(a)
        a.kirim_baik()
    assert induk.mati == k - 1 > 60
    b.kirim_baik()
    a.kirim_baik()
    assert a.contents() == b.contents()
    assert len(persons) == k + 1
    assert b.one("SELECT count(*) FROM warga") == len(persons)
    assert a.one("SELECT count(*) FROM konflik") == 0
    assert a.one(f"SELECT count(*) FROM outbox WHERE {PENDING}") == 0


def test_client_killed_in_a_row_at_points_of_a_large_exchange(
    laptop: Pendaftar, induk: Induk
) -> None:
    """Without a clean exchange in between: each child finds what the last one left."""
    a, b = laptop("a"), laptop("b")
    day = a.hari("2026-11-12")
    for i in range(150):
        a.timbang(a.warga(f"Anak {i}"), day, "2026-11-12", berat_badan="9.00")
    chance = random.Random(7)
    for _ in range(14):
        induk.kirim(a.path, a.key, chance.randint(3, 160))
        _whole(a)
    assert induk.mati >= 10
    a.kirim_baik()
    for i in range(150):
        b.warga(f"Lain {i}")
    before = induk.mati
    for _ in range(10):  # juga saat menerima banyak
        induk.kirim(b.path, b.key, chance.randint(20, 160))
        _whole(b)
    assert induk.mati - before >= 7
    b.kirim_baik()
    a.kirim_baik()
    assert a.contents() == b.contents()
    assert a.one("SELECT count(*) FROM warga") == 300
    assert a.one("SELECT count(DISTINCT id) FROM isian") == 150
    assert a.one("SELECT count(*) FROM konflik") == 0


def test_server_killed_at_points_of_push_and_pull(tmp_path: Path, pg_url: str) -> None:
    """On both databases; the laptop's numbers and the centre's agree again each time."""
    program = [sys.executable, str(Path(__file__).with_name("server_mati.py"))]
    for label, place in (("tertanam", {"data": tmp_path / "pusat"}), ("pg", {"url": pg_url})):
        calm = ServerProses(**place)  # type: ignore[arg-type]
        with calm:
            a = Laptop(tmp_path / label / "a")
            a.daftar(calm.alamat, calm.kode(KODE_DESA, posyandu=["Melati"]))
        killed = 0
        for i, k in enumerate((1, 7, 12, 17, 24)):
            for j in range(30):
                a.warga(f"Anak {i}-{j}")
            server = ServerProses(
                **place,  # type: ignore[arg-type]
                port=calm.port,
                program=program,
                env={"SIPD_UJI_MATI_PADA": str(k)},
            )
            server.start()
            hasil = a.kirim()
            assert server.process
            if server.process.poll() is not None or hasil.alasan:
                assert hasil.alasan == "server-tak-terjangkau"
                assert server.process.wait(5) == -signal.SIGKILL
                killed += 1
            server.stop()
            _whole(a)
        assert killed >= 4, (label, killed)
        again = ServerProses(**place, port=calm.port)  # type: ignore[arg-type]
        with again:
            a.kirim_baik()
            b = Laptop(tmp_path / label / "b")
            b.daftar(again.alamat, again.kode(KODE_DESA, posyandu=["Melati"]))
            b.kirim_baik()
            a.kirim_baik()
        assert a.contents() == b.contents()
        assert b.one("SELECT count(*) FROM warga") == 5 * 30
        a.close()
        b.close()


def test_sipd_kirim_killed_by_the_clock_and_run_again(tmp_path: Path, tertanam: Store) -> None:
    """The whole command as a person runs it: kill -9 after some milliseconds, then again."""
    env = {**os.environ, "SIPD_SANDI": SANDI, "SIPD_KONFIG": str(tmp_path / "konfig")}
    folder = tmp_path / "data"

    def sipd(*args: str, dies_after: float | None = None) -> int:
        process = subprocess.Popen(
            [sys.executable, "-m", "sipd_desktop.cli", *args, "--data", str(folder), "--json"],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if dies_after is not None:
            time.sleep(dies_after)
            process.kill()
        process.communicate(timeout=60)
        return process.returncode

    assert sipd("siapkan", "--desa", KODE_DESA, "--nama-desa", "Sukamaju", "--posyandu", "Melati",
                "--nama", "Siti", "--contoh") == 0  # fmt: skip
    assert sipd("contoh", "--kk", "60", "--bulan", "6") == 0
    with serve(make_app(tertanam)) as alamat:
        assert sipd("daftar", alamat, "--kode", new_code(tertanam, "Melati")) == 0
        codes = [sipd("kirim", dies_after=0.5 + 0.2 * i) for i in range(6)]
        assert codes.count(-signal.SIGKILL) >= 2
        assert sipd("kirim") == 0
        b = Laptop(tmp_path / "b")
        b.daftar(alamat, new_code(tertanam, "Melati"))
        b.kirim_baik()
        b.close()
    assert sipd("periksa") == 0
