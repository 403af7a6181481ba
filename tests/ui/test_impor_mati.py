"""kill -9 while a file is being stored from the window: all of it is in or none of it, and the next
start says which in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from layar_impor import write_xlsx

from pembuat import HARI_INI, Induk
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.periksa import check_buku

HERE = Path(__file__).parent
HEAD = ["NIK", "Nama", "Jenis Kelamin", "Tanggal Lahir", "RT", "RW", "Hobi"]
ROWS = [
    [
        f"33990701019000{n:02d}",
        f"WARGA {'ABCDEFGHIJKL'[n]}",
        "L",
        "01-01-1990",
        "001",
        "001",
        "voli",
    ]
    for n in range(12)
]
TABEL = ("warga", "isian", "perubahan", "impor_batch", "impor_baris", "impor_tulisan", "asal_nilai")
Program = Callable[..., dict[str, Any]]


@pytest.fixture
def program() -> Iterator[Program]:
    process = subprocess.Popen(
        [sys.executable, str(HERE / "pengimpor_mati.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout

    def run(**order: object) -> dict[str, Any]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        found: dict[str, Any] = json.loads(process.stdout.readline())
        return found

    yield run
    process.stdin.close()
    assert process.wait(20) == 0


@pytest.mark.timeout(180)
def test_a_file_is_stored_whole_or_not_at_all_and_the_next_start_says_which(
    induk: Induk, tmp_path: Path, program: Program
) -> None:
    path = write_xlsx(tmp_path / "warga.xlsx", [HEAD, *ROWS])
    order = {"key": induk.key.hex(), "tanggal": HARI_INI.isoformat()}

    def traces(folder: Path) -> list[int]:
        dunia = Induk(folder, "", induk.key).tend()
        counts = [dunia.one(f"SELECT count(*) FROM {tbl}") for tbl in TABEL]
        assert all(c.baik for c in check_buku(dunia.buku))
        dunia.close()
        return counts

    nothing = traces(induk.copy(tmp_path / "kosong"))
    alive = induk.copy(tmp_path / "hidup")
    told = program(folder=str(alive), berkas=str(path), saat="", **order)
    assert (told["killed"], "12 orang baru" in told["said"]) == (False, True)
    whole = traces(alive)
    assert whole != nothing

    for saat in ("awal", "orang", "sebelum-commit", "sesudah-commit"):
        folder = induk.copy(tmp_path / saat)
        assert program(folder=str(folder), berkas=str(path), saat=saat, **order)["killed"], saat
        is_in = saat == "sesudah-commit"
        assert traces(folder) == (whole if is_in else nothing), saat
        said = program(folder=str(folder), berkas="", saat="", **order)["told"]
        if is_in:
            assert "Semua isinya sudah masuk" in said
        elif saat == "awal":
            assert said == "", "nothing had begun"
        else:
            assert (
                "Penyimpanan warga.xlsx terhenti di tengah jalan. Isinya belum masuk satu pun"
                in said
            ), saat
        dunia = Induk(folder, "", induk.key).reopen(remake=False)
        again = impor_berkas(dunia.buku, dunia.pengguna, path, acuan=HARI_INI, kering=False)
        assert again.bacaan.counts()["baru"] == (0 if is_in else 12)
        assert dunia.one("SELECT count(*) FROM warga") == 12
        assert not dunia.sql("SELECT 1 FROM setelan WHERE kunci = 'impor_berjalan'")
        dunia.close()
