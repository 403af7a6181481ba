"""Potensi & Masalah of a large desa: judging, the window's pages, the list while typing, printing.

Run: python benchmarks/masalah.py [people]. Made-up people with two SDGs pendataan of every person
and household, a year apart. Wanted at 11,000 people: a page opened <= 1 s, the list after a letter
<= 100 ms (p95), a sheet written <= 2 s, a slice of the daily round that no save notices, and a
window that never works for more than 100 ms at a stretch. Seconds are wall time; `cpu` is what this
process used meanwhile and `sekali_ms` the longest stretch of work of the window's own thread, both
CPU time: they can be compared when other programs run.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("SIPD_TANPA_KEYRING", "1")
os.environ.setdefault("SIPD_KONFIG", tempfile.mkdtemp(prefix="sipd-konfig-"))

from besar import SANDI, TODAY, spread
from PySide6.QtWidgets import QApplication

from sipd_desktop.app import Aplikasi
from sipd_desktop.base import ids
from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.services.buka import Pengguna, list_pengguna, open_ruang
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.laporan.daftar import find_laporan
from sipd_desktop.services.laporan.jenis import Diminta
from sipd_desktop.services.laporan.terbit import complete, issue
from sipd_desktop.services.masalah import Saring, list_masalah, refresh_masalah
from sipd_desktop.services.masalah.segar import refresh_next
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.storage.engine import Buku
from sipd_desktop.ui.masalah.segar import PenyegarMasalah

HARI = ("2025-09-15", "2026-09-15")
_ISI = (
    "INSERT INTO isian(id, form, form_versi, subjek_jenis, subjek, tanggal, body, lingkup, seq, "
    "created_at, updated_at) VALUES (?, ?, 1, ?, ?, ?, ?, 'pos:contoh', ?, ?, ?)"
)
_KATA = ("siti", "jamban", "rahayu", "air", "sekolah", "budi", "lantai", "dewi")


def _orang(rng: random.Random) -> dict[str, Any]:
    body: dict[str, Any] = {
        "kondisi_kerja": rng.choice((1, 2, 3, 4, 5, 5, 5)),
        "pendidikan_tertinggi": rng.randint(1, 7),
    }
    if rng.random() < 0.06:
        body["penyakit"] = [rng.choice(("diabetes", "jantung", "dbd", "diare"))]
    if rng.random() < 0.02:
        body["disabilitas"] = ["fisik"]
    return body


def _rumah(rng: random.Random) -> dict[str, Any]:
    return {
        "jumlah_anggota": rng.randint(1, 6),
        "pengeluaran_bulan": rng.randrange(800_000, 6_000_000, 50_000),
        "bantuan": rng.choice(([], [], ["pkh"], ["bpnt"])),
        "luas_lantai": rng.randint(18, 90),
        "lantai": rng.choice(("keramik", "keramik", "semen", "tanah")),
        "dinding": rng.choice(("tembok", "tembok", "rendah")),
        "jamban": rng.choice(("sendiri", "sendiri", "sendiri", "bersama", "tidak_ada")),
        "air_minum": rng.choice(("sumur", "ledeng", "ledeng", "sungai")),
    }


def _survey(buku: Buku) -> None:
    """Both pendataan of everyone, as a pull would bring them."""
    rng = random.Random(2026)
    with buku.read() as conn:
        found = {
            kind: conn.exec_driver_sql(query).scalars().all()
            for kind, query in (
                ("warga", "SELECT id FROM warga ORDER BY id"),
                ("keluarga", "SELECT id FROM keluarga ORDER BY id"),
            )
        }
    rows, seq = [], 0
    for kind, make in (("warga", _orang), ("keluarga", _rumah)):
        form = f"pendataan_{kind}"
        for row_id in found[kind]:
            for day in HARI:
                seq += 1
                body = json.dumps({"sumber_data": "sdgs", **make(rng)})
                made = ids.pendataan_id(form, row_id, "sdgs", day)
                stamp = f"{day}T02:00:00.000Z"
                rows.append((made, form, kind, row_id, day, body, seq, stamp, stamp))
    for start in range(0, len(rows), 2000):
        with buku.write() as conn:
            conn.exec_driver_sql("UPDATE sync_flag SET applying = 1")
            conn.exec_driver_sql(_ISI, rows[start : start + 2000])
            conn.exec_driver_sql("UPDATE sync_flag SET applying = 0")


def fill(folder: Path, people: int) -> None:
    """A desa with both pendataan, nothing judged yet."""
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
        _survey(ruang.buku)


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What the work gave, and what it cost."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return made, {
        "detik": round(time.perf_counter() - wall, 2),
        "cpu": round(time.process_time() - cpu, 2),
    }


def judge(buku: Buku, user: Pengguna) -> dict[str, Any]:
    """Everyone judged at once, then a whole daily round that finds nothing new."""

    def first() -> Any:
        with buku.write() as conn:
            return refresh_masalah(conn, user.petugas, None, TODAY)

    made, cost = timed(first)
    slices, cpus, more = [], [], True
    while more:
        wall, cpu = time.perf_counter(), time.process_time()
        with buku.write() as conn:
            more, _ = refresh_next(conn, user.petugas, TODAY)
        slices.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    with buku.write() as conn:  # the window begins the round anew
        conn.exec_driver_sql("DELETE FROM setelan WHERE kunci = 'masalah_segar'")
    return {
        "masalah": made.baru,
        "semua": cost,
        "putaran": len(slices),
        "potong_ms": spread(slices),
        "potong_cpu_ms": spread(cpus),
        "terlama_ms": round(max(slices) * 1000),
    }


def sheets(buku: Buku, user: Pengguna, folder: Path) -> dict[str, Any]:
    """The list of masalah and the grid as sheets; confirmed first, for dugaan are never printed."""
    with buku.write() as conn:
        conn.exec_driver_sql(
            "UPDATE masalah SET status = 'terkonfirmasi' WHERE jenis IN ('jamban', 'air')"
        )
    told: dict[str, Any] = {}
    for key in ("daftar-masalah", "petak-masalah"):
        kind = find_laporan(key)
        for ending in (".xlsx", ".pdf"):

            def work(kind: Any = kind, ending: str = ending) -> Path:
                with buku.read() as conn:
                    minta = Diminta(None, "", TODAY, alasan="musdes")
                    asked = complete(conn, kind, minta, posyandu=None, sendiri="")
                with buku.write() as conn:
                    made, _ = issue(conn, user.petugas, kind, asked)
                path = folder / f"{kind.key}{ending}"
                write_lembar(made.lembar, path)
                return path

            path, cost = timed(work)
            told[f"{key}{ending}"] = cost | {"kb": path.stat().st_size // 1024}
    with buku.read() as conn:
        told["baris"] = len(
            list_masalah(conn, user.petugas, Saring(jenis=("jamban", "air")), keluar=True)
        )
    return told


class Layar:
    """The real window on the folder."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.longest = 0.0
        self.program = Aplikasi(folder, today=lambda: TODAY)
        self.program.start()
        window = self.window = self.program.window
        window.resize(1366, 768)
        window._opened(open_ruang(folder, SANDI))
        with window.ruang.buku.read() as conn:
            window._entering(list_pengguna(conn)[0])
        self.until(lambda: window.bingkai is not None and self.program.tasks.is_idle())

    def until(self, done: Callable[[], bool]) -> None:
        """Run the loop of the window until it is so."""
        while not done():
            cpu = time.thread_time()
            self.app.processEvents()
            self.longest = max(self.longest, time.thread_time() - cpu)
            time.sleep(0.0005)

    def take(self) -> dict[str, float]:
        """The longest stretch of work of the window since the last call."""
        longest, self.longest = self.longest, 0.0
        return {"sekali_ms": round(longest * 1000, 1)}

    def idle(self) -> None:
        """Until nothing of the page is under way (the daily round aside)."""
        self.until(self.program.tasks.is_idle)

    def step(self, act: Callable[[], object]) -> dict[str, float]:
        """An act until its answer is drawn, and the longest silence meanwhile."""
        self.take()

        def work() -> None:
            cpu = time.thread_time()
            act()
            self.longest = time.thread_time() - cpu
            self.until(lambda: not self.waits())
            self.until(self._drawn)

        _, cost = timed(work)
        return cost | self.take()

    def _drawn(self) -> bool:
        """Let the window draw what is due, once."""
        self.window.repaint()
        return True

    def waits(self) -> bool:
        """Whether a page still waits for what it asked to read."""
        return any(job.kind == "read" for job in self.program.tasks._jobs.values())

    def close(self) -> None:
        """End the program."""
        self.window.close()
        self.program.close()


