"""Twenty processes that start at one moment on one data folder: who gets in, and who is told no.

Run as a program: `rebutan.py FOLDER KEY N`. Each child waits for the common start, then opens the
folder as the program does and writes one person; it holds the folder until told to go. Prints one
JSON line: {masuk, ditolak, lain, pid}; ends, children killed with SIGKILL, when its input closes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from pembuat import Induk
from sipd_desktop.base.errors import UserError


def child(folder: Path, key: bytes, start: int, out: int) -> None:
    os.read(start, 1)
    try:
        dunia = Induk(folder, "", key).reopen()
        dunia.balita(f"ANAK {os.getpid()}")
        said = b"masuk"
    except UserError as error:
        said = error.code.encode()
    except BaseException as error:  # noqa: BLE001 - told to the test by name
        said = type(error).__name__.encode()
    os.write(out, said + f" {os.getpid()}\n".encode())
    while said == b"masuk":
        signal.pause()
    os._exit(0)


def main() -> None:
    folder, key, count = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
    go, start = os.pipe()
    told, out = os.pipe()
    pids = []
    for _ in range(count):
        pid = os.fork()
        if pid == 0:
            os.close(start)
            child(folder, key, go, out)
        pids.append(pid)
    os.close(out)
    os.write(start, b"x" * count)
    found = {"masuk": 0, "sedang-dipakai": 0, "lain": 0}
    seen = 0
    with os.fdopen(told, "r") as pipe:
        for line in pipe:
            word = line.split()[0]
            found[word if word in found else "lain"] += 1
            seen += 1
            if seen == count:
                break
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
