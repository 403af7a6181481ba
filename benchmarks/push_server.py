"""Push rate into sipd-server over loopback HTTP: one client, and 8 clients of 8 desa.

    .venv/bin/python benchmarks/push_server.py [--n 50000] [--batch 500] [--json]

Real processes: a server per store (PostgreSQL with fsync on), the client here joins stored bytes,
gzips and posts them. Half of the changes are warga (22 fields), half pemeriksaan balita. Figures
wanted (DESIGN section 8): one client >= 9,000/s PostgreSQL, >= 10,000/s embedded; <= 140 bytes per
change at 250; 8 clients >= 15,000/s.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import uuid
from datetime import date
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from pg import Postgres
from server.laptop import Laptop
from server.proses import ServerProses
from sipd_desktop.base.ids import desa_id, posyandu_id
from sipd_desktop.wire import messages as m
from sipd_desktop.wire.chain import ZERO, links_over

NAMA = (
    *("SITI", "AMINAH", "DEWI", "SRI", "WAHYUNI", "NUR", "AISYAH", "BUDI", "SANTOSO", "AGUS"),
    *("JOKO", "RINA", "EKO", "LESTARI", "PUTRI"),
)


def warga(rng: random.Random, pos: str) -> dict[str, object]:
    return {
        "nik": f"{rng.randrange(10**16):016d}",
        "keluarga_id": str(uuid.UUID(int=rng.getrandbits(128))),
        "nama": " ".join(rng.sample(NAMA, 2)),
        "jenis_kelamin": rng.randint(1, 2),
        "tempat_lahir": rng.choice(("BOGOR", "BANDUNG", "CIAMIS")),
        "tanggal_lahir": str(date.fromordinal(rng.randint(712_000, 739_500))),
        "agama": 1,
        "status_kawin": rng.randint(1, 4),
        "shdk": rng.randint(1, 9),
        "pendidikan": rng.randint(1, 10),
        "pekerjaan": rng.randint(1, 89),
        "nama_ayah": " ".join(rng.sample(NAMA, 2)),
        "nama_ibu": " ".join(rng.sample(NAMA, 2)),
        "gol_darah": 13,
        "warganegara": 1,
        "punya_jkn": rng.random() < 0.7,
        "status_dasar": 1,
        "posyandu_id": pos,
        "punya_kms": rng.random() < 0.5,
        "berat_lahir": f"{rng.uniform(2.2, 4.2):.2f}",
        "panjang_lahir": f"{rng.uniform(44, 54):.1f}",
        "sumber": "impor",
    }


def isian(rng: random.Random, orang: str, hari: str) -> dict[str, object]:
    return {
        "form": "pemeriksaan_balita",
        "form_versi": 1,
        "subjek_jenis": "warga",
        "subjek": orang,
        "hari_buka_id": hari,
        "tanggal": "2026-11-14",
        "versi_aturan": "2020-1",
        "berat_badan": f"{rng.uniform(3, 20):.2f}",
        "tinggi_badan": f"{rng.uniform(50, 110):.1f}",
        "cara_ukur": "berdiri",
        "lila": f"{rng.uniform(11, 17):.1f}",
        "lingkar_kepala": f"{rng.uniform(35, 52):.1f}",
        "edema": False,
        "vitamin_a": True,
    }


def fill(laptop: Laptop, desa: str, n: int) -> None:
    rng = random.Random(desa)
    pos = posyandu_id(desa_id(desa), "Melati")
    laptop.change("posyandu", pos, "set", 0, nama_awal="Melati", nama="Melati")
    hari = laptop.change(
        "hari_buka", None, "set", 0, posyandu_id=pos, tanggal="2026-11-14", status="buka"
    )
    while len(laptop.bodies) < n:
        orang = laptop.change("warga", None, "set", 0, **warga(rng, pos))
        laptop.change("isian", None, "set", 0, **isian(rng, orang, hari))


def enrol(server: ServerProses, desa: str, n: int) -> Laptop:
    laptop = Laptop(requests.Session(), server.alamat).enrol(server.kode(desa, posyandu=["Melati"]))
    fill(laptop, desa, n)
    return laptop.hello()


def send(laptop: Laptop, batch: int, level: int = 6) -> tuple[int, float]:
    """Push everything; (body bytes up, seconds)."""
    prev, up, start = ZERO, 0, time.perf_counter()
    headers = {"Authorization": f"Bearer {laptop.token}", "Content-Encoding": "gzip"}
    for at in range(0, len(laptop.bodies), batch):
        bodies = laptop.bodies[at : at + batch]
        body = m.join_push(
            incarnation=0,
            skema=1,
            prev_chain=prev,
            first_n=at + 1,
            bodies=bodies,
            tindakan=None,
        )
        packed = gzip.compress(body, level)
        up += len(packed)
        answer = laptop.http.post(laptop.base + "/v1/push", data=packed, headers=headers)
        assert answer.status_code == 200, answer.text
        receipt = answer.json()
        assert not receipt["rejected"], receipt["rejected"][:3]
        prev = links_over(prev, bodies)[-1]
        assert receipt["chain"] == prev
    return up, time.perf_counter() - start


def _one_of_many(
    address: str, kode: str, desa: str, n: int, batch: int, gate: object, out: object
) -> None:
    laptop = Laptop(requests.Session(), address).enrol(kode)
    fill(laptop, desa, n)
    laptop.hello()
    gate.wait()  # type: ignore[attr-defined]
    out.put(send(laptop, batch, 1)[1])  # type: ignore[attr-defined]


def many(server: ServerProses, n: int, batch: int, clients: int = 8) -> float:
    """Changes per second of several clients of as many desa at once."""
    gate, out = multiprocessing.Barrier(clients + 1), multiprocessing.Queue()
    runs = []
    for i in range(clients):
        desa = f"32010120{i + 10}"
        kode = server.kode(desa, posyandu=["Melati"])
        args = (server.alamat, kode, desa, n, batch, gate, out)
        runs.append(multiprocessing.Process(target=_one_of_many, args=args))
        runs[-1].start()
    gate.wait()
    start = time.perf_counter()
    for run in runs:
        run.join()
    return clients * n / (time.perf_counter() - start)


def _peak_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cpu(pid: int) -> float:
    """Seconds of CPU a process has used."""
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def measure(server: ServerProses, n: int, batch: int) -> dict[str, float]:
    laptop = enrol(server, "3201012001", n)
    assert server.process
    cpu, cpu_server = time.process_time(), _cpu(server.process.pid)
    up, seconds = send(laptop, batch)
    cpu_server = _cpu(server.process.pid) - cpu_server
    result = {
        "per_detik": round(len(laptop.bodies) / seconds),
        "byte_per_perubahan": round(up / len(laptop.bodies), 1),
        "cpu_klien_us": round((time.process_time() - cpu) / len(laptop.bodies) * 1e6, 1),
        "cpu_server_us": round(cpu_server / len(laptop.bodies) * 1e6, 1),
        "rss_klien_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    small = laptop.batch(1, 250)
    result["byte_per_perubahan_250"] = round(len(gzip.compress(small, 6)) / 250, 1)
    result["rss_server_mb"] = round(_peak_mb(server.process.pid))
    result["delapan_klien_per_detik"] = round(many(server, n // 8, 250))
    return result


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    results: dict[str, dict[str, float]] = {}
    folder = tempfile.mkdtemp(prefix="sipd-ukur-")
    with ServerProses(data=Path(folder) / "pusat") as server:
        results["tertanam"] = measure(server, args.n, args.batch)
    shutil.rmtree(folder)
    cluster = Postgres(durable=True)
    try:
        with ServerProses(url=cluster.new_database()) as server:
            results["postgresql"] = measure(server, args.n, args.batch)
    finally:
        cluster.stop()
    print(json.dumps(results) if args.json else json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
