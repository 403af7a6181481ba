"""What this account likes on the screen: zoom, window place, how the passphrase is typed.

A small JSON file beside the other per-user settings. Losing it never stops a start, and it holds
no data of people.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from sipd_desktop.base.paths import config_dir

log = logging.getLogger(__name__)


class SetelanLayar:
    """Named values, read once, written at each change."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_dir() / "layar.json"
        self._values: dict[str, object] = {}
        try:
            found = json.loads(self._path.read_text("utf-8"))
            self._values = found if isinstance(found, dict) else {}
        except (OSError, ValueError):
            pass

    def get_text(self, key: str, default: str = "") -> str:
        """A text, or the default when missing or of another kind."""
        found = self._values.get(key, default)
        return found if isinstance(found, str) else default

    def get_number(self, key: str, default: float) -> float:
        """A number, or the default when missing or of another kind."""
        found = self._values.get(key, default)
        return float(found) if isinstance(found, int | float) else default

    def set(self, key: str, value: str | float) -> None:
        """Remember a value; a full disk only means that it is forgotten."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps(self._values), "utf-8")
            part.replace(self._path)
        except OSError as error:
            log.warning("setelan layar tidak tersimpan: %s", type(error).__name__)
