"""A laptop after five years, encrypted: search, save, start and memory.

    .venv/bin/python benchmarks/besar.py [--orang 50000] [--isian 1000000]

50,000 people and 1,000,000 isian. Wanted (DESIGN section 8): name search <= 100 ms p95, save of a
weighing <= 50 ms p95, start to usable <= 4 s (process start to Beranda drawn, passphrase known),
RAM <= 250 MB (peak of the window process).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sipd_desktop.base import ids
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.cari import search
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.hadir import list_sasaran
from sipd_desktop.services.hari.hari import start_hari
from sipd_desktop.services.hari.ukur import open_lembar, save_ukur
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.storage.engine import Buku

SANDI = "padi kursi lampu sungai"
TODAY = date(2026, 11, 21)
KALI = 200


def fill(folder: Path, people: int, count: int) -> None:
    """People from the generator, then isian straight into the table, as a pull would bring them."""
    prepare_folder(
        folder,
        kode_desa="3399072004",
        nama_desa="Sukamaju",
        posyandu=[f"Melati {n}" for n in range(1, 9)],
        nama="Bu Siti",
        sandi=SANDI,
        contoh=True,
    )
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            petugas = list_pengguna(conn)[0].petugas
        fill_contoh(ruang.buku, petugas, kk=people * 10 // 30, bulan=0, today=TODAY)
        _isian(ruang.buku, count)


def _isian(buku: Buku, count: int) -> None:
    rng = random.Random(2026)
    with buku.read() as conn:
        born = conn.exec_driver_sql("SELECT id, tanggal_lahir FROM warga").all()
    each = -(-count // len(born))
    insert = (
        "INSERT INTO isian(id, form, form_versi, subjek_jenis, subjek, tanggal, body, lingkup, "
        "seq, created_at, updated_at) VALUES (?, ?, 1, 'warga', ?, ?, ?, 'pos:contoh', ?, ?, ?)"
    )
    made = 0
    for start in range(0, len(born), 500):
        rows = []
        for row_id, lahir in born[start : start + 500]:
            child = bool(lahir) and (TODAY - date.fromisoformat(lahir)).days < 1826
            for month in range(each):
                day = (TODAY - timedelta(days=30 * (month + 1))).isoformat()
                form, body = _body(rng, child=child)
                stamp = f"{day}T02:00:00.000Z"
                made += 1
                rows.append((ids.new_id(), form, row_id, day, body, made, stamp, stamp))
        with buku.write() as conn:
            conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
            conn.exec_driver_sql(insert, rows)
            conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")


def _body(rng: random.Random, *, child: bool) -> tuple[str, str]:
    if child:
        body = {
            "berat_badan": f"{rng.uniform(3, 18):.2f}",
            "tinggi_badan": f"{rng.uniform(50, 110):.1f}",
        }
        return "pemeriksaan_balita", json.dumps(body)
    body = {"berat_badan": f"{rng.uniform(40, 80):.1f}", "td_sistolik": rng.randint(100, 180)}
    return "pemeriksaan_dewasa", json.dumps(body)


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and p95 in milliseconds."""
    ms = sorted(s * 1000 for s in seconds)
    return {"p50": round(ms[len(ms) // 2], 1), "p95": round(ms[int(len(ms) * 0.95)], 1)}


def measure(folder: Path) -> dict[str, Any]:
    """Search and save on the large file, in this process."""
    rng = random.Random(7)
    with open_ruang(folder, SANDI) as ruang:
        buku = ruang.buku
        with buku.read() as conn:
            petugas = list_pengguna(conn)[0].petugas
            names = [
                r[0] for r in conn.exec_driver_sql("SELECT nama FROM warga ORDER BY id LIMIT 5000")
            ]
            unit = conn.exec_driver_sql("SELECT id FROM posyandu ORDER BY nama LIMIT 1").scalar()
        searched = []
        for nama in rng.sample(names, KALI):
            typed = nama.split()[0][:4].lower()
            start = time.perf_counter()
            with buku.read() as conn:
                search(conn, typed, tanggal=TODAY, posyandu_id=unit, batas=20)
            searched.append(time.perf_counter() - start)
        with buku.write() as conn:
            hari, _ = start_hari(conn, petugas, posyandu_id=unit, tanggal=TODAY)
        with buku.read() as conn:
            children = [o.id for o in list_sasaran(conn, hari)]
        opened, saved = [], []
        for child in rng.sample(children, min(KALI, len(children))):
            start = time.perf_counter()
            with buku.read() as conn:
                open_lembar(conn, hari.id, child)
            opened.append(time.perf_counter() - start)
            value = NilaiUkur(berat_badan=Decimal("9.4"), tinggi_badan=Decimal("75.5"))
            start = time.perf_counter()
            with buku.write() as conn:
                save_ukur(conn, petugas, hari.id, child, value)
            saved.append(time.perf_counter() - start)
        return {
            "anak": len(children),
            "cari_ms": spread(searched),
            "buka_ms": spread(opened),
            "simpan_ms": spread(saved),
            "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }


JENDELA = """
import sys, time, resource
mulai = float(sys.argv[3])
from PySide6.QtWidgets import QApplication
from pathlib import Path
from datetime import date
from sipd_desktop.app import Aplikasi
from sipd_desktop.services.buka import open_ruang, list_pengguna
app = QApplication([])
aplikasi = Aplikasi(Path(sys.argv[1]), today=lambda: date(2026, 11, 21))
aplikasi.start()
login = time.time()
window = aplikasi.window
ruang = open_ruang(Path(sys.argv[1]), sys.argv[2])
window._opened(ruang)
with ruang.buku.read() as conn:
    orang = list_pengguna(conn)[0]
window._entering(orang)
while window.bingkai is None or not aplikasi.tasks.is_idle():
    app.processEvents()
window.grab()
print(login - mulai, time.time() - mulai, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
window.close(); aplikasi.close()
"""


def start_window(folder: Path) -> dict[str, float]:
    """Process start to the login page, and to Beranda; peak memory of that process.

    With compiled modules, as the shipped program has them: the first start writes them.
    """
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env.setdefault("PYTHONPYCACHEPREFIX", str(folder.parent / "pycache"))
    done = subprocess.run(
        [sys.executable, "-c", JENDELA, str(folder), SANDI, str(time.time())],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    login, usable, rss = (float(x) for x in done.stdout.split())
    return {"masuk_s": round(login, 2), "siap_s": round(usable, 2), "rss_mb": round(rss)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--orang", type=int, default=50_000)
    parser.add_argument("--isian", type=int, default=1_000_000)
    args = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="sipd-besar-") as temp:
        os.environ["SIPD_KONFIG"] = str(Path(temp) / "konfig")
        folder = Path(temp) / "data"
        start = time.perf_counter()
        fill(folder, args.orang, args.isian)
        told: dict[str, Any] = {"mengisi_s": round(time.perf_counter() - start)}
        told["berkas_mb"] = round(
            sum(p.stat().st_size for p in folder.iterdir() if p.is_file()) / 1e6
        )
        start_window(folder)
        told["jendela"] = [start_window(folder) for _ in range(3)]
        told.update(measure(folder))
        told["beban"] = os.getloadavg()[0]
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
