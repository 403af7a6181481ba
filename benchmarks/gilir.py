"""Soak: 500 changes of kader by PIN in the real window, one act after each (trust-and-ux S-03).

    QT_QPA_PLATFORM=offscreen .venv/bin/python benchmarks/gilir.py [--kali 500] [--kk 60]

Each change locks on another page, types the letter of a name and six digits, waits for the page,
and writes one act. Counted: changes that did not come, acts under a wrong name, and what grows from
the first tenth to the end: memory, open handles, threads, widgets, objects that listen to signals.
The milliseconds are those of the window with the real cost of a PIN for every twentieth change; the
others use a cheap hash, so that 500 take seconds and not minutes.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from alur import SANDI, TODAY, Ukuran, masuk, prepare
from nacl.pwhash import argon2id
from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from sipd_desktop.app import Aplikasi
from sipd_desktop.demo.tangan import Tangan
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.catat import Changes, Niat
from sipd_desktop.services.kader import add_kader
from sipd_desktop.services.pin import save_akun, set_pin

PIN = "135790"
_SIGNAL = QMetaMethod.MethodType.Signal
PAGES = ("beranda", "hari", "cari", "kirim", "laptop", "skdn")


def add_people(folder: Path) -> dict[str, str]:
    """Three more kader with a PIN; letter of the tile to id."""
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            ketua = list_pengguna(conn)[0]
        with ruang.buku.write() as conn:
            for nama in ("Aminah", "Rina", "Budi"):
                unit = ketua.posyandu_id or ""
                kader, _ = add_kader(conn, ketua.petugas, posyandu_id=unit, nama=nama)
                save_akun(conn, kader, izin_oleh=ketua.id)
        with ruang.buku.read() as conn:
            return {p.nama[0].lower(): p.id for p in list_pengguna(conn)}


def give_pins(aplikasi: Aplikasi, people: dict[str, str], *, dear: bool) -> None:
    """The PIN of everybody, with its real cost or a cheap one."""
    assert aplikasi.window.ruang
    cheap = argon2id.str(PIN.encode(), argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN).decode()
    with aplikasi.window.ruang.buku.write() as conn:
        for kader in people.values():
            if dear:
                set_pin(conn, kader, PIN)
            else:
                save_akun(conn, kader, pin_hash=cheap, gagal=0, tunggu_sampai=None)


def standing(aplikasi: Aplikasi, tangan: Tangan) -> dict[str, float]:
    """What must not grow, looked at on one and the same page."""
    assert aplikasi.window.sesi
    aplikasi.window.sesi.go("beranda")
    tangan.settle()
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    status = Path("/proc/self/status").read_text()
    rss = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    sesi = aplikasi.window.sesi
    meta = sesi.metaObject()
    signals = [m for m in map(meta.method, range(meta.methodCount())) if m.methodType() == _SIGNAL]
    listeners = sum(
        sesi.receivers(f"2{bytes(m.methodSignature().data()).decode()}") for m in signals
    )
    return {
        "mb": round(int(rss.split()[1]) / 1024, 1),
        "pegangan": len(list(Path("/proc/self/fd").iterdir())),
        "benang": threading.active_count(),
        "widget": len(aplikasi.window.findChildren(QWidget)),
        "objek_qt": len(aplikasi.window.findChildren(QObject)),
        "pendengar": listeners,
    }


def soak(
    aplikasi: Aplikasi, tangan: Tangan, people: dict[str, str], kali: int, *, dear_every: int = 20
) -> dict[str, Any]:
    """The changes themselves; every count by name."""
    window, rng, ukuran = aplikasi.window, random.Random(5), Ukuran()
    expected: list[str] = []
    missed = 0
    early: dict[str, float] = {}
    for number in range(kali):
        letter, kader = rng.choice(sorted(people.items()))
        dear = dear_every and number % dear_every == 0
        give_pins(aplikasi, people, dear=bool(dear))
        assert window.sesi
        window.sesi.go(PAGES[number % len(PAGES)])
        tangan.settle()
        tangan.press(Qt.Key.Key_L, ctrl=True)
        tangan.until(lambda: len(window.kunci.petak.tombol) == len(people), "nama")
        tangan.settle()
        name = "U-14 ganti kader dengan PIN" if dear else "ganti kader, PIN murah"
        tangan.type(letter + PIN[:5])
        try:
            ukuran.take(name, lambda: tangan.type(PIN[5]), lambda: not window.terkunci)
        except TimeoutError:
            missed += 1
            continue
        tangan.settle()
        petugas = window.sesi.petugas

        def act(conn: Any, petugas: Any = petugas) -> Changes:
            niat = Niat(conn, petugas)
            niat.note("melihat", "posyandu", window.sesi.posyandu_id if window.sesi else "")
            return niat.done()

        window.sesi.write(window, act)
        tangan.settle()
        expected.append(kader)
        if number == kali // 10:
            early = standing(aplikasi, tangan)
    late = standing(aplikasi, tangan)
    assert window.ruang
    with window.ruang.buku.read() as conn:
        rows = conn.exec_driver_sql(
            "SELECT pelaku, pencatat FROM tindakan WHERE verb = 'melihat' AND "
            "objek_jenis = 'posyandu' ORDER BY urut"
        ).all()
    wrong = sum(tuple(r) != (e, e) for r, e in zip(rows, expected, strict=True))
    return {
        "kali": kali,
        "gagal": missed,
        "nama_salah": wrong,
        "sepersepuluh": early,
        "akhir": late,
        "tumbuh": {key: round(late[key] - early[key], 1) for key in early},
        "ms": ukuran.table(),
        "ms_tertinggi": {k: round(max(v), 1) for k, v in ukuran.ms.items()},
        "rata2": {k: round(statistics.mean(v), 1) for k, v in ukuran.ms.items()},
    }


def main() -> None:
    """Run it and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kali", type=int, default=500)
    parser.add_argument("--kk", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        os.environ["SIPD_KONFIG"] = str(Path(name) / "konfig")
        prepare(folder, asked.kk)
        people = add_people(folder)
        _app = QApplication.instance() or QApplication([])
        aplikasi = Aplikasi(folder, today=lambda: TODAY)
        tangan = Tangan(aplikasi, None)
        aplikasi.start()
        masuk(aplikasi, tangan, Ukuran())
        start, cpu = time.perf_counter(), time.process_time()
        told = soak(aplikasi, tangan, people, asked.kali)
        told["detik"] = round(time.perf_counter() - start, 1)
        told["detik_cpu"] = round(time.process_time() - cpu, 1)
        aplikasi.window.close()
        aplikasi.close()
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


if __name__ == "__main__":
    main()
