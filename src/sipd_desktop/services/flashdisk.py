"""Sticks that are plugged in, so that one press copies without asking where to."""

from __future__ import annotations

import string
import sys
from pathlib import Path

_PLACES = ("/media/", "/run/media/", "/mnt/")
_KINDS = frozenset({"vfat", "exfat", "msdos", "ntfs", "ntfs3", "fuseblk", "ext4"})
_REMOVABLE = 2


def list_flashdisk() -> list[Path]:
    """Mounted removable drives that can be written to."""
    found = _windows() if sys.platform == "win32" else _mounts(Path("/proc/mounts"))
    return [p for p in found if p.is_dir()]


def _mounts(table: Path) -> list[Path]:
    if not table.exists():
        return []
    found = []
    for line in table.read_text("utf-8", "replace").splitlines():
        _device, point, kind, options = line.split(" ")[:4]
        point = point.replace("\\040", " ")
        if point.startswith(_PLACES) and kind in _KINDS and "ro" not in options.split(","):
            found.append(Path(point))
    return found


def _windows() -> list[Path]:
    import ctypes  # only on Windows

    kind = ctypes.windll.kernel32.GetDriveTypeW  # type: ignore[attr-defined,unused-ignore]
    return [Path(f"{x}:\\") for x in string.ascii_uppercase if kind(f"{x}:\\") == _REMOVABLE]
