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


def data_dir() -> Path:
    """The per-user data folder; `--data` overrides it everywhere."""
    return Path(platformdirs.user_data_dir("sipd-desktop", False))


def config_dir() -> Path:
    """The per-user config folder; `SIPD_KONFIG` moves it (another account, tests)."""
    moved = os.environ.get("SIPD_KONFIG")
    return Path(moved) if moved else Path(platformdirs.user_config_dir("sipd-desktop", False))
