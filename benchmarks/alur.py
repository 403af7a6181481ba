"""Milliseconds of the flows U-01..U-14 in the real window, 350 households, a year of months.

    QT_QPA_PLATFORM=offscreen .venv/bin/python benchmarks/alur.py [--kk 350] [--kali 20]

Times are from the key to the screen that answers it, work in the background included; a kader's
thinking and typing are not in them. Keys are counted by tests (tests/ui). Budgets of the machine:
echo <= 50 ms, list <= 100 ms, screen <= 300 ms, save p95 <= 200 ms, start to login <= 8 s.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sipd_desktop.app import Aplikasi
from sipd_desktop.demo.sutradara import Sutradara
from sipd_desktop.demo.tangan import Tangan
from sipd_desktop.render.berkas import write_lembar
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.contoh.isi import fill_contoh
from sipd_desktop.services.laporan.lembar_skdn import lembar_skdn
from sipd_desktop.services.pin import set_pin
from sipd_desktop.services.siapkan import prepare_folder

SANDI, PIN = "abjad kucing abjad kucing", "246802"
TODAY = date(2026, 11, 21)
Key = Qt.Key


def prepare(folder: Path, kk: int) -> None:
    """A Posyandu in its second year."""
    prepare_folder(
        folder,
        kode_desa="3399072004",
        nama_desa="Sukamaju",
        posyandu=["Melati"],
        nama="Siti Contoh",
        sandi=SANDI,
        contoh=True,
    )
    with open_ruang(folder, SANDI) as ruang:
        with ruang.buku.read() as conn:
            ketua = list_pengguna(conn)[0]
        fill_contoh(ruang.buku, ketua.petugas, kk=kk, bulan=12, today=TODAY)
        with ruang.buku.write() as conn:
            set_pin(conn, ketua.id, PIN)


class Ukuran:
    """Collects milliseconds by flow."""

    def __init__(self) -> None:
        self.ms: dict[str, list[float]] = {}

    def take(self, name: str, act: Callable[[], Any], done: Callable[[], bool]) -> None:
        """Run `act` and wait for `done`, which the screen itself must show."""
        start = time.perf_counter()
        act()
        end = time.monotonic() + 30
        while not done():
            QApplication.processEvents()
            if time.monotonic() > end:
                raise TimeoutError(name)
        self.ms.setdefault(name, []).append((time.perf_counter() - start) * 1000)

    def table(self) -> dict[str, dict[str, float]]:
        """Median and p95 of each."""
        told = {}
        for name, ms in sorted(self.ms.items()):
            high = sorted(ms)[min(len(ms) - 1, int(len(ms) * 0.95))]
            told[name] = {"p50": round(statistics.median(ms), 1), "p95": round(high, 1)}
        return told


def masuk(aplikasi: Aplikasi, tangan: Tangan, ukuran: Ukuran) -> None:
    """Cold: four words, name, PIN."""
    window = aplikasi.window
    page = window.masuk
    tangan.until(page.isVisible, "layar masuk")
    tangan.until(lambda: QApplication.focusWidget() is not None, "kursor")
    for place, word in enumerate(SANDI.split()):
        if place:
            tangan.press(Key.Key_Space)
        tangan.type(word[:4])
    ukuran.take(
        "U-14 kata sandi sampai nama atau Beranda",
        page.open_with_words,
        lambda: window.bingkai is not None or bool(page.petak.tombol) or page.pin.isVisible(),
    )
    for _ in range(4):
        if window.bingkai is not None:
            break
        tangan.enter()
        tangan.rest(0.3)
    tangan.until(lambda: window.bingkai is not None, "beranda")
    tangan.settle()


def hari(play: Sutradara, tangan: Tangan, ukuran: Ukuran, count: int) -> None:
    """Find, open, judge, save, take back."""
    page = play.hari
    tasks = tangan.app.tasks
    for orang in play.pemain.sasaran()[:count]:
        tangan.until(lambda: page.stack.currentWidget() is page.cari, "kotak cari")
        tangan.settle()
        typed = orang.nama.lower()
        tangan.type(typed[:3])
        ukuran.take(
            "U-01 huruf ke-4 sampai daftar",
            lambda t=typed: tangan.type(t[3:4]),
            lambda: bool(page.cari.hasil.isi.rows) and tasks.is_idle(),
        )
        tangan.type(typed[4:])
        tangan.until(lambda: page.cari.hasil.terpilih() is not None, "hasil")
        tangan.settle()
        ukuran.take("U-03 Enter sampai lembar terbuka", tangan.enter, lambda: _opened(page))
        berat, tinggi = play.pemain.weights(orang)
        text = str(berat).replace(".", ",")
        tangan.type(text[:-1])
        before = page.meja.ukur.status.teks()
        ukuran.take(
            "U-04 angka terakhir sampai status",
            lambda t=text: tangan.type(t[-1:]),
            lambda b=before: page.meja.ukur.status.teks() not in ("", b),
        )
        tangan.enter()
        tangan.type(str(tinggi).replace(".", ","))
        tangan.enter()
        isian = page.meja.ukur.isian
        if isian is not None and isian.lembar.tanya_kms and isian.punya_kms is None:
            tangan.type("y")
        ukuran.take(
            "U-03 simpan sampai kotak cari dan antrean",
            lambda: _save(play),
            lambda: _back(page, tasks),
        )
    ukuran.take(
        "U-08 Ctrl+Z sampai dibatalkan",
        lambda: tangan.press(Key.Key_Z, ctrl=True),
        lambda: "Dibatalkan" in tangan.app.window.bingkai.pesan.teks() and tasks.is_idle(),
    )


def _opened(page: Any) -> bool:
    return page.meja.ukur.isian is not None


def _save(play: Sutradara) -> None:
    page = play.hari
    for _ in range(8):
        if page.stack.currentWidget() is page.cari:
            return
        play.t.enter()


def _back(page: Any, tasks: Any) -> bool:
    return page.stack.currentWidget() is page.cari and tasks.is_idle()


def rest(aplikasi: Aplikasi, tangan: Tangan, ukuran: Ukuran, count: int, folder: Path) -> None:
    """Pages, the month's report, lock and PIN."""
    window = aplikasi.window
    for _ in range(count):
        for key in ("beranda", "cari", "skdn", "hari"):
            ukuran.take(
                f"layar {key}",
                lambda k=key: window.bingkai.show_page(k),
                lambda: aplikasi.tasks.is_idle(),
            )
    window.bingkai.show_page("hari")
    tangan.settle()
    page = window.bingkai.page
    ukuran.take(
        "U-11 F7 sampai ringkasan",
        lambda: tangan.press(Key.Key_F7),
        lambda: page.stack.currentWidget() is page.ini.tutup and aplikasi.tasks.is_idle(),
    )
    window.bingkai.show_page("skdn")
    tangan.settle()
    laporan = window.bingkai.page.laporan
    for n in range(5):
        ukuran.take(
            "U-12 SKDN ke PDF F4",
            lambda n=n: write_lembar(lembar_skdn(laporan), folder / f"skdn-{n}.pdf"),
            lambda: True,
        )
    for _ in range(min(count, 8)):
        window.lock()
        tangan.settle()
        tangan.type(PIN[:-1])
        ukuran.take(
            "U-14 angka terakhir PIN sampai terbuka",
            lambda: tangan.type(PIN[-1:]),
            lambda: not window.terkunci and aplikasi.tasks.is_idle(),
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kk", type=int, default=350)
    parser.add_argument("--kali", type=int, default=20)
    args = parser.parse_args()
    ukuran = Ukuran()
    with tempfile.TemporaryDirectory(prefix="sipd-alur-") as temp:
        os.environ["SIPD_KONFIG"] = str(Path(temp) / "konfig")
        folder = Path(temp) / "data"
        prepare(folder, args.kk)
        app = QApplication.instance() or QApplication(sys.argv[:1])
        aplikasi = Aplikasi(folder, today=lambda: TODAY)
        ukuran.take("mulai sampai layar masuk", aplikasi.start, aplikasi.window.masuk.isVisible)
        aplikasi.window.resize(1366, 740)
        aplikasi.window.show()
        tangan = Tangan(aplikasi, None)
        masuk(aplikasi, tangan, ukuran)
        play = Sutradara(tangan, TODAY)
        play.mulai()
        hari(play, tangan, ukuran, args.kali)
        rest(aplikasi, tangan, ukuran, args.kali, Path(temp))
        aplikasi.window.close()
        aplikasi.close()
        app.processEvents()
    told = {"kk": args.kk, "kali": args.kali, "beban": round(os.getloadavg()[0], 1)}
    print(json.dumps({**told, "ms": ukuran.table()}, indent=1))


if __name__ == "__main__":
    main()
