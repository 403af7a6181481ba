"""`python3 dev.py demo`: a fictional desa, one hari buka, pictures and reports in demo-output/.

With a display the window opens at today's hari buka and stays; without one, or with `--headless`,
the same day is driven through the real widgets offscreen.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sipd_desktop.base.clock import monotonic
from sipd_desktop.demo.panggung import DESA, KETUA, POSYANDU, Panggung

if TYPE_CHECKING:  # Qt is only loaded once the platform is chosen
    from sipd_desktop.demo.desa import Desa
    from sipd_desktop.demo.sutradara import Sutradara

Told = dict[str, dict[str, Any]]
WIDTH, HEIGHT = 1366, 768


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


def say(text: str) -> None:
    """One line of the account of what was done."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def make_output(folder: Path) -> None:
    """An empty output folder: files of an earlier demo are removed, others are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.suffix in (".png", ".pdf", ".xlsx", ".json", ".txt") and old.is_file():
            old.unlink()


def play(stage: Panggung, keluar: Path, told: Told) -> None:
    """Drive the whole day offscreen and write everything; ten lines at the end."""
    from PySide6.QtWidgets import QApplication

    from sipd_desktop.app import Aplikasi
    from sipd_desktop.base.clock import today
    from sipd_desktop.demo.desa import Desa
    from sipd_desktop.demo.laporan import write_reports
    from sipd_desktop.demo.pintu import Pintu
    from sipd_desktop.demo.sutradara import Sutradara
    from sipd_desktop.demo.tangan import Tangan

    app = QApplication.instance() or QApplication(["sipd-desktop"])
    aplikasi = Aplikasi(stage.data)
    broken: list[str] = []
    aplikasi.tasks.broke.connect(broken.append)
    sys.excepthook = lambda *fault: broken.append("".join(traceback.format_exception(*fault)))
    aplikasi.window.resize(WIDTH, HEIGHT)
    aplikasi.start()
    tangan = Tangan(aplikasi, keluar)
    act = Sutradara(tangan, today())
    try:
        pintu, desa = Pintu(tangan, stage.sandi), Desa(tangan, today())
        pintu.masuk()
        act.kader()
        act.mulai()
        children = act.pemain.sasaran()
        act.timbang()
        act.pendatang()
        act.urungkan()
        act.sasaran_lain()
        act.belum_dan_tutup()
        act.lembar_anak(children[0])
        desa.play()
        act.halaman_lain(children[0])
        act.kirim()
        ruang = aplikasi.window.ruang
        assert ruang is not None
        reports = write_reports(ruang, act.hari.hari, keluar)
        pintu.kunci()
        act.besar()
    finally:
        sys.excepthook = sys.__excepthook__
        aplikasi.window.close()
        app.processEvents()
        for fault in broken:
            say(fault)
    if broken:
        raise RuntimeError("ada kesalahan di layar selama demo")
    for line in account(told, act, desa, reports, keluar):
        say(line)


def account(
    told: Told, act: Sutradara, desa: Desa, reports: dict[str, Any], keluar: Path
) -> list[str]:
    """What was done, one line each."""
    impor, contoh = told["impor"], told["contoh"]
    counts = impor["counts"]
    receipt = reports["bukti"]
    return [
        f"1. Desa karangan {DESA} dengan {len(POSYANDU)} Posyandu; pengguna {KETUA}.",
        "2. Pusat data desa dijalankan di laptop ini, penyimpannya tersandi.",
        "3. Laptop didaftarkan dengan kode sekali pakai.",
        f"4. Impor penduduk: {counts['baru']} orang baru, {counts['reject']} baris ditolak.",
        f"5. Satu tahun penimbangan karangan: {contoh['penimbangan']} penimbangan.",
        f"6. Hari buka: {act.ditimbang} anak ditimbang dengan {act.tombol} ketukan tombol, "
        f"satu pendatang baru. SKDN: {reports['skdn']}.",
        f"7. Impor pendataan SDGs Desa; {desa.masalah} keluarga miskin kronis, "
        f"{desa.diputuskan} di antaranya diputuskan.",
        f"8. Terkirim {receipt['pushed']} catatan, diterima pusat {receipt['acked']}, "
        f"belum terkirim {receipt['unsent']}, kedua sisi "
        f"{'sama' if receipt['digest_ok'] else 'belum dibandingkan'}.",
        f"9. {len(act.t.gambar)} gambar layar {WIDTH}x{HEIGHT}, "
        f"{len(reports['berkas'])} berkas laporan.",
        f"10. Semuanya ada di {keluar.name}/.",
    ]


def stay(stage: Panggung) -> int:
    """Open the window for a person at today's hari buka; all is removed when it is closed."""
    from PySide6.QtWidgets import QApplication

    from sipd_desktop.app import Aplikasi, catch_bugs
    from sipd_desktop.demo.pintu import Pintu
    from sipd_desktop.demo.tangan import Tangan

    app = QApplication.instance() or QApplication(["sipd-desktop"])
    aplikasi = Aplikasi(stage.data)
    catch_bugs(aplikasi.tasks.broke.emit)
    aplikasi.window.resize(WIDTH, HEIGHT)
    aplikasi.start()
    Pintu(Tangan(aplikasi, None), stage.sandi).buka_langsung()
    say(f"Kata sandi laptop contoh ini (bila layar terkunci): {stage.sandi}")
    say("Tutup jendela untuk mengakhiri; semua data contoh dihapus.")
    code = app.exec()
    aplikasi.close()
    return code


def main() -> int:
    """Parse, set the stage, play or stay."""
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--headless", action="store_true", help="tanpa jendela, isi demo-output/")
    parser.add_argument("--keluar", type=Path, default=Path("demo-output"))
    options = parser.parse_args()
    headless = options.headless or not has_display()
    if headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    start = monotonic()
    stage = Panggung()
    try:
        with ThreadPoolExecutor(1) as beside:
            preparing = beside.submit(stage.prepare)
            importlib.import_module("sipd_desktop.app")  # meanwhile; it takes two seconds
            told = preparing.result()
        if not headless:
            return stay(stage)
        make_output(options.keluar)
        play(stage, options.keluar, told)
        say(f"Selesai dalam {monotonic() - start:.0f} detik.")
        return 0
    finally:
        stage.close()


if __name__ == "__main__":
    raise SystemExit(main())
