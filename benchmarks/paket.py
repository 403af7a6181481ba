"""Carried files: 20 bundles of 500 records into the centre, and a day of 60 children joined.

python benchmarks/paket.py            # figures as one JSON document

Targets: 20 x 500 in at most 3 minutes (docs/paket.md), two laptops joined in at most 2 minutes.
`balasan_detik` is the time of all twenty replies one after the other; each brings the records of
all twenty laptops, so it stores `balasan_baris` rows and compares them with the centre.
"""

# ruff: noqa: E402 - the builders of the tests are put on the path first
from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("SIPD_TANPA_KEYRING", "1")
sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from server.conftest import serve
from sipd_desktop.base import clock, ids
from sipd_desktop.services.catat import Niat
from sipd_desktop.services.gabung_hari import join_hari, open_hari
from sipd_desktop.services.gabung_keluar import write_hari
from sipd_desktop.services.paket import take_reply, write_kirim
from sipd_desktop.wire.paket import read_amplop
from sipd_server import bundle, embedded
from sipd_server.app import make_app
from sync.alat import KODE_DESA, MELATI, Laptop
from sync.conftest import new_code

LAPTOPS, RECORDS, CHILDREN = 20, 500, 60
TANGGAL = "2026-11-12"
HARI = ids.hari_buka_id(MELATI, TANGGAL)


def people(laptop: Laptop, count: int) -> list[str]:
    made = [ids.new_id() for _ in range(count)]
    rows = [
        (i, {"nama": f"ANAK {n}", "posyandu_id": MELATI, "tanggal_lahir": "2024-08-15"})
        for n, i in enumerate(made)
    ]
    with laptop.buku.write() as conn:
        niat = Niat(conn, laptop.petugas)
        niat.insert_many("warga", rows)
        niat.done()
    return made


def bundles(folder: Path) -> dict[str, Any]:
    store = embedded.open_store(folder / "pusat", "melati kenanga dahlia mawar")
    laptops, files = [], []
    with serve(make_app(store)) as alamat:
        for n in range(LAPTOPS):
            laptop = Laptop(folder / f"laptop{n}")
            laptop.daftar(alamat, new_code(store, "Melati"))
            laptops.append(laptop)
    write = 0.0
    for n, laptop in enumerate(laptops):
        people(laptop, RECORDS // 2)  # tiap orang satu catatan dan satu tindakan
        start = time.monotonic()
        path = folder / f"kirim{n}.sipd"
        write_kirim(laptop.buku, path)
        write += time.monotonic() - start
        files.append(path)
    size = sum(p.stat().st_size for p in files)
    start = time.monotonic()
    answers = [bundle.take_bundle(store, p.read_bytes(), clock.now()) for p in files]
    took = time.monotonic() - start
    start = time.monotonic()
    again = [bundle.take_bundle(store, p.read_bytes(), clock.now()) for p in files]
    repeat = time.monotonic() - start
    assert all(a.lagi for a in again)
    start = time.monotonic()
    done = [
        take_reply(laptop.buku, read_amplop(a.balasan))
        for laptop, a in zip(laptops, again, strict=True)
    ]
    back = time.monotonic() - start
    assert all(d.unsent == 0 for d in done)
    rows = laptops[0].one("SELECT (SELECT count(*) FROM warga) + (SELECT count(*) FROM tindakan)")
    for laptop in laptops:
        laptop.close()
    store.close()
    return {
        "perubahan": sum(a.perubahan for a in answers),
        "tulis_detik": round(write, 2),
        "byte_per_perubahan": round(size / sum(a.perubahan for a in answers), 1),
        "masuk_detik": round(took, 2),
        "masuk_lagi_detik": round(repeat, 2),
        "balasan_detik": round(back, 2),
        "balasan_baris": rows,
        "balasan_per_laptop_detik": round(back / LAPTOPS, 2),
    }


def day(folder: Path) -> dict[str, Any]:
    a, b = Laptop(folder / "a"), Laptop(folder / "b")
    known = people(a, CHILDREN)
    for laptop in (a, b):
        laptop.hari(TANGGAL)
    for person in known:
        a.timbang(person, HARI, TANGGAL, berat_badan="9.40")
    times = []
    for source, target in ((a, b), (b, a), (a, b)):
        start = time.monotonic()
        out = write_hari(source.buku, source.petugas, folder / "hari.sipd", HARI)
        with target.buku.read() as conn:
            amplop = read_amplop((folder / "hari.sipd").read_bytes())
            found = open_hari(conn, amplop, out.kode)
        with target.buku.write() as conn:
            join_hari(conn, target.petugas, found)
        times.append(round(time.monotonic() - start, 2))
    assert b.one("SELECT count(*) FROM isian") == CHILDREN
    a.close()
    b.close()
    return {"anak": CHILDREN, "gabung_detik": times, "byte": out.byte}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        figures = {"desa": KODE_DESA, "kiriman": bundles(Path(place)), "hari": day(Path(place))}
    figures["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1))
