"""A whole exchange by the real client against a real server: freeze, push, pull, compare.

    .venv/bin/python benchmarks/kirim.py [--n 50000] [--json]

Every client runs in a process of its own, with its peak memory; half of the changes are tindakan,
as in real use. Figures wanted (DESIGN section 8): push >= 9,000/s with PostgreSQL (fsync on),
>= 10,000/s with the embedded store; <= 140 bytes per change at 250 changes; 250 changes at 8 kB/s
and 600 ms round trip <= 6 s; client memory flat +-10 MB from 1,000 to 100,000 queued changes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

DESA, DESA_LAIN = "3201012001", "3201012002"


def fill(folder: Path, n: int, kode: str = DESA) -> tuple[Path, bytes]:
    """A data file with about n changes waiting; (file, key)."""
    from push_server import isian, warga

    from sipd_desktop.base import ids
    from sipd_desktop.services.catat import Niat
    from sync.alat import Laptop

    rng = random.Random(1)
    laptop = Laptop(folder, kode=kode)
    day = laptop.hari("2026-11-14", laptop.posyandu)
    for start in range(0, n // 4, 500):
        people = [(ids.new_id(), warga(rng, laptop.posyandu)) for _ in range(500)]
        people = people[: max(1, n // 4 - start)]
        forms = [(ids.new_id(), isian(rng, p, day)) for p, _ in people]
        with laptop.buku.write() as conn:
            niat = Niat(conn, laptop.petugas)
            niat.insert_many("warga", people)  # type: ignore[arg-type]
            niat.insert_many("isian", forms)  # type: ignore[arg-type]
            niat.done()
    laptop.close()
    return laptop.path, laptop.key


def freeze(path: Path, key: bytes) -> None:
    """Freeze beforehand, so that the push alone is timed."""
    from sipd_desktop.storage.engine import Buku
    from sipd_desktop.sync.freeze import freeze_all
    from sipd_desktop.sync.gerbang import Gerbang

    buku = Buku(path, key)
    freeze_all(buku, Gerbang())
    buku.close()


def enrol(path: Path, key: bytes, alamat: str, kode: str) -> None:
    from sipd_desktop.services.sinkron import daftar
    from sipd_desktop.storage.engine import Buku

    buku = Buku(path, key)
    daftar(buku, alamat, kode)
    buku.close()


def peak_mb() -> float:
    """Highest memory of this process since its program began."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def client(path: str, key: str) -> None:
    """Child: one exchange, its stages timed, its memory measured."""
    from sipd_desktop.services.sinkron import kirim
    from sipd_desktop.storage.engine import Buku
    from sipd_desktop.sync import exchange

    stages: dict[str, float] = {}

    def timed(name: str, function: Any) -> Any:
        def call(*args: Any, **more: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*args, **more)
            finally:
                stages[name] = stages.get(name, 0.0) + time.perf_counter() - start

        return call

    for name in ("push_all", "pull_all", "compare", "say_hello"):
        setattr(exchange, name, timed(name, getattr(exchange, name)))
    buku = Buku(Path(path), bytes.fromhex(key))
    with buku.read():
        pass
    before = peak_mb()
    cpu = time.process_time()
    hasil = kirim(buku)
    cpu = time.process_time() - cpu
    after = peak_mb()
    told = {**hasil.ke_json(), "stages": stages, "cpu": cpu}
    print(json.dumps({**told, "rss_mb": after, "grown_mb": after - before}))


def run_client(path: Path, key: bytes) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--anak", str(path), key.hex()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    assert told.get("alasan") is None, told
    assert told["unsent"] == 0, told
    assert told["digest_ok"] is True, told
    return told


