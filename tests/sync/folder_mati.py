"""Real processes that work in a whole data folder and die (SIGKILL) at a counted point.

Run as a program it reads one JSON line per order and forks a child that opens the folder as the
program does (care, file, journal) and does one work: `simpan`, `impor`, `cadangan`, `salin`,
`pulihkan`, `rusak` (opening a damaged file), `kirim`. Points are every SQL statement and commit of
SQLAlchemy, and before and after every fsync, rename, unlink and request. At number `mati_pada` the
child kills itself. `Induk` is the side of the tests.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
PATHS = (str(HERE.parents[2] / "src"), str(HERE.parents[1]))


class Induk:
    """The warmed-up parent; `kerja` runs one child to its end or its death."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(PATHS)},
        )
        self.mati: dict[str, int] = {}
        """Children that were killed so far, by work."""

    def kerja(self, kerja: str, folder: Path, key: bytes, k: int, **more: object) -> dict[str, Any]:
        """`{mati, jawab, titik}`: killed? what was answered before, points counted."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"kerja": kerja, "folder": str(folder), "key": key.hex(), "mati_pada": k, **more}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert answer["sinyal"] in (0, signal.SIGKILL), answer
        dead = answer["sinyal"] == signal.SIGKILL
        assert dead or answer["kode"] == 0, answer
        self.mati[kerja] = self.mati.get(kerja, 0) + dead
        told = answer["jawab"]
        return {"mati": dead, "jawab": "tersimpan" in told, "titik": told.partition(" ")[2]}

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


class Titik:
    """Counts, and kills this very process at its number."""

    def __init__(self, mati_pada: int) -> None:
        self.n = 0
        self._last = mati_pada

    def __call__(self, *_: object, **__: object) -> None:
        self.n += 1
        if self.n == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def counted(*args: Any, **more: Any) -> Any:
            self()
            answer = real(*args, **more)
            self()
            return answer

        setattr(owner, name, counted)


def arm(point: Titik) -> None:
    from sqlalchemy import Engine, event

    from sipd_desktop.sync.transport import Transport

    event.listen(Engine, "before_cursor_execute", point)
    event.listen(Engine, "commit", point)
    for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Transport, "_send")):
        point.around(owner, name)


def work(order: dict[str, Any], out: int) -> None:
    from sipd_desktop.services.rawat import start_journal, tend
    from sipd_desktop.storage.engine import Buku
    from sipd_desktop.storage.folder import DB, FolderLock
    from sipd_desktop.storage.skema import upgrade

    folder, key = Path(order["folder"]), bytes.fromhex(order["key"])
    point = Titik(order["mati_pada"])
    with FolderLock(folder):
        if order["kerja"] in ("pulihkan", "rusak"):
            arm(point)
        if order["kerja"] == "pulihkan":
            from sipd_desktop.services.pulih import restore

            restore(folder, key, Path(order["berkas"]))
        care = tend(folder, key)
        buku = Buku(folder / DB, key)
        upgrade(buku)
        start_journal(buku, care.putaran)
        if order["kerja"] not in ("pulihkan", "rusak"):
            arm(point)
            WORKS[order["kerja"]](buku, order)
        os.write(out, b"tersimpan")
        point()
        buku.close()
    os.write(out, f" {point.n}".encode())


def simpan(buku: Any, order: dict[str, Any]) -> None:
    from sipd_desktop.services.catat import Niat, Petugas

    with buku.write() as conn:
        niat = Niat(conn, Petugas(order["pelaku"], None))
        niat.insert("warga", order["id"], {"nama": order["nama"], "jenis_kelamin": 2})
        niat.done()


def impor(buku: Any, order: dict[str, Any]) -> None:
    from sipd_desktop.services.buka import list_pengguna
    from sipd_desktop.services.impor.jalankan import impor_berkas

    with buku.read() as conn:
        who = list_pengguna(conn)[0]
    acuan = date(2026, 9, 15)
    impor_berkas(buku, who, Path(order["berkas"]), acuan=acuan, kering=False)


def cadangan(buku: Any, _order: dict[str, Any]) -> None:
    from sipd_desktop.services.cadangan import back_up

    back_up(buku, "uji")


def salin(buku: Any, order: dict[str, Any]) -> None:
    from sipd_desktop.services.cadangan import copy_out

    copy_out(buku, Path(order["berkas"]))


def kirim(buku: Any, _order: dict[str, Any]) -> None:
    from sipd_desktop.services.sinkron import kirim as exchange

    assert exchange(buku).alasan is None


WORKS: dict[str, Callable[[Any, dict[str, Any]], None]] = {
    "simpan": simpan,
    "impor": impor,
    "cadangan": cadangan,
    "salin": salin,
    "kirim": kirim,
}


def main() -> None:
    import sipd_desktop.services.impor.jalankan
    import sipd_desktop.services.pulih
    import sipd_desktop.services.sinkron  # noqa: F401 - warm up before forking

    for line in sys.stdin:
        inp, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inp)
            try:
                work(json.loads(line), out)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                raise
            finally:
                os._exit(3)
        os.close(out)
        with os.fdopen(inp, "rb") as pipe:
            told = pipe.read().decode()
        _, status = os.waitpid(pid, 0)
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        answer = {"sinyal": killed, "kode": code, "jawab": told}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
