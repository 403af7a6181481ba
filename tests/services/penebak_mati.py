"""A thief at the lock screen: guesses PINs until killed; notes each guess that was evaluated.

`python penebak_mati.py BERKAS KUNCI CATATAN TAHUN MULAI`: the calendar stands TAHUN years off.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from sipd_desktop.base import clock
from sipd_desktop.services import pin
from sipd_desktop.storage.engine import Buku

ME = "kader-saya"


def main() -> None:
    path, key, notes, years, start = sys.argv[1:]
    now, fits = clock.now, pin.fits
    steady = iter(range(0, 10**9, 1000))  # he waits every wait out
    clock.now = lambda: now() + timedelta(days=3650 * int(years))
    clock.monotonic = lambda: float(next(steady))

    def noted(hashed: str, guess: str) -> bool:
        file = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, f"{guess}\n".encode())
        os.fsync(file)
        os.close(file)
        return fits(hashed, guess)

    pin.fits = noted
    buku = Buku(Path(path), bytes.fromhex(key))
    for number in range(int(start), int(start) + 400):
        pin.check_pin(buku, ME, f"{number:06d}")


main()
