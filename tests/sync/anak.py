"""Real client processes that die at a counted point, made quickly by forking a warmed-up parent.

Run as a program it reads one JSON line per order (`path`, `key`, `mati_pada`) and forks a child
that opens the file and does a whole exchange. Counted are: every SQL statement, every commit, and
each request before it goes out and after its answer arrived. At number `mati_pada` the child kills
itself with SIGKILL. `Induk` is the side of the tests.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any


class Induk:
    """The warmed-up parent process; `kirim` runs one child to its end or its death."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.mati = 0
        """Children that were killed so far."""

    def kirim(self, path: Path, key: bytes, mati_pada: int | None = None) -> dict[str, Any] | None:
        """The result of the exchange, with `titik` = points counted; None when it was killed."""
        assert self._process.stdin
        assert self._process.stdout
        order = {"path": str(path), "key": key.hex(), "mati_pada": mati_pada}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if answer["sinyal"] == signal.SIGKILL:
            self.mati += 1
            return None
        assert answer["hasil"] is not None, answer
        return dict(answer["hasil"])

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)
        assert self._process.stdout
        self._process.stdout.close()


class _Penghitung:
    def __init__(self, mati_pada: int | None) -> None:
        self.titik = 0
        self._last = mati_pada

    def __call__(self, *_: object, **__: object) -> None:
        self.titik += 1
        if self.titik == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def _arm(count: _Penghitung) -> None:
    from sqlalchemy import Engine, event

    from sipd_desktop.sync.transport import Transport

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    send = Transport._send

    def counted(self: Transport, request: Any) -> Any:
        count()
        answer = send(self, request)
        count()
        return answer

    Transport._send = counted  # type: ignore[method-assign]


def _child(order: dict[str, Any], out: int) -> None:
    from sipd_desktop.services.sinkron import kirim
    from sipd_desktop.storage.engine import Buku

    count = _Penghitung(order["mati_pada"])
    _arm(count)
    buku = Buku(Path(order["path"]), bytes.fromhex(order["key"]))
    hasil = kirim(buku)
    buku.close()
    os.write(out, json.dumps({**hasil.ke_json(), "titik": count.titik}).encode())
    os._exit(0)


def main() -> None:
    import sipd_desktop.services.sinkron  # noqa: F401 - warm up before forking

    for line in sys.stdin:
        inp, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(inp)
            try:
                _child(json.loads(line), out)
            finally:
                os._exit(3)
        os.close(out)
        with os.fdopen(inp, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(pid, 0)
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        answer = {"sinyal": killed, "hasil": json.loads(told) if told else None}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
