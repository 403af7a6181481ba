"""sipd-server beside PouchDB in the same run: the same records, the same machine, alternating.

    (cd benchmarks/pouchdb && npm install)
    .venv/bin/python benchmarks/banding.py [--n 50000] [--putaran 3] [--json]

PouchDB is pouchdb-node (LevelDB) -> express-pouchdb, at its default batch of 100 and tuned to 500.
Ours is the client's stored bytes -> sipd-server, embedded (SQLCipher, FULL) and PostgreSQL with
fsync. Not like for like: ours checks every value, merges per field, keeps a change log and commits
durably; PouchDB keeps revision trees and does not fsync per batch. Wanted: >= 2.5x PouchDB tuned.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from push_server import enrol, send

from pg import Postgres
from server.proses import ServerProses

POUCH = Path(__file__).resolve().parent / "pouchdb"
DESA = "3201012001"


def ours(n: int, url: str | None) -> dict[str, float]:
    """One push into a new store."""
    with tempfile.TemporaryDirectory(prefix="sipd-banding-") as folder:
        place = {"url": url} if url else {"data": Path(folder) / "pusat"}
        with ServerProses(**place) as server:  # type: ignore[arg-type]
            laptop = enrol(server, DESA, n)
            up, seconds = send(laptop, 500)
            count = len(laptop.bodies)
    return {"per_detik": count / seconds, "byte": up / count}


def docs_of(n: int, path: Path) -> None:
    """The same records as documents, one JSON line each."""
    from push_server import fill

    from server.laptop import Laptop

    laptop = Laptop(None, "")  # type: ignore[arg-type]
    fill(laptop, DESA, n)
    with path.open("w") as out:
        for body in laptop.bodies[:n]:
            change = json.loads(body)
            doc = {"_id": change["id"], "tbl": change["tbl"], **change["set"]}
            out.write(json.dumps(doc) + "\n")


def pouch(docs: Path, batch: int) -> dict[str, float]:
    """One push of a fresh local PouchDB into a fresh express-pouchdb."""
    with tempfile.TemporaryDirectory(prefix="sipd-banding-") as folder:
        (Path(folder) / "pusat").mkdir()
        server = subprocess.Popen(
            ["node", str(POUCH / "server.js"), str(Path(folder) / "pusat")],
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
        )
        assert server.stdout
        port = int(server.stdout.readline())
        done = subprocess.run(
            ["node", str(POUCH / "push.js"), str(docs), folder,
             f"http://127.0.0.1:{port}/desa", str(batch)],
            capture_output=True, text=True, check=False, cwd=folder,
        )  # fmt: skip
        server.send_signal(signal.SIGTERM)
        told = json.loads(server.stdout.read())
        server.wait()
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    moved = told["masuk"] + told["keluar"]
    return {
        "per_detik": result["n"] / result["detik"],
        "byte": moved / result["n"],
        "rss_klien_mb": result["rss"] / 1024,
        "rss_server_mb": told["rss"] / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=50_000)
    parser.add_argument("--putaran", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    runs: dict[str, list[dict[str, float]]] = {}
    cluster = Postgres(durable=True)
    with tempfile.TemporaryDirectory(prefix="sipd-banding-") as folder:
        docs = Path(folder) / "dokumen.jsonl"
        docs_of(args.n, docs)
        try:
            for _ in range(args.putaran):
                for name, run in (
                    ("pouchdb 100", lambda: pouch(docs, 100)),
                    ("sipd tertanam", lambda: ours(args.n, None)),
                    ("pouchdb 500", lambda: pouch(docs, 500)),
                    ("sipd postgresql", lambda: ours(args.n, cluster.new_database())),
                ):
                    runs.setdefault(name, []).append(run())
        finally:
            cluster.stop()
    told: dict[str, Any] = {"n": args.n, "putaran": args.putaran, "beban": os.getloadavg()[0]}
    median = {k: statistics.median(r["per_detik"] for r in v) for k, v in runs.items()}
    for name, all_runs in runs.items():
        told[name] = {
            "per_detik": [round(r["per_detik"]) for r in all_runs],
            "median": round(median[name]),
            "byte_per_catatan": round(statistics.median(r["byte"] for r in all_runs), 1),
        }
    told["kali_lipat"] = {
        f"{ours_name} / {theirs}": round(median[ours_name] / median[theirs], 2)
        for ours_name in ("sipd tertanam", "sipd postgresql")
        for theirs in ("pouchdb 100", "pouchdb 500")
    }
    print(json.dumps(told) if args.json else json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
