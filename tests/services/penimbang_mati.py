"""A real client process that weighs one child and is killed (SIGKILL) at the k-th step of it.

Steps are counted over the whole intent: before each SQL statement of `Buku.write` (BEGIN too),
before and after its COMMIT, and after the answer. Reads one JSON line per run: {folder, key, hari,
child, berat, k}; answers one JSON line: {killed, acked, steps}. It forks, so that imports are paid
once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import event

from pembuat import Induk
from sipd_desktop.services.hari.baris import NilaiUkur
from sipd_desktop.services.hari.ukur import save_ukur
from sipd_desktop.storage.engine import Buku


class Counter:
    """Kills this very process when its step comes."""

    def __init__(self, at: int) -> None:
        self.at, self.steps, self.on = at, 0, False

    def step(self, *_: object) -> None:
        if self.on:
            self.steps += 1
            if self.steps == self.at:
                os.kill(os.getpid(), signal.SIGKILL)


def watch(buku: Buku, counter: Counter) -> None:
    engine = buku.engine
    event.listen(engine, "before_cursor_execute", counter.step)
    commit = engine.dialect.do_commit

    def counted(connection: Any) -> None:
        counter.step()
        commit(connection)
        counter.step()

    engine.dialect.do_commit = counted  # type: ignore[method-assign]


def weigh(order: dict[str, Any], answer: int) -> None:
    dunia = Induk(Path(order["folder"]), "", bytes.fromhex(order["key"])).reopen(remake=False)
    counter = Counter(order["k"])
    watch(dunia.buku, counter)
    counter.on = True
    with dunia.buku.write() as conn:
        nilai = NilaiUkur(berat_badan=Decimal(order["berat"]), catatan="sehat")
        save_ukur(conn, dunia.petugas, order["hari"], order["child"], nilai, punya_kms=True)
    os.write(answer, b"tersimpan")
    counter.step()
    counter.on = False
    os.write(answer, str(counter.steps).encode())
    dunia.close()


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            weigh(order, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        assert killed or status == 0, status
        steps = said.removeprefix("tersimpan")
        answer = {"killed": killed, "acked": bool(said), "steps": int(steps or 0)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