def screens(app: QApplication, folder: Path) -> dict[str, Any]:
    """Every part of the page, the list while typing, a person and a family with problems."""
    told: dict[str, Any] = {}
    layar = Layar(app, folder)
    sesi = layar.window.sesi
    told["buka_kotak"] = layar.step(lambda: sesi.go("potensi"))
    (penyegar,) = sesi.findChildren(PenyegarMasalah)
    layar.take()
    start = time.perf_counter()
    layar.until(lambda: not penyegar._berjalan)
    told["putaran"] = {"detik": round(time.perf_counter() - start, 1)} | layar.take()
    page = layar.window.bingkai.page
    page.unit.setCurrentIndex(max(page.unit.findData(""), 0))
    told["semua_posyandu"] = layar.step(page._unit_chosen)
    for number, tab in enumerate(page.tabs):
        told[f"bagian_{tab.nama}"] = layar.step(lambda n=number: page._go_to(n))
    daftar = page.daftar
    page._go_to(page.tabs.index(daftar))
    layar.idle()
    told["daftar_baris"] = len(daftar.tabel.isi.rows)
    daftar._wait.setInterval(0)
    typed, cpus, gaps = [], [], []
    for word in _KATA:
        for end in range(1, len(word) + 1):
            layar.take()
            wall, cpu = time.perf_counter(), time.process_time()
            daftar.saring.kata.setText(word[:end])
            layar.until(lambda: not daftar._wait.isActive() and not layar.waits())
            typed.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
            gaps.append(layar.take()["sekali_ms"])
    told["huruf_ms"] = spread(typed)
    told["huruf_cpu_ms"] = spread(cpus)
    told["huruf_sekali_ms"] = max(gaps)
    with layar.window.ruang.buku.read() as conn:
        row = next(r for r in list_masalah(conn, sesi.petugas, Saring(jenis=("penganggur",))))
    told["buka_orang"] = layar.step(lambda: sesi.go("orang", warga_id=row.subjek))
    told["buka_keluarga"] = layar.step(lambda: sesi.go("keluarga", keluarga_id=row.keluarga_id))
    told["buka_masalah"] = layar.step(lambda: sesi.go("masalah", masalah_id=row.id))
    layar.idle()
    layar.close()
    return told


def main(people: int) -> None:
    """Measure and print one JSON document."""
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="sipd-masalah-") as temp:
        folder = Path(temp) / "data"
        fill(folder, people)
        with open_ruang(folder, SANDI) as ruang:
            with ruang.buku.read() as conn:
                user = list_pengguna(conn)[0]
                told: dict[str, Any] = {
                    "orang": conn.exec_driver_sql("SELECT count(*) FROM warga").scalar()
                }
            told["nilai"] = judge(ruang.buku, user)
            told["lembar"] = sheets(ruang.buku, user, Path(temp))
        told["layar"] = screens(app, folder)
        told["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told["beban"] = os.getloadavg()[0]
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11_000)
