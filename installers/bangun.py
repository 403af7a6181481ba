"""`python3 dev.py build`: program jadi, paket Debian, tar.xz, dan pemasang Windows.

Dijalankan oleh dev.py dengan Python dari .venv. Hasilnya di `dist/`, bahan antara di `build/`.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import folder
import isi

MB = 1_000_000


def say(text: str) -> None:
    """One line for the person who waits."""
    print(text, flush=True)


def timed(title: str, work: Callable[[], Path]) -> Path:
    """Do one thing and say how long it took."""
    begin = time.monotonic()
    made = work()
    count = folder.size_of(made) if made.is_dir() else made.stat().st_size
    say(f"{title}: {time.monotonic() - begin:.0f} detik, {count / MB:.1f} MB")
    return made


def start_time(program: Path) -> float:
    """Seconds to start and end, the better of three."""
    times = []
    for _ in range(3):
        begin = time.monotonic()
        subprocess.run([str(program), "--versi"], check=True, capture_output=True)
        times.append(time.monotonic() - begin)
    return min(times)


def build_linux(options: argparse.Namespace) -> None:
    """The folder, and from it the packages."""
    made = timed("folder program", folder.make_folder)
    say(f"  mulai dan selesai dalam {start_time(made / isi.NAMA):.2f} detik (--versi)")
    if options.uji:
        check_folder(made)
    if options.folder:
        return
    if shutil.which("dpkg-deb") is None:
        say("DILEWATI: paket .deb dan tar.xz, dpkg-deb tidak ada di mesin ini.")
        return
    import susun_deb

    needed = susun_deb.depends()
    say(f"  meminta {len(needed)} paket sistem, {needed[0]}")
    timed("tar.xz", lambda: susun_deb.make_tar(needed))
    deb = timed("paket .deb", lambda: susun_deb.make_deb(needed))
    if options.uji:
        import uji_deb

        uji_deb.check(deb, say)


def check_folder(made: Path) -> None:
    """Try the folder with nothing but its own files; pictures of the window go to `build/layar`."""
    import jalan
    import uji_folder
    import uji_jendela

    with tempfile.TemporaryDirectory(prefix="sipd-uji-") as name:
        place = Path(name)
        (place / "akun").mkdir()
        program = jalan.Program(made, place / "akun")
        uji_folder.check(program, place, say)
        uji_jendela.check(program, place, folder.BANGUN / "layar", say)


def write_sums() -> None:
    """SHA-256 of everything that is handed out."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.DIST.iterdir())
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder.DIST / "SHA256SUMS").write_text("".join(lines), "utf-8")


def main() -> int:
    """Build what was asked for."""
    parser = argparse.ArgumentParser(prog="dev.py build", description=__doc__)
    parser.add_argument("--folder", action="store_true", help="hanya foldernya, tanpa paket")
    parser.add_argument("--uji", action="store_true", help="lalu uji hasilnya, juga di akar bersih")
    parser.add_argument("--windows", action="store_true", help="pemasang Windows, bukan Linux")
    options = parser.parse_args()
    if options.windows:
        import susun_windows

        susun_windows.build(say, check=options.uji)
    elif sys.platform.startswith("linux"):
        build_linux(options)
    else:
        say("Program jadi dibangun di Linux; untuk Windows pakai --windows di Linux.")
        return 1
    write_sums()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
