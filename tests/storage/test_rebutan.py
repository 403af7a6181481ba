"""Two programs on one folder: one writer, nothing stale after a kill, the window is raised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pembuat import Induk
from sipd_desktop.services.satu_jendela import SatuJendela

HERE = Path(__file__).resolve()
PATHS = os.pathsep.join((str(HERE.parents[2] / "src"), str(HERE.parents[1])))
ENV = {**os.environ, "PYTHONPATH": PATHS, "QT_QPA_PLATFORM": "offscreen"}


def test_twenty_starts_at_once_make_one_writer_again_and_again(
    induk: Induk, tmp_path: Path
) -> None:
    folder = induk.copy(tmp_path / "data")
    for turn in range(3):
        process = subprocess.Popen(
            [sys.executable, str(HERE.with_name("rebutan.py")), str(folder), induk.key.hex(), "20"],
            env=ENV,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin
        assert process.stdout
        found = json.loads(process.stdout.readline())
        assert found == {"masuk": 1, "sedang-dipakai": 19, "lain": 0}, turn
        process.stdin.close()  # all killed, the writer too: the lock is free for the next turn
        assert process.wait(20) == 0
        process.stdout.close()
    dunia = Induk(folder, "", induk.key).reopen()
    assert dunia.one("SELECT count(*) FROM warga") == 3
    dunia.close()


def window(folder: Path, konfig: Path) -> subprocess.Popen[bytes]:
    env = {**ENV, "SIPD_KONFIG": str(konfig), "SIPD_TANPA_KEYRING": "1"}
    command = [sys.executable, "-m", "sipd_desktop", "--data", str(folder)]
    return subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)


def test_second_start_of_the_window_ends_and_a_killed_first_is_replaced(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    konfig = tmp_path / "konfig"
    monkeypatch.setenv("SIPD_KONFIG", str(konfig))
    place = SatuJendela(folder)
    first = window(folder, konfig)
    try:
        log = konfig / "log" / "sipd-desktop.log"
        until = time.monotonic() + 60
        while not log.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        assert not place.take()
        second = window(folder, konfig)
        assert second.wait(60) == 0, "the first came to the front, the second is not needed"
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()
    assert place.take(), "a killed window leaves no lock"
    place.leave()


def test_call_is_answered_and_a_silent_window_is_not_waited_for(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIPD_KONFIG", str(tmp_path / "konfig"))
    first, second = SatuJendela(folder), SatuJendela(folder)
    assert first.enter()
    assert second.enter(wait_s=0.3), "no answer: a window of its own, which will say it is busy"
    assert not first.answer(), "the call was taken back"
    other = SatuJendela(tmp_path / "folder-lain")
    assert other.enter(), "another data folder has a window of its own"
    other.leave()
    first.leave()
    assert second.enter()
    second.leave()
