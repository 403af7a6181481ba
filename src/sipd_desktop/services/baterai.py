"""How full the laptop's battery is, asked from the system itself; None where it does not say."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BATAS_PERSEN: Final = 20
"""Below this on battery it is said on the screen."""
LINUX: Final = Path("/sys/class/power_supply")
_UNKNOWN = 255


@dataclass(frozen=True, slots=True)
class Baterai:
    """Charge in percent, and whether the laptop runs on it."""

    persen: int
    dipakai: bool

    @property
    def lemah(self) -> bool:
        """Somebody should plug it in."""
        return self.dipakai and self.persen < BATAS_PERSEN


def read_baterai() -> Baterai | None:
    """The battery of this laptop; None on a computer without one, or where nothing is told."""
    return _read_windows() if sys.platform == "win32" else read_linux(LINUX)


def read_linux(place: Path) -> Baterai | None:
    """From the files of the kernel; several batteries are one, mice and pens do not count."""
    found: list[tuple[int, str]] = []
    try:
        supplies = sorted(place.iterdir())
    except OSError:
        return None
    for supply in supplies:
        if _text(supply / "type") != "Battery" or _text(supply / "scope") == "Device":
            continue
        charge = _text(supply / "capacity")
        if charge.isdigit():
            found.append((int(charge), _text(supply / "status")))
    if not found:
        return None
    persen = round(sum(charge for charge, _ in found) / len(found))
    return Baterai(min(persen, 100), any(status == "Discharging" for _, status in found))


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii", errors="replace").strip()
    except OSError:
        return ""


class _PowerStatus(ctypes.Structure):
    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("life", ctypes.c_ulong),
        ("full", ctypes.c_ulong),
    )


def _read_windows() -> Baterai | None:
    status = _PowerStatus()
    library = getattr(ctypes, "windll", None)
    if library is None or not library.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
        return None
    if status.percent == _UNKNOWN or status.line == _UNKNOWN:
        return None
    return Baterai(min(status.percent, 100), status.line == 0)
