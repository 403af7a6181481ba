"""Import of an SDGs Desa workbook: people x 66 columns, dry run, apply, again, undo.

Run: python benchmarks/impor.py [people] [--keluarga]. Makes the workbook from the header of the
sample and made-up people, then prints one JSON document: CPU seconds and seconds of each step in
a process of its own, and that process's peak memory. Figures wanted at 5,000 people: dry run
<= 3 s, apply <= 10 s, under 250 MB.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from sipd_desktop.base.paths import resources
from sipd_desktop.export.read_sheet import read_berkas
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.impor.jalankan import impor_berkas
from sipd_desktop.services.siapkan import prepare_folder

SEED, ACUAN = 20261122, date(2026, 9, 15)
SANDI = "padi kursi lampu sungai"
STEPS = ("kering", "simpan", "lagi")
_DEPAN = ("ADI", "BUDI", "CITRA", "DEWI", "EKO", "FITRI", "GALIH", "HADI", "INDAH", "JOKO", "NUR")
_BELAKANG = ("SANTOSO", "WAHYUNI", "LESTARI", "PRATAMA", "HIDAYAT", "RAHAYU", "UTAMI", "KUSUMA")


def _samples() -> tuple[list[list[Any]], list[list[Any]]]:
    """Header rows and rows of answers of the sample, to be dealt out to made-up people."""
    book = read_berkas(resources() / "contoh" / "sdgs_desa_individu.xlsx")
    rows = [list(r) for r in next(s for s in book.lembar if s.nama == "Individu").baris]
    return rows[:3], rows[3:]


def people(count: int) -> Iterator[list[Any]]:
    """Rows of the sheet: households of one to six, each person with a NIK of her own."""
    rng = random.Random(SEED)
    _, answers = _samples()
    left, kk = 0, 0
    for number in range(count):
        if left == 0:
            left, kk = rng.randint(1, 6), kk + 1
        left -= 1
        row = list(answers[rng.randrange(len(answers))])
        day = date(1940, 1, 1) + timedelta(days=rng.randrange(31_000))
        woman = row[3] == "Perempuan"
        row[0] = f"339907{kk % 28 + 1:02d}01{15 + kk // 280_000:02d}{kk // 28 % 10_000:04d}"
        serial = number % 9999 + 1
        row[1] = f"3399{number // 9999:02d}{day.day + 40 * woman:02d}{day:%m%y}{serial:04d}"
        row[2] = f"{rng.choice(_DEPAN)} {rng.choice(_DEPAN)} {rng.choice(_BELAKANG)}"
        row[5] = day
        yield row


def write(path: Path, count: int) -> None:
    """The workbook."""
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    )
    sheet = book.add_worksheet("Individu")
    head, _ = _samples()
    for r, row in enumerate([*head, *people(count)]):
        for c, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(r, c, cell)  # type: ignore[arg-type]
            elif isinstance(cell, float):
                sheet.write_number(r, c, cell)
            elif cell != "":
                sheet.write_string(r, c, cell)
    book.close()


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What the work gave, and what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return made, {
        "detik": round(time.perf_counter() - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
    }


def step(name: str, folder: Path, path: Path) -> None:
    """One step in this process; prints its cost, counts and peak memory."""
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            user = list_pengguna(conn)[0]
        made, cost = timed(
            lambda: impor_berkas(ruang.buku, user, path, acuan=ACUAN, kering=name == "kering")
        )
    counts = made.bacaan.counts()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"langkah": name, **cost, "puncak_mb": peak, "hitungan": counts}))


def main() -> None:
    if len(sys.argv) > 3 and sys.argv[1] == "langkah":
        step(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as temp:
        os.environ["SIPD_KONFIG"] = str(Path(temp) / "konfig")
        folder, path = Path(temp) / "data", Path(temp) / "sdgs.xlsx"
        prepare_folder(
            folder,
            kode_desa="3399072004",
            nama_desa="Sukamaju",
            posyandu=["Melati"],
            nama="Bu Siti",
            sandi=SANDI,
        )
        write(path, count)
        told = []
        for name in STEPS:
            done = subprocess.run(
                [sys.executable, __file__, "langkah", name, str(folder), str(path)],
                capture_output=True,
                text=True,
                check=True,
            )
            told.append(json.loads(done.stdout))
    print(json.dumps({"orang": count, "langkah": told}, indent=1))


if __name__ == "__main__":
    main()
