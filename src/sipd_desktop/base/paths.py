"""Where things lie: the resources folder (also when frozen) and the per-user folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """The `resources/` folder of the checkout, or of the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    return Path(__file__).resolve().parents[3] / "resources"


def program() -> Path:
    """The folder that holds the program's own files, as `manifest` names them."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def manifest() -> Path:
    """What a shipped program must find in itself; a checkout has none."""
    return program() / "isi.json"


def data_dir() -> Path:
    """The per-user data folder; `--data` overrides it everywhere."""
    return _account()[0]


def config_dir() -> Path:
    """The per-user config folder; `SIPD_KONFIG` moves it (another account, tests)."""
    moved = os.environ.get("SIPD_KONFIG")
    return Path(moved) if moved else _account()[1]


def _account() -> tuple[Path, Path]:
    return apart(
        Path(platformdirs.user_data_dir("sipd-desktop", False)),
        Path(platformdirs.user_config_dir("sipd-desktop", False)),
    )


def apart(data: Path, config: Path) -> tuple[Path, Path]:
    """Data and config never one inside the other: Windows and macOS give one folder for both.

    The device secret lies in the config folder, and a copy of the data folder must not carry it.
    """
    if data == config:
        return data / "data", config / "konfig"
    return data, config
