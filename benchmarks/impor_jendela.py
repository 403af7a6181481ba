"""Import in the window: how long the window is deaf while 5,000 people x 66 columns come in.

Run: python benchmarks/impor_jendela.py [people]. A timer of 5 ms ticks in the window's own loop;
the longest gap between two ticks is printed for reading, showing and storing, with the seconds
each took. Wanted: no gap above 100 ms on a quiet machine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("SIPD_TANPA_KEYRING", "1")
os.environ.setdefault("SIPD_KONFIG", tempfile.mkdtemp(prefix="sipd-konfig-"))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from impor import SANDI, write
from sipd_desktop.base.clock import today
from sipd_desktop.services.buka import list_pengguna, open_ruang
from sipd_desktop.services.orang import list_posyandu
from sipd_desktop.services.siapkan import prepare_folder
from sipd_desktop.ui import theme
from sipd_desktop.ui.impor.halaman import ImporPage
from sipd_desktop.ui.sesi import Sesi
from sipd_desktop.ui.tasks import Tasks

TICK_MS = 5


class Denyut:
    """Ticks of the loop; `take` gives the gaps since the last call."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._gaps: list[float] = []
        self._timer = QTimer()
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now

    @property
    def banyak(self) -> int:
        """Gaps since the last call of `take`."""
        return len(self._gaps)

    def take(self) -> dict[str, float]:
        """Longest gap and the one that 99 of 100 stay under, in milliseconds."""
        gaps = sorted(self._gaps) or [0.0]
        self._gaps = []
        return {
            "celah_ms": round(gaps[-1] * 1000, 1),
            "p99_ms": round(gaps[int(len(gaps) * 0.99) - 1] * 1000, 1),
        }


def _until(app: QApplication, done: Callable[[], bool], limit: float = 300.0) -> float:
    start = time.perf_counter()
    while not done():
        app.processEvents()
        time.sleep(0.001)
        if time.perf_counter() - start > limit:
            raise TimeoutError
    return round(time.perf_counter() - start, 2)


def main(people: int) -> None:
    """Measure and print one JSON document."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply_theme(app)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "sdgs.xlsx"
        write(path, people)
        folder = Path(place) / "data"
        prepare_folder(
            folder,
            kode_desa="3399072004",
            nama_desa="Sukamaju",
            posyandu=["Melati"],
            nama="Siti",
            sandi=SANDI,
        )
        with open_ruang(folder, SANDI) as ruang:
            with ruang.buku.read() as conn:
                user, units = list_pengguna(conn)[0], list_posyandu(conn)
            tasks = Tasks()
            tasks.attach(ruang.buku)
            sesi = Sesi(ruang, tasks, user, posyandu=units, tanggal=today())
            page = ImporPage(sesi)
            page.resize(1366, 620)
            page.show()
            page.open()
            _until(app, tasks.is_idle)
            beat = Denyut()
            _until(app, lambda: beat.banyak > 20)
            still = beat.take()
            page.open_berkas(path)
            read = _until(app, lambda: page.tumpuk.currentWidget() is page.periksa)
            reading = beat.take() | {"detik": read}
            for key in ("baru", "dilihat", "semua"):
                page.periksa.filter(key)
                app.processEvents()
            shown = beat.take()
            page.save()
            stored = _until(app, lambda: page.tumpuk.currentWidget() is page.hasil)
            storing = beat.take() | {"detik": stored}
            tasks.close()
    found = {"orang": people, "diam": still, "baca": reading, "lihat": shown, "simpan": storing}
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
