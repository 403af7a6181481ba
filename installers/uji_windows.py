"""Bagian tanpa jendela dari isi pemasang Windows, dijalankan di wine.

Python Windows yang sebenarnya membuat folder data tersandi, mengimpor, memeriksa, mendaftar,
mengirim ke pusat Windows, dan membuat laporan XLSX. Qt tidak berjalan di wine 8: jendela, PDF,
huruf dan cetak hanya bisa diuji di Windows.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dll_wine
from jalan import DESA, NAMA_DESA, POSYANDU, SANDI, expect, fail

WINE = ("wine64", "wine")


def find_wine() -> str | None:
    """The 64-bit wine of this machine; Debian hides it from the PATH."""
    for name in (*WINE, "/usr/lib/wine/wine64"):
        found = shutil.which(name)
        if found:
            return found
    return None


def on_z(path: Path) -> str:
    """A path of this system as wine's Windows sees it."""
    return f"Z:{path}"


class Windows:
    """Runs the Windows Python of the payload in a wine folder of its own."""

    def __init__(self, wine: str, isi: Path, place: Path) -> None:
        self.wine, self.isi, self.place = wine, isi, place
        self.env = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(place),
            "WINEPREFIX": str(place / "wine"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "SIPD_SANDI": SANDI,
            "SIPD_TANPA_KEYRING": "1",
            "PYTHONUTF8": "1",
        }

    def command(self, module: str, *args: object) -> list[str]:
        """`python.exe -m MODULE ARGS` as a command of this system."""
        return [self.wine, str(self.isi / "python.exe"), "-m", module, *map(str, args)]

    def ask(self, module: str, *args: object) -> dict[str, Any]:
        """The JSON document of a command that must succeed."""
        done = subprocess.run(
            self.command(module, *args, "--json"),
            env=self.env, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False,
        )  # fmt: skip
        text = done.stdout.decode(errors="replace")
        words = f"{module} {' '.join(map(str, args[:1]))} (wine)"
        told = done.stderr.decode(errors="replace")[-2000:]
        expect(done.returncode == 0, f"{words}: {text[-1500:]} {told}")
        return dict(json.loads(text))

    def stop(self) -> None:
        """End the background programs of this wine folder."""
        server = Path(self.wine).with_name("wineserver")
        command = [str(server) if server.exists() else "wineserver", "-k"]
        if shutil.which(command[0]):
            subprocess.run(command, env=self.env, check=False, capture_output=True)


def check(isi: Path, say: Callable[[str], None]) -> None:
    """From an empty folder to a receipt, without a window."""
    wine = find_wine()
    if wine is None:
        say("DILEWATI: menjalankan bagian tanpa jendela (wine64 tidak ada).")
        return
    with tempfile.TemporaryDirectory(prefix="sipd-wine-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        copy = place / "SIPD Desktop"  # a space in the path, as in the real place
        shutil.copytree(isi, copy)
        windows = Windows(wine, copy, place)
        try:
            say(f"  di wine: {run(windows, place)}")
        finally:
            windows.stop()


def run(windows: Windows, place: Path) -> str:
    """The steps; gives what was shown."""
    sipd, data = "sipd_desktop.cli", on_z(place / "data")
    made = windows.ask(
        sipd, "siapkan", "--data", data, "--contoh", "--desa", DESA, "--nama-desa", NAMA_DESA,
        "--posyandu", POSYANDU, "--nama", "Bu Siti",
    )  # fmt: skip
    expect(made["pengguna"] == "Bu Siti", f"siapkan: {made}")
    head = (place / "data" / "sipd.db").read_bytes()[:15]
    expect(head != b"SQLite format 3", "data tidak tersandi")
    put_missing(windows)
    sheet = on_z(windows.isi / "resources/contoh/penduduk_opensid.xlsx")
    counts = windows.ask(sipd, "impor", sheet, "--data", data)["counts"]
    expect(counts["baru"] > 1000, f"impor: {counts}")
    told = exchange(windows, place, data)
    report = windows.ask(
        sipd, "laporan", "skdn", "--periode", "2026-01", "--keluar", place / "skdn.xlsx",
        "--data", data,
    )  # fmt: skip
    expect((place / "skdn.xlsx").read_bytes()[:2] == b"PK", f"laporan: {report}")
    expect(windows.ask(sipd, "periksa", "--data", data)["baik"], "periksa")
    return f"{counts['baru']} orang diimpor, {told['pushed']} catatan terkirim, XLSX, periksa baik"


def put_missing(windows: Windows) -> None:
    """Give wine 8 the one part of Windows 10 it lacks and Rust libraries ask for."""
    target = windows.place / "wine/drive_c/windows/system32/bcryptprimitives.dll"
    if target.parent.is_dir() and not target.exists():
        target.write_bytes(dll_wine.bcryptprimitives())


def exchange(windows: Windows, place: Path, data: str) -> dict[str, Any]:
    """The Windows laptop sends to a Windows centre on this machine."""
    pusat = on_z(place / "pusat")
    server = subprocess.Popen(
        windows.command("sipd_server.main", "--data", pusat, "--port", "0", "--json"),
        env=windows.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        if not line.strip():
            fail("sipd-server berhenti sebelum siap (wine)")
        url = json.loads(line)["alamat"]
        kode = windows.ask("sipd_server.main", "kode", "--data", pusat, "--desa", DESA)["kode"]
        windows.ask("sipd_desktop.cli", "daftar", url, "--kode", kode, "--data", data)
        told = windows.ask("sipd_desktop.cli", "kirim", "--data", data)
    finally:
        server.terminate()
        time.sleep(1)
    expect(told["unsent"] == 0 and told["digest_ok"] is True, f"kirim (wine): {told}")
    return told
