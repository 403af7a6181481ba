"""The PIN: tries are counted before they are looked at, waits grow, the tenth locks (S-04)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pembuat import Dunia, Induk
from sipd_desktop.base import clock
from sipd_desktop.base.errors import UserError
from sipd_desktop.base.pesan import sentence
from sipd_desktop.services import pin as pin_module
from sipd_desktop.services.pin import check_pin, has_pin, pin_left, reset_tries, set_pin
from sipd_desktop.storage.folder import DB

ME = "kader-saya"
HERE = Path(__file__).parent


class Jam:
    """The steady clock, moved by hand."""

    def __init__(self) -> None:
        self.detak = 5000.0

    def __call__(self) -> float:
        return self.detak


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> Jam:
    made = Jam()
    monkeypatch.setattr(clock, "monotonic", made)
    return made


def attempt(dunia: Dunia, pin: str) -> str:
    """`masuk`, or why not."""
    problem = check_pin(dunia.buku, ME, pin)
    if problem is None:
        return "masuk"
    assert "…" not in sentence(problem)
    told = problem.params.get("detik", problem.params.get("sisa", ""))
    return f"{problem.code.removeprefix('pin-salah')} {told}".strip()


@pytest.fixture
def berpin(dunia: Dunia) -> Dunia:
    dunia.write(set_pin, ME, "480512")
    return dunia


def test_right_pin_lets_in_and_wrong_ones_count_down(berpin: Dunia) -> None:
    assert berpin.read(has_pin, ME)
    assert attempt(berpin, "480512") == "masuk"
    assert [attempt(berpin, "000000") for _ in range(4)] == ["4", "3", "2", "1"]
    assert attempt(berpin, "480512") == "masuk"
    assert attempt(berpin, "000000") == "4", "a right one begins anew"


def test_waits_grow_and_the_tenth_locks(berpin: Dunia, jam: Jam) -> None:
    waits = []
    for _ in range(4):
        attempt(berpin, "000000")
    for _ in range(5):
        waits.append(int(attempt(berpin, "000000").removeprefix("pin-tunggu ")))
        jam.detak += waits[-1] - 2
        assert attempt(berpin, "480512").startswith("pin-tunggu"), "not even the right one"
        jam.detak += 3
    assert waits == [30, 60, 300, 900, 900]
    assert attempt(berpin, "000000") == "pin-terkunci"
    jam.detak += 4e7
    assert attempt(berpin, "480512") == "pin-terkunci"
    berpin.write(reset_tries, ME)  # after the passphrase
    assert attempt(berpin, "480512") == "masuk"


def test_tries_survive_a_restart_and_the_wait_begins_anew(
    induk: Induk, tmp_path: Path, jam: Jam, monkeypatch: pytest.MonkeyPatch
) -> None:
    dunia = induk.open(tmp_path / "data")
    dunia.write(set_pin, ME, "480512")
    for _ in range(5):
        attempt(dunia, "000000")
    dunia.close()
    again = Induk(tmp_path / "data", "", induk.key).reopen()
    monkeypatch.setattr(pin_module, "_run", "jalan-lain")
    jam.detak = 10_000_000  # another run's steady clock says nothing about the old wait
    assert attempt(again, "480512") == "pin-tunggu 30"
    jam.detak += 31
    assert attempt(again, "480512") == "masuk"
    again.close()


def test_waiting_tries_are_not_counted(berpin: Dunia, jam: Jam) -> None:
    for _ in range(5):
        attempt(berpin, "000000")
    for _ in range(20):
        attempt(berpin, "111111")
    jam.detak += 31
    assert attempt(berpin, "480512") == "masuk"


def test_of_ten_thousand_guesses_at_most_ten_are_evaluated(
    berpin: Dunia, jam: Jam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Restarts at random, the calendar moved ten years back and forth, every wait waited out."""
    rng, looked, honest = random.Random(4), [0], pin_module.fits
    now = clock.now

    def fits(hashed: str, guess: str) -> bool:
        looked[0] += 1
        return honest(hashed, guess)

    monkeypatch.setattr(pin_module, "fits", fits)
    restarts = moved = 0
    for number in range(10_000):
        if rng.random() < 0.02:
            restarts += 1
            monkeypatch.setattr(pin_module, "_run", f"jalan-{restarts}")
            jam.detak = rng.uniform(0, 1e6)
        if rng.random() < 0.05:
            moved += 1
            years = rng.choice((-10, 10))
            monkeypatch.setattr(clock, "now", lambda y=years: now().replace(year=2026 + y))
        jam.detak += rng.choice((0, 1, 40, 1000))
        assert attempt(berpin, f"{number:06d}") != "masuk"
    assert restarts > 100
    assert moved > 300
    assert looked == [10]
    assert attempt(berpin, "480512") == "pin-terkunci"


def test_a_killed_guesser_gets_no_try_back(induk: Induk, tmp_path: Path) -> None:
    """Real processes, killed while they guess, the calendar ten years off each time."""
    dunia = induk.open(tmp_path / "data")
    dunia.write(set_pin, ME, "480512")
    dunia.close()
    notes, kills, after = tmp_path / "dicoba", 0, 0
    notes.touch()
    program = [sys.executable, str(HERE / "penebak_mati.py"), str(tmp_path / "data" / DB)]
    while after < 70:  # seven bytes a guess
        turn = str(10 * (-1) ** kills)
        child = subprocess.Popen(
            [*program, induk.key.hex(), str(notes), turn, str(kills * 10_000)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        while child.poll() is None and notes.stat().st_size < after + 14:
            time.sleep(0.002)
        child.send_signal(signal.SIGKILL)
        kills += child.wait() == -signal.SIGKILL
        if notes.stat().st_size == after:
            break
        after = notes.stat().st_size
    tried = notes.read_text().split()
    assert kills >= 4
    assert len(tried) <= 10
    again = Induk(tmp_path / "data", "", induk.key).reopen()
    assert again.one("SELECT gagal FROM akun WHERE kader_id = ?", ME) == 10
    assert attempt(again, "480512") == "pin-terkunci"
    assert again.read(pin_left, ME) == 0
    again.close()


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"])
def test_pin_is_six_digits(dunia: Dunia, pin: str) -> None:
    with pytest.raises(UserError, match="pin-bentuk"):
        dunia.write(set_pin, ME, pin)
    assert not dunia.read(has_pin, ME)


def test_pin_is_kept_only_as_a_hash_and_never_travels(berpin: Dunia) -> None:
    stored = berpin.one("SELECT pin_hash FROM akun")
    assert stored.startswith("$argon2id$")
    assert "480512" not in repr(berpin.dump())
    assert ("akun",) not in berpin.sql("SELECT DISTINCT tbl FROM sync_dirty")


def test_who_has_no_pin_does_not_get_in_with_any(dunia: Dunia) -> None:
    assert attempt(dunia, "000000") != "masuk"
    assert attempt(dunia, "") != "masuk"
