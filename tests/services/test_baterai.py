"""The battery as the kernel tells it: charge, on battery or not, silence where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipd_desktop.services.baterai import Baterai, read_linux


def supply(place: Path, name: str, **files: str) -> None:
    folder = place / name
    folder.mkdir(parents=True)
    for key, text in files.items():
        (folder / key).write_text(f"{text}\n")


def test_a_laptop_on_battery(tmp_path: Path) -> None:
    supply(tmp_path, "AC", type="Mains", online="0")
    supply(tmp_path, "BAT0", type="Battery", capacity="18", status="Discharging")
    assert read_linux(tmp_path) == Baterai(18, dipakai=True)


@pytest.mark.parametrize("status", ["Charging", "Full", "Not charging", "Unknown"])
def test_plugged_in_it_is_never_weak(tmp_path: Path, status: str) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="5", status=status)
    found = read_linux(tmp_path)
    assert found is not None
    assert not found.lemah


def test_two_batteries_are_one_and_a_mouse_is_none(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="10", status="Discharging")
    supply(tmp_path, "BAT1", type="Battery", capacity="40", status="Unknown")
    mouse = {"type": "Battery", "scope": "Device", "capacity": "3", "status": "Discharging"}
    supply(tmp_path, "hid-mouse", **mouse)
    assert read_linux(tmp_path) == Baterai(25, dipakai=True)


@pytest.mark.parametrize(("charge", "weak"), [(20, False), (19, True)])
def test_below_twenty_is_weak(charge: int, weak: bool) -> None:
    assert Baterai(charge, dipakai=True).lemah is weak


def test_nothing_told_is_silence(tmp_path: Path) -> None:
    assert read_linux(tmp_path / "tidak-ada") is None
    assert read_linux(tmp_path) is None
    supply(tmp_path, "BAT0", type="Battery", capacity="", status="Discharging")
    assert read_linux(tmp_path) is None
