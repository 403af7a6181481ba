"""Pustaka sistem yang diminta program jadi, dan paket Debian yang membawanya."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from folder import fail

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
_TEMPAT = ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib", "/lib", "/lib64")


def list_elf(folder: Path) -> list[Path]:
    """All programs and libraries of a folder."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    found.append(path)
    return found


def needs(folder: Path) -> tuple[set[str], tuple[int, int]]:
    """Library names that the folder does not hold itself, and the newest glibc it asks for."""
    elf = list_elf(folder)
    own = {path.name for path in folder.rglob("*.so*")}
    wanted: set[str] = set()
    glibc = (2, 0)
    for path in elf:
        told = _dump(path)
        wanted |= set(_NEEDED.findall(told))
        glibc = max([glibc, *((int(a), int(b)) for a, b in _GLIBC.findall(told))])
    return {name for name in wanted - own if not name.startswith("ld-linux")}, glibc


def _dump(path: Path) -> str:
    done = subprocess.run(
        ["objdump", "-p", str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C"},
    )
    return done.stdout


def packages(names: set[str]) -> list[str]:
    """Debian packages of these libraries on this machine; stops when one belongs to none."""
    found = set()
    for name in sorted(names):
        owner = _owner(name)
        if owner is None:
            fail(f"pustaka {name} tidak dibawa program dan tidak ada paketnya di mesin ini")
            continue
        found.add(owner)
    return sorted(found)


def _owner(name: str) -> str | None:
    places = [Path(p) / name for p in _TEMPAT]
    for place in places:
        if not place.exists():
            continue
        for spelled in {
            str(place),
            str(place.resolve()),
            str(place.resolve()).removeprefix("/usr"),
        }:
            done = subprocess.run(
                ["dpkg", "-S", spelled], capture_output=True, text=True, check=False
            )
            if done.returncode == 0:
                return done.stdout.partition(":")[0]
    return None