class Sempit:
    """A line of `rate` bytes per second each way with half the round trip as delay each way."""

    def __init__(self, port: int, rate: float, rtt: float) -> None:
        self._port, self._rate, self._delay = port, rate, rtt / 2
        self.bytes = 0
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        threading.Thread(target=self._run, args=(ready,), daemon=True).start()
        ready.wait()
        self.alamat = f"http://127.0.0.1:{self.port}"

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._line, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    async def _line(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2 * self._delay)  # jabat tangan
        far_in, far_out = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(self._pipe(near_in, far_out), self._pipe(far_in, near_out))

    async def _pipe(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        free = self._loop.time()
        while data := await source.read(1024):
            self.bytes += len(data)
            free = max(free, self._loop.time()) + len(data) / self._rate
            self._loop.call_at(free + self._delay, _put, sink, data)
            await asyncio.sleep(max(0.0, free - self._loop.time()))
        self._loop.call_at(free + self._delay + 0.01, sink.close)


def _put(sink: asyncio.StreamWriter, data: bytes) -> None:
    if not sink.is_closing():
        sink.write(data)


def one_store(label: str, place: dict[str, Any], folder: Path, n: int) -> dict[str, Any]:
    from server.proses import ServerProses

    with ServerProses(**place) as server:
        path, key = fill(folder / label / "a", n)
        enrol(path, key, server.alamat, server.kode(DESA, posyandu=["Melati"]))
        freeze(path, key)
        first = run_client(path, key)
        more, key3 = fill(folder / label / "c", n, DESA_LAIN)
        enrol(more, key3, server.alamat, server.kode(DESA_LAIN, posyandu=["Melati"]))
        whole = run_client(more, key3)
        second, key2 = fill(folder / label / "b", 0)
        enrol(second, key2, server.alamat, server.kode(DESA, posyandu=["Melati"]))
        other = run_client(second, key2)
        idle = run_client(path, key)
    push, pull = first["stages"]["push_all"], other["stages"]["pull_all"]
    return {
        "store": label,
        "changes": first["pushed"],
        "push_per_s": round(first["pushed"] / push),
        "freeze_and_push_per_s": round(whole["pushed"] / whole["stages"]["push_all"]),
        "pull_per_s": round(other["pulled"] / pull),
        "digest_s": round(other["stages"]["compare"], 2),
        "whole_s": first["seconds"],
        "bytes_per_change": round(first["bytes_up"] / first["pushed"], 1),
        "client_cpu_s": round(first["cpu"], 2),
        "client_rss_mb": round(first["rss_mb"]),
        "client_grown_mb": round(first["grown_mb"], 1),
        "idle_s": idle["seconds"],
        "idle_bytes": idle["bytes_up"] + idle["bytes_down"],
    }


def small_and_slow(folder: Path) -> dict[str, Any]:
    """250 changes: bytes on a quick line, seconds on one of 8 kB/s and 600 ms."""
    from server.proses import ServerProses

    found: dict[str, Any] = {}
    with ServerProses(data=folder / "pusat") as server:
        line = Sempit(server.port, 8_000, 0.6)
        for name, alamat in (("quick", server.alamat), ("slow", line.alamat)):
            path, key = fill(folder / name, 0)
            enrol(path, key, server.alamat, server.kode(DESA, posyandu=["Melati"]))
            run_client(path, key)
            _refill(path, key, 250, alamat)
            told = run_client(path, key)
            push = told["stages"]["push_all"] + told["stages"]["say_hello"]
            found[name] = {
                "changes": told["pushed"],
                "bytes_up_per_change": round(told["bytes_up"] / told["pushed"], 1),
                "hello_and_push_s": round(push, 2),
                "whole_s": told["seconds"],
                "bytes_down": told["bytes_down"],
            }
    return found


def _refill(path: Path, key: bytes, n: int, alamat: str) -> None:
    """Add n changes to an enrolled file and send it through another address."""
    from push_server import isian, warga

    from sipd_desktop.base import ids
    from sipd_desktop.services.catat import Niat, Petugas
    from sipd_desktop.storage.engine import Buku
    from sipd_desktop.storage.keadaan import set_state

    rng = random.Random(2)
    buku = Buku(path, key)
    with buku.write() as conn:
        day, pos = conn.exec_driver_sql("SELECT id, posyandu_id FROM hari_buka").one()
        niat = Niat(conn, Petugas("program", "program", sistem=True))
        people = [(ids.new_id(), warga(rng, pos)) for _ in range(n // 4)]
        niat.insert_many("warga", people)  # type: ignore[arg-type]
        niat.insert_many(
            "isian",
            [(ids.new_id(), isian(rng, p, day)) for p, _ in people],  # type: ignore[misc]
        )
        niat.done()
        set_state(conn, "url", alamat)
    buku.close()


def memory(folder: Path) -> dict[str, Any]:
    from server.proses import ServerProses

    found = {}
    with ServerProses(data=folder / "pusat") as server:
        for n in (1_000, 10_000, 100_000):
            path, key = fill(folder / str(n), n)
            enrol(path, key, server.alamat, server.kode(DESA, posyandu=["Melati"]))
            told = run_client(path, key)
            found[str(told["pushed"])] = round(told["rss_mb"], 1)
            path.unlink()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--bagian", default="laju,kecil,memori")
    parser.add_argument("--anak", nargs=2)
    args = parser.parse_args()
    if args.anak:
        client(*args.anak)
        return
    from pg import Postgres

    parts = args.bagian.split(",")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="sipd-bench-") as name:
        folder = Path(name)
        os.environ["SIPD_KONFIG"] = str(folder / "konfig")
        if "laju" in parts:
            postgres = Postgres(durable=True)
            try:
                places = {
                    "tertanam": {"data": folder / "p"},
                    "pg": {"url": postgres.new_database()},
                }
                found["laju"] = [one_store(k, v, folder, args.n) for k, v in places.items()]
            finally:
                postgres.stop()
        if "kecil" in parts:
            found["250"] = small_and_slow(folder / "kecil")
        if "memori" in parts:
            found["rss_mb"] = memory(folder / "memori")
    print(json.dumps(found, indent=None if args.json else 2))


if __name__ == "__main__":
    main()
