"""kill -9 in the midst of typing: the same child, box, cursor and text come back, and nothing that
was typed is ever saved twice. Run by hand with SIPD_BUNUH=1000 for the large figure."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from pembuat import HARI_INI, Induk
from sipd_desktop.services.hari.hadir import mark_hadir

HERE = Path(__file__).parent
KILLS = int(os.environ.get("SIPD_BUNUH", "24"))
SETTLED_S = 1.0
"""What was typed this long before the kill must all be there."""


@dataclass
class Mesin:
    """The forking process that runs the program, and what it says."""

    process: subprocess.Popen[str]
    pid: int = 0
    said: Queue[tuple[float, dict[str, Any]]] = field(default_factory=Queue)

    def listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.put((time.monotonic(), json.loads(line)))

    def next(self, timeout: float = 60.0) -> tuple[float, dict[str, Any]]:
        return self.said.get(timeout=timeout)

    def start(self, **order: object) -> tuple[int, dict[str, Any]]:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        _, first = self.next()
        self.pid = first["pid"]
        _, shown = self.next()
        assert shown["ev"] == "mulai", shown
        return first["pid"], shown

    def until(self, moment: float) -> list[tuple[float, dict[str, Any]]]:
        found = []
        while (left := moment - time.monotonic()) > 0:
            try:
                found.append(self.next(left))
            except Empty:
                break
        return found

    def kill(self, pid: int) -> tuple[float, list[tuple[float, dict[str, Any]]]]:
        os.kill(pid, signal.SIGKILL)
        self.pid = 0
        moment, rest = time.monotonic(), []
        while True:
            when, said = self.next()
            if said["ev"] == "mati":
                assert os.WIFSIGNALED(said["status"])
                return moment, rest
            rest.append((when, said))


@pytest.fixture
def mesin() -> Iterator[Mesin]:
    process = subprocess.Popen(
        [sys.executable, str(HERE / "pengetik_mati.py")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    made = Mesin(process)
    threading.Thread(target=made.listen, daemon=True).start()
    yield made
    assert process.stdin
    if made.pid:  # the test failed with a program still running
        os.kill(made.pid, signal.SIGKILL)
    process.stdin.close()
    assert process.wait(20) == 0


def boxes(said: dict[str, Any]) -> tuple[str, dict[str, str]]:
    return said["warga"], said["teks"]


def is_later_or_same(now: dict[str, str], before: dict[str, str]) -> bool:
    """Text only grows while this typist types."""
    return all(now.get(k, "").startswith(v) for k, v in before.items())


def is_one_key_on(now: dict[str, Any], before: dict[str, Any]) -> bool:
    """The key was typed and written, but the kill came before it could be reported."""
    extra = sum(map(len, now["teks"].values())) - sum(map(len, before["teks"].values()))
    return is_later_or_same(now["teks"], before["teks"]) and extra <= 1


@pytest.mark.timeout(60 + 12 * KILLS)
def test_killed_in_mid_typing_the_same_child_box_and_text_return(
    induk: Induk, tmp_path: Path, mesin: Mesin
) -> None:
    folder = tmp_path / "data"
    dunia = induk.open(folder)
    hari = dunia.hari()
    for n in range(max(40, KILLS // 2)):
        dunia.act(mark_hadir, hari, dunia.balita(f"ANAK {n}"))
    dunia.close()
    chance = random.Random(9)
    order = {"folder": str(folder), "key": induk.key.hex(), "tanggal": HARI_INI.isoformat()}

    kills = mid = returned = lost_boxes = 0
    moment = 0.0
    log: list[tuple[float, dict[str, Any]]] = []
    for run in range(KILLS):
        pid, shown = mesin.start(**order, hari=hari, seed=run)
        if log:
            killed, last = moment, log[-1][1]
            old = [s for when, s in log if when <= killed - SETTLED_S]
            if old and old[-1]["warga"] == last["warga"] and last["warga"]:
                assert shown["warga"] == last["warga"], "another child, or none, came back"
                assert is_later_or_same(shown["teks"], old[-1]["teks"]), (shown, old[-1])
            if shown["warga"] and shown["warga"] == last["warga"]:
                returned += 1
                behind = [k for k, v in last["teks"].items() if shown["teks"].get(k, "") != v]
                lost_boxes = max(lost_boxes, len(behind))
                places = [(s["kolom"], s["kursor"]) for _, s in log if boxes(s) == boxes(shown)]
                early = not shown["teks"]  # killed before anything of this child was written
                assert places or early or is_one_key_on(shown, last), "never typed"
                assert not places or early or (shown["kolom"], shown["kursor"]) in places
                if shown["teks"]:
                    assert "dikembalikan" in shown["pesan"]
        began = time.monotonic()
        log = [(began, shown), *mesin.until(began + chance.uniform(0.1, 1.6))]
        moment, rest = mesin.kill(pid)
        log += rest
        kills += 1
        mid += bool(log[-1][1]["teks"])

    assert kills == KILLS
    assert mid >= KILLS * 0.6, "most kills must fall in the midst of typing"
    assert returned >= mid * 0.8
    assert lost_boxes <= 1, "at most the last unfinished box is lost"
    dunia = Induk(folder, "", induk.key).reopen()
    saved = dunia.one("SELECT count(*) FROM isian WHERE hari_buka_id = ?", hari)
    acts = dunia.one("SELECT count(*) FROM tindakan WHERE verb = 'menimbang'")
    assert saved == acts, "every weighing was saved exactly once"
    assert saved >= KILLS // 10
    assert not dunia.one(
        "SELECT count(*) FROM tindakan t JOIN isian i ON i.id = t.objek WHERE t.verb = 'mengubah'"
    )
    bodies = {b for (b,) in dunia.sql("SELECT DISTINCT body FROM isian")}
    assert len(bodies) == 1, "what was saved is what the typist meant, whole"
    dunia.close()
